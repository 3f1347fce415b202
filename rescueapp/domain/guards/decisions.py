"""What stands against saving a record of decisions about her, and the end of help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rescueapp.i18n import Text, mark

NOT_FIT = mark(
    "The result cannot be fit while somebody of the household took part in the trafficking or knew"
    " of it. Choose postponed or not fit; where that was a mistake, correct it first.",
    "guard",
)


BUYERS_FAMILY = mark(
    "A buyer or somebody of his family never cares for the person, is never the guardian and never"
    " the placement, whatever they say of their affection. Choose somebody else.",
    "guard",
)


NEVER_CONTACTED = mark(
    "The buyer, his family and a trafficker must not be contacted: answer yes there, or choose"
    " another relation where that was a mistake.",
    "guard",
)


ONE_ASSESSOR = mark(
    "A family is assessed by two people. Name both, or save it as incomplete until the second has"
    " been there.",
    "guard",
)


NO_ASSESSMENT = mark(
    "A child goes back to a guardian or to relatives only after a complete assessment of the family"
    " (F28) with the result fit (Law on the Protection of Minors 93). Until then this can be saved"
    " as incomplete.",
    "guard",
)


NOT_LONG_TERM = mark(
    "Adoption is possible from long-term guardianship only, after the assessment (Law on the"
    " Protection of Minors 95). Enter the long-term guardianship first, or save this as"
    " incomplete.",
    "guard",
)


NOT_CONFIRMED = mark(
    "Resettlement is complete when the person has said yes to the whole plan. Until then it can be"
    " saved as incomplete.",
    "guard",
)


TOO_YOUNG_TO_WORK = mark(
    "Nobody under 16 is employed or introduced to work (State Council Order 364, 2). Of unknown age"
    " counts as younger. Choose school, or training at a school.",
    "guard",
)


NOT_LOST = mark(
    "A case is closed for lost contact after twelve months without any, counted to the day of"
    " closing. The last contact in its records or in this form was on {day}. Until then it stays in"
    " follow-up.",
    "guard",
)


CLOSED = mark(
    "This case is closed, as it was approved. To correct it, open the case again (P16)"
    " and close it anew.",
    "guard",
)


NOT_CLOSED = mark(
    "This case is open: help goes on anyway, and nothing has to be opened again.", "guard"
)


_FIT = ("01", "02")  # L-family-result


_BUYERS = ("R1", "R2")  # C-07: buyer, member of the buyer's family


_NEVER_SAFE = (*_BUYERS, "R3")  # and the trafficker


_INVOLVED = "01"  # L-involved


_GUARDIANS = ("01", "02")  # C-27a: parents, another guardian


_ADOPTED, _LONG_TERM = "05", "04"  # C-27a


_AT_HOME = ("05", "09")  # C-27b: with relatives, at home


_AGREED = "01"  # L-agreement


_EMPLOYED = frozenset(("01", "04"))  # L-resettle-work: work, own business


_LOST = "08"  # C-25


def fit(result: object) -> bool:
    """Whether an assessment of the family came out fit, with support or without (F28)."""
    return result in _FIT


def not_of_the_buyer(relation: object) -> Text | None:
    """No going on with the buyer's family (S61: LJ (二)4), also where nobody said yet that they
    must not be contacted. `relation`: C-07."""
    return BUYERS_FAMILY() if relation in _BUYERS else None


def never_contacted(relation: object, forbidden: object) -> Text | None:
    """Who bought or sold her stays on the unsafe list (S61). `relation`: C-07."""
    return NEVER_CONTACTED() if relation in _NEVER_SAFE and forbidden is False else None


def family_result(*, result: object, involved: object) -> Text | None:
    """Who took part or knew makes it unfit, always (rules.md B.3 F28: veto)."""
    return NOT_FIT() if fit(result) and involved == _INVOLVED else None


def family_assessors(first: object, second: object) -> Text | None:
    """Two people assess (B.3 F28): the same name twice is one."""
    one, other = (str(name or "").strip() for name in (first, second))
    return ONE_ASSESSOR() if not one or not other or one == other else None


def back_to_guardian(
    *, minor: bool, custody: object, placement: object, assessed: bool
) -> Text | None:
    """A minor lives with a guardian again only after an assessment (A-303, L01 art. 93)."""
    goes_back = minor and custody in _GUARDIANS and placement in _AT_HOME
    return NO_ASSESSMENT() if goes_back and not assessed else None


def adoption(*, custody: object, earlier: Iterable[object]) -> Text | None:
    """Adoption follows long-term guardianship (A-305, L01 art. 95). `earlier`: C-27a, before."""
    return NOT_LONG_TERM() if custody == _ADOPTED and _LONG_TERM not in earlier else None


def resettled(*, confirmed: object) -> Text | None:
    """She has said yes to it (F31, A-904)."""
    return None if confirmed == _AGREED else NOT_CONFIRMED()


def resettled_to_work(*, under_16: bool, work: Iterable[object]) -> Text | None:
    """No employment under 16 (A-016); training and school are allowed."""
    return TOO_YOUNG_TO_WORK() if under_16 and _EMPLOYED & set(work) else None


def lost_contact(*, kind: object, closed_on: date | None, last: date | None) -> Text | None:
    """Closing for lost contact after twelve months (C-25, code 08). `last`: the latest day on
    which somebody met or spoke with her, of the records or of the form."""
    if kind != _LOST or closed_on is None or last is None:
        return None
    return NOT_LOST(day=last.isoformat()) if closed_on < _year_after(last) else None


def _year_after(day: date) -> date:
    """Twelve months later, on the last day of February where there is no such day (A-003)."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def closing_holds(*, changed: bool, reopened: bool) -> Text | None:
    """What somebody else approved is not undone by a save: a case is opened again (A-908)."""
    return CLOSED() if changed and not reopened else None


def reopened(*, closed: bool) -> Text | None:
    """Only what was closed is opened again (A-908)."""
    return None if closed else NOT_CLOSED()
