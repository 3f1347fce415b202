"""Oversight: who sees the page and which desks, what the desks show and do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QWidget

from rescueapp import clock
from rescueapp.actions.papers import papers
from rescueapp.actions.papers.trail import PAGE
from rescueapp.actions.vault import people, vaults
from rescueapp.actions.vault.training import Demo
from rescueapp.domain.worker import Role, Worker
from rescueapp.storage import audit
from rescueapp.workspace import KeyDesk, Workspace
from tests.ui.windows.conftest import Driver
from ui.oversight import DESKS, desks_of
from ui.widgets.notice import Notice
from ui.widgets.words import Words
from ui.windows.frame import Frame, places_of


@pytest.mark.parametrize("role", Role)
def test_whoever_may_use_a_desk_has_the_page_and_nobody_else(role: Role) -> None:
    worker = Worker("", "", "", role)
    has_desk = any(worker.may(desk.act) for desk in DESKS)
    assert has_desk == ("oversight" in [place.page for place in places_of(worker)])


def test_desks_have_keys_of_their_own() -> None:
    keys = [desk.key for desk in DESKS]
    assert len(keys) == len(set(keys))


def test_an_inspector_has_the_masked_list_the_account_and_nothing_else(
    begin: Callable[[Path], Driver], demo: Demo
) -> None:
    def passphrase(login: str) -> str:
        return (demo.passphrases / login).read_text(encoding="utf-8").strip()

    desk = vaults.unlock(demo.station, "zhao", passphrase("zhao"))
    assert isinstance(desk, KeyDesk)
    until = (clock.today() + timedelta(days=3)).isoformat()
    made = people.add_user(desk, login="xun", role=Role.INSPECTOR, until=until)
    vaults.lock(desk)
    ws = vaults.unlock(demo.station, "duan", passphrase("duan"))
    assert isinstance(ws, Workspace)
    people.grant_access(ws, people.uid_of(ws, "xun"), display_name="荀督导")
    vaults.lock(ws)
    driver = begin(demo.station)
    driver.find(QLineEdit, "user").setText("xun")
    driver.find(QLineEdit, "passphrase").setText(made.pinyin)
    driver.click("unlockButton")
    driver.until(lambda: isinstance(driver.program._screen, Frame))
    driver.settle()
    assert [place.page for place in places_of(driver.frame.session.worker)] == ["oversight"]
    page = driver.frame.shown
    assert list(page._declared) == ["masked", "account", "proof"]
    rows = page._made["masked"][0]._rows.rows
    assert len(rows) == demo.cases
    driver.find(QLineEdit, "maskedFind").setText(rows[0].number)
    driver.settle()
    assert page._made["masked"][0]._rows.rows == rows[:1]
    assert not driver.find(QWidget, "newIntake").isVisible()
    assert driver.failures == []


def test_a_supervisor_goes_through_every_desk_by_keys(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("oversight")
    listed = station.find(QListWidget, "oversightDesks")
    assert listed.count() == len(desks_of(station.frame.session.worker, "station"))
    for _ in range(listed.count()):
        assert page._made[page._shown][0].isVisible()
        station.qtbot.keyClick(listed, Qt.Key.Key_Down)
        station.settle()
    assert station.failures == []


def test_an_office_has_its_desks(begin: Callable[[Path], Driver], demo: Demo) -> None:
    office = begin(demo.province)
    office.sign_in("wu")
    page = office.go("oversight")
    for desk in desks_of(office.frame.session.worker, "office"):
        page.enter(desk=desk.key)
        office.settle()
        assert page._shown == desk.key
    assert office.failures == []


def test_the_account_is_checked_at_sign_in_and_said_quietly(station: Driver) -> None:
    station.sign_in("duan")
    station.settle()
    assert "Account whole" in station.find(Words, "accountWhole").text()
    assert not station.find(Notice, "accountBroken").isVisible()


def test_an_account_that_was_altered_is_told_in_red(station: Driver, demo: Demo) -> None:
    station.sign_in("duan")

    def alter(ws: Workspace) -> None:
        with ws.db.transaction():
            ws.db.execute("DROP TRIGGER audit_is_final")
            ws.db.execute("UPDATE audit SET actor = 'x' WHERE seq = 3")

    station.do(alter)
    station.frame._account.check()
    station.settle()
    assert "does not hold together at entry 3" in station.find(Notice, "accountBroken").words()


def test_k30_a_clock_set_back_is_a_red_line_until_a_supervisor_confirms(
    station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    station.sign_in("duan")
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() - timedelta(hours=2))
    station.frame._account.look()
    station.settle()
    notice = station.find(Notice, "clockDoubt")
    assert notice.isVisible()
    assert "went back" in notice.words()
    station.click("confirmDate")
    assert not notice.isVisible()
    assert station.failures == []


def test_the_weekly_list_is_signed_for_a_week_that_is_over(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("oversight", desk="weekly")
    desk = page._made["weekly"][0]
    assert desk._sign.isEnabled()
    station.click("weekAfter")
    assert not desk._sign.isEnabled()  # of this week
    station.click("weekBefore")
    station.click("signWeek")
    assert "段文秀" in station.find(Notice, "weeklyNotice").words()
    assert not desk._sign.isEnabled()


def test_a_deputy_is_named_and_ended(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("oversight", desk="deputies")
    desk = page._made["deputies"][0]
    who = station.find(QComboBox, "deputyWho")
    assert "段文秀" not in {who.itemText(n).partition(" ")[0] for n in range(who.count())}
    station.click("nameDeputy")
    [line] = desk._rows.rows
    assert line.supervisor == "段文秀"
    station.click("endDeputy")
    assert not desk._rows.rows[0].ends
    station.find(QLineEdit, "deputyTo").setText("1999-01-01")
    station.click("nameDeputy")
    assert "31 days" in station.find(Notice, "oversightNotice").words()


def test_the_account_is_filtered_and_paged(station: Driver) -> None:
    station.sign_in("duan")

    def fill(ws: Workspace) -> None:
        with ws.db.transaction():
            for _ in range(450):
                ws.log("lock")

    station.do(fill)
    desk = station.go("oversight", desk="account")._made["account"][0]
    assert len(desk._rows.rows) == PAGE
    newest = desk._rows.rows[0].seq
    station.click("accountOlder")
    assert desk._rows.rows[0].seq == newest - PAGE
    station.click("accountNewer")
    assert desk._rows.rows[0].seq == newest
    groups = station.find(QComboBox, "accountGroup")
    groups.setCurrentIndex(groups.findData("changes"))
    station.settle()
    assert {line.group for line in desk._rows.rows} == {"changes"}
    number = station.find(QLineEdit, "accountNumber")
    number.setText("LX01-1999-0001")
    station.qtbot.keyClick(number, Qt.Key.Key_Return)
    station.settle()
    assert "There is no case" in station.find(Notice, "oversightNotice").words()
    number.setText(desk_number(station))
    station.qtbot.keyClick(number, Qt.Key.Key_Return)
    station.settle()
    assert desk._rows.rows
    days = station.find(QComboBox, "accountDays")
    days.setCurrentIndex(days.findData(0))
    station.settle()
    assert station.find(QWidget, "account").isVisible()
    assert station.failures == []


def desk_number(station: Driver) -> str:
    """The number of some case, without leaving the page."""
    return station.do(lambda ws: str((ws.db.one("SELECT number FROM cases LIMIT 1") or [""])[0]))


def test_the_account_is_checked_on_demand(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("oversight", desk="proof")
    station.click("checkAccount")
    assert page._shown == "proof"
    assert "The account is whole" in station.find(Notice, "oversightNotice").words()


def test_the_account_is_held_against_the_foot_of_a_paper(station: Driver) -> None:
    station.sign_in("duan")
    last = station.do(lambda ws: audit.head(ws.db))
    station.go("oversight", desk="proof")
    line = station.find(QLineEdit, "paperWords")
    line.setText(" ".join(papers.check_words(last.hash)))
    station.click("checkPaper")
    told = station.find(Notice, "oversightNotice")
    assert f"entry {last.seq} of" in told.words()
    line.setText("山坡 火车")
    station.click("checkPaper")
    assert "8 words are needed" in told.words()
