"""Where a clock is settled: what Enter opens for it, and what stands above a form."""

from __future__ import annotations

from collections.abc import Iterable

from rescueapp.actions.due import clocks
from rescueapp.domain.clocks import Clock
from rescueapp.domain.record import RecordRow
from rescueapp.domain.worker import Act, Role
from rescueapp.forms.catalogue import FORMS
from rescueapp.storage import records
from rescueapp.workspace import Workspace


def place(ws: Workspace, case_uid: str, form: str, begun_by: str) -> tuple[str, str | None]:
    """(form, record) that Enter opens for a clock; a record "" is a new one, None whatever the
    form has. A form this program does not have, or that asks nothing, is ""."""
    ws.check(Act.READ_CASES)
    rows = records.rows(ws.db, case_uid, form=form) if ws.case_keys(case_uid) else []
    return place_in(rows, form, begun_by, ws.worker.role)


def place_in(
    rows: Iterable[RecordRow], form: str, begun_by: str, role: Role
) -> tuple[str, str | None]:
    """The same among rows that were read already: the record that began it, the only one there may
    be, or one that is not complete."""
    if form not in FORMS:
        return "", None
    of_form = [row for row in rows if row.form == form]
    own = next((row for row in of_form if row.uid == begun_by), None)
    open_one = next((row for row in of_form if row.state == "incomplete"), None)
    found = own or (of_form[0] if of_form and FORMS[form].single else open_one)
    if found is None and role.value not in FORMS[form].writers:
        return form, None
    return form, found.uid if found else ""


def settled_here(ws: Workspace, case_uid: str, form: str, record_uid: str) -> tuple[Clock, ...]:
    """The open clocks that a record of a form settles (""; a new one), the next to end first. What
    each record ends of itself alone (`Rule.paired`) is no other's of that form."""
    if not ws.worker.may(Act.READ_CASES):
        return ()
    others = {row.uid for row in records.rows(ws.db, case_uid, form=form)} - {record_uid}
    return tuple(
        of
        for of in clocks.of_case(ws, case_uid)
        if of.rule.form == form
        and of.deadline.open
        and not (of.rule.paired and of.deadline.record_uid in others)
    )
