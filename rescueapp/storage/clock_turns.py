"""Which cases are worked out again, until which day that holds, and what is planned next."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from rescueapp.domain.begun import ENDED_IN_PLACE
from rescueapp.storage import merges
from rescueapp.storage.database import Database


def are_all_new(db: Database) -> bool:
    """Whether there are cases, and nothing was ever kept of what happened in any of them: as a
    program without clocks leaves a vault."""
    row = db.one(
        "SELECT EXISTS (SELECT 1 FROM cases) AND NOT EXISTS (SELECT 1 FROM milestones)"
        " AND NOT EXISTS (SELECT 1 FROM sealed_milestones)"
    )
    return bool(row and row[0])


def case_uids(db: Database) -> list[str]:
    """Every case, in the order in which what is kept of them lies on disk."""
    return [uid for (uid,) in db.read("SELECT uid FROM cases ORDER BY uid")]


def turned(db: Database, day: str) -> list[str]:
    """The cases of which something is due next that was not worked out yet on an ISO day, in the
    same order."""
    sql = "SELECT case_uid FROM clock_turns WHERE holds_until < ? ORDER BY case_uid"
    return [uid for (uid,) in db.read(sql, (day,))]


def begun_since(db: Database, name: str, day: str) -> list[str]:
    """The cases of which a record tells that something of this name happened on an ISO day or
    later."""
    sql = "SELECT DISTINCT case_uid FROM milestones WHERE name = ? AND at >= ?"
    return [uid for (uid,) in db.read(sql, (name, day))]


def due_since(db: Database, day: str) -> list[str]:
    """The cases in which a clock or a record makes something due on an ISO day or later, and those
    in which somebody decided about a clock."""
    sql = """
SELECT case_uid FROM deadlines WHERE due_on >= ?1
UNION ALL SELECT case_uid FROM records WHERE due_on >= ?1 AND done_on IS NULL
UNION ALL SELECT case_uid FROM clock_decisions"""
    return [uid for (uid,) in db.read(sql, (day,))]


def with_records(db: Database, forms: Collection[str]) -> list[str]:
    """The cases with a record of one of some forms."""
    sql = "SELECT case_uid FROM records WHERE form IN (SELECT value FROM json_each(?))"
    return [uid for (uid,) in db.read(sql, (json.dumps(sorted(forms)),))]


def turns(db: Database, case_uids: Collection[str]) -> dict[str, str]:
    """Until which day what was worked out of some cases holds; those missing, for ever."""
    rows = db.read(
        "SELECT case_uid, holds_until FROM clock_turns"
        " WHERE case_uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(case_uids)),),
    )
    return dict(rows)


def put_turns(db: Database, rows: Iterable[tuple[str, str]]) -> None:
    """(case, day) in place of what was written of these cases; a day "" is for ever."""
    found = list(rows)
    db.execute_many(
        "DELETE FROM clock_turns WHERE case_uid = ?", ((uid,) for uid, day in found if not day)
    )
    db.execute_many(
        "INSERT INTO clock_turns (case_uid, holds_until) VALUES (?, ?)"
        " ON CONFLICT (case_uid) DO UPDATE SET holds_until = excluded.holds_until",
        (row for row in found if row[1]),
    )


_NEXT_PLANNED = """
SELECT coalesce(m.kept, r.case_uid) AS told, min(r.due_on) FROM records r
LEFT JOIN merges m ON m.folded = r.case_uid AND m.undone_at IS NULL
WHERE r.due_on IS NOT NULL AND r.done_on IS NULL
  AND r.case_uid IN (SELECT value FROM json_each(?1))
  AND (m.kept IS NULL OR r.form IN (SELECT value FROM json_each(?2)))
GROUP BY told"""


def next_planned(db: Database, case_uids: Collection[str]) -> dict[str, str]:
    """The earliest day that a record of some cases makes due itself and nobody has done it; of
    files folded into them what is ended in its own record."""
    asked = merges.with_folded(db, case_uids), sorted(ENDED_IN_PLACE)
    return dict(db.read(_NEXT_PLANNED, tuple(map(json.dumps, asked))))
