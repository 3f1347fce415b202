"""The table every list is shown in: whole rows, Enter opens, columns chosen and remembered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from rescueapp.i18n import say
from ui import theme
from ui.lists.columns import Column
from ui.lists.fitting import Fit
from ui.lists.rows import Index, Lines
from ui.settings import Settings
from ui.theme import GRID

ROW_HEIGHT = 4 * GRID + 4


class _Wrapping(QStyledItemDelegate):
    """A row as high as its words need inside the padding of the style, which Qt forgets."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        inside = QStyleOptionViewItem(option)
        room = option.rect.adjusted(0, 0, -2 * GRID, 0)  # type: ignore[attr-defined]
        inside.rect = room  # type: ignore[attr-defined]
        return super().sizeHint(inside, index)


class Table(QTableView):
    """`opened(index)` on Enter or double click; `pointed(index)` when the current row changes."""

    opened = Signal(QModelIndex)
    pointed = Signal(QModelIndex)

    def __init__(self, name: str, words: str, model: Lines) -> None:
        super().__init__()
        self._when_empty = ""
        self._lines = model
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
        header.setObjectName(f"{name}Header")
        self._fit = Fit(self, header, self._columns())
        self.choose_columns(c.key for c in self._columns() if c.shown)
        self.doubleClicked.connect(self.opened)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.pointed.emit(now))

    def say_when_empty(self, words: str) -> None:
        """What stands in the empty table: what would fill it."""
        self._when_empty = words

    def wrap_lines(self) -> None:
        """Rows as high as their words need: nothing in them is cut."""
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapping(self))
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        later = QTimer(self, singleShot=True, interval=0)  # once every column has its width
        later.timeout.connect(self.resizeRowsToContents)
        for told in (self.horizontalHeader().sectionResized, self.model().modelReset):
            told.connect(lambda *_: later.start())

    def choose_columns(self, keys: Iterable[str]) -> None:
        """Show these columns and no others, as far as there is room for them."""
        chosen = set(keys)
        numbered = enumerate(self._columns())
        self._fit.left_out = {n for n, column in numbered if column.key not in chosen}
        self._fit.fit()

    def leave_out(self, key: str) -> None:
        """Take a column away for good: nobody here has anything in it."""
        self.choose_columns(k for k in self.chosen_columns() if k != key)

    def chosen_columns(self) -> list[str]:
        """The columns that are to be seen, also those there is no room for now."""
        return [c.key for n, c in enumerate(self._columns()) if n not in self._fit.left_out]

    def viewportEvent(self, event: QEvent) -> bool:
        """Override QTableView.viewportEvent: words that were cut are told whole."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            words = index.data() if self._is_cut(index) else ""
            QToolTip.showText(event.globalPos(), words or "", self)
            return True
        return super().viewportEvent(event)

    def _is_cut(self, index: QModelIndex) -> bool:
        return index.isValid() and self.sizeHintForIndex(index).width() > self.columnWidth(
            index.column()
        )

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
            self.choose_columns(chosen)
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda at: self.column_menu().popup(header.mapToGlobal(at))
        )

    def column_menu(self) -> QMenu:
        """A menu with a tick for each column; the last one shown cannot be taken away."""
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}Columns")
        chosen = self.chosen_columns()
        for column in self._columns():
            action = QAction(say(column.title), menu)
            action.setCheckable(True)
            action.setChecked(column.key in chosen)
            action.toggled.connect(lambda on, key=column.key: self._choose(key, on))
            menu.addAction(action)
        return menu

    def open_menu_below(self, at: QPoint) -> None:
        self.column_menu().popup(at)

    def _choose(self, key: str, shown: bool) -> None:
        chosen = self.chosen_columns()
        if not shown and chosen == [key]:
            return
        self.choose_columns([*chosen, key] if shown else [k for k in chosen if k != key])
        self._settings.set(self._key, self.chosen_columns())

    def _columns(self) -> tuple[Column[Any], ...]:
        return self._lines.columns
