"""The test vectors of rules.md A.15, each through the rule of the table it belongs to."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rescueapp.rules import periods
from rescueapp.rules.calendar import Calendar, shipped
from rescueapp.rules.engine import Clockwork, Deadline, Happened, Person, State, state
from rescueapp.rules.table import load

WORK = Clockwork(load(), Calendar(shipped()))
ARRIVED = "2026-09-28T07:00:00Z"  # 15:00 at the station
CHILD = Person("2018-01-01", "2019-12-31", "2")
TODAY = date(2026, 9, 28)


def deadline(rule: str, name: str, at: str, *more: Happened, person: Person = CHILD) -> Deadline:
    happened = [Happened(name, at, "record"), *more]
    found = [each for each in WORK.deadlines(happened, person, TODAY) if each.rule == rule]
    assert len(found) == 1
    return found[0]


def test_the_notice_is_due_24_hours_after_she_came() -> None:
    assert deadline("A-202", "unidentified", ARRIVED).due == "2026-09-29T07:00:00Z"


@pytest.mark.parametrize(
    ("begun", "due"),
    [
        (ARRIVED, "2026-10-13"),  # 1 to 7 October off, Saturday 10 October worked
        ("2026-02-11", "2026-02-27"),  # over Spring Festival
        ("2026-04-30", "2026-05-13"),  # over Labour Day
    ],
)
def test_seven_working_days_to_ask_for_dna(begun: str, due: str) -> None:
    assert deadline("A-203", "unidentified", begun).due == due


def test_after_ten_days_she_is_long_stay() -> None:
    stay = deadline("A-112", "unidentified", ARRIVED)
    last_second = datetime(2026, 10, 8, 15, 59, 59, tzinfo=UTC)
    assert stay.due == "2026-10-08"
    assert state(stay, last_second) is State.SOON
    assert state(stay, datetime(2026, 10, 8, 16, 0, tzinfo=UTC)) is State.REACHED


def test_after_three_months_placement_is_applied_for() -> None:
    stay = deadline("A-501", "unidentified", ARRIVED)
    assert stay.due == "2026-12-28"
    assert state(stay, datetime(2026, 12, 28, 15, 0, tzinfo=UTC)) is State.SOON
    assert state(stay, datetime(2026, 12, 28, 16, 0, tzinfo=UTC)) is State.REACHED


def test_the_clocks_of_a_child_received() -> None:
    care = "police_temporary_care"
    assert deadline("A-209", care, "2026-09-28").due == "2026-10-28"
    assert deadline("A-211", care, "2026-09-28").due == "2027-09-28"


def test_thirty_days_run_from_publication_and_seven_more_to_move_the_child() -> None:
    care = Happened("police_temporary_care", "2026-09-28", "paper")
    up = deadline("A-210.1", "notice_published", "2026-10-09", care)
    move = deadline("A-210.2", "notice_published", "2026-10-09", care)
    assert (up.due, move.due) == ("2026-11-08", "2026-11-15")
    assert move.moved == "2026-11-16"  # a Sunday: told, and not taken


def test_legal_aid_is_decided_in_seven_days_and_a_holiday_moves_it() -> None:
    found = deadline("A-801", "legal_aid_applied", "2026-09-24")
    assert (found.nominal, found.moved, found.due) == ("2026-10-01", "2026-10-08", "2026-10-08")


def test_a_year_to_annul_and_both_dates_are_told() -> None:
    found = deadline("A-810", "marriage_coerced", "2025-10-05")
    assert (found.nominal, found.moved, found.due) == ("2026-10-05", "2026-10-08", "2026-10-08")
    assert found.soon_from < "2026-09-30"


@pytest.mark.parametrize(
    ("start", "period", "nominal", "moved"),
    [
        ("2026-01-31", "1 month", "2026-02-28", "2026-02-28"),  # a Saturday that is worked
        ("2024-02-29", "1 year", "2025-02-28", "2025-02-28"),
        ("2026-02-11", "7 workdays", "2026-02-27", "2026-02-27"),
        ("2026-04-30", "7 workdays", "2026-05-13", "2026-05-13"),
        ("2026-09-24", "7 days", "2026-10-01", "2026-10-08"),
        ("2025-10-05", "1 year", "2026-10-05", "2026-10-08"),
    ],
)
def test_periods_as_computed_by_hand(start: str, period: str, nominal: str, moved: str) -> None:
    calendar = Calendar(shipped())
    assert periods.end(start, periods.parse(period), calendar) == (nominal, moved)


@pytest.mark.parametrize(
    ("today", "due"),
    [(date(2026, 6, 1), "2026-06-18"), (date(2026, 12, 1), "2026-12-18")],
)
def test_before_the_20th_is_the_last_working_day_before(today: date, due: str) -> None:
    begun = [Happened("in_use", "2026-01-05")]
    reports = [d for d in WORK.deadlines(begun, Person(), today) if d.rule == "A-B01"]
    assert due in [each.due for each in reports]


def test_a_year_without_a_table_counts_monday_to_friday_and_says_so() -> None:
    calendar = Calendar(shipped())
    assert calendar.covers(2026)
    assert not calendar.covers(2027)
    new_year = date(2027, 1, 1)  # a Friday
    assert calendar.is_working_day(new_year)
    assert not calendar.is_working_day(date(2027, 1, 2))
