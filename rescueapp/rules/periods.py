"""Periods (A-001 to A-008): from a trigger to its last day, and where a day off moves it.

A trigger or an end is text, as stored: a day (`2026-03-05`) or an instant in UTC
(`2026-03-05T06:30:00Z`). An end that is a day lasts until 24:00 of it at the station.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from rescueapp import clock
from rescueapp.rules.calendar import Calendar

TERMS = ((3, 1), (9, 1))  # when a school term begins
MONTHS = 12
_DAY_LONG = len("2026-03-05")


class Unit(StrEnum):
    """In what a period is counted."""

    HOUR = "hour"
    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"
    YEAR = "year"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Period:
    """So many units; a negative number counts back from the trigger."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}{'' if abs(self.amount) == 1 else 's'}"


class End(NamedTuple):
    """When a period ends: by counting, and where a day off moves the end (A-004). Both are told."""

    nominal: str
    moved: str


def parse(text: str) -> Period:
    """A period as the table writes it: "7 workdays", "1 month", "-30 days". ValueError if not."""
    found = re.fullmatch(r"(-?\d{1,4}) ([a-z]+?)s?", text)
    if found is None:
        raise ValueError(f"not a period: {text}")
    return Period(int(found[1]), Unit(found[2]))


def is_instant(text: str) -> bool:
    """Whether a stored time is an instant; otherwise it is a day."""
    return len(text) > _DAY_LONG


def day_of(text: str) -> date:
    """The day of a stored time, on the station's calendar."""
    return clock.local(text).date() if is_instant(text) else date.fromisoformat(text)


def over_at(text: str) -> str:
    """The instant at which a stored end is over: its own, or the midnight after its day."""
    return text if is_instant(text) else clock.midnight(date.fromisoformat(text) + _DAY)


def stamped(instant: datetime) -> str:
    """`clock.stamp` of an instant that is UTC already; ten times as fast."""
    return f"{instant.isoformat()[:19]}Z"


def end(start: str, period: Period, calendar: Calendar) -> End:
    """When a period that a trigger began is over. ValueError for a time of another shape.

    Hours run from the moment itself, and nothing moves them; where only the day of the trigger
    is known, from the end of that day, for nobody is late before the hour is certain.
    """
    if period.unit is Unit.HOUR:
        begun = clock.instant(over_at(start))
        ended = clock.stamp(begun + timedelta(hours=period.amount))
        return End(ended, ended)
    last = last_day(day_of(start), period, calendar)
    return End(last.isoformat(), calendar.rolled(last).isoformat())


def last_day(start: date, period: Period, calendar: Calendar) -> date:
    """The last day of a period in days or longer; the day of the trigger is not counted."""
    amount = period.amount
    match period.unit:
        case Unit.DAY:
            return start + timedelta(days=amount)
        case Unit.WORKDAY:
            return _workdays(start, amount, calendar)
        case Unit.MONTH:
            return _months(start, amount)
        case Unit.YEAR:
            return _months(start, amount * MONTHS)
        case Unit.TERM:
            return _terms(start, amount)
        case Unit.HOUR:
            raise ValueError("hours end at an instant")


def before(day: date, calendar: Calendar) -> End:
    """The last working day before a day: 「6月20日前」 does not include it (A-005, A-B01)."""
    return End((day - _DAY).isoformat(), calendar.previous_working_day(day).isoformat())


_DAY = timedelta(days=1)


def _workdays(start: date, amount: int, calendar: Calendar) -> date:
    step = calendar.next_working_day if amount > 0 else calendar.previous_working_day
    for _ in range(abs(amount)):
        start = step(start)
    return start


def _months(start: date, amount: int) -> date:
    """The corresponding day, or the last of a month that has none (A-003)."""
    years, month = divmod(start.month - 1 + amount, MONTHS)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _terms(start: date, amount: int) -> date:
    """The beginning of the first term after a day, or of a later one."""
    if amount < 1:
        raise ValueError("terms are counted forward")
    begun = sum((start.month, start.day) >= term for term in TERMS)  # of this year's
    years, which = divmod(begun + amount - 1, len(TERMS))
    return date(start.year + years, *TERMS[which])
