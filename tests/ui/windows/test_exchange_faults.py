"""What goes wrong between a station and its office is said in words, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from rescueapp import clock
from rescueapp.actions.exchanging import receiving
from rescueapp.actions.vault import training, vaults
from rescueapp.crypto.keyring import Grant
from rescueapp.exchange import receipts
from rescueapp.progress import Quiet
from rescueapp.workspace import Workspace
from tests.actions.carrying import export
from tests.ui.windows.conftest import Demo, Driver
from ui import messages
from ui.widgets.day_field import DayField, read_day
from ui.widgets.notice import Notice
from ui.widgets.period import problems

TODAY = clock.today()


@pytest.fixture
def page(station: Driver) -> Driver:
    """The exchange page of a station's supervisor."""
    station.sign_in("duan")
    station.go("exchange")
    station.activate()
    return station


def write(driver: Driver, name: str, text: str) -> None:
    """Type over a day as a person does, and go on."""
    field = driver.find(DayField, name)
    field.setFocus()
    field.selectAll()
    driver.qtbot.keyClicks(field, text)
    driver.qtbot.keyClick(field, Qt.Key.Key_Tab)


def words(driver: Driver, name: str) -> str:
    found = driver.find(QLabel, f"{name}Problem")
    return found.text() if found.isVisible() else ""


# --- the period ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-05", "2026-03-05"),
        ("2026.3.5", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("20260305", "2026-03-05"),
        ("2026年3月5日", "2026-03-05"),
        ("２０２６年３月５日", "2026-03-05"),
        ("2026-02-30", None),
        ("2026-03", None),
        ("2026", None),
        ("2026-01/2026-03", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_offices_write_it(typed: str, day: str | None) -> None:
    found = read_day(typed)
    assert (found.isoformat() if found else None) == day


def test_a_period_of_days_that_have_been_is_fine() -> None:
    assert problems(TODAY, TODAY, TODAY) == (None, None)


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2026-02-30", "2026-03-05", "exportFrom"),
        ("2026-03-05", "", "exportTo"),
        ("2026-03-05", "2026-03-04", "exportTo"),
        ("2026-03-05", (TODAY + timedelta(days=1)).isoformat(), "exportTo"),
        ((TODAY + timedelta(days=1)).isoformat(), TODAY.isoformat(), "exportFrom"),
    ],
)
def test_what_is_wrong_stands_under_its_day_and_the_button_says_why(
    page: Driver, start: str, end: str, wrong: str
) -> None:
    write(page, "exportFrom", start) if start else page.find(DayField, "exportFrom").clear()
    write(page, "exportTo", end) if end else page.find(DayField, "exportTo").clear()
    page.find(DayField, "exportTo").editingFinished.emit()
    button = page.find(QPushButton, "exportPackage")
    assert words(page, wrong)
    assert page.find(DayField, wrong).accessibleDescription() == words(page, wrong)
    assert not button.isEnabled()
    assert button.toolTip() == page.find(QLabel, "exportWhyNot").text() != ""

    write(page, "exportFrom", "2026-01-01")
    write(page, "exportTo", "2026.3.31")
    assert words(page, "exportFrom") == words(page, "exportTo") == ""
    assert page.find(DayField, "exportTo").text() == "2026-03-31"
    assert button.isEnabled()
    assert button.toolTip() == page.find(QLabel, "exportWhyNot").text() == ""


def test_words_wait_until_the_day_is_left_but_the_button_does_not(page: Driver) -> None:
    field = page.find(DayField, "exportTo")
    field.setFocus()
    field.selectAll()
    page.qtbot.keyClicks(field, "2026-1")
    assert words(page, "exportTo") == ""
    assert not page.find(QPushButton, "exportPackage").isEnabled()
    page.qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert words(page, "exportTo")


def test_a_day_is_chosen_from_a_calendar_by_keys(page: Driver) -> None:
    field = page.find(DayField, "exportFrom")
    write(page, "exportFrom", "2026-03-05")
    field.setFocus()
    page.qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = QApplication.activePopupWidget()
    assert calendar is not None
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return):
        page.qtbot.keyClick(QApplication.focusWidget(), key)
    assert field.text() == "2026-03-06"


