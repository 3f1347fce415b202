"""What somebody from outside does in a case that is lent to them just now, and in no other."""

from __future__ import annotations

from rescueapp.domain.worker import LENT_ACTS, Act
from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.workspace import Workspace

NOT_LENT = mark(
    "This case is not lent to you (any more). Who is responsible for it can lend it again.",
    "outside",
)


def check_case(ws: Workspace, act: Act, case_uid: str | None) -> None:
    """Refuse an act in one case that the worker's role does not include; from outside, any act in
    a case that is not lent just now."""
    check_somewhere(ws, act)
    if ws.worker.may(Act.WORK_LENT) and (case_uid is None or not ws.lent(case_uid)):
        raise Refused(NOT_LENT)


def check_somewhere(ws: Workspace, act: Act) -> None:
    """The same before it is known which case it is: refuse who may do it in none."""
    if not ws.worker.may(Act.WORK_LENT) or act not in LENT_ACTS:
        ws.check(act)
