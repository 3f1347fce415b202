"""Nothing of the window is ended in another thread: garbage is looked for in the window's own."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.desktop import garbage
from ui.desktop.garbage import Garbage


class Ring(QObject):
    """An object of Qt that refers to itself: only a look for garbage ends it."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def rings() -> list[weakref.ref[Ring]]:
    made = [Ring() for _ in range(50)]
    return [weakref.ref(each) for each in made]


def make_much() -> None:
    kept = [[number] for number in range(20_000)]
    assert len(kept) == 20_000


def leave_much() -> None:
    """Lists that hold themselves: nothing ends them but a look."""
    for _ in range(2_000):
        held: list[object] = []
        held.append(held)


def test_another_thread_ends_nothing_however_much_it_makes(qapp: QApplication) -> None:
    watching = Garbage(qapp)
    left = rings()
    thread = threading.Thread(target=make_much)
    thread.start()
    thread.join()
    assert all(each() is not None for each in left)
    watching.stop()


def test_the_window_ends_it_when_so_much_is_left(qtbot: QtBot, qapp: QApplication) -> None:
    watching = Garbage(qapp)
    left = rings()
    leave_much()
    with qtbot.waitSignal(watching.timeout, timeout=60_000):
        pass
    watching.stop()
    assert not gc.isenabled()
    assert not [each for each in left if each() is not None]


def test_where_little_is_left_nothing_is_looked_through(qapp: QApplication) -> None:
    gc.disable()
    gc.collect()
    assert garbage.look() == 0
