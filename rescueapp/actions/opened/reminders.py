"""What a record makes due itself (`Part.DUE_ON`), and what does it.

A new record of the form does what earlier ones planned, unless each is settled in itself. And so
does what a record tells has happened, where the question names it (`Field.done_by`): a plan is
reviewed, whichever record says so. Closing the case ends the rest, as it ends the clocks that say
so (`stops` in `resources/rules.toml`), but for the forms whose act outlasts it (`Form.outlasts`).
"""

from __future__ import annotations

from rescueapp import clock
from rescueapp.actions.opened import milestones
from rescueapp.actions.opened.saving import Saving
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.forms import answers as interpreter
from rescueapp.forms import asking
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Form
from rescueapp.rules.periods import day_of, is_instant
from rescueapp.storage import person, records
from rescueapp.workspace import Workspace


def settle_earlier(ws: Workspace, saving: Saving, at: str) -> None:
    """A new record of a form does what earlier ones of the same form made due, unless each is
    settled in itself."""
    if saving.based_on or not saving.form.reminder or interpreter.settled_by(saving.form):
        return
    for row in records.open_due(ws.db, saving.case_uid, form=saving.form.key):
        if row.uid != saving.record_uid:
            records.set_done(ws.db, row.uid, done_on=clock.today().isoformat(), at=at)


def outlasts(row: RecordRow, closing: Answers) -> bool:
    """Whether what a record planned is due also after a closing that says this. What a newer
    version of the program plans is."""
    if row.form not in FORMS:
        return True
    wanted = FORMS[row.form].outlasts
    return wanted is not None and interpreter.applies(wanted, closing, minor=True)


def end(ws: Workspace, case_uid: str, closing: Answers, at: str) -> None:
    """The case is closed: nobody waits any more for what its records planned, in every file of the
    person, but for what outlasts it. Inside the caller's transaction."""
    for row in person.open_due(ws.db, case_uid):
        if not outlasts(row, closing):
            records.set_done(ws.db, row.uid, done_on=at, at=at)


def resume(ws: Workspace, case_uid: str, at: str) -> None:
    """Opened again: what the closing ended is due again. What was done is no day of a closing."""
    for row in person.rows(ws.db, case_uid):
        if row.done_on and is_instant(row.done_on):
            records.set_done(ws.db, row.uid, done_on=None, at=at)


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
        if any(_does(ws, saving, open_one, name, day) for name, day in told):
            records.set_done(ws.db, open_one.uid, done_on=clock.today().isoformat(), at=at)


def _said(form: Form, answers: Answers, row: RecordRow | None) -> set[tuple[str, str]]:
    """(name, day) of what a record says in clear: that something was done lies in clear, too."""
    day = (row.on_date if row else "") or ""
    said = interpreter.milestones(form, answers)
    return {(name, _day(at or day)) for name, at, part in said if part is None}


def _does(ws: Workspace, saving: Saving, row: RecordRow, name: str, day: str) -> bool:
    """Whether it is done no earlier than it was planned. A day set by the same save is the next
    one, unless what was done lies on it or after it."""
    if row.form not in FORMS or name not in asking.done_by(FORMS[row.form]):
        return False
    before = saving.row.due_on if saving.row else None
    if row.uid == saving.record_uid and before != row.due_on:
        return day >= (row.due_on or "")
    return day >= _counts_from(ws, row)


def _counts_from(ws: Workspace, row: RecordRow) -> str:
    """The day of the record, or that of the milestone its form waits for where this is later: a
    move is planned before it is made. What the record says of it counts before it is approved."""
    form, planned_on = FORMS[row.form], row.on_date or ""
    waits_for = asking.done_from(form)
    contents = records.contents(ws.db, row.uid) if waits_for else None
    if contents is None:
        return planned_on
    told = {(each.name, _day(each.at)) for each in milestones.in_clear(ws, row.case_uid)}
    told |= _said(form, contents.answers, row)
    return max([planned_on, *(day for name, day in told if name == waits_for)])


def _day(at: str) -> str:
    """The day at the station of a stored time, "" of none."""
    return day_of(at).isoformat() if at else ""
