"""Migrations: in order, all or nothing, never backwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.i18n import mark
from rescueapp.storage import migrate, vault_values
from rescueapp.storage.database import Database, StatementError
from tests.storage.making import KEY, nothing

FIRST = "CREATE TABLE vault (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;\n"
SECOND = """-- A trigger holds semicolons of its own; comments are no statements.
CREATE TABLE extra (n INTEGER) STRICT;
CREATE TRIGGER extra_is_final BEFORE UPDATE ON extra
BEGIN SELECT RAISE(ABORT, 'final; really'); END;
INSERT INTO extra VALUES (1);
-- the end
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two migrations."""
    made = tmp_path / "migrations"
    made.mkdir()
    (made / "0001_first.sql").write_text(FIRST)
    (made / "0002_second.sql").write_text(SECOND)
    return made


@pytest.fixture
def old(tmp_path: Path) -> Database:
    """A database of schema 1 of `folder`, with something in it."""
    one = tmp_path / "one"
    one.mkdir()
    (one / "0001_first.sql").write_text(FIRST)
    db = Database.create(tmp_path / "case.db", KEY)
    migrate.migrate(db, backup=nothing, folder=one)
    with db.transaction():
        vault_values.set(db, "uid", "something")
    return db


def test_a_new_database_gets_every_migration_and_no_backup(tmp_path: Path) -> None:
    db = Database.create(tmp_path / "case.db", KEY)

    def backup() -> None:
        raise AssertionError("there is nothing to back up yet")

    assert migrate.migrate(db, backup=backup) == 0
    assert migrate.schema(db) == migrate.present_schema() >= 1
    assert db.read("PRAGMA foreign_key_check") == []


def test_an_old_database_is_backed_up_once_and_then_brought_up(folder: Path, old: Database) -> None:
    calls: list[int] = []
    assert (
        migrate.migrate(old, backup=lambda: calls.append(migrate.schema(old)), folder=folder) == 1
    )
    assert calls == [1]
    assert migrate.schema(old) == 2
    assert old.read("SELECT n FROM extra") == [(1,)]
    with pytest.raises(StatementError), old.transaction():
        old.execute("UPDATE extra SET n = 2")


def test_migrating_again_changes_nothing(folder: Path, old: Database) -> None:
    migrate.migrate(old, backup=nothing, folder=folder)
    assert migrate.migrate(old, backup=nothing, folder=folder) == 2
    assert old.read("SELECT n FROM extra") == [(1,)]


def test_a_failed_backup_stops_the_migration(folder: Path, old: Database) -> None:
    def backup() -> None:
        raise Unavailable(mark("The disk is full.", "test"))

    with pytest.raises(Unavailable):
        migrate.migrate(old, backup=backup, folder=folder)
    assert migrate.schema(old) == 1


@pytest.mark.fault(3, what="migrations that fail half-way")
def test_a_step_that_fails_half_way_leaves_nothing_behind(folder: Path, old: Database) -> None:
    (folder / "0002_second.sql").write_text(SECOND + "INSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(StatementError):
        migrate.migrate(old, backup=nothing, folder=folder)
    assert migrate.schema(old) == 1
    assert old.read("SELECT name FROM sqlite_master WHERE name LIKE 'extra%'") == []
    assert vault_values.get(old, "uid") == "something"


@pytest.mark.fault(6, what="newer databases")
def test_a_newer_database_is_refused_and_not_touched(old: Database) -> None:
    with old.transaction():
        vault_values.set(old, "schema", "99")
        old.execute("PRAGMA user_version = 99")
    with pytest.raises(Refused):
        migrate.migrate(old, backup=nothing)
    assert migrate.schema(old) == 99
    assert vault_values.get(old, "uid") == "something"


def test_two_numbers_that_differ_are_damage(old: Database) -> None:
    with old.transaction():
        vault_values.set(old, "schema", "7")
    with pytest.raises(Damaged):
        migrate.migrate(old, backup=nothing)


def test_a_program_packed_without_migrations_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        migrate.migrations(tmp_path)


def test_a_gap_in_the_numbers_is_found(folder: Path) -> None:
    (folder / "0002_second.sql").rename(folder / "0003_third.sql")
    with pytest.raises(FileNotFoundError):
        migrate.migrations(folder)


def test_a_script_cut_in_the_middle_of_a_statement_is_found(folder: Path, old: Database) -> None:
    (folder / "0002_second.sql").write_text("CREATE TABLE extra (n INTEGER)")
    with pytest.raises(ValueError, match="middle"):
        migrate.migrate(old, backup=nothing, folder=folder)
    assert migrate.schema(old) == 1
