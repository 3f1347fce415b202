"""What the account of somebody from outside rests on: partner, undertaking, training."""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp.storage.database import Database


@dataclass(frozen=True, slots=True)
class Undertaking:
    """As a supervisor entered it. Days are ISO; `partner`: uid of the entry of the register."""

    worker: str
    partner: str
    undertaking_on: str
    undertaking_until: str
    trained_on: str


_SELECT = (
    "SELECT worker, partner, undertaking_on, undertaking_until, trained_on FROM outside_workers"
)


def put(db: Database, of: Undertaking, *, by: str, at: str) -> None:
    """Enter it, or enter it anew."""
    db.execute(
        "INSERT INTO outside_workers VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (worker) DO UPDATE SET"
        " partner = excluded.partner, undertaking_on = excluded.undertaking_on,"
        " undertaking_until = excluded.undertaking_until, trained_on = excluded.trained_on,"
        " entered_by = excluded.entered_by, entered_at = excluded.entered_at",
        (of.worker, of.partner, of.undertaking_on, of.undertaking_until, of.trained_on, by, at),
    )


def of_worker(db: Database, worker_uid: str) -> Undertaking | None:
    """What one account rests on, or None."""
    row = db.one(f"{_SELECT} WHERE worker = ?", (worker_uid,))
    return Undertaking(*row) if row else None
