"""Attachments: no committed row without its file, nothing readable without its key."""

from __future__ import annotations

import errno
import io
import os
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from rescueapp import clock
from rescueapp.crypto import seal
from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.forms.schema import Compartment
from rescueapp.storage import blobs, files
from rescueapp.storage.database import Database
from tests.storage.making import ANNA, AT

UID = "5f" * 16
PAGE = b"CANARY scan of a letter " * 8000  # three chunks of the stream


def a_blob(key: bytes, size: int = len(PAGE), case_uid: str | None = None) -> blobs.Blob:
    return blobs.Blob(
        uid=UID,
        case_uid=case_uid,
        compartment=Compartment.LEGAL,
        media_type="image/jpeg",
        size=size,
        sealed_key=b"sealed " + key[:4],
        added_at=AT,
        worker=ANNA.uid,
    )


@pytest.fixture
def kept(db: Database, tmp_path: Path) -> tuple[Path, blobs.Blob, bytes]:
    """A vault folder with one attachment, its row and its key."""
    key = seal.new_key()
    blobs.write(tmp_path, UID, io.BytesIO(PAGE), key=key, size=len(PAGE))
    blob = a_blob(key)
    with db.transaction():
        blobs.add(db, blob)
    return tmp_path, blob, key


def test_an_attachment_comes_back_whole(db: Database, kept: tuple[Path, blobs.Blob, bytes]) -> None:
    folder, blob, key = kept
    assert blobs.by_uid(db, UID) == blob
    assert blobs.read(folder, blob, key=key) == PAGE


def test_k11_on_disk_it_is_noise_under_a_name_that_says_nothing(
    kept: tuple[Path, blobs.Blob, bytes],
) -> None:
    folder, _, _ = kept
    found = [path.relative_to(folder).as_posix() for path in (folder / "blobs").rglob("*.*")]
    assert found == [f"blobs/5f/{UID}.bin"]
    assert b"CANARY" not in (folder / found[0]).read_bytes()


@pytest.mark.fault(5, what="attachments changed, cut, missing or of another length")
@pytest.mark.parametrize("where", [0, 30, 70_000, -1])
def test_a_changed_byte_is_damage(kept: tuple[Path, blobs.Blob, bytes], where: int) -> None:
    folder, blob, key = kept
    data = bytearray(blobs.place(folder, UID).read_bytes())
    data[where] ^= 1
    blobs.place(folder, UID).write_bytes(data)
    with pytest.raises(Damaged):
        blobs.read(folder, blob, key=key)


@pytest.mark.fault(5, what="attachments changed, cut, missing or of another length")
@pytest.mark.parametrize("length", [0, 10, 65_000, -1])
def test_a_cut_file_is_damage_and_none_of_it_is_shown(
    kept: tuple[Path, blobs.Blob, bytes], length: int
) -> None:
    folder, blob, key = kept
    path = blobs.place(folder, UID)
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(Damaged):
        blobs.read(folder, blob, key=key)


@pytest.mark.fault(5, what="attachments changed, cut, missing or of another length")
def test_a_missing_file_is_damage_never_empty(
    db: Database, kept: tuple[Path, blobs.Blob, bytes]
) -> None:
    folder, blob, key = kept
    blobs.place(folder, UID).unlink()
    with pytest.raises(Damaged):
        blobs.read(folder, blob, key=key)


@pytest.mark.fault(5, what="attachments changed, cut, missing or of another length")
def test_a_file_of_another_length_does_not_open(kept: tuple[Path, blobs.Blob, bytes]) -> None:
    folder, _, key = kept
    with pytest.raises(Damaged):
        blobs.read(folder, a_blob(key, size=5), key=key)


def test_another_key_does_not_open(kept: tuple[Path, blobs.Blob, bytes]) -> None:
    folder, blob, _ = kept
    with pytest.raises(Damaged):
        blobs.read(folder, blob, key=seal.new_key())


def test_too_large_a_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        blobs.write(tmp_path, UID, io.BytesIO(), key=seal.new_key(), size=blobs.MAX_SIZE + 1)
    assert not (tmp_path / "blobs").exists()


def test_a_source_that_is_not_as_long_as_said_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="length"):
        blobs.write(tmp_path, UID, io.BytesIO(PAGE), key=seal.new_key(), size=5)
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.fault(4, what="attachments on a full disk")
def test_a_disk_that_fills_up_leaves_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_key: bytes, source: BinaryIO, target: BinaryIO, *, bound: object) -> int:
        target.write(source.read(1000))
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(seal, "seal_stream", full)
    with pytest.raises(Unavailable) as caught:
        blobs.write(tmp_path, UID, io.BytesIO(PAGE), key=seal.new_key(), size=len(PAGE))
    assert caught.value.words == files.DISK_FULL
    assert not list(tmp_path.rglob("*.*"))


def test_a_drafts_attachment_becomes_its_cases_once(
    db: Database, kept: tuple[Path, blobs.Blob, bytes], case_uid: str
) -> None:
    with db.transaction():
        blobs.adopt(db, UID, case_uid=case_uid, sealed_key=b"anew")
        blobs.adopt(db, UID, case_uid="another", sealed_key=b"stolen")
    (held,) = blobs.of_case(db, case_uid)
    assert (held.uid, held.sealed_key) == (UID, b"anew")


def age(path: Path, hours: int) -> None:
    moment = (clock.now() - timedelta(hours=hours)).timestamp()
    os.utime(path, (moment, moment))


def test_the_sweeper_takes_what_nobody_finished_after_a_day(
    db: Database, kept: tuple[Path, blobs.Blob, bytes]
) -> None:
    folder, blob, key = kept
    strays = {
        name: folder / "blobs" / "5f" / name for name in ("old.bin", "old.partial", "new.bin")
    }
    for path in strays.values():
        path.write_bytes(b"noise")
    for name in ("old.bin", "old.partial"):
        age(strays[name], 25)
    age(strays["new.bin"], 23)
    age(blobs.place(folder, UID), 1000)
    assert blobs.sweep(db, folder) == 2
    assert [name for name, path in strays.items() if path.exists()] == ["new.bin"]
    assert blobs.read(folder, blob, key=key) == PAGE


def test_a_dropped_attachment_is_swept(db: Database, kept: tuple[Path, blobs.Blob, bytes]) -> None:
    folder, _, _ = kept
    with db.transaction():
        blobs.drop(db, UID)
    age(blobs.place(folder, UID), 25)
    assert blobs.sweep(db, folder) == 1
    assert blobs.by_uid(db, UID) is None
