"""The account of what everybody did: newest first, in pages, filtered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout

from rescueapp import clock
from rescueapp.actions.papers import account_paper, trail
from rescueapp.actions.papers.trail import PAGE, Asked, Told
from rescueapp.actions.vault import people
from rescueapp.domain.account import GROUPS, Group
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.i18n import mark, say
from ui import dates, messages
from ui.desks.desk import Desk, Tell
from ui.lists.account_list import COLUMNS
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.papers.paper_dialog import PaperDialog
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button, ChipButton
from ui.widgets.choice import Choice
from ui.widgets.flow import FlowBox
from ui.widgets.period import Period
from ui.widgets.words import Words

_TITLE = mark("What everybody did", "account")
_WORDS = mark(
    "Who did what when, and in which case. No name of a person in care and no answer is ever in "
    "it.",
    "account",
)
_EVERYBODY = mark("Everybody", "account")
_EVERYTHING = mark("Everything", "account")
_WORKER = mark("Colleague", "account")
_GROUP = mark("Kind of act", "account")
_NUMBER = mark("Case number", "account")
_WHEN = mark("Period", "account")
_OUTSIDE = mark("Outside one's own cases", "account")
_NOTHING = mark("Nothing was done that fits. Take a filter away.", "account")
_NEWER = mark("&Newer", "account")
_OLDER = mark("&Older", "account")
_SHOWN = mark("{first} to {last}", "account")
_PAPER = mark("Print the account…", "account")
_FROM = mark("Fro&m", "account")
_TO = mark("&Until", "account")
_DAYS = {
    None: mark("Since the beginning", "account"),
    1: mark("Today", "account"),
    7: mark("Last 7 days", "account"),
    30: mark("Last 30 days", "account"),
    0: mark("Between two days", "account"),
}
_BETWEEN = 0
_FEWEST_ROWS = 8


@dataclass(frozen=True, slots=True)
class _Read:
    """What was found, and who can be chosen."""

    lines: list[Told]
    names: dict[str, str]


class AccountDesk(Desk):
    """Filters above, the table below; Enter in a filter reads anew."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="accountDesk")
        self._befores: list[int | None] = [None]  # where each page begins, up to the shown one
        self._round = 0
        self.column.setSpacing(GRID)
        self.column.addWidget(Words(say(_TITLE), "heading"))
        self.column.addWidget(Words(say(_WORDS), "muted"))
        self.column.addLayout(self._filters())
        self._rows = Rows(COLUMNS, self)
        self._table = Table("accountTable", say(_TITLE), self._rows)
        self._table.say_when_empty(say(_NOTHING))
        self._table.setMinimumHeight(_FEWEST_ROWS * ROW_HEIGHT)
        self.column.addWidget(self._table, 1)
        self.column.addWidget(self._pages())

    def read(self) -> None:
        """The page that is shown, as it is now."""
        asked, before = self._asked(), self._befores[-1]
        if asked is None:
            return
        self._round += 1
        number = self._round
        self.session.run(
            lambda ws: _Read(trail.told(ws, asked, before=before), people.names(ws)),
            lambda found: self._show(number, found),
            lambda error: self._refuse(number, error),
            owner=self,
        )

    def refresh(self, _: Changed) -> None:
        """An account that is being read does not run away; `read` when it is entered again."""

    def focus_first(self) -> None:
        self._table.setFocus()

    # --- what is asked ------------------------------------------------------------------------

    def _asked(self) -> Asked | None:
        days = self._days.currentData()
        first: date | None = None
        last: date | None = None
        if days == _BETWEEN:
            if not self._period.fine:
                return None
            first, last = (date.fromisoformat(day) for day in self._period.iso())
        elif days:
            last = clock.today()
            first = last - timedelta(days=days - 1)
        group = self._group.currentData()
        return Asked(
            worker=self._worker.currentData() or "",
            group=Group(group) if group else None,
            number=self._number.text(),
            first=first,
            last=last,
            outside=self._outside.isChecked(),
        )

    def _anew(self) -> None:
        self.tell("", "plain")
        self._period.setVisible(self._days.currentData() == _BETWEEN)
        self._befores = [None]
        self.read()

    def _show(self, number: int, found: _Read) -> None:
        if number != self._round:
            return
        self._fill_workers(found.names)
        self._rows.show_rows(found.lines)
        if found.lines:
            self._table.setCurrentIndex(self._rows.index(0, 0))
            last, first = found.lines[-1].at, found.lines[0].at
            words = _SHOWN(first=dates.moment(last), last=dates.moment(first))
            self._shown.setText(say(words))
        else:
            self._shown.setText("")
        self._foot.fit()
        self._older.setEnabled(len(found.lines) == PAGE)
        self._newer.setEnabled(len(self._befores) > 1)

    def _refuse(self, number: int, error: BaseException) -> None:
        if number == self._round:
            self._rows.show_rows([])
            self.tell(messages.words_of(error), "amber")

    def _fill_workers(self, names: dict[str, str]) -> None:
        if self._worker.count() - 1 == len(names):
            return
        chosen = self._worker.currentData()
        self._worker.blockSignals(True)
        while self._worker.count() > 1:
            self._worker.removeItem(1)
        for uid, name in sorted(names.items(), key=lambda each: each[1]):
            self._worker.addItem(name, uid)
        self._worker.setCurrentIndex(max(self._worker.findData(chosen), 0))
        self._worker.blockSignals(False)
        self._row.fit()  # a longer name may need the next line

    # --- pages --------------------------------------------------------------------------------

    def _go_older(self) -> None:
        if self._rows.rows:
            self._befores.append(self._rows.rows[-1].seq)
            self.read()

    def _go_newer(self) -> None:
        if len(self._befores) > 1:
            self._befores.pop()
            self.read()

    # --- on paper -----------------------------------------------------------------------------

    def _on_paper(self) -> None:
        """Shown first; it bears a number and stands in the register before it leaves."""
        asked = self._asked()
        if asked is not None:
            PaperDialog(
                self, self.session, say(_PAPER).rstrip("…"),
                lambda ws, _: account_paper.prepare(ws, asked),
            ).open()  # fmt: skip

    # --- building -------------------------------------------------------------------------------

    def _filters(self) -> QVBoxLayout:
        self._worker = _choice("accountWorker", say(_WORKER), [(say(_EVERYBODY), "")])
        groups = [(say(words), group.value) for group, words in GROUPS.items()]
        self._group = _choice("accountGroup", say(_GROUP), [(say(_EVERYTHING), ""), *groups])
        self._days = _choice("accountDays", say(_WHEN), [(say(w), d) for d, w in _DAYS.items()])
        self._number = QLineEdit()
        self._number.setObjectName("accountNumber")
        self._number.setAccessibleName(say(_NUMBER))
        self._number.setPlaceholderText(say(_NUMBER))
        self._number.setMaxLength(40)
        self._number.setFixedWidth(20 * GRID)
        self._number.editingFinished.connect(self._number_typed)
        self._typed = ""
        self._outside = ChipButton(say(_OUTSIDE), "accountOutside", self._anew)
        self._row = FlowBox()
        self._row.flow.setSpacing(GRID)
        for widget in (self._worker, self._group, self._days, self._number, self._outside):
            self._row.flow.addWidget(widget)
        today = clock.today()
        begins = today - timedelta(days=30)
        self._period = Period("account", (_FROM, begins), (_TO, today))
        self._period.checked.connect(lambda fine: self._anew() if fine else None)
        self._period.hide()
        for box in (self._worker, self._group, self._days):
            box.currentIndexChanged.connect(lambda _: self._anew())
        column = QVBoxLayout()
        column.addWidget(self._row)
        column.addWidget(self._period, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _number_typed(self) -> None:
        """Left or Enter: read anew when it says something else."""
        if self._number.text().strip() != self._typed:
            self._typed = self._number.text().strip()
            self._anew()

    def _pages(self) -> FlowBox:
        self._newer = Button(say(_NEWER), "accountNewer", self._go_newer, icon="left")
        self._older = Button(say(_OLDER), "accountOlder", self._go_older, icon="right")
        self._shown = Words(role="muted", name="accountShown", wrap=False)
        paper = Button(say(_PAPER), "accountPaper", self._on_paper, icon="print")
        paper.setVisible(self.session.may(Act.PRINT_SHEET))
        self._foot = FlowBox()
        self._foot.flow.setSpacing(GRID)
        for widget in (self._newer, self._older, paper, self._shown):
            self._foot.flow.addWidget(widget)
        return self._foot


def _choice(name: str, words: str, choices: list[tuple[str, object]]) -> QComboBox:
    box = Choice()
    box.setObjectName(name)
    box.setAccessibleName(words)
    for shown, value in choices:
        box.addItem(shown, value)
    return box
