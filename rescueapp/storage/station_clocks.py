"""What the station itself has done, which no record of a case tells."""

from __future__ import annotations

from typing import NamedTuple

from rescueapp.storage.database import Database


class Said(NamedTuple):
    """What the station has done, as somebody said."""

    name: str
    at: str
    worker: str
    said_at: str
    note: str


def station_said(db: Database) -> list[Said]:
    """Everything somebody said the station has done, the earliest first."""
    rows = db.read("SELECT name, at, worker, said_at, note FROM station_milestones ORDER BY at")
    return [Said(*row) for row in rows]


def say_of_station(db: Database, said: Said) -> None:
    """Somebody says it; said of the same day again, it is the same."""
    db.execute(
        "INSERT OR REPLACE INTO station_milestones (name, at, worker, said_at, note)"
        " VALUES (?, ?, ?, ?, ?)",
        said,
    )
