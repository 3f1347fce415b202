"""How far a case has come: worked out from its records, after each that is saved or approved."""

from __future__ import annotations

from rescueapp.actions.opened import closing
from rescueapp.domain.case import stage_of
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Stage
from rescueapp.storage import cases, records
from rescueapp.storage import clocks as milestones
from rescueapp.workspace import Workspace

_LEFT = "left"  # a milestone: whoever has left the station is placed, or on the way home


def refresh(ws: Workspace, case_uid: str, form: str, at: str) -> None:
    """After a record of a form was written or became complete, and what it tells was kept: where
    the case stands."""
    spine: cases.Spine = {"stage": stage_of(proved(ws, case_uid))}
    if form in closing.FORMS:
        spine["closed_on"] = closing.closed_on(ws, case_uid)
    cases.update_spine(ws.db, case_uid, changed_at=at, **spine)


def proved(ws: Workspace, case_uid: str) -> frozenset[Stage]:
    """The stages that its records prove, the furthest of which is where the case stands; a record
    that waits to be approved proves nothing.

    Closed is what was approved and was not opened again (`closing`). What a form of a newer
    version of the program has reached is not known here: then the case stays at least where it is.
    """
    shapes = {form_of(form): complete for form, complete in records.forms_of(ws.db, case_uid)}
    counted = [s for s, complete in shapes.items() if complete or s.approval is None]
    reached = {shape.stage for shape in counted if shape.key not in closing.FORMS}
    if any(told.name == _LEFT for told in milestones.told(ws.db, case_uid)):
        reached.add(Stage.PLACEMENT)
    if closing.closed_on(ws, case_uid):
        reached.add(Stage.CLOSED)
    if NEWER in shapes:
        row = cases.row(ws.db, case_uid, reader=ws.holder)
        reached.add(row.stage if row else None)
    return frozenset(stage for stage in reached if stage is not None)
