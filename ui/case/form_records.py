"""The records of one form of a case, and the button for one more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.domain.record import RecordRow
from rescueapp.i18n import mark, say
from ui.case.record_list import COLUMNS
from ui.lists.rows import Rows
from ui.lists.table import Table
from ui.widgets.buttons import Button
from ui.widgets.words import Words

_NEW = mark("New: {form}", "case")
_RECORDS = mark("Records of this form", "case")


class FormRecords(QWidget):
    """`chosen(RecordRow)` and `new_asked()`."""

    chosen = Signal(object)
    new_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        self._title = Words(role="heading", wrap=False)
        self._new = Button("", "newRecord", self.new_asked.emit, icon="plus", kind="primary")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._new)
        column.addLayout(head)
        self._rows = Rows(COLUMNS, self)
        self._table = Table("formRecords", say(_RECORDS), self._rows)
        self._table.opened.connect(self._open)
        column.addWidget(self._table, 1)
        self.setFocusProxy(self._table)

    def show_rows(self, rows: Sequence[RecordRow]) -> None:
        self._rows.show_rows(rows)
        if rows:
            self._table.setCurrentIndex(self._rows.index(0, 0))

    def show_form(self, title: str, *, may_write: bool) -> None:
        words = say(_NEW(form=title))
        self._title.setText(title)
        self._new.setText(words)
        self._new.setAccessibleName(words)
        self._new.setVisible(may_write)

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if row is not None:
            self.chosen.emit(row)
