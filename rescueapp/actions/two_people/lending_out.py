"""Lending parts of a case to a partner's social worker (S26), and what they see of it.

The one mechanism of loans: a signed request, keys sealed to who borrows, an instant at which they
are gone. Here who is responsible for the case asks and lends; a supervisor looks at it in the
week's list. It rests on her own consent, and ends with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from rescueapp import clock, i18n
from rescueapp.actions.opened import reasons
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import outside_loans
from rescueapp.actions.outward.outside_loans import borrower_of, parts_of, standing, take_back
from rescueapp.actions.two_people import requests
from rescueapp.actions.workers import outside_workers
from rescueapp.crypto import seal
from rescueapp.domain import outside_worker
from rescueapp.domain.changed import Changed
from rescueapp.domain.record import RecordRow
from rescueapp.domain.request import Kind
from rescueapp.domain.unsafe import must_not_know
from rescueapp.domain.worker import Act, Role, Worker
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.answers import fields
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Part, Stage
from rescueapp.i18n import mark
from rescueapp.storage import cases, lent_keys, person, records, workers
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace

NOT_YOURS_TO_LEND = mark(
    "Who is responsible for the case lends it outside, or a supervisor.", "outside"
)
NOBODY = mark("This colleague does not work here from outside, or has no access.", "outside")
NOT_HELD = mark("You do not hold this part of the case yourself.", "outside")
NOT_SHOWN = mark(
    "This record is not in what was lent to you. Who is responsible for the case can tell you"
    " more.",
    "outside",
)
NOT_YOURS_TO_CHANGE = mark(
    "You write records of your own; what others wrote stays as it is.", "outside"
)

_SOMEBODY = mark("somebody around her", "outside")
_RELATIONS = "C-07"


@dataclass(frozen=True, slots=True)
class Borrower:
    """Somebody a case can be lent to: until when at most (ISO day)."""

    uid: str
    name: str
    partner: str
    until: str


@dataclass(frozen=True, slots=True)
class Loan:
    """What of a case is lent to whom. `until`: an instant."""

    request_uid: str
    name: str
    partner: str
    parts: tuple[Compartment, ...]
    until: str
    lent_by: str


@dataclass(frozen=True, slots=True)
class LentCase:
    """A case as it is listed to whom it is lent."""

    uid: str
    number: str
    alias: str
    stage: Stage
    worker_name: str
    parts: tuple[Compartment, ...]
    until: str  # an instant


# --- lending --------------------------------------------------------------------------------


def may_lend(ws: Workspace, case_uid: str) -> bool:
    """Whether this worker may lend parts of a case outside."""
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    own = row is not None and row.worker == ws.worker.uid and bool(ws.case_keys(case_uid))
    return (own and not ws.lent(case_uid)) or ws.worker.may(Act.ASSIGN)


def borrowers(ws: Workspace, case_uid: str) -> list[Borrower]:
    """Who a case can be lent to, by name. Raises Refused for who may not lend it."""
    _check_lender(ws, case_uid)
    found = [_borrower(ws, worker) for worker in _from_outside(ws)]
    return [each for each in found if each.until >= clock.today().isoformat()]


def lend(
    ws: Workspace,
    case_uid: str,
    worker_uid: str,
    *,
    parts: Collection[Compartment],
    until: date,
    reason: str,
) -> Changed:
    """Lend parts of a case until the end of a day, at most thirty days, and no longer than the
    undertaking, the vetting and her consent hold.

    Raises Refused: not one's own case, no consent, a partner that may be told less, somebody of
    the unsafe list, a short reason.
    """
    _check_lender(ws, case_uid)
    worker = next((w for w in _from_outside(ws) if w.uid == worker_uid), None)
    if worker is None:
        raise Refused(NOBODY)
    lent = tuple(part for part in outside_worker.PARTS if part in parts)
    if any(part not in ws.case_keys(case_uid) for part in lent):
        raise Refused(NOT_HELD)
    outside_loans.refuse(ws, case_uid, worker_uid, lent)
    why = reasons.nameless(ws, case_uid, requests.long_enough(reason))
    about = f"{worker_uid}/{','.join(lent)}"
    asked = requests.signed(ws, Kind.LEND_OUTSIDE, case_uid, why, about)
    latest = (_borrower(ws, worker).until, outside_loans.last_day(ws, case_uid, lent))
    end = outside_loans.end_of(min(until.isoformat(), *filter(None, latest)))
    request = requests.decided_by(ws, asked, granted=True, until=end, note="")
    keys = _sealed(ws, case_uid, worker_uid, lent)
    with ws.db.transaction():
        before = [r for r in standing(ws, case_uid) if borrower_of(r) == worker_uid]
        take_back(ws, case_uid, before)  # one loan at a time
        stored.add(ws.db, request)
        lent_keys.add(
            ws.db, request_uid=request.uid, case_uid=case_uid, holder=worker_uid,
            until=request.until or "", keys=keys,
        )  # fmt: skip
        ws.log("lend_outside", case_uid, request=request.uid, worker=worker_uid, parts=len(lent))
    return Changed(cases=frozenset({case_uid}))


def end(ws: Workspace, case_uid: str, request_uid: str) -> Changed:
    """End a loan before its time. Raises Refused for who may not lend the case."""
    _check_lender(ws, case_uid)
    with ws.db.transaction():
        take_back(ws, case_uid, [r for r in standing(ws, case_uid) if r.uid == request_uid])
    return Changed(cases=frozenset({case_uid}))


def of_case(ws: Workspace, case_uid: str) -> list[Loan]:
    """Who from outside may see a case, and what of it. Of others' cases: nobody."""
    ws.check(Act.READ_CASES)
    if not ws.case_keys(case_uid):
        return []
    names = {w.uid: w.display_name for w in workers.rows(ws.db, inactive=True)}
    return [
        Loan(
            request.uid,
            names.get(borrower_of(request), ""),
            outside_workers.partner_of(ws.db, borrower_of(request))[0],
            parts_of(request),
            request.until or "",
            names.get(request.asked_by, ""),
        )
        for request in standing(ws, case_uid)
    ]


