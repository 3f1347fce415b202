"""How long each step of a rule runs from a trigger: both dates, and from when it is due soon.

What is computed is kept: the same rule from the same day ends on the same day for everybody.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from rescueapp import clock
from rescueapp.rules import periods
from rescueapp.rules.calendar import Calendar
from rescueapp.rules.periods import End, Period, Unit
from rescueapp.rules.table import Rule

_LAST_FIFTH = 5  # due soon in the last 20 % (A-009)
_KEPT = 200_000  # spans; then the whole is begun anew
_COMING = 2
_SECONDS = 86_400


class Span(NamedTuple):
    """When one step of a rule is over; texts as stored, days or instants."""

    nominal: str
    moved: str
    due: str
    soon_from: str
    ends_at: str


class Lengths:
    """The spans of rules under one calendar."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._spans: dict[tuple[str, int, int, str], Span] = {}
        self._untils: dict[tuple[Period, str], str] = {}
        self._repeated: dict[tuple[str, int, str, str], list[Span]] = {}

    def span(self, rule: Rule, step: int, start: str) -> Span:
        """A step of a rule, 0 and on, from a start: an ISO day, for hours an instant too."""
        if rule.steps and rule.steps[0].unit is Unit.HOUR:
            return _in_hours(start, rule.steps[0].amount)  # few begin at the same moment
        key = (rule.id, rule.version, step, start)
        found = self._spans.get(key)
        if found is None:
            if len(self._spans) >= _KEPT:
                self._spans.clear()
            found = self._spans[key] = self._made(rule, step, start)
        return found

    def repeated(self, rule: Rule, start: str, known: str) -> list[Span]:
        """The repeated steps of a rule up to the second that is due on an ISO day or later:
        the first may be settled before its time."""
        key = (rule.id, rule.version, start, known)
        found = self._repeated.get(key)
        if found is None:
            if len(self._repeated) >= _KEPT:
                self._repeated.clear()
            found = self._repeated[key] = []
            step, coming = len(rule.steps), 0
            while coming < _COMING:
                found.append(self.span(rule, step, start))
                coming += found[-1].due >= known
                step += 1
        return found

    def until(self, rule: Rule, start: str) -> str:
        """The ISO day until which a rule repeats."""
        assert rule.until is not None
        key = (rule.until, start)
        found = self._untils.get(key)
        if found is None:
            last = periods.last_day(periods.day_of(start), rule.until, self._calendar)
            found = self._untils[key] = last.isoformat()
        return found

    def set_to(self, span: Span, start: str, due: str) -> Span:
        """A span whose end somebody set instead."""
        return span._replace(due=due, ends_at=last_second(due), soon_from=_fifth(start, due))

    def _made(self, rule: Rule, step: int, start: str) -> Span:
        begun = date.fromisoformat(start)
        ended = self._end(rule, step, begun)
        due = ended.moved if rule.roll or rule.before else ended.nominal
        before = self.span(rule, step - 1, start).nominal if step else start
        soon_from = self._soon(rule, step, start, due) or _fifth(before, due)
        return Span(ended.nominal, ended.moved, due, soon_from, last_second(due))

    def _end(self, rule: Rule, step: int, start: date) -> End:
        if rule.on:
            return self._on_a_day(rule, step, start)
        last = periods.last_day(start, period_of(rule, step), self._calendar)
        return End(last.isoformat(), self._calendar.rolled(last).isoformat())

    def _on_a_day(self, rule: Rule, step: int, start: date) -> End:
        """The day of the calendar a rule names, the next one after its start or a later one."""
        left, year = step, start.year
        while True:
            for day in _days_of(rule.on, year):
                ended = periods.before(day, self._calendar) if rule.before else None
                last = date.fromisoformat(ended.moved) if ended else day
                if last <= start:
                    continue
                if not left:
                    rolled = self._calendar.rolled(day).isoformat()
                    return ended or End(day.isoformat(), rolled)
                left -= 1
            year += 1

    def _soon(self, rule: Rule, step: int, start: str, due: str) -> str:
        """What the rule says, or the last unit of several where that is earlier than a fifth."""
        if rule.soon:
            back = periods.Period(-rule.soon.amount, rule.soon.unit)
            day = periods.last_day(date.fromisoformat(due), back, self._calendar)
            return clock.midnight(day)
        if rule.on or step or not rule.steps or rule.steps[0].amount <= 1:
            return ""
        period = periods.Period(rule.steps[0].amount - 1, rule.steps[0].unit)
        earlier = periods.last_day(date.fromisoformat(start), period, self._calendar)
        return min(periods.over_at(earlier.isoformat()), _fifth(start, due))


@lru_cache(maxsize=1000)  # several rules of one case begin with it
def _in_hours(start: str, hours: int) -> Span:
    """What `periods.end` says of hours, put together with few conversions."""
    begun = datetime.fromisoformat(periods.over_at(start))
    ended = periods.stamped(begun + timedelta(hours=hours))
    soon_from = periods.stamped(begun + timedelta(hours=hours - hours / _LAST_FIFTH))
    return Span(ended, ended, ended, soon_from, ended)


def period_of(rule: Rule, step: int) -> Period:
    """The period of a step from the trigger: those listed, then repeated after the last."""
    if step < len(rule.steps):
        return rule.steps[step]
    if rule.every is None:
        raise ValueError(f"{rule.id} has no step {step}")
    every = _in_months(rule.every)
    begun = _in_months(rule.steps[-1]).amount if rule.steps else 0
    return Period(begun + (step - len(rule.steps) + 1) * every.amount, every.unit)


def last_second(end: str) -> str:
    """The last instant that is in time: the end itself, or 23:59:59 of its day at the station."""
    return end if periods.is_instant(end) else f"{end}T15:59:59Z"


def _in_months(period: Period) -> Period:
    if period.unit is Unit.YEAR:
        return Period(period.amount * periods.MONTHS, Unit.MONTH)
    return period


def _fifth(begun: str, due: str) -> str:
    """The instant from which a fifth of the time is left: days, each counted from its midnight."""
    first, last = periods.day_of(begun), periods.day_of(due)
    left = max((last - first).days, 0) * _SECONDS // _LAST_FIFTH
    over = datetime(last.year, last.month, last.day, 16)  # noqa: DTZ001 - midnight there, in UTC
    return periods.stamped(over - timedelta(seconds=left))


def _days_of(on: tuple[str, ...], year: int) -> list[date]:
    """The days of a year a rule names: "06-20" one, "05" that of each month."""
    days: list[date] = []
    for written in on:
        month, _, day = written.rpartition("-")
        months = (int(month),) if month else range(1, periods.MONTHS + 1)
        days.extend(date(year, each, int(day)) for each in months)
    return sorted(days)
