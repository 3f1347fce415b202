"""Working days and days off (A-006): the State Council's table, one year after the other.

A weekend is off unless it is a make-up working day; any other day works unless it is a
holiday. A year without a table falls back to Monday to Friday, and whoever shows a date of it
says so (`covers`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from rescueapp import paths
from rescueapp.errors import Refused
from rescueapp.i18n import mark

HEADER = ("date", "kind", "name")
LARGEST = 1_000_000  # bytes of an imported table; a year has fewer than 3,000
FIRST_YEAR, LAST_YEAR = 2000, 2199
_SATURDAY = 5
_NEXT_YEARS = (12, 20)  # from here a day may belong to the next year's table
_ONE_DAY = timedelta(days=1)
_FIXED = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))  # holidays of every year
_SPRING = (1, 20), (2, 22)  # Spring Festival begins between them
_SPRING_DAYS = 3
_LEAST = 20  # days of a year's table: none since 2004 had fewer than 22
_LONGEST_CHARACTER = 4  # bytes, in UTF-8

EMPTY = mark("The file holds no days.", "holidays")
UNREADABLE = mark("The file is no text in UTF-8 or GB18030.", "holidays")
TOO_LARGE = mark("The file is too large for a table of holidays.", "holidays")
WIDTH = mark("Line {line}: three columns are needed: date, kind, name.", "holidays")
NO_DATE = mark("Line {line}: this is not a date.", "holidays")
NO_KIND = mark("Line {line}: the kind is neither holiday nor workday.", "holidays")
TWICE = mark("Line {line}: this day stands in the file twice.", "holidays")
NOT_WEEKEND = mark("Line {line}: a make-up working day falls on a weekend.", "holidays")
COVERED = mark("The days of {year} are in the table already.", "holidays")
UNFINISHED = mark(
    "The table of {year} is not whole: New Year, Spring Festival, 1 May and 1 to 3 October have to "
    "be holidays in it, and {least} days in all.",
    "holidays",
)
CUT = mark("The file ends in the middle of a word: it was cut off.", "holidays")


class Kind(StrEnum):
    """What makes a day special."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"  # a weekend that is worked, in exchange


