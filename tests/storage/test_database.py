"""Opening, transactions, errors, and what a connection will not do."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from rescueapp import paths
from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.storage import files, institutions
from rescueapp.storage.database import Database, StatementError
from tests.storage.making import KEY, add_case, new_database

OTHER_KEY = bytes(32)


def test_what_was_committed_is_there_after_opening_again(tmp_path: Path) -> None:
    db = new_database(tmp_path / "case.db")
    with db.transaction():
        institutions.used(db, "Hospital of the third district")
    db.close()
    again = Database.open(tmp_path / "case.db", KEY)
    assert institutions.offered(again, "third") == ["Hospital of the third district"]
    again.close()


def test_k11_nothing_on_disk_is_in_clear(tmp_path: Path) -> None:
    db = new_database(tmp_path / "case.db")
    with db.transaction():
        for n in range(300):
            institutions.used(db, f"CANARY-{n}")
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    db.close()
    everything += (tmp_path / "case.db").read_bytes()
    assert len(everything) > 100_000
    assert b"CANARY" not in everything
    assert b"SQLite format" not in everything


@pytest.mark.skipif(os.name == "nt", reason="file modes")
def test_only_its_owner_can_read_the_file(tmp_path: Path) -> None:
    new_database(tmp_path / "case.db").close()
    assert stat.S_IMODE((tmp_path / "case.db").stat().st_mode) == 0o600


@pytest.mark.fault(6, what="keys that are none")
@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33), b"0" * 63, b"0" * 64])
def test_a_key_of_another_length_is_a_bug_and_makes_nothing(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Database.create(tmp_path / "case.db", key)
    assert not (tmp_path / "case.db").exists()


def test_the_callers_key_is_left_for_the_caller_to_wipe(tmp_path: Path) -> None:
    key = bytearray(KEY)
    Database.create(tmp_path / "case.db", key).close()
    assert key == KEY


@pytest.mark.fault(6, what="wrong keys")
def test_a_wrong_key_is_damage_and_changes_nothing(tmp_path: Path) -> None:
    new_database(tmp_path / "case.db").close()
    before = (tmp_path / "case.db").read_bytes()
    with pytest.raises(Damaged):
        Database.open(tmp_path / "case.db", OTHER_KEY)
    assert (tmp_path / "case.db").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["case.db"]


@pytest.mark.fault(6, what="databases that are not there")
def test_opening_never_creates(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        Database.open(tmp_path / "case.db", KEY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.fault(6, what="empty files in place")
def test_an_emptied_file_is_damage_not_a_new_vault(tmp_path: Path) -> None:
    (tmp_path / "case.db").write_bytes(b"")
    with pytest.raises(Damaged):
        Database.open(tmp_path / "case.db", KEY)
    assert (tmp_path / "case.db").read_bytes() == b""


@pytest.mark.fault(6, what="plaintext databases in place")
def test_a_plaintext_database_in_its_place_is_refused(tmp_path: Path) -> None:
    plain = sqlcipher.connect(str(tmp_path / "case.db"))
    plain.execute("CREATE TABLE vault (name, value)")
    plain.commit()
    plain.close()
    assert (tmp_path / "case.db").read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(Damaged):
        Database.open(tmp_path / "case.db", KEY)


@pytest.mark.fault(6, what="files that were there before")
def test_creating_over_an_existing_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.db").write_bytes(b"somebody's")
    with pytest.raises(Refused):
        Database.create(tmp_path / "case.db", KEY)
    assert (tmp_path / "case.db").read_bytes() == b"somebody's"


def test_the_connection_is_set_up_as_the_measurements_say(db: Database) -> None:
    connection = db._connection
    connection.set_authorizer(None)  # these may not be asked otherwise
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "cache_size": -65536,
        "busy_timeout": 5000,
        "cipher_status": "1",
    }
    got = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert got == wanted


_IN_THE_PROGRAM = """
import pathlib, sys
from tests.storage.making import new_database
db = new_database(pathlib.Path(sys.argv[1]))
db._connection.set_authorizer(None)
print(db._connection.execute("PRAGMA cipher_memory_security").fetchone()[0])
"""


def test_freed_memory_is_wiped(tmp_path: Path) -> None:
    """In a process of its own, as the program: the tests do without it, and it is the process's."""
    command = [sys.executable, "-c", _IN_THE_PROGRAM, str(tmp_path / "case.db")]
    root = paths.resources().parent
    said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "1"


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE ':memory:' AS other",
        "ATTACH DATABASE 'plain.db' AS other KEY ''",
        "DETACH DATABASE main",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA synchronous = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA temp_store = 1",
        "PRAGMA rekey = 'x'",
        "PRAGMA cipher_hmac_pgno = 'be'",
        "SELECT load_extension('evil')",
        "SELECT sqlcipher_export('main')",
        "VACUUM",
        "VACUUM INTO 'copy.db'",
        "INSERT INTO sqlite_master VALUES ('table', 'x', 'x', 0, 'x')",
    ],
)
def test_no_statement_can_weaken_the_connection(db: Database, statement: str) -> None:
    with pytest.raises((StatementError, Damaged)):
        db.read(statement)


