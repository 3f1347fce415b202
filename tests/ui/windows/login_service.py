"""What logind and a desktop say on a bus, said by a process of its own.

    python -m tests.ui.windows.login_service ADDRESS

Standard input, one word a line: what happens to the computer. Standard output: `here` when it
can be asked; `held` when a program brakes the sleep, `let go` when it may sleep.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

LOGIN, SESSION = "org.freedesktop.login1", "/org/freedesktop/login1/session/_32"
_ROOT = "/org/freedesktop/login1"
_OTHER = "/org/freedesktop/login1/session/_99"
_MANAGER, _SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_CHANGED = [_SESSION, {"Active": False}, []]

# What happens → path, interface, name, values of the signal.
SIGNALS = {
    "lock": (SESSION, _SESSION, "Lock", []),
    "lock of another": (_OTHER, _SESSION, "Lock", []),
    "sleep": (_ROOT, _MANAGER, "PrepareForSleep", [True]),
    "wake": (_ROOT, _MANAGER, "PrepareForSleep", [False]),
    "switch": (SESSION, _PROPERTIES, "PropertiesChanged", _CHANGED),
    "gnome": ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True]),
    "gnome ends": ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [False]),
    "kde": ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [True]),
    "deepin": ("/com/deepin/dde/lockFront", "com.deepin.dde.lockFront", "Visible", [True]),
    "ukui": ("/", "org.ukui.ScreenSaver", "lock", []),
}


class Logind(QDBusVirtualObject):
    """Answers what the program asks."""

    active = True

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        answer = {
            "GetSessionByPID": lambda: QDBusObjectPath(SESSION),
            "Get": lambda: QDBusVariant(self.active),
            "Inhibit": self._brake,
        }.get(message.member())
        if answer is None:
            return False
        reply = message.createReply()
        reply.setArguments([answer()])
        connection.send(reply)
        return True

    def _brake(self) -> QDBusUnixFileDescriptor:
        """The program holds one end; when it is closed the other can be read to its end."""
        mine, theirs = os.pipe()
        given = QDBusUnixFileDescriptor(theirs)
        os.close(theirs)
        self._end = QSocketNotifier(mine, QSocketNotifier.Type.Read)
        self._end.activated.connect(self._released)
        tell("held")
        return given

    def _released(self) -> None:
        self._end.setEnabled(False)
        tell("let go")


def tell(word: str) -> None:
    os.write(1, f"{word}\n".encode())


def main(address: str) -> None:
    application = QCoreApplication(sys.argv[:1])
    bus = QDBusConnection.connectToBus(address, "logind")
    logind = Logind()
    bus.registerVirtualObject(_ROOT, logind, QDBusConnection.VirtualObjectRegisterOption.SubPath)
    bus.registerService(LOGIN)

    def happen() -> None:
        for line in os.read(0, 1000).decode().splitlines():
            logind.active = line != "switch"
            path, interface, name, values = SIGNALS[line]
            signal = QDBusMessage.createSignal(path, interface, name)
            signal.setArguments(values)
            bus.send(signal)

    heard = QSocketNotifier(0, QSocketNotifier.Type.Read)
    heard.activated.connect(happen)
    tell("here")
    application.exec()


if __name__ == "__main__":
    main(sys.argv[1])
