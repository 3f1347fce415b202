"""What is lent outside stands on something: her consent, a receiver who may know, help going on.

Whatever is written about the person, in whichever of her files, the loans are looked at again; one
that nobody could make today ends within the same transaction (issue 4, S26; decision 26).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from rescueapp import clock
from rescueapp.actions.opened import restriction
from rescueapp.actions.outward import consents, disclosure
from rescueapp.actions.workers import outside_workers
from rescueapp.domain import outside_worker
from rescueapp.domain.consent import RESTS_ON, STATES, Use
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.storage import lent_keys, merges, workers
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace

Parts = tuple[Compartment, ...]


def standing(ws: Workspace, case_uid: str) -> list[Request]:
    """The loans of a case to outside whose keys lie there just now."""
    now = clock.stamp()
    held = {uid for uid, _, _ in lent_keys.of_case(ws.db, case_uid)}
    found = (r for r in stored.of_subject(ws.db, case_uid) if r.kind is Kind.LEND_OUTSIDE)
    return [r for r in found if r.uid in held and (r.until or "") > now]


def borrower_of(request: Request) -> str:
    """The uid of the worker a request of this kind lends to."""
    return request.about.partition("/")[0]


def parts_of(request: Request) -> Parts:
    """The parts it lends."""
    return tuple(map(Compartment, filter(None, request.about.partition("/")[2].split(","))))


# --- what they stand on ---------------------------------------------------------------------


def refuse(ws: Workspace, case_uid: str, worker_uid: str, parts: Parts) -> None:
    """Raises Refused where parts of a case are not lent to somebody: only stored, no consent, a
    partner that may be told less, somebody of the unsafe list."""
    restriction.refuse_change(ws, case_uid)
    partner, entry = outside_workers.partner_of(ws.db, worker_uid)
    name, of = _name(ws, worker_uid), _kept(ws, case_uid)
    words = outside_worker.lend_refused(
        parts,
        entry,
        referral_state=consents.state(ws, of, Use.REFERRAL),
        health_state=consents.state(ws, of, Use.MEDICAL),
        limited=consents.is_limited(ws, of, Use.REFERRAL, partner + name),
        states=STATES,
    )
    if words is not None:
        raise Refused(words)
    disclosure.refuse_recipient(ws, case_uid, partner, name)


def last_day(ws: Workspace, case_uid: str, parts: Iterable[Compartment]) -> str:
    """The last day (ISO) of the consents these parts rest on; "" where they have no end."""
    health = outside_worker.HEALTH_PARTS.intersection(parts)
    uses = (Use.REFERRAL, Use.MEDICAL) if health else (Use.REFERRAL,)
    wanted = {RESTS_ON[use] for use in uses}
    ledger = consents.ledger(ws, _kept(ws, case_uid))
    return min((c.until for c in ledger if c.purpose in wanted and c.until), default="")


def end_of(day: str) -> str:
    """The instant at which a day (ISO) is over at the station."""
    return clock.midnight(date.fromisoformat(day) + timedelta(days=1))


def _kept(ws: Workspace, case_uid: str) -> str:
    """The file from which a consent of the person is read, whichever holds it."""
    return merges.whole(ws.db, case_uid)[0]


def _name(ws: Workspace, worker_uid: str) -> str:
    rows = workers.rows(ws.db, inactive=True)
    return next((w.display_name for w in rows if w.uid == worker_uid), "")


# --- ending them, inside the caller's transaction -------------------------------------------


def look_again(ws: Workspace, *case_uids: str) -> None:
    """What became known in these cases: loans of theirs end that nobody could make today, and
    those of every case in which their unsafe lists hold. Who writes from outside cannot tell."""
    if not ws.worker.may(Act.READ_CASES):
        return
    for case_uid in lent_keys.cases_of_kind(ws.db, Kind.LEND_OUTSIDE.value, now=clock.stamp()):
        files = merges.whole(ws.db, case_uid)
        if any(each in files or disclosure.holds(ws, each, case_uid) for each in case_uids):
            over = [loan for loan in standing(ws, case_uid) if _is_over(ws, case_uid, loan)]
            take_back(ws, case_uid, over)


def end_all(ws: Workspace, case_uid: str) -> None:
    """End every loan of a person outside, of whichever file."""
    for each in merges.whole(ws.db, case_uid):
        take_back(ws, each, standing(ws, each))


def take_back(ws: Workspace, case_uid: str, loans: Iterable[Request]) -> None:
    """End these loans of a case."""
    for request in loans:
        lent_keys.take_back(ws.db, request.uid)
        ws.log("end_outside", case_uid, request=request.uid, worker=borrower_of(request))


def _is_over(ws: Workspace, case_uid: str, loan: Request) -> bool:
    parts = parts_of(loan)
    try:
        refuse(ws, case_uid, borrower_of(loan), parts)
    except Refused:
        return True
    last = last_day(ws, case_uid, parts)
    return bool(last) and end_of(last) < (loan.until or "")
