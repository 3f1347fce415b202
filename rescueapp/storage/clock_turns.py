"""Which cases are worked out again, on which days that holds, and what is planned next."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from rescueapp.domain.begun import ENDED_IN_PLACE
from rescueapp.storage import merges
from rescueapp.storage.database import Database

Days = tuple[str, str]  # ISO: those after the one and up to the other; "" without an end
ALWAYS: Days = ("", "")


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
    """The cases of which what was worked out is not all there is on an ISO day, in the same order:
    something is due next that was not worked out yet, or was when the day was a later one."""
    sql = """
SELECT case_uid FROM clock_turns WHERE holds_until < ?1 AND holds_until > ''
UNION SELECT case_uid FROM clock_turns WHERE holds_after >= ?1 ORDER BY case_uid"""
    return [uid for (uid,) in db.read(sql, (day,))]


_BEGUN_BY_RECORD = "SELECT case_uid, at FROM milestones WHERE name = ?1"
_HANDED_OVER = """
SELECT c.case_uid, {at} AS at FROM handed_over_cases c JOIN hand_overs h ON h.uid = c.package_uid"""
_BEGUN = {
    "closed": f"{_BEGUN_BY_RECORD} UNION ALL SELECT uid, closed_on FROM cases",
    "handed_over": _HANDED_OVER.format(at="h.made_at"),
    "hand_over_answered": _HANDED_OVER.format(at="h.answered_at"),
}


def begun_since(db: Database, name: str, day: str) -> list[str]:
    """The cases in which something of this name happened on an ISO day or later: a record of them
    tells it, or that they were closed or handed over."""
    sql = f"SELECT DISTINCT case_uid FROM ({_BEGUN.get(name, _BEGUN_BY_RECORD)}) WHERE at >= ?2"
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


def turns(db: Database, case_uids: Collection[str]) -> dict[str, Days]:
    """On which days what was worked out of some cases holds; those missing, on all."""
    rows = db.read(
        "SELECT case_uid, holds_after, holds_until FROM clock_turns"
        " WHERE case_uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(case_uids)),),
    )
    return {uid: (after, until) for uid, after, until in rows}


def put_turns(db: Database, turns: Mapping[str, Days]) -> None:
    """The same in place of what was written of these cases."""
    db.execute_many(
        "DELETE FROM clock_turns WHERE case_uid = ?",
        ((uid,) for uid, days in turns.items() if days == ALWAYS),
    )
    db.execute_many(
        "INSERT INTO clock_turns (case_uid, holds_after, holds_until) VALUES (?, ?, ?)"
        " ON CONFLICT (case_uid) DO UPDATE"
        " SET holds_after = excluded.holds_after, holds_until = excluded.holds_until",
        ((uid, *days) for uid, days in turns.items() if days != ALWAYS),
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
