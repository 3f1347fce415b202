"""What stands against completing a notice that assistance is not given (F02): `domain.guards`,
asked with what the vault knows of the case."""

from __future__ import annotations

from rescueapp.actions.gates.at_risk import at_risk
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.domain.guards import refusing as guards
from rescueapp.domain.record import Answers
from rescueapp.errors import Refused
from rescueapp.forms.catalogue import FORMS as CATALOGUE
from rescueapp.forms.none_codes import answered
from rescueapp.forms.schema import Stage
from rescueapp.storage import records
from rescueapp.workspace import Workspace

FORMS = ("refusal_notice",)
_STAY, _INTAKE = "stay_and_leaving", "intake"
# Who is planned for or served is helped; a referral is also the way on of who is refused.
_BEGINS = (Stage.PLAN, Stage.SERVICES)
_HELP = frozenset(key for key, form in CATALOGUE.items() if form.stage in _BEGINS) - {"referral"}
_STILL_HERE = "5.9"  # C-16
_HELPED = ("01", "02")  # L-decision: assisted; assisted first, verified later


def check(ws: Workspace, saving: Saving) -> None:
    """Let a notice pass. Raises Refused, in words that name the rule."""
    if not saving.complete:
        return
    handed_out = saving.row is not None and saving.row.state == "complete"
    words = guards.refusal(
        minor=Reading(ws).minor(saving.case_uid),
        at_risk=at_risk(ws, saving.case_uid),
        looked=saving.whole.get("refusal_trafficking_asked"),
        # who comes back and is taken in later was refused before all the same
        admitted=not handed_out and _admitted(ws, saving.case_uid),
    )
    if words is not None:
        raise Refused(words)


def _admitted(ws: Workspace, case_uid: str) -> bool:
    """Whether help has begun, and the person has not left since."""
    stay = _of_this_stay(ws, case_uid, _STAY)
    if answered(stay.get("left_at")) and stay.get("exit_mode") != _STILL_HERE:
        return False
    begun = any(row.form in _HELP for row in records.rows(ws.db, case_uid))
    return begun or _of_this_stay(ws, case_uid, _INTAKE).get("decision") in _HELPED


def _of_this_stay(ws: Workspace, case_uid: str, form: str) -> Answers:
    """The newest record of a form in this file, as far as this worker holds its keys."""
    reading = Reading(ws)
    row = next(iter(records.rows(ws.db, case_uid, form=form)), None)
    return reading.parts(*reading.found(row.uid)).answers if row else {}
