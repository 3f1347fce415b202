"""Showing highly sensitive answers (L3): an act with a reason, for five minutes, in the audit.

Whoever holds the keys has them in the window, covered: the screen can be seen by others, and a
look at what was written before has a reason. None is asked for in one's own intake; what is
typed now is never covered.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from rescueapp.actions.opened import restriction
from rescueapp.actions.opened.lent_acts import check_case
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.recording.identity import NO_REASON, REASONS
from rescueapp.domain.record import RecordView
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.workspace import REVEALED_FOR, Veil, Workspace


def reveal(ws: Workspace, case_uid: str, reason: str) -> int:
    """Show the sensitive answers of a case one may read; for how many seconds. Called again, for
    as long from then on. Raises Refused for others' cases and for no reason of the list."""
    check_case(ws, Act.READ_CASES, case_uid)
    if reason not in REASONS:
        raise Refused(NO_REASON)
    Reading(ws).refuse_others(case_uid)
    restriction.refuse_reason(ws, case_uid, reason)
    with ws.db.transaction():
        ws.log("reveal_sensitive", case_uid, reason=reason)
    ws.reveal(case_uid, Veil.SENSITIVE)
    return int(REVEALED_FOR.total_seconds())


def cover(ws: Workspace, case_uid: str) -> None:
    """Cover them before the time is over."""
    ws.veil(case_uid, Veil.SENSITIVE)


def covered(ws: Workspace, view: RecordView) -> RecordView:
    """The view of a record, with whether what was written before is covered."""
    shape = FORMS[view.form]
    asks = any(interpreter.sensitive(shape, field) for field in interpreter.fields(shape))
    asks = asks or bool(view.newer)  # what only a newer program asks may be anything
    if view.case_uid is None or not asks or Reading(ws).own_intake(view.case_uid):
        return view
    left = ws.revealed_for(view.case_uid, Veil.SENSITIVE)
    return replace(view, covered=not left, shown_for=ceil(left.total_seconds()))
