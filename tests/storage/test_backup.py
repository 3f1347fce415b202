"""Backups: what is there can be restored, what is not whole is found, nothing is overwritten."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rescueapp.crypto import canonical, seal, sign
from rescueapp.errors import Cancelled, Damaged, Problem, Refused, Unavailable
from rescueapp.forms.schema import Compartment
from rescueapp.storage import (
    audit,
    backup,
    backup_folder,
    blobs,
    files,
    maintenance,
    records,
)
from rescueapp.storage.database import Database, hold
from tests.storage.making import ANNA, AT, KEY, add_case, new_database, version

VAULT = "e" * 32
SEED = bytes(range(100, 132))
SIGNER = sign.public_of(SEED)
PUBLIC, SECRET = seal.box_pair()
PAPER_PUBLIC, PAPER_SECRET = seal.box_pair()
OUTSIDER_SECRET = seal.box_pair()[1]
BLOBS = ("5f" * 16, "a0" * 16)


class Vault:
    """A vault folder with data, attachments and a keyring, and its open database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blob_keys = {uid: seal.new_key() for uid in BLOBS}
        folder.mkdir(parents=True)
        self.db = new_database(folder / "case.db")
        (folder / "keyring.json").write_bytes(b'{"generation":2}')
        (folder / "keyring.2.json").write_bytes(b'{"generation":2}')
        for uid, key in self.blob_keys.items():
            blobs.write(folder, uid, io.BytesIO(b"scan" * 5000), key=key, size=20_000)
        with self.db.transaction():
            for n in range(1, 40):
                case_uid = add_case(self.db, n)
                records.save(self.db, version(case_uid, due_on="2026-04-01"))
                audit.append(self.db, at=AT, actor=ANNA.uid, act="save", object=case_uid)
            for uid in BLOBS:
                blobs.add(self.db, self.row(uid, case_uid))

    def row(self, uid: str, case_uid: str) -> blobs.Blob:
        return blobs.Blob(
            uid, case_uid, Compartment.LEGAL, "image/png", 20_000, b"sealed", AT, ANNA.uid
        )

    def back_up(self, target: Path, **changes: object) -> backup.BackupInfo:
        values: dict[str, object] = {
            "vault": VAULT,
            "recipients": [PUBLIC, PAPER_PUBLIC],
            "signing_seed": SEED,
            "values": {"station": "990101"},
            **changes,
        }
        return backup.back_up(self.db, self.folder, target, **values)  # type: ignore[arg-type]


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


def restored(made: Path, folder: Path, **changes: object) -> backup.BackupInfo:
    values: dict[str, object] = {
        "secret": SECRET,
        "database_key": KEY,
        "signer_public": SIGNER,
        **changes,
    }
    return backup.restore(made, folder, **values)  # type: ignore[arg-type]


