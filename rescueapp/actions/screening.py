"""Whether somebody has assessed the risks of a case: before talks, family and media (K-02)."""

from __future__ import annotations

from rescueapp.storage import records
from rescueapp.workspace import Workspace

SCREEN = "risk_and_needs"  # F15


def screened(ws: Workspace, case_uid: str) -> bool:
    """Whether an assessment is there, however far it has come."""
    return bool(records.rows(ws.db, case_uid, form=SCREEN))
