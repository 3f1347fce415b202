"""A prepared paper on the screen, and its two ways out: a printer, or a PDF anybody can read.

Nothing leaves before it stands in the register and in the account.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from rescueapp.actions.outward.disclosure import UNDECIDED, Decision
from rescueapp.actions.papers import prints
from rescueapp.actions.papers.prints import Prepared
from rescueapp.domain.changed import Changed
from rescueapp.i18n import mark, say
from rescueapp.progress import Progress
from rescueapp.workspace import Workspace
from ui import messages, paper, texts
from ui.session import Session
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.pages_view import PagesView

_PREPARING = mark("Preparing pages…", "print")
_PRINTING = mark("Printing…", "print")
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
_PRINTED = mark("Sent to the printer: {pages} pages. The copies stand in the register.", "print")
_SAVED = mark("Saved. The copy stands in the register.", "print")

Make = Callable[
    [Workspace, Progress, bool, Decision], Prepared
]  # workspace, progress, gaps, decision


class PaperOut:
    """The parts of a page or dialog that shows one paper; whoever shows it places them.

    `name` begins the names of its controls. `shown(prepared)` hears of each paper that is built.
    """

    def __init__(
        self, owner: QWidget, session: Session, name: str, shown: Callable[[Prepared], object]
    ) -> None:
        self._owner, self._session, self._shown = owner, session, shown
        self._make: Make | None = None
        self.prepared: Prepared | None = None
        self.save_button = Button(say(_SAVE), f"{name}Save", self.save, icon="file")
        self.print_button = Button(
            say(_PRINT), f"{name}Print", self.print, icon="print", kind="primary"
        )
        self.problem = Notice(name=f"{name}Problem")
        self._gaps = Button(say(_GAPS), f"{name}Gaps", lambda: self.again(gaps=True))
        self.problem.row.addWidget(self._gaps)
        self.done = Notice(name=f"{name}Done")
        self.busy = Busy(f"{name}Busy")
        self.pages = PagesView(self._turn)
        self.clear()

    # --- looking ----------------------------------------------------------------------------

    def clear(self) -> None:
        """Nothing is shown, nothing can leave."""
        self._make = self.prepared = None
        self.pages.begin(0)
        self.problem.say("")
        self.done.say("")
        self._gaps.hide()
        self._allow()

    def prepare(self, make: Make, *, gaps: bool = False, decision: Decision = UNDECIDED) -> None:
        """Build a paper on the database's thread and show it."""
        self._make = make
        job = self._session.run_long(
            lambda ws, progress: make(ws, progress, gaps, decision),
            self._show,
            self.refused,
            owner=self._owner,
            moved=self.busy.moved,
            cancelled=self.busy.end,
        )
        self.busy.begin(job, say(_PREPARING))

    def again(self, *, gaps: bool, decision: Decision | None = None) -> None:
        """Build the same paper anew, under another decision about what it tells where given."""
        if self.prepared is not None and self._make is not None and not self.busy.running:
            decided = self.prepared.decision if decision is None else decision
            self.prepare(self._make, gaps=gaps, decision=decided)

    def keep(self, reason: str) -> None:
        """A reason releases what was found; the pages are the same."""
        assert self.prepared is not None, "something was found in it"
        decision = replace(self.prepared.decision, reason=reason)
        self.prepared = replace(self.prepared, decision=decision)
        self._allow()

    def refused(self, error: BaseException) -> None:
        """Say why it was not prepared, or did not leave."""
        self.busy.end()
        self.problem.say(messages.words_of(error), "brick")

    def _show(self, prepared: Prepared) -> None:
        self.busy.end()
        self.prepared = prepared
        self.problem.say("")
        if prepared.missing:
            listed = " ".join(each.character for each in prepared.missing)
            self.problem.say(say(_MISSING(characters=listed)), "amber")
        self._gaps.setVisible(bool(prepared.missing) and not prepared.pdfs)
        self._allow()
        self._shown(prepared)
        if prepared.pdfs:
            pdf = prepared.pdfs[0]
            self._session.tasks.beside(
                lambda _: paper.count(pdf), self.pages.begin, owner=self._owner
            )

    def _allow(self) -> None:
        """Nothing is printed or saved while it is not decided what may be told."""
        prepared = self.prepared
        ready = prepared is not None and bool(prepared.pdfs) and not prepared.held
        for button in (self.print_button, self.save_button):
            button.setEnabled(ready)

    def _turn(self, number: int) -> None:
        if self.prepared is None or not self.prepared.pdfs:
            return
        pdf, ratio = self.prepared.pdfs[0], self._owner.devicePixelRatioF()
        width = self.pages.page_width() * ratio
        self._session.tasks.beside(
            lambda _: paper.picture(pdf, number, width),
            lambda picture: self.pages.show_page(number, paper.pixmap(picture, ratio)),
            owner=self._owner,
        )

    # --- releasing --------------------------------------------------------------------------

    def print(self) -> None:
        """Ask for a printer; the copies are registered before a page is sent."""
        if self.prepared is None or not self.print_button.isEnabled():
            return
        printer = paper.neutral_printer(self.prepared.print_id)
        messages.choose_printer(
            self._owner, printer,
            lambda: self._release(prints.PRINTER, lambda prepared: self._send(printer, prepared)),
        )  # fmt: skip

    def save(self) -> None:
        """The warning first; its safe answer is to leave it."""
        if self.save_button.isEnabled():
            choices = {"cancel": say(texts.CANCEL), "save": say(_SAVE_CLEAR)}
            messages.ask(self._owner, say(_CLEAR), say(_CLEAR_WORDS), choices, self._choose_target)

    def _send(self, printer: QPrinter, prepared: Prepared) -> None:
        job = self._session.run_beside(
            lambda progress: paper.send(printer, prepared.pdfs, progress),
            self._printed,
            failed=self.refused,
            owner=self._owner,
            moved=self.busy.moved,
            cancelled=self.busy.end,
        )
        self.busy.begin(job, say(_PRINTING))

    def _printed(self, pages: int) -> None:
        self.busy.end()
        self.done.say(say(_PRINTED(pages=pages)), "teal")

    def _choose_target(self, choice: str) -> None:
        if choice == "save" and self.prepared is not None:
            name = f"{self.prepared.print_id}.pdf"
            messages.choose_target(
                self._owner, say(_SAVE), say(texts.PDF_FILES), name, self._save_to
            )

    def _save_to(self, path: Path) -> None:
        self._release(prints.FILE, lambda prepared: self._write(path, prepared))

    def _write(self, path: Path, prepared: Prepared) -> None:
        self._session.run_beside(
            lambda _: prints.write(prepared, path),
            lambda _: self.done.say(say(_SAVED), "teal"),
            failed=self.refused,
            owner=self._owner,
        )

    def _release(self, medium: str, then: Callable[[Prepared], None]) -> None:
        """The register and the audit first; only then a page leaves."""
        prepared = self.prepared
        assert prepared is not None

        def released(changed: Changed) -> None:
            self._session.tell(changed)
            then(prepared)

        self._session.run(
            lambda ws: prints.release(ws, prepared, medium=medium), released, self.refused,
            owner=self._owner,
        )  # fmt: skip
