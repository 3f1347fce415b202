"""Dates as answers keep them, and reading them as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescueapp.domain.case import age_on
from rescueapp.forms import dates
from rescueapp.forms.date_parsing import looks_lunar, read_date, read_instant
from tests.forms.samples import DATES


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2026-03-05", "2026-03-05", "2026-03-05"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-01/2026-05", "2026-01-01", "2026-05-31"),
        ("2025/2026-05-03", "2025-01-01", "2026-05-03"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(edtf, first, last):
    assert dates.earliest(edtf).isoformat() == first
    assert dates.latest(edtf).isoformat() == last


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-02-30",
        "2026-00",
        "2026-05-00",
        "26-01-01",
        "2026-1-1",
        "2027/2026",
        "2026/",
        "/2026",
        "1700",
        "x",
    ],
)
def test_what_is_no_date_is_none(text):
    assert not dates.valid(text)


@given(DATES)
def test_the_first_day_is_never_after_the_last(edtf):
    assert dates.earliest(edtf) <= dates.latest(edtf)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 100), st.integers(0, 20))
def test_the_birth_range_is_exactly_the_range_of_ages(on, low, spread):
    first, last = dates.born_between(low, low + spread, on)
    assert age_on(first, on) == low + spread
    assert age_on(last, on) == low
    assert age_on(date.fromordinal(first.toordinal() - 1), on) == low + spread + 1
    assert last == on or age_on(date.fromordinal(last.toordinal() + 1), on) == low - 1


def test_an_open_age_leaves_the_range_open():
    assert dates.born_between(16, None, date(2026, 3, 5)) == (None, date(2010, 3, 5))
    assert dates.born_between(None, 16, date(2026, 3, 5)) == (date(2009, 3, 6), None)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2026-03-05", "2026-03-05"),
        ("2026年3月5日", "2026-03-05"),
        ("2026年3月5号", "2026-03-05"),
        ("2026 年 3 月 5 日", "2026-03-05"),
        ("2026.3.5", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("2026/03/05", "2026-03-05"),
        ("20260305", "2026-03-05"),
        ("２０２６年３月５日", "2026-03-05"),
        ("二〇二六年三月五日", "2026-03-05"),
        ("二零二六年十二月二十五日", "2026-12-25"),
        ("2026年十月", "2026-10"),
        ("2026-3", "2026-03"),
        ("2026年3月", "2026-03"),
        ("2026年3月份", "2026-03"),
        ("2026.3", "2026-03"),
        ("202603", "2026-03"),
        ("2026", "2026"),
        ("2026年", "2026"),
        ("5 March 2026", "2026-03-05"),
        ("March 2026", "2026-03"),
        ("Mar 5, 2026", "2026-03-05"),
        ("5 Sept. 2026", "2026-09-05"),
        ("2026-01/2026-05", "2026-01/2026-05"),
        ("2025/2026", "2025/2026"),
        ("2026年1月至5月", "2026-01/2026-05"),
        ("2026年1月3日至5日", "2026-01-03/2026-01-05"),
        ("2026年1月3日到2月5日", "2026-01-03/2026-02-05"),
        ("2026.1 - 2026.5", "2026-01/2026-05"),
        ("2026年1月—2026年5月", "2026-01/2026-05"),
        ("January 2026 to May 2026", "2026-01/2026-05"),
        ("2025～2026年", "2025/2026"),
    ],
)
def test_dates_are_read_as_people_write_them(typed, edtf):
    assert read_date(typed) == edtf


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "昨天",
        "5/3/2026",
        "03/05/26",
        "26年3月5日",
        "2026年13月",
        "2026-02-30",
        "20261305",
        "2026年5月至1月",
        "农历三月初五",
        "46086",
        "Marchember 2026",
        "2026-03-05-07",
        "一百年",
        "至",
        "2026至",
    ],
)
def test_what_is_not_certain_is_not_read_as_a_date(typed):
    assert read_date(typed) is None


def test_lunar_dates_are_recognised():
    assert looks_lunar("农历三月初五")
    assert looks_lunar("腊月廿三")
    assert not looks_lunar("2026年3月5日")


@pytest.mark.parametrize(
    ("typed", "stamp"),
    [
        ("2026-03-05 14:30", "2026-03-05T06:30:00Z"),
        ("2026年3月5日14时30分", "2026-03-05T06:30:00Z"),
        ("2026年3月5日 14点", "2026-03-05T06:00:00Z"),
        ("2026.3.5 下午2点半", "2026-03-05T06:30:00Z"),
        ("2026/3/5 2:30 pm", "2026-03-05T06:30:00Z"),
        ("2026/3/5 凌晨12:05", "2026-03-04T16:05:00Z"),
        ("2026-03-05T14:30:15", "2026-03-05T06:30:15Z"),
        ("20260305 0:00", "2026-03-04T16:00:00Z"),
        ("5 March 2026, 14:30", "2026-03-05T06:30:00Z"),
        ("２０２６年３月５日　１４：３０", "2026-03-05T06:30:00Z"),
        ("2026-03-05T06:30:00Z", "2026-03-05T06:30:00Z"),
    ],
)
def test_times_are_read_on_the_clock_of_the_station(typed, stamp):
    assert read_instant(typed) == stamp


@pytest.mark.parametrize(
    "typed", ["", "14:30", "2026-03-05", "2026-03 14:30", "2026-03-05 25:00", "2026-03-05 14:61"]
)
def test_a_time_needs_its_day_and_must_exist(typed):
    assert read_instant(typed) is None


@given(st.text(max_size=30))
def test_reading_never_fails_and_gives_only_valid_dates(text):
    for edtf in (read_date(text), read_date(text + "年"), read_date("2026年" + text)):
        assert edtf is None or dates.valid(edtf)
    read_instant(text)
    read_instant("2026-03-05 " + text)
