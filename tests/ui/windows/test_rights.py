"""Her page and the rights desk: read together by keys, closed without a trace, answered in time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QWidget

from rescueapp import clock
from rescueapp.actions.outward import consents
from rescueapp.domain.consent import State
from tests.ui.windows.conftest import Driver
from ui.case.sections import RIGHTS
from ui.her_page import Block
from ui.lists.table import Table

GIVEN = {"consenter": "01", "agrees_photo": "01", "expires_on": "2099-01-01"}
REQUEST = {"asked_by": "01", "rights": ["01"], "identity_checked": "01"}


def _save(driver: Driver, case_uid: str, form: str, **answers: Any) -> str:
    return driver.write(form, answers, case_uid).record_uid


def _together(driver: Driver, login: str = "duan") -> Any:
    driver.sign_in(login)
    uid = driver.case_row(-1).uid
    _save(driver, uid, "consent", **GIVEN)
    driver.go("case", case_uid=uid)
    driver.click("caseHerPage")
    return driver.frame.shown


def _words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_k18_her_page_is_opened_from_the_case_and_read_by_keys(station: Driver) -> None:
    page = _together(station)
    assert page.objectName() == "herPage"
    blocks = [b for b in page.findChildren(Block) if b.isVisible()]
    assert len(blocks) >= 5
    assert page.focusWidget() is blocks[0]
    station.press(Qt.Key.Key_Down)
    assert page.focusWidget() is blocks[1]
    station.press(Qt.Key.Key_Up)
    assert page.focusWidget() is blocks[0]


def test_k18_nothing_of_it_is_left_when_it_is_closed(station: Driver) -> None:
    page = _together(station)
    station.press(Qt.Key.Key_Escape)
    assert station.frame.shown.objectName() == "casePage"
    assert page.findChildren(Block) == []
    assert station.frame.shown.isAncestorOf(station.program.window.focusWidget())  # not lost
    assert page._page is None


def test_k25_the_cover_takes_its_words_away_and_it_is_read_anew(station: Driver) -> None:
    page = _together(station)
    station.program._guard.hide()
    station.settle()
    assert page.findChildren(Block) == []
    station.program._guard.show_again()
    station.until(lambda: bool(page.findChildren(Block)))


def test_k06_a_consent_is_taken_back_from_it_and_asked_once(station: Driver) -> None:
    page = _together(station)
    button = station.find(QAbstractButton, "takeBack_02")
    button.setFocus()
    station.qtbot.keyClick(button, Qt.Key.Key_Return)
    box = station.find(QWidget, "withdraw")
    assert "No new photograph is kept" in _words(box)
    station.click("withdrawNow")
    uid = page._case_uid
    (photo,) = [c for c in station.do(lambda ws: consents.ledger(ws, uid)) if c.purpose == "02"]
    assert photo.state is State.WITHDRAWN
    assert "You took it back. That is all right." in _words(page)


def test_k18_a_paper_says_first_who_could_find_it(station: Driver) -> None:
    _together(station)
    station.click("herPaper")
    box = station.find(QWidget, "takeAlong")
    assert "who could find the paper" in _words(box)
    assert not any(tick.isChecked() for tick in box.findChildren(QCheckBox))
    station.click("takeAlongNow")
    page = station.frame.shown
    assert page.objectName() == "printPage"
    assert page._paper.prepared.what == "herself"
    page._back()
    station.settle()
    assert station.frame.shown.objectName() == "herPage"


def _desk(driver: Driver, login: str = "duan") -> Any:
    driver.sign_in(login)
    uid = driver.case_row(-1).uid
    _save(driver, uid, "rights_request", asked_on=clock.today().isoformat(), **REQUEST)
    page = driver.go("case", case_uid=uid)
    page._choose_section(RIGHTS)
    driver.settle()
    return page


def test_k18_an_open_request_stands_on_the_desk_and_on_the_left(station: Driver) -> None:
    page = _desk(station)
    waiting = page._view.requests_open()
    assert waiting
    assert page._sections._tree._items[RIGHTS].text(1) == f"{waiting} open"
    table = station.find(Table, "rightsTable")
    station.qtbot.keyClick(table, Qt.Key.Key_Return)
    station.settle()
    assert page._form_key == "rights_request"


def test_k18_only_what_was_answered_has_a_letter(station: Driver) -> None:
    page = _desk(station)
    assert not station.find(QAbstractButton, "answerLetter").isEnabled()
    today = clock.today().isoformat()
    _save(station, page._case_uid, "rights_request", asked_on=today, answered_on=today,
          answer="01", **REQUEST)  # fmt: skip
    page._read()
    station.settle()
    table = station.find(Table, "rightsTable")
    states = [request.is_open for request in page._view.rights]
    table.setCurrentIndex(table.model().index(states.index(False), 0))
    station.click("answerLetter")
    assert station.frame.shown._paper.prepared.what == "her_answer"


def test_k18_names_of_who_looked_are_the_supervisors(station: Driver) -> None:
    desk = _desk(station)._places[RIGHTS]
    assert [c.key for c in desk._look_rows.columns] == ["day", "role", "name", "way", "times"]
    assert desk._look_rows.rows
