"""What a record makes due itself (`Part.DUE_ON`), and what does it.

A new record of the form does what earlier ones planned, unless each is settled in itself. And so
does what a record tells has happened, where the question names it (`Field.done_by`): a plan is
reviewed, whichever record says so.
"""

from __future__ import annotations

from rescueapp import clock
from rescueapp.actions.opened.saving import Saving
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.forms import answers as interpreter
from rescueapp.forms import asking
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Form
from rescueapp.storage import records
from rescueapp.workspace import Workspace


def settle_earlier(ws: Workspace, saving: Saving, at: str) -> None:
    """A new record of a form does what earlier ones of the same form made due, unless each is
    settled in itself."""
    if saving.based_on or not saving.form.reminder or interpreter.settled_by(saving.form):
        return
    for row in records.open_due(ws.db, saving.case_uid, form=saving.form.key):
        if row.uid != saving.record_uid:
            records.set_done(ws.db, row.uid, done_on=clock.today().isoformat(), at=at)


def settle_told(ws: Workspace, saving: Saving, at: str) -> None:
    """What a save says has happened, and the version before did not say, does what waits for it:
    inside its transaction. A review has been made, also where what it changes waits for approval.
    """
    row = records.row(ws.db, saving.record_uid)
    told = _said(saving.form, saving.whole, row)
    if saving.row is not None:
        told -= _said(saving.form, interpreter.join(saving.before), saving.row)
    if not told:
        return
    for open_one in records.open_due(ws.db, saving.case_uid):
        if any(_does(saving, open_one, name, day) for name, day in told):
            records.set_done(ws.db, open_one.uid, done_on=clock.today().isoformat(), at=at)


def _said(form: Form, answers: Answers, row: RecordRow | None) -> set[tuple[str, str]]:
    """(name, day) of what a record says in clear: that something was done lies in clear, too."""
    day = (row.on_date if row else "") or ""
    said = interpreter.milestones(form, answers)
    return {(name, (at or day)[:_DAY]) for name, at, part in said if part is None}


def _does(saving: Saving, row: RecordRow, name: str, day: str) -> bool:
    """Whether it is done no earlier than it was planned. A day set by the same save is the next
    one, unless what was done lies on it or after it."""
    if row.form not in FORMS or name not in asking.done_by(FORMS[row.form]):
        return False
    planned_on, due_on = row.on_date or "", row.due_on or ""
    before = saving.row.due_on if saving.row else None
    if row.uid == saving.record_uid and before != due_on:
        return day >= due_on
    return day >= planned_on


_DAY = len("2026-03-05")
