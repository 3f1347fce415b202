"""Another's case: asked for, decided, opened in an emergency, closed again, by keys and clicks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.ui.windows.conftest import Driver
from ui import messages
from ui.widgets.buttons import Button

WHY = "核对同一家庭的另一名儿童"


def foreign(driver: Driver, login: str = "mu") -> str:
    """A case of somebody else's, by uid; its page is open."""
    driver.sign_in(login)
    row = next(r for r in map(driver.case_row, range(12)) if not r.mine)
    driver.go("case", case_uid=row.uid)
    return row.uid


def ask(driver: Driver) -> str:
    uid = foreign(driver)
    driver.click("accessAsk")
    driver.find(QLineEdit, "why").setText(WHY)
    driver.click("askWhyNow")
    driver.settle()
    return uid


def test_of_anothers_case_nothing_is_offered_that_would_be_empty(station: Driver) -> None:
    foreign(station)
    tools = ("reveal", "caseHerPage", "casePrint", "caseTimeline")
    assert not any(station.find(QWidget, name).isEnabled() for name in tools)


def test_a_case_is_asked_for_and_decided_at_the_others_login(station: Driver) -> None:
    uid = ask(station)
    assert not station.shows("accessAsk")

    station.change_to("duan")
    page = station.go("today")
    assert page._waiting.rowCount() == 1
    page._waiting_table.setFocus()
    page._open_waiting(page._waiting.index(0, 0))
    station.qtbot.keyClick(station.find(QLineEdit, "decideNote"), Qt.Key.Key_Return)
    station.settle()
    assert page._waiting.rowCount() == 1, "the Enter that opened it agrees to nothing"
    station.click("decideNow")
    station.settle()
    assert page._waiting.rowCount() == 0
    kept = station.program.window.focusWidget()
    assert kept is not None
    assert kept.objectName() == "dueTree"  # the list that held the keys is gone
    assert [each.text() for each in page.findChildren(Button, "oversee")] == ["Oversight"]

    station.change_to("mu")
    page = station.go("case", case_uid=uid)
    assert page._view.records
    assert station.shows("accessBack")
    assert station.shows("sections")
    assert not station.shows("closedCase")
    station.click("accessBack")
    station.settle()
    assert not page._view.records
    assert station.shows("accessAsk")
    assert station.shows("closedCase")
    assert not station.shows("sections")


def test_a_refusal_is_a_refusal(station: Driver) -> None:
    uid = ask(station)
    station.change_to("duan")
    page = station.go("today")
    page._open_waiting(page._waiting.index(0, 0))
    station.click("decideRefuse")
    station.settle()
    station.change_to("mu")
    assert not station.go("case", case_uid=uid)._view.records


def test_a_short_reason_stays_in_the_dialog(station: Driver) -> None:
    foreign(station)
    station.click("accessAsk")
    why = station.find(QLineEdit, "why")
    why.setText("看看")
    station.click("askWhyNow")
    station.settle()
    assert station.shows("askWhyProblem")
    assert why.text() == "看看"


def test_one_key_opens_it_in_an_emergency_and_today_asks_what_it_was(station: Driver) -> None:
    foreign(station)
    messages.answer_next("life")
    station.click("accessEmergency")
    station.settle()
    page = station.frame.shown
    assert page._view.records
    assert station.shows("accessTell")
    today = station.go("today")
    assert station.shows("reasonOwed")
    station.click("sayOwed")
    station.find(QLineEdit, "why").setText("夜间突发高热，需知道过敏史")
    station.click("askWhyNow")
    station.settle()
    assert not station.shows("reasonOwed")
    assert today._owed == []


def test_the_bar_is_not_on_ones_own_case(station: Driver) -> None:
    station.sign_in("duan")
    station.go("case", case_uid=station.case_row(0).uid)
    assert not station.shows("accessBar")
