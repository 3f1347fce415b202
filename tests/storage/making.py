"""Fictional workers, cases and records for the tests of storage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rescueapp.domain.worker import Role, Worker
from rescueapp.forms.schema import Compartment, Stage
from rescueapp.storage import cases, migrate, records, workers
from rescueapp.storage.database import Database

KEY = bytes(range(32))
ANNA = Worker("a" * 32, "anna", "Anna A.", Role.CASEWORKER)
BAO = Worker("b" * 32, "bao", "Bao B.", Role.SUPERVISOR)
AT = "2026-03-05T06:30:00Z"


def new_database(path: Path, key: bytes = KEY) -> Database:
    """A migrated database with two workers."""
    db = Database.create(path, key)
    migrate.migrate(db, backup=nothing)
    with db.transaction():
        workers.add(db, ANNA)
        workers.add(db, BAO)
    return db


def nothing() -> None:
    """No backup before an empty database is migrated."""


def add_case(db: Database, n: int, **spine: Any) -> str:
    """Case number n; its uid. To be called inside a transaction."""
    uid = f"{n:032x}"
    values: dict[str, Any] = {"alias": f"alias{n}", "worker": ANNA.uid, **spine}
    opened_at = str(values.pop("opened_at", AT))
    number = f"990101-2026-{n:04d}"
    cases.insert(db, uid=uid, number=number, opened_at=opened_at, **values)
    return uid


def version(case_uid: str, n: int = 1, **changes: Any) -> records.NewVersion:
    """What a save of record n of a case writes."""
    values: dict[str, Any] = {
        "uid": f"{n:08x}{case_uid[8:]}",
        "case_uid": case_uid,
        "form": "follow_up",
        "form_version": 1,
        "based_on": 0,
        "state": "complete",
        "worker": ANNA.uid,
        "at": AT,
        "answers": {"visited_on": "2026-03-05"},
        "sealed": {Compartment.CARE: b"sealed care"},
        "on_date": "2026-03-05",
        **changes,
    }
    return records.NewVersion(**values)


__all__ = ["ANNA", "AT", "BAO", "KEY", "Stage", "add_case", "new_database", "nothing", "version"]
