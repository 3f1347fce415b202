"""Backups: what is there can be restored, and what fails while one is made is said."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from rescueapp import clock
from rescueapp.errors import Cancelled, Damaged, Refused, Unavailable
from rescueapp.storage import (
    audit,
    backup,
    backup_folder,
    backup_log,
    blobs,
    files,
    maintenance,
)
from rescueapp.storage.database import Database
from tests.storage.making import ANNA, KEY, add_case
from tests.storage.vaults import (
    BLOBS,
    OUTSIDER_SECRET,
    PAPER_SECRET,
    SECRET,
    SIGNER,
    VAULT,
    Vault,
    everything,
    flip,
    restored,
)


@pytest.mark.fault(15, what="restores equal row by row")
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
    assert list(target.iterdir()) == [info.path]


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


@pytest.mark.parametrize("secret", [SECRET, PAPER_SECRET], ids=["supervisor", "paper"])
def test_k28_each_recipient_can_verify_it(vault: Vault, target: Path, secret: bytes) -> None:
    info = vault.back_up(target)
    again = backup.verify(info.path, secret=secret, signer_public=SIGNER)
    assert (again.uid, again.audit, again.size) == (info.uid, info.audit, info.size)


@pytest.mark.fault(15, what="strangers' keys")
def test_nobody_else_can(vault: Vault, target: Path, tmp_path: Path) -> None:
    info = vault.back_up(target)
    with pytest.raises(Refused):
        backup.verify(info.path, secret=OUTSIDER_SECRET, signer_public=SIGNER)
    with pytest.raises(Refused):
        restored(info.path, tmp_path / "new", secret=OUTSIDER_SECRET)
    assert not (tmp_path / "new").exists()


@pytest.mark.fault(15, what="strangers' keys")
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
        backup_log.note(vault.db, info, worker=ANNA.uid)
    assert [noted.verified_at for noted in backup_log.noted(vault.db)] == [info.verified_at]
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


@pytest.mark.fault(15, what="damaged vaults that make none")
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


# --- disks that fail


@pytest.mark.fault(4, what="media without room")
def test_a_medium_without_room_is_said_before_the_copy(
    vault: Vault, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(target)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(Unavailable) as caught:
        vault.back_up(target)
    assert caught.value.words == files.DISK_FULL
    assert list(target.iterdir()) == []


@pytest.mark.fault(4, what="media that fail at a file")
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


@pytest.mark.fault(4, what="media that keep wrong bytes")
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


@pytest.mark.fault(4, what="media without room")
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


# --- what others left on the medium


def test_what_was_left_unfinished_is_removed_another_vaults_after_a_day(
    vault: Vault, target: Path
) -> None:
    days = (timedelta(hours=23), timedelta(hours=25))
    late, early = (clock.stamp(clock.now() - each) for each in days)
    new, old = (backup.folder_name("1f2e3d4c" * 4, made_at) for made_at in (late, early))
    own, stray = target / f"{new}.{VAULT[:8]}.partial", target / f"{old}.deadbeef.partial"
    others = [
        target / f"{new}.deadbeef.partial",  # being written
        target / f"{old}.partial",
        target / "rescue-backup-of-grandmother.partial",
        target / f"photos.{VAULT[:8]}.partial",
    ]
    for folder in (own, stray, *others):
        (folder / "blobs").mkdir(parents=True)
    vault.back_up(target)
    assert not own.exists()
    assert not stray.exists()
    assert all((folder / "blobs").is_dir() for folder in others)
