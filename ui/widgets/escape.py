"""Esc is for one widget, before it leaves the page below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def takes_escape(event: QEvent) -> bool:
    """Claim Esc before shortcuts see it; for overrides of `QWidget.event`."""
    is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
    if not is_escape or event.type() != QEvent.Type.ShortcutOverride:
        return False
    event.accept()
    return True
