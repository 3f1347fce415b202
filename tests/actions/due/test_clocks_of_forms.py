"""What single forms say to the rule table that is shipped: F04, P12, F30, P16, P24."""

from __future__ import annotations

import pytest

from rescueapp.actions.due import clocks
from rescueapp.domain.record import Answers
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, save

LEFT = "2026-06-30T01:00:00Z"


def due_of(ws: Workspace, case_uid: str) -> dict[str, str]:
    """The first end of each clock that is open, by its rule."""
    found: dict[str, str] = {}
    for each in clocks.of_case(ws, case_uid):
        if each.deadline.open:
            found.setdefault(each.rule.id, each.deadline.due)
    return found


def test_who_moved_elsewhere_is_visited_from_the_seventh_day(ws: Workspace) -> None:
    case = save(ws).case_uid
    save(ws, "stay_and_leaving", {"left_at": LEFT, "exit_mode": "6.3"}, case=case)
    assert due_of(ws, case)["A-905.2"] == "2026-07-07"


def test_who_left_in_another_way_has_not_moved_elsewhere(ws: Workspace) -> None:
    case = save(ws).case_uid
    save(ws, "stay_and_leaving", {"left_at": LEFT, "exit_mode": "5.2"}, case=case)
    assert "A-905.2" not in due_of(ws, case)


def test_an_urgent_protection_order_has_24_hours_and_no_other_72(ws: Workspace) -> None:
    urgent = save(ws).case_uid
    applied = {"order_applied_at": LEFT, "order_urgent": True}
    save(ws, "protection_order", applied, case=urgent)
    assert due_of(ws, urgent)["A-812.2"] == "2026-07-01T01:00:00Z"
    assert "A-812.1" not in due_of(ws, urgent)


def test_a_protection_order_that_is_not_urgent_has_72_hours(ws: Workspace) -> None:
    case = save(ws).case_uid
    save(ws, "protection_order", {"order_applied_at": LEFT}, case=case)
    assert due_of(ws, case)["A-812.1"] == "2026-07-03T01:00:00Z"
    assert "A-812.2" not in due_of(ws, case)


@pytest.mark.lives("S49", "S57")
def test_a212_of_a_child_given_back_nobody_is_asked_to_search_any_more(ws: Workspace) -> None:
    """The police found the family, and what they wrote says so before F04 or F38 does."""
    case = save(ws, answers=INTAKE | {"age_low": 11, "age_high": 13}).case_uid
    care = {"police_paper": "F07", "child_given_on": "2026-06-29"}
    save(ws, "police_document", care, case=case)
    asked = {"log_on": "2026-06-30", "log_methods": ["05"], "dna_requested_on": "2026-06-30"}
    save(ws, "tracing_log", asked, case=case)
    searching = {"A-202", "A-204", "A-208", "A-209", "A-211", "A-501"}
    assert searching <= due_of(ws, case).keys()

    back = {"police_paper": "F10", "paper_issued_on": "2026-06-30", "child_given_on": "2026-06-30"}
    save(ws, "police_document", back, case=case)
    assert not {rule for rule in due_of(ws, case) if rule.startswith(("A-2", "A-5", "A-112"))}
    assert due_of(ws, case)["A-905.3"] == "2026-07-07"


@pytest.mark.lives("S37", "S77")
@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("follow_up", {"visited_on": "2026-06-30", "visit_result": "01", "harm": ["03", "05"]}),
        ("reopening", {"reopened_on": "2026-06-30", "reopen_reasons": ["02"]}),
    ],
)
def test_a907_who_may_be_trafficked_again_is_reported_within_a_day(
    ws: Workspace, form: str, told: Answers
) -> None:
    """Also where the first report was made long ago: it is another one."""
    case = save(ws).case_uid
    save(ws, "mandatory_report", {"reported_at": "2026-06-10T01:00:00Z"}, case=case)
    save(ws, form, told, case=case)
    assert due_of(ws, case)["A-907.2"] == "2026-07-01T16:00:00Z"
    save(ws, "mandatory_report", {"reported_at": "2026-06-30T03:00:00Z"}, case=case)
    assert "A-907.2" not in due_of(ws, case)


def test_a907_other_harm_on_a_visit_is_not_that(ws: Workspace) -> None:
    case = save(ws).case_uid
    save(ws, "follow_up", {"visited_on": "2026-06-30", "harm": ["02"]}, case=case)
    save(ws, "reopening", {"reopened_on": "2026-06-30", "reopen_reasons": ["03"]}, case=case)
    assert "A-907.2" not in due_of(ws, case)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("risk_and_needs", {"assessed_on": "2026-06-30"}),
        ("safety_plan", {"plan_on": "2026-06-30"}),
        ("safety_line", {"line_on": "2026-06-30"}),
    ],
)
def test_a_danger_that_a_note_tells_of_is_weighed_the_same_day(
    ws: Workspace, form: str, told: Answers
) -> None:
    case = save(ws).case_uid
    save(ws, "service_note", {"note_on": "2026-06-30", "note_worry": False}, case=case)
    assert "P24" not in due_of(ws, case)
    save(ws, "service_note", {"note_on": "2026-06-30", "note_worry": True}, case=case)
    save(ws, "follow_up", {"visited_on": "2026-06-30", "risk": "2"}, case=case)
    assert due_of(ws, case)["P24"] == "2026-06-30", "who saw it does not weigh it alone"
    save(ws, form, told, case=case)
    assert "P24" not in due_of(ws, case)
