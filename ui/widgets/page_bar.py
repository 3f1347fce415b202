"""The bar over pages: which page, how large; by buttons, and by keys of whoever holds it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QWidget

from rescueapp.i18n import Text, mark, say
from ui.theme import GRID
from ui.widgets.buttons import Button, Tool
from ui.widgets.words import Words

_PAGE = mark("Page {number} of {count}", "print")
_PREVIOUS = mark("Previous page (Page Up)", "print")
_FOLLOWING = mark("Next page (Page Down)", "print")
_SMALLER = mark("Smaller (Ctrl+-)", "print")
_LARGER = mark("Larger (Ctrl++)", "print")
_PERCENT = mark("{percent} %", "print")
_FITS = mark("As wide as the window (Ctrl+0)", "print")

ZOOMS = (50, 67, 80, 100, 125, 150, 200, 300, 400)  # percent of what fits
_FIT = ZOOMS.index(100)


class PageBar(QWidget):
    """`turned(number)`, from 0; `zoomed(percent)`. The view below offers it its keys."""

    turned = Signal(int)
    zoomed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.number = self.count = 0
        self._zoom = _FIT
        larger, smaller = partial(self.zoom, 1), partial(self.zoom, -1)
        self._zoom_keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Plus: larger, Qt.Key.Key_Equal: larger, Qt.Key.Key_Minus: smaller,
            Qt.Key.Key_0: self.fit,
        }  # fmt: skip
        self._end_keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Home: lambda: self.go(-self.number),
            Qt.Key.Key_End: lambda: self.go(self.count - 1 - self.number),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._back = self._tool("pageBack", "left", _PREVIOUS, lambda: self.go(-1))
        self._next = self._tool("pageNext", "right", _FOLLOWING, lambda: self.go(1))
        self._words = Words(role="muted", name="pageNumber", wrap=False)
        self._smaller = self._tool("zoomOut", "zoom-out", _SMALLER, smaller)
        self._larger = self._tool("zoomIn", "zoom-in", _LARGER, larger)
        self._percent = Button("", "zoomFit", self.fit, kind="quiet", tip=say(_FITS))
        row.addStretch(1)
        parts: tuple[QWidget, ...] = (
            self._back, self._words, self._next, self._smaller, self._percent, self._larger
        )  # fmt: skip
        for widget in parts:
            if widget is self._smaller:
                row.addSpacing(2 * GRID)
            row.addWidget(widget)
        row.addStretch(1)
        self.begin(0)

    @property
    def percent(self) -> int:
        return ZOOMS[self._zoom]

    def begin(self, count: int) -> None:
        """Something new of so many pages, shown from its first, as large as it fits."""
        self.number, self.count, self._zoom = 0, count, _FIT
        self._say()

    def go(self, step: int) -> None:
        """Turn by so many pages, if they are there."""
        number = self.number + step
        if 0 <= number < self.count and step:
            self.number = number
            self._say()
            self.turned.emit(number)

    def zoom(self, step: int) -> None:
        """One step larger or smaller."""
        zoom = self._zoom + step
        if self.count and 0 <= zoom < len(ZOOMS):
            self._zoom = zoom
            self._say()
            self.zoomed.emit(self.percent)

    def fit(self) -> None:
        """As large as it fits."""
        self.zoom(_FIT - self._zoom)

    def take_key(self, event: QKeyEvent, scroller: QScrollBar) -> bool:
        """Whether the key was one of this bar. Page Down and Page Up turn the page only where
        there is nothing left of it to scroll."""
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            act = self._zoom_keys.get(key)
        elif key == Qt.Key.Key_PageDown:
            act = partial(self._on, scroller)
        elif key == Qt.Key.Key_PageUp:
            act = partial(self._up, scroller)
        else:
            act = self._end_keys.get(key)
        if act is None:
            return False
        act()
        return True

    def _on(self, scroller: QScrollBar) -> None:
        if scroller.value() >= scroller.maximum():
            self.go(1)
        else:
            scroller.triggerAction(QScrollBar.SliderAction.SliderPageStepAdd)

    def _up(self, scroller: QScrollBar) -> None:
        if scroller.value() <= scroller.minimum():
            self.go(-1)
        else:
            scroller.triggerAction(QScrollBar.SliderAction.SliderPageStepSub)

    def _say(self) -> None:
        shown = say(_PAGE(number=self.number + 1, count=self.count)) if self.count else ""
        self._words.setText(shown)
        self._percent.setText(say(_PERCENT(percent=self.percent)))
        self.setVisible(self.count > 0)
        self._back.setEnabled(self.number > 0)
        self._next.setEnabled(self.number + 1 < self.count)
        self._smaller.setEnabled(self._zoom > 0)
        self._larger.setEnabled(self._zoom + 1 < len(ZOOMS))

    def _tool(self, name: str, icon: str, tip: Text, act: Callable[[], None]) -> Tool:
        return Tool("", name, act, icon=icon, tip=say(tip), icon_only=True)
