"""What every desk of the page "Oversight" is: a widget that can be read and focused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp.domain.changed import Changed
from ui.session import Session
from ui.theme import GRID

Tell = Callable[[str, str], object]  # words and tone, said at the head of the page


class Desk(QWidget):
    """Made with the session and the page's way of saying what came of an act.

    Built when it is first chosen, `read` each time it is.
    """

    def __init__(self, session: Session, tell: Tell, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.session, self.tell = session, tell
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2 * GRID)

    def read(self) -> None:
        """Show how it stands now."""

    def refresh(self, _: Changed) -> None:
        """Something changed while it is shown."""
        self.read()

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        self.setFocus()