def test_a_package_is_made_without_a_mouse(page: Driver, tmp_path: Path) -> None:
    write(page, "exportFrom", "2000-01-01")
    write(page, "exportTo", TODAY.isoformat())
    button = page.find(QPushButton, "exportPackage")
    assert button.hasFocus()
    messages.answer_next(tmp_path)
    page.qtbot.keyClick(button, Qt.Key.Key_Return)
    page.settle()
    assert len(list(tmp_path.glob("*.age"))) == 1
    assert page.find(Notice, "exchangeNotice").words()


# --- receipts ------------------------------------------------------------------------------------


@pytest.fixture
def sent(page: Driver, demo: Demo, tmp_path: Path) -> tuple[Driver, Path, Path]:
    """A station that has sent a package; the package, and the office's receipt for it."""
    write(page, "exportFrom", "2000-01-01")
    write(page, "exportTo", TODAY.isoformat())
    messages.answer_next(tmp_path)
    page.click("exportPackage")
    (package,) = tmp_path.glob("*.age")
    at_office(demo, lambda ws: receiving.receive(ws, [package], tmp_path, Quiet()))
    (receipt,) = tmp_path.glob("*.rescuereceipt")
    return page, package, receipt


def at_office(demo: Demo, work: Callable[[Workspace], Any]) -> Any:
    opened = vaults.unlock(demo.province, "wu", (demo.passphrases / "wu").read_text().strip())
    assert isinstance(opened, Workspace)
    try:
        return work(opened)
    finally:
        vaults.lock(opened)


def other_station(demo: Demo, receipt: Path) -> bytes:
    """The same office signs for a station that is not this one."""
    read = receipts.load_receipt(receipt)
    made = at_office(
        demo,
        lambda ws: receipts.make_receipt(
            office=read.office, station="0" * len(read.station), sequence=read.sequence,
            manifest_hash=read.manifest_hash, verdict=read.verdict, missing=range(0),
            counter=read.counter + 1, made_at=read.made_at, audit_sequence=read.audit_sequence,
            audit_head=read.audit_head, signing_seed=ws.keys.grants[Grant.SIGNING],
        ),
    )  # fmt: skip
    return bytes(made.data)


FAULTS: dict[str, Callable[[Demo, Path, Path], bytes]] = {
    "another station's": lambda demo, _, receipt: other_station(demo, receipt),
    "cut off": lambda _, __, receipt: receipt.read_bytes()[:-40],
    "changed": lambda _, __, receipt: receipt.read_bytes().replace(b'"seq":1', b'"seq":2'),
    "empty": lambda _, __, ___: b"",
    "a package": lambda _, package, __: package.read_bytes(),
    "something else": lambda _, __, ___: b"%PDF-1.7",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_receipt_that_is_none_is_refused_in_words_and_changes_nothing(
    sent: tuple[Driver, Path, Path], demo: Demo, tmp_path: Path, fault: str
) -> None:
    driver, package, receipt = sent
    brought = tmp_path / "brought.rescuereceipt"
    brought.write_bytes(FAULTS[fault](demo, package, receipt))
    before = driver.frame.shown._packages.rows

    messages.answer_next(brought)
    driver.click("takeReceipt")

    notice = driver.find(Notice, "exchangeNotice")
    assert (notice.property("tone"), bool(notice.words())) == ("brick", True)
    assert "made a mistake" not in notice.words()
    driver.go("exchange")
    assert driver.frame.shown._packages.rows == before
    assert before[0].confirmed_at is None

    messages.answer_next(receipt)  # the right one still goes
    driver.click("takeReceipt")
    assert driver.frame.shown._packages.rows[0].confirmed_at


def test_the_receipt_of_another_office_is_refused(
    sent: tuple[Driver, Path, Path], tmp_path: Path
) -> None:
    driver, _, __ = sent
    elsewhere = training.create_demo(tmp_path / "elsewhere", count=1)
    own = tmp_path / "own"
    own.mkdir()

    opened = vaults.unlock(
        elsewhere.station, "duan", (elsewhere.passphrases / "duan").read_text().strip()
    )
    assert isinstance(opened, Workspace)
    export(opened, own)
    vaults.lock(opened)
    at_office(elsewhere, lambda ws: receiving.receive(ws, list(own.glob("*.age")), own, Quiet()))
    messages.answer_next(next(own.glob("*.rescuereceipt")))
    driver.click("takeReceipt")
    assert driver.find(Notice, "exchangeNotice").property("tone") == "brick"
    assert driver.frame.shown._packages.rows[0].confirmed_at is None
