"""What a second person agreed to: whether it holds, by whom it was decided, and that it is spent.

Beneath `requests`, so that what waits for an agreement can ask without knowing who asks and
decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from rescueapp import clock
from rescueapp.actions.signing.countersigning import GONE, check_signatures
from rescueapp.actions.signing.deputies import deputised
from rescueapp.domain.request import KINDS, Kind, Request, State
from rescueapp.domain.worker import ACTS, Role
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark
from rescueapp.storage import audit
from rescueapp.storage import requests as stored
from rescueapp.storage import telephone_codes as stored_codes
from rescueapp.workspace import Workspace

USED = "use_grant"  # the act

NOT_RIGHTLY_DECIDED = mark(
    "Somebody without the right decided this request, or it was changed by hand.", "request"
)


def usable(ws: Workspace, kind: Kind, case_uid: str, about: str = "") -> Request | None:
    """A grant for one act in a case that holds and is not spent; `about`: as it was asked for.

    Raises Damaged when it was not signed by somebody who may decide it, and when the account
    knows of its use: what is written of that in the request itself nobody signed.
    """
    now = clock.stamp()
    of_kind = _of(ws, kind, case_uid, about)
    request = next((r for r in of_kind if r.state(now) is State.GRANTED), None)
    if request is not None:
        check_signatures(ws, request)
        spent = audit.names_request(ws.db, USED, request.subject, request.uid)
        if spent or not rightly_decided(ws, request):
            raise Damaged(NOT_RIGHTLY_DECIDED)
    return request


def waiting_for(ws: Workspace, kind: Kind, case_uid: str, about: str = "") -> Request | None:
    """What somebody asked for in a case and nobody has decided."""
    of_kind = _of(ws, kind, case_uid, about)
    return next((r for r in of_kind if r.granted is None), None)


def _of(ws: Workspace, kind: Kind, case_uid: str, about: str) -> Iterator[Request]:
    of_subject = stored.of_subject(ws.db, case_uid)
    return (r for r in of_subject if r.kind is kind and r.about == about)


def use(ws: Workspace, request: Request, record_uid: str) -> None:
    """Spend a grant on a record, inside the caller's transaction."""
    if not stored.use(ws.db, request.uid, at=clock.stamp(), record_uid=record_uid):
        raise Refused(GONE)
    ws.log(USED, request.subject, request=request.uid, record=record_uid)


def rightly_decided(ws: Workspace, request: Request) -> bool:
    """By a code that was used for it, or by who has the right, or a deputy of a supervisor, other
    than who asked."""
    if request.code:
        sheet, _, number = request.code.partition("/")
        known = number.isdecimal()
        return known and stored_codes.decided(ws.db, sheet, int(number), request_uid=request.uid)
    if request.decided_by == request.asked_by or request.decided_at is None:
        return False
    right = KINDS[request.kind].heads
    heads = {u.uid for u in ws.keyring.users if right in ACTS[Role(u.role)]}
    by = request.decided_by or ""
    return by in heads or bool(deputised(ws, by, request.decided_at) - {request.asked_by})
