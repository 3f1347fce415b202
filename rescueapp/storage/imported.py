"""Spreadsheet rows already taken in, by keyed fingerprint: the same row, no second person."""

from __future__ import annotations

from rescueapp.storage.database import Database


def add(db: Database, *, fingerprint: bytes, case_uid: str, imported_at: str) -> None:
    """Remember a row. One that is already there is a StatementError: ask `case_of` first."""
    db.execute(
        "INSERT INTO imported_rows (fingerprint, case_uid, imported_at) VALUES (?, ?, ?)",
        (fingerprint, case_uid, imported_at),
    )


def case_of(db: Database, fingerprint: bytes) -> str | None:
    """The case a row became, or None for a new row."""
    row = db.one("SELECT case_uid FROM imported_rows WHERE fingerprint = ?", (fingerprint,))
    return str(row[0]) if row else None
