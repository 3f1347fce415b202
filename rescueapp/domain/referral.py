"""What a referral may tell, and to whom without the name of this house (F25; PIPL 6, 28, 29)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from rescueapp.domain.case import age_on
from rescueapp.forms import dates
from rescueapp.forms.none_codes import answered

FORM = "referral"
TOLD = "L-referral-told"
CONSENT, DUTY, EMERGENCY = "01", "02", "04"  # L-referral-basis

# The facts of each group that may be told, in the order they are told in. What stands in none of
# them (where she was found, how to reach her, her looks) is told by no referral.
FACTS: Mapping[str, tuple[str, ...]] = {
    "01": ("sex", "languages", "needs_interpreter", "education", "schooling"),
    "02": ("nationality", "ethnic", "home_county", "hukou_status", "marital", "welfare"),
    "03": ("health", "allergies", "pregnancy", "disability", "disability_grade"),
    "04": ("id_withheld",),
    "05": ("name", "id_document", "birth_date"),
    "06": ("custody", "placement"),
}
OPEN = frozenset({"01", "02"})
HEALTH, WHAT_HAPPENED, NAME = "03", "04", "05"

# Offices that work with this house and know it; everybody else learns from its name alone what
# the person is (decisions.md: nothing for a school, hospital or employer tells of the station).
KNOW_THE_HOUSE = frozenset({"01", "02", "07", "08", "11", "12", "16", "17", "21", "22", "23", "26"})


def number(record_uid: str) -> str:
    """The number on all three parts and on every later print of them: it counts nothing."""
    return record_uid[:8].upper()


def told(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The groups that go out: what is sealed only where somebody said why it must."""
    chosen = answers.get("referral_told")
    groups = chosen if isinstance(chosen, list) else []
    reason = answers.get("referral_sensitive_why")
    open_only = not (isinstance(reason, str) and reason.strip())
    return tuple(code for code in FACTS if code in groups and (code in OPEN or not open_only))


def quiet(answers: Mapping[str, Any]) -> bool:
    """Whether whoever receives it must not learn the name of this house from it."""
    department = answers.get("referral_department")
    code = department.get("code") if isinstance(department, dict) else ""
    return answered(answers.get("referral_partner")) or code not in KNOW_THE_HOUSE


def is_open(answers: Mapping[str, Any]) -> bool:
    """Whether an answer is still waited for."""
    return not answered(answers.get("referral_answered_on"))


def refused(answers: Mapping[str, Any]) -> bool:
    """Whether whoever was asked does not take it on."""
    return answers.get("referral_accepted") is False


def rests_on_consent(answers: Mapping[str, Any]) -> bool:
    """Whether its ground is what the person agreed to: that can be taken back."""
    return answers.get("referral_basis") == CONSENT


def exceeds(groups: Collection[str], partner: Mapping[str, Any]) -> bool:
    """Whether a partner would be told more than its entry of the register allows."""
    most = partner.get("partner_may_know")
    return bool(set(groups) - set(most if isinstance(most, list) else OPEN))


def undertaken(partner: Mapping[str, Any]) -> bool:
    """Whether a partner signed that it keeps what it is told to itself."""
    return answered(partner.get("partner_secret_on"))


def agreement_over(partner: Mapping[str, Any], today: date) -> bool:
    """Whether the agreement with a partner has run out."""
    return _over(partner.get("partner_agreed_until"), today)


def undertaking_over(partner: Mapping[str, Any], today: date) -> bool:
    """Whether its confidentiality undertaking has."""
    return _over(partner.get("partner_secret_until"), today)


def _over(until: Any, today: date) -> bool:
    return isinstance(until, str) and dates.valid(until) and dates.latest(until) < today


def age(born_from: str | None, born_to: str | None, today: date) -> str:
    """The age in years, as exact as it is known: "17", "16–18"; "" unknown. No day of birth."""
    if born_from is None or born_to is None:
        return ""
    oldest = age_on(date.fromisoformat(born_from), today)
    youngest = age_on(date.fromisoformat(born_to), today)
    return str(oldest) if oldest == youngest else f"{youngest}–{oldest}"
