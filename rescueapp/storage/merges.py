"""Which file is folded into which: two files of one person, linked and nothing copied."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from rescueapp.storage.database import Database

KEPT = "files folded into others"  # what the database keeps of all of them (`Database.kept`)

# The uids of the files that are folded just now: for `… NOT IN`.
FOLDED_SQL = "(SELECT folded FROM merges WHERE undone_at IS NULL)"
# The uid of the file that the case ?1 is folded into just now; NULL where it is in none.
KEPT_SQL = "(SELECT kept FROM merges WHERE folded = ?1 AND undone_at IS NULL)"


@dataclass(frozen=True, slots=True)
class Merge:
    """One merge: `folded` and `kept` are case uids, people worker uids, instants UTC text."""

    uid: str
    folded: str
    kept: str
    basis: str  # L-same-person
    reason: str
    worker: str
    agreed_by: str
    merged_at: str
    undone_at: str | None = None
    undone_by: str | None = None
    undone_reason: str | None = None


_COLUMNS = (
    "uid, folded, kept, basis, reason, worker, agreed_by, merged_at,"
    " undone_at, undone_by, undone_reason"
)


def standing(db: Database) -> Mapping[str, str]:
    """The kept file of each folded one, by uid."""

    def read() -> dict[str, str]:
        rows = db.read("SELECT folded, kept FROM merges WHERE undone_at IS NULL ORDER BY merged_at")
        return dict(rows)

    return db.kept(KEPT, "", read)


def folded_ids(db: Database) -> frozenset[int]:
    """The list ids of the folded files."""

    def read() -> frozenset[int]:
        return frozenset(db.ids(f"SELECT id FROM cases WHERE uid IN {FOLDED_SQL}"))

    return db.kept(KEPT, "ids", read)


def files_of(db: Database, case_uid: str) -> list[str]:
    """The files that are read together for one: itself, then those folded into it."""
    return [case_uid, *(one for one, kept in standing(db).items() if kept == case_uid)]


def with_folded(db: Database, case_uids: Collection[str]) -> list[str]:
    """Some files and all that are folded into them."""
    asked = set(case_uids)
    return [*case_uids, *(one for one, kept in standing(db).items() if kept in asked)]


def whole(db: Database, case_uid: str) -> list[str]:
    """Every file of the person of a file, folded or not: the kept one first."""
    return files_of(db, standing(db).get(case_uid, case_uid))


def of_folded(db: Database, case_uid: str) -> Merge | None:
    """The merge by which a file is folded just now."""
    row = db.one(
        f"SELECT {_COLUMNS} FROM merges WHERE folded = ? AND undone_at IS NULL", (case_uid,)
    )
    return Merge(*row) if row else None


def of_case(db: Database, case_uid: str) -> list[Merge]:
    """Every merge a file had a part in, undone or not, the latest first."""
    rows = db.read(
        f"SELECT {_COLUMNS} FROM merges WHERE folded = ?1 OR kept = ?1 ORDER BY merged_at DESC",
        (case_uid,),
    )
    return [Merge(*row) for row in rows]


def add(db: Database, merge: Merge) -> None:
    """Fold a file into another. One that is folded already is a StatementError."""
    db.forget(KEPT)
    values: list[Any] = [
        merge.uid, merge.folded, merge.kept, merge.basis, merge.reason, merge.worker,
        merge.agreed_by, merge.merged_at,
    ]  # fmt: skip
    db.execute(
        "INSERT INTO merges (uid, folded, kept, basis, reason, worker, agreed_by, merged_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )


def undo(db: Database, uid: str, *, by: str, at: str, reason: str) -> bool:
    """Take two files apart again; False when somebody did so already."""
    db.forget(KEPT)
    return bool(
        db.execute(
            "UPDATE merges SET undone_at = ?, undone_by = ?, undone_reason = ?"
            " WHERE uid = ? AND undone_at IS NULL",
            (at, by, reason, uid),
        )
    )
