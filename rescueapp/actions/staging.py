"""How far a case has come: worked out from its records, after each that is saved or approved."""

from __future__ import annotations

from rescueapp.domain.case import stage_of
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Stage
from rescueapp.storage import cases, records
from rescueapp.workspace import Workspace


def stage(ws: Workspace, case_uid: str) -> Stage:
    """The furthest its records have brought it; one that waits to be approved brings it nowhere.

    What a form of a newer version of the program has reached is not known here: then the case
    stays at least where it is.
    """
    shapes = {form_of(form): complete for form, complete in records.forms_of(ws.db, case_uid)}
    reached = [s.stage for s, complete in shapes.items() if complete or s.approval is None]
    if NEWER in shapes:
        row = cases.row(ws.db, case_uid, reader=ws.holder)
        reached.append(row.stage if row else None)
    return stage_of(reached)
