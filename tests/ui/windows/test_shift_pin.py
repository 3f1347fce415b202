"""Six digits after an idle lock, and everything that forgets them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from tests.ui.windows.conftest import Demo, Driver
from ui.ending import Again
from ui.widgets.notice import Notice
from ui.windows.frame import Frame
from ui.windows.unlock import Unlock

PIN = "840173"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="not offered there")


@pytest.fixture
def at_work(station: Driver) -> Iterator[Driver]:
    """A caseworker who has set a PIN."""
    station.sign_in("he")
    set_pin(station)
    yield station
    station.program.pin.forget()


def set_pin(driver: Driver, first: str = PIN, second: str = PIN) -> None:
    offer = driver.frame.me_menu.findChild(QAction, "shiftPin")
    assert offer is not None
    offer.trigger()
    driver.find(QLineEdit, "pinNew").setText(first)
    driver.find(QLineEdit, "pinAgain").setText(second)
    driver.click("pinSet")


def idle(driver: Driver) -> None:
    """Nobody was there for too long."""
    driver.program._guard.idle_s = 0
    driver.program._guard.look()
    driver.program._guard.idle_s = 300
    driver.until(lambda: isinstance(driver.program._screen, Unlock))
    driver.settle()


def try_pin(driver: Driver, pin: str = PIN) -> None:
    driver.find(QLineEdit, "pin").setText(pin)
    driver.click("pinUnlock")


def offered(driver: Driver) -> bool:
    screen = driver.program._screen
    return screen.findChild(QWidget, "pinEntry") is not None


def test_after_an_idle_lock_six_digits_open(at_work: Driver) -> None:
    for _ in range(2):
        idle(at_work)
        assert not at_work.find(QLineEdit, "passphrase").isVisible()
        try_pin(at_work)
        assert isinstance(at_work.program._screen, Frame)
        assert at_work.frame.session.worker.login == "he"


def test_the_passphrase_can_be_used_instead(at_work: Driver, demo: Demo) -> None:
    idle(at_work)
    at_work.click("pinPassphrase")
    assert at_work.find(QLineEdit, "user").text() == "he"
    at_work.find(QLineEdit, "passphrase").setText((demo.passphrases / "he").read_text())
    at_work.click("unlockButton")
    assert isinstance(at_work.program._screen, Frame)
    idle(at_work)
    assert offered(at_work)


def test_after_three_wrong_ones_only_the_passphrase_opens(at_work: Driver) -> None:
    idle(at_work)
    for words in ("2 more tries", "One more try", "three times"):
        try_pin(at_work, "840174")
        assert words in at_work.find(Notice, "unlockError").words()
    assert not offered(at_work)
    assert at_work.find(QLineEdit, "passphrase").isVisible()


@pytest.mark.parametrize("how", ["by hand", "hidden", "another user", "desktop"])
def test_everything_else_forgets_it(at_work: Driver, how: str) -> None:
    keeper = at_work.program.pin.keeper
    assert keeper is not None
    child = keeper._child
    if how == "another user":
        idle(at_work)
        at_work.program._screen.change_user()
    elif how == "hidden":
        at_work.program._guard.hide()
        at_work.program._guard._hidden_at = (0.0, 0.0)
        at_work.program._guard.look()
    elif how == "desktop":
        at_work.program._desktop_locked()
    else:
        at_work.program._guard.lock()
    at_work.until(lambda: isinstance(at_work.program._screen, Unlock))
    at_work.settle()
    assert not offered(at_work)
    assert at_work.program.pin.keeper is None
    assert child.wait(20) is not None


def test_whoever_signs_in_next_finds_none(at_work: Driver) -> None:
    idle(at_work)
    at_work.click("pinPassphrase")
    at_work.sign_in("duan")
    assert at_work.program.pin.keeper is None


def test_the_two_must_be_the_same_and_not_the_first_to_be_tried(station: Driver) -> None:
    station.sign_in("he")
    set_pin(station, PIN, "840174")
    assert "not the same" in station.find(Notice, "pinProblem").words()
    set_pin(station, "123456", "123456")
    assert "first anybody would try" in station.find(Notice, "pinProblem").words()
    assert station.program.pin.keeper is None
    station.click("pinCancel")


def test_it_can_be_forgotten_at_once(at_work: Driver) -> None:
    offer = at_work.frame.me_menu.findChild(QAction, "shiftPin")
    assert offer is not None
    offer.trigger()
    at_work.click("pinForget")
    assert at_work.program.pin.keeper is None


def test_a_supervisor_forbids_them_and_one_that_is_set_opens_no_more(
    station: Driver, demo: Demo
) -> None:
    station.sign_in("duan")
    set_pin(station)
    station.go("admin")
    box = station.find(QCheckBox, "pinsAllowed")
    assert box.isChecked()
    station.click("pinsAllowed")
    assert "only the passphrase" in station.find(Notice, "adminNotice").words()
    idle(station)
    try_pin(station)
    assert isinstance(station.program._screen, Unlock)
    assert "not allowed" in station.find(Notice, "unlockError").words()
    station.program.pin.forget()


def test_an_administrator_is_offered_none(station: Driver) -> None:
    station.sign_in("zhao")
    assert station.frame.me_menu.findChild(QAction, "shiftPin") is None


def test_whoever_begins_again_is_told_whom_to_ask(at_work: Driver) -> None:
    calls: list[tuple[Path, Again]] = []
    at_work.program.ender = lambda folder, again: calls.append((folder, again))
    idle(at_work)
    ((_, again),) = calls
    assert again.keeper == at_work.program.pin.numbers
    assert Again.read(again.written()) == again
    at_work.program.ender = None


def test_a_lock_by_hand_hands_nothing_on(at_work: Driver) -> None:
    calls: list[tuple[Path, Again]] = []
    at_work.program.ender = lambda folder, again: calls.append((folder, again))
    at_work.program._guard.lock()
    at_work.until(lambda: bool(calls))
    at_work.settle()
    assert calls[0][1].keeper == (-1, -1)
    at_work.program.ender = None


def test_the_dialog_shows_no_digit(at_work: Driver) -> None:
    idle(at_work)
    field = at_work.find(QLineEdit, "pin")
    field.setText("12")
    assert field.displayText() != "12"
    assert not at_work.find(QPushButton, "pinUnlock").isEnabled()
