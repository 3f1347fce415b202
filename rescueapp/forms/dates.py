"""Civil dates as answers keep them: EDTF level 0 — a day, a month, a year or a range of these."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from rescueapp import clock

FIRST_YEAR, LAST_YEAR = 1880, 2199  # outside of it a typing error is certain

_ONE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def valid(edtf: str) -> bool:
    """Whether it is a date or a range as answers keep them, with days that exist."""
    try:
        earliest(edtf)
    except ValueError:
        return False
    return True


def earliest(edtf: str) -> date:
    """The first day it may mean. ValueError for other shapes, and for a range that ends first."""
    begin, _, end = edtf.partition("/")
    first = _days(begin)
    if "/" in edtf and _days(end)[1] < first[1]:
        raise ValueError("the range ends before it begins")
    return first[0]


def latest(edtf: str) -> date:
    """The last day it may mean."""
    earliest(edtf)
    return _days(edtf.partition("/")[2] or edtf)[1]


def station_day(instant: str) -> date:
    """The civil day at the station of a stored instant."""
    return clock.local(instant).date()


def stamped(day: date, hour: int, minute: int, second: int = 0) -> str:
    """A time on the station's clock as an instant is stored. ValueError for 25:00."""
    local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=clock.SHANGHAI)
    return clock.stamp(local)


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; 29 February becomes 28 February."""
    last = monthrange(day.year - years, day.month)[1]
    return date(day.year - years, day.month, min(day.day, last))


def born_between(
    age_low: int | None, age_high: int | None, on: date
) -> tuple[date | None, date | None]:
    """First and last possible birth date of somebody of that age on a day; None where open.

    Completed years, as `domain.case.age_on` counts them.
    """
    first = years_before(on, age_high + 1) + timedelta(days=1) if age_high is not None else None
    return first, years_before(on, age_low) if age_low is not None else None


def _days(text: str) -> tuple[date, date]:
    found = _ONE.fullmatch(text)
    if not found:
        raise ValueError("not a date")
    if "00" in found.groups():
        raise ValueError("no such month or day")
    year, month, day = (int(each) if each else 0 for each in found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("not a year of this program")
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)
