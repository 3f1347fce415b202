"""Whether somebody has assessed the risks of a case: before talks, family and media (K-02)."""

from __future__ import annotations

from rescueapp.storage import merges, records
from rescueapp.workspace import Workspace

SCREEN = "risk_and_needs"  # F15


def screened(ws: Workspace, case_uid: str) -> bool:
    """Whether an assessment is there, however far it has come."""
    files = merges.files_of(ws.db, case_uid)
    return any(records.rows(ws.db, uid, form=SCREEN) for uid in files)
