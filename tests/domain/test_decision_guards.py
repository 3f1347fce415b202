"""Guards of decisions about her: each with what it refuses, and what it lets pass."""

from __future__ import annotations

from datetime import date

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
    [("段静", "李敏", True), ("段静", "段静 ", False), ("段静", "", False), (None, None, False)],
)
def test_a_family_is_assessed_by_two_people(first: str, second: str, enough: bool) -> None:
    assert (guards.family_assessors(first, second) is None) is enough


def test_a303_a_child_goes_back_to_a_guardian_only_after_an_assessment() -> None:
    back = {"minor": True, "custody": "01", "placement": "05", "assessed": False}
    assert guards.back_to_guardian(**back) is not None  # type: ignore[arg-type]
    for change in ({"assessed": True}, {"minor": False}, {"custody": "03"}, {"placement": "02"}):
        assert guards.back_to_guardian(**{**back, **change}) is None  # type: ignore[arg-type]


def test_a305_adoption_follows_long_term_guardianship() -> None:
    assert guards.adoption(custody="05", earlier=["03"]) is not None
    assert guards.adoption(custody="05", earlier=["03", "04"]) is None
    assert guards.adoption(custody="04", earlier=[]) is None


def test_resettlement_needs_her_yes() -> None:
    assert guards.resettled(confirmed="01") is None
    for no in ("02", "03", None, {"none": "declined"}):
        assert guards.resettled(confirmed=no) is not None


def test_a016_under_sixteen_nobody_is_settled_to_work_but_may_be_trained() -> None:
    assert guards.resettled_to_work(under_16=True, work=["01"]) is not None
    assert guards.resettled_to_work(under_16=True, work=["04"]) is not None
    assert guards.resettled_to_work(under_16=True, work=["02", "03"]) is None
    assert guards.resettled_to_work(under_16=False, work=["01"]) is None


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
