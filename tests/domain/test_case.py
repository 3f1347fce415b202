"""Ages, stages, aliases and numbers."""

from __future__ import annotations

from datetime import date

import pytest

from rescueapp.domain.case import (
    STAGES,
    age_on,
    case_number,
    may_be_minor,
    stage_of,
)
from rescueapp.domain.changed import Changed
from rescueapp.forms.schema import Stage


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2008-06-30", "2026-06-29", 17),
        ("2008-06-30", "2026-06-30", 18),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-29", 20),
        ("2026-06-30", "2026-06-30", 0),
    ],
)
def test_age_is_counted_in_completed_years(born: str, on: str, age: int) -> None:
    assert age_on(date.fromisoformat(born), date.fromisoformat(on)) == age


@pytest.mark.parametrize(
    ("born_to", "minor"),
    [(None, True), ("2008-07-01", True), ("2008-06-30", False), ("1990-12-31", False)],
)
def test_whoever_may_be_under_18_is_presumed_to_be(born_to: str | None, minor: bool) -> None:
    assert may_be_minor(born_to, date(2026, 6, 30)) is minor


def test_a_case_stands_at_the_furthest_of_its_records() -> None:
    assert stage_of([]) is Stage.INTAKE
    assert stage_of([Stage.PLAN, Stage.ASSESSMENT]) is Stage.PLAN
    assert stage_of(reversed(STAGES)) is Stage.CLOSED


def test_a_running_number_has_four_digits_or_more() -> None:
    assert case_number("LX01", 2026, 7) == "LX01-2026-0007"
    assert case_number("LX01", 2026, 12345) == "LX01-2026-12345"


def test_changes_of_two_acts_are_the_changes_of_both() -> None:
    one = Changed(cases=frozenset({"a"}), drafts=True)
    two = Changed(cases=frozenset({"b"}), forms=frozenset({"intake"}), everything=True)
    both = one | two
    assert both == Changed(
        cases=frozenset({"a", "b"}), forms=frozenset({"intake"}), drafts=True, everything=True
    )
    assert (both.exchange, both.people, both.copies) == (False, False, False)
