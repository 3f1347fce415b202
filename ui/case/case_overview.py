"""The first thing seen in a case: what comes next, then every record there is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.actions.opened.running_clocks import day_of_due
from rescueapp.domain.clocks import Clock
from rescueapp.domain.record import RecordRow
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Form, Stage
from rescueapp.i18n import lookup, mark, say
from rescueapp.rules.engine import State
from ui import clock_words, texts
from ui.case.clock_card import ClockCard
from ui.case.course_card import CourseCard
from ui.case.record_list import COLUMNS
from ui.case.sections import FIRST, STATE_ICONS
from ui.case_view import CaseView
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.empty import Empty
from ui.widgets.flow import FlowBox
from ui.widgets.words import Words

_NEXT = mark("What comes next", "case")
_NOTHING = mark("Nothing is due and nothing of the first hour is missing.", "case")
_STEP = mark("{form} · {state}", "case")
_RECORDS = mark("Records", "case")
_NO_RECORDS = mark("No records yet. Choose a form on the left to write the first.", "case")

_MOST_STEPS = 8
_AWAY = (Stage.PLACEMENT, Stage.FOLLOW_UP)
# By where a case stands: what brings it to the next stage, and no deadline asks for yet.
_BRINGS_ON = {
    Stage.INTAKE: ("risk_and_needs",),
    Stage.ASSESSMENT: ("risk_and_needs", "service_plan"),
    Stage.PLAN: ("risk_and_needs",),
    Stage.PLACEMENT: ("follow_up",),
}
_COUNTS = (State.OVERDUE, State.SOON, State.RUNNING)  # not what stands still or is exempt
_FEWEST_ROWS = 4
_PRESSING = ("overdue", "due", "draft")


class Overview(QScrollArea):
    """`form_chosen(key)` for a next step, `record_chosen(RecordRow)` for a record,
    `clock_chosen(form, record uid or "" or None)` for what a clock makes due."""

    form_chosen = Signal(str)
    record_chosen = Signal(object)
    clock_chosen = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("overview")
        inside = QWidget()
        inside.setProperty("role", "page")
        self.setWidget(inside)
        self.setWidgetResizable(True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._next = card = Card(say(_NEXT), name="nextSteps")
        self._steps_box = FlowBox()
        self._steps = self._steps_box.flow
        self._nothing = Words(say(_NOTHING), "muted")
        card.column.addWidget(self._steps_box)
        card.column.addWidget(self._nothing)
        column.addWidget(card)
        self._moves = Words(role="muted", name="caseMoves")
        self._moves.hide()
        column.addWidget(self._moves)
        self._clocks = ClockCard(session)
        self._clocks.opened.connect(self.clock_chosen)
        column.addWidget(self._clocks)
        self._courses = CourseCard()
        self._courses.opened.connect(self.record_chosen)
        column.addWidget(self._courses)
        column.addWidget(Words(say(_RECORDS), "heading", wrap=False))
        self._rows = Rows(COLUMNS, self)
        self._table = Table("recordTable", say(_RECORDS), self._rows)
        self._table.setMinimumHeight(_FEWEST_ROWS * ROW_HEIGHT)
        self._table.opened.connect(self._open)
        self._none = Empty(say(_NO_RECORDS), "file", name="noRecords")
        column.addWidget(self._table, 1)
        column.addWidget(self._none, 1)

    def show_case(self, view: CaseView) -> None:
        self._rows.show_rows(view.records)
        self._table.setVisible(bool(view.records))
        self._none.setVisible(not view.records)
        self._show_steps(next_steps(view), view.states())
        self._next.setVisible(not view.row.folded_into)
        self._moves.setText("\n".join(view.moves))
        self._moves.setVisible(bool(view.moves))
        self._clocks.show_case(view)
        self._courses.show_case(view)

    def _show_steps(self, steps: list[tuple[str, str]], own: dict[str, str]) -> None:
        clear(self._steps)
        for key, state in steps[:_MOST_STEPS]:
            form = _step_words(FORMS[key], own.get(key, ""))
            words = say(_STEP(form=form, state=texts.STATE_WORDS[state]))
            button = Button(words, f"step_{key}", partial(self.form_chosen.emit, key),
                            icon=STATE_ICONS[state][0])  # fmt: skip
            self._steps.addWidget(button)
        self._steps_box.fit()
        self._nothing.setVisible(not steps)
        self._steps_box.setVisible(bool(steps))

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if isinstance(row, RecordRow):
            self.record_chosen.emit(row)


def next_steps(view: CaseView) -> list[tuple[str, str]]:
    """(form, state): overdue, due and begun forms, whether a record or a deadline asks for them,
    the intake not complete, then what is still empty: of the first hour, and what brings the case
    on; in a closed case only what is due."""
    if view.row.folded_into:  # what is due there rests
        return []
    states = view.states()
    asked = _of_clocks(view.clocks) | {k: s for k, s in states.items() if s in _PRESSING}
    pressing = sorted(asked.items(), key=lambda pair: _PRESSING.index(pair[1]))
    if view.row.stage is Stage.CLOSED:
        return pressing
    begun = [
        (f.key, "incomplete") for f in FORMS.values() if f.registers and _unfinished(f, states)
    ]
    known = states | asked
    empty = [form.key for form in _first_hour(FORMS.values(), known, view.row.stage)]
    empty += [key for key in _BRINGS_ON.get(view.row.stage, ()) if key not in known]
    return [*pressing, *begun, *((key, "empty") for key in empty)]


def _of_clocks(clocks: Iterable[Clock]) -> dict[str, str]:
    """The forms that settle what our own deadlines ask for by today, the worse state of each."""
    today = clock.today().isoformat()
    found: dict[str, str] = {}
    for each in clocks:
        key, due = each.rule.form, day_of_due(each.deadline.due)
        counts = each.state in _COUNTS and not each.deadline.threshold
        ours = counts and key in FORMS and clock_words.ours(each)
        if ours and due <= today and found.get(key) != "overdue":
            found[key] = "overdue" if each.state is State.OVERDUE else "due"
    return found


def _unfinished(form: Form, states: dict[str, str]) -> bool:
    return states.get(form.key) == "incomplete"


def _first_hour(forms: Iterable[Form], states: dict[str, str], stage: Stage) -> list[Form]:
    """Of somebody who has left, not the papers of the arrival: nobody is there to sign them."""
    urgent = (form for form in forms if form.urgent and form.topic in FIRST)
    wanted = [form for form in urgent if form.key not in states]
    here = [form for form in wanted if stage not in _AWAY or form.stage is not Stage.INTAKE]
    return sorted(here, key=lambda form: form.number)


def _step_words(form: Form, state: str) -> str:
    """What a record of it made due by its reminder; what is still to be filled by its title."""
    due = state in ("overdue", "due") and form.reminder
    return lookup(form.reminder, form.key) if due else texts.form_title(form)
