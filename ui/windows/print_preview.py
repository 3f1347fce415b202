"""Print: for whom and why, what goes out and what stays, the pages, then printer or file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rescueapp.actions.papers import prints
from rescueapp.actions.papers.prints import Prepared
from rescueapp.domain.worker import Act
from rescueapp.i18n import mark, say
from ui import texts
from ui.navigator import Navigator
from ui.papers import her_papers
from ui.papers.paper_out import PaperOut
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.found_card import FoundCard
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.print_order import PrintOrder
from ui.widgets.words import Words

_TITLE = mark("Print", "print")
_OUT = mark("Goes out ({count})", "print")
_STAYS = mark("Stays here ({count})", "print")
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
        self._build()
        QShortcut(QKeySequence("Esc"), self, self._back)
        QShortcut(QKeySequence.StandardKey.Print, self, self._paper.print)

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
            self._paper.prepare(make)
        elif what == "sheet":
            self._paper.prepare(
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
        if self._case_uid is None or self._paper.busy.running:
            return
        self._clear()
        order = self._order.order(self._case_uid)
        self._session.run(
            lambda ws: prints.goes_out(ws, order), lambda found: self._show_lists(*found),
            self._paper.refused, owner=self,
        )  # fmt: skip
        self._paper.prepare(
            lambda ws, progress, gaps, decision: prints.prepare_file(
                ws, replace(order, decision=decision), gaps=gaps, progress=progress
            )
        )

    def _shown(self, prepared: Prepared) -> None:
        self._found.show_found(prepared)
        if prepared.pdfs and self._side.isHidden():  # a sheet: nothing to fill in first
            self._paper.print_button.setFocus()

    def _leave_out(self) -> None:
        """Build the print anew without what was found."""
        prepared = self._paper.prepared
        if prepared is not None:
            without = prepared.decision.without(prepared.found)
            self._paper.again(gaps=bool(prepared.missing), decision=without)

    def _keep(self, reason: str) -> None:
        """A supervisor's reason releases what was found."""
        self._paper.keep(reason)
        self._found.show_kept()

    def _show_lists(self, out: Sequence[str], stays: Sequence[str]) -> None:
        self._out_title.setText(say(_OUT(count=len(out))))
        self._out.setText(" · ".join(out))
        self._stays_title.setText(say(_STAYS(count=len(stays))))
        self._stays.setText(" · ".join(stays))
        self._lists.show()

    def _clear(self) -> None:
        self._paper.clear()
        self._found.hide()
        self._lists.hide()

    def _back(self) -> None:
        if self._paper.busy.running:
            self._paper.busy.cancel()
        elif self._case_uid is None:
            self._navigator.go("today")
        else:
            self._navigator.go(self._back_to, case_uid=self._case_uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: the pages turn and zoom wherever the focus is."""
        if not self._paper.pages.take_key(event):
            super().keyPressEvent(event)

    # --- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Button(say(texts.BACK), "printBack", self._back, icon="back", kind="quiet"))
        head.addWidget(Words(say(_TITLE), "title", wrap=False))
        head.addStretch(1)
        self._paper = PaperOut(self, self._session, "print", self._shown)
        head.addWidget(self._paper.save_button)
        head.addWidget(self._paper.print_button)
        self.column.addLayout(head)
        self._note = Notice(name="printNote")
        may = self._session.may(Act.RELEASE_UNSAFE)
        self._found = FoundCard(self._leave_out, self._keep, may=may)
        out = self._paper
        for widget in (self._note, out.problem, out.done, self._found, out.busy):
            self.column.addWidget(widget)
        middle = QHBoxLayout()
        middle.setSpacing(2 * GRID)
        self._side = self._build_side()
        middle.addWidget(self._side)
        middle.addWidget(self._paper.pages, 1)
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
        area.setWidget(side)
        left = QWidget()
        left.setFixedWidth(_SIDE)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area, 1)
        column.addWidget(self._order.show_button)
        return left
