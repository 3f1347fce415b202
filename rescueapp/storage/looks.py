"""What the audit says about one case: every entry on it, its records, its attachments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rescueapp.storage.database import Database


@dataclass(frozen=True, slots=True)
class Trace:
    """One entry: when (UTC), by whom (worker uid), what act, with what detail."""

    at: str
    actor: str
    act: str
    detail: dict[str, Any]


OF_CASE_SQL = """
SELECT a.at, a.actor, a.act, a.detail FROM audit a
WHERE a.object IN (SELECT ?1 UNION ALL SELECT uid FROM records WHERE case_uid = ?1
                   UNION ALL SELECT uid FROM blobs WHERE case_uid = ?1)
  AND a.act IN (SELECT value FROM json_each(?2))
ORDER BY a.seq DESC"""


def of_case(db: Database, case_uid: str, acts: Iterable[str]) -> Iterator[Trace]:
    """The entries of these acts, latest first."""
    for at, actor, act, detail in db.read(OF_CASE_SQL, (case_uid, json.dumps(sorted(acts)))):
        yield Trace(at, actor, act, json.loads(detail))


def sent(db: Database, case_uid: str, level: str) -> list[tuple[str, str]]:
    """(when, by whom) of each package of a level to the office that the case was in: one with a
    record about a day of its period."""
    rows = db.read(
        "SELECT e.made_at, e.worker FROM exports e WHERE e.level = ?2 AND EXISTS"
        " (SELECT 1 FROM records r WHERE r.case_uid = ?1 AND r.created_at <= e.made_at"
        "  AND r.on_date BETWEEN e.period_from AND e.period_to)",
        (case_uid, level),
    )
    return [(at, worker) for at, worker in rows]
