"""What stands against saving a record of household registration, assistance and the law."""

from __future__ import annotations

from rescueapp.i18n import Text, mark

CLUE_UNAGREED = mark(
    "Not saved: clues go to the police only as far as the person agreed to tell them (Personal"
    " Information Protection Law, art. 13 and 29), and there is no yes here. Ask, and leave the"
    " day of handing over open until then. What the law has reported without agreement is F37;"
    " what left in another way is F36.",
    "guard",
)


NO_NUMBER = mark(
    "Not saved: this is no number of the police's comparison (Lijiang plan, (2)2(3)). Enter the"
    " number as it stands on their paper, or leave it open until there is one.",
    "guard",
)


NOT_COMPARED = mark(
    "Not saved: a child of unknown origin is registered after the police have compared (Lijiang"
    " plan, (2)2(3)). Enter the number of their answer; without it a supervisor first approves"
    " that the child is put forward (complete this form without the day of registration), and the"
    " day is entered then.",
    "guard",
)


def comparison_number(number: object) -> Text | None:
    """Why what stands as the number of the police's answer is none: numbers have a figure."""
    if not isinstance(number, str) or any(each.isdigit() for each in number):
        return None
    return NO_NUMBER()


def registered(*, uncompared: bool, done: bool, approved: bool) -> Text | None:
    """Why a child's registration is not written down as done (A-505, S57). `approved`: by a
    supervisor, as it stood before."""
    return NOT_COMPARED() if uncompared and done and not approved else None


def clue_without_consent(*, agreed: bool, given: bool) -> Text | None:
    """Why clues cannot be written down as handed to the police, or None (S18; PIPL 13, 29).

    Her own yes is asked for each sheet; a general consent to referrals is none.
    """
    return CLUE_UNAGREED if given and not agreed else None
