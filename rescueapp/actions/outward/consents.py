"""The ledger of consents of a case, and the acts that stop where one is refused or taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from rescueapp import clock
from rescueapp.actions.opened.reading import CLEAR, Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.outward import referrals
from rescueapp.domain import consent
from rescueapp.domain.case import may_be_under
from rescueapp.domain.consent import NO, RESTS_ON, Consent, Paper, State, Use
from rescueapp.domain.notice import PRINTED
from rescueapp.domain.record import Answers
from rescueapp.domain.referral import FORM as REFERRALS
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.forms.schema import Field, Kind
from rescueapp.storage import cases, person, records
from rescueapp.workspace import Workspace

FORM = "consent"
VISITS = ("follow_up", "return_handover")  # forms whose due day is a visit to come
NOTICES = "tracing_notice"


def ledger(ws: Workspace, case_uid: str, *, on: str = "") -> tuple[Consent, ...]:
    """Every purpose and where it stands, or stood on a day that is past (ISO; "": now). Of others'
    cases: none."""
    ws.check(Act.READ_CASES)
    return _ledger(ws, case_uid, on) if ws.case_keys(case_uid) else ()


def act_day(told: object) -> str:
    """The day an act is written down under, for `on`; of a month its last. "" where it tells none,
    and never a day to come."""
    if not isinstance(told, str) or not dates.valid(told):
        return ""
    return min(dates.latest(told), clock.today()).isoformat()


def refuse_without(ws: Workspace, case_uid: str, use: Use, *, on: str = "") -> None:
    """Raises Refused, in words, where the consent an act rests on is not there (K-06), or was not
    on the day of the act."""
    refused = consent.refusal(use, _ledger(ws, case_uid, on))
    if refused is not None:
        raise Refused(refused)


def refuse_abroad(ws: Workspace, case_uid: str, recipient: str = "") -> None:
    """Raises Refused, in words, without the separate consent a release abroad rests on: given, a
    guardian's for a child under 14, and not limited so that this recipient is told nothing."""
    refuse_without(ws, case_uid, Use.ABROAD)
    given = next(c for c in _ledger(ws, case_uid) if c.purpose == RESTS_ON[Use.ABROAD])
    if consent.lacks_guardian(given, under_14=_under_14(ws, case_uid)):
        raise Refused(consent.NO_GUARDIAN)
    if is_limited(ws, case_uid, Use.ABROAD, recipient):
        raise Refused(consent.LIMITED_ABROAD)


def _under_14(ws: Workspace, case_uid: str) -> bool:
    """As far as the case knows when the person was born; a paper knows the band she said."""
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    born = row.born_to if row else None
    return born is not None and may_be_under(consent.GUARDIAN_UNDER, born, clock.today())


def state(ws: Workspace, case_uid: str, use: Use, *, on: str = "") -> State:
    """Where the consent stands, or stood, that an act rests on."""
    return next(c.state for c in _ledger(ws, case_uid, on) if c.purpose == RESTS_ON[use])


def check_saving(ws: Workspace, saving: Saving) -> None:
    """Refuse a record that does what there is no consent for, never what was there before; and a
    complete paper of consent in which nothing is said."""
    if saving.form.key == FORM and saving.complete and consent.says_nothing(saving.whole):
        raise Refused(consent.SAYS_NOTHING)
    if set(_photos(saving, saving.typed)) - set(_photos(saving, *saving.before.values())):
        refuse_without(ws, saving.case_uid, Use.PHOTO)
    if saving.form.key in VISITS and _plans(saving):
        refuse_without(ws, saving.case_uid, Use.NEXT_VISIT)
    for day in publishing(saving):
        refuse_without(ws, saving.case_uid, Use.NOTICE, on=day)


def is_limited(ws: Workspace, case_uid: str, use: Use, words: str, *, on: str = "") -> bool:
    """Whether the person limited a purpose so that whoever is named here is not to be told."""
    said = "".join(words.split())
    papers = _papers_on(ws, case_uid, on)
    return any(whom and whom in said for whom in consent.limited(RESTS_ON[use], papers))


def check_file(ws: Workspace, case_uid: str, profile: str, *, l3: bool) -> None:
    """Refuse a case file for a reader to whom it does not go without her consent."""
    if profile == Use.NEXT_INSTITUTION:
        refuse_without(ws, case_uid, Use.NEXT_INSTITUTION)
        if l3:
            refuse_without(ws, case_uid, Use.MEDICAL)


def instant(ws: Workspace, form: str, case_uid: str | None) -> str:
    """The instant of a save: of an F26 after every earlier one of the person, so that of two
    papers of one second the later holds, and nothing taken back is lost."""
    papers = person.rows(ws.db, case_uid, form=FORM) if case_uid and form == FORM else ()
    return clock.later_than(row.changed_at for row in papers)


