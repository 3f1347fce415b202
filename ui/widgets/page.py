"""What every place of the frame is: a widget that can be entered, refreshed and left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp.domain.changed import Changed
from ui.theme import GRID


class Page(QWidget):
    """A place of the frame. Built once a session; entered as often as the person comes."""

    named = Signal(str)  # what it shows now has this name (an alias, never a true name)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        self.column.setSpacing(GRID)

    def enter(self, **values: Any) -> None:
        """Show the place for these values (a case, a form, a text to find)."""

    def refresh(self, changed: Changed) -> None:
        """Something changed somewhere: show it if this place shows it."""

    def holds_form(self) -> bool:
        """Whether a form lies open: then what is found leads nowhere until it is chosen."""
        return False

    def set_narrow(self, narrow: bool) -> None:
        """The window is small (or the scale large): leave out what can be left out."""

    def keys(self) -> str:
        """The keys of this place, in words for F1; "" where there are none of its own."""
        return ""

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        self.setFocus()
