"""Screens say what was decided and lead to what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from rescueapp import clock
from rescueapp.actions.desk import release_papers
from rescueapp.actions.keeping import retention
from rescueapp.actions.outward import releases
from rescueapp.actions.papers import account_paper
from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.actions.vault.incidents import begin as begin_incident
from rescueapp.actions.vault.incidents import keep
from rescueapp.actions.vault.training import Demo
from rescueapp.domain import incident as rules
from rescueapp.domain.request import Kind
from rescueapp.domain.retention import Outcome, Type
from rescueapp.forms.incident import FORM as INCIDENT
from rescueapp.workspace import Workspace
from tests.actions.closing import WHY, end_help
from tests.actions.station import House
from tests.ui.windows.conftest import Driver
from ui import messages
from ui.desks.incident_wizard import IncidentWizard
from ui.lists.table import Table
from ui.papers.paper_dialog import PaperDialog
from ui.two_people.decision_desk import what
from ui.vault.own_passphrase import OwnPassphrase
from ui.widgets.asking import Asking
from ui.widgets.notice import Notice

AT_150 = (910, 512)  # logical pixels of 1366×768


def do(station: Driver, work: Callable[[Workspace], Any]) -> Any:
    """Done in the database's thread, as whoever is signed in."""
    kept: list[Any] = []
    station.frame.session.run(work, kept.append, owner=station.frame)
    station.settle()
    return kept[0]


def told(station: Driver) -> str:
    return station.find(Notice, "oversightNotice").words()


@pytest.fixture
def house(demo: Demo) -> House:
    return House(demo.station, {p.name: p.read_text().strip() for p in demo.passphrases.iterdir()})


@pytest.fixture
def old(house: House) -> str:
    """A case of the training station whose time is over."""
    ws = house.sign_in("duan")
    uid = str(ws.db.read("SELECT uid FROM cases ORDER BY id LIMIT 1")[0][0])
    end_help(ws, uid, "1990-01-01")
    retention.sort(ws, uid, Type.ADULT)
    house.leave()
    return uid


# --- what was decided -------------------------------------------------------------------------


def test_k17_what_was_decided_about_a_file_is_said(old: str, station: Driver) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="retention")
    station.click("proposeDestroy")
    station.find(QLineEdit, "appraiseWhy").setText(WHY)
    station.click("appraiseNow")
    assert "proposed to destroy" in told(station)
    assert "second person" in told(station)
    station.click("keepLonger")
    station.find(QLineEdit, "appraiseWhy").setText(WHY)
    station.click("appraiseNow")
    assert "is kept longer, until" in told(station)


def test_k17_the_certificate_is_shown_at_once(house: House, old: str, station: Driver) -> None:
    ws = house.sign_in("duan")
    sheet = telephone_codes.make_sheet(ws)
    retention.appraise(ws, old, Outcome.DESTROY, WHY)
    asked = requests.waiting_for(ws, Kind.DESTROY, old)
    assert asked is not None
    requests.decide_by_code(ws, asked.uid, 1, sheet.codes[0])
    house.leave()
    station.sign_in("duan")
    station.go("oversight", desk="retention")
    messages.answer_next("destroy")
    station.click("destroyNow")
    dialog = station.find(PaperDialog, "paperDialog")
    station.until(lambda: dialog._paper.pages.count > 0)
    assert dialog._paper.print_button.isEnabled()
    dialog.reject()
    station.settle()
    assert station.failures == []


# --- what stands against it -------------------------------------------------------------------


def test_k19_closing_leads_to_the_question_that_stands_against_it(station: Driver) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="incidents")
    station.click("newIncident")
    wizard = station.find(IncidentWizard, "incidentWizard")
    wizard.show_step(3)
    station.click("incidentClose")
    required = next(f.key for s in INCIDENT.sections for f in s.fields if f.required)
    assert wizard._step == 0
    station.until(lambda: wizard._pad.row(required).isAncestorOf(_focus(station)))
    assert "Still to be answered" in wizard._notice.words()


