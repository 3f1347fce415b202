"""What of a case is no form: copies that left, consents, the rights desk, its outcomes over time,
who is missed, who came along."""

from __future__ import annotations

from collections.abc import Callable

from rescueapp.actions.outward import consents, tracing
from rescueapp.domain import outcomes, rights
from ui.case.case_consents import CaseConsents
from ui.case.case_copies import CaseCopies
from ui.case.case_family import CaseFamily
from ui.case.case_matches import CaseMatches
from ui.case.case_outcomes import CaseOutcomes
from ui.case.rights_desk import RightsDesk
from ui.case.sections import CONSENTS, COPIES, FAMILY, MATCHES, OUTCOMES, RIGHTS
from ui.navigator import Navigator
from ui.session import Session

Place = CaseCopies | CaseConsents | CaseOutcomes | RightsDesk | CaseMatches | CaseFamily


def places(
    session: Session,
    navigator: Navigator,
    open_form: Callable[[str], object],
    open_record: Callable[[str], object],
    write_new: Callable[[str], object],
) -> dict[str, Place]:
    """The widget of each such section, by its key; each has `show_case(view)`."""
    return {
        COPIES: CaseCopies(session, write_new),
        CONSENTS: CaseConsents(session, lambda: open_form(consents.FORM)),
        OUTCOMES: CaseOutcomes(session, open_record, lambda: write_new(outcomes.FORM)),
        FAMILY: CaseFamily(session, navigator),
        MATCHES: CaseMatches(session, navigator, lambda: write_new(tracing.LOG)),
        RIGHTS: RightsDesk(session, navigator, open_record, lambda: write_new(rights.FORM)),
    }
