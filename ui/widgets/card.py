"""A framed group: a heading, and rows of "what: how it is"."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.words import Words


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout; hidden at once, or it would be painted once more."""
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Card(QFrame):
    """Widgets below one another under a heading."""

    def __init__(self, heading: str = "", *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.column.setSpacing(GRID)
        self.heading = Words(heading, "heading", wrap=False)
        self.heading.setVisible(bool(heading))
        self.column.addWidget(self.heading)


class Facts(QWidget):
    """Pairs of a muted word and a value, in two columns."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)

    def show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Replace what is shown. Pairs with an empty value are left out."""
        clear(self._grid)
        for row, (what, value) in enumerate(pair for pair in pairs if pair[1]):
            what_words = Words(what, "muted", wrap=False)
            self._grid.addWidget(what_words, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Words(value), row, 1)
