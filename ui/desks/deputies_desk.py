"""Deputies: who decides for a supervisor, from one day to another."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from rescueapp import clock
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import people
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import COMPARTMENTS, ROLE_NAMES, Worker
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui import messages
from ui.desks.desk import Desk, Tell
from ui.lists.deputy_list import COLUMNS, Line
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.day_field import DayField
from ui.widgets.flow import FlowBox
from ui.widgets.words import Words, plain

_TITLE = mark("Deputies", "deputies")
_WORDS = mark(
    "While you are away a colleague decides what needs a second person: 31 days at most, never on "
    "what they or you asked for. They get no keys by it.",
    "deputies",
)
_NOBODY = mark("Nobody is named.", "deputies")
_WHO = mark("&Colleague", "deputies")
_WHO_ROLE = mark("{name} · {role}", "deputies")
_FROM = mark("&From", "deputies")
_TO = mark("&Until", "deputies")
_NAME = mark("Name as deputy", "deputies")
_END = mark("End now", "deputies")
_NAMED = mark("{name} decides for you from {first} to {last}.", "deputies")
_ENDED = mark("{name} decides for nobody from now on.", "deputies")
_NO_DAY = mark("Write both days like 2026-03-05.", "deputies")
_WEEK = timedelta(days=6)
_ROWS = 6


class DeputiesDesk(Desk):
    """Naming below, the list above."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="deputiesDesk")
        card = Card(say(_TITLE), name="deputiesCard")
        card.column.addWidget(Words(say(_WORDS), "muted"))
        self._rows = Rows(COLUMNS, self)
        self._table = Table("deputiesTable", say(_TITLE), self._rows)
        self._table.say_when_empty(say(_NOBODY))
        self._table.setMinimumHeight(_ROWS * ROW_HEIGHT)
        self._table.pointed.connect(lambda _: self._point())
        card.column.addWidget(self._table)
        self._end = Button(say(_END), "endDeputy", self._end_now, icon="close")
        line = QHBoxLayout()
        line.addWidget(self._end)
        line.addStretch(1)
        card.column.addLayout(line)
        card.column.addWidget(self._naming())
        self.column.addWidget(card)
        self.column.addStretch(1)
        self._point()

    def read(self) -> None:
        """Who is named, and who could be."""
        self.session.run(_state, lambda found: self._show(*found), owner=self)

    def focus_first(self) -> None:
        self._who.setFocus()

    def _show(self, lines: list[Line], fit: list[Worker]) -> None:
        self._rows.show_rows(lines)
        if lines:
            self._table.setCurrentIndex(self._rows.index(0, 0))
        chosen = self._who.currentData()
        self._who.clear()
        for worker in fit:
            words = _WHO_ROLE(name=worker.display_name, role=ROLE_NAMES[worker.role])
            self._who.addItem(say(words), worker.uid)
        self._who.setCurrentIndex(max(self._who.findData(chosen), 0))
        self._row.fit()  # a longer name may need the next line
        self._point()

    def _point(self) -> None:
        line = self._rows.row_at(self._table.currentIndex())
        self._end.setEnabled(isinstance(line, Line) and line.ends)
        self._name.setEnabled(self._who.count() > 0)

    # --- acts -----------------------------------------------------------------------------------

    def _name_now(self) -> None:
        first, last, uid = self._from.day, self._to.day, self._who.currentData()
        if first is None or last is None:
            self.tell(say(_NO_DAY), "brick")
            return
        name = self._who.currentText().partition(" · ")[0]
        self.session.run(
            lambda ws: requests.name_deputy(ws, uid, from_on=first, to_on=last),
            lambda _: self._done(say(_NAMED(name=name, first=first, last=last))),
            lambda error: self.tell(messages.words_of(error), "brick"), owner=self,
        )  # fmt: skip

    def _end_now(self) -> None:
        line = self._rows.row_at(self._table.currentIndex())
        if not isinstance(line, Line):
            return
        self.session.run(
            lambda ws: requests.end_deputy(ws, line.deputy.uid),
            lambda _: self._done(say(_ENDED(name=line.name))),
            lambda error: self.tell(messages.words_of(error), "brick"), owner=self,
        )  # fmt: skip

    def _done(self, words: str) -> None:
        self.tell(words, "teal")
        self.session.tell(Changed(people=True))
        self.read()

    # --- building -------------------------------------------------------------------------------

    def _naming(self) -> FlowBox:
        today = clock.today()
        self._who = Choice()
        self._who.setObjectName("deputyWho")
        self._who.setAccessibleName(plain(say(_WHO)))
        self._who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._from = _day("deputyFrom", say(_FROM), today)
        self._to = _day("deputyTo", say(_TO), today + _WEEK)
        self._name = Button(say(_NAME), "nameDeputy", self._name_now, icon="check", kind="primary")
        self._row = FlowBox()
        self._row.flow.setSpacing(GRID)
        for words, field in ((_WHO, self._who), (_FROM, self._from), (_TO, self._to)):
            self._row.flow.addWidget(_labelled(say(words), field))
        self._row.flow.addWidget(self._name)
        return self._row


def _labelled(words: str, field: QWidget) -> QWidget:
    """A field and what it is, that stay together where the line breaks."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    label = QLabel(words)
    label.setBuddy(field)
    line.addWidget(label)
    line.addWidget(field)
    return both


def _day(name: str, words: str, day: date) -> DayField:
    return DayField(name, plain(words), day)


def _state(ws: Workspace) -> tuple[list[Line], list[Worker]]:
    names = people.names(ws)
    lines = [
        Line(each, names.get(each.deputy, ""), names.get(each.supervisor, ""))
        for each in requests.deputies(ws)
    ]
    fit = [w for w in people.staff(ws) if COMPARTMENTS[w.role] and w.uid != ws.worker.uid]
    return lines, fit
