"""The sheet of one-time codes at the superior bureau, as hashes; what was read is used up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from rescueapp.storage.database import Database

_COLUMNS = "sheet, number, salt, hash, memory_kib, passes, lanes, made_at, used_for, used_at"


@dataclass(frozen=True, slots=True)
class StoredCode:
    """One code of a sheet: Argon2id of its digits at this cost, and what it decided."""

    sheet: str
    number: int
    salt: bytes
    hash: bytes
    memory_kib: int
    passes: int
    lanes: int
    made_at: str
    used_for: str | None = None
    used_at: str | None = None


def put_sheet(db: Database, codes: Iterable[StoredCode]) -> None:
    """Write a new sheet down. What is left of earlier ones is worth nothing from now on."""
    marks = ", ".join("?" * len(_COLUMNS.split(",")))
    db.execute("DELETE FROM telephone_codes WHERE used_at IS NULL")
    db.execute_many(
        f"INSERT INTO telephone_codes ({_COLUMNS}) VALUES ({marks})", map(astuple, codes)
    )


def unused(db: Database, number: int) -> StoredCode | None:
    """A code of the present sheet that has decided nothing yet."""
    found = db.one(
        f"SELECT {_COLUMNS} FROM telephone_codes WHERE number = ? AND used_at IS NULL", (number,)
    )
    return None if found is None else StoredCode(*found)


def left(db: Database) -> list[StoredCode]:
    """What is left of the present sheet, in its order."""
    rows = db.read(f"SELECT {_COLUMNS} FROM telephone_codes WHERE used_at IS NULL ORDER BY number")
    return [StoredCode(*found) for found in rows]


def use(db: Database, code: StoredCode, *, request_uid: str, at: str) -> bool:
    """Use a code up; False when it is used already."""
    changed = db.execute(
        "UPDATE telephone_codes SET used_for = ?, used_at = ?"
        " WHERE sheet = ? AND number = ? AND used_at IS NULL",
        (request_uid, at, code.sheet, code.number),
    )
    return bool(changed)


def decided(db: Database, sheet: str, number: int, *, request_uid: str) -> bool:
    """Whether this code was used for this request."""
    found = db.one(
        "SELECT 1 FROM telephone_codes WHERE sheet = ? AND number = ? AND used_for = ?",
        (sheet, number, request_uid),
    )
    return found is not None
