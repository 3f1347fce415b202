"""The emergency card: one key from everywhere, and from it to what is written next (K-25, K-26)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.ui.windows.conftest import Driver
from ui.forms.form_view import FormView
from ui.papers.emergency_card import EmergencyCard
from ui.papers.paper_dialog import PaperDialog
from ui.widgets.access_bar import AccessBar
from ui.widgets.notice import Notice
from ui.widgets.words import Words


def press(driver: Driver, key: Qt.Key, on: QWidget | None = None) -> None:
    driver.qtbot.keyClick(on or driver.program.window, key)
    driver.settle()


def cards() -> list[EmergencyCard]:
    shown = QApplication.topLevelWidgets()
    return [w for w in shown if isinstance(w, EmergencyCard) and w.isVisible()]


def words(card: EmergencyCard) -> str:
    return "\n".join(w.text() for w in card.findChildren(Words) if w.isVisibleTo(card))


def test_k25_one_key_shows_it_and_escape_leads_back_to_the_question(station: Driver) -> None:
    station.sign_in("he")
    view: FormView = station.go("intake")._form
    station.until(lambda: bool(view.pad.boxes) and not any(b.missing() for b in view.pad.boxes))
    station.program.window.activateWindow()
    held = station.program.window.focusWidget()
    press(station, Qt.Key.Key_F2, held)
    (card,) = cards()
    assert "120" in words(card)
    assert "alone" in words(card)
    press(station, Qt.Key.Key_F2, card)  # once is enough
    assert len(cards()) == 1
    press(station, Qt.Key.Key_Escape, card)
    assert cards() == []
    assert station.program.window.focusWidget() is held


def test_k25_an_administrator_without_any_data_has_it_too(station: Driver) -> None:
    station.sign_in("zhao")
    press(station, Qt.Key.Key_F2)
    (card,) = cards()
    assert card.findChildren(QWidget, "write_safety_line") == []
    assert not station.find(QWidget, "emergencyPrint").isVisible()
    assert station.failures == []


def test_k25_it_opens_over_a_dialog_and_leads_away_from_none(station: Driver) -> None:
    station.sign_in("mu")
    row = next(r for r in (station.case_row(n) for n in range(3)) if not r.mine)
    station.go("case", case_uid=row.uid)
    station.click("accessAsk")
    asking = station.find(QWidget, "askWhy")
    station.find(QLineEdit, "why").setText("需要核对")
    press(station, Qt.Key.Key_F2, asking)
    (card,) = cards()
    assert card.findChildren(QWidget, "write_safety_line") == []
    assert "close what lies open" in words(card)
    press(station, Qt.Key.Key_Escape, card)
    assert station.find(QLineEdit, "why").text() == "需要核对"


def test_k25_nothing_of_it_before_somebody_is_signed_in_or_while_the_screen_is_hidden(
    station: Driver,
) -> None:
    press(station, Qt.Key.Key_F2)
    assert cards() == []
    station.sign_in("he")
    press(station, Qt.Key.Key_F12)
    press(station, Qt.Key.Key_F2)
    assert cards() == []


def test_k25_the_lock_closes_it(station: Driver) -> None:
    station.sign_in("he")
    press(station, Qt.Key.Key_F2)
    station.program._guard.lock()
    station.settle()
    assert cards() == []


def test_k25_what_is_written_next_opens_in_the_case_that_lies_open(station: Driver) -> None:
    station.sign_in("he")
    row = next(r for r in (station.case_row(n) for n in range(3)) if r.mine)
    page = station.go("case", case_uid=row.uid)
    press(station, Qt.Key.Key_F2)
    station.click("write_safety_line")
    assert page._forms.form.keeper.place.form == "safety_line"
    assert page._forms.form.keeper.place.case_uid == row.uid


def test_k25_without_an_open_case_the_case_is_chosen_first(station: Driver) -> None:
    station.sign_in("he")
    press(station, Qt.Key.Key_F2)
    station.click("sheet_medical")
    station.click("write_mandatory_report")
    assert "Mandatory report" in station.find(Notice, "chooseCase").words()
    table = station.frame.shown._table
    table.setCurrentIndex(table.model().index(0, 0))
    station.until(lambda: table.model().row_at(table.currentIndex()) is not None)
    press(station, Qt.Key.Key_Return, table)
    assert station.frame.shown._form_key == "mandatory_report"
    station.go("cases")
    assert station.find(Notice, "chooseCase").words() == ""


def test_k25_somebody_elses_case_is_opened_by_the_glass(station: Driver) -> None:
    station.sign_in("mu")
    press(station, Qt.Key.Key_F2)
    station.click("emergencyOthers")
    assert "Emergency" in station.find(Notice, "chooseCase").words()
    row = next(r for r in (station.case_row(n) for n in range(3)) if not r.mine)
    station.go("case", case_uid=row.uid, form="safety_line")
    assert station.find(QWidget, "accessEmergency").isVisible()
    assert station.frame.shown._middle.currentWidget().objectName() == "closedCase"
    assert isinstance(station.find(AccessBar, "accessBar"), AccessBar)


def test_k25_the_sheets_for_the_wall_are_printed_through_the_register(station: Driver) -> None:
    station.sign_in("he")
    press(station, Qt.Key.Key_F2)
    station.click("emergencyPrint")
    dialog = station.find(PaperDialog, "paperDialog")
    station.until(lambda: dialog._paper.pages.count == 4)
    assert dialog._paper.prepared is not None
    assert dialog._paper.prepared.print_id
    dialog.reject()
    station.settle()
    assert station.failures == []


def test_k26_the_note_for_staff_is_the_fourth_key(station: Driver) -> None:
    station.sign_in("he")
    press(station, Qt.Key.Key_F2)
    (card,) = cards()
    press(station, Qt.Key.Key_4, card)
    assert "secondary trauma" in words(card)
    assert "12356" in words(card)
    assert card.findChildren(QWidget, "write_safety_line") == []


@pytest.mark.parametrize("tongue", ["zh_Hans", "zh_Hant"])
def test_k25_at_150_percent_every_step_is_seen_at_once(station: Driver, tongue: str) -> None:
    station.program._choose_language(tongue)
    station.settle()
    station.program.window.resize(910, 512)  # 1366×768, in logical pixels
    station.sign_in("he")
    press(station, Qt.Key.Key_F2)
    (card,) = cards()
    for place in range(4):
        card.show_sheet(place)
        station.settle()
        assert card._area.verticalScrollBar().maximum() == 0, place
