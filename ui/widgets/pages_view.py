"""Pages as pictures, one at a time: a print as it will be, or a file that was attached."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.page_bar import PageBar

_NOTHING_YET = mark("The pages are shown here before they are printed or saved.", "print")
_PAGES = mark("Pages as they will be printed", "print")


_WIDEST = 96 * GRID


class PagesView(QWidget):
    """Asks `turn(number)` for a page, again when it is to be larger; the answer comes by
    `show_page`."""

    def __init__(self, turn: Callable[[int], object], *, words: str = "", empty: str = "") -> None:
        super().__init__()
        self.setObjectName("pagesView")
        self._turn, self._empty = turn, empty or say(_NOTHING_YET)
        self._fresh = True  # another page than before: it is looked at from its top
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._bar = PageBar()
        self._bar.turned.connect(self._turn_to)
        self._bar.zoomed.connect(lambda _: self._turn(self._bar.number))
        column.addWidget(self._bar)
        self._page = QLabel()
        self._page.setObjectName("page")
        self._page.setAccessibleName(words or say(_PAGES))
        self._page.setWordWrap(True)
        self._page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setWidget(self._page)
        self._area.installEventFilter(self)
        self.setFocusProxy(self._area)
        column.addWidget(self._area, 1)
        self.begin(0)

    def begin(self, count: int) -> None:
        """A new print of so many pages; the first is asked for."""
        self._bar.begin(count)
        self._page.setText("" if count else self._empty)
        self.setEnabled(count > 0)
        if count:
            self._turn_to(0)

    @property
    def number(self) -> int:
        """The page shown, from 0."""
        return self._bar.number

    @property
    def count(self) -> int:
        return self._bar.count

    def go(self, step: int) -> None:
        """Turn by so many pages, if they are there."""
        self._bar.go(step)

    def show_page(self, number: int, page: QPixmap) -> None:
        """The picture of a page; one that came too late is not shown."""
        if number != self._bar.number:
            return
        self._page.setPixmap(page)
        if self._fresh:
            self._area.verticalScrollBar().setValue(0)
            self._fresh = False

    def page_width(self, shape: tuple[float, float] | None = None) -> int:
        """Pixels a page may take: without a horizontal bar and no wider than reads well, times
        the zoom. With a `shape` (width, height) as wide as the whole of it is in sight."""
        room = self._area.viewport().size()
        width = min(_WIDEST, room.width() - 2 * GRID) if shape is None else room.width()
        if shape is not None:
            width = min(width, int(room.height() * shape[0] / shape[1]))
        return max(1 if shape else 40 * GRID, width) * self._bar.percent // 100

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key turns or enlarges pages; for keys pressed beside this view."""
        return self._bar.take_key(event, self._area.verticalScrollBar())

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the area would only scroll."""
        return isinstance(event, QKeyEvent) and _pressed(event) and self.take_key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def _turn_to(self, number: int) -> None:
        self._fresh = True
        self._turn(number)


def _pressed(event: QEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress
