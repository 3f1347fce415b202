"""What a transfer package may hold, and within which bounds it is read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rescueapp.crypto import canonical
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark

MAGIC: Final = b"RSCPKG\x01\n"
VERSION: Final = 1
PURPOSE: Final = "package"
LENGTH = 4  # bytes of the manifest's length, big-endian

MAX_MANIFEST = 1024 * 1024
MAX_ENTRIES = 2_000
MAX_ENTRY = 256 * 1024 * 1024
MAX_TOTAL = 2 * 1024**3

# The one member of the manifest that is the package's own; the others are its caller's.
CONTAINER: Final = "container"
_MEMBERS = {"v", "signer", "recipient", "entries"}

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_KEY_ID = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

NOT_A_PACKAGE = mark("This file is not a transfer package.", "package")
NOT_WHOLE = mark(
    "The package is damaged: it was cut off or changed on the way. Ask for it again.", "package"
)
NOT_FOR_US = mark(
    "The package is addressed to another office and cannot be opened here.", "package"
)
NEWER = mark("The package was made by a newer version of the program.", "package")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file inside a package."""

    name: str
    size: int
    sha256: str

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "size": self.size, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class Container:
    """What a package says of itself: key ids of who signed and of whom it is for, its files."""

    signer: str
    recipient: str
    entries: tuple[Entry, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "v": VERSION,
            "signer": self.signer,
            "recipient": self.recipient,
            "entries": [entry.to_json() for entry in self.entries],
        }


def pack_manifest(values: Mapping[str, Any], container: Container) -> bytes:
    """The canonical manifest. Raises ValueError or TypeError for what a reader would refuse."""
    if CONTAINER in values:
        raise ValueError("the package writes this member itself")
    raw = canonical.dumps({**values, CONTAINER: container.to_json()})
    if len(raw) > MAX_MANIFEST:
        raise ValueError("manifest too large")
    try:
        read_manifest(raw)
    except Damaged:
        raise ValueError("an entry that no reader takes") from None
    return raw


def manifest_size(start: bytes) -> int:
    """The manifest's size from the first `len(MAGIC) + LENGTH` bytes. Raises Damaged."""
    if start[: len(MAGIC)] != MAGIC:
        raise Damaged(NOT_A_PACKAGE)
    size = int.from_bytes(start[len(MAGIC) :])
    if size > MAX_MANIFEST:
        raise Damaged(NOT_WHOLE)
    return size


def read_manifest(raw: bytes) -> tuple[dict[str, Any], Container]:
    """The caller's values, and the container within its bounds. Raises Damaged.

    Its signature is not checked here.
    """
    values = canonical.loads(raw, limit=MAX_MANIFEST)
    own = values.pop(CONTAINER, None) if isinstance(values, dict) else None
    if not isinstance(own, dict) or type(own.get("v")) is not int:
        raise Damaged(NOT_A_PACKAGE)
    if own["v"] > VERSION:
        raise Damaged(NEWER)
    if own["v"] != VERSION or set(own) != _MEMBERS:
        raise Damaged(NOT_A_PACKAGE)
    if not _is(_KEY_ID, own["signer"]) or not _is(_KEY_ID, own["recipient"]):
        raise Damaged(NOT_A_PACKAGE)
    return values, Container(own["signer"], own["recipient"], _entries(own["entries"]))


def check_recipient(container: Container, ours: str) -> None:
    """Refuse what was made for another office and sent on to us."""
    if container.recipient != ours:
        raise Refused(NOT_FOR_US)


def _entries(listed: Any) -> tuple[Entry, ...]:
    if not isinstance(listed, list) or len(listed) > MAX_ENTRIES:
        raise Damaged(NOT_WHOLE)
    entries = tuple(_entry(each) for each in listed)
    if len({entry.name for entry in entries}) < len(entries):
        raise Damaged(NOT_WHOLE)
    if sum(entry.size for entry in entries) > MAX_TOTAL:
        raise Damaged(NOT_WHOLE)
    return entries


def digest(raw_manifest: bytes) -> bytes:
    """SHA-256 of a canonical manifest: what is signed, receipted and pointed back to."""
    return hashlib.sha256(raw_manifest).digest()


def _entry(obj: Any) -> Entry:
    if not isinstance(obj, dict) or set(obj) != {"name", "size", "sha256"}:
        raise Damaged(NOT_WHOLE)
    size = obj["size"]
    if type(size) is not int or not 0 <= size <= MAX_ENTRY:
        raise Damaged(NOT_WHOLE)
    if not _is(_NAME, obj["name"]) or not _is(_SHA256, obj["sha256"]):
        raise Damaged(NOT_WHOLE)
    return Entry(obj["name"], size, obj["sha256"])


def _is(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
