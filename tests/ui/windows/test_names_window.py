"""A list with names from the list of cases: asked for, agreed to by another, shown once (K-09)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from rescueapp.actions.outward import releases
from rescueapp.actions.papers import trail
from rescueapp.domain.request import Kind
from rescueapp.storage import requests as stored
from tests.ui.windows.conftest import Driver
from ui import messages
from ui.papers.names_window import NamesWindow
from ui.papers.paper_dialog import PaperDialog

WHY = "省厅现场核查，需在站人员花名册"


def _window(driver: Driver) -> NamesWindow:
    driver.go("cases")
    driver.click("caseNames")
    return driver.find(NamesWindow, "namesWindow")


def _asked(driver: Driver) -> None:
    driver.sign_in("he")
    window = _window(driver)
    driver.find(QLineEdit, "namesPurpose").setText(WHY)
    driver.qtbot.keyClick(driver.find(QLineEdit, "namesPurpose"), Qt.Key.Key_Return)
    driver.settle()
    assert "waits for a second person" in window._state.words()


def _agreed(driver: Driver) -> None:
    """He has asked and Duan agreed; he is back at the desk."""
    _asked(driver)
    driver.change_to("duan")
    page = driver.go("today")
    page._open_waiting(page._waiting.index(0, 0))
    driver.click("decideNow")
    driver.change_to("he")


def test_it_opens_over_its_window_and_not_in_the_corner_of_the_screen(station: Driver) -> None:
    station.sign_in("he")
    assert _window(station).x() > 100  # a window of 1366 points begins at the left edge


def test_k09_what_it_is_for_is_asked_by_keys_and_then_it_waits(station: Driver) -> None:
    station.sign_in("he")
    window = _window(station)
    purpose = station.find(QLineEdit, "namesPurpose")
    assert purpose.isVisible()
    assert "agreed" in window._state.words()
    purpose.setText("核查")
    station.qtbot.keyClick(purpose, Qt.Key.Key_Return)
    station.settle()
    assert "at least 8 characters" in window._problem.words()  # a refusal stays in the window
    purpose.setText(WHY)
    station.qtbot.keyClick(purpose, Qt.Key.Key_Return)
    station.settle()
    assert "waits for a second person" in window._state.words()
    assert not purpose.isVisible()
    assert not station.shows("namesWindowNow")
    assert station.find(QAbstractButton, "namesCode").isVisible()
    station.qtbot.keyClick(window, Qt.Key.Key_Escape)
    station.settle()
    assert station.go("today")._asked.isVisible()
    assert station.failures == []


def test_k09_nobody_agrees_to_their_own_list(station: Driver) -> None:
    _asked(station)
    assert station.go("today")._waiting.rowCount() == 0


def test_k09_once_it_is_agreed_to_the_names_are_shown_saved_and_in_the_register(
    station: Driver, tmp_path: Path
) -> None:
    _agreed(station)
    window = _window(station)
    assert window._reason.text() == WHY
    assert window.focusWidget() is window.now
    station.qtbot.keyClick(window.now, Qt.Key.Key_Return)
    station.settle()
    dialog = station.find(PaperDialog, "paperDialog")
    station.until(lambda: dialog._paper.pages.count > 0)
    messages.answer_next("save", tmp_path / "names.pdf")
    station.click("paperSave")
    assert (tmp_path / "names.pdf").read_bytes().startswith(b"%PDF")
    dialog.reject()
    station.change_to("duan")
    found = station.do(lambda ws: releases.register(ws, first="2000-01-01", last="2099-01-01"))
    assert [(left.release.what, left.release.reason) for left in found] == [("names_list", WHY)]
    acts = [entry.act for entry in station.do(trail.entries)]
    assert acts.count("name_listed") == len(window._found.cases) > 0
    assert station.failures == []


def test_k09_the_agreement_is_spent_by_showing_the_names(station: Driver) -> None:
    _agreed(station)
    _window(station).act()
    station.settle()
    station.find(PaperDialog, "paperDialog").reject()
    station.settle()
    assert "agreed" in _window(station)._state.words()
    assert station.find(QLineEdit, "namesPurpose").isVisible()


def test_k09_closing_the_window_spends_nothing(station: Driver) -> None:
    _agreed(station)
    _window(station).reject()
    station.settle()
    kept = station.do(lambda ws: stored.of_subject(ws.db, ws.worker.uid))
    assert [(r.kind, r.used_at) for r in kept] == [(Kind.NAMES_LIST, None)]
    assert _window(station)._reason.text() == WHY


def test_the_list_holds_what_the_list_of_cases_shows(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("cases")
    station.click("caseNames")
    whole = station.find(NamesWindow, "namesWindow")
    assert len(whole._found.cases) == page._model.rowCount() == 3
    whole.reject()
    station.settle()
    number = station.case_row().number
    station.go("cases", text=number)
    station.click("caseNames")
    assert len(station.find(NamesWindow, "namesWindow")._found.cases) == 1


def test_a_list_that_would_be_empty_says_so_and_asks_nobody(station: Driver) -> None:
    station.sign_in("duan")
    station.go("cases", text="no such thing anywhere")
    station.click("caseNames")
    window = station.find(NamesWindow, "namesWindow")
    assert "No case" in window._state.words()
    assert not window.now.isVisible()
    assert not station.find(QLineEdit, "namesPurpose").isVisible()
    assert window.focusWidget() is window.cancel
    assert window.cancel.text() == "Close"


def test_of_others_cases_alone_there_is_no_list(station: Driver) -> None:
    station.sign_in("he")
    row = next(r for r in map(station.case_row, range(3)) if not r.mine)
    station.go("cases", text=row.number)
    station.click("caseNames")
    window = station.find(NamesWindow, "namesWindow")
    assert "do not hold the key" in window._state.words()
    assert not window.now.isVisible()
