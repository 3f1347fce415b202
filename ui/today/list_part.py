"""A list in Today below what is due: opened on demand, from a chip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp.i18n import Text, say
from ui.lists.columns import Column, Row
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.theme import GRID
from ui.widgets.buttons import ChipButton
from ui.widgets.words import Words

_MOST_ROWS = 6


class ListPart(QWidget, Generic[Row]):
    """Hidden until `chip` is pressed; Enter in a row calls `go` with it."""

    def __init__(
        self, name: str, title: Text, columns: Sequence[Column[Row]], go: Callable[[Row], object]
    ) -> None:
        super().__init__()
        self.setObjectName(f"{name}Part")
        self._go = go
        self._rows = Rows(columns, self)
        self._table = Table(f"{name}Table", say(title), self._rows)
        self._table.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addWidget(Words(say(title), "heading", wrap=False))
        column.addWidget(self._table)
        self.chip = ChipButton(say(title), f"{name}Chip", self._turn)
        self.chip.hide()
        self.hide()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """What there is now; without any, nothing of it is seen."""
        self._rows.show_rows(rows)
        self._table.setFixedHeight((min(len(rows), _MOST_ROWS) + 1) * ROW_HEIGHT + GRID)
        self.chip.setVisible(bool(rows))
        self.setVisible(bool(rows) and self.chip.isChecked())

    def _turn(self) -> None:
        self.setVisible(self.chip.isChecked())
        if self.chip.isChecked():
            self._table.setCurrentIndex(self._rows.index(0, 0))
            self._table.setFocus()

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if row is not None:
            self._go(row)
