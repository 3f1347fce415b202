"""The yearly look at who works with minors (Law on the Protection of Minors, art. 62; A-314, K-27).

Without it, minors' cases can be read and no more. What the first hours need is never stopped.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from rescueapp.forms.schema import Form

LASTS = timedelta(days=365)
GRACE = timedelta(days=30)  # for the first people of a vault who are not looked at yet
WARNED = timedelta(days=30)  # before it ends
# To hospital at night, on arrival; where she is safe; what counts in hours: nothing overdue
# keeps anybody from care.
_URGENT_CARE = frozenset(
    {"medical_care", "health_check", "safety_plan", "referral", "tracing_notice", "tracing_log"}
)


class Vetting(Enum):
    """How somebody's vetting stands on a day."""

    VALID = "valid"
    SOON = "soon"  # ends within `WARNED`
    LAPSED = "lapsed"
    MISSING = "missing"

    @property
    def holds(self) -> bool:
        return self in (Vetting.VALID, Vetting.SOON)


def standing(until: str | None, on: date) -> Vetting:
    """`until`: the last day (ISO) it holds; None: nobody has looked."""
    if until is None:
        return Vetting.MISSING
    last = date.fromisoformat(until)
    if last < on:
        return Vetting.LAPSED
    return Vetting.SOON if last - on <= WARNED else Vetting.VALID


def goes_on_without(form: Form) -> bool:
    """Whether a form of a minor's is written without vetting: intake, urgent care and safety, the
    search for who the child is, the report."""
    return form.urgent or form.key in _URGENT_CARE
