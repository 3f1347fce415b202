"""The screen locks itself, whatever is open; F12 hides it before anything else sees the key."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from ui.guard import HIDDEN_S, IDLE_S, WARN_S, Guard, put_dialogs_away


class Clocks:
    """A monotonic and a wall clock that stand until they are moved."""

    def __init__(self) -> None:
        self.monotonic, self.wall = 1000.0, 5000.0

    def __call__(self) -> tuple[float, float]:
        return self.monotonic, self.wall

    def pass_by(self, seconds: float) -> None:
        self.monotonic += seconds
        self.wall += seconds


class Watched:
    def __init__(self, guard: Guard, clocks: Clocks, window: QMainWindow) -> None:
        self.guard, self.clocks, self.window = guard, clocks, window
        self.heard: list[object] = []
        guard.warned.connect(self.heard.append)
        guard.locked.connect(lambda: self.heard.append("locked"))
        guard.hidden.connect(lambda: self.heard.append("hidden"))
        guard.shown_again.connect(lambda: self.heard.append("shown"))

    def pass_by(self, seconds: float) -> None:
        self.clocks.pass_by(seconds)
        self.guard.look()


@pytest.fixture
def watched(qapp: QApplication, qtbot: QtBot) -> Iterator[Watched]:
    window = QMainWindow()
    window.show()
    clocks = Clocks()
    guard = Guard(qapp, clocks=clocks)
    guard._tick.setInterval(10_000_000)  # the tests look themselves
    guard.start()
    yield Watched(guard, clocks, window)
    guard.stop()
    window.close()
    window.deleteLater()


def test_it_warns_and_then_locks(watched: Watched) -> None:
    watched.pass_by(IDLE_S - WARN_S - 1)
    assert watched.heard == []
    watched.pass_by(1)
    assert watched.heard == [WARN_S]
    watched.pass_by(WARN_S)
    assert watched.heard[-1] == "locked"


@pytest.mark.parametrize("act", ["key", "mouse"])
def test_somebody_at_work_keeps_it_open(watched: Watched, qtbot: QtBot, act: str) -> None:
    watched.pass_by(IDLE_S - 5)
    if act == "key":
        qtbot.keyClick(watched.window, Qt.Key.Key_A)
    else:
        qtbot.mouseClick(watched.window, Qt.MouseButton.LeftButton)
    assert watched.heard == [5, 0]
    watched.pass_by(IDLE_S - WARN_S - 1)
    assert "locked" not in watched.heard


@pytest.mark.fault(12, what="computers that slept")
def test_sleep_counts_as_idle(watched: Watched) -> None:
    """While the computer sleeps the monotonic clock may stand still."""
    watched.clocks.wall += IDLE_S
    watched.guard.look()
    assert watched.heard == ["locked"]


@pytest.mark.fault(17, what="clocks set back under the idle lock")
def test_a_clock_set_back_does_not_hold_the_lock_up(watched: Watched) -> None:
    watched.clocks.wall -= 100_000
    watched.clocks.monotonic += IDLE_S
    watched.guard.look()
    assert watched.heard == ["locked"]


def _exec_dialog(window: QMainWindow) -> None:
    QDialog(window).exec()


def _exec_nested(window: QMainWindow) -> None:
    outer = QDialog(window)
    QTimer.singleShot(0, lambda: QMessageBox(outer).exec())
    outer.exec()


def _exec_menu(window: QMainWindow) -> None:
    menu = QMenu(window)
    menu.addAction("one")
    menu.exec(window.pos())


def _exec_stubborn(window: QMainWindow) -> None:
    class Stubborn(QDialog):
        def reject(self) -> None:
            """Does not want to go."""

    Stubborn(window).exec()


@pytest.mark.fault(12, what="dialogs, menus and drags open")
@pytest.mark.parametrize("open_something", [_exec_dialog, _exec_nested, _exec_menu, _exec_stubborn])
def test_nothing_open_holds_the_lock_up(
    watched: Watched, open_something: Callable[[QMainWindow], None]
) -> None:
    """Each of these blocks in a loop of its own; the lock ends them and comes through."""
    QTimer.singleShot(50, lambda: watched.pass_by(IDLE_S))
    open_something(watched.window)
    assert watched.heard[-1] == "locked"
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None


def test_k25_f12_hides_and_shows_again(watched: Watched, qtbot: QtBot) -> None:
    qtbot.keyClick(watched.window, Qt.Key.Key_F12)
    assert watched.heard == ["hidden"]
    qtbot.keyClick(watched.window, Qt.Key.Key_F12)
    assert watched.heard == ["hidden", "shown"]


def test_f12_works_over_a_dialog(watched: Watched, qtbot: QtBot) -> None:
    dialog = QDialog(watched.window)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_F12)
    assert watched.heard == ["hidden"]
    assert put_dialogs_away() == [dialog]
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_hidden_for_a_minute_it_locks_even_while_keys_are_pressed(
    watched: Watched, qtbot: QtBot
) -> None:
    watched.guard.hide()
    watched.pass_by(HIDDEN_S - 1)
    qtbot.keyClick(watched.window, Qt.Key.Key_A)
    watched.pass_by(1)
    assert watched.heard == ["hidden", "locked"]


def test_a_mouse_that_trembles_is_nobody(
    watched: Watched, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = QPoint(100, 100)
    monkeypatch.setattr(QCursor, "pos", lambda: QPoint(at))
    qtbot.mouseMove(watched.window, QPoint(5, 5))  # where it lies now
    watched.pass_by(IDLE_S - 5)
    at += QPoint(1, 0)
    QApplication.sendEvent(watched.window, _moved())
    assert watched.heard == [5]
    at += QPoint(40, 0)
    QApplication.sendEvent(watched.window, _moved())
    assert watched.heard == [5, 0]


def _moved() -> QMouseEvent:
    nothing = Qt.MouseButton.NoButton
    place = QPointF(5, 5)
    return QMouseEvent(
        QEvent.Type.MouseMove, place, place, nothing, nothing, Qt.KeyboardModifier.NoModifier
    )


@pytest.mark.fault(12, what="drafts kept under a dialog")
def test_what_is_typed_is_kept_while_every_window_still_stands(
    watched: Watched, qtbot: QtBot
) -> None:
    dialog = QDialog(watched.window)
    dialog.open()
    stood: list[bool] = []
    watched.guard.leaving.connect(lambda: stood.append(dialog.isVisible()))
    watched.guard.lock()
    assert stood == [True]
    assert not dialog.isVisible()


@pytest.mark.fault(12, what="pages that fail")
def test_a_dialog_that_fails_when_it_is_left_does_not_hold_the_lock_up(
    watched: Watched, qtbot: QtBot
) -> None:
    class Fails(QDialog):
        def reject(self) -> None:
            raise ValueError

    dialog = Fails(watched.window)
    dialog.open()
    watched.guard.lock()
    assert watched.heard[-1] == "locked"
    assert not dialog.isVisible()
