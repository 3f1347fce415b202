"""The registers of the station: entries of no case, kept like records with all their versions.

An entry is read as a `RecordRow` of no case. Its answers lie in clear: a register has nothing
that is sealed (`forms.registers`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from rescueapp.domain.record import Answers, RecordRow, Version
from rescueapp.errors import Refused
from rescueapp.storage.database import Database, Row
from rescueapp.storage.records import SAVED_MEANWHILE


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What one save writes. `based_on` is the version the writer had open, 0 for a new entry."""

    uid: str
    register: str
    form_version: int
    based_on: int
    state: str  # incomplete, complete
    worker: str
    at: str  # instant
    answers: Answers


_SELECT = """
SELECT e.uid, e.register, e.version, e.state, e.worker, w.display_name, e.created_at,
       e.changed_at, e.answers
FROM register_entries e JOIN workers w ON w.uid = e.worker"""


def save(db: Database, new: NewEntry) -> None:
    """Write a version: the entry and its history.

    Raises `Refused` when the entry is no longer at the version it is based on; nothing of the
    transaction then stays.
    """
    told = json.dumps(new.answers, ensure_ascii=False, sort_keys=True, allow_nan=False)
    version = new.based_on + 1
    if new.based_on:
        written = db.execute(
            "UPDATE register_entries SET form_version = ?, version = ?, state = ?, worker = ?,"
            " changed_at = ?, answers = ? WHERE uid = ? AND version = ? AND register = ?",
            (new.form_version, version, new.state, new.worker, new.at, told, new.uid,
             new.based_on, new.register),
        )  # fmt: skip
    else:
        written = db.execute(
            "INSERT INTO register_entries (uid, register, form_version, version, state, worker,"
            " created_at, changed_at, answers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (uid) DO NOTHING",
            (new.uid, new.register, new.form_version, version, new.state, new.worker, new.at,
             new.at, told),
        )  # fmt: skip
    if written != 1:
        raise Refused(SAVED_MEANWHILE)
    db.execute(
        "INSERT INTO register_versions (entry_uid, version, saved_at, worker, form_version, state,"
        " answers) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (new.uid, version, new.at, new.worker, new.form_version, new.state, told),
    )


def rows(db: Database, register: str | None = None) -> list[tuple[RecordRow, Answers]]:
    """The entries of a register, or of all, with what they say; oldest first."""
    found = db.read(
        f"{_SELECT} WHERE e.register = coalesce(?, e.register) ORDER BY e.created_at, e.uid",
        (register,),
    )
    return [_row(values) for values in found]


def entry(db: Database, entry_uid: str) -> tuple[RecordRow, Answers] | None:
    """One entry as it is now, or None."""
    found = db.one(f"{_SELECT} WHERE e.uid = ?", (entry_uid,))
    return _row(found) if found else None


def answers_at(db: Database, entry_uid: str, version: int) -> Answers | None:
    """What a version of an entry said, or None."""
    found = db.one(
        "SELECT answers FROM register_versions WHERE entry_uid = ? AND version = ?",
        (entry_uid, version),
    )
    return dict(json.loads(found[0])) if found else None


def versions(db: Database, entry_uid: str) -> list[Version]:
    """The history of an entry, newest first."""
    found = db.read(
        "SELECT v.version, v.saved_at, v.worker, w.display_name, v.form_version, v.state"
        " FROM register_versions v LEFT JOIN workers w ON w.uid = v.worker"
        " WHERE v.entry_uid = ? ORDER BY v.version DESC",
        (entry_uid,),
    )
    return [Version(*values) for values in found]


def _row(values: Row) -> tuple[RecordRow, Answers]:
    uid, register, version, state, worker, name, created, changed, answers = values
    row = RecordRow(
        uid=uid,
        case_uid="",
        form=register,
        version=version,
        state=state,
        on_date=None,
        due_on=None,
        done_on=None,
        worker=worker,
        worker_name=name,
        created_at=created,
        changed_at=changed,
    )
    return row, dict(json.loads(answers))
