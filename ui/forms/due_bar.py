"""Above a record that is due: what is due, by when, and the way to do it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from rescueapp import clock
from rescueapp.domain.clocks import Clock
from rescueapp.domain.record import RecordRow
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS, any_form
from rescueapp.i18n import Text, mark
from rescueapp.rules.engine import State
from ui import clock_words, dates
from ui.forms.notice_bar import NoticeBar

DUE_NEXT = mark(
    "{what}: {due_on} ({how_far}). What is done now is written in a new one; this one keeps what"
    " was agreed.",
    "form view",
)
DUE_HERE = mark("{what}: {due_on} ({how_far}). It is settled in this form.", "form view")
CLOCK = mark("{what}: {due} ({how_far}). {basis}", "form view")
WRITE_NEXT = mark("Write the new one (&X)", "form view")
GO_THERE = mark("Go to the question (&X)", "form view")


class DueBar(NoticeBar):
    """`next_wanted`: one more record of this form. `question_wanted(key)`: it is settled here."""

    next_wanted = Signal()
    question_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("formDue")

    def show_due(self, row: RecordRow | None, *, write: bool, clocks: Sequence[Clock] = ()) -> None:
        """Say what is due of this record, or what a record of its form settles; nothing when
        nothing is, or the reader cannot do it."""
        if row is None or not write or not _is_due(row):
            self._show_clock(clocks)
            return
        shape = FORMS[row.form]
        key = interpreter.settled_by(shape)
        words = DUE_HERE if key else DUE_NEXT
        choice = (
            ("dueHere", GO_THERE, lambda: self.question_wanted.emit(key))
            if key
            else ("dueNext", WRITE_NEXT, self.next_wanted.emit)
        )
        self.ask(
            words(
                what=Text(shape.reminder, shape.key),
                due_on=row.due_on,
                how_far=dates.due(row.due_on, clock.today()),
            ),
            (choice,),
            focus=False,
        )

    def _show_clock(self, clocks: Sequence[Clock]) -> None:
        pressing = [of for of in clocks if of.state in (State.OVERDUE, State.SOON)]
        if not pressing:
            self.hide()
            return
        of = pressing[0]
        self.ask(
            CLOCK(
                what=clock_words.what(of),
                due=clock_words.when(of),
                how_far=clock_words.how_far(of, clock.today()),
                basis=of.rule.basis,
            ),
            (),
            focus=False,
        )


def _is_due(row: RecordRow) -> bool:
    form = any_form(row.form)
    on = clock.today().isoformat()
    return bool(form.reminder and row.due_on and not row.done_on and row.due_on <= on)
