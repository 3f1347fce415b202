"""What is typed about a person teaches no input method: its dictionary is a file of another
program, and proposes to the next one what the last one typed. It composes all the same."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

NOT_LEARNT = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText

Typed = TypeVar("Typed", QLineEdit, QPlainTextEdit)


def not_learnt(field: Typed) -> Typed:
    """The same field."""
    field.setInputMethodHints(field.inputMethodHints() | NOT_LEARNT)
    return field


def nothing_learnt_in(widget: QWidget) -> None:
    """Every field inside."""
    for line in widget.findChildren(QLineEdit):
        not_learnt(line)
    for paper in widget.findChildren(QPlainTextEdit):
        not_learnt(paper)
