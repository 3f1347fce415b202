"""The one way a structure becomes bytes that are signed, hashed or bound.

Sorted keys (by code point), no spaces, UTF-8, no escapes but those JSON demands. Only
dict, list, str, int, bool and None: numbers with a fraction have more than one spelling, so
they are written as text. Integers stay within ±(2⁵³ - 1), which every JSON reader keeps.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from rescueapp.errors import Damaged
from rescueapp.i18n import mark

MAX_DEPTH = 32
MAX_INTEGER = 2**53 - 1

UNREADABLE = mark("The file is damaged or was not made by this program.", "damage")
TOO_LARGE = mark("The file is larger than such a file may be.", "damage")

_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


def dumps(obj: Any) -> bytes:
    """The canonical bytes of a structure.

    Raises TypeError or ValueError for what has no canonical form: a float, a key that is not
    text, an integer out of range, a lone surrogate, nesting beyond 32 levels.
    """
    _check(obj, MAX_DEPTH)
    return _encode(obj).encode("utf-8")


def loads(data: bytes, *, limit: int) -> Any:
    """What `dumps` wrote, and nothing else: the bytes must be the canonical ones.

    Raises Damaged for more than `limit` bytes, doubled keys, floats, deep nesting, other
    spellings of the same content.
    """
    if len(data) > limit:
        raise Damaged(TOO_LARGE)
    try:
        obj = _decoder.decode(data.decode("utf-8"))
        same = dumps(obj) == data
    except (ValueError, TypeError, RecursionError):
        raise Damaged(UNREADABLE) from None
    if not same:
        raise Damaged(UNREADABLE)
    return obj


def _check(obj: Any, depth: int) -> None:
    # Most of what is checked is short text in dicts: it is let through without a call.
    if depth < 0:
        raise ValueError("nested too deeply for a canonical form")
    if isinstance(obj, dict):
        for key, value in obj.items():
            if not isinstance(key, str):
                raise TypeError("a canonical key is text")
            if type(value) is not str:
                _check(value, depth - 1)
    elif isinstance(obj, list | tuple):
        for value in obj:
            if type(value) is not str:
                _check(value, depth - 1)
    elif isinstance(obj, int) and not isinstance(obj, bool):
        if not -MAX_INTEGER <= obj <= MAX_INTEGER:
            raise ValueError("integer out of range for a canonical form")
    elif obj is not None and not isinstance(obj, str | bool):
        raise TypeError(f"no canonical form for {type(obj).__name__}")


def _no_float(_: str) -> NoReturn:
    raise ValueError("a float has no canonical form")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    obj = dict(pairs)
    if len(obj) != len(pairs):
        raise ValueError("the same key twice")
    return obj


_decoder = json.JSONDecoder(
    parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_unique
)
