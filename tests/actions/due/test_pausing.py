"""A-009: a period of the law or a ministry stands still when two agree; what does is on Today."""

from __future__ import annotations

import pytest

from rescueapp.actions.desk import duties
from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import clock_acts
from rescueapp.actions.two_people import requests
from rescueapp.domain.clocks import Clock as Told
from rescueapp.errors import Refused
from rescueapp.rules.engine import State
from rescueapp.storage import clocks as stored
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, Clock, House, save
from tests.actions.timetable import timetable

WHY = "对方要求补交材料，正在等待"


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    timetable(monkeypatch)


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=INTAKE | {"id_check": "3"}).case_uid


def of(ws: Workspace, case_uid: str, rule: str) -> Told:
    return next(each for each in clocks.of_case(ws, case_uid) if each.rule.id == rule)


def due(ws: Workspace) -> list[str]:
    return [each.clock.rule.id for each in cases.today(ws) if each.clock]


def still(ws: Workspace) -> list[str]:
    return [each.rule.id for _, each in clocks.standing_still(ws)]


def test_a_ministrys_period_runs_until_a_second_person_agrees_that_it_stands(
    ws: Workspace, case: str, station: House
) -> None:
    clock_acts.pause(ws, case, of(ws, case, "T-24").deadline, WHY)
    assert of(ws, case, "T-24").state is not State.PAUSED
    assert "T-24" in due(ws)
    with pytest.raises(Refused):
        clock_acts.pause(ws, case, of(ws, case, "T-24").deadline, WHY)  # asked already
    (asked,) = requests.of_asker(ws)
    with pytest.raises(Refused):
        requests.decide(ws, asked.request.uid, granted=True)
    ws = station.sign_in("duan")
    requests.decide(ws, asked.request.uid, granted=True)
    assert of(ws, case, "T-24").state is State.PAUSED
    assert "T-24" not in due(ws)


def test_a_pause_that_was_refused_holds_nothing(ws: Workspace, case: str, station: House) -> None:
    clock_acts.pause(ws, case, of(ws, case, "T-24").deadline, WHY)
    (asked,) = requests.of_asker(ws)
    ws = station.sign_in("duan")
    requests.decide(ws, asked.request.uid, granted=False)
    assert of(ws, case, "T-24").state is not State.PAUSED
    assert still(ws) == []


def test_a_pause_written_by_hand_without_a_second_person_holds_nothing(
    ws: Workspace, case: str
) -> None:
    clock_acts.pause(ws, case, of(ws, case, "T-24").deadline, WHY)
    assert stored.may_stand_still(ws.db, ws.holder) == [case]
    with ws.db.transaction():
        ws.db.execute("UPDATE clock_decisions SET request_uid = NULL")
        clocks.write(ws, case)
    assert "T-24" in due(ws)


def test_what_stands_still_is_told_on_today_until_it_goes_on(
    ws: Workspace, case: str, now: Clock
) -> None:
    clock_acts.pause(ws, case, of(ws, case, "T-7W").deadline, WHY)
    assert still(ws) == ["T-7W"]
    assert [each for each in duties.duties(ws) if each.msgid == duties.STANDS_STILL.msgid]
    now.later(days=2)
    clock_acts.resume(ws, case, of(ws, case, "T-7W").deadline, WHY)
    assert still(ws) == []


def test_nobody_is_told_of_anothers_case(ws: Workspace, case: str, station: House) -> None:
    clock_acts.pause(ws, case, of(ws, case, "T-7W").deadline, WHY)
    assert still(station.sign_in("mu")) == []
