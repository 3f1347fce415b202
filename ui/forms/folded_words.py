"""A narrative to read, folded: the screen can be seen by others."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.i18n import say
from ui.forms.text_editors import FOLDED, UNFOLD
from ui.widgets.buttons import Button
from ui.widgets.words import Words


class FoldedWords(QWidget):
    """Says how much is written; the words stand there once somebody wants to read them."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self._words = Words(words, name=f"{name}.words")
        self._words.hide()
        self._folded = QWidget()
        row = QHBoxLayout(self._folded)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Words(say(FOLDED(count=len(words))), "muted"), 1)
        row.addWidget(Button(say(UNFOLD), f"{name}.unfold", self.unfold, icon="eye"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._folded)
        column.addWidget(self._words)

    def unfold(self) -> None:
        self._folded.hide()
        self._words.show()
