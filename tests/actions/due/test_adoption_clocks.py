"""What the days of an adoption and of judicial aid begin and settle (A-307, A-312, A-707, S51)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.due import clocks
from rescueapp.workspace import Workspace
from tests.actions.station import save

LONG_TERM = {"custody": "04", "placement": "03", "care_from": "2026-01-05"}
DONE = "02"  # L-step


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws).case_uid


def steps(*rows: dict[str, Any]) -> dict[str, Any]:
    return {**LONG_TERM, "adoption_steps": list(rows)}


def step(code: str, state: str = "01", **days: str) -> dict[str, Any]:
    return {"adoption_step": code, "adoption_state": state, **days}


def due_of(ws: Workspace, case_uid: str) -> dict[str, str]:
    return {e.rule.id: e.deadline.due for e in clocks.of_case(ws, case_uid) if e.deadline.open}


@pytest.mark.lives("S51")
def test_s51_each_step_that_lasts_runs_from_the_day_it_began(ws: Workspace, case: str) -> None:
    said = steps(
        step("04", adoption_from="2026-06-01"),
        step("07", adoption_from="2026-06-02"),
        step("08", adoption_from="2026-06-10"),
    )
    save(ws, "care_arrangement", said, case=case)
    due = due_of(ws, case)
    assert due["A-307.2"] == "2026-07-31"  # the notice, sixty days
    assert due["A-312.1"] == "2026-08-01"  # the report of the assessment, sixty days
    assert due["A-312.2"] == "2026-07-10"  # living together, thirty days


def test_s51_the_report_and_the_end_of_the_notice_settle_them(ws: Workspace, case: str) -> None:
    said = steps(
        step("04", DONE, adoption_from="2026-04-01", adoption_on="2026-06-01"),
        step("07", adoption_from="2026-05-02"),
        step("09", DONE, adoption_on="2026-06-20"),
    )
    save(ws, "care_arrangement", said, case=case)
    assert {"A-307.2", "A-312.1"}.isdisjoint(due_of(ws, case))


def test_a307_the_registration_is_reviewed_in_thirty_days(ws: Workspace, case: str) -> None:
    save(ws, "care_arrangement", steps(step("12", DONE, adoption_on="2026-06-10")), case=case)
    assert due_of(ws, case)["A-307.1"] == "2026-07-10"


def test_a307_the_decision_settles_it(ws: Workspace, case: str) -> None:
    said = steps(
        step("12", DONE, adoption_on="2026-06-01"), step("13", DONE, adoption_on="2026-06-20")
    )
    save(ws, "care_arrangement", said, case=case)
    assert "A-307.1" not in due_of(ws, case)


def test_a307_who_is_adopted_waits_for_no_decision(ws: Workspace, case: str) -> None:
    save(ws, "care_arrangement", steps(step("12", DONE, adoption_on="2026-06-01")), case=case)
    save(ws, "care_arrangement", {"custody": "05", "care_from": "2026-06-25"}, case=case)
    assert "A-307.1" not in due_of(ws, case)


def test_a_step_without_a_duration_has_no_day_of_beginning(ws: Workspace, case: str) -> None:
    save(ws, "care_arrangement", steps(step("10", adoption_from="2026-06-01")), case=case)
    assert {"A-307.2", "A-312.1", "A-312.2"}.isdisjoint(due_of(ws, case))


def test_a707_when_the_money_has_come_she_is_told_in_two_working_days(
    ws: Workspace, case: str
) -> None:
    came = {"judicial_result": "01", "judicial_money_on": "2026-06-25"}  # a Thursday
    aid = save(ws, "judicial_aid", came, case=case)
    assert due_of(ws, case)["A-707.2"] == "2026-06-29"
    told = came | {"judicial_told_on": "2026-06-26"}
    save(ws, "judicial_aid", told, case=case, record=aid.record_uid, based_on=1)
    assert "A-707.2" not in due_of(ws, case)


def test_a707_enter_on_it_opens_the_judicial_aid(ws: Workspace, case: str) -> None:
    save(ws, "judicial_aid", {"judicial_applied_on": "2026-06-25"}, case=case)
    (clock,) = [e for e in clocks.of_case(ws, case) if e.rule.id == "A-707.1"]
    assert clock.rule.form == "judicial_aid"
