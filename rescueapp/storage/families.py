"""Families as they lie: sealed members of a family, and a sealed key at each case of it."""

from __future__ import annotations

from collections.abc import Iterable

from rescueapp.storage.database import Database


def family(db: Database, family_uid: str) -> bytes | None:
    """The sealed members of a family, or None."""
    row = db.one("SELECT sealed FROM families WHERE uid = ?", (family_uid,))
    return bytes(row[0]) if row else None


def put_family(db: Database, family_uid: str, sealed: bytes) -> None:
    """Keep the members of a family, in the place of those before."""
    db.execute(
        "INSERT INTO families (uid, sealed) VALUES (?1, ?2)"
        " ON CONFLICT (uid) DO UPDATE SET sealed = ?2",
        (family_uid, sealed),
    )


def drop_family(db: Database, family_uid: str) -> None:
    """A family is none any more; its cases are the caller's (`drop_member`)."""
    db.execute("DELETE FROM families WHERE uid = ?", (family_uid,))


def member(db: Database, case_uid: str) -> bytes | None:
    """The sealed family and key of a case, or None: it has no family."""
    row = db.one("SELECT sealed FROM family_members WHERE case_uid = ?", (case_uid,))
    return bytes(row[0]) if row else None


def put_member(db: Database, case_uid: str, sealed: bytes) -> None:
    """A case belongs to a family. One that has a family already is a StatementError."""
    db.execute("INSERT INTO family_members (case_uid, sealed) VALUES (?, ?)", (case_uid, sealed))


def drop_member(db: Database, case_uid: str) -> None:
    """A case belongs to no family any more."""
    db.execute("DELETE FROM family_members WHERE case_uid = ?", (case_uid,))


# --- answers that were copied


def copied(db: Database, record_uid: str) -> frozenset[str]:
    """The fields of a record that were copied and not looked at."""
    rows = db.read("SELECT field FROM copied_answers WHERE record_uid = ?", (record_uid,))
    return frozenset(field for (field,) in rows)


def put_copied(db: Database, record_uid: str, fields: Iterable[str]) -> None:
    """Keep which they are, in the place of those before."""
    db.execute("DELETE FROM copied_answers WHERE record_uid = ?", (record_uid,))
    db.execute_many(
        "INSERT INTO copied_answers (record_uid, field) VALUES (?, ?)",
        ((record_uid, field) for field in sorted(fields)),
    )
