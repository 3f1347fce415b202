"""What F04 and P12 say to the rule table that is shipped."""

from __future__ import annotations

from rescueapp.actions.due import clocks
from rescueapp.workspace import Workspace
from tests.actions.station import save

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
