"""What stands against saving a record of tracing, and of those who say they are family."""

from __future__ import annotations

from rescueapp.domain.consent import State
from rescueapp.i18n import Text, mark

WILL_NOT_SAY = "03"  # L-notice-name


CONFIRMED = "01"  # L-claim-result


_LIVES_THERE = ("01", "02")  # L-reunion-kind: given back; went to the family of own will


_WILLING = ("01", "04")  # L-wish: willing, or on conditions


AGAINST_WILL = mark(
    "An adult who does not want to say the name is not somebody who cannot: no notice without the"
    " person's own agreement in F26 (Personal Information Protection Law, art. 25), and no legal"
    " duty replaces it. Search another way (F38), or ask again another day.",
    "guard",
)


STILL_UP = mark(
    "The notice still stands on {count} platforms (Law on the Protection of Minors, art. 103)."
    " Have it taken down there and write the days into the rows; a newspaper that was printed"
    " needs none.",
    "guard",
)


UNPROVED_CLAIM = mark(
    "Not completed: that the kinship is confirmed stands on the police's answer (a rule of this"
    " program; MCA 2015 No. 159). Enter the police unit, the number of its paper and the day of"
    " its answer, or save it as incomplete.",
    "guard",
)


NOT_LIVED_WITH = mark(
    "Not completed: nobody goes to live with the family before a complete assessment of it (F28)"
    " of the last year with the result fit (Law on the Protection of Minors, art. 93). Until then"
    " save it as incomplete.",
    "guard",
)


BEFORE_POLICE = mark(
    "Before the police has confirmed the kinship nothing is told to a claimant and no contact is"
    " arranged (a rule of this program; MCA 2015 No. 159). Ask the police to verify, and enter its"
    " answer first. If it has happened already, it is an incident (F39).",
    "guard",
)


NOT_ASSESSED = mark(
    "Nobody has assessed the risks yet (F15), and that comes before contact with the family, and"
    " before media or research (Lijiang plan, (3)8; good practice: WHO, ten principles for"
    " interviews). Write F15 first; what is known now is enough.",
    "guard",
)


NOT_PROVED = mark(
    "A reunion is completed with the police's confirmation (unit and number), with the number of"
    " its return notice as it is registered here (F10), or with a claim of this same relative that"
    " the police has confirmed (P05): never back to the buyer's family (Lijiang plan, (2)4). Until"
    " then save it as incomplete.",
    "guard",
)


NOT_WANTED = mark(
    "An adult is not brought to the family against the own will (Lijiang plan, (3)8). Enter first"
    " what the person wants; until then save it as incomplete.",
    "guard",
)


NOT_TOLD = mark(
    "Nothing goes to the family of an adult who has not said that the family may be told (Personal"
    " Information Protection Law, art. 23). Enter the person's wish first; until then save it as"
    " incomplete, without a day of delivery.",
    "guard",
)


def notice_against_will(*, minor: bool, name_known: str | None, state: State) -> Text | None:
    """Why no notice goes out of an adult who will not say her name (decisions, "Tracing notices").

    `name_known`: L-notice-name. `state`: of the consent to notices; told under a duty is no will.
    """
    if minor or name_known != WILL_NOT_SAY or state is State.GIVEN:
        return None
    return AGAINST_WILL()


def notice_still_up(standing: int) -> Text | None:
    """Why a notice is not closed yet: on how many platforms it stands (L01 art. 103)."""
    return STILL_UP(count=standing) if standing else None


def claimant_before_police(*, confirmed: bool, arranged: bool) -> Text | None:
    """Why nothing is arranged with a claimant (A-213, 159号). `confirmed`: by the police."""
    return BEFORE_POLICE() if arranged and not confirmed else None


def claim_unproved(*, result: object, confirmed: bool) -> Text | None:
    """Why a claim is not completed as confirmed: the police's answer is not named (A-213)."""
    return UNPROVED_CLAIM() if result == CONFIRMED and not confirmed else None


def unassessed(*, begins: bool, assessed: bool) -> Text | None:
    """Why somebody does not meet her yet (K-02; WHO 2; LJ (三)8). `begins`: contact with family is
    arranged, or media or research let in, that was not before; `assessed`: an F15 is there."""
    return NOT_ASSESSED() if begins and not assessed else None


def reunion(
    *, minor: bool, proved: bool, wish: str | None, kind: object = None, assessed: bool = True
) -> Text | None:
    """Why a reunion is not completed (A-212, A-303; LJ (二)4; L01 art. 4). `wish`: L-wish.

    A child's wish is heard and weighed; an adult's decides. `kind`: L-reunion-kind; of a child
    one that is not said is to live there. `assessed`: the family, and found fit.
    """
    if not proved:
        return NOT_PROVED()
    if not minor and wish not in _WILLING:
        return NOT_WANTED()
    lives_there = kind in _LIVES_THERE or (minor and kind is None)
    return NOT_LIVED_WITH() if lives_there and not assessed else None


def support_notice(*, minor: bool, wish: str | None) -> Text | None:
    """Why relatives are not told of their duty (S67; PIPL 23). `wish`: L-wish."""
    return None if minor or wish in _WILLING else NOT_TOLD()
