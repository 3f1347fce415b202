"""Restoring: nothing is overwritten, whatever happens in the middle."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rescueapp.errors import Cancelled, Damaged, Refused, Unavailable
from rescueapp.storage import backup, files, maintenance
from rescueapp.storage.database import Database, hold
from tests.faults.figures import Figures
from tests.storage.making import KEY, add_case
from tests.storage.vaults import (
    PUBLIC,
    SECRET,
    Vault,
    flip,
    restored,
)


def test_a_folder_that_holds_anything_is_refused(
    vault: Vault, target: Path, tmp_path: Path
) -> None:
    info = vault.back_up(target)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "letter.txt").write_text("hers")
    with pytest.raises(Refused):
        restored(info.path, tmp_path / "new")
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["letter.txt"]


def test_an_empty_folder_is_taken(vault: Vault, target: Path, tmp_path: Path) -> None:
    info = vault.back_up(target)
    (tmp_path / "new").mkdir()
    restored(info.path, tmp_path / "new")
    assert (tmp_path / "new" / "case.db").is_file()


@pytest.mark.fault(20, what="restores over an open vault")
def test_an_open_vault_is_never_replaced(vault: Vault, target: Path) -> None:
    info = vault.back_up(target)
    with hold(vault.folder), pytest.raises(Unavailable):
        restored(info.path, vault.folder, keep_old=True)
    maintenance.check(vault.folder / "case.db", KEY)


@pytest.mark.fault(15, what="restores that keep the old vault")
def test_the_old_vault_is_kept_aside(vault: Vault, target: Path) -> None:
    info = vault.back_up(target)
    with vault.db.transaction():
        add_case(vault.db, 1000)
    vault.db.close()
    restored(info.path, vault.folder, keep_old=True)
    (old,) = vault.folder.parent.glob("vault-before-*")
    for folder, cases in ((old, 40), (vault.folder, 39)):
        vault.db = Database.open(folder / "case.db", KEY)
        assert vault.db.read("SELECT count(*) FROM cases") == [(cases,)]
        vault.db.close()


@pytest.mark.fault(15, what="damaged backups that leave the old vault")
def test_a_damaged_backup_leaves_the_old_vault_where_it_is(vault: Vault, target: Path) -> None:
    info = vault.back_up(target)
    vault.db.close()
    flip(info.path / "case.db", 5000)
    before = (vault.folder / "case.db").read_bytes()
    with pytest.raises(Damaged):
        restored(info.path, vault.folder, keep_old=True)
    assert (vault.folder / "case.db").read_bytes() == before
    assert not list(vault.folder.parent.glob("vault?*"))


def test_a_new_vault_that_cannot_take_its_place_leaves_the_old_there(
    vault: Vault, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = vault.back_up(target)
    vault.db.close()
    real = Path.rename

    def rename(path: Path, to: Path) -> Path:
        if path.name == "vault" + files.UNFINISHED:
            raise PermissionError(errno.EACCES, "virus scanner")
        return real(path, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(Unavailable):
        restored(info.path, vault.folder, keep_old=True)
    monkeypatch.undo()
    maintenance.check(vault.folder / "case.db", KEY)
    assert [p.name for p in vault.folder.parent.iterdir() if "vault" in p.name] == ["vault"]


def test_a_restore_that_is_stopped_leaves_nothing(
    vault: Vault, target: Path, tmp_path: Path
) -> None:
    info = vault.back_up(target)

    class Stop:
        def report(self, done: int, total: int = 0) -> None:
            if 2 * done > total:
                raise Cancelled

    with pytest.raises(Cancelled):
        restored(info.path, tmp_path / "new", progress=Stop())
    assert not list(tmp_path.glob("new*"))


# --- killed in the middle

SCRIPT = """
import os, signal, sys
from pathlib import Path
from rescueapp.storage import backup
from rescueapp.storage.database import Database
from tests.storage import vaults as t

folder, target, place, step = map(str, sys.argv[1:])
step = int(step)
class Die:
    def __init__(self): self.steps = 0
    def report(self, done, total=0):
        self.steps += 1
        if self.steps == step:
            os.kill(os.getpid(), signal.SIGKILL)

if place == "backup":
    db = Database.open(Path(folder) / "case.db", t.KEY)
    backup.back_up(db, Path(folder), Path(target), vault=t.VAULT,
        recipients=[bytes.fromhex(os.environ["PUBLIC"])], signing_seed=t.SEED, progress=Die())
else:
    backup.restore(Path(target), Path(folder), secret=bytes.fromhex(os.environ["SECRET"]),
        database_key=t.KEY, signer_public=t.SIGNER, keep_old=True, progress=Die())
print("finished")
"""


def die_at(step: int, folder: Path, target: Path, place: str) -> bool:
    """Run it in a process that kills itself at a step; whether it got to its end instead."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), str(target), place, str(step)],
        env={**os.environ, "PUBLIC": PUBLIC.hex(), "SECRET": SECRET.hex()},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode == 0


@pytest.mark.fault(3, what="kills of a backup")
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_backup_that_is_killed_never_looks_finished(
    vault: Vault, target: Path, figures: Figures
) -> None:
    figures.put("kills of a backup", 7)
    vault.db.close()
    for step in range(1, 8):
        assert not die_at(step, vault.folder, target, "backup")
        assert all(left.suffix == backup.PARTIAL for left in target.iterdir())
    vault.db = Database.open(vault.folder / "case.db", KEY)
    info = vault.back_up(target)
    assert list(target.iterdir()) == [info.path]  # what the killed ones left is gone


@pytest.mark.fault(3, what="kills of a restore")
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_restore_that_is_killed_leaves_the_old_vault_in_its_place(
    vault: Vault, target: Path, figures: Figures
) -> None:
    figures.put("kills of a restore", 5)
    info = vault.back_up(target)
    with vault.db.transaction():
        add_case(vault.db, 1000)
    vault.db.close()
    for step in range(1, 10, 2):
        assert not die_at(step, vault.folder, info.path, "restore")
        db = Database.open(vault.folder / "case.db", KEY)
        assert db.read("SELECT count(*) FROM cases") == [(40,)]
        db.close()
    restored(info.path, vault.folder, keep_old=True)
    assert not vault.folder.with_name("vault" + files.UNFINISHED).exists()


def test_a_folder_of_somebody_elses_beside_the_place_is_left_alone(
    vault: Vault, target: Path, tmp_path: Path
) -> None:
    info = vault.back_up(target)
    theirs = tmp_path / "new.partial"
    theirs.mkdir()
    (theirs / "thesis.odt").write_text("years of work")
    restored(info.path, tmp_path / "new")
    assert (theirs / "thesis.odt").exists()
