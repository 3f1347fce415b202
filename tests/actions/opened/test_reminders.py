"""What a record makes due is done by what another record, or a later version, says has happened."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.forms import asking
from rescueapp.forms.catalogue import FORMS
from rescueapp.rules.table import load
from rescueapp.workspace import Workspace
from tests.actions.station import save

PLAN: dict[str, Any] = {"planned_on": "2026-06-01", "review_on": "2026-06-28"}


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws).case_uid


def open_days(ws: Workspace) -> list[tuple[str, str]]:
    return [(due.form, due.due_on) for due in cases.today(ws) if due.clock is None]


def test_a_plan_reviewed_in_its_own_record_is_due_no_longer(ws: Workspace, case: str) -> None:
    plan = save(ws, "service_plan", PLAN, case=case)
    assert open_days(ws) == [("service_plan", "2026-06-28")]
    save(ws, "service_plan", PLAN | {"reviewed_on": "2026-06-27"}, case=case,
         record=plan.record_uid, based_on=1)  # fmt: skip
    assert open_days(ws) == []


def test_the_review_after_the_one_that_was_made_stays_due(ws: Workspace, case: str) -> None:
    plan = save(ws, "service_plan", PLAN, case=case)
    both = PLAN | {"reviewed_on": "2026-06-27", "review_on": "2026-09-28"}
    save(ws, "service_plan", both, case=case, record=plan.record_uid, based_on=1)
    assert open_days(ws) == [("service_plan", "2026-09-28")]
    save(ws, "service_plan", both, case=case, record=plan.record_uid, based_on=2)
    assert open_days(ws) == [("service_plan", "2026-09-28")], "saying it again does nothing"


def test_a_danger_looked_at_on_a_visit_is_assessed_again(ws: Workspace, case: str) -> None:
    assess = {"assessed_on": "2026-06-20", "reassess_on": "2026-06-28"}
    save(ws, "risk_and_needs", assess, case=case)
    save(ws, "follow_up", {"visited_on": "2026-06-26"}, case=case)
    assert open_days(ws) == [("risk_and_needs", "2026-06-28")], "no danger was looked at"
    save(ws, "follow_up", {"visited_on": "2026-06-10", "risk": "1"}, case=case)
    assert open_days(ws) == [("risk_and_needs", "2026-06-28")], "before it was planned"
    save(ws, "follow_up", {"visited_on": "2026-06-27", "risk": "1"}, case=case)
    assert open_days(ws) == []


@pytest.mark.lives("S22", "S37")
@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("return_handover", {"handed_over_on": "2026-06-20", "first_visit_on": "2026-06-27"}),
        ("resettlement", {"resettle_on": "2026-06-20", "resettle_visit_on": "2026-06-27"}),
        ("reunion", {"reunion_on": "2026-06-20"}),
    ],
)
def test_the_first_visit_is_made_by_the_record_of_a_visit(
    ws: Workspace, case: str, form: str, told: dict[str, Any]
) -> None:
    """Who wrote the visit down in F30 does not have to say so a second time."""
    save(ws, form, told, case=case)
    assert open_days(ws) == [(form, "2026-06-27")]
    save(ws, "follow_up", {"visited_on": "2026-06-25", "visit_result": "03"}, case=case)
    assert open_days(ws) == [(form, "2026-06-27")], "nobody was met"
    save(ws, "follow_up", {"visited_on": "2026-06-26", "visit_result": "01"}, case=case)
    assert open_days(ws) == []


MOVED: dict[str, Any] = {"left_at": "2026-06-24T01:00:00Z", "exit_mode": "6.3"}


@pytest.mark.lives("S33")
@pytest.mark.parametrize("told_by", ["resettlement", "stay_and_leaving"])
def test_f31_a_visit_before_the_move_is_not_the_first_one_there(
    ws: Workspace, case: str, told_by: str
) -> None:
    """The plan is older than the move; what was seen before it says nothing of the new place."""
    plan = {"resettle_on": "2026-06-10", "resettle_visit_on": "2026-06-29"}
    here = told_by == "resettlement"
    save(ws, "resettlement", plan | ({"resettle_move_on": "2026-06-24"} if here else {}), case=case)
    if not here:
        save(ws, "stay_and_leaving", MOVED, case=case)
    save(ws, "follow_up", {"visited_on": "2026-06-23", "visit_result": "01"}, case=case)
    assert open_days(ws) == [("resettlement", "2026-06-29")]
    save(ws, "follow_up", {"visited_on": "2026-06-24", "visit_result": "01"}, case=case)
    assert open_days(ws) == []


def test_what_does_what_is_due_is_told_in_clear() -> None:
    """That something was done lies in clear: what only a compartment tells may not show there."""
    wanted = {name for form in FORMS.values() for name in asking.done_by(form)}
    assert wanted == {"assessed", "plan_reviewed", "visited"}
    wanted |= {asking.done_from(form) for form in FORMS.values()} - {""}
    assert wanted <= load().milestones.keys()
    for form in FORMS.values():
        for said in form.milestones:
            assert said.name not in wanted or asking.tells(form, said) is None, form.key
