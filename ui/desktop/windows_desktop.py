"""Windows: what it says of its lock and its sleep, and windows that no screenshot shows.

Written from the system's documentation and read by tests byte by byte; not tried on Windows.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
PBT_APMSUSPEND = 0x0004
# WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK
NOBODY_THERE = frozenset({0x2, 0x4, 0x6, 0x7})
WDA_EXCLUDEFROMCAPTURE = 0x11
_NOTIFY_FOR_THIS_SESSION = 0


def is_lock(message: int, value: int) -> bool:
    """Whether a window message says that the screen is locked, left or going to sleep."""
    if message == WM_WTSSESSION_CHANGE:
        return value in NOBODY_THERE
    return message == WM_POWERBROADCAST and value == PBT_APMSUSPEND


class _Messages(QAbstractNativeEventFilter):
    def __init__(self, locked: Callable[[], None]) -> None:
        super().__init__()
        self._locked = locked

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        told = kind.data() if isinstance(kind, QByteArray) else kind
        if bytes(told).startswith(b"windows_"):
            found = wintypes.MSG.from_address(int(message))
            if is_lock(found.message, found.wParam):
                self._locked()
        return False, 0


class _NotCaptured(QObject):
    """Every window of the program, dialogs and menus too, as it is shown."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            _hide(watched)
        return False


def _hide(window: QWidget) -> None:
    if sys.platform == "win32":
        affinity = ctypes.windll.user32.SetWindowDisplayAffinity
        affinity(wintypes.HWND(int(window.winId())), WDA_EXCLUDEFROMCAPTURE)


def hear(window: QWidget, locked: Callable[[], None]) -> None:
    """Call `locked` when the system locks, changes the user or sleeps."""
    messages = _Messages(locked)
    application = QApplication.instance()
    assert application is not None, "a window is of an application"
    application.installNativeEventFilter(messages)
    window.setProperty("messages", messages)  # lives as long as the window
    if sys.platform == "win32":
        register = ctypes.windll.wtsapi32.WTSRegisterSessionNotification
        register(wintypes.HWND(int(window.winId())), _NOTIFY_FOR_THIS_SESSION)


def hide_from_capture(application: QApplication) -> None:
    """No screenshot, recording or shared screen shows what this program shows."""
    application.installEventFilter(_NotCaptured(application))
