"""What stands against a notice that assistance is not given (F02).

Whoever is in need is helped at once and never refused (A-101: State Council Order 381, art. 6);
what has begun is ended by another notice (A-117).
"""

from __future__ import annotations

from rescueapp.i18n import Text, mark

MINOR = mark(
    "Not completed: a minor, or somebody whose age is not known, is not refused. Help first, and"
    " report to the police (State Council Order 381, art. 6; Law on the Protection of Minors, art."
    " 11). If the age is known, enter it in intake; to another institution leads a referral (F25)."
    " It can be saved as incomplete.",
    "guard",
)
SIGNS = mark(
    "Not completed: with signs of trafficking, violence at home, abandonment or high risk nobody is"
    " refused. Help first, and tell the police (State Council Order 381, art. 6; Lijiang plan,"
    " (3)8; Anti-Domestic Violence Law, art. 14 and 18). It can be saved as incomplete.",
    "guard",
)
UNASKED = mark(
    "Not completed: it is not said whether signs of trafficking, violence or loss were looked for."
    " Ask alone, and answer it: who is in need is helped and not refused (State Council Order 381,"
    " art. 6). It can be saved as incomplete.",
    "guard",
)
ADMITTED = mark(
    "Not completed: help was given already, and this notice does not end it. The end of assistance"
    " is written in F05 and reviewed by a second person (MCA 2014 No. 132, annex 5). It can be"
    " saved as incomplete.",
    "guard",
)


def refusal(*, minor: bool, at_risk: bool, looked: object, admitted: bool) -> Text | None:
    """Why assistance is not refused. `looked`: whether it is said that signs were looked for and
    there are none; `admitted`: help has begun, and has not ended."""
    if minor:
        return MINOR()
    if at_risk or looked is False:
        return SIGNS()
    if looked is not True:
        return UNASKED()
    return ADMITTED() if admitted else None
