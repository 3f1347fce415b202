"""Incidents with personal data: those that are open, those that have ended, and a new one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rescueapp.actions.opened.reported import Incident
from rescueapp.actions.vault import incidents
from rescueapp.domain.changed import Changed
from rescueapp.forms import answers as interpreter
from rescueapp.forms.incident import FORM
from rescueapp.i18n import mark, say
from ui import dates
from ui.desks.desk import Desk, Tell
from ui.desks.incident_wizard import IncidentWizard
from ui.lists.columns import Column
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.words import Words

_TITLE = mark("Incidents with personal data", "oversight")
_WORDS = mark(
    "A paper or a medium lost, a telephone stolen, somebody who looked without a right, words to "
    "the wrong person. Sealed to supervisors. What must be done stands on the page Today until it "
    "is.",
    "incident",
)
_NONE = mark("No incident was reported.", "incident")
_NEW = mark("&New incident…", "incident")
_OPEN = mark("Go on (Enter)", "incident")
_IS_CLOSED = mark("closed", "incident")
_WAS_NONE = mark("opened by mistake", "incident")
_TO_DO = mark("{count} to do", "incident")
_ROWS = 8
_ALL = 100  # of the height, as good as


def _kinds(found: Incident) -> str:
    asked = next(each for each in interpreter.fields(FORM) if each.key == "incident_kinds")
    return interpreter.say(asked, found.answers.get("incident_kinds"))


def _state(found: Incident) -> str:
    if found.mistake is not None:
        return say(_WAS_NONE)
    return say(_IS_CLOSED) if found.closed else say(_TO_DO(count=len(found.open_duties())))


def _mark(found: Incident) -> tuple[str, str]:
    if found.mistake is not None:
        return "complete", "muted"
    return ("complete", "accent") if found.closed else ("warning", "brick")


COLUMNS: tuple[Column[Incident], ...] = (
    Column("began_at", mark("Entered", "incident"), lambda r: dates.moment(r.began_at), 175, _mark,
           least=170, rank=0),
    Column("kinds", mark("What kind", "incident"), _kinds, 320, least=130, rank=1),
    Column("cases", mark("Cases", "incident"), lambda r: str(len(r.cases) or ""), 70, least=60,
           rank=2),
    Column("state", mark("State", "incident"), _state, 160, least=130, rank=0),
)  # fmt: skip


class IncidentsDesk(Desk):
    """The list; Enter goes on with an incident in its place."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="incidentsDesk")
        self._card = Card(say(_TITLE), name="incidentsCard")
        self._card.column.addWidget(Words(say(_WORDS), "muted"))
        self._rows = Rows(COLUMNS, self)
        self._table = Table("incidentsTable", say(_TITLE), self._rows)
        self._table.say_when_empty(say(_NONE))
        self._table.setMinimumHeight(_ROWS * ROW_HEIGHT)
        self._table.opened.connect(self._go_on)
        self._card.column.addWidget(self._table)
        line = QHBoxLayout()
        self._new = Button(say(_NEW), "newIncident", self._begin, icon="plus", kind="primary")
        self._open = Button(say(_OPEN), "openIncident",
                            lambda: self._go_on(self._table.currentIndex()))  # fmt: skip
        line.addWidget(self._new)
        line.addWidget(self._open)
        line.addStretch(1)
        self._card.column.addLayout(line)
        self.column.addWidget(self._card)
        self._wizard: QWidget | None = None
        self.column.addStretch(1)

    def focus_first(self) -> None:
        """Override Desk.focus_first."""
        if isinstance(self._wizard, IncidentWizard):
            self._wizard.focus_first()
        elif self._rows.rows:
            self._table.setFocus()
        else:
            self._new.setFocus()

    def read(self) -> None:
        """Override Desk.read."""
        self.session.run(incidents.incidents, self._show, owner=self)

    def _show(self, found: list[Incident]) -> None:
        place = max(self._table.currentIndex().row(), 0)
        self._rows.show_rows(found)
        if found:
            self._table.setCurrentIndex(self._rows.index(min(place, len(found) - 1), 0))
        self._open.setEnabled(bool(found))

    def _begin(self) -> None:
        self.session.run(incidents.begin, self._show_wizard, owner=self)

    def _go_on(self, index: QModelIndex) -> None:
        found = self._rows.row_at(index)
        if isinstance(found, Incident):
            self._show_wizard(found)

    def _show_wizard(self, found: Incident) -> None:
        self._drop_wizard()
        self._wizard = IncidentWizard(self.session, found, self._back)
        self.column.insertWidget(0, self._wizard, _ALL)
        self._card.hide()

    def _back(self) -> None:
        self._drop_wizard()
        self._card.show()
        self.read()
        self.focus_first()
        self.session.tell(Changed(people=True))  # Today reads again what is to be seen to

    def _drop_wizard(self) -> None:
        if self._wizard is not None:
            self._wizard.hide()
            self._wizard.deleteLater()
            self._wizard = None
