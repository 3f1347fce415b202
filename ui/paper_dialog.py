"""A paper in a window of its own: looked at, then printed or saved, and entered in the registers.

For papers that belong to no page: the register of releases, those of an incident, a letter.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions import disclosure, prints
from rescueapp.actions.prints import Prepared
from rescueapp.domain.changed import Changed
from rescueapp.i18n import mark, say
from rescueapp.printing.preview import Picture, Preview
from ui import messages, paper, texts
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.pages_view import PagesView
from ui.widgets.words import Words

_PRINT = mark("Print…", "print")
_SAVE = mark("Save as PDF…", "print")
_MISSING = mark(
    "The fonts have no shape for these characters: {characters}. "
    "Write them by hand on the paper, or choose others.",
    "print",
)
_GAPS = mark("Print with gaps", "print")
_CLEAR = mark("A PDF outside the vault is readable to everybody who gets the file", "print")
_CLEAR_WORDS = mark(
    "It is not encrypted. Save it only on a medium you hand over yourself, and delete it after. "
    "The copy is entered in the register under your name.",
    "print",
)
_SAVE_CLEAR = mark("Save readable PDF", "print")
_KINDS = mark("PDF files (*.pdf)", "print")
_PRINTED = mark("Sent to the printer: {pages} pages. The copies stand in the register.", "print")
_SAVED = mark("Saved. The copy stands in the register.", "print")
_HELD = mark("Not to be given out as it is: {found}. Change the words first.", "print")

_SIZE = (96 * GRID, 84 * GRID)

Make = Callable[[Any, bool], Prepared]  # workspace, with gaps


class PaperDialog(QDialog):
    """`make(ws, gaps)` prepares the paper on the database's thread; nothing has left before a
    button is pressed."""

    def __init__(self, parent: QWidget, session: Session, title: str, make: Make) -> None:
        super().__init__(parent)
        self.setObjectName("paperDialog")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().size()
        self.resize(min(_SIZE[0], room.width() - 4 * GRID), min(_SIZE[1], room.height() - 4 * GRID))
        self._session, self._make = session, make
        self._prepared: Prepared | None = None
        self._build(title)
        self._prepare(gaps=False)

    def _build(self, title: str) -> None:
        column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(Words(title, "heading", wrap=False))
        head.addStretch(1)
        self._save_button = Button(say(_SAVE), "paperSave", self._save, icon="file")
        self._print_button = Button(say(_PRINT), "paperPrint", self._print, icon="print",
                                    kind="primary")  # fmt: skip
        for button in (self._save_button, self._print_button):
            button.setEnabled(False)
            head.addWidget(button)
        head.addWidget(Button(say(texts.CLOSE), "paperClose", self.reject))
        column.addLayout(head)
        self._problem = Notice(name="paperProblem")
        self._gaps = Button(say(_GAPS), "paperGaps", lambda: self._prepare(gaps=True))
        self._gaps.hide()
        self._problem.row.addWidget(self._gaps)
        self._done = Notice(name="paperDone")
        self._pages = PagesView(self._turn)
        for widget in (self._problem, self._done):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: the pages turn wherever the focus is."""
        if not self._pages.take_key(event):
            super().keyPressEvent(event)

    # --- looking ----------------------------------------------------------------------------

    def _prepare(self, *, gaps: bool) -> None:
        self._session.run(lambda ws: self._make(ws, gaps), self._show, self._refused, owner=self)

    def _show(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._problem.say("")
        if prepared.missing:
            listed = " ".join(each.character for each in prepared.missing)
            self._problem.say(say(_MISSING(characters=listed)), "amber")
        self._gaps.setVisible(bool(prepared.missing) and not prepared.pdfs)
        if prepared.held:
            told = " · ".join(map(disclosure.said, prepared.found))
            self._problem.say(say(_HELD(found=told)), "brick")
        ready = bool(prepared.pdfs) and not prepared.held
        for button in (self._save_button, self._print_button):
            button.setEnabled(ready)
        if ready:
            self._print_button.setFocus()
        if prepared.pdfs:
            pdf = prepared.pdfs[0]
            self._session.tasks.beside(lambda _: _count(pdf), self._pages.begin, owner=self)

    def _turn(self, number: int) -> None:
        if self._prepared is None or not self._prepared.pdfs:
            return
        pdf, ratio = self._prepared.pdfs[0], self.devicePixelRatioF()
        width = self._pages.page_width() * ratio
        self._session.tasks.beside(
            lambda _: _picture(pdf, number, width),
            lambda picture: self._pages.show_page(number, paper.pixmap(picture, ratio)),
            owner=self,
        )

    def _refused(self, error: BaseException) -> None:
        self._problem.say(messages.words_of(error), "brick")

    # --- releasing --------------------------------------------------------------------------

    def _print(self) -> None:
        if self._prepared is None or not self._print_button.isEnabled():
            return
        printer = paper.neutral_printer(self._prepared.print_id)
        messages.choose_printer(
            self, printer, lambda: self._release(prints.PRINTER, lambda p: self._send(printer, p))
        )

    def _send(self, printer: QPrinter, prepared: Prepared) -> None:
        self._session.tasks.beside(
            lambda progress: paper.send(printer, prepared.pdfs, progress),
            lambda pages: self._done.say(say(_PRINTED(pages=pages)), "teal"),
            failed=self._refused,
            owner=self,
        )

    def _save(self) -> None:
        choices = {"cancel": say(texts.CANCEL), "save": say(_SAVE_CLEAR)}
        messages.ask(self, say(_CLEAR), say(_CLEAR_WORDS), choices, self._choose_target)

    def _choose_target(self, choice: str) -> None:
        if choice == "save" and self._prepared is not None:
            name = f"{self._prepared.print_id}.pdf"
            messages.choose_target(self, say(_SAVE), say(_KINDS), name, self._save_to)

    def _save_to(self, path: Path) -> None:
        self._release(prints.FILE, lambda prepared: self._write(path, prepared))

    def _write(self, path: Path, prepared: Prepared) -> None:
        self._session.tasks.beside(
            lambda _: prints.write(prepared, path),
            lambda _: self._done.say(say(_SAVED), "teal"),
            failed=self._refused,
            owner=self,
        )

    def _release(self, medium: str, then: Callable[[Prepared], None]) -> None:
        """The register and the audit first; only then a page leaves."""
        prepared = self._prepared
        assert prepared is not None

        def released(changed: Changed) -> None:
            self._session.tell(changed)
            then(prepared)

        self._session.run(
            lambda ws: prints.release(ws, prepared, medium=medium), released, self._refused,
            owner=self,
        )  # fmt: skip


def _count(pdf: bytes) -> int:
    with Preview(pdf) as pages:
        return len(pages)


def _picture(pdf: bytes, number: int, width: float) -> Picture:
    """A page as wide as the view, in device pixels."""
    with Preview(pdf) as pages:
        return pages.picture(number, width / pages.size(number)[0])
