"""What protects the screen: the idle lock and quick-hide. Nothing that is open can hold them up.

One event filter on the application counts keys and mouse and catches F12, and F2 for the
emergency card, before anything else sees them. Both clocks are asked for the idle time: the
monotonic one may stand still while the computer sleeps, the wall clock may be set back; the longer
of the two counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QDrag, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from rescueapp import logs

IDLE_S = 300
WARN_S = 30  # before the lock
HIDDEN_S = 60  # hidden this long: locked
HIDE_KEY = Qt.Key.Key_F12
EMERGENCY_KEY = Qt.Key.Key_F2

_MOVES = {QEvent.Type.MouseMove, QEvent.Type.DragMove, QEvent.Type.TouchUpdate}
_ACTIVITY = _MOVES | {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.Drop,
    QEvent.Type.InputMethod,
}
_STIRRED = 8  # pixels: less is a mouse trembling on a table, and nobody there


def both_clocks() -> tuple[float, float]:
    """Seconds on the monotonic and the wall clock."""
    return time.monotonic(), time.time()


class Guard(QObject):
    """Watches from `start` to `stop`; says when to warn, hide, show again and lock.

    Before a lock `leaving` is emitted, while every window still stands: time to keep what is
    typed in any of them. `idle_s` may be set while nobody watches.
    """

    warned = Signal(int)  # seconds left; 0: somebody is there again
    hidden = Signal()
    shown_again = Signal()
    emergency = Signal()  # somebody wants the emergency card, whatever lies open
    leaving = Signal()
    locked = Signal()

    def __init__(
        self,
        application: QApplication,
        *,
        idle_s: int = IDLE_S,
        clocks: Callable[[], tuple[float, float]] = both_clocks,
    ) -> None:
        super().__init__(application)
        self._application = application
        self.idle_s = idle_s
        self._clocks = clocks
        self._last = clocks()
        self._mouse_at = QPoint()
        self._hidden_at: tuple[float, float] | None = None
        self._warning = False
        self.was_idle = False  # the last lock came because nobody was there
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.look)

    @property
    def is_hidden(self) -> bool:
        return self._hidden_at is not None

    def start(self) -> None:
        """Begin to watch: a session was unlocked."""
        self._last = self._clocks()
        self._hidden_at = None
        self._warning = self.was_idle = False
        self._application.installEventFilter(self)
        self._tick.start()

    def stop(self) -> None:
        self._hidden_at = None
        self._tick.stop()
        self._application.removeEventFilter(self)

    def look(self) -> None:
        """Once a second: is it time to warn or to lock?"""
        if self._hidden_at is not None:
            if self._since(self._hidden_at) >= HIDDEN_S:
                self.lock()
            return
        left = self.idle_s - self._since(self._last)
        if left <= 0:
            self.was_idle = True
            self.lock()
        elif left <= WARN_S:
            self._warning = True
            self.warned.emit(round(left))

    def lock(self) -> None:
        """Lock now: what is typed is kept, then whatever is open on top is closed."""
        self.stop()
        self.leaving.emit()
        QDrag.cancel()
        close_what_is_on_top()
        for window in put_dialogs_away():
            _close(window)
        self.locked.emit()

    def hide(self) -> None:
        """The neutral page at once; menus closed, dialogs put out of sight."""
        self._hidden_at = self._clocks()
        self.hidden.emit()

    def show_again(self) -> None:
        self._hidden_at = None
        self._last = self._clocks()
        self.shown_again.emit()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _ACTIVITY:
            return False
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._takes(event):
            return True
        if self._hidden_at is None and not (kind in _MOVES and self._trembles()):
            self._active()
        return False

    def _trembles(self) -> bool:
        """A mouse that lies still moves a little for ever: it must not keep the screen open."""
        at = QCursor.pos()
        if (at - self._mouse_at).manhattanLength() < _STIRRED:
            return True
        self._mouse_at = at
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether the key is one that no window hears of. Held down, it counts once."""
        if event.key() == HIDE_KEY:
            if not event.isAutoRepeat():
                self._hide_key()
            return True
        if event.key() != EMERGENCY_KEY or event.modifiers() or self.is_hidden:
            return False
        self._active()
        if not event.isAutoRepeat():
            self.emergency.emit()
        return True

    def _hide_key(self) -> None:
        if self.is_hidden:
            self.show_again()
        else:
            self.hide()

    def _active(self) -> None:
        self._last = self._clocks()
        if self._warning:
            self._warning = False
            self.warned.emit(0)

    def _since(self, then: tuple[float, float]) -> float:
        return max(now - before for now, before in zip(self._clocks(), then, strict=True))


def close_what_is_on_top() -> None:
    """Close menus, pop-ups and dialogs, the topmost first, without asking them."""
    for _ in range(_DEEPEST):
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if top is None:
            return
        _close(top)


def _close(top: QWidget) -> None:
    """Whatever the window thinks of it: a mistake in what it does when it is left, too, is no
    reason to stay."""
    try:
        if isinstance(top, QDialog):
            top.reject()
        top.close()
    except Exception as error:
        logs.fault(error)
    if shiboken6.isValid(top) and top.isVisible():
        top.hide()


_DEEPEST = 32  # dialogs over dialogs; a limit, so that a stubborn one cannot hold the lock up


def put_dialogs_away() -> list[QWidget]:
    """Hide every window but the main one; returns them, to be shown again."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        popup.hide()
    away = [
        w
        for w in QApplication.topLevelWidgets()
        if w.isVisible() and not isinstance(w, QMainWindow)
    ]
    for widget in away:
        widget.hide()
    return away
