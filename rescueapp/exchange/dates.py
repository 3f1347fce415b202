"""Dates, times of day and ages as offices write them in spreadsheets.

Year first, always: 2026年3月5日, 2026.3.5, 2026/3/5, 2026-03-05, 20260305, 2026年3月, 202603,
2026; and what spreadsheet programs make of them: date cells, and serial numbers where the
format of the cell was lost. What could be read in two ways is refused and says so: 5/3/2026,
85.3.5, and 2026.1, which is what a spreadsheet program leaves of 2026.10 when it takes it for
a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from rescueapp.clock import SHANGHAI, stamp
from rescueapp.errors import Refused
from rescueapp.exchange.cells import Cell, narrow, words_of
from rescueapp.i18n import mark

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Day 0 of the serial numbers. 30 and not 31 December: spreadsheets count a 29 February 1900.
EPOCH_1900: Final = date(1899, 12, 30)
EPOCH_1904: Final = date(1904, 1, 1)
# Five digits: 1927 to 2100. Fewer would be a year, more a compact date.
_SERIALS = range(10_000, 73_051)
# An age "about 20" is taken as 20 ± this: the narrowest that still says "estimated".
ABOUT_YEARS = 2
OLDEST = 120
_LONGEST = 40  # characters of a date or an age; longer text is neither, and costs no matching

NO_DATE: Final = mark("This is not a date. Write it as 2026年3月5日 or 2026-03-05.", "spreadsheet")
NO_SUCH_DAY: Final = mark("There is no such day in the calendar.", "spreadsheet")
YEAR_FIRST: Final = mark(
    "This date can be read in two ways. Write the year first, with four digits: 2026-03-05.",
    "spreadsheet",
)
TWO_DIGITS: Final = mark("Write the year with four digits: 1985-03-05.", "spreadsheet")
OCTOBER: Final = mark(
    "This may be January or October: spreadsheet programs drop the last zero. "
    "Write 2026年1月 or 2026年10月.",
    "spreadsheet",
)
YEAR_RANGE: Final = mark("The year must be between {first} and {last}.", "spreadsheet")
NO_TIME: Final = mark("This is not a time of day.", "spreadsheet")
NO_DAY: Final = mark("The day is missing: write year, month and day.", "spreadsheet")
NO_AGE: Final = mark("This is not an age. Write 23, 约20 or 15-17.", "spreadsheet")
AGE_RANGE: Final = mark("An age is between 0 and {oldest} years.", "spreadsheet")
AGE_ORDER: Final = mark("The lower age stands after the higher one.", "spreadsheet")

_WITH_TIME = re.compile(
    r"(.+?)(?:日|号|號|[T ])\s*((?:上午|下午|晚上?|凌晨|中午)?\s*\d{1,2}\s*[:时時点點].*)"
)
_WRITTEN = re.compile(r"(\d+)\s*年(?:\s*(\d{1,2})\s*月(?:份)?(?:\s*(\d{1,2})\s*[日号號]?)?)?")
_DIVIDED = re.compile(r"(\d+)\s*([-./、,。])\s*(\d{1,2})(?:\s*[-./、,。]\s*(\d+))?\s*[日号號.]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_TIME = re.compile(
    r"(上午|下午|晚上?|凌晨|中午)?\s*(\d{1,2})\s*(?:[:时時点點])\s*(?:(\d{1,2})\s*分?|(半))?"
    r"(?:\s*:?\s*(\d{1,2})(?:[.]\d+)?\s*秒?)?"
)
_AFTERNOON = {"下午", "晚", "晚上"}


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it was written: to the day, the month or the year; perhaps with a time of day."""

    year: int
    month: int | None = None
    day: int | None = None
    at: time | None = None

    def iso(self) -> str:
        """ "2026-03-05", "2026-03" or "2026"."""
        parts = (f"{self.year:04d}", *(f"{n:02d}" for n in (self.month, self.day) if n))
        return "-".join(parts)


# --- dates ---------------------------------------------------------------------------


def read_date(cell: Cell, epoch: date = EPOCH_1900) -> str | None:
    """An ISO date, "2026-03" or "2026"; None for an empty cell. A time of day is dropped.

    `epoch` is day 0 of the sheet's serial numbers. Raises Refused for what is not a date.
    """
    found = read(cell, epoch)
    return found.iso() if found else None


def read_instant(cell: Cell, epoch: date = EPOCH_1900, *, clock: Cell = None) -> str | None:
    """An instant (UTC, stored shape) from the station's clock; None for an empty cell.

    `clock` is the cell of a column with the time of day, if there is one. A day without time of
    day begins at 00:00. Raises Refused where the day is missing.
    """
    found = read(cell, epoch)
    if found is None:
        return None
    if found.month is None or found.day is None:
        raise Refused(NO_DAY)
    at = found.at or read_time(clock) or time()
    moment = datetime.combine(date(found.year, found.month, found.day), at)
    return stamp(moment.replace(tzinfo=SHANGHAI).astimezone(UTC))


