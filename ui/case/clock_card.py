"""The clocks of a case: what is due and by when, what stands still, and folded what is settled."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from rescueapp import clock
from rescueapp.actions.due import clock_places
from rescueapp.domain.clocks import Clock
from rescueapp.i18n import mark, say
from ui import clock_words
from ui.case.clock_dialog import ClockDesk
from ui.case_view import CaseView
from ui.lists.columns import Column
from ui.lists.fitting import Fit, Room
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button, ChipButton
from ui.widgets.card import Card

_CLOCKS = mark("Deadlines", "clock")
_SETTLED = mark("Settled ones too ({count})", "clock")
_LOOK = mark("About this deadline… (Ctrl+D)", "clock")
_MOST_ROWS = 5


def _when(of: Clock) -> str:
    if not of.deadline.open or of.deadline.paused_on:
        return clock_words.in_list(of)
    return clock_words.far_and_day(of, clock.today())


COLUMNS: tuple[Column[Clock], ...] = (
    Column("what", mark("What", "due list"), clock_words.what, 280, clock_words.tone, least=150,
           rank=0),
    Column("due", mark("Due", "due list"), _when, 220, least=160, rank=1),
    Column("state", mark("State", "clock"), clock_words.state, 110, least=80, rank=2),
    Column("holder", mark("Duty of", "clock"), clock_words.holder, 140, least=80, rank=3),
)  # fmt: skip
_ROOMS = tuple(Room(c.width, c.least, c.rank) for c in COLUMNS)


class ClockCard(Card):
    """`opened(form, record uid, "" for a new one, None for whatever there is)` by Enter."""

    opened = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__(name="clockCard")
        self._session = session
        self._view: CaseView | None = None
        self._desk = ClockDesk(session, self)
        head = QHBoxLayout()
        self.column.removeWidget(self.heading)
        self.heading.setText(say(_CLOCKS))
        self.heading.show()
        head.addWidget(self.heading)
        head.addStretch(1)
        self._look = Button(say(_LOOK), "lookAtClock", self._look_at)
        self._settled = ChipButton(say(_SETTLED(count=0)), "settledClocks", self._show)
        head.addWidget(self._settled)
        head.addWidget(self._look)
        self.column.addLayout(head)
        self._rows = Rows(COLUMNS, self)
        self._table = Table("clockTable", say(_CLOCKS), self._rows)
        self._fit = Fit(self._table, self._table.horizontalHeader(), _ROOMS)
        self._table.opened.connect(self._open)
        self.column.addWidget(self._table)
        self.column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        QShortcut(QKeySequence("Ctrl+D"), self, self._look_at)

    def show_case(self, view: CaseView) -> None:
        """The clocks of a case; nothing where there are none."""
        self._view = view
        self.setVisible(bool(view.clocks))
        self._show()

    def _show(self) -> None:
        found = self._view.clocks if self._view is not None else ()
        standing = [each for each in found if each.deadline.open]
        settled = len(found) - len(standing)
        self._settled.setText(say(_SETTLED(count=settled)))
        self._settled.setVisible(bool(settled))
        shown = list(found) if self._settled.isChecked() else standing
        self._rows.show_rows(shown)
        self._look.setEnabled(bool(shown))
        if shown:
            self._table.selectRow(0)
        rows = max(min(len(shown), _MOST_ROWS), 1)
        self._table.setFixedHeight((rows + 1) * ROW_HEIGHT + GRID)
        self._fit.fit()

    def _look_at(self) -> None:
        of = self._rows.row_at(self._table.currentIndex())
        if of is not None and self._view is not None:
            self._desk.open(self._view.row.uid, of)

    def _open(self, index: QModelIndex) -> None:
        of = self._rows.row_at(index)
        if of is None or self._view is None:
            return
        role = self._session.worker.role
        form, record_uid = clock_places.place_in(
            self._view.records, of.rule.form, of.deadline.record_uid, role
        )
        if form:
            self.opened.emit(form, record_uid)
        else:
            self._look_at()
