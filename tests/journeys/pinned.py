"""Somebody sets a PIN, is away until the screen locks by itself, and comes back with the PIN.

    python -m tests.journeys.pinned FOLDER LOGIN TOLD GO

As `locked`, of which the arguments are the same. FOLDER/aside holds the passphrase and the PIN
(`pin`), which the process after the lock reads again. A line is written at each step, and a byte
read before the lock and before the PIN is typed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from rescueapp import process
from rescueapp.actions.vault import shift_pin
from tests.journeys.apart import ASIDE
from ui import start
from ui.ending import Again
from ui.program import Program
from ui.tour.tour_caseworker import sign_in
from ui.tour.tour_hand import Hand

_TOLD, _GO, _ASIDE = "TOLD", "GO", "ASIDE"


def work(folder: Path, login: str) -> None:
    """The first process."""
    program = start.begin(folder / "station")
    hand = Hand(program)
    passphrase = (folder / ASIDE / login).read_text(encoding="utf-8")
    sign_in(hand, login, passphrase, arrives="todayPage")
    set_pin(program, (folder / ASIDE / "pin").read_text(encoding="utf-8"))
    hand.until("keeper", lambda: program.pin.keeper is not None)
    hand.settle()
    tell("set")
    wait()
    program._guard.idle_s = 0  # from the next second on nobody is there
    QApplication.exec()


def set_pin(program: Program, pin: str) -> None:
    """As the dialog does."""
    assert program.session is not None
    program.session.run(
        lambda ws: shift_pin.set_pin(ws, pin),
        lambda keeper: setattr(program.pin, "keeper", keeper),
        owner=program,
    )


def come_back(folder: Path, again: Again | None) -> None:
    """The process after the lock."""
    hand = Hand(start.begin(folder, again))
    hand.until("pin", lambda: hand.sees("pinEntry"))
    hand.settle()
    tell("asked")
    wait()
    hand.write((Path(os.environ[_ASIDE]) / "pin").read_text(encoding="utf-8"), into="pin")
    hand.press("Return")
    hand.until("opened", lambda: hand.sees("todayPage"))
    hand.settle()
    tell("opened")
    QApplication.exec()


def tell(line: str) -> None:
    os.write(int(os.environ[_TOLD]), f"{line}\n".encode())


def wait() -> None:
    os.read(int(os.environ[_GO]), 1)


if __name__ == "__main__":
    process.close_to_others()
    if "--again" in sys.argv:
        come_back(Path(sys.argv[2]), Again.read(sys.argv[4]))
    else:
        os.environ |= {_TOLD: sys.argv[3], _GO: sys.argv[4], _ASIDE: str(Path(sys.argv[1]) / ASIDE)}
        work(Path(sys.argv[1]), sys.argv[2])