def stop_planned(ws: Workspace, saving: Saving, at: str) -> None:
    """After a save of F26, inside its transaction: what was planned on a consent that is no more
    is due no longer. A referral that is told late went out, too: it is called back."""
    if saving.form.key == FORM or _sent_now(saving):
        stop_refused(ws, saving.case_uid, at)


def _sent_now(saving: Saving) -> bool:
    """Whether a save is the first to say that a referral was sent."""
    sent, before = "referral_sent_on", interpreter.join(saving.before)
    told = interpreter.answered(saving.whole.get(sent))
    return saving.form.key == REFERRALS and told and not interpreter.answered(before.get(sent))


def stop_refused(ws: Workspace, case_uid: str, at: str) -> None:
    """The same whatever was saved, in every file of the person: a no of one file is hers."""
    states = {each.purpose: each.state for each in _ledger(ws, case_uid)}
    if states[RESTS_ON[Use.NEXT_VISIT]] in NO:
        _stop_visits(ws, case_uid, at)
    if states[RESTS_ON[Use.REFERRAL]] in NO:
        referrals.stop_open(ws, case_uid, at)


def _stop_visits(ws: Workspace, case_uid: str, at: str) -> None:
    planned = (person.open_due(ws.db, case_uid, form=form) for form in VISITS)
    for row in chain.from_iterable(planned):
        records.set_done(ws.db, row.uid, done_on=clock.today().isoformat(), at=at)
        ws.log("cancel_visit", row.uid, case=row.case_uid)


def publishing(saving: Saving) -> set[str]:
    """The days whose consent a save of a tracing notice rests on; "" is today, empty: it publishes
    nothing. It does where it is completed, or stands somewhere where it did not stand before. What
    is down again rests on the day it was put there; one that is taken down needs nobody's."""
    if saving.form.key != NOTICES or interpreter.answered(saving.whole.get("notice_withdrawn_on")):
        return set()
    before = [_place(row) for part in saving.before.values() for row in _platforms(part)]
    rows = list(_platforms(saving.whole))
    new = rows if saving.complete else [row for row in rows if _place(row) not in before]
    gone = {act_day(row["platform_since"]) for row in new if _is_down(row)}
    stands = any(not _is_down(row) for row in new) or (saving.complete and not rows)
    return gone | ({""} if stands else set())


def _platforms(answers: Answers) -> Iterator[Answers]:
    rows = answers.get("notice_platforms")
    told = (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    return (row for row in told if row.get("platform_since"))


def _place(row: Answers) -> tuple[object, ...]:
    return tuple(row.get(key) for key in ("platform", "platform_name", "platform_since"))


def _is_down(row: Answers) -> bool:
    """Taken down, or printed once."""
    return row.get("platform") in PRINTED or interpreter.answered(row.get("platform_down_on"))


def _ledger(ws: Workspace, case_uid: str, on: str = "") -> tuple[Consent, ...]:
    day = date.fromisoformat(on) if on else clock.today()
    return consent.ledger(_papers_on(ws, case_uid, on), day)


def _papers_on(ws: Workspace, case_uid: str, on: str) -> list[Paper]:
    """The papers as they are, or as they were on a day that is past."""
    papers = list(_papers(ws, case_uid))
    return consent.as_of(papers, on) if on and on < clock.today().isoformat() else papers


def _papers(ws: Workspace, case_uid: str) -> Iterator[Paper]:
    reading = Reading(ws)
    for row in person.rows(ws.db, case_uid, form=FORM):  # a no in another file is still her no
        opened = reading.parts(*reading.found(row.uid))
        shown = reading.shown(row.case_uid, case_uid)
        seen = {c: part for c, part in opened.parts.items() if (c or CLEAR) in shown}
        yield Paper(
            uid=row.uid,
            on_date=row.on_date or "",
            created_at=row.created_at,
            changed_at=row.changed_at,
            answers=interpreter.join(seen),
        )


def _photos(saving: Saving, *parts: Answers) -> Iterator[str]:
    """The uids of the photographs in some answers, in rows too."""
    for answers in parts:
        for field in interpreter.fields(saving.form):
            value = answers.get(field.key)
            if field.kind is Kind.ROWS and isinstance(value, list):
                for row in value:
                    yield from _blobs(field.rows, row)
            else:
                yield from _blobs((field,), answers)


def _blobs(fields: Iterable[Field], answers: Answers) -> Iterator[str]:
    for field in fields:
        value = answers.get(field.key)
        if field.kind is Kind.PHOTO and isinstance(value, dict) and "blob" in value:
            yield str(value["blob"])


def _plans(saving: Saving) -> bool:
    """Whether a day is planned that was not planned before: also in a record that is there."""
    day = interpreter.spine(saving.form, saving.whole).due_on
    return day is not None and (saving.row is None or day != saving.row.due_on)
