"""What clocks make due, on Today and in the case: opened, looked at, decided about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from rescueapp import clock
from rescueapp.actions.two_people.requests import Asked
from rescueapp.domain.case import Due
from rescueapp.domain.clocks import Clock, Step
from rescueapp.domain.request import Kind
from rescueapp.rules.engine import State
from tests.actions.timetable import timetable
from tests.ui.windows.conftest import Driver
from ui.case.clock_card import ClockCard
from ui.case.clock_dialog import ClockDialog
from ui.lists.due_list import DUE_ROLE
from ui.two_people.decision_desk import Decide
from ui.widgets.words import Words
from ui.windows.today import TodayPage

WHY = "对方要求补交材料，正在等待"


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small table, whatever the shipped one says."""
    timetable(monkeypatch, dna="30 workdays", done="annulment_filed")


def _lines(today: TodayPage, rule: str) -> list[QModelIndex]:
    model = today._model
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    lines = [model.index(n, 0, group) for group in groups for n in range(model.rowCount(group))]
    dues = [(line, line.data(DUE_ROLE)) for line in lines]
    return [line for line, due in dues if due and due.clock and due.clock.rule.id == rule]


def _at(driver: Driver, rule: str) -> tuple[TodayPage, QModelIndex, Due]:
    """Today, with the last line of a rule pointed at."""
    driver.sign_in("he")
    driver.frame._work_out()
    driver.settle()
    today: TodayPage = driver.go("today")
    driver.settle()
    line = _lines(today, rule)[-1]  # the last to end: no pause holds what is overdue
    due = line.data(DUE_ROLE)
    today._tree.setCurrentIndex(line)
    return today, line, due


def _dialog(driver: Driver) -> ClockDialog:
    driver.settle()
    found = driver.program.window.findChild(ClockDialog)
    assert found is not None
    return found


def _within(parent: QWidget, name: str, kind: type[QWidget]) -> QWidget:
    found = parent.findChild(kind, name)
    assert found is not None
    return found


def test_enter_opens_the_form_of_the_rule_anew_where_none_waits(station: Driver) -> None:
    today, _, due = _at(station, "T-24")
    assert due.form == "mandatory_report"
    station.qtbot.keyClick(today._tree, Qt.Key.Key_Return)
    station.settle()
    page = station.frame.shown
    assert page._case_uid == due.case_uid
    assert page._form_key == "mandatory_report"
    view = station.until_built(page._forms.form)
    assert "民法典 200" in view.due.words()  # what this form settles is told above it


def test_enter_opens_the_one_record_where_a_form_has_but_one(station: Driver) -> None:
    today, _, due = _at(station, "T-7W")
    station.qtbot.keyClick(today._tree, Qt.Key.Key_Return)
    station.settle()
    page = station.frame.shown
    assert page._forms.form.keeper.place.record_uid == due.record_uid


def test_a_deadline_is_looked_at_and_stands_still(station: Driver) -> None:
    today, _, due = _at(station, "T-7W")
    before = len(_lines(today, "T-7W"))
    today._look()
    box = _dialog(station)
    told = _within(box, "clockTold", QWidget).text()  # type: ignore[attr-defined]
    assert "民法典 200" in told
    assert box.step is Step.PAUSE
    _within(box, "clockWhy", QLineEdit).setText(WHY)  # type: ignore[attr-defined]
    box.act()
    station.settle()
    assert len(_lines(today, "T-7W")) == before - 1
    station.go("case", case_uid=due.case_uid)
    station.settle()
    card = station.frame.shown.findChild(ClockCard)
    states = [of.state.value for of in card._rows.rows if of.rule.id == "T-7W"]
    assert states == ["paused"]


def test_another_day_needs_a_day_and_goes_to_a_second_person(station: Driver) -> None:
    today, _, due = _at(station, "T-7W")
    today._look()
    box = _dialog(station)
    chosen = _within(box, "clockStep", QComboBox)
    chosen.setCurrentIndex(chosen.findData(Step.OVERRIDE.value))  # type: ignore[attr-defined]
    _within(box, "clockWhy", QLineEdit).setText(WHY)  # type: ignore[attr-defined]
    box.act()
    station.settle()
    assert box.isVisible()  # no day was given
    box.day.setText((clock.today() + timedelta(days=3)).isoformat())
    box.act()
    station.settle()
    lines = [line.data(DUE_ROLE) for line in _lines(today, "T-7W")]
    assert due.due_on in {each.due_on for each in lines}  # asked is not agreed


def test_a_second_person_reads_what_is_asked_and_agrees(station: Driver) -> None:
    today, _, due = _at(station, "T-7W")
    today._look()
    box = _dialog(station)
    chosen = _within(box, "clockStep", QComboBox)
    chosen.setCurrentIndex(chosen.findData(Step.EXEMPT.value))  # type: ignore[attr-defined]
    _within(box, "clockWhy", QLineEdit).setText(WHY)  # type: ignore[attr-defined]
    box.act()
    station.settle()
    assert not _waiting_for_me(today)
    station.change_to("duan")
    today = station.go("today")
    station.settle()
    (asked,) = _waiting_for_me(today)
    today._desk.open(asked)
    station.settle()
    question = station.program.window.findChild(Decide)
    assert question is not None
    words = " ".join(label.text() for label in question.findChildren(Words))
    assert WHY in words
    assert "T-7W" in words
    question.act()
    station.settle()
    station.frame._work_out()
    station.settle()
    lines = [line.data(DUE_ROLE) for line in _lines(today, "T-7W")]
    assert lines
    assert due.case_uid not in {each.case_uid for each in lines}


def _waiting_for_me(today: TodayPage) -> list[Asked]:
    return [each for each in today._waiting.rows if each.request.kind is Kind.CLOCK]


def test_what_the_station_owes_is_done_with_a_note(
    station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the shipped table, with the station's own rules
    station.sign_in("duan")
    today: TodayPage = station.go("today")
    station.settle()
    rows = today._station._rows
    owed = station_of(rows.rows)
    if "A-B02" not in owed:  # nothing presses in the first days of a month
        assert all(each.state in (State.OVERDUE, State.SOON) for each in rows.rows)
        return
    today._station._open(rows.index(owed.index("A-B02"), 0))
    station.settle()
    box = station.program.window.findChild(QWidget, "stationDone")
    assert box is not None
    _within(box, "stationNote", QLineEdit).setText("已报送")  # type: ignore[attr-defined]
    box.act()
    station.settle()
    assert "A-B02" not in station_of(rows.rows)


def station_of(found: list[Clock]) -> list[str]:
    """The rules of what is shown."""
    return [each.rule.id for each in found]


def test_only_what_is_ours_to_do_is_a_filter(station: Driver) -> None:
    today, _, due = _at(station, "T-24")
    today._ours.setChecked(True)
    assert not _lines(today, "T-24")  # the table gives it to the procuratorate
    today._ours.setChecked(False)
    assert _lines(today, "T-24")
    assert due.clock is not None
