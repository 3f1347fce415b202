"""An empty list says what would fill it, and offers the act that does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.theme import GRID
from ui.widgets.words import Words


class Empty(QWidget):
    """An icon, a sentence, and perhaps a button below it."""

    def __init__(self, words: str, icon: str, *, name: str, act: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addStretch(1)
        picture = QLabel()
        picture.setPixmap(theme.pixmap(icon, "muted", 48))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(picture)
        self._words = Words(words, "muted", name=f"{name}Words")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._words)
        if act is not None:
            column.addWidget(act, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)

    def say(self, words: str) -> None:
        self._words.setText(words)
