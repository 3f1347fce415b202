"""Measure 8 of 丽江 (三) from the assessment of a family to the last visit, and once more.

What Today asks for, when it stops asking, and what comes back with a case that is opened again.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.recording.records import Saved
from rescueapp.forms.schema import Stage
from rescueapp.workspace import Workspace
from tests.actions.closing import CHECKED
from tests.actions.station import KNOWN, Clock, House, approved, refused, save

WENT = date(2026, 6, 30)
ASSESSED: dict[str, Any] = {
    "family_assessed_on": "2026-06-29",
    "family_asking": "02",
    "family_involved": "03",
    "trafficker_near": "06",
    "buyer_near": "06",
    "family_result": "01",
    "family_assessor": "和晓燕",
    "family_assessor_second": "李竹",
}
HOME: dict[str, Any] = {
    "handed_over_on": "2026-06-30",
    "return_kind": "5.7",
    "return_own_wish": "01",
    "home_safety": "01",
    "collector_name": "林阿婆",
    "receiver_checked": ["01"],
    "receiver_copy_kept": True,
    "return_escorts": "和晓燕、段文秀",
    "return_female_escort": True,
    "first_visit_on": "2026-07-07",
}
MET = {"visit_result": "01", "visit_way": "01", "alone": "01", "harm": ["01"], "risk": "1"}
VISITS = ("2026-07-07", "2026-07-30", "2026-09-30", "2026-12-30", "2027-06-30")
YEARLY = ("2028-06-30", "2029-06-30")
CLOSING: dict[str, Any] = {
    "closure_kind": "01", "placement": "05", "closure_summary": "回访已满",
    "closure_checks": CHECKED,
}  # fmt: skip


@pytest.fixture
def woman(station: House) -> str:
    """Her case, the family assessed and her return agreed to by the supervisor."""
    ws = station.sign_in("he")
    case = save(ws, answers=KNOWN | {"birth_date": "1990-05"}).case_uid
    said = refused(ws, "return_handover", HOME, case, complete=True)
    assert "F28" in str(said.values["missing"])
    save(ws, "family_assessment", ASSESSED, case=case, complete=True)
    approved(station, ws, save(ws, "return_handover", HOME, case=case, complete=True))
    return case


def asked(ws: Workspace, case: str) -> list[tuple[str, str]]:
    """The visits that Today asks for by the day it is, and from where."""
    until = clock.today().isoformat()
    found = (due for due in cases.today(ws, before=until) if due.case_uid == case)
    told = [(due.due_on, due.clock.rule.id if due.clock else due.form) for due in found]
    return [each for each in told if each[1] in ("A-905.1", "return_handover", "follow_up")]


def at(station: House, now: Clock, day: str) -> Workspace:
    """He at the desk on another day, with what the days have turned."""
    now.later(days=(date.fromisoformat(day) - clock.today()).days)
    ws = station.sign_in("he")
    clocks.work_out(ws)
    return ws


def visit(ws: Workspace, case: str) -> Saved:
    told = MET | {"visited_on": clock.today().isoformat()}
    return save(ws, "follow_up", told, case=case, complete=True)


@pytest.mark.lives("S22", "S34", "S75", "S77")
def test_each_visit_is_asked_for_on_its_day_and_by_nothing_once_it_is_made(
    station: House, now: Clock, woman: str
) -> None:
    for day in (*VISITS, *YEARLY):
        ws = at(station, now, day)
        assert {due for due, _ in asked(ws, woman)} == {day}
        visit(ws, woman)
        assert asked(ws, woman) == []
    ws = at(station, now, "2030-07-01")
    assert asked(ws, woman) == [], "three years, and she is grown up"


@pytest.mark.lives("S24", "S35", "S76")
def test_a_closing_ends_the_visits_and_a_case_opened_again_has_them(
    station: House, now: Clock, woman: str
) -> None:
    ws = at(station, now, VISITS[0])
    visit(ws, woman)
    told = CLOSING | {"closed_on": VISITS[0]}
    ws = approved(station, ws, save(ws, "closure", told, case=woman, complete=True))
    assert cases.case(ws, woman).stage is Stage.CLOSED
    ws = at(station, now, VISITS[1])
    assert asked(ws, woman) == []

    again = {"reopened_on": VISITS[1], "reopen_reasons": ["02"]}
    save(ws, "reopening", again, case=woman)
    assert cases.case(ws, woman).stage is Stage.FOLLOW_UP
    assert asked(ws, woman) == [(VISITS[1], "A-905.1")]
    due = {each.rule.id for each in clocks.of_case(ws, woman) if each.deadline.open}
    assert "A-907.2" in due, "what the station opened it again for is reported"
