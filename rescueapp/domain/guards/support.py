"""What stands against saving a record of household registration, assistance and the law."""

from __future__ import annotations

from rescueapp.i18n import Text, mark

CLUE_UNAGREED = mark(
    "Not saved: clues go to the police only as far as the person agreed to tell them, and there is"
    " no yes here. Ask, and leave the day of handing over open until then. What the law has"
    " reported without agreement is F37; what left in another way is F36.",
    "guard",
)


def clue_without_consent(*, agreed: bool, given: bool) -> Text | None:
    """Why clues cannot be written down as handed to the police, or None (S18; PIPL 13, 29).

    Her own yes is asked for each sheet; a general consent to referrals is none.
    """
    return CLUE_UNAGREED if given and not agreed else None
