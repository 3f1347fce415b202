"""Who works here. Their keys are in the keyring; this is what lists and papers show of them."""

from __future__ import annotations

from rescueapp.domain.worker import Role, Worker
from rescueapp.storage.database import Database, Row

_SELECT = "SELECT uid, login, display_name, role, active FROM workers"


def add(db: Database, worker: Worker) -> None:
    """A new worker. A login or uid already there is a StatementError."""
    db.execute(
        "INSERT INTO workers (uid, login, display_name, role, active) VALUES (?, ?, ?, ?, ?)",
        (worker.uid, worker.login, worker.display_name, worker.role.value, int(worker.active)),
    )


def update(db: Database, worker: Worker) -> None:
    """Everything but the uid, which is for ever: old records name it."""
    db.execute(
        "UPDATE workers SET login = ?, display_name = ?, role = ?, active = ? WHERE uid = ?",
        (worker.login, worker.display_name, worker.role.value, int(worker.active), worker.uid),
    )


def vetted(db: Database) -> dict[str, str | None]:
    """Until when each is vetted for work with minors (ISO date), None where nobody looked."""
    return dict(db.read("SELECT uid, vetted_until FROM workers"))


def set_vetted(db: Database, uid: str, until: str) -> None:
    """Enter the last day."""
    db.execute("UPDATE workers SET vetted_until = ? WHERE uid = ?", (until, uid))


def sexes(db: Database) -> dict[str, str]:
    """Woman or man (C-01) by uid, "" where nobody has entered it."""
    return dict(db.read("SELECT uid, sex FROM workers"))


def set_sex(db: Database, uid: str, sex: str) -> None:
    """Enter it (C-01)."""
    db.execute("UPDATE workers SET sex = ? WHERE uid = ?", (sex, uid))


def by_uid(db: Database, uid: str) -> Worker | None:
    """One worker, present or past, or None."""
    row = db.one(f"{_SELECT} WHERE uid = ?", (uid,))
    return _worker(row) if row else None


def rows(db: Database, *, inactive: bool = False) -> list[Worker]:
    """Those who work here now, by display name; with `inactive` also those who left."""
    where = "" if inactive else " WHERE active = 1"
    return [_worker(row) for row in db.read(f"{_SELECT}{where} ORDER BY display_name, uid")]


def _worker(row: Row) -> Worker:
    uid, login, display_name, role, active = row
    return Worker(uid, login, display_name, Role(role), bool(active))
