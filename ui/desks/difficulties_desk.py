"""Difficulties that were put to departments and are not resolved, by who leads (S37, S39)."""

from __future__ import annotations

from rescueapp.actions.finding import difficulties
from rescueapp.actions.finding.difficulties import Difficulty
from rescueapp.i18n import mark, say
from ui.desks.desk import Desk, Tell
from ui.lists.difficulty_list import DIFFICULTIES
from ui.lists.rows import Rows
from ui.lists.table import Table
from ui.session import Session
from ui.widgets.words import Words

_TITLE = mark("Difficulties between departments", "oversight")
_WORDS = mark(
    "What a departmental meeting is to resolve, by the department that leads. Each is on Today of"
    " whoever works on the case until it is resolved; what it is about stands in the minutes.",
    "difficulties",
)
_NOTHING = mark("No difficulty waits for a department.", "difficulties")


class DifficultiesDesk(Desk):
    """One table, the department that leads first."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="difficultiesDesk")
        self.column.addWidget(Words(say(_TITLE), "heading", wrap=False))
        self.column.addWidget(Words(say(_WORDS), "muted"))
        self._rows = Rows(DIFFICULTIES, self)
        self._table = Table("difficultiesTable", say(_TITLE), self._rows)
        self._table.say_when_empty(say(_NOTHING))
        self.column.addWidget(self._table, 1)

    def read(self) -> None:
        """Override Desk.read."""
        self.session.run(difficulties.unresolved, self._show, owner=self)

    def focus_first(self) -> None:
        """Override Desk.focus_first."""
        self._table.setFocus()

    def _show(self, found: list[Difficulty]) -> None:
        self._rows.show_rows(found)
        if found:
            self._table.setCurrentIndex(self._rows.index(0, 0))
