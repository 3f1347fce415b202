"""Mistakes of the program that were met while the vault was open. Opaque here: sealed."""

from __future__ import annotations

from rescueapp.storage.database import Database

MOST = 200  # older ones go


def add(db: Database, *, uid: str, at: str, sealed: bytes) -> None:
    """Keep one, and no more than `MOST` in all."""
    db.execute("INSERT INTO faults (uid, at, sealed) VALUES (?, ?, ?)", (uid, at, sealed))
    db.execute(
        "DELETE FROM faults WHERE uid NOT IN"
        " (SELECT uid FROM faults ORDER BY at DESC, uid LIMIT ?)",
        (MOST,),
    )


def rows(db: Database) -> list[tuple[str, bytes]]:
    """Uid and sealed report of each, latest first."""
    return [(uid, sealed) for uid, sealed in db.read(
        "SELECT uid, sealed FROM faults ORDER BY at DESC, uid"
    )]  # fmt: skip


def put(db: Database, uid: str, sealed: bytes) -> None:
    """The same report sealed anew."""
    db.execute("UPDATE faults SET sealed = ? WHERE uid = ?", (sealed, uid))


def clear(db: Database) -> None:
    """Take all away."""
    db.execute("DELETE FROM faults")