def everything(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the search index's own."""
    tables = backup_folder.counts(db)
    return {name: sorted(db.read(f'SELECT * FROM "{name}"'), key=repr) for name in tables}


# --- made and restored


def test_a_restored_vault_holds_every_row_and_file(
    vault: Vault, target: Path, tmp_path: Path
) -> None:
    info = vault.back_up(target)
    assert restored(info.path, tmp_path / "new").audit == audit.head(vault.db)
    db = Database.open(tmp_path / "new" / "case.db", KEY)
    assert everything(db) == everything(vault.db)
    assert len(everything(db)["records"]) == 39
    db.close()
    for uid, key in vault.blob_keys.items():
        blob = blobs.read(tmp_path / "new", vault.row(uid, ""), key=key)
        assert blob == b"scan" * 5000
    for name in ("keyring.json", "keyring.2.json"):
        assert (tmp_path / "new" / name).read_bytes() == (vault.folder / name).read_bytes()
    maintenance.check(tmp_path / "new" / "case.db", KEY)


def test_a_backup_tells_what_it_is(vault: Vault, target: Path) -> None:
    info = vault.back_up(target)
    assert info.vault == VAULT
    assert info.values == {"station": "990101"}
    assert info.audit == audit.head(vault.db)
    assert info.missing_blobs == ()
    stored = [path for path in info.path.rglob("*") if path.is_file()]
    signed = sum(p.stat().st_size for p in stored if not p.name.startswith("manifest."))
    assert info.size == signed
    assert backup.found(target) == [info.path]


def test_nothing_in_a_backup_is_in_clear(vault: Vault, target: Path) -> None:
    info = vault.back_up(target)
    data = b"".join(p.read_bytes() for p in info.path.rglob("*") if p.is_file())
    for canary in (b"SQLite format", b"alias7", b"visited_on", b"scanscan", ANNA.uid.encode()):
        assert canary not in data


def test_a_backup_does_not_open_with_the_vaults_own_key(vault: Vault, target: Path) -> None:
    info = vault.back_up(target)
    with pytest.raises(Damaged):
        Database.open(info.path / "case.db", KEY, read_only=True)


def test_two_backups_share_no_key_and_no_name(vault: Vault, target: Path) -> None:
    one, two = vault.back_up(target), vault.back_up(target)
    assert one.path != two.path
    assert (one.path / "backup.key").read_bytes() != (two.path / "backup.key").read_bytes()


@pytest.mark.parametrize("secret", [SECRET, PAPER_SECRET])
def test_each_recipient_can_verify_it(vault: Vault, target: Path, secret: bytes) -> None:
    info = vault.back_up(target)
    again = backup.verify(info.path, secret=secret, signer_public=SIGNER)
    assert (again.uid, again.audit, again.size) == (info.uid, info.audit, info.size)


def test_nobody_else_can(vault: Vault, target: Path, tmp_path: Path) -> None:
    info = vault.back_up(target)
    with pytest.raises(Refused):
        backup.verify(info.path, secret=OUTSIDER_SECRET, signer_public=SIGNER)
    with pytest.raises(Refused):
        restored(info.path, tmp_path / "new", secret=OUTSIDER_SECRET)
    assert not (tmp_path / "new").exists()


def test_a_backup_somebody_else_signed_is_damage(vault: Vault, target: Path) -> None:
    info = vault.back_up(target, signing_seed=bytes(32))
    with pytest.raises(Damaged):
        backup.verify(info.path, secret=SECRET, signer_public=SIGNER)


def test_work_goes_on_after_a_backup_and_is_not_in_it(
    vault: Vault, target: Path, tmp_path: Path
) -> None:
    info = vault.back_up(target)
    with vault.db.transaction():
        add_case(vault.db, 1000)
        backup.note(vault.db, info, worker=ANNA.uid)
    assert backup.last(vault.db) == info.verified_at
    restored(info.path, tmp_path / "new")
    db = Database.open(tmp_path / "new" / "case.db", KEY)
    assert db.read("SELECT count(*) FROM cases") == [(39,)]
    db.close()


def test_progress_reaches_its_end_and_stops_on_demand(vault: Vault, target: Path) -> None:
    class Watch:
        seen: list[tuple[int, int]] = []

        def report(self, done: int, total: int = 0) -> None:
            self.seen.append((done, total))

    class Stop:
        def report(self, done: int, total: int = 0) -> None:
            raise Cancelled

    vault.back_up(target, progress=Watch())
    assert all(0 <= done <= total for done, total in Watch.seen)
    assert Watch.seen == sorted(Watch.seen)
    assert Watch.seen[-1][0] > 0.9 * Watch.seen[-1][1]
    before = list(target.iterdir())
    with pytest.raises(Cancelled):
        vault.back_up(target, progress=Stop())
    assert list(target.iterdir()) == before


# --- the vault's own losses


def test_an_attachment_the_vault_lacks_is_named_and_does_not_stop_it(
    vault: Vault, target: Path, tmp_path: Path
) -> None:
    blobs.place(vault.folder, BLOBS[0]).unlink()
    info = vault.back_up(target)
    assert info.missing_blobs == (BLOBS[0],)
    assert restored(info.path, tmp_path / "new").missing_blobs == (BLOBS[0],)


def test_a_damaged_vault_makes_no_backup(vault: Vault, target: Path) -> None:
    vault.db.close()
    path = vault.folder / "case.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    vault.db = Database.open(path, KEY)
    with pytest.raises(Damaged):
        vault.back_up(target)
    assert list(target.iterdir()) == []


def test_a_vault_without_its_keyring_makes_no_backup(vault: Vault, target: Path) -> None:
    (vault.folder / "keyring.json").unlink()
    with pytest.raises(Unavailable):
        vault.back_up(target)
    assert list(target.iterdir()) == []


# --- damage to the backup


def flip(path: Path, where: int) -> None:
    data = bytearray(path.read_bytes())
    data[where] ^= 1 << (where % 8)
    path.write_bytes(data)


def refuses(made: Path) -> type[Problem]:
    with pytest.raises(Problem) as caught:
        backup.verify(made, secret=SECRET, signer_public=SIGNER)
    return type(caught.value)


def test_any_flipped_bit_is_found_and_nothing_is_restored(
    vault: Vault, target: Path, tmp_path: Path
) -> None:
    info = vault.back_up(target)
    dice = random.Random(7)
    for path in sorted(p for p in info.path.rglob("*") if p.is_file()):
        whole = path.read_bytes()
        for _ in range(4):
            flip(path, dice.randrange(len(whole)))
            assert refuses(info.path) is Damaged, path.name
            path.write_bytes(whole)
        flip(path, len(whole) // 2)
        with pytest.raises(Damaged):
            restored(info.path, tmp_path / "new")
        path.write_bytes(whole)
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob("new*"))
    backup.verify(info.path, secret=SECRET, signer_public=SIGNER)


def test_every_cut_or_missing_or_longer_file_is_found(vault: Vault, target: Path) -> None:
    info = vault.back_up(target)
    for path in sorted(p for p in info.path.rglob("*") if p.is_file()):
        whole = path.read_bytes()
        for data in (whole[:-1], whole[: len(whole) // 2], b"", whole + b"x"):
            path.write_bytes(data)
            assert refuses(info.path) is Damaged, path.name
        path.unlink()
        expected = Refused if path.name == "manifest.json" else Damaged
        assert refuses(info.path) is expected, path.name
        path.write_bytes(whole)
    backup.verify(info.path, secret=SECRET, signer_public=SIGNER)


def test_parts_of_two_backups_do_not_mix(vault: Vault, target: Path) -> None:
    one = vault.back_up(target)
    with vault.db.transaction():
        add_case(vault.db, 1000)
    two = vault.back_up(target)
    for names in (["case.db"], ["case.db", "backup.key"], ["backup.key"], ["manifest.json"]):
        mixed = target / "mixed"
        shutil.copytree(two.path, mixed)
        for name in names:
            shutil.copy(one.path / name, mixed / name)
        assert refuses(mixed) is Damaged, names
        shutil.rmtree(mixed)


def test_a_planted_journal_is_found(vault: Vault, target: Path) -> None:
    info = vault.back_up(target)
    (info.path / "case.db-journal").write_bytes(b"x" * 512)
    assert refuses(info.path) is Damaged


def test_a_whole_looking_backup_with_fewer_rows_than_signed_is_found(
    vault: Vault, target: Path
) -> None:
    """Whoever holds the signing key by accident only: counts and audit still speak."""
    info = vault.back_up(target)
    manifest = json.loads((info.path / "manifest.json").read_bytes())
    manifest["counts"]["cases"] += 1
    data = canonical.dumps(manifest)
    (info.path / "manifest.json").write_bytes(data)
    (info.path / "manifest.sig").write_bytes(sign.sign(SEED, data, purpose="backup"))
    assert refuses(info.path) is Damaged


@pytest.mark.parametrize("change", [{"format": 2}, {"schema": 999}])
def test_a_backup_of_a_newer_program_is_refused(
    vault: Vault, target: Path, change: dict[str, int]
) -> None:
    info = vault.back_up(target)
    manifest = json.loads((info.path / "manifest.json").read_bytes()) | change
    data = canonical.dumps(manifest)
    (info.path / "manifest.json").write_bytes(data)
    (info.path / "manifest.sig").write_bytes(sign.sign(SEED, data, purpose="backup"))
    assert refuses(info.path) is Refused


@pytest.mark.parametrize("name", ["../outside", "blobs/../../x", "/etc/x", "case.db-wal", "C:\\x"])
def test_a_name_that_leads_elsewhere_is_damage(vault: Vault, target: Path, name: str) -> None:
    info = vault.back_up(target)
    manifest = json.loads((info.path / "manifest.json").read_bytes())
    manifest["files"].append({"name": name, "size": 0, "sha256": ""})
    data = canonical.dumps(manifest)
    (info.path / "manifest.json").write_bytes(data)
    (info.path / "manifest.sig").write_bytes(sign.sign(SEED, data, purpose="backup"))
    assert refuses(info.path) is Damaged


def test_a_folder_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    assert refuses(tmp_path) is Refused


# --- disks that fail


def test_a_medium_without_room_is_said_before_the_copy(
    vault: Vault, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(target)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(Unavailable) as caught:
        vault.back_up(target)
    assert caught.value.words == files.DISK_FULL
    assert list(target.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.ENOENT])
@pytest.mark.parametrize("nth", [1, 3, 5])
def test_a_medium_that_fails_at_any_file_leaves_no_backup(
    vault: Vault, target: Path, monkeypatch: pytest.MonkeyPatch, number: int, nth: int
) -> None:
    opened = iter(range(1, 100))
    real = files.new_file

    def failing(path: Path) -> object:
        if next(opened) == nth:
            raise OSError(number, "the medium fails")
        return real(path)

    monkeypatch.setattr(files, "new_file", failing)
    with pytest.raises(Unavailable):
        vault.back_up(target)
    assert list(target.iterdir()) == []


def test_a_medium_that_keeps_wrong_bytes_is_found_before_the_name_is_given(
    vault: Vault, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup_folder.flush_folders

    def spoils(folder: Path) -> None:
        real(folder)
        flip(folder / "blobs" / "5f" / f"{BLOBS[0]}.bin", 9000)

    monkeypatch.setattr(backup, "flush_folders", spoils)
    with pytest.raises(Damaged):
        vault.back_up(target)
    assert list(target.iterdir()) == []


def test_a_really_full_medium(vault: Vault, tmp_path: Path) -> None:
    stick = tmp_path / "small"
    stick.mkdir()
    mounted = os.name == "posix" and shutil.which("mount") and os.geteuid() == 0
    if not mounted or subprocess.call(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", stick], stderr=subprocess.DEVNULL
    ):
        pytest.skip("needs the right to mount a small tmpfs")
    try:
        for reserve in (backup_folder.RESERVE, -(1 << 40)):  # said before, and met in the copy
            backup_folder.RESERVE, kept = reserve, backup_folder.RESERVE
            try:
                with pytest.raises(Unavailable) as caught:
                    vault.back_up(stick)
            finally:
                backup_folder.RESERVE = kept
            assert caught.value.words == files.DISK_FULL
            assert list(stick.iterdir()) == []
    finally:
        subprocess.check_call(["umount", stick])


# --- restoring


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


def test_an_open_vault_is_never_replaced(vault: Vault, target: Path) -> None:
    info = vault.back_up(target)
    with hold(vault.folder), pytest.raises(Unavailable):
        restored(info.path, vault.folder, keep_old=True)
    maintenance.check(vault.folder / "case.db", KEY)


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
        if path.name == "vault.partial":
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
from tests.storage import test_backup as t

folder, target, place, step = map(str, sys.argv[1:])
step = int(step)
class Die:
    def __init__(self): self.steps = 0
    def report(self, done, total=0):
        self.steps += 1
        if self.steps == step:
            os.kill(os.getpid(), signal.SIGKILL)

if place == "backup":
    db = t.Database.open(Path(folder) / "case.db", t.KEY)
    t.backup.back_up(db, Path(folder), Path(target), vault=t.VAULT,
        recipients=[bytes.fromhex(os.environ["PUBLIC"])], signing_seed=t.SEED, progress=Die())
else:
    t.backup.restore(Path(target), Path(folder), secret=bytes.fromhex(os.environ["SECRET"]),
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


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_backup_that_is_killed_never_looks_finished(vault: Vault, target: Path) -> None:
    vault.db.close()
    for step in range(1, 8):
        assert not die_at(step, vault.folder, target, "backup")
        assert backup.found(target) == []
    vault.db = Database.open(vault.folder / "case.db", KEY)
    info = vault.back_up(target)
    assert list(target.iterdir()) == [info.path]  # what the killed ones left is gone


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_restore_that_is_killed_leaves_the_old_vault_in_its_place(
    vault: Vault, target: Path
) -> None:
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
    assert not vault.folder.with_name("vault.partial").exists()
