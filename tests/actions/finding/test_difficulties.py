"""Difficulties between departments: due until resolved, listed by who leads (S37, S39)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import difficulties
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.storage import records
from rescueapp.workspace import Workspace
from tests.actions.station import House, save

MEETING: dict[str, Any] = {
    "conference_on": "2026-06-29",
    "conference_kind": "03",
    "conference_question": "户籍材料由哪个部门补齐",
    "difficulty": "学校要户口本",
    "difficulty_lead": {"code": "26", "name": "反拐联席会议办公室（虚构）"},
    "difficulty_by": "2026-07-20",
}


@pytest.mark.parametrize(
    ("result", "due"), [(None, True), ("02", True), ("04", True), ("01", False)]
)
def test_it_is_due_until_the_result_says_resolved(result: str | None, due: bool) -> None:
    told = MEETING if result is None else MEETING | {"difficulty_result": result}
    spine = interpreter.spine(FORMS["case_conference"], told)
    assert spine.due_on == ("2026-07-20" if due else None)


def test_the_next_meeting_does_not_settle_what_this_one_left(ws: Workspace) -> None:
    case = save(ws).case_uid
    first = save(ws, "case_conference", MEETING, case=case).record_uid
    save(ws, "case_conference", MEETING | {"conference_kind": "01"}, case=case)

    assert first in [row.uid for row in records.open_due(ws.db, case)]


def test_they_are_listed_by_who_leads_and_never_say_what_it_is_about(ws: Workspace) -> None:
    case = save(ws).case_uid
    later = save(ws, "case_conference", MEETING, case=case).record_uid
    sooner = save(ws, "case_conference", MEETING | {"difficulty_by": "2026-07-01"}, case=case)
    other = {"difficulty_lead": {"code": "05", "name": "某县教育局（虚构）"}}
    school = save(ws, "case_conference", MEETING | other, case=case).record_uid
    save(ws, "case_conference", MEETING | {"difficulty_result": "01"}, case=case)
    save(ws, "case_conference", MEETING | {"conference_kind": "01"}, case=case)

    found = difficulties.unresolved(ws)
    assert [each.record_uid for each in found] == [school, sooner.record_uid, later]
    assert "学校要户口本" not in str(found)


def test_others_cases_are_not_listed(station: House, ws: Workspace) -> None:
    save(ws, "case_conference", MEETING, case=save(ws).case_uid)
    assert difficulties.unresolved(station.sign_in("mu")) == []
