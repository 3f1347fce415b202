"""The table every list is shown in: whole rows, Enter opens, columns chosen and remembered."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from rescueapp.i18n import say
from ui import theme
from ui.settings import Settings
from ui.theme import GRID

ROW_HEIGHT = 4 * GRID + 4


class Table(QTableView):
    """`opened(index)` on Enter or double click; `pointed(index)` when the current row changes."""

    opened = Signal(QModelIndex)
    pointed = Signal(QModelIndex)

    def __init__(self, name: str, words: str, model: QAbstractTableModel) -> None:
        super().__init__()
        self._when_empty = ""
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setObjectName(f"{name}Header")
        for number, column in enumerate(model.columns):  # type: ignore[attr-defined]
            self.setColumnWidth(number, column.width)
            self.setColumnHidden(number, not column.shown)
        self.doubleClicked.connect(self.opened)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.pointed.emit(now))

    def say_when_empty(self, words: str) -> None:
        """What stands in the empty table: what would fill it."""
        self._when_empty = words

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._when_empty and self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("muted"))
            box = self.viewport().rect().adjusted(GRID, GRID, -GRID, -GRID)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box, int(flags), self._when_empty)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def remember_columns(self, settings: Settings, key: str) -> None:
        """Let the person choose columns by the header's menu, and keep the choice."""
        self._settings, self._key = settings, key
        chosen = settings.get(key)
        if isinstance(chosen, list):
            for number, column in enumerate(self._columns()):
                self.setColumnHidden(number, column.key not in chosen)
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda at: self.column_menu().popup(header.mapToGlobal(at))
        )

    def column_menu(self) -> QMenu:
        """A menu with a tick for each column; the last one shown cannot be taken away."""
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}Columns")
        for number, column in enumerate(self._columns()):
            action = QAction(say(column.title), menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.toggled.connect(lambda on, n=number: self._choose(n, on))
            menu.addAction(action)
        return menu

    def open_menu_below(self, at: QPoint) -> None:
        self.column_menu().popup(at)

    def _choose(self, number: int, shown: bool) -> None:
        visible = [n for n in range(len(self._columns())) if not self.isColumnHidden(n)]
        if not shown and visible == [number]:
            return
        self.setColumnHidden(number, not shown)
        kept = [c.key for n, c in enumerate(self._columns()) if not self.isColumnHidden(n)]
        self._settings.set(self._key, kept)

    def _columns(self) -> tuple[Any, ...]:
        return self.model().columns  # type: ignore[attr-defined,no-any-return]
