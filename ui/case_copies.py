"""The papers of a case that left the program, and one key to note that a copy came back."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions import prints
from rescueapp.domain.worker import Act
from rescueapp.i18n import mark, say
from ui.case_view import CaseView
from ui.lists.copy_list import COLUMNS, CopyRow
from ui.lists.rows import Rows
from ui.lists.table import Table
from ui.session import Session
from ui.widgets.buttons import Button
from ui.widgets.sections import REGISTER
from ui.widgets.words import Words

_NONE = mark(
    "No copy was made yet. Every sheet and case file that is printed or saved is listed here.",
    "case",
)
_RETURNED = mark("Returned today (Enter)", "case")
_NOT_RETURNED = mark("Not returned after all (Enter)", "case")


class CaseCopies(QWidget):
    """Latest first. Enter notes that the copy chosen came back, or takes the note back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case_uid = ""
        self._may_note = False
        self._rows = Rows(COLUMNS, self)
        self._table = Table("copyTable", say(REGISTER), self._rows)
        self._table.say_when_empty(say(_NONE))
        self._table.opened.connect(self._note)
        self._table.pointed.connect(self._show_act)
        self._button = Button(
            say(_RETURNED), "copyReturned", lambda: self._note(self._table.currentIndex())
        )
        head = QHBoxLayout()
        head.addWidget(Words(say(REGISTER), "heading", wrap=False))
        head.addStretch(1)
        head.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._table, 1)
        self.setFocusProxy(self._table)

    def show_case(self, view: CaseView) -> None:
        """The copies of a case; the one chosen stays chosen when the same case is read again."""
        chosen = self._chosen() if view.row.uid == self._case_uid else None
        self._case_uid = view.row.uid
        self._may_note = view.row.mine and self._session.may(Act.PRINT_SHEET)
        rows = [CopyRow(c, view.worker_names.get(c.worker, "")) for c in view.copies]
        self._rows.show_rows(rows)
        same = (n for n, row in enumerate(rows) if chosen and row.copy.uid == chosen.copy.uid)
        if rows:
            self._table.setCurrentIndex(self._rows.index(next(same, 0), 0))
        self._show_act()

    def _chosen(self) -> CopyRow | None:
        row = self._rows.row_at(self._table.currentIndex())
        return row if isinstance(row, CopyRow) else None

    def _show_act(self, _: QModelIndex | None = None) -> None:
        row = self._chosen()
        words = say(_NOT_RETURNED if row is not None and row.copy.returned_on else _RETURNED)
        self._button.setText(words)
        self._button.setAccessibleName(words)
        self._button.setVisible(self._may_note)
        self._button.setEnabled(row is not None)

    def _note(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if not isinstance(row, CopyRow) or not self._may_note:
            return
        case_uid, copy = self._case_uid, row.copy
        self._session.run(
            lambda ws: prints.note_returned(
                ws, case_uid=case_uid, copy_uid=copy.uid, returned=copy.returned_on is None
            ),
            self._session.tell,
            owner=self,
        )
