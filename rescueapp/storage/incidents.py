"""Incidents with personal data (F39). Opaque here: sealed to supervisors."""

from __future__ import annotations

from rescueapp.storage.database import Database


def put(db: Database, *, uid: str, at: str, sealed: bytes) -> None:
    """Keep an incident; one that is there gets the new contents."""
    db.execute(
        "INSERT INTO incidents (uid, began_at, changed_at, sealed) VALUES (?1, ?2, ?2, ?3)"
        " ON CONFLICT (uid) DO UPDATE SET changed_at = excluded.changed_at,"
        " sealed = excluded.sealed",
        (uid, at, sealed),
    )


def rows(db: Database) -> list[tuple[str, str, str, bytes]]:
    """(uid, began at, changed at, sealed) of each, latest first."""
    return [
        (uid, began, changed, sealed)
        for uid, began, changed, sealed in db.read(
            "SELECT uid, began_at, changed_at, sealed FROM incidents ORDER BY began_at DESC, uid"
        )
    ]
