"""A program in a real window, and hands at it: one that is watched, one that has no mouse."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QMenu

from rescueapp.errors import Problem
from rescueapp.i18n import say
from tests.journeys.watch import Watch
from ui.program import Program
from ui.tour.tour_desk import SCREEN
from ui.tour.tour_hand import Hand

_MOST_TABS = 200
_Hand = TypeVar("_Hand", bound=Hand)


class WatchedHand(Hand):
    """Every event is timed, every step named."""

    def __init__(self, program: Program, watch: Watch) -> None:
        super().__init__(program)
        self._watch = watch

    def act(self, event: Callable[[], object]) -> None:
        self._watch.timed(event)


class KeysOnly(Hand):
    """A computer without a mouse."""

    def click(self, name: str) -> None:
        raise AssertionError(f"{name} is to be reached by keyboard")

    def click_section(self, key: str) -> None:
        raise AssertionError(f"{key} is to be reached by keyboard")

    def open_menu(self, name: str) -> QMenu:
        raise AssertionError(f"{name} is to be reached by keyboard")

    def go_to(self, name: str) -> None:
        """Tab until the focus is there."""
        for _ in range(_MOST_TABS):
            if self.focus.objectName() == name:
                return
            self.press("Tab")
        raise AssertionError(f"Tab never came to {name}")


@contextmanager
def program(vault: Path, folder: Path, make: Callable[[Program], _Hand]) -> Iterator[_Hand]:
    """A program at a vault, as `ui` starts it, in a window of the usual size.

    What goes wrong leaves a picture in the folder.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    started = Program(application, vault)
    hand = make(started)
    started.begin()
    started.window.resize(*SCREEN)
    started.window.show()
    started.window.activateWindow()
    try:
        hand.until("window", started.window.isActiveWindow)
        yield hand
    except BaseException as error:
        if isinstance(error, Problem):
            sys.stderr.write(say(error.words) + "\n")
        started.window.grab().save(str(folder / "stuck.png"))
        raise
    started.window.close()
    started.window.deleteLater()
