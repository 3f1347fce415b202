"""What stands against a record of a form, area by area: when it is saved, and when somebody else
approves it later."""

from __future__ import annotations

from collections.abc import Callable

from rescueapp.actions.gates import (
    decision_gates,
    growth_gates,
    referral_gates,
    refusal_gates,
    rights_gates,
    station_gates,
    tracing_gates,
)
from rescueapp.actions.opened.saving import Saving
from rescueapp.forms.schema import Form
from rescueapp.workspace import Workspace

_AREAS = (
    decision_gates, referral_gates, refusal_gates, rights_gates, station_gates, tracing_gates,
)  # fmt: skip
_OF_FORM: dict[str, Callable[[Workspace, Saving], None]] = {
    form: area.check for area in _AREAS for form in area.FORMS
}


def guards_sheet(form: Form) -> bool:
    """Whether a record of a form has to be complete before anybody acts on its sheet: somebody
    approves it, or something can stand against completing it."""
    own = form.key in _OF_FORM or form.key in growth_gates.ASKS_KIND
    return form.approval is not None or own


def check(ws: Workspace, saving: Saving) -> None:
    """Let a record pass. Raises Refused, with the rule and what would do; NeedsTwo."""
    growth_gates.check(ws, saving)
    if own := _OF_FORM.get(saving.form.key):
        own(ws, saving)
