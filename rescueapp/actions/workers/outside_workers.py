"""The accounts of social workers from outside, and what they rest on (`domain.outside_worker`).

An administrator makes the account until a day; a supervisor grants it with the partner, the
undertaking, vetting and training, or not at all. At each unlock all of it is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp import clock
from rescueapp.actions.opened.entries import Entry, as_entry
from rescueapp.domain import outside_worker
from rescueapp.domain.changed import Changed
from rescueapp.domain.outside_worker import Account
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act, Role
from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.storage import outside_workers as stored
from rescueapp.storage import registers, workers
from rescueapp.storage.database import Database
from rescueapp.storage.outside_workers import Undertaking
from rescueapp.workspace import Workspace

NOT_FROM_OUTSIDE = mark("This colleague does not work here from outside.", "outside")
_PARTNERS = "partners"


@dataclass(frozen=True, slots=True)
class Outside:
    """What a supervisor enters. Days are ISO; `partner`: uid of the entry of the register."""

    partner: str
    undertaking_on: str
    undertaking_until: str
    vetted_until: str
    trained_on: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner as it can be chosen. `holds`: its workers may have accounts today."""

    uid: str
    name: str
    holds: bool


def partners(ws: Workspace) -> list[Partner]:
    """The partners of the register that are in use, those first whose undertaking holds."""
    ws.check(Act.GRANT_ACCESS)
    every = [as_entry(*each) for each in registers.rows(ws.db, _PARTNERS)]
    found = [Partner(each.uid, each.name, _holds(each)) for each in every if each.in_use]
    return sorted(found, key=lambda each: (not each.holds, each.name))


def entered(ws: Workspace, worker_uid: str) -> Outside | None:
    """What the access of somebody rests on, or None."""
    ws.check(Act.GRANT_ACCESS)
    known = stored.of_worker(ws.db, worker_uid)
    if known is None:
        return None
    vetted = workers.vetted(ws.db).get(worker_uid) or ""
    return Outside(
        known.partner, known.undertaking_on, known.undertaking_until, vetted, known.trained_on
    )


def enter(ws: Workspace, worker_uid: str, outside: Outside) -> Changed:
    """Enter it anew: another undertaking, another year of vetting. Raises Refused."""
    ws.check(Act.GRANT_ACCESS)
    worker = workers.by_uid(ws.db, worker_uid)
    if worker is None or worker.role is not Role.OUTSIDE_WORKER:
        raise Refused(NOT_FROM_OUTSIDE)
    checked = check(ws, worker_uid, outside)
    with ws.db.transaction():
        put(ws, worker_uid, checked)
    return Changed(people=True)


def check(ws: Workspace, worker_uid: str, outside: Outside | None) -> Outside:
    """What an access can rest on: what is given, or what was entered before. Raises Refused."""
    given = outside or entered(ws, worker_uid) or Outside("", "", "", "", "")
    if words := outside_worker.lacking(_account(ws.db, given), clock.today()):
        raise Refused(words)
    return given


def put(ws: Workspace, worker_uid: str, of: Outside) -> None:
    """Write it down, inside the caller's transaction, once `check` let it pass."""
    row = Undertaking(
        worker_uid, of.partner, of.undertaking_on, of.undertaking_until, of.trained_on
    )
    stored.put(ws.db, row, by=ws.worker.uid, at=clock.stamp())
    workers.set_vetted(ws.db, worker_uid, of.vetted_until)
    ws.log("undertaking", worker_uid, until=of.undertaking_until, vetted=of.vetted_until)


def account(db: Database, worker_uid: str) -> Account | None:
    """What an access rests on as it stands today, or None."""
    known = stored.of_worker(db, worker_uid)
    if known is None:
        return None
    vetted = workers.vetted(db).get(worker_uid) or ""
    of = Outside(
        known.partner, known.undertaking_on, known.undertaking_until, vetted, known.trained_on
    )
    return _account(db, of)


def partner_of(db: Database, worker_uid: str) -> tuple[str, Answers]:
    """How the partner of somebody is called, and its entry; ("", {}) where there is none."""
    known = stored.of_worker(db, worker_uid)
    found = registers.entry(db, known.partner) if known else None
    return (as_entry(*found).name, found[1]) if found else ("", {})


def refuse_ended(db: Database, worker_uid: str) -> None:
    """At the unlock. Raises Refused where something the access rests on is over."""
    if words := outside_worker.ended(account(db, worker_uid), clock.today()):
        raise Refused(words)


def _account(db: Database, of: Outside) -> Account:
    found = registers.entry(db, of.partner) if of.partner else None
    partner = as_entry(*found) if found is not None else None
    return Account(
        partner_holds=partner is not None and partner.row.form == _PARTNERS and _holds(partner),
        undertaking_on=of.undertaking_on,
        undertaking_until=of.undertaking_until,
        trained_on=of.trained_on,
        vetted_until=of.vetted_until or None,
    )


def _holds(entry: Entry) -> bool:
    today = clock.today()
    return outside_worker.partner_holds(entry.answers, in_use=entry.in_use, today=today)
