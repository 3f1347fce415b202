"""How far a case has come: worked out from its records, after each that is saved or approved."""

from __future__ import annotations

from rescueapp.actions.opened import closing
from rescueapp.domain.case import stage_of
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Stage
from rescueapp.storage import cases, records
from rescueapp.workspace import Workspace


def refresh(ws: Workspace, case_uid: str, form: str, at: str) -> None:
    """After a record of a form became complete without being saved anew: where the case stands."""
    cases.update_spine(ws.db, case_uid, changed_at=at, **spine(ws, case_uid, form))


def spine(ws: Workspace, case_uid: str, form: str) -> cases.Spine:
    """What a record of this form tells of where the case stands."""
    found: cases.Spine = {"stage": stage(ws, case_uid)}
    if form in closing.FORMS:
        found["closed_on"] = closing.closed_on(ws, case_uid)
    return found


def stage(ws: Workspace, case_uid: str) -> Stage:
    """The furthest its records have brought it; one that waits to be approved brings it nowhere.

    Closed is what was approved and was not opened again (`closing`). What a form of a newer
    version of the program has reached is not known here: then the case stays at least where it is.
    """
    shapes = {form_of(form): complete for form, complete in records.forms_of(ws.db, case_uid)}
    counted = [s for s, complete in shapes.items() if complete or s.approval is None]
    reached = [shape.stage for shape in counted if shape.key not in closing.FORMS]
    if closing.closed_on(ws, case_uid):
        reached.append(Stage.CLOSED)
    if NEWER in shapes:
        row = cases.row(ws.db, case_uid, reader=ws.holder)
        reached.append(row.stage if row else None)
    return stage_of(reached)