def _check_lender(ws: Workspace, case_uid: str) -> None:
    if not may_lend(ws, case_uid):
        raise Refused(NOT_YOURS_TO_LEND)


def _sealed(
    ws: Workspace, case_uid: str, worker_uid: str, parts: Iterable[Compartment]
) -> list[tuple[Compartment, bytes]]:
    slot = next(u for u in ws.keyring.users if u.uid == worker_uid)
    held = ws.case_keys(case_uid)
    return [(part, seal.wrap(held[part], slot.box_public)) for part in parts]


def _from_outside(ws: Workspace) -> list[Worker]:
    """The social workers from outside whose access is granted, by name."""
    ready = {slot.uid for slot in ws.keyring.users if slot.active and slot.grants}
    here = (w for w in workers.rows(ws.db) if w.role is Role.OUTSIDE_WORKER)
    return [worker for worker in here if worker.uid in ready]


def _borrower(ws: Workspace, worker: Worker) -> Borrower:
    account = outside_workers.account(ws.db, worker.uid)
    ended = account is None or outside_worker.ended(account, clock.today()) is not None
    slot = next(u for u in ws.keyring.users if u.uid == worker.uid)
    until = "" if account is None or ended else min(outside_worker.last_day(account), slot.until)
    name, _ = outside_workers.partner_of(ws.db, worker.uid)
    return Borrower(worker.uid, worker.display_name, name, until)


# --- what they see --------------------------------------------------------------------------


def lent_to_me(ws: Workspace) -> list[LentCase]:
    """All that is listed to somebody from outside: the cases lent to them just now."""
    ws.check(Act.WORK_LENT)
    lent = lent_keys.of_holder(ws.db, ws.worker.uid, now=clock.stamp())
    found: dict[str, list[tuple[Compartment, str]]] = {}
    for case_uid, part, until in lent:
        found.setdefault(case_uid, []).append((part, until))
    rows = (cases.row(ws.db, uid, reader=ws.worker.uid) for uid in found)
    return [
        LentCase(
            row.uid, row.number, row.alias, row.stage, row.worker_name,
            tuple(part for part, _ in found[row.uid]), min(until for _, until in found[row.uid]),
        )
        for row in rows if row is not None
    ]  # fmt: skip


def seen(ws: Workspace, rows: Iterable[RecordRow]) -> list[RecordRow]:
    """Of the records of a case those this worker is shown: all, or what was lent (`sees`)."""
    if not ws.worker.may(Act.WORK_LENT):
        return list(rows)
    return [row for row in rows if _sees(ws, row)]


def not_to_contact(ws: Workspace, case_uid: str) -> list[str] | None:
    """What they are to her whom nobody may contact, in words and never by name; None where the
    identity is not lent, with which it is sealed: who is responsible tells it then."""
    ws.check(Act.WORK_LENT)
    if Compartment.IDENTITY not in ws.lent_parts(case_uid):
        return None
    reading = Reading(ws)
    found = []
    for row in person.rows(ws.db, case_uid):
        form = FORMS.get(row.form)
        if form is None or not any(f.part is Part.MUST_NOT_CONTACT for f in fields(form)):
            continue
        told = reading.parts(*reading.found(row.uid)).answers
        if must_not_know(form, told):
            relation = next((f for f in fields(form) if f.codes == _RELATIONS), None)
            found.append(interpreter.say(relation, told.get(relation.key)) if relation else "")
    return list(dict.fromkeys(each or i18n.say(_SOMEBODY) for each in found))


def refuse_record(ws: Workspace, row: RecordRow) -> None:
    """Refuse a record that is not in what was lent to this worker."""
    if ws.worker.may(Act.WORK_LENT) and not _sees(ws, row):
        raise Refused(NOT_SHOWN)


def refuse_change(ws: Workspace, record_uid: str | None) -> None:
    """From outside one changes what one began oneself, and nothing else."""
    outside = record_uid is not None and ws.worker.may(Act.WORK_LENT)
    if outside and record_uid and records.began(ws.db, record_uid) != ws.worker.uid:
        raise Refused(NOT_YOURS_TO_CHANGE)


def _sees(ws: Workspace, row: RecordRow) -> bool:
    own = records.began(ws.db, row.uid) == ws.worker.uid
    return outside_worker.sees(row.form, ws.lent_parts(row.case_uid), own=own)