@pytest.mark.parametrize("duty", ["told_authority_on", "told_safety_on", "told_keys_on"])
def test_k19_a_duty_that_is_not_done_leads_to_its_day(station: Driver, duty: str) -> None:
    station.sign_in("duan")
    today = clock.today().isoformat()
    answers = {
        "incident_found_on": today, "incident_found_by": "duan", "incident_cause": "遗失",
        "incident_kinds": ["02"], "incident_unsafe": True, "incident_minors": False,
        "incident_data": ["01"],
        **{each.field: today for each in rules.duties({"incident_kinds": ["02"],
                                                       "incident_unsafe": True}, clock.today())},
    }  # fmt: skip
    del answers[duty]

    def kept(ws: Workspace) -> object:
        return keep(ws, replace(begin_incident(ws), answers=answers))

    do(station, kept)
    station.go("oversight", desk="incidents")
    station.click("openIncident")
    wizard = station.find(IncidentWizard, "incidentWizard")
    station.click("incidentStep4")
    station.click("incidentClose")
    station.until(lambda: wizard._pad.row(duty).isAncestorOf(_focus(station)))


def _focus(station: Driver) -> QWidget:
    return station.program.window.focusWidget() or station.program.window


@pytest.mark.parametrize("login", ["duan", "he"])
def test_k30_the_line_about_the_clock_says_who_does_what(
    station: Driver, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    station.sign_in(login)
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() - timedelta(hours=2))
    station.frame._account.look()
    station.settle()
    words = station.find(Notice, "clockDoubt").words()
    assert "Put the date of the computer right" in words
    assert ("Ask Supervisor to sign in" in words) == (login == "he")
    assert station.find(QWidget, "confirmDate").isVisible() == (login == "duan")


# --- what was asked for is taken back ----------------------------------------------------------


def test_k10_who_asked_takes_it_back_from_today(house: House, station: Driver) -> None:
    station.sign_in("mu")
    row = next(r for r in (station.case_row(n) for n in range(3)) if not r.mine)
    station.go("case", case_uid=row.uid)
    station.click("accessAsk")
    station.find(QLineEdit, "why").setText("核对同一家庭的另一名儿童")
    station.click("askWhyNow")
    today = station.go("today")
    assert waits(today) == ["See a case of somebody else's"]
    messages.answer_next("back")
    station.click("takeBack")
    assert waits(today) == []
    assert not station.shows("takeBack")
    station.go("case", case_uid=row.uid)
    assert station.find(QWidget, "accessAsk").isVisible()


def waits(today: Any) -> list[str]:
    return [what(each) for each in today._asked._rows.rows if each.waits()]


def test_the_answer_and_its_reply_stand_on_the_today_of_who_asked(station: Driver) -> None:
    station.sign_in("mu")
    asked = station.do(lambda ws: requests.ask(ws, Kind.NAMES_LIST, "", "核对在站人员名单"))
    station.change_to("duan")
    station.do(lambda ws: requests.decide(ws, asked.uid, granted=False, note="请先与我商量"))
    station.change_to("mu")
    assert "Refused. 请先与我商量" in _answer_read(station, asked.uid)


def test_k10_an_answer_by_telephone_is_not_that_of_whoever_typed_the_code(
    station: Driver,
) -> None:
    station.sign_in("duan")
    code = station.do(lambda ws: telephone_codes.make_sheet(ws).codes[0])
    station.change_to("mu")
    asked = station.do(lambda ws: requests.ask(ws, Kind.NAMES_LIST, "", "核对在站人员名单"))
    station.change_to("he")
    station.do(lambda ws: requests.decide_by_code(ws, asked.uid, 1, code))
    station.change_to("mu")
    assert _answer_read(station, asked.uid).startswith("by telephone, ")


def _answer_read(station: Driver, asked_uid: str) -> str:
    part = station.go("today")._asked
    row = next(n for n, each in enumerate(part._rows.rows) if each.request.uid == asked_uid)
    part._table.setCurrentIndex(part._rows.index(row, 0))
    assert not station.shows("takeBack")
    messages.answer_next("ok")
    part._table.opened.emit(part._rows.index(row, 0))
    return messages.told[-1]


