"""A case that is only stored (PIPL 47): what is refused, and for what it still opens.

Who was asked to delete what the law has them keep stops using it: nothing is changed, nothing
goes out, and it is looked at for rights, law and safety alone, with the reason in the audit.
"""

from __future__ import annotations

from rescueapp.domain.retention import Laid, Order
from rescueapp.errors import Refused
from rescueapp.i18n import Text, mark
from rescueapp.storage import retention
from rescueapp.workspace import Workspace

# The reasons of a reveal (`identity.REASONS`) that open such a case for some minutes.
OPENS_FOR = ("asked", "police", "safety")

ONLY_STORED = mark(
    "This case is only stored. It opens for the person's rights, for the law, and to keep somebody"
    " from harm: reveal the identity with that reason first.",
    "retention",
)
NOT_CHANGED = mark(
    "This case is only stored: nothing in it is changed. A supervisor can lift the restriction.",
    "retention",
)
NOT_SENT = mark(
    "This case is only stored: nothing of it goes out but for the person's rights, the law, and"
    " safety. Reveal the identity with that reason first.",
    "retention",
)
NOT_FOR_THIS = mark(
    "This case is only stored. It opens for the person's rights, for the law, and to keep somebody"
    " from harm, and for nothing else.",
    "retention",
)


def of(ws: Workspace, case_uid: str) -> Laid | None:
    """The restriction that lies on a case, or None."""
    return retention.lying(ws.db, case_uid, Order.RESTRICTION)


def reason_closed(ws: Workspace, case_uid: str) -> Text | None:
    """Why nothing is written in a case, or None."""
    return None if of(ws, case_uid) is None else NOT_CHANGED()


def refuse_look(ws: Workspace, case_uid: str) -> None:
    """Raises Refused unless it is open for a reason that counts."""
    if not ws.revealed(case_uid) and of(ws, case_uid) is not None:
        raise Refused(ONLY_STORED)


def refuse_change(ws: Workspace, case_uid: str) -> None:
    """Raises Refused, whoever it is."""
    if words := reason_closed(ws, case_uid):
        raise Refused(words)


def refuse_release(ws: Workspace, case_uid: str) -> None:
    """Raises Refused unless it is open for a reason that counts."""
    if not ws.revealed(case_uid) and of(ws, case_uid) is not None:
        raise Refused(NOT_SENT)


def refuse_reason(ws: Workspace, case_uid: str, reason: str) -> None:
    """Raises Refused for a reveal with a reason that does not count here."""
    if reason not in OPENS_FOR and of(ws, case_uid) is not None:
        raise Refused(NOT_FOR_THIS)
