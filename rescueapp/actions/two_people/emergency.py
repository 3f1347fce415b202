"""Breaking the glass: another's case at once, because life is at stake.

For four hours, signed, in the audit, in the supervisors' weekly list, to be completed within a
day. It opens what care needs and no more (`EMERGENCY_COMPARTMENTS`; decision 6).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from rescueapp import clock
from rescueapp.actions.opened import reasons
from rescueapp.actions.two_people import requests
from rescueapp.crypto import seal
from rescueapp.domain.changed import Changed
from rescueapp.domain.request import KINDS, Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark
from rescueapp.storage import lent_keys
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace

LIFE = "life"  # the one-key reason 「生命危险」, to be completed in words
COMPLETE_WITHIN = timedelta(hours=24)

NO_EMERGENCY_KEY = mark(
    "This case cannot be opened in an emergency. Call its worker or a supervisor.", "request"
)
NOT_YOURS_TO_COMPLETE = mark("Only who opened the case completes the reason.", "request")


@dataclass(frozen=True, slots=True)
class Loan:
    """By what another's case, or a part of one's own, is open just now. Instants are UTC text."""

    request_uid: str
    emergency: bool
    until: str
    complete_by: str | None  # None: its reason has been told in words
    parts: tuple[Compartment, ...] = ()  # of one's own case; (): another's


def break_glass(ws: Workspace, case_uid: str, *, reason: str = LIFE) -> Changed:
    """Open another's case for four hours; `reason`: words, or `LIFE`.

    Raises Refused for a case that is open already, a short reason, a case without emergency keys.
    """
    ws.check(Act.ASK)
    if ws.case_keys(case_uid):
        raise Refused(requests.OPEN_ALREADY)
    told = LIFE if reason == LIFE else requests.long_enough(reason)
    opened = ws.emergency_keys(case_uid)
    if not opened:
        raise Refused(NO_EMERGENCY_KEY)
    asked = requests.signed(ws, Kind.EMERGENCY, case_uid, told)
    request = requests.decided_by(ws, asked, granted=True, until=None, note="")
    public = ws.keys.user.box_public
    with ws.db.transaction():
        stored.add(ws.db, request)
        requests.lend(ws, request, {c: seal.wrap(key, public) for c, key in opened.items()})
        ws.log("break_glass", case_uid, request=request.uid)
    ws.forget_case_keys(case_uid)
    return Changed(cases=frozenset({case_uid}))


def loan(ws: Workspace, case_uid: str) -> Loan | None:
    """By what another's case is open to this worker, or parts of their own that their role does
    not hold: of several loans the one that ends first; None when nothing is lent."""
    if not ws.lent_parts(case_uid):
        return None
    request = min(_held_by(ws, case_uid), key=lambda each: each.until or "", default=None)
    if request is None or request.until is None:
        return None
    emergency = request.kind is Kind.EMERGENCY
    parts = () if ws.lent(case_uid) else tuple(sorted(ws.lent_parts(case_uid)))
    return Loan(request.uid, emergency, request.until, _complete_by(request), parts)


def complete(ws: Workspace, request_uid: str, reason: str) -> Changed:
    """Say in words what 「生命危险」 was about; signed again."""
    request = stored.row(ws.db, request_uid)
    mine = request is not None and request.asked_by == ws.worker.uid
    if request is None or not mine or not KINDS[request.kind].at_once:
        raise Refused(NOT_YOURS_TO_COMPLETE)
    told = reasons.nameless(ws, request.subject, requests.long_enough(reason))
    answered = requests.signed_again(ws, replace(request, note=told))
    with ws.db.transaction():
        stored.complete(ws.db, answered)
        ws.log("complete_reason", request.subject, request=request.uid)
    return Changed(cases=frozenset({request.subject}))


def incomplete(ws: Workspace) -> list[Request]:
    """This worker's emergencies whose reason is still to be told, the latest first."""
    if not ws.worker.may(Act.ASK):
        return []
    lately = stored.since(ws.db, clock.stamp(clock.now() - timedelta(days=31)))
    return [r for r in lately if r.asked_by == ws.worker.uid and _complete_by(r) is not None]


def owed(ws: Workspace) -> int:
    """How many emergencies of the last month still lack their reason, whoever opened them."""
    lately = stored.since(ws.db, clock.stamp(clock.now() - timedelta(days=31)))
    return sum(owes_reason(request) for request in lately)


def owes_reason(request: Request) -> bool:
    """Whether the reason of an emergency is still to be told in words."""
    return _complete_by(request) is not None


def give_back(ws: Workspace, case_uid: str) -> Changed:
    """End what is lent of a case before its time."""
    with ws.db.transaction():
        for request in _held_by(ws, case_uid):
            lent_keys.take_back(ws.db, request.uid)
            ws.log("give_back", case_uid, request=request.uid)
    ws.forget_case_keys(case_uid)
    return Changed(cases=frozenset({case_uid}))


def _held_by(ws: Workspace, case_uid: str) -> list[Request]:
    """The requests whose keys this worker holds just now: not those they gave back."""
    holding = lent_keys.requests_of(
        ws.db, case_uid=case_uid, holder=ws.worker.uid, now=clock.stamp()
    )
    return [each for each in stored.of_subject(ws.db, case_uid) if each.uid in holding]


def _complete_by(request: Request) -> str | None:
    if not KINDS[request.kind].at_once or request.reason != LIFE or request.note:
        return None
    return clock.stamp(clock.instant(request.asked_at) + COMPLETE_WITHIN)