_KINDS = {"holiday": Kind.HOLIDAY, "workday": Kind.WORKDAY, "休": Kind.HOLIDAY, "班": Kind.WORKDAY}


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One row of the table."""

    day: date
    kind: Kind
    name: str


class Calendar:
    """Which days are worked. Made from rows; asked by the day."""

    def __init__(self, days: Iterable[SpecialDay]) -> None:
        rows = tuple(days)
        self._off = {row.day for row in rows if row.kind is Kind.HOLIDAY}
        self._worked = {row.day for row in rows if row.kind is Kind.WORKDAY}
        # Days of late December come with the next year's table: 1 January says whose table it is.
        self.years = frozenset(day.year for day in self._off if (day.month, day.day) == (1, 1))

    def covers(self, year: int) -> bool:
        """Whether there is a table for the year; without one, Monday to Friday is assumed."""
        return year in self.years

    def is_working_day(self, day: date) -> bool:
        """Whether it is worked, make-up weekends included (A-006)."""
        if day.weekday() >= _SATURDAY:
            return day in self._worked
        return day not in self._off

    def next_working_day(self, day: date) -> date:
        """The first working day after a day."""
        found = day + _ONE_DAY
        while not self.is_working_day(found):
            found += _ONE_DAY
        return found

    def previous_working_day(self, day: date) -> date:
        """The last working day before a day."""
        found = day - _ONE_DAY
        while not self.is_working_day(found):
            found -= _ONE_DAY
        return found

    def rolled(self, day: date) -> date:
        """The day itself, or the first working day after it where it is a day off (A-004)."""
        return day if self.is_working_day(day) else self.next_working_day(day)


@cache
def shipped() -> tuple[SpecialDay, ...]:
    """The days that came with the program. Raises ValueError for a file nobody tried."""
    text = paths.resources("holidays.csv").read_text(encoding="utf-8")
    rows = csv.reader(io.StringIO(text))
    if tuple(next(rows)) != HEADER:
        raise ValueError("holidays.csv does not begin as it should")
    return tuple(SpecialDay(date.fromisoformat(day), Kind(kind), name) for day, kind, name in rows)


def read(content: bytes, covered: Collection[int] = ()) -> tuple[SpecialDay, ...]:
    """The days of an imported table: CSV, `date,kind,name`, with or without that first line.

    Kind is holiday or workday (休, 班); a date 2027-01-01, 2027/1/1. UTF-8 or GB18030.
    Raises Refused for what is no such table, and for a year that is `covered`.
    """
    numbered = [(line, row) for line, row in _rows(_text(content)) if any(map(str.strip, row))]
    if numbered and numbered[0][1][0].strip().casefold() in ("date", "日期"):
        numbered = numbered[1:]
    found: dict[date, SpecialDay] = {}
    worked: list[int] = []  # on a day that is no weekend
    for line, row in numbered:
        special = _special(line, row)
        if special.day in found:
            raise Refused(TWICE(line=line))
        found[special.day] = special
        if special.kind is Kind.WORKDAY and special.day.weekday() < _SATURDAY:
            worked.append(line)
    if not found:
        raise Refused(EMPTY())
    _refuse_years(found, covered)
    if worked:
        raise Refused(NOT_WEEKEND(line=worked[0]))
    return tuple(found[day] for day in sorted(found))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells); a line that is no CSV, as one of too few."""
    for line, written in enumerate(text.splitlines(), start=1):
        try:
            yield line, next(csv.reader([written]), [])
        except csv.Error:
            raise Refused(WIDTH(line=line)) from None


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise Refused(TOO_LARGE())
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        begun = not content[: error.start].isascii()
        if begun and error.start > len(content) - _LONGEST_CHARACTER:
            raise Refused(CUT()) from None  # otherwise it would pass for GB18030, garbled
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(UNREADABLE())


def _special(line: int, row: list[str]) -> SpecialDay:
    if len(row) != len(HEADER):
        raise Refused(WIDTH(line=line))
    written, kind, name = (cell.strip() for cell in row)
    if kind.casefold() not in _KINDS:
        raise Refused(NO_KIND(line=line))
    return SpecialDay(_day(line, written), _KINDS[kind.casefold()], name)


def _day(line: int, written: str) -> date:
    parts = re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", written, re.ASCII)
    if parts is None:
        raise Refused(NO_DATE(line=line))
    try:
        day = date(int(parts[1]), int(parts[3]), int(parts[4]))
    except ValueError:
        raise Refused(NO_DATE(line=line)) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(NO_DATE(line=line))
    return day


def _refuse_years(found: dict[date, SpecialDay], covered: Collection[int]) -> None:
    """A year is taken in whole and once: part of it would pass for all of it.

    Days of late December may come with the next year, to whose New Year they belong.
    """
    for year in sorted({_table_year(day, found) for day in found}):
        if year in covered:
            raise Refused(COVERED(year=year))
        if not _whole(year, {day for day, row in found.items() if row.kind is Kind.HOLIDAY}):
            raise Refused(UNFINISHED(year=year, least=_LEAST))


def _whole(year: int, off: Collection[date]) -> bool:
    """Whether it can be a year's table, and no part of one."""
    first, last = (date(year, *day) for day in _SPRING)
    spring = sum(first <= day <= last for day in off)
    in_all = sum(day.year == year for day in off)
    fixed = all(date(year, *day) in off for day in _FIXED)
    return fixed and spring >= _SPRING_DAYS and in_all >= _LEAST


def _table_year(day: date, found: Collection[date]) -> int:
    late = (day.month, day.day) >= _NEXT_YEARS
    own = date(day.year, 1, 1) in found
    return day.year + 1 if late and not own and date(day.year + 1, 1, 1) in found else day.year
