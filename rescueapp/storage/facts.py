"""What is known of a person: the latest row of a key is the present fact, the rest its history."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from rescueapp.forms.schema import Compartment
from rescueapp.storage import merges
from rescueapp.storage.database import Database, Row


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it lies: a clear `value`, or `sealed` bytes of a compartment."""

    id: int
    key: str  # the field's key
    value: Any
    compartment: Compartment | None
    sealed: bytes | None
    source: str  # own_words, document, police, inferred
    confidence: str
    record_uid: str | None
    worker: str
    worker_name: str
    recorded_at: str


_SELECT = """
SELECT f.id, f.key, f.value, f.compartment, f.sealed, f.source, f.confidence, f.record_uid,
       f.worker, coalesce(substr(t.written_by, 1, instr(t.written_by || char(10), char(10)) - 1)
                          || '（' || t.station || '）', w.display_name, ''),
       f.recorded_at
FROM facts f LEFT JOIN workers w ON w.uid = f.worker
LEFT JOIN carried_records t ON t.record_uid = f.record_uid AND t.written_at = f.recorded_at"""

_AMONG = "key IN (SELECT value FROM json_each(?))"


def add(
    db: Database,
    *,
    case_uid: str,
    key: str,
    worker: str,
    recorded_at: str,
    value: Any = None,
    compartment: Compartment | None = None,
    sealed: bytes | None = None,
    source: str = "",
    confidence: str = "",
    record_uid: str | None = None,
) -> int:
    """Record a fact; its id. Clear facts give `value` (JSON), others `compartment` and `sealed`."""
    if (compartment is None) != (sealed is None):
        raise ValueError("a sealed fact needs its compartment, a clear one has none")
    clear = None if sealed is not None else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return db.insert(
        "INSERT INTO facts (case_uid, key, value, compartment, sealed, source, confidence,"
        " record_uid, worker, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            case_uid,
            key,
            clear,
            compartment.value if compartment else None,
            sealed,
            source,
            confidence,
            record_uid,
            worker,
            recorded_at,
        ),
    )


def present(db: Database, case_uid: str, *, keys: Collection[str] | None = None) -> dict[str, Fact]:
    """The present facts of a case by key: of some keys, or of all."""
    asked, of_keys = [case_uid], ""
    if keys is not None:
        asked, of_keys = [case_uid, json.dumps(list(keys))], f"AND {_AMONG}"
    rows = db.read(
        f"{_SELECT} WHERE f.id IN"
        f" (SELECT max(id) FROM facts WHERE case_uid = ? {of_keys} GROUP BY key)",
        asked,
    )
    return {fact.key: fact for fact in map(_fact, rows)}


NAMING_SQL = """
SELECT case_uid, value FROM facts WHERE id IN
       (SELECT max(id) FROM facts WHERE key = ? GROUP BY case_uid)"""


def naming(db: Database, key: str, member: str) -> set[str]:
    """The uids of the cases whose present fact of a clear key, a list, has a member."""
    rows = db.read(NAMING_SQL, (key,))
    return {case_uid for case_uid, value in rows if member in json.loads(value or "[]")}


def of_worker(db: Database, key: str, worker: str) -> dict[str, list[str]]:
    """The present fact of a clear key, a list, of each case of a worker where it has a member; in
    a folded file nobody can do anything about it."""
    rows = db.read(
        "SELECT case_uid, value FROM facts WHERE id IN (SELECT max(f.id) FROM cases c"
        " JOIN facts f ON f.case_uid = c.uid AND f.key = ? WHERE c.worker = ?"
        f" AND c.uid NOT IN {merges.FOLDED_SQL} GROUP BY c.uid)",
        (key, worker),
    )
    found = {case_uid: json.loads(value or "[]") for case_uid, value in rows}
    return {case_uid: members for case_uid, members in found.items() if members}


def history(db: Database, case_uid: str, key: str) -> list[Fact]:
    """Everything ever recorded under a key, newest first."""
    rows = db.read(
        f"{_SELECT} WHERE f.case_uid = ? AND f.key = ? ORDER BY f.id DESC", (case_uid, key)
    )
    return [_fact(row) for row in rows]


def _fact(row: Row) -> Fact:
    id_, key, value, compartment, *rest = row
    return Fact(
        id_,
        key,
        json.loads(value) if value is not None else None,
        Compartment(compartment) if compartment else None,
        *rest,
    )
