"""The calendar against one that goes day by day, and what an imported table may be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescueapp import paths
from rescueapp.errors import Refused
from rescueapp.i18n import Text
from rescueapp.rules import calendar as days_off
from rescueapp.rules.calendar import Calendar, Kind, SpecialDay, read, shipped
from tests.rules import make_holidays
from tests.rules.next_year import LINES, table
from tests.rules.slow import ONE, SlowCalendar

any_day = st.dates(date(2003, 1, 1), date(2030, 12, 31))


@st.composite
def tables(draw: st.DrawFn) -> tuple[SpecialDay, ...]:
    """Any table of a few weeks: days off in the week, weekends worked."""
    days = draw(st.sets(st.dates(date(2026, 1, 1), date(2026, 3, 31)), max_size=40))
    return tuple(
        SpecialDay(day, Kind.WORKDAY if day.weekday() >= 5 else Kind.HOLIDAY, "") for day in days
    )


def test_the_shipped_table_has_every_year_and_each_day_once() -> None:
    assert Calendar(shipped()).years == frozenset(range(2004, 2027))
    days = [row.day for row in shipped()]
    assert days == sorted(set(days))
    assert all(row.day.weekday() >= 5 for row in shipped() if row.kind is Kind.WORKDAY)


def test_the_shipped_table_is_the_one_it_is_made_from() -> None:
    shipped_text = paths.resources("holidays.csv").read_text(encoding="utf-8")
    assert shipped_text == make_holidays.table()


@given(any_day)
def test_a_day_of_the_shipped_table_is_worked_as_its_rows_say(day: date) -> None:
    assert Calendar(shipped()).is_working_day(day) is SlowCalendar(shipped()).works(day)


@given(tables(), st.dates(date(2026, 1, 1), date(2026, 4, 30)))
def test_next_and_previous_are_the_nearest_that_are_worked(
    rows: tuple[SpecialDay, ...], day: date
) -> None:
    calendar, slow = Calendar(rows), SlowCalendar(rows)
    after, before = calendar.next_working_day(day), calendar.previous_working_day(day)
    assert before < day < after
    assert slow.works(after)
    assert slow.works(before)
    between = [before + ONE * n for n in range(1, (after - before).days)]
    assert not any(slow.works(each) for each in between if each != day)
    assert calendar.rolled(day) == slow.moved(day)


# --- an imported table --------------------------------------------------------------------------


def refusal(content: bytes, covered: tuple[int, ...] = ()) -> Text:
    with pytest.raises(Refused) as refused:
        read(content, covered)
    return refused.value.words


def test_a_whole_year_is_taken_in_in_its_order() -> None:
    rows = read(table("2027-02-06,workday,春节"), covered=(2026,))
    days = [row.day for row in rows]
    assert days == sorted(days)
    assert len(days) == len(LINES) + 1
    assert Calendar((*shipped(), *rows)).covers(2027)
    assert Calendar(rows).is_working_day(date(2027, 2, 6))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_the_offices_programs_are_read(encoding: str) -> None:
    told = "\r\n".join(("日期,kind,name", *LINES, "2027/2/6,班,春节"))
    text = told.replace("holiday", "休").replace("2027-10-0", "2027/10/0")
    rows = read(text.encode(encoding))
    assert rows[0] == SpecialDay(date(2027, 1, 1), Kind.HOLIDAY, "元旦")
    assert rows[3].kind is Kind.WORKDAY


@pytest.mark.parametrize("content", [b"", b"\n\n", b"date,kind,name\n"])
def test_a_table_of_no_days_is_refused(content: bytes) -> None:
    assert refusal(content) == days_off.EMPTY


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe2\x000\x00", "2027-01-01,holiday,元旦".encode("utf-16"), b"\x89PNG\xff\x00"],
)
def test_another_encoding_is_refused(content: bytes) -> None:
    assert refusal(content) == days_off.UNREADABLE


def test_a_file_of_another_size_is_refused() -> None:
    assert refusal(b"x" * (days_off.LARGEST + 1)) == days_off.TOO_LARGE


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2027-01-01,holiday,元旦", days_off.TWICE),
        ("2027-02-30,holiday,春节", days_off.NO_DATE),
        ("first of May,holiday,劳动节", days_off.NO_DATE),
        ("27-05-01,holiday,劳动节", days_off.NO_DATE),
        ("1027-05-01,holiday,劳动节", days_off.NO_DATE),
        ("2027-05-01,free,劳动节", days_off.NO_KIND),
        ("2027-05-06,workday,劳动节", days_off.NOT_WEEKEND),
        ('"2027-05-08,workday,劳动节', days_off.WIDTH),
        ("2027-05-08,workday," + "x" * 200_000, days_off.WIDTH),
        ("2027-05-03,holiday", days_off.WIDTH),
        ("2027-05-03,holiday,劳动节,more", days_off.WIDTH),
    ],
)
def test_a_row_that_means_nothing_is_refused_with_its_line(row: str, words: Text) -> None:
    told = refusal(table(row))
    assert told == words
    assert told.values == {"line": len(LINES) + 1}


def test_a_year_that_is_covered_is_refused() -> None:
    told = refusal(table(), covered=(2026, 2027))
    assert told == days_off.COVERED
    assert told.values == {"year": 2027}


def test_a_part_of_a_year_is_refused() -> None:
    assert refusal("2027-01-01,holiday,元旦".encode()) == days_off.UNFINISHED
    assert refusal("2027-10-01,holiday,国庆节".encode()) == days_off.UNFINISHED
    for day in ("01-01", "05-01", "10-03"):
        without = [line for line in LINES if day not in line]
        assert refusal("\n".join(without).encode()) == days_off.UNFINISHED, day
    no_spring = [line for line in LINES if "春节" not in line]
    assert refusal("\n".join(no_spring).encode()) == days_off.UNFINISHED


@pytest.mark.parametrize("lost", [1, 2, 4, 5, 30, 200])
def test_a_file_that_was_cut_off_is_refused_wherever_it_ends(lost: int) -> None:
    """Where a line is whole again, too few days are left, or nothing was lost but a name."""
    whole = "\n".join(LINES).encode()
    found: Text | None = None
    try:
        assert len(read(whole[:-lost])) == len(LINES)
    except Refused as refused:
        found = refused.words
    refused_as = (days_off.CUT, days_off.UNFINISHED, days_off.WIDTH, days_off.NO_KIND)
    assert found is None or found in refused_as


def test_lines_that_end_as_an_old_apple_ended_them_are_read() -> None:
    assert len(read("\r".join(LINES).encode())) == len(LINES)


def test_the_year_that_is_known_is_told_before_its_weekdays_are_wrong() -> None:
    other = "\n".join((*LINES, "2027-02-06,workday,春节")).replace("2027", "2026")
    assert refusal(other.encode(), covered=(2026,)) == days_off.COVERED


def test_every_year_that_was_shipped_is_whole() -> None:
    for year in Calendar(shipped()).years:
        rows = [row for row in shipped() if row.day.year == year]
        told = "\n".join(f"{row.day},{row.kind},{row.name}" for row in rows)
        assert len(read(told.encode())) == len(rows), year


def test_late_december_may_come_with_the_new_year() -> None:
    late = date(2026, 12, 31)
    rows = read(table(f"{late.isoformat()},holiday,元旦"), covered=(2026,))
    assert rows[0].day == late
    early = late - timedelta(days=60)
    assert refusal(table(f"{early.isoformat()},holiday,元旦"), covered=(2026,)) == days_off.COVERED
