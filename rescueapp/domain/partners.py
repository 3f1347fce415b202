"""What to know of a partner before it is told of anybody. Cautions, never stops. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from rescueapp.domain import referral
from rescueapp.domain.record import Answers
from rescueapp.forms.codes import label
from rescueapp.i18n import Text, language, mark

REGISTER = "partners"

UNSIGNED = mark("Has signed no confidentiality undertaking.", "partner")
UNDERTAKING_OVER = mark("Its confidentiality undertaking has run out.", "partner")
OVER = mark("The agreement with it has run out.", "partner")
MAY_KNOW = mark("May be told at most: {groups}", "partner")
MAY_KNOW_OPEN = mark(
    "Nothing is entered of what it may be told: no more than sex, age and the like.", "partner"
)


def cautions(partner: Answers, today: date) -> Iterator[Text]:
    """In the order in which they matter."""
    if not referral.undertaken(partner):
        yield UNSIGNED
    elif referral.undertaking_over(partner, today):
        yield UNDERTAKING_OVER
    if referral.agreement_over(partner, today):
        yield OVER
    groups: Any = partner.get("partner_may_know")
    if isinstance(groups, list) and groups:
        between = ", " if language() == "en" else "；"
        yield MAY_KNOW(groups=between.join(label(referral.TOLD, code) for code in groups))
    else:
        yield MAY_KNOW_OPEN
