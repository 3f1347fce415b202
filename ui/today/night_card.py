"""What stations told of their nights: emergencies, and what was agreed to by telephone."""

from __future__ import annotations

from rescueapp.actions.exchanging import night_acts
from rescueapp.actions.exchanging.night_acts import Told
from rescueapp.i18n import mark, say
from ui.lists.night_list import COLUMNS
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.widgets.card import Card
from ui.widgets.words import Words

_TITLE = mark("Told by the stations of their nights", "night")
_WORDS = mark(
    "Cases opened because life was at stake, and acts of two agreed to by telephone: numbers "
    "alone, no names and no reasons. Ask the station where a reason is still owed.",
    "night",
)
_NOTHING = mark("No station has told of any.", "night")

_LEAST, _MOST = 2, 8  # rows


class NightCard(Card):
    """For offices."""

    def __init__(self, session: Session) -> None:
        super().__init__(say(_TITLE), name="nightCard")
        self._session = session
        self.column.addWidget(Words(say(_WORDS), "muted"))
        self._rows = Rows(COLUMNS, self)
        self._table = Table("nightTable", say(_TITLE), self._rows)
        self._table.say_when_empty(say(_NOTHING))
        self.column.addWidget(self._table)

    def read(self) -> None:
        """What the packages here tell."""
        self._session.run(night_acts.told_by_stations, self._show, owner=self)

    def _show(self, told: list[Told]) -> None:
        self._rows.show_rows(told)
        shown = min(max(len(told), _LEAST), _MOST)
        self._table.setFixedHeight((shown + 1) * ROW_HEIGHT + GRID)
