"""Today of an upgraded vault: one calm line, looked through and taken back by a supervisor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rescueapp import clock
from rescueapp.actions.due.clocks import SINCE
from rescueapp.storage import vault_values
from tests.actions.timetable import timetable
from tests.ui.windows.conftest import Driver
from ui.today import before_part
from ui.today.before_part import BeforePart, Through
from ui.windows.today import TodayPage

WHY = "当时已办理，纸质记录在档。"


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small table, whatever the shipped one says."""
    timetable(monkeypatch)


def _today(driver: Driver, login: str) -> BeforePart:
    """Today of a vault that got its clocks tomorrow: everything overdue is from before."""
    driver.sign_in(login)
    driver.frame._work_out()
    driver.settle()

    def upgraded(ws: Any) -> None:
        with ws.db.transaction():
            day = clock.today() + timedelta(days=1)
            vault_values.set(ws.db, SINCE, day.isoformat())

    driver.frame.session.run(upgraded, lambda _: None, owner=driver.frame)
    driver.settle()
    today: TodayPage = driver.go("today")
    driver.settle()
    return today._before


def _look_through(driver: Driver, part: BeforePart) -> Through:
    part._look.click()
    driver.settle()
    found = driver.program.window.findChild(Through)
    assert found is not None
    return found


def test_a_supervisor_looks_through_and_takes_back(station: Driver) -> None:
    part = _today(station, "duan")
    count = len(part._left)
    assert count > 1
    assert str(count) in part.words()
    box = _look_through(station, part)
    box._mark_all()
    box.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    box.why.setText(WHY)
    marked = len(box.chosen())
    box.now.click()
    station.settle()
    assert [len(part._left), len(part._settled)] == [count - marked, marked]
    part._undo.click()
    station.settle()
    assert len(part._left) == count
    assert part._undo.isHidden()


def test_nothing_marked_and_no_reason_are_said_in_the_dialog(station: Driver) -> None:
    part = _today(station, "duan")
    box = _look_through(station, part)
    assert not box.chosen()
    assert not box.why.text()
    box.why.setText(WHY)
    box.now.click()
    station.settle()
    assert box.isVisible()
    box.refuse("")
    box._mark_all()
    box.why.clear()
    box.now.click()
    station.settle()
    assert box.isVisible()
    assert not part._settled


def test_a_report_and_a_lost_contact_are_marked_one_by_one(
    station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = _today(station, "duan")
    apart = {due.clock.deadline.rule for due in part._left[:1] if due.clock is not None}
    monkeypatch.setattr(before_part, "KEEPS_HER_SAFE", frozenset(apart))
    box = _look_through(station, part)
    box._mark_all()
    kept = [due for due in part._left if due not in box.chosen()]
    assert kept
    assert {due.clock.deadline.rule for due in kept if due.clock is not None} == apart


def test_the_focus_is_in_the_list_and_enter_settles_nothing(station: Driver) -> None:
    part = _today(station, "duan")
    box = _look_through(station, part)
    assert box.focusWidget() is box.list
    QTest.keyClick(box.list, Qt.Key.Key_Return)
    station.settle()
    assert box.isVisible()
    assert not part._settled


def test_a_caseworker_sees_the_line_and_no_act(station: Driver) -> None:
    part = _today(station, "he")
    assert part._left
    assert not part.isHidden()
    assert part._look.isHidden()
