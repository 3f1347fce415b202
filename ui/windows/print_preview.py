"""Print: for whom and why, what goes out and what stays, the pages, then printer or file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rescueapp.actions import prints
from rescueapp.actions.disclosure import UNDECIDED, Decision
from rescueapp.actions.prints import Prepared
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.i18n import mark, say
from rescueapp.printing.preview import Picture, Preview
from rescueapp.progress import Progress
from ui import her_papers, messages, paper, texts
from ui.navigator import Navigator
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.found_card import FoundCard
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.pages_view import PagesView
from ui.widgets.print_order import PrintOrder
from ui.widgets.words import Words

_TITLE = mark("Print", "print")
_PREPARING = mark("Preparing pages…", "print")
_PRINTING = mark("Printing…", "print")
_PRINT = mark("Print…", "print")
_SAVE = mark("Save as PDF…", "print")
_OUT = mark("Goes out ({count})", "print")
_STAYS = mark("Stays here ({count})", "print")
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
_KEYS = mark(
    "In a preview: Page Up and Page Down turn the pages, Home and End go to the first and the last "
    "· Ctrl++ larger, Ctrl+- smaller, Ctrl+0 as wide as the window · Esc goes back",
    "print",
)
_SHEET = mark("This sheet is printed at once; it needs no approval.", "print")

_SIDE = 42 * GRID


class PrintPage(Page):
    """`enter(what="sheet", form, record_uid)`, `enter(what="file", case_uid)`, or one of the
    papers for the person herself (`her_papers.maker`). `back`: the page Esc goes back to."""

    def __init__(self, session: Session, navigator: Navigator, _: Settings) -> None:
        super().__init__("printPage")
        self._session, self._navigator = session, navigator
        self._case_uid: str | None = None
        self._back_to = "case"
        self._make: _Make | None = None
        self._decision = UNDECIDED
        self._prepared: Prepared | None = None
        self._build()
        QShortcut(QKeySequence("Esc"), self, self._back)
        QShortcut(QKeySequence.StandardKey.Print, self, self._print)

    def enter(
        self,
        *,
        what: str = "file",
        case_uid: str | None = None,
        form: str = "",
        record_uid: str | None = None,
        back: str = "case",
        **values: Any,
    ) -> None:
        self._case_uid, self._back_to = case_uid, back
        self._clear()
        self._side.setVisible(what == "file")
        notes = {"sheet": say(_SHEET), "file": ""}
        self._note.say(notes.get(what, say(her_papers.NOTE)))
        if what in her_papers.PAPERS and case_uid is not None:
            make = her_papers.maker(what, case_uid=case_uid, record_uid=record_uid, **values)
            self._prepare(make)
        elif what == "sheet":
            self._prepare(
                lambda ws, _, gaps, decision: prints.prepare_sheet(
                    ws, form=form, record_uid=record_uid, gaps=gaps, decision=decision
                )
            )
        else:
            self._order.focus_first()

    def keys(self) -> str:
        return say(_KEYS)

    # --- preparing ------------------------------------------------------------------------

    def _show_file(self) -> None:
        if self._case_uid is None or self._busy.running:
            return
        self._clear()
        order = self._order.order(self._case_uid)
        self._session.run(
            lambda ws: prints.goes_out(ws, order), lambda found: self._show_lists(*found),
            self._refused, owner=self,
        )  # fmt: skip
        self._prepare(
            lambda ws, progress, gaps, decision: prints.prepare_file(
                ws, replace(order, decision=decision), gaps=gaps, progress=progress
            )
        )

    def _prepare(self, make: _Make, *, gaps: bool = False) -> None:
        self._make = make
        decision = self._decision
        job = self._session.run_long(
            lambda ws, progress: make(ws, progress, gaps, decision),
            self._show,
            self._refused,
            owner=self,
            moved=self._busy.moved,
            cancelled=self._busy.end,
        )
        self._busy.begin(job, say(_PREPARING))

    def _show(self, prepared: Prepared) -> None:
        self._busy.end()
        self._prepared = prepared
        if prepared.missing:
            listed = " ".join(m.character for m in prepared.missing)
            self._problem.say(say(_MISSING(characters=listed)), "amber")
        self._gaps.setVisible(bool(prepared.missing) and not prepared.pdfs)
        self._found.show_found(prepared)
        self._allow()
        if prepared.pdfs:
            if self._side.isHidden():  # a sheet: nothing to fill in first
                self._print_button.setFocus()
            pdf = prepared.pdfs[0]
            self._session.tasks.beside(lambda _: _count(pdf), self._pages.begin, owner=self)

    def _allow(self) -> None:
        """Nothing is printed or saved while it is not decided what may be told."""
        prepared = self._prepared
        ready = prepared is not None and bool(prepared.pdfs) and not prepared.held
        for button in (self._print_button, self._save_button):
            button.setEnabled(ready)

    def _leave_out(self) -> None:
        """Build the print anew without what was found."""
        if self._prepared is None or self._make is None or self._busy.running:
            return
        self._decision = self._prepared.decision.without(self._prepared.found)
        self._prepare(self._make, gaps=bool(self._prepared.missing))

    def _keep(self, reason: str) -> None:
        """A supervisor's reason releases what was found; the pages are the same."""
        if self._prepared is None:
            return
        self._decision = replace(self._prepared.decision, reason=reason)
        self._prepared = replace(self._prepared, decision=self._decision)
        self._found.show_kept()
        self._allow()

    def _refused(self, error: BaseException) -> None:
        self._busy.end()
        self._problem.say(messages.words_of(error), "brick")

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

    def _show_lists(self, out: Sequence[str], stays: Sequence[str]) -> None:
        self._out_title.setText(say(_OUT(count=len(out))))
        self._out.setText(" · ".join(out))
        self._stays_title.setText(say(_STAYS(count=len(stays))))
        self._stays.setText(" · ".join(stays))
        self._lists.show()

    def _clear(self) -> None:
        self._prepared = None
        self._decision = UNDECIDED
        self._found.hide()
        self._pages.begin(0)
        self._lists.hide()
        self._problem.say("")
        self._done.say("")
        self._gaps.hide()
        self._print_button.setEnabled(False)
        self._save_button.setEnabled(False)

    # --- releasing --------------------------------------------------------------------------

    def _print(self) -> None:
        if not self._print_button.isEnabled() or self._prepared is None:
            return
        printer = paper.neutral_printer(self._prepared.print_id)
        messages.choose_printer(self, printer, lambda: self._release_to(printer))

    def _release_to(self, printer: QPrinter) -> None:
        self._release(prints.PRINTER, lambda prepared: self._send(printer, prepared))

    def _send(self, printer: QPrinter, prepared: Prepared) -> None:
        job = self._session.tasks.beside(
            lambda progress: paper.send(printer, prepared.pdfs, progress),
            self._printed,
            failed=self._refused,
            owner=self,
            moved=self._busy.moved,
            cancelled=self._busy.end,
        )
        self._busy.begin(job, say(_PRINTING))

    def _printed(self, pages: int) -> None:
        self._busy.end()
        self._done.say(say(_PRINTED(pages=pages)), "teal")

    def _save(self) -> None:
        """The warning first; its safe answer is to leave it."""
        if not self._save_button.isEnabled():
            return
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

    def _back(self) -> None:
        if self._busy.running:
            self._busy.cancel()
        elif self._case_uid is None:
            self._navigator.go("today")
        else:
            self._navigator.go(self._back_to, case_uid=self._case_uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: the pages turn and zoom wherever the focus is."""
        if not self._pages.take_key(event):
            super().keyPressEvent(event)

    # --- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Button(say(texts.BACK), "printBack", self._back, icon="back", kind="quiet"))
        head.addWidget(Words(say(_TITLE), "title", wrap=False))
        head.addStretch(1)
        self._save_button = Button(say(_SAVE), "printSave", self._save, icon="file")
        self._print_button = Button(
            say(_PRINT), "printPrint", self._print, icon="print", kind="primary"
        )
        head.addWidget(self._save_button)
        head.addWidget(self._print_button)
        self.column.addLayout(head)
        self._note = Notice(name="printNote")
        self._problem = Notice(name="printProblem")
        self._gaps = Button(say(_GAPS), "printGaps", self._with_gaps)
        self._problem.row.addWidget(self._gaps)
        self._done = Notice(name="printDone")
        self._busy = Busy("printBusy")
        may = self._session.may(Act.RELEASE_UNSAFE)
        self._found = FoundCard(self._leave_out, self._keep, may=may)
        for widget in (self._note, self._problem, self._done, self._found, self._busy):
            self.column.addWidget(widget)
        middle = QHBoxLayout()
        middle.setSpacing(2 * GRID)
        self._side = self._build_side()
        middle.addWidget(self._side)
        self._pages = PagesView(self._turn)
        middle.addWidget(self._pages, 1)
        self.column.addLayout(middle, 1)

    def _build_side(self) -> QWidget:
        side = QWidget()
        side.setProperty("role", "page")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        self._order = PrintOrder(prints.profiles(), self._show_file)
        column.addWidget(self._order)
        self._lists = QWidget()
        lists = QVBoxLayout(self._lists)
        lists.setContentsMargins(0, 0, 0, 0)
        self._out_title, self._out = Words(role="strong"), Words(name="goesOut")
        self._stays_title, self._stays = Words(role="strong"), Words(name="staysHere")
        for words in (self._out_title, self._out, self._stays_title, self._stays):
            lists.addWidget(words)
        column.addWidget(self._lists)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFixedWidth(_SIDE)
        area.setWidget(side)
        return area

    def _with_gaps(self) -> None:
        if self._make is not None:
            self._problem.say("")
            self._prepare(self._make, gaps=True)


_Make = Callable[[Any, Progress, bool, Decision], Prepared]


def _count(pdf: bytes) -> int:
    with Preview(pdf) as pages:
        return len(pages)


def _picture(pdf: bytes, number: int, width: float) -> Picture:
    """A page as wide as the view, in device pixels."""
    with Preview(pdf) as pages:
        return pages.picture(number, width / pages.size(number)[0])
