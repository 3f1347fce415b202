"""Who asked signs, who decided signs: what holds of every act that needs two (`requests`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from rescueapp import clock
from rescueapp.crypto import canonical, sign
from rescueapp.domain.request import KINDS, Kind, Request
from rescueapp.domain.worker import NOT_YOUR_ROLE, ROLE_NAMES, Role
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark
from rescueapp.identity import uid
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace

LONGEST = timedelta(days=30)  # a loan; who needs a case for longer joins its team
ASKED, DECIDED, CONFIRMED = "request", "decision", "confirmation"  # what a signature is for

GONE = mark("This request is not there (any more).", "request")
DECIDED_ALREADY = mark("Somebody decided this already.", "request")
NOT_IN_PAST = mark("Choose an end between now and 30 days from now.", "request")


def signed(ws: Workspace, kind: Kind, subject: str, reason: str, about: str = "") -> Request:
    """A request of this worker's, signed and not yet written down. Raises Refused."""
    check_may_ask(ws, kind)
    asked = Request(uid(), kind, subject, reason, ws.worker.uid, clock.stamp(), b"", about=about)
    signature = ws.keys.sign(canonical.dumps(asked.asked()), purpose=ASKED)
    return replace(asked, asked_signature=signature)


def check_may_ask(ws: Workspace, kind: Kind) -> None:
    """Refuse, in words, a role that does not ask for this, naming one that does."""
    may = KINDS[kind].may_ask
    if ws.worker.role not in may:
        who = next(role for role in Role if role in may)
        raise Refused(NOT_YOUR_ROLE(role=ROLE_NAMES[ws.worker.role], who=ROLE_NAMES[who]))


def undecided(ws: Workspace, request_uid: str) -> Request:
    """A request nobody has decided. Raises Refused, and Damaged when its author did not sign it."""
    request = stored.row(ws.db, request_uid)
    if request is None:
        raise Refused(GONE)
    if request.granted is not None:
        raise Refused(DECIDED_ALREADY)
    check_asked(ws, request)
    return request


def decided_by(
    ws: Workspace,
    request: Request,
    *,
    granted: bool,
    until: str | None,
    note: str,
    code: str = "",
) -> Request:
    """The request with this worker's signed answer, not yet written down. Raises Refused."""
    now = clock.now()
    end = until or clock.stamp(now + KINDS[request.kind].lasts)
    if granted and not clock.stamp(now) < end <= clock.stamp(now + LONGEST):
        raise Refused(NOT_IN_PAST)
    answer = replace(
        request,
        granted=granted,
        until=end if granted else None,
        note=note,
        code=code,
        decided_by=ws.worker.uid,
        decided_at=clock.stamp(now),
    )
    return signed_again(ws, answer)


def signed_again(ws: Workspace, request: Request) -> Request:
    """A decision of this worker's with other words, signed now."""
    answer = replace(request, decided_at=clock.stamp())
    signature = ws.keys.sign(canonical.dumps(answer.decided()), purpose=DECIDED)
    return replace(answer, decided_signature=signature)


def check_signatures(ws: Workspace, request: Request) -> None:
    """Raises Damaged unless who asked, who decided and who confirmed signed what is written."""
    check_asked(ws, request)
    for by, said, signature, purpose in (
        (request.decided_by, request.decided(), request.decided_signature, DECIDED),
        (request.confirmed_by, request.confirmed(), request.confirmed_signature, CONFIRMED),
    ):
        if by is not None:
            _check(ws, by, said, signature or b"", purpose)


def check_asked(ws: Workspace, request: Request) -> None:
    """Raises Damaged unless its author signed what is asked."""
    _check(ws, request.asked_by, request.asked(), request.asked_signature, ASKED)


def _check(
    ws: Workspace, by: str, said: Mapping[str, object], signature: bytes, purpose: str
) -> None:
    slot = next((u for u in ws.keyring.users if u.uid == by), None)
    if slot is None:
        raise Damaged(sign.NOT_SIGNED)
    slot.check_signed(canonical.dumps(said), signature, purpose=purpose)
