"""How long each step of a rule runs from a trigger: both dates, and from when it is due soon.

What is computed is kept: the same rule from the same day ends on the same day for everybody.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from rescueapp import clock
from rescueapp.rules import periods
from rescueapp.rules.calendar import Calendar
from rescueapp.rules.periods import End, Period, Unit
from rescueapp.rules.table import Rule

_LAST_FIFTH = 5  # due soon in the last 20 % (A-009)
_KEPT = 500_000  # spans; then the whole is begun anew


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

    def span(self, rule: Rule, step: int, start: str) -> Span:
        """A step of a rule, 0 and on, from a start: an ISO day, for hours an instant too."""
        key = (rule.id, rule.version, step, start)
        found = self._spans.get(key)
        if found is None:
            if len(self._spans) >= _KEPT:
                self._spans.clear()
            found = self._spans[key] = self._made(rule, step, start)
        return found

    def until(self, rule: Rule, start: str) -> str:
        """The ISO day until which a rule repeats."""
        assert rule.until is not None
        return periods.last_day(periods.day_of(start), rule.until, self._calendar).isoformat()

    def set_to(self, span: Span, start: str, due: str) -> Span:
        """A span whose end somebody set instead."""
        ends_at = last_second(due)
        return span._replace(due=due, ends_at=ends_at, soon_from=_fifth(start, ends_at))

    def _made(self, rule: Rule, step: int, start: str) -> Span:
        ended = self._end(rule, step, start)
        due = ended.moved if rule.roll or rule.before else ended.nominal
        ends_at = last_second(due)
        begun = self._end(rule, step - 1, start).nominal if step else start
        soon_from = self._soon(rule, step, start, due) or _fifth(begun, ends_at)
        return Span(ended.nominal, ended.moved, due, soon_from, ends_at)

    def _end(self, rule: Rule, step: int, start: str) -> End:
        if rule.on:
            return self._on_a_day(rule, step, periods.day_of(start))
        return periods.end(start, period_of(rule, step), self._calendar)

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
            back = Period(-rule.soon.amount, rule.soon.unit)
            return _first_second(periods.end(due, back, self._calendar).nominal)
        if rule.on or step or not rule.steps or rule.steps[0].amount <= 1:
            return ""
        period = rule.steps[0]
        earlier = periods.end(start, Period(period.amount - 1, period.unit), self._calendar)
        return min(periods.over_at(earlier.nominal), _fifth(start, last_second(due)))


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


def _first_second(start: str) -> str:
    return start if periods.is_instant(start) else clock.midnight(date.fromisoformat(start))


def _fifth(begun: str, ends_at: str) -> str:
    """The instant from which a fifth of the time is left."""
    first, last = clock.instant(periods.over_at(begun)), clock.instant(ends_at)
    return clock.stamp(last - max(last - first, timedelta()) / _LAST_FIFTH)


def _days_of(on: tuple[str, ...], year: int) -> list[date]:
    """The days of a year a rule names: "06-20" one, "05" that of each month."""
    days: list[date] = []
    for written in on:
        month, _, day = written.rpartition("-")
        months = (int(month),) if month else range(1, periods.MONTHS + 1)
        days.extend(date(year, each, int(day)) for each in months)
    return sorted(days)
