"""The vault's own settings: uid, kind, training, station_code, station_name, region, schema, …"""

from __future__ import annotations

from rescueapp.storage.database import Database

UNSENT = "unsent:"  # and a worker's uid: words typed into a question, sealed to that worker


def get(db: Database, name: str, default: str = "") -> str:
    """A value, or `default` when it was never set."""
    row = db.one("SELECT value FROM vault WHERE name = ?", (name,))
    return str(row[0]) if row else default


def set(db: Database, name: str, value: str) -> None:
    """Set a value, new or again."""
    db.execute(
        "INSERT INTO vault (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def drop_unsent(db: Database) -> None:
    """Of every worker: what they are about lies sealed."""
    db.execute("DELETE FROM vault WHERE substr(name, 1, ?) = ?", (len(UNSENT), UNSENT))
