"""Seven days, four weeks, twelve months; nothing goes that is the last."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from rescueapp import clock
from rescueapp.domain.backup_series import (
    Made,
    Purpose,
    Standing,
    purposes,
    standing,
    to_go,
)

NOW = clock.instant("2026-06-30T10:00:00Z")


def made(*days_ago: float) -> list[Made]:
    return [
        Made(f"{n:032x}", clock.stamp(NOW - timedelta(days=days)))
        for n, days in enumerate(days_ago)
    ]


def kept(series: list[Made], *, shredded_at: str | None = None) -> list[Made]:
    gone = to_go(series, now=NOW, shredded_at=shredded_at)
    return [each for each in series if each.uid not in gone]


def test_a_year_of_days_leaves_seven_days_four_weeks_and_twelve_months() -> None:
    series = made(*range(400))
    found = list(purposes(series).values())
    counted = {purpose: found.count(purpose) for purpose in Purpose}
    # The newest of this week and month are the newest day already.
    assert counted[Purpose.DAY] == 7
    assert counted[Purpose.WEEK] in (2, 3)
    assert counted[Purpose.MONTH] in (10, 11)
    assert len(kept(series)) == len(found)


def test_of_two_on_one_day_the_newer_stays() -> None:
    series = made(0, 0.1)
    assert kept(series) == series[:1]


def test_nothing_goes_because_time_passed_without_a_new_one() -> None:
    series = made(*range(300, 307))
    assert kept(series) == series


def test_what_holds_the_keys_of_a_destroyed_case_goes_after_90_days() -> None:
    series = made(0, 20, 60, 100, 200)
    assert kept(series) == series
    yesterday = clock.stamp(NOW - timedelta(days=1))
    assert kept(series, shredded_at=yesterday) == series[:3]
    long_ago = clock.stamp(NOW - timedelta(days=150))
    assert kept(series, shredded_at=long_ago) == series[:4]


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=60), st.booleans())
def test_the_newest_always_stays(days: list[int], shredded: bool) -> None:
    series = made(*days)
    newest = max(series, key=lambda each: each.made_at)
    gone = to_go(series, now=NOW, shredded_at=clock.stamp(NOW) if shredded else None)
    assert newest.uid not in gone


def test_three_days_warn_and_fourteen_tell_everybody() -> None:
    since = clock.stamp(NOW - timedelta(days=400))
    for days, told in ((0, "good"), (2.9, "good"), (3, "late"), (13.9, "late"), (14, "lacking")):
        last = clock.stamp(NOW - timedelta(days=days))
        assert standing(last, since=since, now=NOW) is Standing(told)
        assert standing(None, since=last, now=NOW) is Standing(told)
