"""How long each step of a rule runs from a trigger: both dates, and from when it is due soon.

What is computed is kept: the same rule from the same day ends on the same day for everybody.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rescueapp.rules import days, periods
from rescueapp.rules.calendar import Calendar
from rescueapp.rules.periods import Period, Unit
from rescueapp.rules.table import Rule

_LAST_FIFTH = 5  # due soon in the last 20 % (A-009)
_KEPT = 50_000  # starts of one length; then the whole is begun anew
_COMING = 2
_HOUR = 3600  # seconds


class Span(NamedTuple):
    """When one step of a rule is over; texts as stored, days or instants."""

    nominal: str
    moved: str
    due: str
    soon_from: str
    ends_at: str


class Lengths:
    """The lengths of rules under one calendar; rules that run equally long share one."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._rolled: dict[int, int] = {}
        self._made: dict[Shape, Length] = {}

    def of(self, rule: Rule) -> Length:
        """How long a rule runs."""
        shape = Shape(rule.steps, rule.every, rule.until, rule.on, rule.before, rule.roll,
                      rule.soon)  # fmt: skip
        if shape not in self._made:
            self._made[shape] = Length(shape, self._calendar, self._rolled)
        return self._made[shape]


class Shape(NamedTuple):
    """All of a rule that says how long it runs."""

    steps: tuple[Period, ...]
    every: Period | None
    until: Period | None
    on: tuple[str, ...]
    before: bool
    roll: bool
    soon: Period | None


class Length:
    """The steps of one or several rules; days are counted as numbers (`days`)."""

    def __init__(self, shape: Shape, calendar: Calendar, rolled: dict[int, int]) -> None:
        """`rolled`: where a day off moves a day, as far as somebody asked already."""
        self.in_hours = bool(shape.steps) and shape.steps[0].unit is Unit.HOUR
        self._shape, self._calendar, self._rolled = shape, calendar, rolled
        self._spans: dict[str, list[Span]] = {}
        self._untils: dict[str, str] = {}
        self._repeated: dict[tuple[str, str], list[Span]] = {}

    def span(self, step: int, start: str) -> Span:
        """A step, 0 and on, from a start: an ISO day, for hours an instant too."""
        if self.in_hours:
            return _in_hours(start, self._shape.steps[0].amount)  # few begin at the same moment
        found = self._spans.get(start)
        if found is None:
            if len(self._spans) >= _KEPT:
                self._spans.clear()
            found = self._spans[start] = []
        while len(found) <= step:
            before = days.ordinal(found[-1].nominal if found else start)
            found.append(self._made(len(found), days.ordinal(start), before))
        return found[step]

    def repeated(self, start: str, known: str) -> list[Span]:
        """The repeated steps up to the second that is due on an ISO day or later: the first may
        be settled before its time."""
        found = self._repeated.get((start, known))
        if found is None:
            if len(self._repeated) >= _KEPT:
                self._repeated.clear()
            found = self._repeated[start, known] = []
            step, coming = len(self._shape.steps), 0
            while coming < _COMING:
                found.append(self.span(step, start))
                coming += found[-1].due >= known
                step += 1
        return found

    def until(self, start: str) -> str:
        """The ISO day until which it repeats."""
        assert self._shape.until is not None
        found = self._untils.get(start)
        if found is None:
            last = self._counted(days.ordinal(periods.day_of(start).isoformat()), self._shape.until)
            found = self._untils[start] = days.text(last)
        return found

    def _made(self, step: int, start: int, before: int) -> Span:
        """A step from a start; `before`: the end of the step before it."""
        nominal, moved = self._end(step, start)
        due = moved if self._shape.roll or self._shape.before else nominal
        soon_from = self._soon(step, start, due, _fifth(before, due))
        told = days.text(due)
        return Span(
            days.text(nominal), days.text(moved), told, soon_from, told + days.LAST_SECOND
        )  # fmt: skip

    def _end(self, step: int, start: int) -> tuple[int, int]:
        if self._shape.on:
            return self._on_a_day(step, date.fromordinal(start))
        last = self._counted(start, self._period_of(step))
        moved = self._rolled.get(last)
        if moved is None:
            rolled = self._calendar.rolled(date.fromordinal(last))
            moved = self._rolled[last] = rolled.toordinal()
        return last, moved

    def _counted(self, start: int, period: Period) -> int:
        """The last day of a period."""
        if period.unit is Unit.DAY:
            return start + period.amount
        return periods.last_day(date.fromordinal(start), period, self._calendar).toordinal()

    def _period_of(self, step: int) -> Period:
        """The period of a step from the trigger: those listed, then repeated after the last."""
        steps, every = self._shape.steps, self._shape.every
        if step < len(steps):
            return steps[step]
        if every is None:
            raise ValueError(f"there is no step {step}")
        every = _in_months(every)
        begun = _in_months(steps[-1]).amount if steps else 0
        return Period(begun + (step - len(steps) + 1) * every.amount, every.unit)

    def _on_a_day(self, step: int, start: date) -> tuple[int, int]:
        """The day of the calendar a rule names, the next one after its start or a later one."""
        left, year = step, start.year
        while True:
            for day in _days_of(self._shape.on, year):
                last = periods.before(day, self._calendar) if self._shape.before else None
                moved = date.fromisoformat(last.moved) if last else self._calendar.rolled(day)
                if (moved if last else day) <= start:
                    continue
                if not left:
                    nominal = days.ordinal(last.nominal) if last else day.toordinal()
                    return nominal, moved.toordinal()
                left -= 1
            year += 1

    def _soon(self, step: int, start: int, due: int, fifth: str) -> str:
        """What the rule says, or the last unit of several where that is earlier than a fifth."""
        shape = self._shape
        if shape.soon:
            return days.midnight(self._counted(due, Period(-shape.soon.amount, shape.soon.unit)))
        if shape.on or step or not shape.steps or shape.steps[0].amount <= 1:
            return fifth
        period = Period(shape.steps[0].amount - 1, shape.steps[0].unit)
        return min(days.midnight(self._counted(start, period) + 1), fifth)


