"""The inspector's cases: numbers, aliases, stages, who works on them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from rescueapp.actions.workers import inspection
from rescueapp.actions.workers.inspection import Masked
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui.desks.desk import Desk, Tell
from ui.desktop.not_learnt import not_learnt
from ui.lists.masked_list import COLUMNS
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.words import Words

_TITLE = mark("Cases, masked", "inspection")
_WORDS = mark(
    "Number, alias, stage and who works on it. Names and answers are not open to an inspection.",
    "inspection",
)
_FIND = mark("Number or alias", "inspection")
_NONE = mark("No case fits.", "inspection")
_COUNT = mark("{first} to {last} of {count} cases", "inspection")
_BEFORE = mark("&Back", "inspection")
_NEXT = mark("&Further", "inspection")

_PAGE = 200
_FEWEST_ROWS = 8


class MaskedDesk(Desk):
    """A field to find in, a table, pages."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="maskedDesk")
        self._start, self._round = 0, 0
        self.column.setSpacing(GRID)
        self.column.addWidget(Words(say(_TITLE), "heading"))
        self.column.addWidget(Words(say(_WORDS), "muted"))
        self._find = not_learnt(QLineEdit())
        self._find.setObjectName("maskedFind")
        self._find.setAccessibleName(say(_FIND))
        self._find.setPlaceholderText(say(_FIND))
        self._find.setMaxLength(40)
        self._find.textChanged.connect(lambda _: self._go(0))
        self.column.addWidget(self._find)
        self._rows = Rows(COLUMNS, self)
        self._table = Table("maskedTable", say(_TITLE), self._rows)
        self._table.say_when_empty(say(_NONE))
        self._table.setMinimumHeight(_FEWEST_ROWS * ROW_HEIGHT)
        self.column.addWidget(self._table, 1)
        row = QHBoxLayout()
        self._before = Button(say(_BEFORE), "maskedBack",
                              lambda: self._go(self._start - _PAGE), icon="left")  # fmt: skip
        self._next = Button(say(_NEXT), "maskedNext",
                            lambda: self._go(self._start + _PAGE), icon="right")  # fmt: skip
        self._count = Words(role="muted", name="maskedCount", wrap=False)
        for widget in (self._before, self._next, self._count):
            row.addWidget(widget)
        row.addStretch(1)
        self.column.addLayout(row)

    def read(self) -> None:
        """The page that is shown, as it is now."""
        text, start = self._find.text(), self._start
        self._round += 1
        number = self._round

        def work(ws: Workspace) -> tuple[int, list[Masked]]:
            ids = inspection.case_ids(ws, text)
            return len(ids), inspection.rows(ws, ids[start : start + _PAGE])

        self.session.run(work, lambda found: self._show(number, *found), owner=self)

    def focus_first(self) -> None:
        self._find.setFocus()

    def _go(self, start: int) -> None:
        self._start = max(start, 0)
        self.read()

    def _show(self, number: int, count: int, rows: list[Masked]) -> None:
        if number != self._round:
            return
        self._rows.show_rows(rows)
        last = self._start + len(rows)
        told = _COUNT(first=self._start + 1, last=last, count=count)
        self._count.setText(say(told) if rows else "")
        self._before.setEnabled(self._start > 0)
        self._next.setEnabled(last < count)
