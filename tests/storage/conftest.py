from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rescueapp.storage.database import Database
from tests.storage.making import add_case, new_database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A database of the present schema with two workers and no case."""
    opened = new_database(tmp_path / "case.db")
    yield opened
    opened.close()


@pytest.fixture
def case_uid(db: Database) -> str:
    """A case of Anna's in `db`."""
    with db.transaction():
        return add_case(db, 1)
