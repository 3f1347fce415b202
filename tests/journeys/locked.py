"""Somebody signs in, types and locks: what is told to the pipe, and what the lock begins anew.

    python -m tests.journeys.locked FOLDER LOGIN TOLD GO

In FOLDER/aside lie the passphrase (named as the login) and what is typed (`story`): nothing of
it may stand in a module, for the process after the lock reads this one again. TOLD is an open
file a line is written to at each step, GO one that is read before the lock. The arguments after
the lock are those of the program itself.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from rescueapp import process
from tests.journeys.apart import ASIDE
from ui import start
from ui.ending import Again
from ui.tour.tour_caseworker import sign_in
from ui.tour.tour_hand import Hand

_TOLD = "TOLD"


def work(folder: Path, login: str, go: int) -> None:
    """The first process."""
    hand = Hand(start.begin(folder / "station"))
    passphrase = (folder / ASIDE / login).read_text(encoding="utf-8")
    story = (folder / ASIDE / "story").read_text(encoding="utf-8")
    sign_in(hand, login, passphrase, arrives="todayPage")
    hand.press("Ctrl+N")
    hand.until("intake", lambda: hand.sees("formView"))
    hand.settle()
    hand.write(story, into="name.input")
    hand.press("Ctrl+A", "Ctrl+C")
    tell(f"typed {hand.window.geometry().getRect()} {QGuiApplication.clipboard().text() == story}")
    os.read(go, 1)
    tell("locking")
    hand.press("Ctrl+L")


def look_again(folder: Path, again: Again | None) -> None:
    """The process after the lock: it says when the unlock screen stands."""
    program = start.begin(folder, again)
    hand = Hand(program)
    hand.until("unlock", lambda: hand.sees("unlock"))
    hand.settle()
    tell(
        f"unlock {hand.window.geometry().getRect()} {hand.find('unlockErrorWords', QLabel).text()}"
    )
    QApplication.exec()


def tell(line: str) -> None:
    os.write(int(os.environ[_TOLD]), f"{line}\n".encode())


if __name__ == "__main__":
    process.close_to_others()
    if "--again" in sys.argv:
        look_again(Path(sys.argv[2]), Again.read(sys.argv[4]))
    else:
        os.environ[_TOLD] = sys.argv[3]
        work(Path(sys.argv[1]), sys.argv[2], int(sys.argv[4]))
