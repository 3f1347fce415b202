"""Lending the keys of a case, or of one part of it, for a time (K-10); what lasts beyond a loan.

What was lent is not lent on, and a part that is lent in a case of one's own is read and goes
nowhere from there: no paper, no package, no index of words has it.
"""

from __future__ import annotations

from collections.abc import Mapping

from rescueapp.crypto import seal
from rescueapp.domain.request import KINDS, Request
from rescueapp.domain.worker import COMPARTMENTS, Role
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark
from rescueapp.storage import case_keys, lent_keys
from rescueapp.workspace import Workspace

NO_KEYS = mark(
    "You do not hold the keys of this case. Its worker or a supervisor can let somebody in.",
    "request",
)
LEFT = mark(
    "Who asked does not work here any more; nothing is lent to them. Refuse it, so that it stands"
    " in no list.",
    "request",
)
OFF_THE_TEAM = mark(
    "Who asked is not on the team of this case any more; no part of it is lent to them.",
    "request",
)


def lasting(ws: Workspace, case_uid: str) -> frozenset[Compartment]:
    """The parts of a case that may go on paper or into a package: all that is held, but for parts
    that are lent in a case of one's own."""
    held = frozenset(ws.case_keys(case_uid))
    return held if ws.lent(case_uid) else held - ws.lent_parts(case_uid)


def keys_to_lend(ws: Workspace, request: Request) -> dict[Compartment, bytes]:
    """The case's keys of the asker's role, or of the part they asked for, each sealed to them, by
    compartment. Raises Refused for who holds none of their own, and for who left the team."""
    case_uid = request.subject
    slot = next((u for u in ws.keyring.users if u.uid == request.asked_by and u.active), None)
    own = ws.case_keys(case_uid).keys() - ws.lent_parts(case_uid)
    if slot is None or not own:
        raise Refused(LEFT if slot is None else NO_KEYS)
    part = KINDS[request.kind].part
    if part and not case_keys.held(ws.db, case_uid=case_uid, holder=slot.uid):
        raise Refused(OFF_THE_TEAM)
    wanted = COMPARTMENTS[Role(slot.role)] if part is None else (part,)
    held = ws.case_keys(case_uid)
    keys = {c: seal.wrap(held[c], slot.box_public) for c in wanted if c in own}
    if not keys:  # a deputy of another role
        raise Refused(NO_KEYS)
    return keys


def lend(ws: Workspace, request: Request, keys: Mapping[Compartment, bytes]) -> None:
    """Hand sealed keys to whoever asked, inside the caller's transaction."""
    lent_keys.add(
        ws.db,
        request_uid=request.uid,
        case_uid=request.subject,
        holder=request.asked_by,
        until=request.until or "",
        keys=keys.items(),
    )
