"""The database's file: damage found, copies under another key, one process at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rescueapp.errors import Damaged, Unavailable
from rescueapp.storage import files, institutions, maintenance
from rescueapp.storage.database import Database, hold
from tests.storage.making import KEY, new_database

OTHER_KEY = bytes(32)


def _spoil(path: Path, offset: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 1
    path.write_bytes(data)


@pytest.mark.fault(5, what="flipped bits in a database")
@pytest.mark.parametrize("page", [0, 1, 3, 7, -1])
def test_one_flipped_bit_on_any_page_is_found(tmp_path: Path, page: int) -> None:
    db = _some_data(tmp_path)
    db.close()
    path = tmp_path / "case.db"
    pages = path.stat().st_size // 4096
    _spoil(path, (page % pages) * 4096 + 1234)
    with pytest.raises(Damaged):
        maintenance.check(path, KEY)


@pytest.mark.fault(5, what="databases cut short or longer")
def test_a_file_cut_short_is_found(tmp_path: Path) -> None:
    _some_data(tmp_path).close()
    path = tmp_path / "case.db"
    path.write_bytes(path.read_bytes()[: -3 * 4096])
    with pytest.raises(Damaged):
        maintenance.check(path, KEY)


@pytest.mark.fault(5, what="databases cut short or longer")
def test_a_file_with_something_appended_is_found(tmp_path: Path) -> None:
    _some_data(tmp_path).close()
    path = tmp_path / "case.db"
    path.write_bytes(path.read_bytes() + os.urandom(4096))
    with pytest.raises(Damaged):
        maintenance.check(path, KEY)


@pytest.mark.fault(5, what="damage met while reading")
def test_damage_met_while_reading_is_damage_in_words(tmp_path: Path) -> None:
    _some_data(tmp_path).close()
    path = tmp_path / "case.db"
    for page in range(1, path.stat().st_size // 4096):
        _spoil(path, page * 4096 + 99)
    with pytest.raises(Damaged):  # noqa: PT012 - where it is met first depends on the layout
        db = Database.open(path, KEY)
        db.read("SELECT * FROM institutions")


def test_a_whole_database_passes_the_check_with_its_log_unmoved(tmp_path: Path) -> None:
    db = _some_data(tmp_path)
    assert (tmp_path / "case.db-wal").stat().st_size > 0
    maintenance.check(tmp_path / "case.db", KEY)
    db.close()


def test_a_checkpoint_empties_the_log(tmp_path: Path) -> None:
    db = _some_data(tmp_path)
    db.checkpoint()
    assert (tmp_path / "case.db-wal").stat().st_size == 0
    db.close()


def _some_data(folder: Path) -> Database:
    db = new_database(folder / "case.db")
    with db.transaction():
        for n in range(2000):
            institutions.used(db, f"an institution with a long enough name, number {n}")
    return db


# --- copying under another key


def test_a_copy_opens_with_the_new_key_only_and_needs_no_log(tmp_path: Path) -> None:
    db = _some_data(tmp_path)
    steps: list[tuple[int, int]] = []
    db.copy_to(
        tmp_path / "copy.db", OTHER_KEY, report=lambda done, total: steps.append((done, total))
    )
    assert steps[-1][0] == steps[-1][1] > 0
    with pytest.raises(Damaged):
        Database.open(tmp_path / "copy.db", KEY)
    copy = Database.open(tmp_path / "copy.db", OTHER_KEY, read_only=True)
    assert copy.read("SELECT count(*) FROM institutions") == [(2000,)]
    assert copy.read("PRAGMA user_version") == db.read("PRAGMA user_version")
    assert not list(tmp_path.glob("copy.db-*"))
    copy.close()
    db.close()


def test_a_copy_that_is_stopped_leaves_no_file(tmp_path: Path) -> None:
    db = _some_data(tmp_path)

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        db.copy_to(tmp_path / "copy.db", OTHER_KEY, report=stop)
    assert not list(tmp_path.glob("copy.db*"))
    db.close()


# --- one process at a time


@pytest.mark.fault(20, what="second programs")
def test_a_held_vault_is_unavailable_to_another_process(tmp_path: Path) -> None:
    with hold(tmp_path):
        assert _hold_elsewhere(tmp_path) == "unavailable"
    assert _hold_elsewhere(tmp_path) == "held"


@pytest.mark.fault(20, what="lock files left behind")
def test_a_lock_file_left_behind_locks_nothing(tmp_path: Path) -> None:
    hold(tmp_path).release()
    assert (tmp_path / "vault.lock").exists()
    hold(tmp_path).release()


@pytest.mark.fault(20, what="second programs")
def test_holding_twice_in_one_process_is_unavailable_too(tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(Unavailable):
        hold(tmp_path)


def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        hold(tmp_path / "gone")


def _hold_elsewhere(folder: Path) -> str:
    script = (
        "import sys; from pathlib import Path\n"
        "from rescueapp.errors import Unavailable\n"
        "from rescueapp.storage.database import hold\n"
        "try: hold(Path(sys.argv[1])); print('held')\n"
        "except Unavailable: print('unavailable')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_writing_a_file_removes_no_file_of_somebody_elses(tmp_path: Path) -> None:
    theirs = tmp_path / "package.age.partial"
    theirs.write_bytes(b"a download")
    left = tmp_path / f"package.age{files.UNFINISHED}"
    left.write_bytes(b"of a write that was cut off")
    files.replace(tmp_path / "package.age", b"whole")
    assert theirs.read_bytes() == b"a download"
    assert not left.exists()
