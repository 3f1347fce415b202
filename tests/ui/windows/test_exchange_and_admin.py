"""What leaves and comes back between station and office; people, backups, checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSpinBox

from rescueapp import clock
from rescueapp.actions.vault import vaults
from rescueapp.domain.worker import Role
from rescueapp.storage import medium
from rescueapp.workspace import Workspace
from tests.ui.windows.conftest import Demo, Driver
from ui import messages
from ui.widgets.day_field import DayField
from ui.widgets.notice import Notice
from ui.widgets.period import half_year
from ui.widgets.setup_secrets import SecretCard


def _export(driver: Driver, medium: Path) -> None:
    driver.go("exchange")
    driver.find(DayField, "exportFrom").setText("2000年1月1日")
    driver.find(DayField, "exportTo").set_day(clock.today())
    messages.answer_next(medium)
    driver.click("exportPackage")


def test_a_package_goes_to_the_office_and_its_receipt_comes_back(
    begin: Callable[[Path], Driver], demo: Demo, tmp_path: Path
) -> None:
    medium = tmp_path / "stick"
    medium.mkdir()
    station = begin(demo.station)
    station.sign_in("duan")
    _export(station, medium)
    (package,) = medium.glob("*.age")
    page = station.frame.shown
    assert page._packages.rows[0].confirmed_at is None

    office = begin(demo.province)
    office.sign_in("wu")
    office.go("exchange")
    messages.answer_next([package])
    office.click("receivePackages")
    (line,) = office.frame.shown._stations.rows
    assert (line.sequence, line.missing) == (1, 0)
    (receipt,) = medium.glob("*.rescuereceipt")

    messages.answer_next(receipt)
    station.click("takeReceipt")
    assert station.frame.shown._packages.rows[0].confirmed_at


def test_what_is_not_a_package_is_refused_in_words(
    begin: Callable[[Path], Driver], demo: Demo, tmp_path: Path
) -> None:
    junk = tmp_path / "junk.age"
    junk.write_bytes(b"not a package")
    office = begin(demo.province)
    office.sign_in("wu")
    office.go("exchange")
    messages.answer_next([junk])
    office.click("receivePackages")
    notice = office.find(Notice, "exchangeNotice")
    assert "junk.age" in notice.words()
    assert notice.property("tone") == "brick"


def test_wrong_words_do_not_enrol(
    begin: Callable[[Path], Driver], demo: Demo, tmp_path: Path
) -> None:
    office = begin(demo.province)
    office.sign_in("wu")
    office.go("exchange")
    messages.answer_next(tmp_path)
    office.click("writeKeyFile")
    assert office.find(Notice, "exchangeNotice").words()
    (key_file,) = tmp_path.glob("*.rescuekey")
    station = begin(demo.station)
    station.sign_in("duan")
    station.go("exchange")
    messages.answer_next(key_file)
    station.click("enrol")
    station.find(QLineEdit, "enrolWords").setText("one two three")
    station.click("enrolNow")
    assert station.find(Notice, "enrolProblem").words()


@pytest.mark.parametrize(
    ("month", "first", "last"), [(3, "2025-07-01", "2025-12-31"), (9, "2026-01-01", "2026-06-30")]
)
def test_the_last_half_year_is_proposed(month: int, first: str, last: str) -> None:
    from datetime import date

    start, end = half_year(date(2026, month, 15))
    assert (start.isoformat(), end.isoformat()) == (first, last)


# --- administration ------------------------------------------------------------------------------


def test_a_new_colleague_is_added_by_one_and_granted_by_another(
    station: Driver, demo: Demo
) -> None:
    station.sign_in("zhao")
    station.click("newPerson")
    station.find(QLineEdit, "newLogin").setText("fresh")
    roles = station.find(QComboBox, "newRole")
    roles.setCurrentIndex(roles.findData(Role.CASEWORKER.value))
    station.click("newColleagueNow")
    card = station.find(SecretCard, "secret")
    assert not station.find(QLineEdit, "newLogin").isVisible()  # no room for both
    passphrase = "-".join(card._secret.words)
    station.find(QLineEdit, "typedBack").setText(card._secret.words[card.asked])
    station.click("secretNext")
    station.program._guard.lock()
    station.settle()

    station.sign_in("duan")
    page = station.go("admin")
    row = next(n for n, r in enumerate(page._people._rows.rows) if r.colleague.login == "fresh")
    page._people._table.setCurrentIndex(page._people._rows.index(row, 0))
    station.click("grant")
    station.find(QLineEdit, "grantName").setText("Fresh F")
    station.click("grantAccessNow")
    assert page._people._rows.rows[row].colleague.granted
    station.program._guard.lock()
    station.settle()

    opened = vaults.unlock(demo.station, "fresh", passphrase)
    assert isinstance(opened, Workspace)
    assert opened.worker.display_name == "Fresh F"
    vaults.lock(opened)


def test_a_refused_name_is_said_in_the_dialog(station: Driver) -> None:
    station.sign_in("zhao")
    station.click("newPerson")
    station.find(QLineEdit, "newLogin").setText("x")
    station.click("newColleagueNow")
    assert station.find(Notice, "newColleagueProblem").words()


def test_ending_an_access_asks_first(station: Driver) -> None:
    station.sign_in("zhao")
    page = station.frame.shown
    row = next(n for n, r in enumerate(page._people._rows.rows) if r.colleague.login == "mu")
    page._people._table.setCurrentIndex(page._people._rows.index(row, 0))
    messages.answer_next("cancel")
    station.click("endAccess")
    assert page._people._rows.rows[row].colleague.active
    messages.answer_next("end")
    station.click("endAccess")
    assert not page._people._rows.rows[row].colleague.active
    chosen = page._people._chosen()
    assert chosen is not None
    assert chosen.login == "mu", "what is done next is done to nobody else"


def test_a_backup_is_made_and_stands_below(
    station: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(medium, "is_same_disk", lambda one, other: False)
    station.sign_in("duan")
    station.go("admin")
    before = station.frame._backup.text()
    messages.answer_next(tmp_path)
    station.click("backUp")
    assert list(tmp_path.glob("rescue-backup-*"))
    assert station.frame._backup.text() != before


def test_a_supervisor_sets_when_the_screen_locks(station: Driver) -> None:
    station.sign_in("duan")
    station.go("admin")
    minutes, button = station.find(QSpinBox, "lockMinutes"), station.find(QPushButton, "lockSet")
    assert (minutes.value(), minutes.minimum(), minutes.maximum()) == (5, 1, 15)
    assert not button.isEnabled()
    minutes.setValue(2)
    station.click("lockSet")
    assert "2 minutes" in station.find(Notice, "adminNotice").words()
    assert not button.isEnabled()
    station.program._guard.lock()
    station.settle()

    station.sign_in("he")
    station.until(lambda: station.program._guard.idle_s == 120)


@pytest.mark.parametrize("login", ["he", "zhao"])
def test_who_may_not_set_it_does_not_see_it(station: Driver, login: str) -> None:
    station.sign_in(login)
    station.go("admin")
    assert not station.find(QSpinBox, "lockMinutes").isVisible()


def test_a_check_says_that_all_is_in_order(station: Driver) -> None:
    station.sign_in("duan")
    station.go("admin")
    station.click("verify")
    assert "in order" in station.find(Notice, "adminNotice").words()
