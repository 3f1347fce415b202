"""Secrets half typed where no vault is open, and so no idle lock watches."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ui.guard import IDLE_S


def goes_when_left(field: QLineEdit | QPlainTextEdit) -> QTimer:
    """Empty a field in which nobody typed on for as long as a screen stays open by itself."""
    late = QTimer(field, singleShot=True, interval=IDLE_S * 1000)
    late.timeout.connect(field.clear)
    field.textChanged.connect(lambda *_: late.start())
    return late
