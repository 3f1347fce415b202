"""Guards of decisions about her: each with what it refuses, and what it lets pass."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rescueapp.domain.guards import decisions as guards


def test_whoever_knew_of_the_trafficking_makes_a_family_unfit_whatever_else_is_good() -> None:
    for result in ("01", "02"):
        assert guards.family_result(result=result, involved="01") is not None
        assert guards.family_result(result=result, involved="03") is None
    assert guards.family_result(result="04", involved="01") is None
    assert guards.family_result(result=None, involved="01") is None


@pytest.mark.parametrize(
    ("first", "second", "enough"),
    [
        ("段静", "李敏", True),
        ("段静", "段静 ", False),
        ("段静", "段 静", False),
        ("段静", "段　靜", False),
        ("段静", "", False),
        (None, None, False),
    ],
)
def test_a_family_is_assessed_by_two_people(first: str, second: str, enough: bool) -> None:
    assert (guards.family_assessors(first, second) is None) is enough


@pytest.mark.parametrize("at_home", ["05", "09"])
def test_a303_a_child_lives_with_family_only_after_an_assessment(at_home: str) -> None:
    back: dict[str, Any] = {"minor": True, "placement": at_home, "assessed": False}
    assert guards.lives_with_family(**back) is not None
    changes: tuple[dict[str, Any], ...] = (
        {"assessed": True}, {"minor": False}, {"placement": "02"},
    )  # fmt: skip
    for change in changes:
        assert guards.lives_with_family(**{**back, **change}) is None


@pytest.mark.parametrize(
    ("assessed_on", "day", "holds"),
    [
        (date(2025, 6, 30), date(2026, 6, 30), True),
        (date(2025, 6, 29), date(2026, 6, 30), False),
        (date(2026, 6, 30), date(2026, 6, 30), True),
        (None, date(2026, 6, 30), False),
    ],
)
def test_a303_an_assessment_carries_a_return_for_a_year(
    assessed_on: date | None, day: date, holds: bool
) -> None:
    assert guards.in_time(assessed_on, day) is holds


def test_a_family_in_doubt_is_not_fit_before_the_police_have_answered() -> None:
    assert guards.family_result(result="01", involved="02") == guards.DOUBTFUL()
    assert guards.family_result(result="03", involved="02") is None


@pytest.mark.parametrize(
    ("result", "parts", "unsafe", "stopped"),
    [
        ("01", [], False, False),
        ("02", ["01", None], False, False),
        ("02", ["01", "02"], False, True),
        ("01", ["03"], False, True),
        ("01", ["04"], False, True),
        ("01", [], True, True),
        ("03", ["04"], True, False),
    ],
)
def test_who_lives_there_decides_with(
    result: str, parts: list[str | None], unsafe: bool, stopped: bool
) -> None:
    words = guards.household(result=result, parts=parts, unsafe=unsafe)
    assert (words is not None) is stopped


@pytest.mark.parametrize(
    ("result", "near", "plan", "stopped"),
    [
        ("01", ("05", "06"), False, False),
        ("01", ("04", None), False, False),
        ("01", ("05", "01"), True, True),  # under one roof: no plan helps
        ("02", ("01", "05"), True, True),
        ("01", ("02", "05"), True, True),
        ("02", ("02", "05"), False, True),
        ("02", ("05", "03"), True, False),
        ("04", ("01", "01"), False, False),
    ],
)
def test_a903_who_is_near_makes_it_unfit_or_needs_a_plan_of_the_police(
    result: str, near: tuple[str | None, ...], plan: bool, stopped: bool
) -> None:
    assert (guards.nearness(result=result, near=near, plan=plan) is not None) is stopped


def test_a305_adoption_follows_long_term_guardianship() -> None:
    assert guards.adoption(custody="05", earlier=["03"]) is not None
    assert guards.adoption(custody="05", earlier=["03", "04"]) is None
    assert guards.adoption(custody="04", earlier=[]) is None


def test_resettlement_needs_her_yes() -> None:
    assert guards.resettled(confirmed="01") is None
    for no in ("02", "03", None, {"none": "declined"}):
        assert guards.resettled(confirmed=no) is not None


@pytest.mark.parametrize(
    ("closed_on", "last", "lost"),
    [
        (date(2026, 6, 30), date(2025, 6, 30), True),
        (date(2026, 6, 29), date(2025, 6, 30), False),
        (date(2025, 2, 28), date(2024, 2, 29), True),  # the last day of the month
        (date(2026, 6, 30), None, True),
        (None, date(2026, 6, 1), True),
    ],
)
def test_contact_is_lost_after_twelve_months_without_any(
    closed_on: date | None, last: date | None, lost: bool
) -> None:
    assert (guards.lost_contact(kind="08", closed_on=closed_on, last=last) is None) is lost
    assert guards.lost_contact(kind="01", closed_on=closed_on, last=last) is None


def test_a908_only_what_was_closed_is_opened_again() -> None:
    assert guards.reopened(closed=True) is None
    assert guards.reopened(closed=False) is not None
