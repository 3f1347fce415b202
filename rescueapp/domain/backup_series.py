"""Which backups of a series stay: one a day for seven days, a week for four weeks, a month for
twelve months (security.md C.8), and none that holds keys of a destroyed case after 90 days.

Days, weeks and months without a backup are not counted: nothing goes because time passed without
a new one. The newest stays whatever the rules say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rescueapp import clock

KEYS_FOR = timedelta(days=90)
WARN_AFTER = timedelta(days=3)
BLOCK_AFTER = timedelta(days=14)


class Purpose(StrEnum):
    """For what a backup of the series is kept."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Standing(StrEnum):
    """How long ago the last backup was verified that does not share the vault's disk."""

    GOOD = "good"
    LATE = "late"  # three days: who may back up is told
    LACKING = "lacking"  # fourteen: everybody is


@dataclass(frozen=True, slots=True)
class Made:
    """A verified backup. `made_at`: instant."""

    uid: str
    made_at: str


def purposes(series: Sequence[Made]) -> dict[str, Purpose]:
    """By uid for what each backup is kept; those that are not in it are kept for nothing."""
    newest_first = sorted(series, key=lambda made: made.made_at, reverse=True)
    found: dict[str, Purpose] = {}
    for purpose, most, period in _RULES:
        periods: set[tuple[int, ...]] = set()
        for made in newest_first:
            of = period(clock.local(made.made_at).date())
            if of in periods or len(periods) == most:
                continue
            periods.add(of)
            found.setdefault(made.uid, purpose)
    return found


def to_go(series: Sequence[Made], *, now: datetime, shredded_at: str | None) -> list[str]:
    """The uids of those that may go, once the newest of the series was read back.

    `shredded_at`: when the keys of a case were last destroyed; older backups still hold them.
    """
    stays = purposes(series)
    newest = max(series, key=lambda made: made.made_at, default=None)
    return [
        made.uid
        for made in series
        if made is not newest
        and (made.uid not in stays or _holds_shredded_keys(made, now, shredded_at))
    ]


def standing(last: str | None, *, since: str, now: datetime) -> Standing:
    """`last`: when the last backup was verified; `since`: when the vault was made."""
    age = now - clock.instant(last or since)
    if age >= BLOCK_AFTER:
        return Standing.LACKING
    return Standing.LATE if age >= WARN_AFTER else Standing.GOOD


def _holds_shredded_keys(made: Made, now: datetime, shredded_at: str | None) -> bool:
    if shredded_at is None or made.made_at >= shredded_at:
        return False
    return now - clock.instant(made.made_at) > KEYS_FOR


def _day(on: date) -> tuple[int, ...]:
    return on.year, on.month, on.day


def _week(on: date) -> tuple[int, ...]:
    return on.isocalendar()[:2]


def _month(on: date) -> tuple[int, ...]:
    return on.year, on.month


_RULES: tuple[tuple[Purpose, int, Callable[[date], tuple[int, ...]]], ...] = (
    (Purpose.DAY, 7, _day),
    (Purpose.WEEK, 4, _week),
    (Purpose.MONTH, 12, _month),
)
