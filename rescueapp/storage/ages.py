"""Cases by how old the people in them are."""

from __future__ import annotations

from rescueapp.domain.case import CaseRow
from rescueapp.forms.schema import Stage
from rescueapp.storage.cases import NOT_FOLDED, ROWS_SQL, case_row
from rescueapp.storage.database import Database

OF_AGES_SQL = f"""{ROWS_SQL}
WHERE {NOT_FOLDED} AND c.born_from <= ?2 AND c.born_to > ?3 AND c.stage <> '{Stage.CLOSED.value}'
  AND (?1 = '' OR EXISTS
       (SELECT 1 FROM case_keys k WHERE k.holder = ?1 AND k.case_uid = c.uid))
ORDER BY c.born_from, c.id"""


def of_ages(db: Database, *, born_by: str, born_after: str, reader: str) -> list[CaseRow]:
    """The reader's open cases of somebody who may be born by a day and after another (ISO dates),
    the oldest first; of whose age nothing is known, none."""
    return [case_row(row) for row in db.read(OF_AGES_SQL, (reader, born_by, born_after))]


def born_between(db: Database, *, after: str, by: str) -> list[str]:
    """The cases of somebody who is certainly born by a day (ISO), and may be after another one."""
    found = db.read("SELECT uid FROM cases WHERE born_to > ? AND born_to <= ?", (after, by))
    return [uid for (uid,) in found]


_TURNED_SQL = f"""{ROWS_SQL}
WHERE {NOT_FOLDED} AND c.worker = ?2 AND c.stage <> '{Stage.CLOSED.value}'
  AND c.born_to <= ?3 AND c.born_to > ?4
  AND (substr(c.born_to, 1, 4) + ?5) || substr(c.born_to, 5) > coalesce(c.arrived_at, c.opened_at)
  AND (?1 = '' OR EXISTS
       (SELECT 1 FROM case_keys k WHERE k.holder = ?1 AND k.case_uid = c.uid))
ORDER BY c.born_from, c.id"""


def turned(
    db: Database, age: int, *, born_by: str, born_after: str, worker: str, reader: str
) -> list[CaseRow]:
    """A worker's open cases of somebody who is certainly born by a day and may be after another
    (ISO dates), and came younger than so many years, give or take a day; the oldest first."""
    asked = (reader, worker, born_by, born_after, age)
    return [case_row(row) for row in db.read(_TURNED_SQL, asked)]