def read_time(cell: Cell) -> time | None:
    """A time of day; None for an empty cell. Raises Refused for what is none."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, int | float) and 0 <= cell < 1:
        return (
            datetime.combine(EPOCH_1900, time()) + timedelta(seconds=round(cell * 86_400))
        ).time()
    text = narrow(words_of(cell)).strip()
    if len(text) > _LONGEST:
        raise Refused(NO_TIME)
    return _time(text) if text else None


def read(cell: Cell, epoch: date = EPOCH_1900) -> Written | None:
    """What a cell says of a date. Raises Refused for what is none."""
    if isinstance(cell, datetime):
        return _day(cell.date(), cell.time().replace(microsecond=0))
    if isinstance(cell, date):
        return _day(cell)
    if isinstance(cell, float) and not cell.is_integer() and _SERIALS[0] <= cell < _SERIALS[-1]:
        return _from_serial(cell, epoch)
    text = narrow(words_of(cell)).strip()
    return _from_text(text, epoch) if text else None


def _from_text(text: str, epoch: date) -> Written:
    if len(text) > _LONGEST:
        raise Refused(NO_DATE)
    if text.isdecimal():
        return _from_digits(text, epoch)
    if timed := _WITH_TIME.fullmatch(text):
        found = _from_text(timed.group(1) + ("日" if "月" in timed.group(1) else ""), epoch)
        if found.day is None:
            raise Refused(NO_DATE)
        return Written(found.year, found.month, found.day, _time(timed.group(2)))
    if written := _WRITTEN.fullmatch(text):
        return _checked(*written.groups())
    if divided := _DIVIDED.fullmatch(text):
        return _from_divided(divided)
    raise Refused(NO_DATE)


def _from_divided(found: re.Match[str]) -> Written:
    first, divider, second, third = found.groups()
    if third and len(first) <= 2 and len(third) == 4:
        raise Refused(YEAR_FIRST)
    if third is None and divider == "." and second == "1":
        raise Refused(OCTOBER)
    return _checked(first, second, third)


def _from_digits(text: str, epoch: date) -> Written:
    if len(text) == 5 and int(text) in _SERIALS:
        return _from_serial(float(text), epoch)
    if len(text) == 4:
        return _checked(text, None, None)
    compact = _COMPACT.fullmatch(text)
    if compact is None:
        raise Refused(NO_DATE)
    return _checked(*compact.groups())


def _from_serial(days: float, epoch: date) -> Written:
    moment = datetime.combine(epoch, time()) + timedelta(seconds=round(days * 86_400))
    midnight = moment.time() == time()
    return _day(moment.date(), None if midnight else moment.time())


def _day(day: date, at: time | None = None) -> Written:
    _check_year(day.year)
    return Written(day.year, day.month, day.day, at if at and at != time() else None)


def _checked(year: str, month: str | None, day: str | None) -> Written:
    if len(year) == 2:
        raise Refused(TWO_DIGITS)
    _check_year(int(year))
    found = Written(int(year), int(month) if month else None, int(day) if day else None)
    try:
        date(found.year, 1 if month is None else int(month), 1 if day is None else int(day))
    except ValueError:
        raise Refused(NO_SUCH_DAY) from None
    return found


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(YEAR_RANGE(first=FIRST_YEAR, last=LAST_YEAR))


def _time(text: str) -> time:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise Refused(NO_TIME)
    half, hour, minute, thirty, second = found.groups()
    hours = int(hour) + (12 if half in _AFTERNOON and int(hour) < 12 else 0)
    try:
        return time(hours, 30 if thirty else int(minute or 0), int(second or 0))
    except ValueError:
        raise Refused(NO_TIME) from None


# --- ages ----------------------------------------------------------------------------

_YEARS = r"(?:周?岁|周?歲)?"
_AGE = re.compile(rf"(?:约|約|大约|大約)?\s*(\d{{1,3}})\s*{_YEARS}(半)?\s*(?:左右|上下)?")
_AGES = re.compile(rf"(?:约|約)?\s*(\d{{1,3}})\s*{_YEARS}\s*[-~—–至到]+\s*(\d{{1,3}})\s*{_YEARS}")
_INFANT = re.compile(r"(?:约|約)?\s*\d{1,3}\s*(?:个月|個月|月龄|月齡|天|日龄|日齡|周龄|週齡)大?")
_UNDER_ONE = re.compile(r"(?:不满|不滿|未满|未滿|不足)\s*(?:1|一)\s*周?[岁歲]")
_ABOUT = re.compile(r"约|約|左右|上下")


def read_ages(cell: Cell) -> tuple[int, int] | None:
    """The lowest and the highest age in completed years; None for an empty cell.

    Raises Refused for what is not an age.
    """
    text = narrow(words_of(cell)).strip()
    if not text:
        return None
    if len(text) > _LONGEST:
        raise Refused(NO_AGE)
    if _INFANT.fullmatch(text) or _UNDER_ONE.fullmatch(text):
        return _infant(text)
    if between := _AGES.fullmatch(text):
        return _ages(int(between.group(1)), int(between.group(2)))
    if single := _AGE.fullmatch(text):
        margin = ABOUT_YEARS if _ABOUT.search(text) else 0
        age = int(single.group(1))
        return _ages(max(0, age - margin), age + margin)
    raise Refused(NO_AGE)


def _infant(text: str) -> tuple[int, int]:
    months = re.search(r"(\d+)\s*(?:个月|個月|月龄|月齡)", text)
    years = int(months.group(1)) // 12 if months else 0
    return years, years


def _ages(low: int, high: int) -> tuple[int, int]:
    if high > OLDEST:
        raise Refused(AGE_RANGE(oldest=OLDEST))
    if low > high:
        raise Refused(AGE_ORDER)
    return low, high
