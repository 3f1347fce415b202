"""Today: Enter opens what is due, and the record says how it is done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.domain.changed import Changed
from rescueapp.forms.answers import settled_by
from rescueapp.forms.catalogue import FORMS
from tests.ui.windows.conftest import Driver
from ui.forms.form_view import FormView
from ui.lists.due_list import DUE_ROLE
from ui.windows.today import TodayPage


def _lines(today: TodayPage) -> list[QModelIndex]:
    model = today._model
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    return [model.index(n, 0, group) for group in groups for n in range(model.rowCount(group))]


def _texts(today: TodayPage) -> list[list[str]]:
    columns = range(today._model.columnCount())
    return [[line.siblingAtColumn(n).data() for n in columns] for line in _lines(today)]


def _open(driver: Driver, form: str) -> tuple[Any, FormView]:
    """Down to the first thing due of a form, Enter: the due line, and the form that opens."""
    driver.sign_in("he")
    today: TodayPage = driver.go("today")
    planned = [line for line in _lines(today) if line.data(DUE_ROLE).clock is None]
    at = next(line for line in planned if line.data(DUE_ROLE).form == form)
    due = at.data(DUE_ROLE)
    today._tree.setCurrentIndex(at)
    driver.qtbot.keyClick(today._tree, Qt.Key.Key_Return)
    driver.settle()
    view = driver.frame.shown._forms.form
    assert view is not None
    return due, driver.until_built(view)


def test_enter_opens_the_record_that_is_due(station: Driver) -> None:
    due, view = _open(station, "risk_and_needs")
    assert view.keeper.place.record_uid == due.record_uid
    assert view.pad.answers()


def test_what_a_new_record_settles_is_one_key_away(station: Driver) -> None:
    due, view = _open(station, "risk_and_needs")
    assert due.due_on in view.due.words()
    station.click("dueNext")
    page = station.frame.shown
    assert page._forms.form is not view
    assert page._forms.form.keeper.place.record_uid is None
    assert page._form_key == "risk_and_needs"


def test_what_the_record_itself_settles_leads_to_its_question(station: Driver) -> None:
    _open(station, "mandatory_report")
    station.program.window.activateWindow()
    station.click("dueHere")
    assert station.focused().objectName() == "feedback_on.input"


def test_a_record_that_is_not_due_says_nothing(station: Driver) -> None:
    _, view = _open(station, "service_plan")  # in two weeks
    assert view.due.words() == ""


@pytest.mark.parametrize(
    ("form", "question"),
    [
        ("mandatory_report", "feedback_on"),
        ("belongings", "returned_on"),
        ("safety_line", "line_check_on"),
        ("follow_up", ""),
        ("risk_and_needs", ""),
        ("consent", ""),
    ],
)
def test_how_what_is_due_is_settled_is_read_from_the_form(form: str, question: str) -> None:
    assert settled_by(FORMS[form]) == question


def test_a_draft_of_the_due_record_is_what_opens(station: Driver) -> None:
    due, view = _open(station, "risk_and_needs")
    editor = view.pad.row("strengths").editor
    assert editor is not None
    editor.take("正在写的话")
    view.keep_now()
    station.settle()
    page = station.frame.shown
    page._forms.drop()
    station.go("case", case_uid=due.case_uid, form=due.form, record_uid=due.record_uid)
    assert page._forms.form.pad.kept()["strengths"] == "正在写的话"


def test_a_record_that_lies_open_with_typing_is_come_back_to(station: Driver) -> None:
    due, view = _open(station, "risk_and_needs")
    editor = view.pad.row("strengths").editor
    assert editor is not None
    editor.take("正在写的话")
    station.go("today")
    station.go("case", case_uid=due.case_uid, form=due.form, record_uid=due.record_uid)
    assert station.frame.shown._forms.form is view
    assert view.notice.words() != "There is typing in this form that is not saved."


def test_a_list_read_anew_leaves_the_person_where_they_were(station: Driver) -> None:
    station.sign_in("he")
    today: TodayPage = station.go("today")
    third = _lines(today)[2]
    due = third.data(DUE_ROLE)
    today._tree.setCurrentIndex(third)
    station.frame.session.tell(Changed(everything=True))
    station.settle()
    assert today._tree.currentIndex().data(DUE_ROLE) == due


def test_a_next_step_of_the_case_opens_the_due_record(station: Driver) -> None:
    due, _ = _open(station, "risk_and_needs")
    page = station.go("case", case_uid=due.case_uid, form="belongings")
    page._choose_section("")
    station.settle()
    station.click("step_risk_and_needs")
    assert page._forms.form.keeper.place.record_uid == due.record_uid


def test_a_session_that_goes_past_midnight_tells_what_the_new_day_makes_due(
    station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    station.sign_in("he")
    today: TodayPage = station.go("today")
    assert not station.do(clocks.due_again)
    far = _texts(today)
    wall, uptime, night = clock.now, clock.uptime, timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: wall() + night)
    monkeypatch.setattr(clock, "uptime", lambda: uptime() + int(night.total_seconds()))
    station.frame._account.look()
    station.settle()
    assert not station.do(clocks.due_again)
    assert _texts(today) != far
