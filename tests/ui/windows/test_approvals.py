"""A plan is completed, asked about, read and approved in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from rescueapp.actions.recording import records
from rescueapp.actions.two_people import requests
from rescueapp.workspace import Workspace
from tests.actions.station import save
from tests.ui.windows.conftest import Driver
from ui.forms.form_view import FormView
from ui.widgets.words import Words
from ui.windows.case import CasePage
from ui.windows.today import TodayPage

PLAN = "service_plan"
WHY = "计划已与本人商定，请审批"


def _complete(driver: Driver) -> FormView:
    """A new case of he's, whose plan is completed in the window."""
    driver.sign_in("he")
    case = driver.do(lambda ws: save(ws)).case_uid
    page: CasePage = driver.go("case", case_uid=case, form=PLAN)
    driver.settle()
    view = page.findChild(FormView)
    assert isinstance(view, FormView)
    view.save(complete=True)
    driver.settle()
    return view


def _ask(driver: Driver) -> None:
    driver.click("secondAsk")
    driver.find(QLineEdit, "secondWhy").setText(WHY)
    driver.click("askSecondNow")
    driver.settle()


def _state(ws: Workspace, record_uid: str) -> str:
    row = records.open_record(ws, record_uid).row
    assert row is not None
    return row.state


def test_completing_a_plan_stays_at_it_and_offers_to_ask(station: Driver) -> None:
    view = _complete(station)
    assert "a second person approves it" in view.notice.words()
    assert station.find(QAbstractButton, "secondAsk").isVisible()
    _ask(station)
    assert "waits to be approved" in view.notice.words()
    asked = station.do(requests.of_asker)
    assert [each.request.reason for each in asked] == [WHY]


def test_whoever_decides_reads_it_first_and_decides_there(station: Driver) -> None:
    view = _complete(station)
    record = view.keeper.place.record_uid
    assert record is not None
    _ask(station)
    station.change_to("duan")
    today = station.go("today")
    assert isinstance(today, TodayPage)
    today._open_waiting(today._waiting.index(0, 0))
    assert "goals are in her own words" in _words(station.find(QWidget, "decide"))
    station.click("decideRead")
    station.settle()
    assert station.find(FormView, "formView").keeper.place.record_uid == record
    station.click("secondDecide")
    station.settle()
    station.click("decideNow")
    station.settle()
    assert station.do(lambda ws: _state(ws, record)) == "complete"
    assert station.do(requests.waiting) == []


def _words(box: QWidget) -> str:
    return "\n".join(each.text() for each in box.findChildren(Words))
