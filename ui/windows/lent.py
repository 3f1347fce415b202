"""The one place of a social worker from outside: cases lent to them, and in each what they see.

No search, no print, no register. A case lies open until its loan is over; then it is gone from
here, and what is typed stays as a draft.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rescueapp.actions.finding import cases
from rescueapp.actions.recording import drafts, identity
from rescueapp.actions.recording.identity import Identity
from rescueapp.actions.two_people import lending_out
from rescueapp.actions.two_people.lending_out import LentCase
from rescueapp.domain.case import CaseRow
from rescueapp.domain.changed import Changed
from rescueapp.domain.record import Draft, RecordRow
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui import texts
from ui.case.case_forms import CaseForms
from ui.case.case_header import CaseHeader
from ui.case.record_list import COLUMNS as RECORD_COLUMNS
from ui.lists.lent_list import COLUMNS
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.navigator import Navigator
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.page import Page
from ui.widgets.reveal import RevealBar, RevealButton
from ui.widgets.words import Words

_TITLE = mark("Cases lent to you", "outside")
_WORDS = mark(
    "You see what who is responsible lent to you, until the day beside it, and nothing of other"
    " cases. Everything you look at is written down. What you write is read by who is responsible.",
    "outside",
)
_NONE = mark(
    "Nothing is lent to you just now. Who is responsible for a case lends it to you.", "outside"
)
_RECORDS = mark("What you may read, and what you wrote", "outside")
_NO_RECORDS = mark("Nothing is written yet that you may read.", "outside")
_ASK_FIRST = mark(
    "Who must not be contacted is not shown to you: ask {worker} before you speak with anybody"
    " about the person.",
    "outside",
)
_WRITE = mark("Write: {form}", "outside")

_WRITES = tuple(key for key, form in FORMS.items() if "outside_worker" in form.writers)
_LIST_ROWS = 6

_Found = tuple[CaseRow, list[RecordRow], list[Draft], list[str] | None]


class LentPage(Page):
    """A list of cases; one opened shows its records; a record or a new one lies open over both."""

    def __init__(self, session: Session, _: Navigator, __: Settings) -> None:
        super().__init__("lentPage")
        self._session = session
        self._lent: LentCase | None = None
        self._drafts: list[Draft] = []
        self._reason, self._narrow = "", False
        self._stack = QStackedWidget()
        self._stack.setObjectName("lentParts")
        self._list, self._case = self._make_list(), self._make_case()
        for part in (self._list, self._case):
            self._stack.addWidget(part)
        self.column.addWidget(self._stack, 1)
        self._forms = CaseForms(session, self._stack)
        self._forms.closed.connect(self._form_closed)
        QShortcut(QKeySequence("Esc"), self, self._back)

    # --- entering --------------------------------------------------------------------------

    def enter(self, **_: Any) -> None:
        self._read()
        self.focus_first()

    def refresh(self, changed: Changed) -> None:
        uid = self._lent.uid if self._lent else ""
        if changed.everything or changed.drafts or changed.people or uid in changed.cases:
            self._read()

    def focus_first(self) -> None:
        if self._forms.is_open:
            self._forms.focus_first()
        else:
            (self._table if self._lent is None else self._records_table).setFocus()

    def holds_form(self) -> bool:
        return self._forms.is_open

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._reveal.set_narrow(narrow)
        self._header.make_room(narrow=narrow, form_open=True)

    # --- reading ---------------------------------------------------------------------------

    def _read(self) -> None:
        self._session.run(lending_out.lent_to_me, self._show_list, owner=self)

    def _show_list(self, found: list[LentCase]) -> None:
        self._rows.show_rows(found)
        if found and not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(self._rows.index(0, 0))
        if self._lent is None:
            return
        self._lent = next((each for each in found if each.uid == self._lent.uid), None)
        if self._lent is None:  # the loan is over
            self._forms.leave(lambda: self._stack.setCurrentWidget(self._list))
        else:
            self._read_case(self._lent)

    def _open(self, index: QModelIndex) -> None:
        lent = self._rows.row_at(index)
        if isinstance(lent, LentCase):
            self._lent = lent
            self._reveal.cover()
            self._read_case(lent)
            self._stack.setCurrentWidget(self._case)
            self._records_table.setFocus()

    def _read_case(self, lent: LentCase) -> None:
        def work(ws: Workspace) -> _Found:
            begun = [d for d in drafts.drafts_of(ws) if d.case_uid == lent.uid]
            apart = lending_out.not_to_contact(ws, lent.uid)
            return cases.case(ws, lent.uid), cases.records_of(ws, lent.uid), begun, apart

        self._session.run(work, self._show_case, owner=self)

    def _show_case(self, found: _Found) -> None:
        row, records, self._drafts, apart = found
        if self._lent is None or row.uid != self._lent.uid:
            return
        self._header.show_case(row, texts.listed(apart or ()))
        if apart is None:
            self._header.say_of_contact(say(_ASK_FIRST(worker=self._lent.worker_name)))
        self._header.make_room(narrow=self._narrow, form_open=True)
        self._records.show_rows(records)
        self._reveal_button.setVisible(Compartment.IDENTITY in self._lent.parts)
        if records and not self._records_table.currentIndex().isValid():
            self._records_table.setCurrentIndex(self._records.index(0, 0))

    # --- records ---------------------------------------------------------------------------

    def _open_record(self, index: QModelIndex) -> None:
        row = self._records.row_at(index)
        if isinstance(row, RecordRow) and self._lent is not None:
            begun = next((d.uid for d in self._drafts if d.record_uid == row.uid), None)
            self._forms.open(row.form, self._lent.uid, row.uid, begun)

    def _write(self, form: str) -> None:
        if self._lent is not None:
            begun = (d.uid for d in self._drafts if d.form == form and d.record_uid is None)
            self._forms.open(form, self._lent.uid, None, next(begun, None))

    def _form_closed(self) -> None:
        self._forms.drop()
        self._stack.setCurrentWidget(self._case if self._lent is not None else self._list)
        self._read()
        self.focus_first()

    def _back(self) -> None:
        if self._forms.is_open:
            self._forms.step_back()
        elif self._lent is not None:
            self._lent = None
            self._cover()
            self._stack.setCurrentWidget(self._list)
            self._table.setFocus()

    # --- identity, where it is lent -----------------------------------------------------------

    def _reveal_for(self, reason: str) -> None:
        if self._lent is not None:
            uid, self._reason = self._lent.uid, reason
            self._session.run(
                lambda ws: identity.reveal(ws, uid, reason), self._show_identity, owner=self
            )

    def _show_identity(self, shown: Identity) -> None:
        if self._lent is not None and shown.case_uid == self._lent.uid:
            self._reveal.show_identity(shown)

    def _cover(self) -> None:
        self._reveal.cover()

    def _covered(self) -> None:
        uid = self._lent.uid if self._lent is not None else ""
        if uid:
            self._session.run(lambda ws: identity.veil(ws, uid), owner=self)

    # --- building ----------------------------------------------------------------------------

    def _make_list(self) -> QWidget:
        part, column = _part()
        column.addWidget(Words(say(_TITLE), "title"))
        column.addWidget(Words(say(_WORDS), "muted"))
        self._rows = Rows(COLUMNS, self)
        self._table = Table("lentTable", say(_TITLE), self._rows)
        self._table.say_when_empty(say(_NONE))
        self._table.setMinimumHeight(_LIST_ROWS * ROW_HEIGHT)
        self._table.opened.connect(self._open)
        column.addWidget(self._table, 1)
        return part

    def _make_case(self) -> QWidget:
        part, column = _part()
        self._header = CaseHeader(self._back)
        self._header.make_room(narrow=False, form_open=True)
        self._reveal_button = RevealButton(self._reveal_for)
        self._header.add_tools([self._reveal_button])
        self._reveal = RevealBar()
        self._reveal.extend_asked.connect(lambda: self._reveal_for(self._reason))
        self._reveal.covered.connect(self._covered)
        column.addWidget(self._header)
        column.addWidget(self._reveal)
        row = QHBoxLayout()
        for key in _WRITES:
            words = say(_WRITE(form=texts.form_title(FORMS[key])))
            row.addWidget(Button(words, f"write_{key}", partial(self._write, key), icon="plus"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Words(say(_RECORDS), "heading"))
        self._records = Rows(RECORD_COLUMNS, self)
        self._records_table = Table("lentRecords", say(_RECORDS), self._records)
        self._records_table.say_when_empty(say(_NO_RECORDS))
        self._records_table.opened.connect(self._open_record)
        column.addWidget(self._records_table, 1)
        return part


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID)
    return part, column
