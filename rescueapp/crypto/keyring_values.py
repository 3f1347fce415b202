"""The plain values of a keyring file, and within which bounds each is believed.

All raise `Damaged` (or ValueError, for what is no base64 or no day) for anything else.
"""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

from rescueapp.errors import Damaged
from rescueapp.i18n import mark

MAX_TEXT = 64

BROKEN = mark("The keyring of this vault is damaged. Restore it from a backup.", "damage")


def count(obj: Any) -> int:
    """A whole number from 1."""
    if not isinstance(obj, int) or isinstance(obj, bool) or obj < 1:
        raise Damaged(BROKEN)
    return obj


def text(obj: Any) -> str:
    """A text of 1 to `MAX_TEXT` characters."""
    if not isinstance(obj, str) or not 1 <= len(obj) <= MAX_TEXT:
        raise Damaged(BROKEN)
    return obj


def day(obj: Any) -> str:
    """An ISO date."""
    said = text(obj)
    if date.fromisoformat(said).isoformat() != said:
        raise Damaged(BROKEN)
    return said


def data_of(obj: Any, size: int | None = None) -> bytes:
    """Stored bytes, of exactly this size where one is given."""
    if not isinstance(obj, str):
        raise Damaged(BROKEN)
    data = base64.b64decode(obj, validate=True)
    if size is not None and len(data) != size:
        raise Damaged(BROKEN)
    return data


def b64(data: bytes) -> str:
    """Bytes as they are stored."""
    return base64.b64encode(data).decode("ascii")
