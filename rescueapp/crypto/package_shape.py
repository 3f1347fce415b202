"""What a transfer package may hold, and within which bounds it is read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rescueapp.crypto import canonical, sign
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

# What the package itself writes into the manifest.
ENVELOPE = ("v", "signer", "recipient", "entries")

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


def pack_head(manifest: Mapping[str, Any], seed: bytes) -> bytes:
    """Everything before the entries. Raises ValueError for what a reader would refuse."""
    raw = canonical.dumps(dict(manifest))
    if len(raw) > MAX_MANIFEST:
        raise ValueError("manifest too large")
    try:
        entries_of(manifest)
    except Damaged:
        raise ValueError("an entry that no reader takes") from None
    signature = sign.sign(seed, digest(raw), purpose=PURPOSE)
    return MAGIC + len(raw).to_bytes(LENGTH) + raw + signature


def manifest_size(start: bytes) -> int:
    """The manifest's size from the first `len(MAGIC) + LENGTH` bytes. Raises Damaged."""
    if start[: len(MAGIC)] != MAGIC:
        raise Damaged(NOT_A_PACKAGE)
    size = int.from_bytes(start[len(MAGIC) :])
    if size > MAX_MANIFEST:
        raise Damaged(NOT_WHOLE)
    return size


def read_manifest(raw: bytes) -> dict[str, Any]:
    """A manifest whose envelope has its shape; its signature is not checked yet."""
    manifest = canonical.loads(raw, limit=MAX_MANIFEST)
    if not isinstance(manifest, dict) or type(manifest.get("v")) is not int:
        raise Damaged(NOT_A_PACKAGE)
    if manifest["v"] != VERSION:
        raise Damaged(NEWER if manifest["v"] > VERSION else NOT_A_PACKAGE)
    if not all(_is(_KEY_ID, manifest.get(name)) for name in ("signer", "recipient")):
        raise Damaged(NOT_A_PACKAGE)
    return manifest


def check_recipient(manifest: Mapping[str, Any], ours: str) -> None:
    """Refuse what was made for another office and sent on to us."""
    if manifest["recipient"] != ours:
        raise Refused(NOT_FOR_US)


def entries_of(manifest: Mapping[str, Any]) -> tuple[Entry, ...]:
    """The entries a manifest announces, within bounds. Raises Damaged."""
    listed = manifest.get("entries")
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
