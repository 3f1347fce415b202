"""What one asked a second person for: it can be taken back until somebody decides, and for some
days what became of it, with the reply, stands there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions.two_people import requests
from rescueapp.actions.two_people.requests import Asked
from rescueapp.domain.request import State, stands
from rescueapp.i18n import Text, mark, say
from ui import dates, messages, texts
from ui.lists.columns import Column
from ui.lists.deciders import decider
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.two_people.decision_desk import what
from ui.widgets.buttons import Button
from ui.widgets.words import Words

_TITLE = mark("What you asked for", "today")
_TAKE_BACK_ENTER = mark("Take it back… (Enter)", "today")
_SURE = mark("Take back what you asked for?", "today")
_SURE_WORDS = mark("{what}: nobody is asked to decide it any more. You can ask again.", "today")
_REPLIED = mark("{name}, {time}: {state}. {reply}", "today")
_DECIDED = mark("{name}, {time}: {state}.", "today")
_COLUMNS: tuple[Column[Asked], ...] = (
    Column("what", mark("What is asked for", "today"), what, 280, least=160, rank=0),
    Column("alias", mark("Alias", "today"), lambda a: a.alias, 160, least=90, rank=1),
    Column("asked_at", mark("Asked on", "today"), lambda a: dates.moment(a.request.asked_at), 160,
           least=100, rank=2),
    Column("became", mark("Answer", "today"), lambda a: say(_answer(a)), 140,
           least=90, rank=0),
)  # fmt: skip
_MOST_ROWS = 3


def _answer(asked: Asked) -> Text:
    """Waiting, granted or refused: that a yes was used since is no other answer."""
    granted = asked.request.granted
    return stands(asked.request, State.GRANTED if granted else asked.state)


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
        self._back = Button(
            say(_TAKE_BACK_ENTER), "takeBack", lambda: self._ask(self._table.currentIndex())
        )
        head.addWidget(self._back)
        self._table.pointed.connect(lambda _: self._point())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addLayout(head)
        column.addWidget(self._table)
        self.hide()

    def show_asked(self, asked: Sequence[Asked]) -> None:
        """What waits, the oldest first; then what was decided."""
        self._rows.show_rows(list(asked))
        self._table.setFixedHeight((min(len(asked), _MOST_ROWS) + 1) * ROW_HEIGHT + GRID)
        if asked:
            self._table.setCurrentIndex(self._rows.index(0, 0))
        self.setVisible(bool(asked))
        self._point()

    def _point(self) -> None:
        asked = self._rows.row_at(self._table.currentIndex())
        self._back.setVisible(isinstance(asked, Asked) and asked.waits())

    def _ask(self, index: QModelIndex) -> None:
        asked = self._rows.row_at(index)
        if not isinstance(asked, Asked):
            return
        if not asked.waits():
            messages.tell(self, what(asked), say(_became(asked)))
            return
        choices = {"cancel": say(texts.CANCEL), "back": say(texts.TAKE_BACK)}
        messages.ask(
            self, say(_SURE), say(_SURE_WORDS(what=what(asked))), choices,
            lambda choice: self._take_back(asked.request.uid) if choice == "back" else None,
        )  # fmt: skip

    def _take_back(self, uid: str) -> None:
        self._session.run(lambda ws: requests.take_back(ws, uid), self._session.tell, owner=self)


def _became(asked: Asked) -> Text:
    """Who decided, what, and the reply to who asked."""
    request = asked.request
    words = _REPLIED if request.note else _DECIDED
    return words(
        name=decider(asked.decided_by, request.code), time=dates.moment(request.decided_at or ""),
        state=_answer(asked), reply=request.note,
    )  # fmt: skip
