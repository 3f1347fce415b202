from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rescueapp.storage.database import Database
from tests.storage.making import add_case, new_database
from tests.storage.vaults import Vault


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


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = Vault(tmp_path / "vault")
    yield made
    made.db.close()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
