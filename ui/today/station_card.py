"""On Today, for who sees to it: what the station itself owes, and the word that it is done."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.actions.due import station_clocks
from rescueapp.domain.changed import Changed
from rescueapp.domain.clocks import Clock
from rescueapp.i18n import mark, say
from rescueapp.rules.engine import State
from ui import clock_words
from ui.lists.columns import Column
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.unsent import open_about
from ui.widgets.asking import Asking
from ui.widgets.day_field import DayField
from ui.widgets.words import Words, plain

_STATION = mark("The station's own deadlines", "clock")
_DONE = mark("It is done", "clock")
_ON = mark("Done &on", "clock")
_NOTE = mark("&What was sent or done", "clock")
_AHEAD_ROWS = 3

COLUMNS: tuple[Column[Clock], ...] = (
    Column("what", mark("What", "due list"), clock_words.what, 360, clock_words.tone, least=150,
           rank=0),
    Column("due", mark("Due", "due list"),
           lambda c: f"{clock_words.when(c)}  {clock_words.how_far(c, clock.today())}", 240,
           least=160, rank=1),
    Column("basis", mark("Rule", "clock"), lambda c: c.rule.basis, 300, least=100, rank=2),
)  # fmt: skip


class StationCard(QWidget):
    """Shows what is overdue or due soon; hidden while nothing is."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("stationCard")
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addWidget(Words(say(_STATION), "heading", wrap=False))
        self._rows = Rows(COLUMNS, self)
        self._table = Table("stationTable", say(_STATION), self._rows)
        self._table.opened.connect(self._open)
        column.addWidget(self._table)
        self.hide()

    def show_owed(self, owed: list[Clock]) -> None:
        """What the station owes: the pressing ones alone."""
        shown = [each for each in owed if each.state in (State.OVERDUE, State.SOON)]
        self._rows.show_rows(shown)
        self.setVisible(bool(shown))
        self._table.setFixedHeight((min(len(shown), _AHEAD_ROWS) + 1) * ROW_HEIGHT + GRID)

    def _open(self, index: QModelIndex) -> None:
        of = self._rows.row_at(index)
        if of is not None:
            open_about(_Done(self, self._session, of), self._session, of.rule.id)


class _Done(Asking):
    """When it was done, and in a few words what."""

    def __init__(self, parent: QWidget, session: Session, of: Clock) -> None:
        super().__init__(parent, "stationDone", clock_words.what(of), say(_DONE))
        self._session, self._of = session, of
        self.fields.addWidget(Words("\n".join(clock_words.told(of)), "muted"))
        self._day = DayField("stationDay", plain(say(_ON)), clock.today())
        self.add_field(_ON, self._day, "stationDay")
        self._note = QLineEdit()
        self._note.setMaxLength(200)
        self.add_field(_NOTE, self._note, "stationNote")

    def act(self) -> None:
        day, note, rule = self._day.day, self._note.text(), self._of.rule.id
        if day is None:
            self.refuse(say(station_clocks.NOT_THEN))
            return
        self._session.run(
            lambda ws: station_clocks.done(ws, rule, day, note), self._done,
            failed=self.failed, owner=self,
        )  # fmt: skip

    def _done(self, changed: Changed) -> None:
        self.accept()
        self._session.tell(changed)
