"""Difficulties of departments on their desk beside the referrals."""

from __future__ import annotations

from rescueapp.actions.finding import difficulties
from tests.ui.windows.conftest import Driver
from ui.lists.table import Table

MEETING = {
    "conference_on": "2026-06-29", "conference_kind": "03", "conference_question": "由哪个部门补齐",
    "difficulty_lead": {"code": "26", "name": "某县联席办（虚构）"}, "difficulty_by": "2026-07-20",
}  # fmt: skip


def test_the_desk_shows_what_departments_have_to_resolve(station: Driver) -> None:
    station.sign_in("he")
    station.write("case_conference", MEETING, case_uid=station.case_row(-1).uid)
    station.change_to("duan")
    station.go("oversight", desk="difficulties")

    table = station.find(Table, "difficultiesTable")
    assert table.model().rows == station.do(difficulties.unresolved)
    assert any(each.lead.startswith("某县联席办（虚构）") for each in table.model().rows)
