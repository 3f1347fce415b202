"""Clauses of the plans from their beginning to their end, where one form alone is not the life."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import courses
from rescueapp.actions.recording import records
from rescueapp.domain.record import RecordRow
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import speaking
from rescueapp.workspace import Workspace
from tests.actions.station import ARRIVED, save

GIRL = {"arrived_at": ARRIVED, "sex": "2", "age_low": 13, "age_high": 15}


def open_clocks(ws: Workspace, case: str) -> set[str]:
    return {each.rule.id for each in clocks.of_case(ws, case) if each.deadline.open}


def row_of(ws: Workspace, record: str) -> RecordRow:
    row = records.open_record(ws, record).row
    assert row is not None
    return row


@pytest.mark.lives("S43", "S50")
def test_s50_a_girl_made_to_steal_is_a_victim_and_is_reported_at_once(ws: Workspace) -> None:
    found = GIRL | {"reasons": ["11"], "child_situation": ["03"]}
    case = save(ws, answers=found).case_uid
    assert "A-105" in open_clocks(ws, case)
    report: dict[str, Any] = {"noticed_at": ARRIVED, "ground": "01", "situations": ["08"]}
    saved = save(ws, "mandatory_report", report, case=case)
    assert "A-106" in open_clocks(ws, case)
    report |= {"reported_at": "2026-06-29T14:30:00Z", "reported_to": ["01"]}
    save(ws, "mandatory_report", report, case=case, record=saved.record_uid, based_on=1)
    assert {"A-105", "A-106"}.isdisjoint(open_clocks(ws, case))
    used = {"exploitation": ["E10"], "victim_status": "01", "controls": ["04"]}
    save(ws, "trafficking_case", used, case=case)
    assert interpreter.coded(FORMS["trafficking_case"], used)["exploitation"] == ["E10"]
    save(ws, "schooling", {"school_on": "2026-06-30", "school_outcome": "04"}, case=case)
    save(ws, "service_plan", {"planned_on": "2026-06-30", "services": ["04", "06"]}, case=case)
    assert {row.form for row in cases.records_of(ws, case)} >= {"schooling", "service_plan"}
    assert [each.row.form for each in courses.of_case(ws, case)] == ["schooling"]


@pytest.mark.lives("S16", "S59")
def test_s59_who_exploited_her_owes_her_wages_until_they_are_paid(ws: Workspace) -> None:
    case = save(ws).case_uid
    harmed = {"exploitation": ["E05", "E07"], "controls": ["02"], "industry": "I"}
    save(ws, "trafficking_case", harmed, case=case)
    claim: dict[str, Any] = {
        "matter_kind": "05",
        "matter_on": "2026-06-20",
        "matter_filed_on": "2026-06-21",
        "matter_claimed": "12000.00",
        "matter_next_on": "2026-07-10",
        "matter_next": "开庭",
    }
    saved = save(ws, "legal_matter", claim, case=case)
    assert row_of(ws, saved.record_uid).due_on == "2026-07-10"
    with speaking("en"):
        (standing,) = courses.of_case(ws, case)
    assert standing.stands.startswith("Filed on")
    claim |= {"matter_decided_on": "2026-06-28", "matter_awarded": "9000.00",
              "matter_paid": "9000.00", "matter_ended_on": "2026-06-30"}  # fmt: skip
    save(ws, "legal_matter", claim, case=case, record=saved.record_uid, based_on=1)
    assert row_of(ws, saved.record_uid).due_on is None
    (standing,) = courses.of_case(ws, case)
    assert standing.ended
    told = interpreter.coded(FORMS["legal_matter"], claim)
    assert {key: told[key] for key in ("matter_kind", "matter_claimed", "matter_paid")} == {
        "matter_kind": "05", "matter_claimed": "12000.00", "matter_paid": "9000.00",
    }  # fmt: skip


@pytest.mark.lives("S53")
def test_s53_land_at_home_and_at_the_new_place_is_followed_until_it_is_settled(
    ws: Workspace,
) -> None:
    case = save(ws).case_uid
    begun = interpreter.begun(FORMS["legal_matter"])
    rights = [
        each | ({"land_home": "02", "land_new": "05"} if each["land_right"] == "03" else {})
        for each in begun["land_rights"]
    ]
    matter: dict[str, Any] = {
        **begun,
        "matter_kind": "09",
        "matter_on": "2026-06-20",
        "land_rights": rights,
        "matter_next_on": "2026-07-15",
    }
    saved = save(ws, "legal_matter", matter, case=case)
    assert row_of(ws, saved.record_uid).due_on == "2026-07-15"
    told = interpreter.coded(FORMS["legal_matter"], matter)["land_rights"]
    assert {"land_right": "03", "land_home": "02", "land_new": "05"} in told
    help_there = {
        "community_on": "2026-06-25",
        "community_allowed": "02",
        "community_kinds": ["05"],
        "community_with": ["08"],
        "community_said": "02",
        "community_barriers": [{"barrier": "07", "barrier_due_on": "2026-07-05"}],
    }
    work = save(ws, "community_work", help_there, case=case, complete=True)
    assert row_of(ws, work.record_uid).due_on == "2026-07-05"
