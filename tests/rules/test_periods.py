"""Periods against a calendar that goes day by day (A-001 to A-008)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescueapp import clock
from rescueapp.rules import periods
from rescueapp.rules.calendar import Calendar, shipped
from rescueapp.rules.periods import Period, Unit
from tests.rules.slow import SlowCalendar

CALENDAR, SLOW = Calendar(shipped()), SlowCalendar(shipped())
any_day = st.dates(date(2004, 1, 1), date(2027, 12, 31))
any_instant = st.datetimes(datetime(2004, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
units = st.sampled_from([("day", 90), ("workday", 40), ("month", 30), ("year", 5)])


@given(any_day, units.flatmap(lambda unit: st.tuples(st.just(unit[0]), st.integers(1, unit[1]))))
def test_a_period_ends_as_counted_day_by_day(start: date, period: tuple[str, int]) -> None:
    unit, amount = period
    last = SLOW.end_of(start, amount, unit)
    found = periods.end(start.isoformat(), Period(amount, Unit(unit)), CALENDAR)
    assert found == (last.isoformat(), SLOW.moved(last).isoformat())


@given(any_instant, st.integers(1, 200))
def test_hours_run_from_the_moment_and_nothing_moves_them(start: datetime, hours: int) -> None:
    found = periods.end(clock.stamp(start), Period(hours, Unit.HOUR), CALENDAR)
    assert found.nominal == found.moved
    assert clock.instant(found.nominal) - start == timedelta(hours=hours)


@given(any_instant)
def test_the_day_of_an_instant_is_the_stations(instant: datetime) -> None:
    assert periods.day_of(clock.stamp(instant)) == (instant + timedelta(hours=8)).date()
    assert periods.stamped(instant) == clock.stamp(instant)


def test_hours_from_a_day_without_its_hour_begin_when_it_is_over() -> None:
    found = periods.end("2026-09-28", Period(24, Unit.HOUR), CALENDAR)
    assert found.nominal == "2026-09-29T16:00:00Z"  # the midnight after 29 September


@given(any_day, st.integers(1, 6))
def test_terms_begin_in_march_and_september_after_the_day(start: date, amount: int) -> None:
    day, left = start, amount
    while left:
        day += timedelta(days=1)
        left -= (day.month, day.day) in ((3, 1), (9, 1))
    assert periods.last_day(start, Period(amount, Unit.TERM), CALENDAR) == day


@given(any_day, st.integers(1, 60))
def test_counting_back_from_a_day(start: date, amount: int) -> None:
    assert periods.last_day(start, Period(-amount, Unit.DAY), CALENDAR) == start - timedelta(amount)
    back = periods.last_day(start, Period(-amount, Unit.WORKDAY), CALENDAR)
    worked = [back + timedelta(n) for n in range((start - back).days)]
    assert sum(SLOW.works(day) for day in worked) == amount
    assert SLOW.works(back)


@given(any_day)
def test_before_a_day_does_not_include_it(day: date) -> None:
    found = periods.before(day, CALENDAR)
    last = date.fromisoformat(found.moved)
    assert last < day
    assert SLOW.works(last)
    between = [last + timedelta(n) for n in range(1, (day - last).days)]
    assert not any(SLOW.works(each) for each in between)


@pytest.mark.parametrize("written", ["24 hours", "7 workdays", "1 month", "-30 days", "1 term"])
def test_a_period_is_written_as_it_is_read(written: str) -> None:
    assert str(periods.parse(written)) == written


@pytest.mark.parametrize("written", ["", "days", "7", "seven days", "7 weeks", "1.5 days", "7days"])
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"period|Unit"):
        periods.parse(written)
