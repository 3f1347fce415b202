"""Time: the only `now()`, and the two shapes in which it is stored.

Instants are UTC text with seconds and `Z` (`2026-03-05T06:30:00Z`); civil dates are ISO text
(`2026-03-05`) in Asia/Shanghai.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

# A fixed offset: no summer time since 1992, and Windows has no zone table of its own.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """The present instant, aware, UTC, to the second. Tests replace this one function."""
    return datetime.now(UTC).replace(microsecond=0)


def uptime() -> int:
    """Seconds on a clock that nobody can set; it begins anew with the computer."""
    return int(time.monotonic())


def today() -> date:
    """The civil date at the station."""
    return now().astimezone(SHANGHAI).date()


def midnight(day: date) -> str:
    """The instant at which a day begins at the station, as it is stored."""
    return stamp(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI))


def stamp(instant: datetime | None = None) -> str:
    """An instant as it is stored. Naive input is refused with ValueError."""
    moment = instant or now()
    if moment.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(text: str) -> datetime:
    """A stored instant as an aware datetime in UTC. Raises ValueError for other shapes."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def later_than(instants: Iterable[str]) -> str:
    """This instant as it is stored, or a second after the last of some: what follows within a
    second comes after all the same."""
    latest = max(instants, default="")
    return stamp(max(now(), instant(latest) + timedelta(seconds=1)) if latest else now())


def local(text: str) -> datetime:
    """A stored instant on the station's clock."""
    return instant(text).astimezone(SHANGHAI)