def test_k10_who_asked_takes_it_back_from_the_case(station: Driver) -> None:
    station.sign_in("mu")
    row = next(r for r in (station.case_row(n) for n in range(3)) if not r.mine)
    station.go("case", case_uid=row.uid)
    station.click("accessAsk")
    station.find(QLineEdit, "why").setText("核对同一家庭的另一名儿童")
    station.click("askWhyNow")
    station.click("accessTakeBack")
    assert station.find(QWidget, "accessAsk").isVisible()
    assert not station.find(QWidget, "accessTakeBack").isVisible()


# --- papers -------------------------------------------------------------------------------------


def test_f36_the_account_on_paper_bears_a_number_and_stands_in_the_register(
    station: Driver, tmp_path: Path
) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="account")
    station.click("accountPaper")
    dialog = station.find(PaperDialog, "paperDialog")
    station.until(lambda: dialog._paper.pages.count > 0)
    prepared = dialog._paper.prepared
    assert prepared is not None
    messages.answer_next("save", tmp_path / "account.pdf")
    station.click("paperSave")
    dialog.reject()
    today = clock.today().isoformat()
    (left,) = do(station, lambda ws: releases.register(ws, first=today, last=today))
    assert left.release.number == prepared.print_id
    assert release_papers.what(left) == account_paper.TITLE.msgid
    assert [copy.print_id for copy in left.copies] == [prepared.print_id]


@pytest.mark.parametrize("size", [(1366, 768), AT_150])
def test_the_button_that_shows_a_case_file_is_in_sight(
    station: Driver, size: tuple[int, int]
) -> None:
    station.program.window.resize(*size)
    station.sign_in("duan")
    station.go("print", what="file", case_uid=station.case_row().uid)
    button = station.find(QWidget, "printShow")
    foot = button.mapTo(station.program.window, QPoint(0, button.height())).y()
    assert not button.visibleRegion().isEmpty()
    assert foot <= station.program.window.height()


def test_f36_at_150_percent_the_register_keeps_to_whom_and_what_for(station: Driver) -> None:
    station.program.window.resize(*AT_150)
    station.sign_in("duan")
    station.go("oversight", desk="releases")
    table = station.find(Table, "releasesTable")
    shown = {
        column.key
        for number, column in enumerate(table._columns())
        if not table.isColumnHidden(number)
    }
    assert {"released_at", "recipient", "purpose"} <= shown


def test_at_150_percent_no_desk_of_oversight_scrolls_sideways(station: Driver) -> None:
    station.program.window.resize(*AT_150)
    station.sign_in("duan")
    page = station.go("oversight")
    wide = {}
    for key in page._declared:
        page.enter(desk=key)
        station.settle()
        wide[key] = page._made[key][1].horizontalScrollBar().maximum()
    assert {key: over for key, over in wide.items() if over > 0} == {}


def test_a_question_is_as_high_as_what_it_says(station: Driver) -> None:
    station.sign_in("mu")
    row = next(r for r in (station.case_row(n) for n in range(3)) if not r.mine)
    station.go("case", case_uid=row.uid)
    station.click("accessAsk")
    asking = station.find(Asking, "askWhy")
    before = asking.height()
    asking.refuse("Say why. " * 60)
    assert asking.height() > before
    assert asking.height() >= asking.column.totalHeightForWidth(asking.width())
    asking.reject()


def test_new_words_are_seen_whole_below_the_question(station: Driver) -> None:
    station.sign_in("he")
    menu = station.frame.me_menu.actions()
    next(entry for entry in menu if entry.objectName() == "changePassphrase").trigger()
    asking = next(w for w in QApplication.topLevelWidgets() if isinstance(w, OwnPassphrase))
    asking.findChildren(QLineEdit)[0].setText("whatever")
    asking.act()
    assert asking._card is not None
    assert asking._card.isVisible()
    assert asking.height() >= asking.column.totalHeightForWidth(asking.width())
    assert asking.geometry().bottom() <= asking.screen().availableGeometry().bottom()
    asking.reject()
