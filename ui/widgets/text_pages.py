"""A text to read, in pages, in the encoding that was found or the reader chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from rescueapp.i18n import mark, say
from ui import theme
from ui.theme import GRID
from ui.widgets.choice import Choice
from ui.widgets.page_bar import PageBar
from ui.widgets.words import plain

_TEXT = mark("Text of the file", "attachment")
_ENCODING = mark("&Encoding", "attachment")


class TextPages(QWidget):
    """`read_as(encoding)` is called when the reader says which encoding it is."""

    def __init__(self, encodings: Sequence[str], read_as: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("textPages")
        self._pages: list[str] = []
        self._bar = PageBar()
        self._bar.turned.connect(self._show)
        self._bar.zoomed.connect(self._enlarge)
        self._encoding = Choice()
        self._encoding.setObjectName("encoding")
        self._encoding.setAccessibleName(plain(say(_ENCODING)))
        self._encoding.addItems(list(encodings))
        self._encoding.activated.connect(lambda _: read_as(self._encoding.currentText()))
        self._words = QPlainTextEdit()
        self._words.setObjectName("textWords")
        self._words.setAccessibleName(say(_TEXT))
        self._words.setReadOnly(True)
        self._words.setUndoRedoEnabled(False)
        self._words.installEventFilter(self)
        self.setFocusProxy(self._words)
        self._lay_out()

    def _lay_out(self) -> None:
        label = QLabel(say(_ENCODING))
        label.setBuddy(self._encoding)
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(label)
        row.addWidget(self._encoding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self._words, 1)

    def show_text(self, pages: list[str], encoding: str) -> None:
        """A text from its first page."""
        self._pages = pages
        self._encoding.setCurrentText(encoding)
        self._bar.begin(len(pages))
        self._enlarge(self._bar.percent)
        self._show(0)

    def words(self) -> str:
        """The page that is shown."""
        return self._words.toPlainText()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the text would only scroll."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return self._bar.take_key(event, self._words.verticalScrollBar())

    def _show(self, number: int) -> None:
        self._words.setPlainText(self._pages[number])

    def _enlarge(self, percent: int) -> None:
        font = self._words.font()
        font.setPointSizeF(theme.FONT_POINTS * percent / 100)
        self._words.setFont(font)