def test_errors_carry_no_sql_and_no_values(db: Database) -> None:
    attempts = [
        ("SELECT nonsense FROM vault", ()),
        ("SELECT * FROM case_search WHERE case_search MATCH ?", ('CANARY"',)),
        ("SELECT CANARY(", ()),
        ("SELECT json_extract(?, '$.x')", ("CANARY",)),
    ]
    for sql, parameters in attempts:
        with pytest.raises(StatementError) as caught:
            db.read(sql, parameters)
        assert str(caught.value).startswith("SQLITE_")
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__


def test_a_broken_constraint_names_only_its_code(db: Database) -> None:
    sql = "INSERT INTO vault (name, value) VALUES ('twice', 'CANARY'), ('twice', 'CANARY')"
    with pytest.raises(StatementError, match=r"^SQLITE_CONSTRAINT$"), db.transaction():
        db.execute(sql)


# --- transactions


def test_an_error_in_a_transaction_undoes_all_of_it(db: Database) -> None:
    with pytest.raises(InterruptedError), db.transaction():  # noqa: PT012
        institutions.used(db, "never")
        raise InterruptedError
    assert institutions.offered(db, "") == []
    with db.transaction():
        institutions.used(db, "afterwards")
    assert institutions.offered(db, "") == ["afterwards"]


def test_writing_outside_a_transaction_is_a_bug(db: Database) -> None:
    with pytest.raises(StatementError):
        institutions.used(db, "never")
    assert institutions.offered(db, "") == []


def test_transactions_do_not_nest(db: Database) -> None:
    with pytest.raises(StatementError), db.transaction(), db.transaction():
        pass
    assert not db._connection.in_transaction


def test_a_snapshot_does_not_see_what_is_committed_meanwhile(db: Database) -> None:
    reader = Database.open(db.path, KEY, read_only=True)
    with reader.snapshot():
        assert reader.read("SELECT count(*) FROM institutions") == [(0,)]
        with db.transaction():
            institutions.used(db, "new")
        assert reader.read("SELECT count(*) FROM institutions") == [(0,)]
    assert reader.read("SELECT count(*) FROM institutions") == [(1,)]
    reader.close()


def test_a_read_only_connection_does_not_write(db: Database) -> None:
    reader = Database.open(db.path, KEY, read_only=True)
    with pytest.raises(Unavailable), reader.transaction():
        institutions.used(reader, "never")
    reader.close()


@pytest.mark.fault(20, what="second writers")
def test_another_writer_makes_it_unavailable_not_wrong(db: Database) -> None:
    other = Database.open(db.path, KEY)
    other._connection.set_authorizer(None)
    other._connection.execute("PRAGMA busy_timeout = 0")
    with db.transaction():
        institutions.used(db, "first")
        with pytest.raises(Unavailable), other.transaction():
            pass
    assert institutions.offered(other, "") == ["first"]
    other.close()


@pytest.mark.fault(4, what="writes of a database on a full disk")
def test_a_full_disk_is_said_in_words_and_loses_nothing(db: Database) -> None:
    with db.transaction():
        institutions.used(db, "before")
    _let_the_file_not_grow(db)
    with pytest.raises(Unavailable) as caught, db.transaction():  # noqa: PT012
        for n in range(20_000):
            institutions.used(db, f"a name that takes room {n}")
    assert caught.value.words == files.DISK_FULL
    assert institutions.offered(db, "") == ["before"]
    with db.transaction():
        db.execute("DELETE FROM institutions")


def _let_the_file_not_grow(db: Database) -> None:
    connection = db._connection
    connection.set_authorizer(None)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")


# --- the schema itself


def test_every_table_is_strict(db: Database) -> None:
    loose = db.read(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND strict = 0 AND name NOT LIKE 'sqlite%'"
    )
    assert loose == []


def test_a_text_in_a_number_column_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="SQLITE_CONSTRAINT"), db.transaction():
        db.execute("INSERT INTO institutions (name, used) VALUES ('x', 'many')")


def test_a_reference_to_nobody_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="SQLITE_CONSTRAINT"), db.transaction():
        add_case(db, 1, worker="f" * 32)
