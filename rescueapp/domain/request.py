"""An act that needs two: one asks and signs, another decides and signs.

One shape for all of them (decisions.md, "A station of two people on a night shift"). What
differs from kind to kind is declared in `KINDS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rescueapp import clock
from rescueapp.domain.worker import COMPARTMENTS, Act, Role
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark


class Kind(StrEnum):
    """What is asked for."""

    OPEN_CASE = "open_case"  # see another's case for a time (K-10, L17 art. 36)
    EMERGENCY = "emergency"  # the same at once, when life is at stake; looked at afterwards
    # In a case of one's own, to read a part that one's role does not hold.
    OPEN_PSYCHOLOGICAL = "open_psychological"
    OPEN_MEDICAL = "open_medical"
    OPEN_LEGAL = "open_legal"
    SECOND_INTERVIEW = "second_interview"  # question a minor once more (K-07, L01 art. 112)
    DESTROY = "destroy"  # a case whose time of keeping is over (K-17)
    HAND_OVER = "hand_over"  # one identified case in a package (K-13)
    REVEAL_MORE = "reveal_more"  # more identities in a day than one person needs (K-09)
    NAMES_LIST = "names_list"  # a list of cases with names
    APPROVE = "approve"  # a record that is complete only then: plan, return, closure (D.2)
    LEND_OUTSIDE = "lend_outside"  # parts of one's case to a partner's social worker (S26)
    NO_WOMAN = "no_woman"  # a man is responsible for a woman's or girl's case
    CLOCK = "clock"  # that a deadline needs nothing, or another day
    ABROAD = "abroad"  # that releases abroad are possible at all, for a time (K-14)
    RULE = "rule"  # a period of the law is no longer applied, or longer than its text
    MERGE = "merge"  # two files of one person; a yes carries it out
    UNMERGE = "unmerge"  # and apart again
    NEW_PAPERS = "new_papers"  # other recovery papers, in place of those that are lost or seen


_CARE = frozenset({Role.CASEWORKER, Role.PSYCHOLOGIST, Role.MEDICAL_WORKER})
_HEAD = frozenset({Role.SUPERVISOR})
CONFIRM_WITHIN = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Rules:
    """Who asks and decides, and for how long a grant holds when nothing shorter is said."""

    title: Text
    may_ask: frozenset[Role]
    lasts: timedelta
    at_once: bool = False  # holds from the asking; a supervisor looks at it afterwards
    lends: bool = False  # a grant lends the keys of the case to who asked
    part: Compartment | None = None  # only this one's, to somebody of the team
    worker_decides: bool = False  # the case's own worker, too; otherwise never they
    once: bool = False  # a grant is spent by one act
    by_code: bool = False  # the superior bureau may decide over the telephone
    of_person: bool = False  # about who asks, and no case
    of_vault: bool = False  # about the station itself, and no case
    to_another: bool = False  # the keys go to whom `about` names ("worker uid/part,part")
    by_themselves: bool = False  # needs nobody's yes: signed, and looked at afterwards
    of_record: bool = False  # about one version of a record; a yes completes it
    at_yes: bool = False  # of two files: a yes carries it out
    heads: Act = Act.DECIDE  # the right that decides
    ask: Text | None = None  # on the button where the act was refused


def _part(title: Text, part: Compartment) -> Rules:
    """To read one part more for a time, which a supervisor allows."""
    return Rules(title, _CARE, timedelta(days=1), lends=True, part=part)


KINDS = {
    Kind.OPEN_CASE: Rules(
        mark("See a case of somebody else's", "request"),
        _CARE,
        timedelta(days=1),
        lends=True,
        worker_decides=True,
    ),
    Kind.EMERGENCY: Rules(
        mark("Emergency access to a case", "request"),
        _CARE,
        timedelta(hours=4),
        at_once=True,
        lends=True,
    ),
    Kind.OPEN_PSYCHOLOGICAL: _part(
        mark("Read the psychological part of a case of one's own", "request"),
        Compartment.PSYCHOLOGICAL,
    ),
    Kind.OPEN_MEDICAL: _part(
        mark("Read the medical part of a case of one's own", "request"), Compartment.MEDICAL
    ),
    Kind.OPEN_LEGAL: _part(
        mark("Read the legal part of a case of one's own", "request"), Compartment.LEGAL
    ),
    Kind.SECOND_INTERVIEW: Rules(
        mark("Question a minor again", "request"),
        _CARE,
        timedelta(days=7),
        once=True,
        by_code=True,
        ask=mark("Ask a supervisor to agree to another interview…", "request"),
    ),
    Kind.DESTROY: Rules(
        mark("Destroy a case for ever", "request"),
        _HEAD,
        timedelta(days=30),
        once=True,
        by_code=True,
        ask=mark("Ask a second person to agree that it is destroyed…", "request"),
    ),
    Kind.HAND_OVER: Rules(
        mark("Hand over a case with its identity in a package", "request"),
        _HEAD | {Role.CASEWORKER},
        timedelta(days=7),
        once=True,
        by_code=True,
        ask=mark("Ask a second person to agree to the hand-over…", "request"),
    ),
    Kind.CLOCK: Rules(
        mark("Decide about a deadline", "request"),
        _HEAD | _CARE,
        timedelta(days=7),
        by_code=True,
    ),
    Kind.LEND_OUTSIDE: Rules(
        mark("Lend a case to a social worker from outside", "request"),
        _HEAD | _CARE,
        timedelta(days=14),
        lends=True,
        to_another=True,
        by_themselves=True,
    ),
    Kind.NO_WOMAN: Rules(
        mark("A man responsible for the case of a woman or girl", "request"),
        _HEAD,
        timedelta(days=30),
        by_themselves=True,
    ),
    Kind.REVEAL_MORE: Rules(
        mark("Reveal more identities today", "request"),
        _HEAD | _CARE,
        timedelta(hours=12),
        by_code=True,
        of_person=True,
        ask=mark("Ask a second person to agree to more identities…", "request"),
    ),
    Kind.NAMES_LIST: Rules(
        mark("Make a list of cases with names", "request"),
        _HEAD | _CARE,
        timedelta(days=1),
        once=True,
        by_code=True,
        of_person=True,
        ask=mark("Ask a second person to agree to a list with names…", "request"),
    ),
    Kind.APPROVE: Rules(
        mark("Approve a record", "request"),
        _HEAD | _CARE,
        timedelta(days=7),
        once=True,
        by_code=True,
        of_record=True,
        ask=mark("Ask a second person to approve it…", "request"),
    ),
    Kind.ABROAD: Rules(
        mark("Turn on provision abroad", "request"),
        _HEAD,
        timedelta(days=30),
        by_code=True,
        of_vault=True,
    ),
    Kind.RULE: Rules(
        mark("Loosen a rule of the clocks", "request"),
        _HEAD,
        timedelta(days=7),
        by_code=True,
        of_vault=True,
    ),
    Kind.MERGE: Rules(
        mark("Merge two files of one person", "request"),
        _HEAD | _CARE,
        timedelta(days=7),
        once=True,
        at_yes=True,
    ),
    Kind.UNMERGE: Rules(
        mark("Take two merged files apart again", "request"),
        _HEAD | _CARE,
        timedelta(days=7),
        once=True,
        at_yes=True,
    ),
    Kind.NEW_PAPERS: Rules(
        mark("Make new recovery papers", "request"),
        _HEAD | {Role.ADMINISTRATOR, Role.OFFICE_OFFICER},
        timedelta(days=7),
        once=True,
        by_code=True,
        of_vault=True,
        heads=Act.GRANT_ACCESS,
    ),
}


def parts_to_ask(role: Role) -> tuple[Kind, ...]:
    """What somebody of a role can ask for in a case of their own."""
    return tuple(
        kind
        for kind, rules in KINDS.items()
        if rules.part and role in rules.may_ask and rules.part not in COMPARTMENTS[role]
    )


class State(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    USED = "used"  # granted, and spent by the one act it was for
    OVER = "over"  # granted once; the time has passed


STATES = {
    State.WAITING: mark("Waiting", "request"),
    State.GRANTED: mark("Granted", "request"),
    State.REFUSED: mark("Refused", "request"),
    State.USED: mark("Used", "request"),
    State.OVER: mark("Over", "request"),
}


_AT_ONCE = mark("Opened at once", "request")
_ALONE = mark("Signed, to be looked at afterwards", "request")


def stands(request: Request, state: State) -> Text:
    """Where a request stands, in words: what nobody decides was not granted by anybody."""
    rules = KINDS[request.kind]
    if rules.by_themselves and state is State.GRANTED:
        return _ALONE
    held = state in (State.GRANTED, State.OVER)
    return _AT_ONCE if rules.at_once and held else STATES[state]


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it is kept. Instants are UTC text; signatures are Ed25519.

    `code`: the sheet and number by which the superior bureau decided over the telephone;
    `decided_by` is then who typed it, and a supervisor confirms it afterwards.
    """

    uid: str
    kind: Kind
    subject: str  # uid of the case, person or vault it is about
    reason: str
    asked_by: str  # worker uid
    asked_at: str
    asked_signature: bytes
    granted: bool | None = None
    until: str | None = None
    note: str = ""
    decided_by: str | None = None
    decided_at: str | None = None
    decided_signature: bytes | None = None
    seen_by: str | None = None
    seen_at: str | None = None
    used_at: str | None = None
    used_for: str | None = None  # uid of the record that spent it
    code: str = ""
    tries: int = 0  # codes typed for it
    confirmed_by: str | None = None
    confirmed_at: str | None = None
    confirmed_signature: bytes | None = None
    about: str = ""  # "record uid/version" where it is about one; signed

    def state(self, now: str) -> State:
        """Where it stands at an instant."""
        if self.granted is None:
            return State.WAITING
        if not self.granted:
            return State.REFUSED
        if self.used_at is not None:
            return State.USED
        return State.GRANTED if self.until is None or now < self.until else State.OVER

    def confirm_by(self) -> str | None:
        """The instant by which a supervisor has to confirm a decision by code; None: no need."""
        if not self.code or self.confirmed_by is not None or self.decided_at is None:
            return None
        return clock.stamp(clock.instant(self.decided_at) + CONFIRM_WITHIN)

    def asked(self) -> dict[str, str]:
        """What `asked_signature` covers."""
        asked = {
            "uid": self.uid,
            "kind": self.kind.value,
            "subject": self.subject,
            "reason": self.reason,
            "by": self.asked_by,
            "at": self.asked_at,
        }
        return asked | {"about": self.about} if self.about else asked

    def decided(self) -> dict[str, object]:
        """What `decided_signature` covers: the whole question, and the answer."""
        return {
            "asked": self.asked(),
            "asked_signature": self.asked_signature.hex(),
            "granted": bool(self.granted),
            "until": self.until or "",
            "note": self.note,
            "code": self.code,
            "by": self.decided_by or "",
            "at": self.decided_at or "",
        }

    def confirmed(self) -> dict[str, object]:
        """What `confirmed_signature` covers: the decision as it was made."""
        return {
            "decided": self.decided(),
            "decided_signature": (self.decided_signature or b"").hex(),
            "by": self.confirmed_by or "",
            "at": self.confirmed_at or "",
        }


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody who decides for a supervisor on some days, both included (ISO dates)."""

    uid: str
    supervisor: str
    deputy: str
    from_on: str
    to_on: str
    given_at: str
    signature: bytes
    ended_at: str | None = None

    def given(self) -> dict[str, str]:
        """What `signature` covers."""
        return {
            "uid": self.uid,
            "supervisor": self.supervisor,
            "deputy": self.deputy,
            "from": self.from_on,
            "to": self.to_on,
            "at": self.given_at,
        }
