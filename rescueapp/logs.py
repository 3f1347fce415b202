"""The log: unexpected exceptions as type, file and line, never as their text.

The text may quote what somebody typed. Nothing else is logged: what people do is in the audit.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

_logger = logging.getLogger("rescueapp")


def fault(error: BaseException) -> str:
    """Log a bug without its text; returns the line that was logged (type and places)."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
    line = f"{type(error).__name__} at {places}"
    _logger.error("fault %s", line)
    return line
