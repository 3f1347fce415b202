"""A line that says something about the whole screen: an icon, words, a coloured ground."""

from __future__ import annotations

from PySide6.QtCore import QEvent
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
        self.say(words, tone)

    def say(self, words: str, tone: str = "plain") -> None:
        self._words.setText(words)
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
        self._icon.setPixmap(theme.pixmap(*_ICONS[self.property("tone")], 18))

    def words(self) -> str:
        return self._words.text()
