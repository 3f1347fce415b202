"""Cases: the spine in clear, lists of any size, running numbers.

A list is made in two steps. `case_ids` gives the ordered ids of everything that matches, from
one index alone where nothing is filtered; `case_rows` gives the rows of one page of them. So a
list of 100,000 shows at once and scrolls without a query that grows with its length.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypedDict, Unpack

from rescueapp import clock
from rescueapp.domain.case import MAJORITY, STAGES, CaseRow, Query
from rescueapp.forms.schema import Stage
from rescueapp.storage.database import Database, Row


class Spine(TypedDict, total=False):
    """What `update_spine` can change; a key left out stays as it is."""

    alias: str
    sex: str | None
    born_from: str | None
    born_to: str | None
    stage: Stage
    risk: str | None
    safety_line: str
    worker: str
    arrived_at: str | None
    closed_on: str | None


_SPINE = frozenset(Spine.__annotations__)


def next_number(db: Database, series: str) -> int:
    """The next running number of a series ("case:530721:2026"), never given twice."""
    row = db.one(
        "INSERT INTO numbers (series, last) VALUES (?, 1)"
        " ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last",
        (series,),
    )
    assert row is not None
    return int(row[0])


def insert(
    db: Database,
    *,
    uid: str,
    number: str,
    alias: str,
    worker: str,
    opened_at: str,
    **spine: Unpack[Spine],
) -> int:
    """A new case; its id. An alias or number already given is a StatementError."""
    raise NotImplementedError


def update_spine(db: Database, case_uid: str, *, changed_at: str, **spine: Unpack[Spine]) -> None:
    """Change what is named of a case, and when it last changed."""
    raise NotImplementedError


def refresh_due(db: Database, case_uid: str, *, changed_at: str) -> None:
    """Recompute a case's `due_on`, the earliest open due date of its records."""
    raise NotImplementedError


def alias_taken(db: Database, alias: str) -> bool:
    """Whether an alias already stands for somebody."""
    raise NotImplementedError


def row(db: Database, case_uid: str, *, reader: str) -> CaseRow | None:
    """One case as a list shows it to `reader` (a worker's uid), or None."""
    raise NotImplementedError


def by_number(db: Database, number: str, *, reader: str) -> CaseRow | None:
    """The case with exactly this number, or None."""
    raise NotImplementedError


def case_rows(db: Database, ids: Sequence[int], *, reader: str) -> list[CaseRow]:
    """A page of a list, in the order of `ids`; ids that are gone are left out."""
    raise NotImplementedError


def case_ids(
    db: Database, query: Query, *, reader: str, ids: Collection[int] | None = None
) -> list[int]:
    """The ordered ids of all cases that match, within `ids` where given.

    `query.text` is not looked at: `search.find` and the names in memory make `ids` of it.
    Cases without a value of the sort column come last in both directions.
    """
    raise NotImplementedError


def ids_of(db: Database, uids: Iterable[str]) -> dict[str, int]:
    """List ids by case uid; unknown uids are left out."""
    raise NotImplementedError


def each_uid(db: Database) -> Iterator[tuple[int, str]]:
    """(id, uid) of every case, by id."""
    raise NotImplementedError


def count(db: Database) -> int:
    raise NotImplementedError
