"""What was agreed to, purpose by purpose, and what rests on it (K-06; PIPL 13-17, 28-31).

The papers are the records of F26; the ledger is worked out from them and kept nowhere else.
What the institution does under a legal duty is told (告知) and never called consent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from rescueapp.forms import dates
from rescueapp.forms.none_codes import answered, none
from rescueapp.i18n import Text, mark

PURPOSES = "L-consent"
CONSENTERS = "L-consenter"
SOON = timedelta(days=30)

# The question of F26 by which each purpose of L-consent is agreed to.
QUESTIONS = {
    "01": "agrees_registration",
    "02": "agrees_photo",
    "03": "agrees_notice",
    "04": "agrees_health",
    "05": "agrees_referral",
    "06": "agrees_abroad",
    "07": "agrees_statistics",
    "08": "agrees_follow_up",
}


class State(StrEnum):
    """Where one purpose stands."""

    TOLD = "told"  # under a legal duty
    GIVEN = "given"
    REFUSED = "refused"
    UNDECIDED = "undecided"
    NOT_UNDERSTOOD = "not_understood"  # agreed to, and so no consent (PIPL 14)
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_ASKED = "not_asked"


STATES = {
    State.TOLD: mark("Told (legal duty)", "consent"),
    State.GIVEN: mark("Agreed", "consent"),
    State.REFUSED: mark("Not agreed", "consent"),
    State.UNDECIDED: mark("Not decided yet", "consent"),
    State.NOT_UNDERSTOOD: mark("Agreed to, not understood: explain again", "consent"),
    State.WITHDRAWN: mark("Withdrawn", "consent"),
    State.EXPIRED: mark("Expired", "consent"),
    State.NOT_ASKED: mark("Not asked", "consent"),
}

# Asked, and the answer is no yes. Where nobody asked, old papers may hold the consent.
NO = frozenset(State) - {State.TOLD, State.GIVEN, State.NOT_ASKED}
_ANSWERS = {"01": State.GIVEN, "02": State.REFUSED, "03": State.UNDECIDED}  # L-agreement
_OWN_ALONE = ("01", "05", "06")  # L-consenter: an adult, with support or without; from 14 on
_BY_OWN_WORD = ("01", "06")  # of these, who decided without anybody's help
_NOT_UNDERSTOOD = "03"  # L-understanding
_BOTH = "03"  # L-consenter: the person and the guardian
_GUARDIANS = ("02", _BOTH, "04")  # L-consenter: also the head of an institution that is one
_CHILD = ("03", "04")  # L-consent-age: under 14


@dataclass(frozen=True, slots=True)
class Consent:
    """One purpose as it stands. Days are ISO dates; `record_uid`: the F26 that decides it."""

    purpose: str  # L-consent
    state: State
    by: str = ""  # L-consenter
    on: str | None = None
    until: str | None = None
    withdrawn_on: str | None = None
    record_uid: str = ""
    own_opinion: bool = False  # what a child of 8 to 17 thinks was written down
    no_guardian: bool = False  # under 14, and no guardian consented (PIPL 31)

    @property
    def decided(self) -> bool:
        """Whether somebody said yes or no to it, and that still holds."""
        return self.state in (State.GIVEN, State.REFUSED)

    @property
    def own_word(self) -> bool:
        """Whether the person said it: alone, with support, or with a guardian."""
        return self.by in (*_OWN_ALONE, _BOTH)

    def ends_soon(self, today: date) -> bool:
        """Whether a consent that holds ends within 30 days."""
        if self.state is not State.GIVEN or self.until is None:
            return False
        return date.fromisoformat(self.until) <= today + SOON


@dataclass(frozen=True, slots=True)
class Paper:
    """An F26 as far as its reader may see it; `changed_at`: when it was last saved."""

    uid: str
    on_date: str
    created_at: str
    changed_at: str
    answers: Mapping[str, Any]


def ledger(papers: Sequence[Paper], today: date) -> tuple[Consent, ...]:
    """Every purpose, in the order of the list. The latest paper that says anything decides."""
    latest = sorted(papers, key=lambda p: (p.on_date, p.created_at), reverse=True)
    return tuple(_of(purpose, latest, today) for purpose in QUESTIONS)


def as_of(papers: Sequence[Paper], day: str) -> list[Paper]:
    """The papers as they were at the end of a day: what is done under a consent stays right when
    it is taken back later, and is not made right by one that is given later (PIPL 15)."""
    return [
        replace(each, answers={**each.answers, "withdrawals": _until_day(each, day)})
        for each in papers
        if each.on_date <= day
    ]


def _until_day(paper: Paper, day: str) -> list[Any]:
    rows = paper.answers.get("withdrawals")
    told = rows if isinstance(rows, list) else []
    return [row for row in told if _withdrawn_on(row, paper) <= day]


def _of(purpose: str, latest: Sequence[Paper], today: date) -> Consent:
    said = next((p for p in latest if _state(purpose, p) is not None), None)
    state = _state(purpose, said) if said else None
    if said is None or state is None:
        return Consent(purpose, State.NOT_ASKED)
    until, gone = _until(said), _withdrawn(purpose, said, latest)
    if state is not State.TOLD and gone is not None:
        state = State.WITHDRAWN
    elif state is State.GIVEN and until is not None and until < today.isoformat():
        state = State.EXPIRED
    by, band = said.answers.get("consenter"), said.answers.get("age_band")
    return Consent(
        purpose=purpose,
        state=state,
        by=by if isinstance(by, str) else "",
        on=said.on_date,
        until=until if state in (State.GIVEN, State.EXPIRED) else None,
        withdrawn_on=gone if state is State.WITHDRAWN else None,
        record_uid=said.uid,
        own_opinion=answered(said.answers.get("own_opinion")),
        no_guardian=band in _CHILD and by in _OWN_ALONE and state is State.GIVEN,
    )


def _state(purpose: str, paper: Paper) -> State | None:
    """What a paper says of a purpose; None: nothing."""
    told = paper.answers.get("notice_purposes")
    if isinstance(told, list) and purpose in told:
        return State.TOLD
    answer = paper.answers.get(QUESTIONS[purpose])
    if isinstance(answer, str):
        state = _ANSWERS.get(answer)
        return State.NOT_UNDERSTOOD if state is State.GIVEN and _is_unaware(paper) else state
    if none(answer) in ("declined", "unknown"):  # asked, and she did not want to answer
        return State.UNDECIDED
    return None  # nobody asked: an earlier paper may hold the consent


def _is_unaware(paper: Paper) -> bool:
    """Whether who agreed alone had not understood what to: that is no consent (PIPL 14)."""
    told = paper.answers
    return told.get("understood") == _NOT_UNDERSTOOD and told.get("consenter") in _BY_OWN_WORD


def _until(paper: Paper) -> str | None:
    value = paper.answers.get("expires_on")
    return dates.latest(value).isoformat() if isinstance(value, str) else None


def _withdrawn(purpose: str, said: Paper, papers: Sequence[Paper]) -> str | None:
    """The day a consent was taken back: in its own paper whenever, in another one afterwards."""
    for paper in papers:
        for day in _withdrawals(purpose, paper):
            later = day > said.on_date or (
                day == said.on_date and paper.changed_at > said.created_at
            )
            if paper.uid == said.uid or later:
                return day
    return None


def _withdrawals(purpose: str, paper: Paper) -> Iterator[str]:
    rows = paper.answers.get("withdrawals")
    for row in rows if isinstance(rows, list) else []:
        if row.get("withdrawn_purpose") == purpose:
            yield _withdrawn_on(row, paper)


def _withdrawn_on(row: Mapping[str, Any], paper: Paper) -> str:
    day = row.get("withdrawn_on")
    return dates.earliest(day).isoformat() if isinstance(day, str) else paper.changed_at[:10]


def says_nothing(answers: Mapping[str, Any]) -> bool:
    """Whether a paper has no word on any purpose: none told, asked, taken back or limited."""
    asked = (*QUESTIONS.values(), "notice_purposes", "withdrawals", "limits")
    return not any(answered(answers.get(key)) or none(answers.get(key)) for key in asked)


def limited(purpose: str, papers: Sequence[Paper]) -> Iterator[str]:
    """To whom nothing is passed on for a purpose, as the papers say, in their words."""
    for paper in papers:
        rows = paper.answers.get("limits")
        for row in rows if isinstance(rows, list) else []:
            whom = row.get("limit_receiver")
            if row.get("limit_purpose") in (None, purpose) and isinstance(whom, str):
                yield "".join(whom.split())


# --- what rests on it -------------------------------------------------------------------


class Use(StrEnum):
    """An act of this program that rests on a consent."""

    PHOTO = "photo"
    NEXT_INSTITUTION = "next_institution"  # the print profile
    MEDICAL = "medical"  # level 3 in such a print
    NEXT_VISIT = "next_visit"
    REFERRAL = "referral"  # sent, or printed, where it rests on consent
    NOTICE = "notice"  # a tracing notice that everybody reads
    ABROAD = "abroad"  # anything about her that goes to somebody abroad (K-14)


# Of these an earlier paper that nobody has typed in is not taken for granted.
NEEDS_ANSWER = frozenset({Use.NOTICE, Use.ABROAD})
# The consent itself is asked for; that she was told of a duty does not stand for it (PIPL 39).
NEEDS_CONSENT = frozenset({Use.ABROAD})
GUARDIAN_UNDER = 14  # PIPL 31
# A child who wants to be visited is visited, whether a guardian has signed or not.
FOR_HER_CARE = frozenset({Use.NEXT_VISIT})

RESTS_ON = {
    Use.PHOTO: "02",
    Use.NOTICE: "03",
    Use.MEDICAL: "04",
    Use.NEXT_INSTITUTION: "05",
    Use.NEXT_VISIT: "08",
    Use.REFERRAL: "05",
    Use.ABROAD: "06",
}

REFUSALS = {
    Use.PHOTO: mark(
        "No new photograph is kept. Consent to photographs: {state} (Personal Information"
        " Protection Law, art. 13). Ask again, without pressing, or take the photograph out.",
        "guard",
    ),
    Use.NOTICE: mark(
        "No tracing notice is completed or published. Consent to the notice: {state} (Personal"
        " Information Protection Law, art. 25). Ask without pressing and write the answer into"
        " F26; where the law demands the notice for a child, or for somebody who cannot answer,"
        " note there that the person was told of the legal duty.",
        "guard",
    ),
    Use.MEDICAL: mark(
        "Nothing of level 3 goes to the next institution. Consent to share medical information:"
        " {state} (Personal Information Protection Law, art. 29). Print it without level 3, or ask"
        " again.",
        "guard",
    ),
    Use.NEXT_INSTITUTION: mark(
        "Nothing is printed for the next institution. Consent to referral: {state} (Personal"
        " Information Protection Law, art. 23). Ask again, or note in F26 that the person was told"
        " of a legal duty.",
        "guard",
    ),
    Use.REFERRAL: mark(
        "This referral is not sent. Consent to referral: {state} (Personal Information Protection"
        " Law, art. 23). Ask again, without pressing, or name a legal duty if there is one.",
        "guard",
    ),
    Use.ABROAD: mark(
        "Nothing about the person goes abroad. Separate consent to provision abroad (F26):"
        " {state}. Ask without pressing, and name who receives it and what for (Personal"
        " Information Protection Law, art. 39).",
        "guard",
    ),
    Use.NEXT_VISIT: mark(
        "No further visit is planned. Consent to follow-up: {state} (Personal Information"
        " Protection Law, art. 13). Take the day of the next visit out; what happened can still be"
        " written down.",
        "guard",
    ),
}

CHILD_ALONE = mark("agreed to by the child alone; under 14 a guardian consents", "consent")
NO_GUARDIAN = mark(
    "Nothing about the child goes abroad: under 14 a guardian gives the separate consent (Personal"
    " Information Protection Law, art. 31), and F26 names none.",
    "guard",
)
LIMITED_ABROAD = mark(
    "Nothing goes to this recipient (Personal Information Protection Law, art. 39): the person"
    " does not want them to be told (F26, what is not to be passed on).",
    "guard",
)

SAYS_NOTHING = mark(
    "Not completed: this paper says nothing yet. At least one answer is written down (a rule of"
    " this program), also a no or that the person is undecided, what the person was told of, or"
    " what was taken back; or save it as incomplete and ask another day. Care does not wait for"
    " it.",
    "guard",
)

# What a no stops, purpose by purpose, as the program is today.
STOPS = {
    "01": mark("The program stops nothing by itself: talk to the supervisor.", "consent"),
    "02": mark("No new photograph is kept. Those kept already are not deleted by it.", "consent"),
    "03": mark(
        "No tracing notice is completed or published; one that stands out is due to be taken down"
        " today.",
        "consent",
    ),
    "04": mark("Nothing of level 3 is printed for the next institution.", "consent"),
    "05": mark(
        "Nothing is printed for the next institution. Referrals that rest on it are not sent any"
        " more; those that went out and are not answered are on Today: call them back.",
        "consent",
    ),
    "06": mark("Nothing about the person goes abroad from here.", "consent"),
    "07": mark(
        "No research data is made in this program yet. The statistics the law asks for go on.",
        "consent",
    ),
    "08": mark("Planned visits are taken out, and no new ones are planned.", "consent"),
}


def refusal(use: Use, consents: Sequence[Consent]) -> Text | None:
    """Why an act may not go on, in words; None: nothing stands against it (K-06)."""
    standing = next(c for c in consents if c.purpose == RESTS_ON[use])
    lacking = NO | {State.NOT_ASKED} if use in NEEDS_ANSWER else NO
    if use in NEEDS_CONSENT:
        lacking = frozenset(State) - {State.GIVEN}
    if standing.state in lacking:
        return REFUSALS[use](state=STATES[standing.state])
    if standing.no_guardian and use not in FOR_HER_CARE:
        return REFUSALS[use](state=CHILD_ALONE)
    return None


def lacks_guardian(consent: Consent, *, under_14: bool) -> bool:
    """Whether a consent is a child's alone, and so nobody's (PIPL 31). `under_14`: as the case
    knows; the paper may know better (`Consent.no_guardian`)."""
    return consent.no_guardian or (under_14 and consent.by not in _GUARDIANS)
