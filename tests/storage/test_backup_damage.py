"""Backups that were changed, cut, mixed or forged: found, and nothing made of them."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from rescueapp.crypto import canonical, sign
from rescueapp.errors import Damaged, Refused
from rescueapp.storage import backup
from tests.faults.figures import Figures
from tests.storage.making import add_case
from tests.storage.vaults import (
    SECRET,
    SEED,
    SIGNER,
    Vault,
    flip,
    refuses,
    restored,
)


@pytest.mark.fault(15, what="flipped bits")
def test_any_flipped_bit_is_found_and_nothing_is_restored(
    vault: Vault, target: Path, tmp_path: Path, figures: Figures
) -> None:
    info = vault.back_up(target)
    dice, tried = random.Random(7), 0
    for path in sorted(p for p in info.path.rglob("*") if p.is_file()):
        whole = path.read_bytes()
        for _ in range(4):
            flip(path, dice.randrange(len(whole)))
            assert refuses(info.path) is Damaged, path.name
            path.write_bytes(whole)
        tried += 5
        flip(path, len(whole) // 2)
        with pytest.raises(Damaged):
            restored(info.path, tmp_path / "new")
        path.write_bytes(whole)
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob("new*"))
    backup.verify(info.path, secret=SECRET, signer_public=SIGNER)
    figures.put("flipped bits", tried)


@pytest.mark.fault(15, what="files cut, longer or missing")
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


@pytest.mark.fault(15, what="parts of two backups mixed")
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


@pytest.mark.fault(15, what="planted journals")
def test_a_planted_journal_is_found(vault: Vault, target: Path) -> None:
    info = vault.back_up(target)
    (info.path / "case.db-journal").write_bytes(b"x" * 512)
    assert refuses(info.path) is Damaged


@pytest.mark.fault(15, what="well-signed backups that lack rows")
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


@pytest.mark.fault(15, what="backups of a newer program")
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


@pytest.mark.fault(15, what="names that lead elsewhere")
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


def test_a_medium_that_keeps_something_else_than_it_was_given_is_found_at_once(
    vault: Vault, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also before anything is signed: an attachment is signed as it was read in the vault."""
    copy = backup._copy_files

    def meanwhile(*given: Any) -> dict[str, str]:
        copied = copy(*given)
        flip(next(target.glob("*.partial/blobs/*/*.bin")), 999)
        return copied

    monkeypatch.setattr(backup, "_copy_files", meanwhile)
    with pytest.raises(Damaged):
        vault.back_up(target)
    assert list(target.iterdir()) == []
