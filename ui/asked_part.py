"""What one asked a second person for and nobody has decided yet; it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions import requests
from rescueapp.actions.requests import Asked
from rescueapp.i18n import mark, say
from ui import dates, messages, texts
from ui.desks.decision_desk import what
from ui.lists.columns import Column
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.words import Words

_TITLE = mark("You asked, and wait for an answer", "today")
_TAKE_BACK_ENTER = mark("Take it back… (Enter)", "today")
_SURE = mark("Take back what you asked for?", "today")
_SURE_WORDS = mark("{what}: nobody is asked to decide it any more. You can ask again.", "today")
_COLUMNS: tuple[Column[Asked], ...] = (
    Column("what", mark("What is asked for", "today"), what, 280, least=160, rank=0),
    Column("alias", mark("Alias", "today"), lambda a: a.alias, 160, least=90, rank=1),
    Column("asked_at", mark("Asked on", "today"), lambda a: dates.moment(a.request.asked_at), 160,
           least=100, rank=2),
)  # fmt: skip
_MOST_ROWS = 3


class AskedPart(QWidget):
    """Hidden while one waits for nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("askedPart")
        self._session = session
        self._rows = Rows(_COLUMNS, self)
        self._table = Table("askedTable", say(_TITLE), self._rows)
        self._table.opened.connect(self._ask)
        head = QHBoxLayout()
        head.addWidget(Words(say(_TITLE), "heading", wrap=False))
        head.addStretch(1)
        head.addWidget(
            Button(say(_TAKE_BACK_ENTER), "takeBack", lambda: self._ask(self._table.currentIndex()))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addLayout(head)
        column.addWidget(self._table)
        self.hide()

    def show_asked(self, asked: Sequence[Asked]) -> None:
        """What waits, the oldest first."""
        self._rows.show_rows(list(asked))
        self._table.setFixedHeight((min(len(asked), _MOST_ROWS) + 1) * ROW_HEIGHT + GRID)
        if asked:
            self._table.setCurrentIndex(self._rows.index(0, 0))
        self.setVisible(bool(asked))

    def _ask(self, index: QModelIndex) -> None:
        asked = self._rows.row_at(index)
        if not isinstance(asked, Asked):
            return
        choices = {"cancel": say(texts.CANCEL), "back": say(texts.TAKE_BACK)}
        messages.ask(
            self, say(_SURE), say(_SURE_WORDS(what=what(asked))), choices,
            lambda choice: self._take_back(asked.request.uid) if choice == "back" else None,
        )  # fmt: skip

    def _take_back(self, uid: str) -> None:
        self._session.run(lambda ws: requests.take_back(ws, uid), self._session.tell, owner=self)
