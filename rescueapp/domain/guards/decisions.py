"""What stands against saving a record of decisions about her, and the end of help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rescueapp.domain import names, told_words
from rescueapp.i18n import Text, mark

NOT_FIT = mark(
    "The result cannot be fit while somebody of the household took part in the trafficking or knew"
    " of it (a rule of this program; Lijiang plan, (3)8). Choose postponed or not fit; where that"
    " was a mistake, correct it first.",
    "guard",
)


DOUBTFUL = mark(
    "The result cannot be fit while the police look into whether somebody of the household took"
    " part (a rule of this program; Lijiang plan, (3)8). Choose postponed until they have"
    " answered.",
    "guard",
)


UNSAFE_HOUSEHOLD = mark(
    "The result cannot be fit while somebody lives there who must not learn where the person is (a"
    " rule of this program; Lijiang plan, (3)8). Choose postponed or not fit; where the list is"
    " wrong, correct it in P01 first.",
    "guard",
)


NEAR = mark(
    "So near to a trafficker, the buyer or his family the result cannot be fit: never under one"
    " roof; in the same place or town only with support, and with a plan that the police have"
    " agreed to (a rule of this program; Lijiang plan, (3)8). Enter that plan, or choose postponed"
    " or not fit.",
    "guard",
)


BUYERS_FAMILY = mark(
    "A buyer or somebody of his family never cares for the person, is never the guardian and never"
    " the placement, whatever they say of their affection (Lijiang plan, (2)4). Choose somebody"
    " else.",
    "guard",
)


BUYERS_SIDE = mark(
    "The buyer, his family and a trafficker never receive the person, consent, act or claim for her"
    " (Lijiang plan, (2)4). Choose somebody else, or another relation where that was a mistake;"
    " who they are is written in P01.",
    "guard",
)


CALLED_BUYER = mark(
    "The buyer, somebody of his family or a trafficker is named here. They never receive the"
    " person, consent, act or claim for her, and nothing goes to them (Lijiang plan, (2)4). Name"
    " somebody else; who they are is written in P01.",
    "guard",
)


NEVER_CONTACTED = mark(
    "The buyer, his family and a trafficker must not be contacted (Lijiang plan, (2)4): answer yes"
    " there, or choose another relation where that was a mistake.",
    "guard",
)


ONE_ASSESSOR = mark(
    "A family is assessed by two people (a rule of this program). Name both, or save it as"
    " incomplete until the second has been there.",
    "guard",
)


NO_ASSESSMENT = mark(
    "A child goes back to a guardian or to relatives only after a complete assessment of the"
    " family (F28) with the result fit (Law on the Protection of Minors, art. 93). Until then this"
    " can be saved as incomplete.",
    "guard",
)


NOT_LONG_TERM = mark(
    "Adoption is possible from long-term guardianship only, after the assessment (Law on the"
    " Protection of Minors, art. 95). Enter the long-term guardianship first, or save this as"
    " incomplete.",
    "guard",
)


NOT_ASSESSED = mark(
    "Adoption follows its assessment (Law on the Protection of Minors, art. 95): in the record of"
    " the long-term guardianship, under “If an adoption is considered”, the report of the"
    " assessment is done, and from eight years on the child has consented (Civil Code, art. 1104)."
    " Until then this can be saved as incomplete.",
    "guard",
)


NOT_CONFIRMED = mark(
    "Resettlement is complete when the person has said yes to the whole plan (Hainan plan,"
    " 4(4)2(2)). Until then it can be saved as incomplete.",
    "guard",
)


NOT_LOST = mark(
    "A case is closed for lost contact after twelve months without any, counted to the day of"
    " closing (a rule of this program). The last contact in its records or in this form was on"
    " {day}. Until then it stays in follow-up.",
    "guard",
)


CLOSED = mark(
    "This case is closed, as it was approved. To correct it, open the case again (P16) and close"
    " it anew (a rule of this program).",
    "guard",
)


NOT_CLOSED = mark(
    "This case is open: help goes on anyway, and nothing has to be opened again.", "guard"
)


_FIT = ("01", "02")  # L-family-result


_BUYERS = ("R1", "R2")  # C-07: buyer, member of the buyer's family


_NEVER_SAFE = (*_BUYERS, "R3")  # and the trafficker


_INVOLVED, _IN_DOUBT = "01", "02"  # L-involved


_PART_IN_DOUBT, _TOOK_PART = "02", ("03", "04")  # L-family-part: in doubt; knew, took part


_ONE_ROOF, _NEARBY = "01", ("02", "03")  # L-nearness: the house; the village, the town


_SUPPORTED = "02"  # L-family-result


_ADOPTED, _LONG_TERM = "05", "04"  # C-27a


_REPORT, _CONSENT = "09", "10"  # L-adoption-step: the report of the assessment, own consent


WITH_RELATIVES = "05"  # C-27b


AT_HOME = (WITH_RELATIVES, "09")  # C-27b: or in an own home


_AGREED = "01"  # L-agreement


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
    return NEVER_CONTACTED() if unsafe_relation(relation) and forbidden is False else None


def unsafe_relation(relation: object) -> bool:
    """Whether somebody bought or sold her, or is of the buyer's family (C-07)."""
    return relation in _NEVER_SAFE


