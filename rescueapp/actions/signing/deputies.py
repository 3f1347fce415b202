"""Who decides for a supervisor, and on which days: named and signed by the supervisor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from rescueapp import clock
from rescueapp.crypto import canonical
from rescueapp.crypto.keyring import UserSlot
from rescueapp.domain.request import Deputy
from rescueapp.domain.worker import COMPARTMENTS, Act, Role
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark
from rescueapp.identity import uid
from rescueapp.storage import requests as stored
from rescueapp.storage import workers
from rescueapp.workspace import Workspace

_DEPUTY = "deputy"  # what a signature is for

LONG_ABSENCE = mark("A deputy is named for 31 days at most. Check the two dates.", "request")
NOT_FIT = mark("Only somebody who works with cases here can be a deputy.", "request")


def name_deputy(ws: Workspace, worker_uid: str, *, from_on: date, to_on: date) -> Deputy:
    """Let a colleague decide for this supervisor from one day to another, both included."""
    ws.check(Act.DECIDE)
    worker = workers.by_uid(ws.db, worker_uid)
    if worker is None or not worker.active or not COMPARTMENTS[worker.role]:
        raise Refused(NOT_FIT)
    if not from_on <= to_on <= from_on + timedelta(days=31) or to_on < clock.today():
        raise Refused(LONG_ABSENCE)
    given = Deputy(
        uid(), ws.worker.uid, worker_uid, from_on.isoformat(), to_on.isoformat(), clock.stamp(), b""
    )
    signature = ws.keys.sign(canonical.dumps(given.given()), purpose=_DEPUTY)
    deputy = replace(given, signature=signature)
    with ws.db.transaction():
        stored.add_deputy(ws.db, deputy)
        ws.log("name_deputy", worker_uid, deputy=deputy.uid)
    return deputy


def end_deputy(ws: Workspace, deputy_uid: str) -> None:
    """Take a deputy's right back before its time."""
    ws.check(Act.DECIDE)
    with ws.db.transaction():
        stored.end_deputy(ws.db, deputy_uid, at=clock.stamp())
        ws.log("end_deputy", deputy_uid)


def deputies(ws: Workspace) -> list[Deputy]:
    """Who was named, the latest first."""
    ws.check(Act.READ_CASES)
    return stored.deputies(ws.db)


def deputises(ws: Workspace) -> frozenset[str]:
    """For which supervisors this worker decides now: named and signed by them, who are still
    here."""
    here = {u.uid for u in ws.keyring.users if u.active}
    return deputised(ws, ws.worker.uid, clock.stamp()) & here


def deputised(ws: Workspace, worker_uid: str, at: str) -> frozenset[str]:
    """For which supervisors somebody decided at an instant. What a supervisor asked themselves,
    their own deputy does not decide: it would be one person's will twice."""
    return frozenset(deputy.supervisor for deputy in _named(ws, worker_uid, at))


def _named(ws: Workspace, worker_uid: str, at: str) -> Iterator[Deputy]:
    day = clock.local(at).date().isoformat()
    heads = {u.uid: u for u in ws.keyring.users if u.role == Role.SUPERVISOR}
    for deputy in stored.deputies(ws.db):
        if (
            deputy.deputy == worker_uid
            and deputy.from_on <= day <= deputy.to_on
            and (deputy.ended_at is None or at < deputy.ended_at)
            and deputy.supervisor in heads
            and _signed_by(heads[deputy.supervisor], deputy)
        ):
            yield deputy


def _signed_by(head: UserSlot, deputy: Deputy) -> bool:
    try:
        head.check_signed(canonical.dumps(deputy.given()), deputy.signature, purpose=_DEPUTY)
    except Damaged:
        return False
    return True