def set_to(span: Span, start: str, due: str) -> Span:
    """A span whose end somebody set instead: a day or an instant."""
    ends_at = due if periods.is_instant(due) else due + days.LAST_SECOND
    first, last = (periods.day_of(each).toordinal() for each in (start, due))
    return span._replace(due=due, ends_at=ends_at, soon_from=_fifth(first, last))


@lru_cache(maxsize=1000)  # several rules of one case begin with it
def _in_hours(start: str, hours: int) -> Span:
    """What `periods.end` says of hours, and from when a fifth of them is left."""
    if periods.is_instant(start):
        begun = days.seconds(start)
    else:  # nobody is late before the hour is certain
        begun = days.ordinal(start) * days.SECONDS + days.MIDNIGHT
    ended = days.stamp(begun + hours * _HOUR)
    soon_from = days.stamp(begun + hours * _HOUR - hours * _HOUR // _LAST_FIFTH)
    return Span(ended, ended, ended, soon_from, ended)


def _in_months(period: Period) -> Period:
    if period.unit is Unit.YEAR:
        return Period(period.amount * periods.MONTHS, Unit.MONTH)
    return period


def _fifth(first: int, last: int) -> str:
    """The instant from which a fifth of the time is left: days, each counted from its midnight."""
    left = max(last - first, 0) * days.SECONDS // _LAST_FIFTH
    return days.stamp(last * days.SECONDS + days.MIDNIGHT - left)


def _days_of(on: tuple[str, ...], year: int) -> list[date]:
    """The days of a year a rule names: "06-20" one, "05" that of each month."""
    found: list[date] = []
    for written in on:
        month, _, day = written.rpartition("-")
        months = (int(month),) if month else range(1, periods.MONTHS + 1)
        found.extend(date(year, each, int(day)) for each in months)
    return sorted(found)
