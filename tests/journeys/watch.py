"""What the window thread does while somebody works: how long at a time, and never the rest's work.

How long is reported; that the database, the keys and the pages are left to the other threads
is asserted, for it does not depend on how fast a computer is.
"""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractEventDispatcher, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from rescueapp.actions.exchanging import exchange
from rescueapp.actions.papers import prints
from rescueapp.actions.vault import vaults
from rescueapp.crypto.keyring import Keyring
from rescueapp.storage.database import Database

# Nothing of these belongs into the window thread.
ELSEWHERE = (
    (Database, ("read", "one", "ids", "each", "execute", "insert", "execute_many", "transaction")),
    (Keyring, ("unlock", "create")),
    (vaults, ("create_vault", "unlock", "lock")),
    (prints, ("prepare_file", "prepare_sheet", "release")),
    (exchange, ("export_package", "take_receipt")),
)


class Watch(QObject):
    """From its making on. Made in the window thread, with the application there already."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self.longest_at = ""
        self.turns = 0
        self.strayed: list[str] = []
        self.elsewhere = 0
        self.titles: set[str] = set()
        self.step = ""
        self._awake = time.perf_counter()
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._begin)
        dispatcher.aboutToBlock.connect(self._end)
        self._watch_titles()
        for owner, names in ELSEWHERE:
            for name in names:
                self._guard(owner, name)

    def timed(self, event: Callable[[], object]) -> None:
        """Run one event of a key or the mouse, which comes outside of the loop's turns."""
        begun = time.perf_counter()
        event()
        self._spent(begun)
        self._look_at_titles()

    def _watch_titles(self) -> None:
        """Every title this program gives to a window, and every one the desktop can read."""
        before = QWidget.setWindowTitle

        def set_title(widget: QWidget, title: str) -> None:
            self.titles.add(title)
            before(widget, title)

        QWidget.setWindowTitle = set_title  # type: ignore[method-assign]

    def _look_at_titles(self) -> None:
        titles = (window.title() for window in QGuiApplication.topLevelWindows())
        self.titles.update(filter(None, titles))  # menus have none

    def _begin(self) -> None:
        self._awake = time.perf_counter()

    def _end(self) -> None:
        self._spent(self._awake)
        self._look_at_titles()

    def _spent(self, since: float) -> None:
        spent = (time.perf_counter() - since) * 1000
        self.turns += 1
        if spent > self.longest_ms:
            self.longest_ms, self.longest_at = spent, self.step

    def _guard(self, owner: Any, name: str) -> None:
        before = getattr(owner, name)

        @functools.wraps(before)
        def guarded(*values: Any, **named: Any) -> Any:
            if threading.current_thread() is threading.main_thread():
                self.strayed.append(f"{name} at {self.step}")
            else:
                self.elsewhere += 1
            return before(*values, **named)

        in_class = vars(owner).get(name)
        if isinstance(in_class, classmethod):
            guarded_method: Any = classmethod(lambda _, *v, **n: guarded(*v, **n))
            setattr(owner, name, guarded_method)
        else:
            setattr(owner, name, guarded)
