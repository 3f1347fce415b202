"""The first hour of a case at a computer without a mouse.

python -m tests.journeys.hour FOLDER      leaves `hour.json`: the keys pressed, what came of it
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QLabel, QTableView

from tests.journeys import told
from tests.journeys.apart import ASIDE
from tests.journeys.desks import KeysOnly, program
from tests.journeys.typist import Typist
from ui.tour.tour_caseworker import sign_in, sign_out, wait_for_page

LOGIN = "he"
FIRST_HOUR = ("police_handover", "belongings", "mandatory_report")
SHEETS = ("police_handover", "belongings")  # signed by the police before they leave
RECORDS = len(FIRST_HOUR) + 1


def work(folder: Path) -> dict[str, object]:
    """From the door to the papers on the table, and out again."""
    with program(folder / "station", folder, KeysOnly) as hand:
        passphrase = (folder / ASIDE / LOGIN).read_text(encoding="utf-8")
        sign_in(hand, LOGIN, passphrase, arrives="todayPage")
        typist = Typist(hand)
        hand.press("Ctrl+N")
        hand.until("intake", lambda: hand.sees("formView"))
        hand.settle()
        typist.fill("intake", told.INTAKE)
        typist.save_complete()
        hand.until("casePage", lambda: hand.sees("casePage"))
        hand.settle()
        printed = [_write(hand, typist, form) for form in FIRST_HOUR]
        hand.press("Esc")  # from the list of one form to everything of the case
        hand.until("overview", lambda: hand.sees("recordTable"))
        rows = hand.find("recordTable", QTableView).model().rowCount()
        alias = hand.find("caseAlias", QLabel).text()
        found = _find(hand, alias)
        sign_out(hand)
    return {"records": rows, "pages": printed, "found": found}


def _write(hand: KeysOnly, typist: Typist, form: str) -> str:
    """A form, saved as complete; its sheet looked at, page by page. What the page says."""
    typist.open_section(form)
    hand.until(form, lambda: hand.sees("formView"))
    hand.settle()
    typist.fill(form, told.FORMS[form])
    typist.save_complete()
    pages = ""
    if form in SHEETS:
        hand.press("Ctrl+P")
        wait_for_page(hand)
        pages = hand.find("pageNumber", QLabel).text()
        hand.press("Esc")
        hand.until("casePage", lambda: hand.sees("casePage"))
        hand.settle()
    hand.press("Esc")
    return pages


def _find(hand: KeysOnly, alias: str) -> int:
    """Back to the case by its alias, from the field for everything: how many were found."""
    hand.press("Ctrl+K")
    hand.write(alias)
    hand.until("caseTable", lambda: hand.sees("caseTable"))
    hand.press("Return")
    count = hand.find("caseTable", QTableView).model().rowCount()
    hand.press("Return")
    hand.until("casePage", lambda: hand.sees("casePage"))
    hand.settle()
    return count


if __name__ == "__main__":
    home = Path(sys.argv[1])
    outcome = json.dumps(work(home), ensure_ascii=False)
    (home / ASIDE / "hour.json").write_text(outcome, encoding="utf-8")
