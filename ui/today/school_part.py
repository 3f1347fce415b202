"""The children of school age who are at no school, below what is due: opened on demand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.actions.due.schooling import FORM, OutOfSchool
from rescueapp.forms import codes
from rescueapp.i18n import mark, say
from ui import dates
from ui.lists.columns import Column
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.navigator import Navigator
from ui.theme import GRID
from ui.widgets.buttons import ChipButton
from ui.widgets.words import Words

_TITLE = mark("Children at no school", "today")
_NOT_SAID = mark("Nothing written yet", "today")


def _stands(child: OutOfSchool) -> str:
    return codes.label("L-school-outcome", child.outcome) if child.outcome else say(_NOT_SAID)


_COLUMNS: tuple[Column[OutOfSchool], ...] = (
    Column("alias", mark("Alias", "today"), lambda c: c.case.alias, 160, least=90, rank=0),
    Column("age", mark("Age", "today"), lambda c: dates.age_of(c.case, clock.today()), 180,
           least=80, rank=1),
    Column("stands", mark("Where it stands", "today"), _stands, 240, least=120, rank=0),
    Column("number", mark("Case number", "today"), lambda c: c.case.number, 180, least=135,
           rank=3),
    Column("worker", mark("Worker", "today"), lambda c: c.case.worker_name, 100, least=70,
           rank=2),
)  # fmt: skip
_MOST_ROWS = 6


class SchoolPart(QWidget):
    """Hidden until `chip` is pressed; Enter opens School (F20) of the case."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("schoolPart")
        self._navigator = navigator
        self._rows = Rows(_COLUMNS, self)
        self._table = Table("schoolTable", say(_TITLE), self._rows)
        self._table.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addWidget(Words(say(_TITLE), "heading", wrap=False))
        column.addWidget(self._table)
        self.chip = ChipButton(say(_TITLE), "showSchool", self._turn)
        self.chip.hide()
        self.hide()

    def show_children(self, children: Sequence[OutOfSchool]) -> None:
        """Who they are now; without any, nothing of it is seen."""
        self._rows.show_rows(list(children))
        self._table.setFixedHeight((min(len(children), _MOST_ROWS) + 1) * ROW_HEIGHT + GRID)
        self.chip.setVisible(bool(children))
        self.setVisible(bool(children) and self.chip.isChecked())

    def _turn(self) -> None:
        self.setVisible(self.chip.isChecked())
        if self.chip.isChecked():
            self._table.setCurrentIndex(self._rows.index(0, 0))
            self._table.setFocus()

    def _open(self, index: QModelIndex) -> None:
        child = self._rows.row_at(index)
        if isinstance(child, OutOfSchool):
            self._navigator.go(
                "case", case_uid=child.case.uid, form=FORM, record_uid=child.record_uid or None
            )
