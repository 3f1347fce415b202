"""A list to choose from, and a number, that only keys and clicks change."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox


class Choice(QComboBox):
    """The wheel scrolls what the list stands in, never to another choice under the pointer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QComboBox.wheelEvent: leave it to what scrolls."""
        event.ignore()


class Count(QSpinBox):
    """A whole number; the wheel scrolls what it stands in, and never counts."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QSpinBox.wheelEvent: leave it to what scrolls."""
        event.ignore()
