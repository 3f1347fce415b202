"""A-905: the follow-up begins however she left into life outside; the scales are asked again."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.due import clocks
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Milestone
from rescueapp.rules.engine import State
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, save

LEFT = "2026-06-30T01:00:00Z"
DAY = "2026-06-30"
RETURNED = {"police_paper": "F10", "child_given_on": DAY}


def due_of(ws: Workspace, case_uid: str) -> dict[str, str]:
    """The first end of each clock that is open, by its rule."""
    found: dict[str, str] = {}
    for each in clocks.of_case(ws, case_uid):
        if each.deadline.open:
            found.setdefault(each.rule.id, each.deadline.due)
    return found


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ("stay_and_leaving", {"left_at": LEFT, "exit_mode": "6.1"}),
        ("stay_and_leaving", {"left_at": LEFT, "exit_mode": "6.2"}),
        ("police_document", RETURNED),
        ("care_arrangement", {"custody": "03", "placement": "03", "care_from": DAY}),
        ("care_arrangement", {"custody": "03", "placement": "04", "care_from": DAY}),
        ("care_arrangement", {"custody": "02", "placement": "05", "care_from": DAY}),
        ("care_arrangement", {"custody": "04", "placement": "06", "care_from": DAY}),
        ("care_arrangement", {"custody": "05", "care_from": DAY}),
    ],
)
def test_a905_every_way_into_life_outside_begins_the_visits(
    ws: Workspace, form: str, answers: dict[str, Any]
) -> None:
    case = save(ws).case_uid
    save(ws, form, answers, case=case)
    assert due_of(ws, case)["A-905.3"] == "2026-07-07"


def test_a905_a_reunion_begins_them_too() -> None:
    assert Milestone("placed_outside", at="reunion_on") in FORMS["reunion"].milestones


def test_a905_temporary_care_in_the_house_is_no_life_outside(ws: Workspace) -> None:
    case = save(ws).case_uid
    said = {"custody": "03", "placement": "02", "care_from": DAY}
    save(ws, "care_arrangement", said, case=case)
    assert "A-905.3" not in due_of(ws, case)


@pytest.mark.parametrize("mode", ["5.1", "5.10"])
def test_a905_a_suspected_victim_who_left_otherwise_is_visited(ws: Workspace, mode: str) -> None:
    trafficked = save(ws, answers=INTAKE | {"reasons": ["01"]}).case_uid
    another = save(ws, answers=INTAKE | {"reasons": ["07"]}).case_uid
    for case in (trafficked, another):
        save(ws, "stay_and_leaving", {"left_at": LEFT, "exit_mode": mode}, case=case)
    assert due_of(ws, trafficked)["A-905.4"] == "2026-07-07"
    assert "A-905.4" not in due_of(ws, another)


def test_a905_going_home_on_the_same_day_begins_one_plan_and_not_two(ws: Workspace) -> None:
    case = save(ws).case_uid
    save(ws, "police_document", RETURNED, case=case)
    save(ws, "stay_and_leaving", {"left_at": LEFT, "exit_mode": "5.7"}, case=case)
    due = due_of(ws, case)
    assert "A-905.1" in due
    assert "A-905.3" not in due


def test_a905_the_visits_elsewhere_are_counted_from_the_move_and_not_from_its_plan() -> None:
    told = interpreter.milestones(FORMS["resettlement"], {"resettle_on": DAY})
    assert told == (("resettled", "", None),)
    moves = {"resettle_on": DAY, "resettle_move_on": "2026-07-10"}
    assert interpreter.milestones(FORMS["resettlement"], moves) == (
        ("resettled", "2026-07-10", None),
    )


def test_p17_the_scales_are_asked_thirty_days_after_the_return(ws: Workspace) -> None:
    case = save(ws).case_uid
    save(ws, "stay_and_leaving", {"left_at": LEFT, "exit_mode": "5.7"}, case=case)
    assert due_of(ws, case)["P17.2"] == "2026-07-30"
    save(ws, "outcome_scale", {"scored_on": DAY}, case=case)
    assert "P17.2" not in due_of(ws, case)


def test_p17_the_scales_are_asked_after_moving_elsewhere(ws: Workspace) -> None:
    case = save(ws).case_uid
    save(ws, "stay_and_leaving", {"left_at": LEFT, "exit_mode": "6.3"}, case=case)
    found = {each.rule.id: each for each in clocks.of_case(ws, case)}["P17.3"]
    assert found.deadline.due == "2026-07-30"
    assert (found.rule.conf, found.rule.kind.value, found.state) == ("D", "internal", State.RUNNING)
