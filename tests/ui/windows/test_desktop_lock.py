"""The vault locks with the desktop, before sleep and at a change of user; heard on a real bus."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from rescueapp import paths
from rescueapp.crypto import words
from tests.ui.windows.conftest import Demo, Driver
from ui.desktop.desktop_lock import DesktopLock, session_address
from ui.desktop.windows_desktop import is_lock
from ui.vault.recovering import RecoverDialog
from ui.windows.unlock import Unlock

_NONE = "unix:path=/nowhere/none"
_BUS = """<busconfig><type>custom</type><listen>unix:dir={folder}</listen>
<auth>EXTERNAL</auth><policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


@dataclass
class Computer:
    """A bus with somebody on it who says what happens."""

    address: str
    service: subprocess.Popen[str]
    heard: list[str] = field(default_factory=list)

    def happens(self, what: str) -> None:
        assert self.service.stdin is not None
        self.service.stdin.write(f"{what}\n")
        self.service.stdin.flush()

    def says(self) -> str:
        assert self.service.stdout is not None
        return self.service.stdout.readline().strip()


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Computer]:
    config = tmp_path / "bus.conf"
    config.write_text(_BUS.format(folder=tmp_path), encoding="ascii")
    command = ["dbus-daemon", f"--config-file={config}", "--print-address", "--nofork"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as bus:
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        with subprocess.Popen(
            [sys.executable, "-m", "tests.ui.windows.login_service", address],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=paths.resources().parent,
        ) as service:  # fmt: skip
            made = Computer(address, service)
            assert made.says() == "here"
            yield made
            service.kill()
        bus.kill()


@pytest.fixture
def desktop(computer: Computer, qapp: object, qtbot: QtBot) -> Iterator[DesktopLock]:
    parent = QObject()
    yield DesktopLock(parent, system=computer.address, session=computer.address)
    parent.deleteLater()


@pytest.mark.fault(12, what="desktops that lock, sleep or switch users")
@pytest.mark.parametrize("what", ["lock", "sleep", "switch", "gnome", "kde", "deepin", "ukui"])
def test_whatever_takes_the_screen_locks(
    computer: Computer, desktop: DesktopLock, qtbot: QtBot, what: str
) -> None:
    with qtbot.waitSignal(desktop.locked, timeout=10_000):
        computer.happens(what)


@pytest.mark.parametrize("what", ["wake", "gnome ends", "lock of another"])
def test_what_gives_it_back_does_not(
    computer: Computer, desktop: DesktopLock, qtbot: QtBot, what: str
) -> None:
    """The lock that follows is the first that is heard: signals keep their order."""
    heard: list[int] = []
    desktop.locked.connect(lambda: heard.append(len(heard)))
    computer.happens(what)
    computer.happens("kde")
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert heard == [0]


def test_the_computer_sleeps_only_after_the_lock(computer: Computer, desktop: DesktopLock) -> None:
    desktop.brake()
    assert computer.says() == "held"
    desktop.ready()
    assert computer.says() == "let go"


def test_a_bus_that_is_no_socket_of_this_computer_is_not_used(qapp: object) -> None:
    parent = QObject()
    for address in ("tcp:host=127.0.0.1,port=1", "unixexec:path=/bin/true", "autolaunch:"):
        assert not DesktopLock(parent, system=address, session=address).hears


def test_without_a_bus_all_is_as_before(qapp: object, tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path}/none"
    parent = QObject()
    desktop = DesktopLock(parent, system=nowhere, session=nowhere)
    assert not desktop.hears
    desktop.brake()
    desktop.ready()


def test_no_bus_is_started_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    assert session_address() == "unix:path=/nowhere/bus"


@pytest.mark.fault(12, what="desktops that lock, sleep or switch users")
def test_an_open_vault_is_locked_with_the_desktop(station: Driver, qapp: object) -> None:
    desktop = DesktopLock(station.program.window, system=_NONE, session=_NONE)
    station.program.hear(desktop)
    station.sign_in("duan")
    desktop.locked.emit()
    station.until(lambda: isinstance(station.program._screen, Unlock))
    assert station.program.session is None


def test_a_half_typed_passphrase_is_taken_away_with_it(station: Driver) -> None:
    desktop = DesktopLock(station.program.window, system=_NONE, session=_NONE)
    station.program.hear(desktop)
    screen = station.program._screen
    assert isinstance(screen, Unlock)
    screen._user.setText("duan")
    screen._passphrase.line.setText("anlan-bei")
    desktop.locked.emit()
    assert screen._passphrase.text() == screen._user.text() == ""


def test_half_typed_recovery_papers_are_taken_away_with_it(station: Driver) -> None:
    desktop = DesktopLock(station.program.window, system=_NONE, session=_NONE)
    station.program.hear(desktop)
    station.click("recoverVault")
    station.find(QPlainTextEdit, "recoverPaper1").setPlainText("academic acid acrobat")
    desktop.locked.emit()
    station.settle()
    assert not any(isinstance(w, RecoverDialog) for w in QApplication.topLevelWidgets())
    station.click("recoverVault")
    dialog = station.find(RecoverDialog, "recover")
    dialog._show("neu", words.passphrase())
    desktop.locked.emit()
    assert dialog.isVisible(), "words that are shown once are not lost"


def test_who_is_signing_in_while_the_desktop_locks_does_not_come_in(
    station: Driver, demo: Demo
) -> None:
    desktop = DesktopLock(station.program.window, system=_NONE, session=_NONE)
    station.program.hear(desktop)
    screen = station.program._screen
    assert isinstance(screen, Unlock)
    for _ in range(2):  # the vault was closed again: it opens, and is not said to be in use
        station.find(QAbstractButton, "train_duan").click()
        desktop.locked.emit()
        station.settle()
        assert station.program._screen is screen
        assert station.program.session is None
        assert screen._user.isEnabled()
    station.sign_in("duan")


@pytest.mark.parametrize(
    ("message", "value", "locks"),
    [
        (0x02B1, 7, True),  # WTS_SESSION_LOCK
        (0x02B1, 8, False),  # unlock
        (0x02B1, 2, True),  # another user
        (0x02B1, 1, False),
        (0x0218, 4, True),  # PBT_APMSUSPEND
        (0x0218, 7, False),  # resume
        (0x000F, 7, False),  # WM_PAINT
    ],
)
def test_windows_says_it_in_messages(message: int, value: int, locks: bool) -> None:
    assert is_lock(message, value) is locks
