"""An upgraded vault: what was due before it had clocks is one calm line, and settled in bulk."""

from __future__ import annotations

import pytest

from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import before_clocks
from rescueapp.errors import Refused
from rescueapp.rules.engine import State
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, Clock, House, save
from tests.actions.timetable import timetable

OLD = INTAKE | {"id_check": "3"}  # arrived on 2026-06-29
WHY = "当时已办，纸质档案有记录"


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    timetable(monkeypatch)


@pytest.fixture
def case(station: House, now: Clock) -> str:
    """A case of a program without clocks, forty days before the upgrade."""
    ws = station.sign_in("he")
    case = save(ws, answers=OLD).case_uid
    with ws.db.transaction():
        for kept in ("milestones", "sealed_milestones", "deadlines", "clock_turns"):
            ws.db.execute(f"DELETE FROM {kept}")
        ws.db.execute("DELETE FROM vault WHERE name LIKE 'clocks%'")
        ws.db.execute("UPDATE cases SET due_on = NULL")
    now.later(days=40)
    return case


def head(station: House) -> Workspace:
    ws = station.sign_in("duan")
    clocks.work_out(ws)
    return ws


def test_what_was_due_before_is_told_apart_and_nowhere_else(station: House, case: str) -> None:
    ws = head(station)
    assert [due.clock.rule.id for due in before_clocks.left(ws) if due.clock] == ["T-24", "T-7W"]
    assert cases.today(ws) == []
    assert (cases.summary(ws).overdue, cases.summary(ws).due_today) == (0, 0)
    assert cases.case(ws, case).due_on is None
    assert cases.find_cases(ws, cases.Query(due_before="2026-12-31", mine=False)) == []


def test_a_vault_that_always_had_clocks_tells_nothing_apart(station: House, now: Clock) -> None:
    ws = station.sign_in("he")
    save(ws, answers=OLD)
    now.later(days=40)
    ws = head(station)
    assert before_clocks.left(ws) == []
    assert cases.summary(ws).overdue == 2


def test_a_supervisor_settles_many_at_once_and_takes_it_back(station: House, case: str) -> None:
    ws = head(station)
    stage = cases.case(ws, case).stage
    _, settled = before_clocks.settle(ws, before_clocks.left(ws), WHY)
    assert before_clocks.left(ws) == []
    assert {each.state for each in clocks.of_case(ws, case)} == {State.EXEMPT}
    assert cases.case(ws, case).stage == stage
    clocks.work_out(ws)
    ws = head(station)
    assert before_clocks.left(ws) == [], "in another session, too"
    before_clocks.take_back(ws, settled, "看错了，尚需办理")
    assert len(before_clocks.left(ws)) == 2
    before_clocks.settle(ws, before_clocks.left(ws)[:1], WHY)
    assert [due.clock.rule.id for due in before_clocks.left(ws) if due.clock] == ["T-7W"]


def test_what_is_taken_back_in_the_same_second_holds(station: House, case: str) -> None:
    ws = head(station)
    for _ in range(6):  # in an order by chance, one of them would not hold
        _, settled = before_clocks.settle(ws, before_clocks.left(ws), WHY)
        assert before_clocks.left(ws) == []
        before_clocks.take_back(ws, settled, "看错了，尚需办理")
        assert len(before_clocks.left(ws)) == 2


def test_only_who_decides_settles_and_only_with_a_reason(station: House, case: str) -> None:
    head(station)
    ws = station.sign_in("he")
    dues = before_clocks.left(ws)
    assert len(dues) == 2
    with pytest.raises(Refused):
        before_clocks.settle(ws, dues, WHY)
    ws = head(station)
    with pytest.raises(Refused):
        before_clocks.settle(ws, dues, "  ")
    assert len(before_clocks.left(ws)) == 2


def test_what_a_caseworker_writes_there_by_hand_settles_nothing(station: House, case: str) -> None:
    ws = head(station)
    before_clocks.settle(ws, before_clocks.left(ws), WHY)
    (he,) = (user.uid for user in ws.keyring.users if user.login == "he")
    with ws.db.transaction():
        ws.db.execute("UPDATE clock_decisions SET worker = ?", (he,))
        clocks.write(ws, case)
    assert len(before_clocks.left(ws)) == 2
