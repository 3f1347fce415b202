"""What stands against saving a record of a referral that is sent."""

from __future__ import annotations

from rescueapp.i18n import Text, mark

REFERRAL_UNASKED = mark(
    "This referral rests on consent, and none to referral is written down in F26. Write it down"
    " first, name another ground, or save it as incomplete (Personal Information Protection Law,"
    " art. 13 and 23).",
    "guard",
)


REFERRAL_LIMITED = mark(
    "The person does not want whoever is asked here to be told (F26, what is not to be passed on)."
    " Ask somebody else, or ask the person again without pressing (Personal Information Protection"
    " Law, art. 14).",
    "guard",
)


REFERRAL_TELLS_MORE = mark(
    "This partner may be told less than this: see its entry in the register of partners. Take out"
    " what goes beyond it, ask another, or change the agreement (Personal Information Protection"
    " Law, art. 6).",
    "guard",
)


REFERRAL_UNSIGNED = mark(
    "Nothing goes to a partner without a confidentiality undertaking (a rule of this program), and"
    " this one has signed none. Have it signed and entered in the register of partners, or save"
    " the referral as incomplete.",
    "guard",
)


def referral_sent(*, on_consent: bool, given: bool, signed: bool) -> Text | None:
    """Why a referral cannot be written down as sent and complete; None: nothing is in the way.

    `given`: consent to referral is on paper. `signed`: the partner's undertaking, or nobody but an
    office is asked. Whoever saves a life is not asked for either.
    """
    if on_consent and not given:
        return REFERRAL_UNASKED
    return None if signed else REFERRAL_UNSIGNED
