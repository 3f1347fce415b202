"""Hears when the desktop locks, the computer goes to sleep or another user takes the screen.

On Linux the desktop says so on D-Bus, over a socket file of this computer: an address that is
anything else is not used, and where there is none the program is as it was without. On Windows
the system sends messages to the window (`windows_desktop`).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QWidget

_LOGIN = "org.freedesktop.login1"
_SESSION, _MANAGER = f"{_LOGIN}.Session", f"{_LOGIN}.Manager"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_ASK_MS = 500
# Interface and signal of each desktop that says whether it is locked.
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.gnome.ScreenSaver", "ActiveChanged"),
    ("org.cinnamon.ScreenSaver", "ActiveChanged"),
    ("org.mate.ScreenSaver", "ActiveChanged"),
    ("com.deepin.dde.lockFront", "Visible"),  # UOS
    ("org.deepin.dde.LockFront1", "Visible"),
)
_UKUI = ("org.ukui.ScreenSaver", "lock")  # Kylin; has no value


class DesktopLock(QObject):
    """`locked` when nobody can be at the screen. Made once; heard from then on.

    Before the computer sleeps it waits for `ready` (or for the system's own patience, five
    seconds): the vault is closed and the memory given back by then.
    """

    locked = Signal()

    def __init__(self, parent: QObject, system: str = "", session: str = "") -> None:
        """`system`, `session`: addresses of buses, for tests; by default those of the desktop."""
        super().__init__(parent)
        self._brake: object = None
        self._system = _bus(system or system_address(), "system")
        self._session = _bus(session or session_address(), "session")
        if self._system is not None:
            self._hear_logins(self._system)
        if self._session is not None:
            for interface, name in _SAVERS:
                self._hear(self._session, "", interface, name, "saver")
            self._hear(self._session, "", *_UKUI, "lock")

    @property
    def hears(self) -> bool:
        """Whether any bus is there."""
        return self._system is not None or self._session is not None

    def brake(self) -> None:
        """A session is open: the computer is to wait for the lock before it sleeps."""
        if self._system is None:
            return
        ask = QDBusMessage.createMethodCall(_LOGIN, "/org/freedesktop/login1", _MANAGER, "Inhibit")
        ask.setArguments(["sleep", "rescueapp", "rescueapp", "delay"])
        answer = self._system.call(ask, QDBus.CallMode.Block, _ASK_MS)
        found = answer.arguments()
        is_reply = answer.type() is QDBusMessage.MessageType.ReplyMessage
        self._brake = found[0] if is_reply and found else None

    def ready(self) -> None:
        """It may sleep."""
        self._brake = None

    # --- what is heard ----------------------------------------------------------------------

    @Slot(bool)
    def saver(self, active: bool) -> None:
        if active:
            self.locked.emit()

    @Slot()
    def lock(self) -> None:
        self.locked.emit()

    @Slot(QDBusMessage)
    def session_changed(self, message: QDBusMessage) -> None:
        """Another user has the screen: ask, for what changed comes in a shape of its own."""
        if message.arguments()[:1] == [_SESSION] and self._is_active(message.path()) is False:
            self.locked.emit()

    # --- hearing ------------------------------------------------------------------------------

    def _hear_logins(self, bus: QDBusConnection) -> None:
        path = self._own_session(bus)  # "" hears every session: to lock once too often is safe
        self._hear(bus, _LOGIN, _MANAGER, "PrepareForSleep", "saver")
        self._hear(bus, _LOGIN, _SESSION, "Lock", "lock", path)
        self._hear(
            bus, _LOGIN, _PROPERTIES, "PropertiesChanged", "session_changed(QDBusMessage)", path
        )

    def _hear(
        self, bus: QDBusConnection, who: str, interface: str, name: str, slot: str, path: str = ""
    ) -> None:
        written = {"saver": "saver(bool)", "lock": "lock()"}.get(slot, slot)
        # The stubs want bytes for the slot, which PySide6 refuses: it takes what SLOT gives.
        bus.connect(who, path, interface, name, self, SLOT(written))  # type: ignore[call-overload]

    def _own_session(self, bus: QDBusConnection) -> str:
        ask = QDBusMessage.createMethodCall(
            _LOGIN, "/org/freedesktop/login1", _MANAGER, "GetSessionByPID"
        )
        ask.setArguments([os.getpid()])
        return str(_answer(bus, ask) or "")

    def _is_active(self, path: str) -> bool | None:
        if self._system is None:
            return None
        ask = QDBusMessage.createMethodCall(_LOGIN, path, _PROPERTIES, "Get")
        ask.setArguments([_SESSION, "Active"])
        found = _answer(self._system, ask)
        return found if isinstance(found, bool) else None


def hear_desktop(window: QWidget) -> DesktopLock:
    """What there is on this computer."""
    found = DesktopLock(window)
    if sys.platform == "win32":
        from ui.desktop import windows_desktop

        windows_desktop.hear(window, found.locked.emit)
    return found


def system_address() -> str:
    """The bus of the computer."""
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/run/dbus/system_bus_socket")


def session_address() -> str:
    """The bus of the desktop; "" where there is none (the library would start one)."""
    usual = Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / "bus"
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS", f"unix:path={usual}")


def _bus(address: str, name: str) -> QDBusConnection | None:
    """A bus at a socket file of this computer; None for any other address, and for none."""
    if not all(part.startswith("unix:") for part in address.split(";") if part):
        return None
    if not sys.platform.startswith("linux") or not address:
        return None
    bus = QDBusConnection.connectToBus(address, f"{name} {address}")  # a name is a connection
    return bus if bus.isConnected() else None


def _answer(bus: QDBusConnection, ask: QDBusMessage) -> object:
    """The first value of an answer; None when nobody answers."""
    answer = bus.call(ask, QDBus.CallMode.Block, _ASK_MS)
    found = answer.arguments()
    if answer.type() is not QDBusMessage.MessageType.ReplyMessage or not found:
        return None
    value = found[0]
    for name in ("path", "variant"):
        if hasattr(value, name):
            return getattr(value, name)()
    return value
