"""Somebody who types an intake until the lights go out, and somebody who looks for it after.

python -m tests.journeys.power_cut FOLDER type PIPE     types for ever; tells PIPE of each keep
python -m tests.journeys.power_cut FOLDER look          opens the draft; leaves `restored.json`
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QRadioButton, QToolButton

from tests.journeys import told
from tests.journeys.apart import ASIDE
from tests.journeys.desks import KeysOnly, program
from tests.journeys.typist import Typist
from ui.forms.form_view import FormView
from ui.tour.tour_caseworker import sign_in

LOGIN = "he"
BEGUN = {"arrived_at": told.INTAKE["arrived_at"], "sex": "2", "name": told.NAME}
HALF_A_DATE = "2011-0"
SENTENCE = "她说水很凉，天还没亮，"


def type_until_dark(folder: Path, pipe: int) -> None:
    """Half a form, half a date, then a story without end."""
    with program(folder / "station", folder, KeysOnly) as hand:
        _come_in(hand, folder)
        hand.press("Ctrl+N")
        hand.until("intake", lambda: hand.sees("formView"))
        hand.settle()
        Typist(hand).fill("intake", BEGUN)
        _unfold(hand, "section.brief.fold")
        hand.go_to("left_home_on.input")
        hand.write(HALF_A_DATE)
        hand.go_to("brief.input")
        paper = hand.find("brief.input", QPlainTextEdit)
        view = hand.find("formView", FormView)
        view.keeper.kept.connect(lambda _: _tell(pipe, len(paper.toPlainText())))
        while True:
            for character in SENTENCE:
                hand.write(character)


def look(folder: Path) -> None:
    """At the same screen after the power is back: Today has the draft, Enter opens it."""
    with program(folder / "station", folder, KeysOnly) as hand:
        _come_in(hand, folder)
        hand.until("draftTable", lambda: hand.sees("draftTable"))
        hand.go_to("draftTable")
        hand.press("Home", "Return")
        hand.until("formView", lambda: hand.sees("formView"))
        hand.settle()
        restored = {
            "name": hand.find("name.input", QLineEdit).text(),
            "sex": hand.find("sex.2", QRadioButton).isChecked(),
        }
        _unfold(hand, "section.brief.fold")
        restored["left_home_on"] = hand.find("left_home_on.input", QLineEdit).text()
        hand.go_to("brief.input")
        restored["brief"] = hand.find("brief.input", QPlainTextEdit).toPlainText()
        file = folder / ASIDE / "restored.json"
        file.write_text(json.dumps(restored, ensure_ascii=False), encoding="utf-8")
        hand.press("Ctrl+L")
        hand.until("unlock", lambda: hand.sees("unlock"))


def _unfold(hand: KeysOnly, name: str) -> None:
    """A section opens by itself where something in it needs a look."""
    hand.go_to(name)
    if not hand.find(name, QToolButton).isChecked():
        hand.press("Space")


def _tell(pipe: int, length: int) -> None:
    """A keep is done, and the story is so long now: the next keep has at least that much."""
    os.write(pipe, f"{length}\n".encode())


def _come_in(hand: KeysOnly, folder: Path) -> None:
    passphrase = (folder / ASIDE / LOGIN).read_text(encoding="utf-8")
    sign_in(hand, LOGIN, passphrase, arrives="todayPage")


if __name__ == "__main__":
    if sys.argv[2] == "type":
        type_until_dark(Path(sys.argv[1]), int(sys.argv[3]))
    else:
        look(Path(sys.argv[1]))
