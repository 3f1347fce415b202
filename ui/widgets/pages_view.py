"""A print as it will be: one page at a time, turned by keys or buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.buttons import Tool
from ui.widgets.words import Words

_PAGE = mark("Page {number} of {count}", "print")
_PREVIOUS = mark("Previous page (Page Up)", "print")
_FOLLOWING = mark("Next page (Page Down)", "print")
_NOTHING_YET = mark("The pages are shown here before they are printed or saved.", "print")
_PAGES = mark("Pages as they will be printed", "print")


_WIDEST = 96 * GRID


class PagesView(QWidget):
    """Asks `turn(number)` for a page; the answer comes by `show_page`."""

    def __init__(self, turn: Callable[[int], object]) -> None:
        super().__init__()
        self.setObjectName("pagesView")
        self._turn = turn
        self._number = self._count = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self._back = Tool("", "pageBack", lambda: self.go(-1), icon="left", tip=say(_PREVIOUS),
                          icon_only=True)  # fmt: skip
        self._next = Tool("", "pageNext", lambda: self.go(1), icon="right", tip=say(_FOLLOWING),
                          icon_only=True)  # fmt: skip
        self._words = Words(role="muted", name="pageNumber", wrap=False)
        row.addStretch(1)
        for widget in (self._back, self._words, self._next):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        self._page = QLabel()
        self._page.setObjectName("page")
        self._page.setAccessibleName(say(_PAGES))
        self._page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setWidget(self._page)
        column.addWidget(self._area, 1)
        self.begin(0)

    def begin(self, count: int) -> None:
        """A new print of so many pages; the first is asked for."""
        self._number, self._count = 0, count
        self._page.setText("" if count else say(_NOTHING_YET))
        self.setEnabled(count > 0)
        self._say()
        if count:
            self._turn(0)

    def go(self, step: int) -> None:
        number = self._number + step
        if 0 <= number < self._count:
            self._number = number
            self._say()
            self._turn(number)

    def show_page(self, number: int, page: QPixmap) -> None:
        if number == self._number:
            self._page.setPixmap(page)
            self._area.verticalScrollBar().setValue(0)

    def page_width(self) -> int:
        """Pixels a page may take: without a horizontal bar, and no wider than reads well."""
        return max(40 * GRID, min(_WIDEST, self._area.viewport().width() - 2 * GRID))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.go(step)

    def _say(self) -> None:
        shown = say(_PAGE(number=self._number + 1, count=self._count)) if self._count else ""
        self._words.setText(shown)
        for widget in (self._back, self._next):
            widget.setVisible(self._count > 0)
        self._back.setEnabled(self._number > 0)
        self._next.setEnabled(self._number + 1 < self._count)
