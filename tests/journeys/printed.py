"""The real program prints three pages: what lies on the disk while it does.

    python -m tests.journeys.printed FOLDER whole|stopped|secret

`stopped`: between two pages, as a lock does it; `secret`: a recovery paper. Leaves
`aside/seen.json`: what was found in the temporary folder and in memory, during and after.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from rescueapp.errors import Cancelled
from rescueapp.progress import Quiet
from tests.journeys.apart import ASIDE, TEMPORARY
from ui import paper
from ui.papers import secret_paper
from ui.print_aside import MEMORY, PREFIX
from ui.widgets.setup_secrets import of_shares

PAGES = 3
STOPPED_AT = 2


def lying(folder: Path) -> dict[str, list[str]]:
    """What is found now: names in the temporary folder, and which of ours lie in memory."""
    temporary = [path.name for path in (folder / TEMPORARY).rglob("*")]
    ours = [path.name for path in MEMORY.glob(f"{PREFIX}*/*")]
    return {"temporary": temporary, "memory": ours}


class Watched(Quiet):
    """The progress of a print: looks between two pages, and stops it there if told so."""

    def __init__(self, folder: Path, *, stops: bool) -> None:
        self._folder, self._stops = folder, stops
        self.during: dict[str, list[str]] = {}

    def report(self, done: int, total: int = 0) -> None:
        if done == STOPPED_AT:
            self.during = lying(self._folder)
            if self._stops:
                raise Cancelled


def pages() -> bytes:
    """A document of three pages."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(PAGES):
        canvas.drawString(100, 100, str(number))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


if __name__ == "__main__":
    folder, what = Path(sys.argv[1]), sys.argv[2]
    application = QApplication(sys.argv[:1])
    printer = paper.neutral_printer("1")
    printer.setPrinterName(QPrinterInfo.availablePrinterNames()[0])
    watched = Watched(folder, stops=what == "stopped")
    if what == "secret":
        secret_paper.draw(printer, of_shares(("anlan beiwang",))[0])
    else:
        with suppress(Cancelled):
            paper.send(printer, [pages()], watched)
    seen = {"during": watched.during, "after": lying(folder), "place": QDir.tempPath()}
    (folder / ASIDE / "seen.json").write_text(json.dumps(seen), encoding="utf-8")
