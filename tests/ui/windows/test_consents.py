"""The ledger of a case: seen by purpose, taken back by keys; the sheet of the superior bureau."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QWidget

from rescueapp import clock
from rescueapp.actions.outward import consents
from rescueapp.actions.recording.records import save_record
from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.domain.consent import State
from rescueapp.domain.request import Kind
from rescueapp.workspace import Workspace
from tests.ui.windows.conftest import Driver
from ui import messages
from ui.case.sections import CONSENTS
from ui.desks.code_desk import CodeDesk
from ui.widgets.notice import Notice
from ui.windows.unlock import Unlock

GIVEN = {"consenter": "01", "agrees_photo": "01", "expires_on": "2099-01-01"}


def _agree(driver: Driver, case_uid: str, **answers: Any) -> None:
    driver.write("consent", GIVEN | answers, case_uid)


def _ledger(driver: Driver, **answers: Any) -> Any:
    driver.sign_in("duan")
    uid = driver.case_row(-1).uid
    _agree(driver, uid, **answers)
    page = driver.go("case", case_uid=uid)
    page._choose_section(CONSENTS)
    driver.settle()
    return page


def _consents(page: Any) -> Any:
    return page._places[CONSENTS]


def _choose(page: Any, purpose: str) -> Any:
    table = _consents(page)._table
    rows = _consents(page)._rows
    place = [c.purpose for c in rows.rows].index(purpose)
    table.setCurrentIndex(rows.index(place, 0))
    return table


def test_k06_a_consent_is_taken_back_by_keys(station: Driver) -> None:
    page = _ledger(station)
    uid = page._case_uid
    station.qtbot.keyClick(_choose(page, "02"), Qt.Key.Key_Return)
    why = station.find(QLineEdit, "withdrawWhy")
    station.qtbot.keyClicks(why, "no more")
    station.qtbot.keyClick(why, Qt.Key.Key_Return)
    station.settle()
    (photo,) = [c for c in station.do(lambda ws: consents.ledger(ws, uid)) if c.purpose == "02"]
    assert photo.state is State.WITHDRAWN
    shown = _consents(page)._rows.rows[1]
    assert (shown.purpose, shown.state) == ("02", State.WITHDRAWN)
    assert not station.find(QAbstractButton, "withdrawConsent").isEnabled()


def test_it_says_before_what_a_withdrawal_stops(station: Driver) -> None:
    page = _ledger(station)
    _choose(page, "02")
    assert "No new photograph is kept" in _consents(page)._stops.text()


def test_what_was_never_asked_is_not_taken_back(station: Driver) -> None:
    page = _ledger(station)
    station.qtbot.keyClick(_choose(page, "06"), Qt.Key.Key_Return)
    assert not any(box.objectName() == "withdraw" for box in page.findChildren(QWidget))
    assert not station.find(QAbstractButton, "withdrawConsent").isEnabled()


def test_what_ends_within_thirty_days_is_marked_on_the_left(station: Driver) -> None:
    page = _ledger(station, expires_on=clock.today().isoformat())
    assert page._sections._tree._items[CONSENTS].text(1) == "1 end soon"
    assert "ends soon" in _consents(page)._rows.columns[1].words(_consents(page)._rows.rows[1])


def test_the_form_is_one_key_away(station: Driver) -> None:
    page = _ledger(station)
    station.click("openConsent")
    assert page._form_key == "consent"


def test_a_sheet_is_made_and_what_was_agreed_to_by_telephone_confirmed(station: Driver) -> None:
    station.sign_in("duan")
    station.go("admin")
    messages.answer_next("make")
    station.click("makeCodes")
    sheet = station.find(QWidget, "codeSheet")
    shown = [w.text() for w in sheet.findChildren(QWidget) if hasattr(w, "text")]
    (first,) = [text for text in shown if text.startswith("1.  ")]
    digits = first.removeprefix("1.  ")
    station.click("codeSheetClose")
    left = station.find(CodeDesk, "codeDesk")._left.text()
    assert f"{telephone_codes.SHEET} codes are left" in left
    uid = _child_asked_again(station, digits)

    _change_to(station, "duan")
    desk = station.go("admin").findChild(CodeDesk, "codeDesk")
    assert desk._owed.count() == 1
    station.click("confirmCode")
    assert desk._owed.count() == 0
    (asked,) = station.do(lambda ws: requests.of_case(ws, uid))
    assert asked.request.confirmed_by


def test_what_nobody_else_here_can_confirm_is_said_and_is_no_debt(station: Driver) -> None:
    station.sign_in("duan")
    station.do(_telephoned)
    station.go("admin")
    told = station.find(Notice, "codeToOffice").words()
    assert "list of cases with names" in told
    assert "its receipt settles it" in told
    with pytest.raises(AssertionError):
        station.find(QPushButton, "confirmCode")
    station.go("today")
    assert "by telephone" not in station.find(Notice, "duties").words()


def test_without_an_office_the_desk_says_what_is_missing_and_leads_there(station: Driver) -> None:
    station.sign_in("duan")

    def without_office(ws: Workspace) -> None:
        _telephoned(ws)
        with ws.db.transaction():
            ws.db.execute("UPDATE correspondents SET retired_at = ?", (clock.stamp(),))

    station.do(without_office)
    station.go("today")
    assert "Enrol the superior office" in station.find(Notice, "duties").words()
    station.go("admin")
    assert "second supervisor" in station.find(Notice, "codeToNobody").words()
    station.click("codeEnrol")
    assert station.find(QWidget, "exchangePage").isVisible()


def _telephoned(ws: Workspace) -> None:
    """What the only supervisor asked for, and the bureau agreed to."""
    sheet = telephone_codes.make_sheet(ws)
    request = requests.ask(ws, Kind.NAMES_LIST, "", "主管局要求核对在站人员名单")
    requests.decide_by_code(ws, request.uid, 1, sheet.codes[0])


def _change_to(driver: Driver, login: str) -> None:
    driver.program._guard.lock()
    driver.until(lambda: isinstance(driver.program._screen, Unlock))
    driver.sign_in(login)


def _child_asked_again(driver: Driver, digits: str) -> str:
    _change_to(driver, "he")

    def work(ws: Any) -> str:
        new = save_record(ws, form="intake", case_uid=None, record_uid=None, based_on=0,
                          answers={"sex": "2", "arrived_at": "2026-03-05T14:30:00Z"},
                          complete=False)  # fmt: skip
        request = requests.ask(ws, Kind.SECOND_INTERVIEW, new.case_uid, "需补充核实时间无法问他人")
        requests.decide_by_code(ws, request.uid, 1, digits)
        return new.case_uid

    return str(driver.do(work))
