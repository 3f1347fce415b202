"""Outside social workers: partners with confidentiality and limited sight (S26; PIPL 6, 21, 29).

Pure. Without a partner in the register that signed, an undertaking of one's own with a last day,
vetting and training there is no account; without all of them still holding none opens. What they
see is lent to them case by case, part by part, for a time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rescueapp.domain import referral
from rescueapp.domain.consent import State
from rescueapp.domain.vetting import LASTS
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark

LONGEST_UNDERTAKING = timedelta(days=3 * 366)
PARTS = (
    Compartment.CARE,
    Compartment.LEGAL,
    Compartment.MEDICAL,
    Compartment.PSYCHOLOGICAL,
    Compartment.IDENTITY,
)
# What of a referral a part amounts to (L-referral-told): a partner is never lent more than it may
# be told.
_TELLS = {
    Compartment.CARE: referral.WHAT_HAPPENED,
    Compartment.LEGAL: referral.WHAT_HAPPENED,
    Compartment.MEDICAL: referral.HEALTH,
    Compartment.PSYCHOLOGICAL: referral.HEALTH,
    Compartment.IDENTITY: referral.NAME,
}
# The forms somebody from outside is ever shown that others wrote, each with its part. What happened
# before, tracing, claims, the police, papers that left and requests of rights are not among them:
# what a partner must know of it a referral tells.
SHOWN: Mapping[str, Compartment] = {
    "care_arrangement": Compartment.CARE,
    "follow_up": Compartment.CARE,
    "household_registration": Compartment.CARE,
    "outcome_scale": Compartment.CARE,
    "resettlement": Compartment.CARE,
    "rights_training": Compartment.CARE,
    "risk_and_needs": Compartment.CARE,
    "safety_plan": Compartment.CARE,
    "schooling": Compartment.CARE,
    "service_note": Compartment.CARE,
    "service_plan": Compartment.CARE,
    "social_assistance": Compartment.CARE,
    "training_and_work": Compartment.CARE,
    "judicial_aid": Compartment.LEGAL,
    "legal_aid": Compartment.LEGAL,
    "legal_matter": Compartment.LEGAL,
    "protection_order": Compartment.LEGAL,
    "health_check": Compartment.MEDICAL,
    "medical_care": Compartment.MEDICAL,
    "psychological_record": Compartment.PSYCHOLOGICAL,
}
HEALTH_PARTS = frozenset({Compartment.MEDICAL, Compartment.PSYCHOLOGICAL})
SAFETY_LINE = "safety_line"  # for everybody who meets her

PARTNER_MISSING = mark(
    "Choose the partner this colleague works for. It stands in the register of partners, is in use,"
    " and its agreement and its confidentiality undertaking hold.",
    "outside",
)
UNDERTAKING_MISSING = mark(
    "Without a confidentiality undertaking of their own there is no access: enter the day it was"
    " signed, and its last day, from today to three years from now.",
    "outside",
)
VETTING_MISSING = mark(
    "Without the yearly vetting for work with minors there is no access (Law on the Protection of"
    " Minors, art. 62). Enter its last day, from today to one year from now.",
    "outside",
)
TRAINING_MISSING = mark(
    "Without training in confidentiality and in this work there is no access. Enter the day of it.",
    "outside",
)
ENDED = mark(
    "Your access has ended: {why}. What you wrote is kept. A supervisor of the station can renew"
    " it.",
    "outside",
)
PARTNER_OVER = mark(
    "the agreement or the undertaking of your organisation does not hold", "outside"
)
UNDERTAKING_OVER = mark("your confidentiality undertaking ended on {day}", "outside")
VETTING_OVER = mark("your vetting for work with minors ended on {day}", "outside")

NO_PART = mark("Choose what is lent: at least one part.", "outside")
NO_CONSENT = mark(
    "Not lent: somebody from outside sees only what the person agreed to. Agreement to referral"
    " (F26): {state}. Ask without pressing, and write the answer down first.",
    "outside",
)
NO_HEALTH_CONSENT = mark(
    "Not lent: the medical and the psychological part go outside only where the person agreed to"
    " it. Agreement to share medical information (F26): {state}.",
    "outside",
)
NOT_TO_THEM = mark(
    "Not lent: the person does not want this organisation to be told (F26, what is not to be"
    " passed on).",
    "outside",
)
TELLS_MORE = mark(
    "Not lent: this partner may be told less than this; see its entry in the register of partners.",
    "outside",
)


@dataclass(frozen=True, slots=True)
class Account:
    """What an account from outside rests on. Days are ISO, None or "": not entered."""

    partner_holds: bool
    undertaking_on: str
    undertaking_until: str
    trained_on: str
    vetted_until: str | None


def partner_holds(answers: Mapping[str, Any], *, in_use: bool, today: date) -> bool:
    """Whether a partner of the register is one whose workers may have accounts."""
    return (
        in_use
        and referral.undertaken(answers)
        and not referral.undertaking_over(answers, today)
        and not referral.agreement_over(answers, today)
    )


def lacking(account: Account, today: date) -> Text | None:
    """Why no access is granted, or None."""
    day = today.isoformat()
    signed, until = account.undertaking_on, account.undertaking_until
    latest = (today + LONGEST_UNDERTAKING).isoformat()
    if not account.partner_holds:
        return PARTNER_MISSING()
    if not signed or signed > day or not day <= until <= latest:
        return UNDERTAKING_MISSING()
    vetted = account.vetted_until
    if not vetted or not day <= vetted <= (today + LASTS).isoformat():
        return VETTING_MISSING()
    if not account.trained_on or account.trained_on > day:
        return TRAINING_MISSING()
    return None


def ended(account: Account | None, today: date) -> Text | None:
    """Why an access that was granted opens nothing any more, or None."""
    day = today.isoformat()
    if account is None or not account.partner_holds:
        return ENDED(why=PARTNER_OVER())
    if account.undertaking_until < day:
        return ENDED(why=UNDERTAKING_OVER(day=account.undertaking_until))
    if (account.vetted_until or "") < day:
        return ENDED(why=VETTING_OVER(day=account.vetted_until or "—"))
    return None


def last_day(account: Account) -> str:
    """The day after which nothing can be lent, whatever was said (ISO)."""
    return min(account.undertaking_until, account.vetted_until or "")


def lend_refused(
    parts: Collection[Compartment],
    partner: Mapping[str, Any],
    *,
    referral_state: State,
    health_state: State,
    limited: bool,
    states: Mapping[State, Text],
) -> Text | None:
    """Why parts of a case are not lent to somebody of a partner, or None (PIPL 23, 29)."""
    if not parts:
        return NO_PART()
    if referral_state is not State.GIVEN:
        return NO_CONSENT(state=states[referral_state])
    if HEALTH_PARTS & set(parts) and health_state is not State.GIVEN:
        return NO_HEALTH_CONSENT(state=states[health_state])
    if limited:
        return NOT_TO_THEM()
    told = {_TELLS[part] for part in parts}
    return TELLS_MORE() if referral.exceeds(told, partner) else None


def sees(form: str, parts: Collection[Compartment], *, own: bool) -> bool:
    """Whether a record of a form is shown to who has these parts: what they wrote themselves, the
    safety line, and what social work needs of a part that is lent."""
    return own or form == SAFETY_LINE or SHOWN.get(form) in parts
