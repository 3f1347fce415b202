"""Referrals as a whole: which are without a receipt, how long departments take (S37, S39)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from rescueapp import clock
from rescueapp.actions.opened import entries
from rescueapp.actions.opened.reading import Reading
from rescueapp.domain import referral
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.forms.catalogue import FORMS
from rescueapp.storage import cases, clear_answers, person, records
from rescueapp.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral that was sent, of a case one works on. Days are ISO dates, "" for none.

    `days`: until the answer, or until today while there is none.
    """

    case_uid: str
    record_uid: str
    number: str
    alias: str
    department: str  # C-24
    receiver: str
    service: str  # C-23
    status: str  # C-23r
    sent_on: str
    received_on: str
    answered_on: str
    days: int
    refused: bool  # they do not take it on
    waits: bool  # for an answer, or for somebody else who helps

    @property
    def open(self) -> bool:
        return not self.answered_on


@dataclass(frozen=True, slots=True)
class OfDepartment:
    """How one department answers. `refused`: of those answered. `days`: the median of what was
    answered; None: nothing yet."""

    department: str
    sent: int
    received: int
    answered: int
    refused: int
    days: float | None


def sent(ws: Workspace) -> list[Sent]:
    """The referrals sent in the cases one works on: unanswered ones first, the longest waiting on
    top; then those refused that nobody has taken on instead."""
    ws.check(Act.READ_CASES)
    names = entries.names(ws, "partners")
    made = [
        _sent(ws, case_uid, uid, answers, names)
        for case_uid, uid, answers in clear_answers.of_form(ws.db, referral.FORM, reader=ws.holder)
        if _day(answers, "referral_sent_on")
    ]
    return sorted(made, key=lambda e: (not e.open, not e.waits, -e.days, e.number))


def own_unanswered(ws: Workspace) -> list[Sent]:
    """Those of the cases this worker answers for that wait for an answer, by department (C-24),
    the longest waiting on top of each."""
    if not ws.worker.may(Act.READ_CASES):
        return []
    names = entries.names(ws, "partners")
    mine = [
        _sent(ws, case_uid, uid, answers, names)
        for case_uid, uid, answers in clear_answers.of_worker(
            ws.db, referral.FORM, worker=ws.worker.uid
        )
        if _day(answers, "referral_sent_on") and not _day(answers, "referral_answered_on")
    ]
    return sorted(mine, key=lambda each: (each.department, -each.days, each.number))


def by_department(found: Iterable[Sent]) -> list[OfDepartment]:
    """Response by department (S39), in the order of C-24."""
    groups: dict[str, list[Sent]] = {}
    for each in found:
        groups.setdefault(each.department, []).append(each)
    return [_of(code, groups[code]) for code in sorted(groups)]


def _of(code: str, group: Sequence[Sent]) -> OfDepartment:
    answered = [each.days for each in group if not each.open]
    return OfDepartment(
        department=code,
        sent=len(group),
        received=sum(bool(each.received_on or each.answered_on) for each in group),
        answered=len(answered),
        refused=sum(each.refused for each in group),
        days=float(median(answered)) if answered else None,
    )


def _sent(
    ws: Workspace, case_uid: str, record_uid: str, answers: Answers, names: dict[str, str]
) -> Sent:
    case = cases.row(ws.db, case_uid, reader=ws.holder)
    department = answers.get("referral_department") or {}
    sent_on, answered_on = _day(answers, "referral_sent_on"), _day(answers, "referral_answered_on")
    until = date.fromisoformat(answered_on) if answered_on else clock.today()
    partner = names.get(str(answers.get("referral_partner") or ""), "")
    refused = referral.refused(answers)
    return Sent(
        case_uid=case_uid,
        record_uid=record_uid,
        number=referral.number(record_uid),
        alias=case.alias if case else "",
        department=str(department.get("code") or ""),
        receiver=partner or interpreter.say(_DEPARTMENT, department),
        service=str(answers.get("referral_service") or ""),
        status=str(answers.get("referral_status") or ""),
        sent_on=sent_on,
        received_on=_day(answers, "referral_received_on"),
        answered_on=answered_on,
        days=max((until - date.fromisoformat(sent_on)).days, 0),
        refused=refused,
        waits=not answered_on or (refused and not _day(answers, "referral_instead_on")),
    )


def _day(answers: Answers, key: str) -> str:
    value = answers.get(key)
    known = isinstance(value, str) and dates.valid(value)
    return dates.earliest(str(value)).isoformat() if known else ""


_DEPARTMENT = next(
    field
    for field in interpreter.fields(FORMS[referral.FORM])
    if field.key == "referral_department"
)


# --- a consent is taken back --------------------------------------------------------------


def stop_open(ws: Workspace, case_uid: str, at: str) -> None:
    """The consent to referral is no more, inside the transaction of its save (K-06): what rests on
    it and was not sent is due no longer; what went out is due now, to be called back."""
    reading = Reading(ws)
    for row in person.open_due(ws.db, case_uid, form=referral.FORM):
        answers = reading.parts(*reading.found(row.uid)).answers
        if not referral.rests_on_consent(answers):
            continue
        today = clock.today().isoformat()
        if interpreter.answered(answers.get("referral_sent_on")):
            records.set_due(ws.db, row.uid, due_on=today, at=at)
        else:
            records.set_done(ws.db, row.uid, done_on=today, at=at)
        ws.log("stop_referral", row.uid, case=row.case_uid)
