"""What of a case is no form: its papers that left the program, and its consents."""

from __future__ import annotations

from collections.abc import Callable

from rescueapp.actions import consents
from ui.case_consents import CaseConsents
from ui.case_copies import CaseCopies
from ui.session import Session
from ui.widgets.sections import CONSENTS, COPIES

Place = CaseCopies | CaseConsents


def places(session: Session, open_form: Callable[[str], object]) -> dict[str, Place]:
    """The widget of each such section, by its key; each has `show_case(view)`."""
    return {
        COPIES: CaseCopies(session),
        CONSENTS: CaseConsents(session, lambda: open_form(consents.FORM)),
    }
