"""The medium backups go to is known by its number, and its disk by what lies under it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from rescueapp.errors import Unavailable
from rescueapp.storage import medium


def test_a_medium_keeps_its_number_wherever_it_is_put(tmp_path: Path) -> None:
    number = medium.take(tmp_path / "stick")
    assert medium.take(tmp_path / "stick") == number
    shutil.move(tmp_path / "stick", tmp_path / "moved")
    assert medium.is_there(tmp_path / "moved", number)
    assert not medium.is_there(tmp_path / "stick", number)


@pytest.mark.parametrize("said", [None, b"", b"\xff\xfe", b"0" * 31, b"0" * 32 + b"\n"])
def test_another_medium_is_not_taken_for_it(tmp_path: Path, said: bytes | None) -> None:
    number = medium.take(tmp_path)
    path = tmp_path / medium.NAME
    path.unlink()
    if said is not None:
        path.write_bytes(said)
    assert not medium.is_there(tmp_path, number)
    assert not medium.is_there(tmp_path, "")


def test_the_number_tells_nothing(tmp_path: Path) -> None:
    number = medium.take(tmp_path)
    assert (tmp_path / medium.NAME).read_text(encoding="ascii") == f"{number}\n"


def test_a_place_that_takes_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unavailable):
        medium.take(tmp_path / "file")


def test_one_folder_and_its_neighbour_are_one_disk(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert medium.is_same_disk(tmp_path / "a", tmp_path / "b")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as Linux tells it")
class TestLinux:
    """What lies under a place, as the kernel writes it into its files."""

    @pytest.fixture
    def devices(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Two disks, a partition of each, an encrypted volume on the first."""
        for name, number in (("sda", "8:0"), ("sdb", "8:16")):
            disk = tmp_path / "devices" / name
            part = disk / f"{name}1"
            part.mkdir(parents=True)
            (disk / "dev").write_text(f"{number}\n")
            minor = int(number.split(":")[1]) + 1
            (part / "partition").write_text("1\n")
            (part / "dev").write_text(f"8:{minor}\n")
        crypt = tmp_path / "devices" / "dm-0"
        (crypt / "slaves").mkdir(parents=True)
        (crypt / "slaves" / "sda1").symlink_to(tmp_path / "devices" / "sda" / "sda1")
        block = tmp_path / "block"
        block.mkdir()
        for name, number in (
            ("sda", "8:0"), ("sda/sda1", "8:1"), ("sdb", "8:16"), ("sdb/sdb1", "8:17"),
            ("dm-0", "253:0"),
        ):  # fmt: skip
            (block / number).symlink_to(tmp_path / "devices" / name)
        monkeypatch.setattr(medium, "_DEVICES", block)
        return block

    @pytest.mark.parametrize(
        ("major", "minor", "disk"),
        [(8, 0, "sda"), (8, 1, "sda"), (8, 17, "sdb"), (253, 0, "sda")],
    )
    def test_partitions_and_encryption_are_seen_through(
        self, devices: Path, major: int, minor: int, disk: str
    ) -> None:
        assert medium._physical(os.makedev(major, minor)) == {disk}

    def test_a_container_file_is_seen_through(self, devices: Path, tmp_path: Path) -> None:
        """What encrypts a file on the vault's own disk makes no second disk of it."""
        container = tmp_path / "container"
        container.write_bytes(b"")
        loop = tmp_path / "devices" / "loop0"
        (loop / "loop").mkdir(parents=True)
        (loop / "loop" / "backing_file").write_text(f"{container}\n")
        (devices / "7:0").symlink_to(loop)
        assert medium._physical(os.makedev(7, 0)) == medium._disks(tmp_path)
        container.unlink()
        assert medium._physical(os.makedev(7, 0)) == {"loop0"}

    @pytest.mark.parametrize("kind", ["tmpfs", "ramfs"])
    def test_a_copy_in_memory_is_no_copy(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
    ) -> None:
        table = tmp_path / "mountinfo"
        table.write_text(
            "21 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
            f"22 21 0:30 / {tmp_path}/memory rw - {kind} {kind} rw\n"
        )
        monkeypatch.setattr(medium, "_MOUNTS", table)
        monkeypatch.setattr(medium, "_disks", lambda path: frozenset([str(path)]))
        (tmp_path / "memory").mkdir()
        assert medium.is_same_disk(tmp_path, tmp_path / "memory")
        assert not medium.is_same_disk(tmp_path, tmp_path / "stick")

    def test_what_is_no_disk_is_one_of_its_own(self, devices: Path) -> None:
        assert medium._physical(os.makedev(0, 27)) == set()

    def test_the_deepest_mount_tells_what_lies_under_a_place(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        table = tmp_path / "mountinfo"
        table.write_text(
            "21 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
            "40 21 0:41 /home /data rw - btrfs /dev/sdb1 rw\n"
            "41 40 0:42 / /data/my\\040stick rw - vfat /dev/sdc1 rw\n"
        )
        monkeypatch.setattr(medium, "_MOUNTS", table)
        assert medium._mounted(Path("/data/x")) == ("btrfs", "/dev/sdb1")
        assert medium._mounted(Path("/data/my stick/x")) == ("vfat", "/dev/sdc1")
        assert medium._mounted(Path("/etc")) == ("ext4", "/dev/sda1")
