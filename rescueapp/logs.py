"""A log that cannot hold an answer or a name.

An event is a fixed word and keyword values that are ids, counts or fixed words; anything
else is replaced by its type. An unexpected exception is logged as type, file and line,
never as its text: the text may quote what somebody typed.
"""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path

_SAFE = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,63}")
_logger = logging.getLogger("rescueapp")


def event(word: str, **values: object) -> None:
    """Log that something happened: `event("package_taken", station=uid, rows=12)`."""
    shown = " ".join(f"{key}={_safe(value)}" for key, value in values.items())
    _logger.info("%s %s", _safe(word), shown)


def fault(error: BaseException) -> str:
    """Log a bug without its text; returns the line that was logged (type and places)."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
    line = f"{type(error).__name__} at {places}"
    _logger.error("fault %s", line)
    return line


def _safe(value: object) -> str:
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, str) and _SAFE.fullmatch(value):
        return value
    return f"<{type(value).__name__}>"
