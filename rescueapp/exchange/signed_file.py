"""Small signed files (key files, receipts, rules): canonical JSON, its signature as one member.

The signature covers the canonical JSON of all other members, for the purpose that is the
file's kind. Written and described in `resources/docs/transfer-package.md`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from rescueapp.crypto import canonical, sign
from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.i18n import Text, mark

LIMIT: Final = 8 * 1024  # bytes
VERSION: Final = 1

NEWER: Final = mark(
    "This file was made by a newer version of the program. Update this one first.", "signed file"
)
CANNOT_READ: Final = mark(
    "The file cannot be read. Check the medium, and whether the file is open elsewhere.",
    "signed file",
)
NOT_THERE: Final = mark("There is no such file.", "signed file")

_HEX = re.compile(r"(?:[0-9a-f]{2})*")


def write(members: Mapping[str, Any], *, kind: str, signing_seed: bytes) -> bytes:
    """The file: members, format, version, signature. `kind` is also the purpose."""
    whole = {**members, "format": f"rescueapp-{kind}", "v": VERSION}
    whole["signature"] = sign.sign(signing_seed, canonical.dumps(whole), purpose=kind).hex()
    return canonical.dumps(whole)


def load(path: Path, *, limit: int = LIMIT) -> bytes:
    """The bytes of such a file, one more than may be at most. Raises Refused, Unavailable."""
    try:
        if path.exists() and not path.is_file():  # a pipe would keep us waiting
            raise Unavailable(CANNOT_READ)
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise Refused(NOT_THERE) from None
    except OSError:
        raise Unavailable(CANNOT_READ) from None


def read(
    data: bytes, *, kind: str, members: set[str], other: Text, limit: int = LIMIT
) -> dict[str, Any]:
    """The members of a file of this kind, its signature not yet checked.

    Raises Refused with `other` for a file of another kind and for a newer one, Damaged for one
    that is not canonical, too large, or has not exactly these members.
    """
    if not data.startswith(b"{"):
        raise Refused(other)
    whole = canonical.loads(data, limit=limit)
    if not isinstance(whole, dict) or whole.get("format") != f"rescueapp-{kind}":
        raise Refused(other)
    version = whole.get("v")
    if isinstance(version, int) and version > VERSION:
        raise Refused(NEWER)
    if version != VERSION or isinstance(version, bool):
        raise Damaged(canonical.UNREADABLE)
    if set(whole) != members | {"format", "v", "signature"}:
        raise Damaged(canonical.UNREADABLE)
    return whole


def verify(whole: Mapping[str, Any], public: bytes, *, kind: str) -> None:
    """Raises Damaged unless this key signed these members."""
    signature = unhex(whole["signature"], sign.SIZE)
    sign.verify(public, signed_part(whole), signature, purpose=kind)


def signed_part(whole: Mapping[str, Any]) -> bytes:
    """The bytes a signature covers."""
    return canonical.dumps({key: whole[key] for key in whole if key != "signature"})


# --- members, each strictly of its shape; Damaged else ------------------------------------


def text(value: object, pattern: str) -> str:
    """A text that matches the whole pattern."""
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise Damaged(canonical.UNREADABLE)
    return value


def whole_number(value: object, low: int, high: int) -> int:
    """A whole number between two bounds, both included. Raises Damaged."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Damaged(canonical.UNREADABLE)
    return value


def truth(value: object) -> bool:
    """True or false and nothing like it. Raises Damaged."""
    if not isinstance(value, bool):
        raise Damaged(canonical.UNREADABLE)
    return value


def unhex(value: object, size: int) -> bytes:
    """Lower-case hex of exactly `size` bytes."""
    if not isinstance(value, str) or len(value) != 2 * size or not _HEX.fullmatch(value):
        raise Damaged(canonical.UNREADABLE)
    return bytes.fromhex(value)
