"""Where the small workflows of a case stand, with the papers that are still missing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal

from rescueapp import clock
from rescueapp.actions.opened.courses import Standing
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import mark, say
from ui import dates, texts
from ui.case.sections import STATE_ICONS
from ui.case_view import CaseView, record_state
from ui.lists.columns import Column
from ui.lists.fitting import Fit, Room
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.theme import GRID
from ui.widgets.card import Card

_TITLE = mark("Where things stand", "course")
_ENDED = mark("Ended: {stands}", "course")
_PAPERS = mark("{count}: {papers}", "course")
_MOST_ROWS = 5


def _what(of: Standing) -> str:
    return of.about or texts.form_title(form_of(of.row.form))


def _stands(of: Standing) -> str:
    return say(_ENDED(stands=of.stands)) if of.ended else of.stands


def _papers(of: Standing) -> str:
    if not of.missing:
        return ""
    return say(_PAPERS(count=len(of.missing), papers=texts.listed(of.missing)))


def _due(of: Standing) -> str:
    if not of.row.due_on or of.ended:
        return ""
    return dates.due_on(of.row.due_on, clock.today())


def _icon(of: Standing) -> tuple[str, str] | None:
    return STATE_ICONS[record_state(of.row, clock.today().isoformat())]


COLUMNS: tuple[Column[Standing], ...] = (
    Column("what", mark("Matter", "course"), _what, 240, _icon, least=140, rank=0),
    Column("stands", mark("Where it stands", "course"), _stands, 240, least=150, rank=1),
    Column("papers", mark("Papers still missing", "course"), _papers, 260, least=120, rank=3),
    Column("due", mark("Next step", "course"), _due, 200, least=110, rank=2),
)
_ROOMS = tuple(Room(c.width, c.least, c.rank) for c in COLUMNS)


class CourseCard(Card):
    """`opened(RecordRow)` by Enter. Hidden where no workflow has begun."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(say(_TITLE), name="courseCard")
        self._rows = Rows(COLUMNS, self)
        self._table = Table("courseTable", say(_TITLE), self._rows)
        self._fit = Fit(self._table, self._table.horizontalHeader(), _ROOMS)
        self._table.opened.connect(self._open)
        self.column.addWidget(self._table)
        self.column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)

    def show_case(self, view: CaseView) -> None:
        """The workflows of a case."""
        found = view.standings
        self.setVisible(bool(found))
        self._rows.show_rows(list(found))
        rows = max(min(len(found), _MOST_ROWS), 1)
        self._table.setFixedHeight((rows + 1) * ROW_HEIGHT + GRID)
        self._fit.fit()

    def _open(self, index: QModelIndex) -> None:
        of = self._rows.row_at(index)
        if of is not None:
            self.opened.emit(of.row)
