"""The desks of keeping and letting go: what they list, offer and do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from rescueapp import clock
from rescueapp.actions.exchanging import exchange, handing_over
from rescueapp.actions.finding import cases
from rescueapp.actions.keeping import retention
from rescueapp.actions.recording import identity
from rescueapp.actions.signing import deputies
from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.actions.vault import vaults
from rescueapp.actions.vault.training import Demo
from rescueapp.domain.request import Kind
from rescueapp.domain.retention import Order, Outcome, Type, years_after
from rescueapp.workspace import Workspace
from tests.actions.closing import WHY, agree, end_help
from tests.actions.colleagues import add_second
from tests.actions.station import House, uid_of
from tests.ui.windows.conftest import Driver
from ui import messages
from ui.lists.table import Table
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.retention_dialogs import OnCase
from ui.widgets.words import Chip, Words


def workspace(demo: Demo, login: str) -> Workspace:
    passphrase = (demo.passphrases / login).read_text(encoding="utf-8").strip()
    opened = vaults.unlock(demo.station, login, passphrase)
    assert isinstance(opened, Workspace)
    return opened


@pytest.fixture
def old(demo: Demo) -> str:
    """A case of the training station whose time is over."""
    ws = workspace(demo, "duan")
    uid, worker = ws.db.read("SELECT uid, worker FROM cases ORDER BY id LIMIT 1")[0]
    assert worker != ws.worker.uid
    end_help(ws, uid, "1990-01-01")
    retention.sort(ws, uid, Type.ADULT)
    vaults.lock(ws)
    return str(uid)


@pytest.fixture
def agreed(demo: Demo, old: str) -> str:
    """The same, agreed to be destroyed by a second supervisor."""
    passphrases = {path.name: path.read_text().strip() for path in demo.passphrases.iterdir()}
    house = House(demo.station, passphrases)
    add_second(house)
    agree(house, old)
    house.leave()
    (demo.passphrases / "wang").write_text(passphrases["wang"], encoding="utf-8")
    return old


def rows(station: Driver, name: str) -> int:
    return station.find(Table, name).model().rowCount()


def told(station: Driver) -> str:
    return station.find(Notice, "oversightNotice").words()


def test_k17_a_case_is_held_by_its_number_and_then_not_on_the_list(
    demo: Demo, old: str, station: Driver
) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="retention")
    assert rows(station, "appraisalTable") == 1
    number = station.find(Table, "appraisalTable").model().index(0, 0).data()
    station.click("holdCase")
    station.click("onCaseNow")
    assert station.find(Notice, "onCaseProblem").words() == "Type the number of a case."
    station.find(QLineEdit, "onCaseNumber").setText(number)
    station.find(QLineEdit, "onCaseWhy").setText("法院来函，案件尚未审结")
    station.click("onCaseNow")
    assert (rows(station, "appraisalTable"), rows(station, "ordersTable")) == (0, 1)
    station.go("case", case_uid=old)
    assert station.find(Chip, "caseOrders").text() == "Held"
    assert station.failures == []


def test_k17_a_short_reason_stays_in_the_question(old: str, station: Driver) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="retention")
    station.click("proposeDestroy")
    station.find(QLineEdit, "appraiseWhy").setText("过期")
    assert station.find(Button, "appraiseNow").text() == "Propose to destroy"
    station.click("appraiseNow")
    assert "at least 8" in station.find(Notice, "appraiseProblem").words()
    station.find(QLineEdit, "appraiseWhy").setText(WHY)
    station.click("appraiseNow")
    shown = station.find(Table, "appraisalTable").model()
    assert "second person" in shown.index(0, shown.columnCount() - 1).data()
    assert not station.find(QWidget, "destroyNow").isVisible()


def test_keeping_longer_offers_five_whole_years(old: str, station: Driver) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="retention")
    station.click("keepLonger")
    offered = station.find(QLineEdit, "appraiseUntil").text()
    assert offered == str(years_after(clock.today(), 5))


@pytest.mark.parametrize(("second", "sees_the_line"), [("duan", True), ("mu", False)])
def test_k17_the_second_person_reads_what_is_destroyed_and_that_it_is_for_ever(
    demo: Demo, old: str, station: Driver, second: str, sees_the_line: bool
) -> None:
    """A deputy has no appraisal list, and reads at least that there is no way back."""
    passphrases = {path.name: path.read_text().strip() for path in demo.passphrases.iterdir()}
    house = House(demo.station, passphrases)
    add_second(house)
    ws, today = house.sign_in("duan"), clock.today()
    deputies.name_deputy(ws, uid_of(ws, "mu"), from_on=today, to_on=today)
    retention.appraise(house.sign_in("wang"), old, Outcome.DESTROY, WHY)
    house.leave()
    station.sign_in(second)
    page = station.go("today")
    page._open_waiting(page._waiting.index(0, 0))
    station.settle()
    words = [each.text() for each in station.find(QWidget, "decide").findChildren(Words)]
    assert WHY in words
    assert any("Nobody can bring it back" in line for line in words)
    told = any("1990-01-01" in line and "2020-01-01" in line for line in words)
    assert told is sees_the_line


def test_k17_what_was_agreed_is_destroyed_from_the_desk(
    agreed: str, station: Driver, tmp_path: Path
) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="retention")
    messages.answer_next("destroy")
    station.click("destroyNow")
    assert "is destroyed" in told(station)
    assert (rows(station, "appraisalTable"), rows(station, "certificatesTable")) == (0, 1)
    messages.answer_next(tmp_path / "certificate.pdf")
    station.click("saveCertificate")
    assert (tmp_path / "certificate.pdf").read_bytes().startswith(b"%PDF")
    assert station.failures == []


def test_k17_the_list_is_saved_for_the_signatures(
    old: str, station: Driver, tmp_path: Path
) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="retention")
    messages.answer_next(tmp_path / "list.pdf")
    station.click("saveAppraisal")
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")


def test_k17_a_restricted_case_says_so_in_its_head(
    demo: Demo, old: str, begin: Callable[[Path], Driver]
) -> None:
    ws = workspace(demo, "duan")
    retention.lay(ws, old, Order.RESTRICTION, WHY)
    vaults.lock(ws)
    station = begin(demo.station)
    station.sign_in("duan")
    station.go("case", case_uid=old)
    assert station.find(Chip, "caseOrders").text() == "Only stored"


def test_k13_a_hand_over_is_asked_for_by_number(old: str, station: Driver) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="retention")
    number = station.find(Table, "appraisalTable").model().index(0, 0).data()
    station.go("oversight", desk="hand_over")
    to = station.find(QComboBox, "handOverTo").currentText()
    station.click("askHandOver")
    told = [each.text() for each in station.find(OnCase, "onCase").findChildren(Words)]
    assert any(f"To: {to}" in words for words in told)
    station.find(QLineEdit, "onCaseNumber").setText(number)
    station.find(QLineEdit, "onCaseWhy").setText("移交户籍地救助管理机构继续安置")
    station.click("onCaseNow")
    assert rows(station, "handOverTable") == 1
    assert to
    assert station.find(Table, "handOverTable").model().index(0, 2).data() == to
    assert not station.find(QWidget, "makeHandOver").isEnabled()
    assert station.failures == []


def test_k17_the_bureau_agrees_over_the_telephone(old: str, demo: Demo, station: Driver) -> None:
    ws = workspace(demo, "duan")
    sheet = telephone_codes.make_sheet(ws)
    vaults.lock(ws)
    station.sign_in("duan")
    station.go("oversight", desk="retention")
    station.click("proposeDestroy")
    station.find(QLineEdit, "appraiseWhy").setText(WHY)
    station.click("appraiseNow")
    station.click("destroyCode")
    station.find(QLineEdit, "codeDigits").setText(sheet.codes[0])
    station.click("typeCodeNow")
    assert station.find(QWidget, "destroyNow").isVisible()
    assert station.failures == []


def test_k09_the_eleventh_name_of_a_day_is_asked_for(
    demo: Demo, station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "MOST_A_DAY", 0)
    station.sign_in("duan")
    station.go("case", case_uid=station.case_row().uid)
    messages.answer_next("ask")
    station.frame.shown._reveal_for("care")
    station.settle()
    station.find(QLineEdit, "secondWhy").setText("今日集体核对全部在站人员身份")
    station.click("askSecondNow")
    assert station.failures == []


def test_k13_an_office_reads_a_case_that_was_handed_over(
    demo: Demo, old: str, agreed: str, begin: Callable[[Path], Driver], tmp_path: Path
) -> None:
    ws = workspace(demo, "duan")
    asked = requests.ask(ws, Kind.HAND_OVER, old, "移交户籍地救助管理机构继续安置")
    vaults.lock(ws)
    ws = workspace(demo, "wang")
    requests.decide(ws, asked.uid, granted=True)
    made = handing_over.hand_over(ws, old, tmp_path / "stick")
    alias = cases.case(ws, old).alias
    vaults.lock(ws)
    passphrase = (demo.passphrases / "wu").read_text(encoding="utf-8").strip()
    office_ws = vaults.unlock(demo.province, "wu", passphrase)
    assert isinstance(office_ws, Workspace)
    (taken,) = exchange.receive(office_ws, [made.path], tmp_path / "receipts")
    assert taken.refused is None
    vaults.lock(office_ws)
    office = begin(demo.province)
    office.sign_in("wu")
    office.go("oversight", desk="handed_over")
    assert rows(office, "handedOverTable") == 1
    office.click("readHandedOver")
    assert alias in office.find(Words, "caseReaderTitle").text()
    office.click("caseReaderClose")
    assert office.failures == []
