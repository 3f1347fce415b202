"""The medium backups go to: whether it is there, and whether it is a disk of its own.

A remembered place carries a small file with a number, so that an empty folder a stick was once
seen under, or another stick, is not taken for it. A place on the disk the vault lies on dies with
that disk; two partitions, an encrypted volume, a subvolume and a container file of one disk are
one disk. What lies in memory alone is gone with the computer, and no disk of its own either.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from rescueapp import identity
from rescueapp.storage import files

NAME = "rescue-backup-place.txt"
_NUMBER = re.compile(r"[0-9a-f]{32}")
_DEVICES = Path("/sys/dev/block")
_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})


def take(place: Path) -> str:
    """The number of a place, given to it if it has none yet. Raises `Unavailable`."""
    files.private_folder(place)
    with files.on_disk():
        number = _read(place)
        if not number:
            number = identity.uid()
            files.replace(place / NAME, f"{number}\n".encode("ascii"))
    return number


def is_there(place: Path, number: str) -> bool:
    """Whether the medium with this number is connected, at this place."""
    try:
        return bool(number) and _read(place) == number
    except OSError:
        return False


def _read(place: Path) -> str:
    path = place / NAME
    if not path.is_file():
        return ""
    said = path.read_bytes()[:64].decode("ascii", "replace").strip()
    return said if _NUMBER.fullmatch(said) else ""


def is_same_disk(vault: Path, place: Path) -> bool:
    """Whether a place is lost with the disk, or the computer, a vault lies on, as far as the system
    tells. Both exist."""
    kind, _ = _mounted(place.resolve())
    return kind in _IN_MEMORY or bool(_disks(vault) & _disks(place))


def _disks(path: Path) -> frozenset[str]:
    """The physical disks under a place; a network share is one of its own.

    Elsewhere than on Linux the volume stands for its disk: partitions are not seen through.
    """
    device = path.stat().st_dev  # on Windows the volume's serial number
    return _physical(_of_volume(path, device)) or frozenset([f"volume {device}"])


def _of_volume(path: Path, device: int) -> int:
    """A file system over several volumes has a number of its own: that of what is mounted."""
    if sys.platform == "win32" or os.major(device):
        return device
    _, source = _mounted(path.resolve())
    try:
        return os.stat(source).st_rdev or device if source.startswith("/dev/") else device  # noqa: PTH116
    except OSError:
        return device


def _mounted(path: Path) -> tuple[str, str]:
    """Of what is mounted where a place lies the kind of file system (`tmpfs`) and what lies under
    it (`/dev/…`); "" where nobody tells."""
    found, longest = ("", ""), -1
    try:
        lines = _MOUNTS.read_text(encoding="utf-8").splitlines()
    except OSError:
        return found
    for line in lines:
        before, _, after = line.partition(" - ")
        point = Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), before.split()[4]))
        if path.is_relative_to(point) and len(point.parts) >= longest:
            kind, source, *_ = after.split()
            found, longest = (kind, source), len(point.parts)
    return found


def _physical(device: int) -> frozenset[str]:
    """The whole disks a block device lies on, through partitions, what encrypts or joins, and
    container files; none where no system tells."""
    if sys.platform == "win32":
        return frozenset()
    place = (_DEVICES / f"{os.major(device)}:{os.minor(device)}").resolve()
    if not place.is_dir():
        return frozenset()
    disk = place.parent if (place / "partition").exists() else place
    container = disk / "loop" / "backing_file"
    if container.is_file():
        return _under_file(container.read_text(encoding="utf-8").strip()) or frozenset([disk.name])
    under = place / "slaves"
    parts = sorted(under.iterdir()) if under.is_dir() else []
    if parts:
        numbers = ((part / "dev").read_text(encoding="ascii").strip().split(":") for part in parts)
        return frozenset().union(*(_physical(os.makedev(int(a), int(b))) for a, b in numbers))
    return frozenset([disk.name])


def _under_file(name: str) -> frozenset[str]:
    """The disks a container file lies on; none where it cannot be seen from here."""
    try:
        return _disks(Path(name))
    except OSError:
        return frozenset()
