"""What stands against saving a record of a referral that is sent."""

from __future__ import annotations

from rescueapp.i18n import Text, mark

REFERRAL_UNASKED = mark(
    "This referral rests on consent, and none to referral is written down in F26. Write it down"
    " first, name another ground, or save it as incomplete (K-06; PIPL 13, 23).",
    "guard",
)


REFERRAL_LIMITED = mark(
    "The person does not want whoever is asked here to be told (F26, what is not to be passed on)."
    " Ask somebody else, or ask the person again without pressing (K-06; PIPL 14).",
    "guard",
)


REFERRAL_TELLS_MORE = mark(
    "This partner may be told less than this: see its entry in the register of partners. Take out"
    " what goes beyond it, ask another, or change the agreement (PIPL 6).",
    "guard",
)


REFERRAL_UNSIGNED = mark(
    "This partner has signed no confidentiality undertaking. Have it signed and entered in the"
    " register of partners, or save the referral as incomplete.",
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
