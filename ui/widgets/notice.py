"""A line that says something about the whole screen: an icon, words, a coloured ground."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui import theme
from ui.theme import GRID
from ui.widgets.words import Words

_ICONS = {
    "plain": ("info", "text"),
    "teal": ("info", "accent"),
    "amber": ("warning", "amber"),
    "brick": ("warning", "brick"),
    "training": ("training", "training"),
}
_ICON = 18
_AROUND = _ICON + 4 * GRID  # what of its width is not for its words


class Notice(QFrame):
    """`tone`: plain, teal, amber, brick, training. Empty words hide it."""

    def __init__(
        self, words: str = "", tone: str = "plain", *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID)
        self._icon = QLabel()
        self._words = Words(name=f"{name}Words")
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self.row = row
        self._said, self._one_line = "", False
        self.say(words, tone)

    def say(self, words: str, tone: str = "plain") -> None:
        self._said = words
        self._cut()
        self._words.setAccessibleName(words)
        self.setProperty("tone", tone)
        self._show_icon()
        for widget in (self, self._words):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.setVisible(bool(words))

    def changeEvent(self, event: QEvent) -> None:
        """Override QFrame.changeEvent: the icon follows the theme."""
        super().changeEvent(event)
        if theme.turned(self, event) and self.property("tone"):
            self._show_icon()

    def _show_icon(self) -> None:
        self._icon.setPixmap(theme.pixmap(*_ICONS[self.property("tone")], _ICON))

    def words(self) -> str:
        return self._said

    def fold_words(self, folded: bool) -> None:
        """On one line, cut where the room ends; or whole again."""
        self._one_line = folded
        self._words.setWordWrap(not folded)
        self._words.setMinimumWidth(1 if folded else 0)
        self._cut()

    def width_wanted(self) -> int:
        """How wide it is with all its words in one line."""
        return self._words.fontMetrics().horizontalAdvance(self._said) + _AROUND + GRID

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QFrame.resizeEvent: another part of the words fits."""
        super().resizeEvent(event)
        if self._one_line:
            self._cut()

    def _cut(self) -> None:
        words = self._said
        if self._one_line:
            room = self.contentsRect().width() - _AROUND
            end = Qt.TextElideMode.ElideRight
            words = self._words.fontMetrics().elidedText(" ".join(words.split("\n")), end, room)
        self._words.setText(words)
