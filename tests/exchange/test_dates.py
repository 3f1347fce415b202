"""Dates, times and ages as they stand in cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescueapp.errors import Refused
from rescueapp.exchange.cells import Cell, Formula
from rescueapp.exchange.dates import (
    EPOCH_1900,
    EPOCH_1904,
    read_ages,
    read_date,
    read_instant,
    read_time,
)

DAYS = st.dates(date(1930, 1, 1), date(2099, 12, 31))
_WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789./-"}


def _refused(read: Callable[[Cell], object], cell: Cell) -> str:
    with pytest.raises(Refused) as caught:
        read(cell)
    return caught.value.words.msgid


@pytest.mark.parametrize(
    "cell",
    [
        "2026年3月5日",
        "2026年03月05日",
        "2026 年 3 月 5 号",
        "2026年3月5",
        "2026.3.5",
        "2026.3.5.",
        "2026/3/5",
        "2026-03-05",
        "2026、3、5",
        "20260305",
        "２０２６年３月５日",
        "2026-03-05 00:00:00",
        "2026/3/5 14:30",
        "2026-03-05T14:30:00",
        "46086",
        46086,
        46086.0,
        46086.6,
        20260305,
        datetime.fromisoformat("2026-03-05T14:30"),
        date(2026, 3, 5),
    ],
)
def test_a_day_is_read_however_it_is_written(cell: Cell) -> None:
    assert read_date(cell) == "2026-03-05"


@pytest.mark.parametrize("cell", ["2026年3月", "2026.3", "2026-03", "202603", 2026.3, 202603])
def test_a_month_stays_a_month(cell: Cell) -> None:
    assert read_date(cell) == "2026-03"


@pytest.mark.parametrize("cell", ["2026", 2026, "2026年", 2026.0])
def test_a_year_stays_a_year(cell: Cell) -> None:
    assert read_date(cell) == "2026"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2026年2月30日", "There is no such day"),
        ("20260230", "There is no such day"),
        ("2026.13.1", "There is no such day"),
        ("5/3/2026", "This date can be read in two ways"),
        ("05-03-2026", "This date can be read in two ways"),
        ("85.3.5", "Write the year with four digits"),
        ("85年3月5日", "Write the year with four digits"),
        ("2026.1", "This may be January or October"),
        (2026.1, "This may be January or October"),
        ("1066年1月1日", "The year must be between"),
        ("春天", "This is not a date"),
        ("2026年3月5日前后", "This is not a date"),
        ("123456789", "This is not a date"),
        ("1" * 5000, "This is not a date"),
        (True, "This is not a date"),
        ("2026-03-05 25:00", "This is not a time of day"),
        (Formula(), "This cell holds a formula"),
    ],
)
def test_what_is_no_date_or_two_is_refused(cell: Cell, words: str) -> None:
    assert _refused(read_date, cell).startswith(words)


def test_nothing_is_nothing() -> None:
    assert read_date(None) is None
    assert read_date("") is None
    assert read_instant(None) is None
    assert read_ages(None) is None


@given(DAYS)
def test_every_day_in_every_writing(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    for text in (
        f"{y}年{m}月{d}日",
        f"{y}.{m}.{d}",
        f"{y}/{m}/{d}",
        f"{y}-{m:02d}-{d:02d}",
        f"{y:04d}{m:02d}{d:02d}",
        f"{y}.{m}.{d}".translate(_WIDE),
        f" {y} 年 {m} 月 {d} 日 ",
    ):
        assert read_date(text) == day.isoformat(), text


@given(DAYS.filter(lambda day: day.year >= 1932), st.sampled_from([EPOCH_1900, EPOCH_1904]))
def test_every_serial_number_is_its_day(day: date, epoch: date) -> None:
    serial = (day - epoch).days
    assert read_date(serial, epoch) == day.isoformat()
    assert read_date(str(serial), epoch) == day.isoformat()


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    for read in (read_date, read_ages, read_instant, read_time):
        try:
            read(text)
        except Refused:
            continue


@given(st.floats(allow_nan=True, allow_infinity=True) | st.integers())
def test_whatever_number_stands_there_is_read_or_refused(number: float) -> None:
    for read in (read_date, read_ages, read_time):
        try:
            read(number)
        except Refused:
            continue


@given(DAYS, st.times())
def test_an_instant_is_the_stations_clock(day: date, at: time) -> None:
    at = at.replace(microsecond=0, tzinfo=None)
    found = read_instant(f"{day.isoformat()} {at:%H:%M:%S}")
    expected = datetime.combine(day, at) - timedelta(hours=8)
    assert found == expected.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_time_of_day_may_stand_in_its_own_column() -> None:
    expected = "2026-03-05T06:30:00Z"
    for clock in ("14:30", "14时30分", "14点半", "下午2:30", time(14, 30), 14.5 / 24):
        assert read_instant("2026.3.5", clock=clock) == expected
    assert read_instant("2026.3.5 14:30", clock="09:00") == expected


def test_a_day_without_time_begins_at_midnight() -> None:
    assert read_instant("2026-03-05") == "2026-03-04T16:00:00Z"


def test_an_instant_needs_its_day() -> None:
    assert _refused(read_instant, "2026年3月").startswith("The day is missing")


@pytest.mark.parametrize(
    ("cell", "ages"),
    [
        ("23岁", (23, 23)),
        ("23", (23, 23)),
        (23, (23, 23)),
        (23.0, (23, 23)),
        ("２３周岁", (23, 23)),
        ("约20", (18, 22)),
        ("20岁左右", (18, 22)),
        ("大约1岁", (0, 3)),
        ("15-17", (15, 17)),
        ("15~17岁", (15, 17)),
        ("15岁至17岁", (15, 17)),
        ("3个月", (0, 0)),
        ("14个月", (1, 1)),
        ("不满1周岁", (0, 0)),
        ("1岁半", (1, 1)),
    ],
)
def test_ages(cell: Cell, ages: tuple[int, int]) -> None:
    assert read_ages(cell) == ages


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("二十多", "This is not an age"),
        ("成年", "This is not an age"),
        ("17-15", "The lower age"),
        ("200岁", "An age is between"),
        (-3, "This is not an age"),
        ("1990-01-01", "This is not an age"),
    ],
)
def test_what_is_no_age_is_refused(cell: Cell, words: str) -> None:
    assert _refused(read_ages, cell).startswith(words)
