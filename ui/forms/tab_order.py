"""Where Tab goes. Sections are built late, so Qt's own order would not be the order of reading."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def in_reading_order(inside: QWidget) -> list[QWidget]:
    """The widgets inside that Tab stops at, in the order in which they were added."""
    return [w for w in inside.findChildren(QWidget) if _is_stop(w) and w.isVisibleTo(inside)]


def leave(form: QWidget, *, forward: bool) -> bool:
    """Put the focus on the next widget outside of a form. False when there is none."""
    start = QApplication.focusWidget() or form
    widget = _step(start, forward=forward)
    while widget is not None and widget is not start:
        inside = widget is form or form.isAncestorOf(widget)
        if not inside and _is_stop(widget) and widget.isVisible():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        widget = _step(widget, forward=forward)
    return False


def _step(widget: QWidget, *, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()


def _is_stop(widget: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return takes_tab and widget.isEnabled() and widget.focusProxy() is None
