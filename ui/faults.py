"""Mistakes of the program while the window is open: told in words, kept sealed in the vault.

A report has places and no values (`rescueapp.logs`). Those made before a vault is open wait in
memory for it. The same mistake is told and kept once a session, however often it is made.
"""

from __future__ import annotations

import sys
import threading
import weakref
from collections import deque
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)

from rescueapp import logs
from rescueapp.logs import Fault
from ui import messages

if TYPE_CHECKING:
    from ui.session import Session

_WAITING = 20  # mistakes before any vault was open


class Faults(QObject):
    """`watch` once; `open` and `close` with each session."""

    _made = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._waiting: deque[Fault] = deque(maxlen=_WAITING)
        self._seen: set[str] = set()
        self._made.connect(self._keep, Qt.ConnectionType.QueuedConnection)  # from any thread
        _hand_to(weakref.ref(self))

    def open(self, session: Session) -> None:
        """There is a vault to keep them in; an administrator's has no data and keeps none."""
        self._session = session if session.has_data else None
        messages.faults_are_kept(self._session is not None)
        self._seen.clear()
        waiting, self._waiting = self._waiting, deque(maxlen=_WAITING)
        for fault in waiting:
            self._keep(fault)

    def close(self) -> None:
        self._session = None
        self._seen.clear()
        messages.faults_are_kept(False)

    def is_new(self, error: BaseException) -> bool:
        """Whether it was not told in this session yet."""
        return logs.of(error).line() not in self._seen

    @Slot(object)
    def _keep(self, fault: Fault) -> None:
        if fault.line() in self._seen:
            return
        self._seen.add(fault.line())
        session = self._session
        if session is None:
            self._waiting.append(fault)
            return
        from rescueapp.actions.watch import faults  # there is a session: it is loaded by now

        session.run(lambda ws: faults.keep_fault(ws, fault), None, _let_go, owner=self)


def _hand_to(there: weakref.ref[Faults]) -> None:
    """Mistakes go to an object as long as it lives, and do not hold it."""

    def heard(fault: Fault) -> None:
        faults_of = there()
        if faults_of is None or not shiboken6.isValid(faults_of):
            stop()
        else:
            faults_of._made.emit(fault)

    stop = logs.listen(heard)


def watch_everything() -> None:
    """What no window takes: other threads, ends of objects, Qt's own words. None says a value."""
    threading.excepthook = _in_thread
    sys.unraisablehook = _at_an_end
    qInstallMessageHandler(_of_qt)


def _in_thread(made: threading.ExceptHookArgs) -> None:
    if made.exc_value is not None:
        logs.fault(made.exc_value)


def _at_an_end(made: sys.UnraisableHookArgs) -> None:
    if made.exc_value is not None:
        logs.fault(made.exc_value)


def _of_qt(kind: QtMsgType, context: QMessageLogContext, _: str) -> None:
    """Qt's words may hold names of files: what is said is what part of Qt complains."""
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        # The stubs leave out what the context holds.
        category = context.category  # type: ignore[attr-defined]
        sys.stderr.write(f"qt {category or ''}\n")


def _let_go(_: BaseException) -> None:
    """A disk too full for a report has told so to whoever was saving something."""
