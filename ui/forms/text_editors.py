"""Text that is typed, plain: one line, several lines, numbers, money."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from rescueapp.errors import Refused
from rescueapp.forms import answers
from rescueapp.forms.schema import Field, Kind
from rescueapp.i18n import Text, lookup, mark, say
from ui.forms.editor import TYPED, Desk, Editor, is_typed, sensitive_hints
from ui.widgets.cut import tell_cut

MONEY_UNIT = mark("yuan", "editor")

_LENGTHS = {Kind.TEXT: 200, Kind.LONG_TEXT: 20_000}
# Shorter than a full line, so that the eye sees what is expected.
_WIDTHS = {Kind.NUMBER: 140, Kind.MONEY: 160, Kind.DATE: 260, Kind.DATE_TIME: 200}


def longest(question: Field) -> int:
    """How many characters an answer may have."""
    return question.max_length or _LENGTHS.get(question.kind, 200)


def unit_of(question: Field) -> str:
    """What an answer is counted in; "" for nothing."""
    if question.unit:
        return lookup(question.unit, "unit")
    return say(MONEY_UNIT) if question.kind is Kind.MONEY else ""


class LineEditor(Editor):
    """One line, read by `answers.parse`; what cannot be read stays where it is."""

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self.line = self.make_line()
        self.line.setInputMethodHints(sensitive_hints(question))
        self.line.setMaxLength(longest(question))
        self._trouble: Text | None = None
        super().__init__(question, desk, parent, compact=compact)
        self._lay_out()
        self.line.textEdited.connect(self._edited)
        tell_cut(self.line, self.cut.emit)
        self.line.editingFinished.connect(self._finish)
        self.setFocusProxy(self.line)

    def make_line(self) -> QLineEdit:
        """The line itself."""
        return QLineEdit()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line, 100)
        if not self.compact:
            for widget in self.beside():
                layout.addWidget(widget)
            self._limit_width(layout)

    def _limit_width(self, layout: QHBoxLayout) -> None:
        width = _WIDTHS.get(self.question.kind, 0)
        if not width and self.question.max_length and self.question.max_length <= 20:
            width = 240
        if width:
            self.line.setMaximumWidth(width)
            layout.addStretch(1)

    def beside(self) -> list[QWidget]:
        """Widgets to the right of the line: the unit here, buttons in subclasses."""
        unit = unit_of(self.question)
        return [QLabel(unit)] if unit else []

    def inputs(self) -> list[QWidget]:
        return [self.line]

    def trouble(self) -> Text | None:
        return None if self._none else self._trouble

    def kept(self) -> Any:
        value = self.value()
        if value is None and self._trouble:
            return {TYPED: self.line.text()}
        return value

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)

    def _read(self) -> Any:
        text = self.line.text().strip()
        self._trouble = None
        if not text or self.question.kind in (Kind.TEXT, Kind.INSTITUTION):
            return text or None
        try:
            return answers.parse(self.question, text)
        except Refused as refused:
            self._trouble = refused.words
            return None

    def _show(self, value: Any) -> None:
        self.line.setText(value[TYPED] if is_typed(value) else self.as_typed(value))
        self.line.setCursorPosition(0)
        self._read()

    def as_typed(self, value: Any) -> str:
        """How the answer would be typed."""
        return str(value)

    def _blank(self) -> None:
        self.line.clear()
        self._trouble = None

    def _tell_none(self, words: str) -> None:
        self.line.setPlaceholderText(words or ("" if self.compact else self.example()))

    def example(self) -> str:
        """What stands in an empty line: the shape that is expected."""
        return ""

    def _finish(self) -> None:
        """Show what was understood: 2026.3.5 becomes 2026-03-05, 不详 the answer of that name."""
        value = self.value()
        if answers.none(value) != self._none:
            self.take(value)
        elif value is not None and not self._none and self.line.text() != self.as_typed(value):
            self.line.setText(self.as_typed(value))
        self.left.emit()

    def undo(self) -> bool:
        """Override Editor.undo: the line has its own, and the answer follows it."""
        return False


class NumberEditor(LineEditor):
    """A number with its unit beside it."""

    def as_typed(self, value: Any) -> str:
        return f"{value:g}" if isinstance(value, float) else str(value)


class MoneyEditor(LineEditor):
    """An amount in yuan, two decimals."""


class Paper(QPlainTextEdit):
    """Several lines of plain text that grow with what is written; Tab goes on."""

    left = Signal()
    shortened = Signal(int)  # of what was pasted only so much fits

    def __init__(self, lines: int, longest_text: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = (lines, 4 * lines + 4)
        self._longest = longest_text
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Override QPlainTextEdit.insertFromMimeData: words only, and no more than fit."""
        room = self._longest - len(self.toPlainText()) + len(self.textCursor().selectedText())
        pasted = source.text()
        self.textCursor().insertText(pasted[: max(room, 0)])
        if len(pasted) > room:
            self.shortened.emit(self._longest)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Override QPlainTextEdit.canInsertFromMimeData: no files, no pictures."""
        return source.hasText()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Override QPlainTextEdit.createMimeDataFromSelection: no HTML twin on the clipboard."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        low, high = self._lines
        shown = int(self.document().size().height())  # in lines, as a plain text document counts
        lines = min(max(shown, low), high)
        margins = 2 * int(self.document().documentMargin()) + 2 * self.frameWidth()
        height = lines * self.fontMetrics().lineSpacing() + margins + 4
        if height != self.height():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())


class LongTextEditor(Editor):
    """A narrative."""

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        lines = 1 if compact else max(3, min(question.lines or 3, 6))
        self.paper = Paper(lines, longest(question))
        self.paper.setInputMethodHints(Qt.InputMethodHint.ImhMultiLine | sensitive_hints(question))
        super().__init__(question, desk, parent, compact=compact)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.paper)
        self.paper.textChanged.connect(self._edited)
        self.paper.left.connect(self.left)
        self.paper.shortened.connect(self.cut)
        self.setFocusProxy(self.paper)

    def inputs(self) -> list[QWidget]:
        return [self.paper]

    def set_read_only(self, read_only: bool) -> None:
        self.paper.setReadOnly(read_only)

    def _read(self) -> str | None:
        return self.paper.toPlainText().strip() or None

    def _show(self, value: Any) -> None:
        with QSignalBlocker(self.paper):
            self.paper.setPlainText(value[TYPED] if is_typed(value) else str(value))
        self.paper._fit()

    def _blank(self) -> None:
        self._show("")

    def _tell_none(self, words: str) -> None:
        self.paper.setPlaceholderText(words)

    def undo(self) -> bool:
        """Override Editor.undo: the paper has its own."""
        return False
