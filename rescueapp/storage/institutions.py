"""Names of stations, hospitals and schools used before, offered while typing."""

from __future__ import annotations

from rescueapp.storage.database import Database


def used(db: Database, name: str) -> None:
    """Count one more use of a name."""
    if name.strip():
        db.execute(
            "INSERT INTO institutions (name) VALUES (?)"
            " ON CONFLICT (name) DO UPDATE SET used = used + 1",
            (name.strip(),),
        )


def offered(db: Database, typed: str, *, limit: int = 12) -> list[str]:
    """Names that hold what was typed, the most used first; all for ''."""
    rows = db.read(
        "SELECT name FROM institutions WHERE instr(name, ?) > 0 ORDER BY used DESC, name LIMIT ?",
        (typed.strip(), limit),
    )
    return [name for (name,) in rows]
