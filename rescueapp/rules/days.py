"""Stored times as numbers: a day by its ordinal, an instant by its seconds.

Periods of a hundred thousand cases are counted in numbers; texts are made once for each day.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

SECONDS = 86_400  # of a day
MIDNIGHT = 57_600  # of a day in UTC, when the next one begins at the station
LAST_SECOND = "T15:59:59Z"  # of a day at the station
_KEPT = 100_000  # days: more than two centuries


@lru_cache(maxsize=_KEPT)
def ordinal(day: str) -> int:
    """The number of an ISO day. Raises ValueError for what is none."""
    return date.fromisoformat(day).toordinal()


@lru_cache(maxsize=_KEPT)
def text(day: int) -> str:
    """The ISO day of a number."""
    return date.fromordinal(day).isoformat()


def seconds(instant: str) -> int:
    """A stored instant (2026-03-05T06:30:00Z) in seconds."""
    hours, minutes, rest = int(instant[11:13]), int(instant[14:16]), int(instant[17:19])
    return ordinal(instant[:10]) * SECONDS + hours * 3600 + minutes * 60 + rest


def stamp(moment: int) -> str:
    """The stored instant of a number of seconds."""
    day, rest = divmod(moment, SECONDS)
    return text(day) + _of_day(rest)


@lru_cache(maxsize=SECONDS)
def _of_day(rest: int) -> str:
    minutes, second = divmod(rest, 60)
    return f"T{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}Z"


def midnight(day: int) -> str:
    """The instant at which a day begins at the station."""
    return text(day - 1) + "T16:00:00Z"
