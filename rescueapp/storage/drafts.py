"""Unsaved typing. Opaque here: sealed to the writer and to supervisors."""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp.domain.record import Draft
from rescueapp.storage.database import Database


@dataclass(frozen=True, slots=True)
class SealedDraft:
    """A draft with what was typed, still sealed, and whose it is."""

    draft: Draft
    worker: str
    sealed: bytes


_COLUMNS = """d.uid, d.form, d.case_uid, d.record_uid, d.based_on, d.kept_at,
       coalesce(c.alias, '')"""
_FROM = "FROM drafts d LEFT JOIN cases c ON c.uid = d.case_uid"


def keep(
    db: Database,
    *,
    uid: str,
    worker: str,
    form: str,
    case_uid: str | None,
    record_uid: str | None,
    based_on: int,
    kept_at: str,
    sealed: bytes,
) -> None:
    """Keep a draft, new or again. Only its own writer can overwrite one."""
    db.execute(
        "INSERT INTO drafts (uid, worker, form, case_uid, record_uid, based_on, kept_at, sealed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET"
        " case_uid = excluded.case_uid, record_uid = excluded.record_uid,"
        " based_on = excluded.based_on, kept_at = excluded.kept_at, sealed = excluded.sealed"
        " WHERE worker = excluded.worker AND form = excluded.form",
        (uid, worker, form, case_uid, record_uid, based_on, kept_at, sealed),
    )


def rows(db: Database, *, worker: str | None = None) -> list[Draft]:
    """Drafts of one worker, or of all (for supervisors), latest first."""
    where, parameters = ("", ()) if worker is None else ("WHERE d.worker = ?", (worker,))
    found = db.read(f"SELECT {_COLUMNS} {_FROM} {where} ORDER BY d.kept_at DESC", parameters)
    return [Draft(*values) for values in found]


def by_uid(db: Database, uid: str) -> SealedDraft | None:
    """One draft with its sealed typing, or None."""
    row = db.one(f"SELECT {_COLUMNS}, d.worker, d.sealed {_FROM} WHERE d.uid = ?", (uid,))
    return SealedDraft(Draft(*row[:7]), *row[7:]) if row else None


def put(db: Database, uid: str, sealed: bytes) -> None:
    """The same typing sealed anew."""
    db.execute("UPDATE drafts SET sealed = ? WHERE uid = ?", (sealed, uid))


def uids(db: Database, *, worker: str | None = None) -> list[str]:
    """Of one worker, or of all."""
    rows = db.read("SELECT uid FROM drafts WHERE worker = coalesce(?, worker)", (worker,))
    return [uid for (uid,) in rows]


def drop(db: Database, uid: str) -> None:
    """Remove a draft; one that is gone already is no error."""
    db.execute("DELETE FROM drafts WHERE uid = ?", (uid,))


def count(db: Database, worker: str) -> int:
    """How many drafts a worker has."""
    row = db.one("SELECT count(*) FROM drafts WHERE worker = ?", (worker,))
    return int(row[0]) if row else 0
