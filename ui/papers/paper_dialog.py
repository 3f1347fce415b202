"""A paper in a window of its own: looked at, then printed or saved, and entered in the registers.

For papers that belong to no page: the register of releases, those of an incident, a letter.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions.outward import disclosure
from rescueapp.actions.papers.prints import Prepared
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui import texts
from ui.papers.paper_out import PaperOut
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.scrolled import within
from ui.widgets.words import Words

_HELD = mark("Not to be given out as it is: {found}. Change the words first.", "print")

_SIZE = (96 * GRID, 84 * GRID)

Make = Callable[[Workspace, bool], Prepared]  # workspace, with gaps


class PaperDialog(QDialog):
    """`make(ws, gaps)` prepares the paper on the database's thread; nothing has left before a
    button is pressed."""

    def __init__(self, parent: QWidget, session: Session, title: str, make: Make) -> None:
        super().__init__(parent)
        self.setObjectName("paperDialog")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(within(parent, *_SIZE))
        self._paper = PaperOut(self, session, "paper", self._show)
        self._build(title)
        self._paper.prepare(lambda ws, _progress, gaps, _decision: make(ws, gaps))

    def _build(self, title: str) -> None:
        column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(Words(title, "heading", wrap=False))
        head.addStretch(1)
        head.addWidget(self._paper.save_button)
        head.addWidget(self._paper.print_button)
        head.addWidget(Button(say(texts.CLOSE), "paperClose", self.reject))
        column.addLayout(head)
        for widget in (self._paper.problem, self._paper.done, self._paper.busy):
            column.addWidget(widget)
        column.addWidget(self._paper.pages, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: the pages turn wherever the focus is."""
        if not self._paper.pages.take_key(event):
            super().keyPressEvent(event)

    def _show(self, prepared: Prepared) -> None:
        if prepared.held:
            told = " · ".join(map(disclosure.said, prepared.found))
            self._paper.problem.say(say(_HELD(found=told)), "brick")
        if self._paper.print_button.isEnabled():
            self._paper.print_button.setFocus()
