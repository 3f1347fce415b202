"""Her page: her words beside ours, what is planned, what she allowed, nobody else by name."""

from __future__ import annotations

import pytest

from rescueapp.actions.her import her_page
from rescueapp.actions.recording import identity
from rescueapp.domain.consent import State
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, Clock, House, save

PLAN = {
    "planned_on": "2026-06-29",
    "own_goals": "我要学裁缝，哥哥苏大山别来。",
    "review_on": "2026-07-20",
    "measures": [
        {"measure": "报名裁缝班，李敏老师带去", "measure_due_on": "2026-07-10"},
        {"measure": "办好身份证", "measure_done_on": "2026-06-29"},
    ],
}


@pytest.fixture
def ws(station: House) -> Workspace:
    return station.sign_in("duan")


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=INTAKE | {"name": "苏小禾"}).case_uid


def test_k24_her_words_stand_beside_ours(ws: Workspace, case: str) -> None:
    save(ws, "follow_up", {"visited_on": "2026-06-28", "own_view": "还行", "done": "送了药"},
         case=case)  # fmt: skip
    (side,) = her_page.read_together(ws, case).sides
    assert [words for _, words in side.hers] == ["还行"]
    assert [words for _, words in side.ours] == ["送了药"]


def test_the_latest_of_each_form_speaks(ws: Workspace, case: str) -> None:
    for day, words in (("2026-06-20", "害怕"), ("2026-06-28", "还行")):
        save(ws, "follow_up", {"visited_on": day, "own_view": words}, case=case)
    (side,) = her_page.read_together(ws, case).sides
    assert (side.day, side.hers[0][1]) == ("2026-06-28", "还行")


def test_k18_a_brother_is_a_brother_on_it(ws: Workspace, case: str) -> None:
    save(ws, "relative", {"relative_name": "苏大山", "relation": "71"}, case=case)
    save(ws, "service_plan", PLAN, case=case)
    (side,) = her_page.read_together(ws, case).sides
    assert all("苏大山" not in words for _, words in side.hers)
    assert "学裁缝" in side.hers[0][1]


def test_what_is_planned_stands_by_its_day_and_what_is_done_no_more(
    ws: Workspace, case: str
) -> None:
    save(ws, "service_plan", PLAN, case=case)
    planned = her_page.read_together(ws, case).planned
    assert [(p.by, bool(p.reminder)) for p in planned] == [
        ("2026-07-10", False), ("2026-07-20", True),
    ]  # fmt: skip
    assert "裁缝班" in planned[0].words


def test_k05_her_name_is_there_only_while_it_is_revealed(
    ws: Workspace, case: str, station: House, now: Clock
) -> None:
    save(ws, "risk_and_needs", {}, case=case)  # no intake any more: the veil lies over it
    veiled = her_page.read_together(ws, case)
    assert veiled.called == ""
    assert "苏小禾" not in str(veiled.known)
    identity.reveal(ws, case, "asked")
    shown = her_page.read_together(ws, case)
    assert shown.called == "苏小禾"
    identity.veil(ws, case)
    assert her_page.read_together(ws, case).called == ""


def test_what_she_allowed_and_who_has_looked_stand_on_it(ws: Workspace, case: str) -> None:
    save(ws, "consent", {"consenter": "01", "agrees_photo": "01"}, case=case)
    page = her_page.read_together(ws, case)
    assert {c.purpose: c.state for c in page.consents}["02"] is State.GIVEN
    assert [look.role for look in page.looks] == [Role.SUPERVISOR]


def test_k18_reading_it_together_is_itself_a_look(ws: Workspace, case: str) -> None:
    before = her_page.read_together(ws, case).looks[0].times
    assert her_page.read_together(ws, case).looks[0].times == before + 1


def test_anothers_case_has_no_page(ws: Workspace, case: str, station: House) -> None:
    with pytest.raises(Refused):
        her_page.read_together(station.sign_in("mu"), case)
