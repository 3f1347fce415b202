"""A short list held whole in memory: people, exports, copies, records of a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from rescueapp.i18n import say
from ui import theme
from ui.lists.columns import Column, Row

_TITLE_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)  # the tip has it whole
Index = QModelIndex | QPersistentModelIndex


class Lines(QAbstractTableModel):
    """A list with columns; what it holds, and how, is its own."""

    def __init__(self, columns: Sequence[Column[Any]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if way is Qt.Orientation.Horizontal and role in _TITLE_ROLES:
            return say(self.columns[section].title)
        return None


class Rows(Lines, Generic[Row]):
    """`rows` are what the columns read; `show_rows` replaces them all."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def row_at(self, index: Index) -> Row | None:
        return self.rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        return None if row is None else cell(self.columns[index.column()], row, role)


def cell(column: Column[Row], row: Row, role: int) -> Any:
    """What a cell gives for a role: words, words for a reader, an icon."""
    if role == Qt.ItemDataRole.AccessibleTextRole and column.spoken is not None:
        return column.spoken(row)
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return column.words(row)
    if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
        found = column.icon(row)
        return theme.icon(*found) if found else None
    return None
