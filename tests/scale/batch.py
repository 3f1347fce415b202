"""Rows of many new cases, gathered by statement and written together.

A `Batch` stands where the writing functions of `storage` expect a `Database`. They send it the
same statements and values as they would send a real one; written a statement at a time, a
thousand rows cost little more than one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from rescueapp.storage.database import Database

Row = tuple[Any, ...]


class Batch:
    """Keeps what is written. Whoever reads is told what is true of a new case: nothing yet."""

    def __init__(self) -> None:
        self.statements: dict[str, list[Sequence[Any]]] = {}

    @property
    def database(self) -> Database:
        """The batch as what `storage` takes it for."""
        return cast(Database, self)

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        self.statements.setdefault(sql, []).append(parameters)
        return 1

    insert = execute

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self.statements.setdefault(sql, []).extend(rows)

    def forget(self, *kinds: str) -> None:
        pass

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        return None

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        return []

    def write_to(self, db: Database) -> None:
        """Send everything: new rows in the order they came in, then what changes rows."""
        for sql in sorted(self.statements, key=lambda sql: sql.lstrip().startswith("UPDATE")):
            db.execute_many(sql, self.statements[sql])
        self.statements.clear()
