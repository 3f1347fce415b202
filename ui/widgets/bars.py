"""The bars at the head of a case: in a low window side by side in one line, cut where they must."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.notice import Notice

_WHOLE = mark("{words} (Enter or a click shows all of it)", "case")


class Bar(Notice):
    """A notice that can be folded to one line; `opened` when somebody wants to read it whole."""

    opened = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self._folded = False

    @property
    def foldable(self) -> bool:
        """Shown, and nothing in it to press: what is to be pressed keeps its words."""
        buttons = self.findChildren(QPushButton)
        return not self.isHidden() and all(b.isHidden() for b in buttons)

    @property
    def warns(self) -> bool:
        """Whether somebody is in danger who does not read it."""
        return bool(self.property("tone") == "brick")

    def fold(self, folded: bool) -> None:
        self._folded = folded
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if folded else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if folded else Qt.CursorShape.ArrowCursor)
        wide = QSizePolicy.Policy.Ignored if folded else QSizePolicy.Policy.Preferred
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)
        self.fold_words(folded)
        told = say(_WHOLE(words=self.words())) if folded else ""
        self.setToolTip(told)
        self.setAccessibleName(told)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent: all of the words."""
        super().mousePressEvent(event)
        if self._folded:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: the same with Enter or the space bar."""
        if self._folded and event.key() in _OPENS:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class Bars(QWidget):
    """Bars below each other; folded, those without buttons stand in one line.

    Read whole once, they stay so until the window or what lies open changes.
    """

    def __init__(self, *bars: Bar) -> None:
        super().__init__()
        self._bars: list[Bar] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._row, self._below = QHBoxLayout(), QVBoxLayout()
        for part in (self._row, self._below):
            part.setSpacing(GRID)
            column.addLayout(part)
        for bar in bars:
            self.add(bar)

    def add(self, bar: Bar) -> None:
        self._bars.append(bar)
        self._below.addWidget(bar)
        bar.opened.connect(lambda: self.fold(False))

    def fold(self, folded: bool) -> None:
        """In one line, as much of it as each has to say; or each whole."""
        for bar in self._bars:
            in_line = folded and bar.foldable
            self._row.removeWidget(bar)
            self._below.removeWidget(bar)
            bar.fold(in_line)
            (self._row if in_line else self._below).addWidget(bar)
        self.setVisible(any(not bar.isHidden() for bar in self._bars))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: another share for each."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """What is dangerous whole before all others, as long as these have a word's room; of
        them the short ones whole, what is left to the long ones alike, all of it to the last."""
        for bar in self._bars:
            bar.setMinimumWidth(0)
            bar.setMaximumWidth(_ANY_WIDTH)
        in_line = [bar for bar in self._bars if self._row.indexOf(bar) >= 0]
        room = self.width() - GRID * (len(in_line) - 1)
        in_line.sort(key=lambda bar: (not bar.warns, bar.width_wanted()))
        for done, bar in enumerate(in_line):
            others = len(in_line) - done - 1
            most = room - others * _A_WORD if bar.warns else room // (others + 1)
            given = min(bar.width_wanted(), most) if others else room
            bar.setFixedWidth(max(given, 1))
            room -= given


_A_WORD = 16 * GRID
_ANY_WIDTH = 16_777_215  # Qt's own
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