def of_the_buyers_side(words: str) -> bool:
    """Whether words call somebody the buyer, of his family or a trafficker, where no card (P01)
    and no relation says it: 收买人之母 (S61). The patterns: `resources/guards/buyers.tsv`."""
    return any(told_words.rules("buyers", words))


def buyers_side(told: object, words: str) -> Text | None:
    """No receiver, guardian, agent, claimant or requester is of the buyer's side (S61). `told`: an
    answer, perhaps a relation (C-07); `words`: how it reads."""
    if unsafe_relation(told):
        return BUYERS_SIDE()
    return CALLED_BUYER() if of_the_buyers_side(words) else None


def family_result(*, result: object, involved: object) -> Text | None:
    """Who took part or knew makes it unfit, always (rules.md B.3 F28: veto)."""
    if not fit(result):
        return None
    if involved == _IN_DOUBT:
        return DOUBTFUL()
    return NOT_FIT() if involved == _INVOLVED else None


def household(*, result: object, parts: Iterable[object], unsafe: bool) -> Text | None:
    """The same of those who live there, one by one. `parts`: L-family-part, `unsafe`: somebody of
    the unsafe list is among them (S61)."""
    if not fit(result):
        return None
    if unsafe:
        return UNSAFE_HOUSEHOLD()
    told = set(parts)
    if told & {*_TOOK_PART}:
        return NOT_FIT()
    return DOUBTFUL() if _PART_IN_DOUBT in told else None


def nearness(*, result: object, near: Iterable[object], plan: bool) -> Text | None:
    """Who is near makes it unfit, or needs a plan of the police (A-903). `near`: L-nearness of
    the traffickers and of the buyer."""
    places = set(near)
    if not fit(result) or not places & {_ONE_ROOF, *_NEARBY}:
        return None
    planned = result == _SUPPORTED and plan and _ONE_ROOF not in places
    return None if planned else NEAR()


def family_assessors(first: object, second: object) -> Text | None:
    """Two people assess (B.3 F28): the same name twice is one."""
    one, other = (names.simplified(str(name or "")) for name in (first, second))
    return ONE_ASSESSOR() if not one or not other or one == other else None


def lives_with_family(*, minor: bool, placement: object, assessed: bool) -> Text | None:
    """A minor lives with relatives or at home only after an assessment, whoever has the
    guardianship (A-303, L01 art. 93)."""
    return NO_ASSESSMENT() if minor and placement in AT_HOME and not assessed else None


def in_time(assessed_on: date | None, day: date) -> bool:
    """Whether a return on a day can rest on an assessment of another: it holds for a year."""
    return assessed_on is not None and day <= _year_after(assessed_on)


def adoption(*, custody: object, earlier: Iterable[object]) -> Text | None:
    """Adoption follows long-term guardianship (A-305, L01 art. 95). `earlier`: C-27a, before."""
    return NOT_LONG_TERM() if custody == _ADOPTED and _LONG_TERM not in earlier else None


def adoption_ready(*, custody: object, done: Iterable[object], consents: bool) -> Text | None:
    """Adoption follows the report of its assessment and, from eight on, the child's own consent
    (A-305, A-013: Civil Code 1104). `done`: L-adoption-step; `consents`: the child is asked."""
    needed = {_REPORT, _CONSENT} if consents else {_REPORT}
    return NOT_ASSESSED() if custody == _ADOPTED and not needed <= {*done} else None


def resettled(*, confirmed: object) -> Text | None:
    """She has said yes to it (F31, A-904)."""
    return None if confirmed == _AGREED else NOT_CONFIRMED()


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
