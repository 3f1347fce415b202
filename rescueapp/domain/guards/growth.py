"""What stands against saving a record of health, school and work."""

from __future__ import annotations

from datetime import date

from rescueapp.domain import told_words
from rescueapp.domain.case import MAJORITY, may_be_under
from rescueapp.i18n import Text, mark

UNDER_16 = mark(
    "Nobody under 16, perhaps under 16 or of unknown age is introduced to a job, employed or helped"
    " into a business (State Council Order 364, art. 2 and 13; Law on the Protection of Minors,"
    " art. 61). Training, guidance and school are possible: take the work out and save again. If"
    " the person is 16, enter the birth or age with its basis first (F01). A child found working"
    " is written as a job stopped for age, and labour inspection is told (12333).",
    "guard",
)


UNDER_18 = mark(
    "Under 18, or while the age is not known, nobody works in entertainment venues, bars, internet"
    " cafés and the like, nor in heavy, toxic, harmful or dangerous work (Law on the Protection of"
    " Minors, art. 61); no course is held there either. Other training is possible, and from 16"
    " other work: choose another, or write the job as stopped for age.",
    "guard",
)


WORK_KIND = mark(
    "Not completed: of somebody under 18, or whose age is not known, it is said what kind of work"
    " it is (Law on the Protection of Minors, art. 61). Enter it, or save this as incomplete.",
    "guard",
)


COUNSELLING = mark(
    "Counselling is neither diagnosis nor treatment: diagnosing, psychotherapy and medicine belong"
    " to medical institutions (Mental Health Law, art. 23 and 51). Say in plain words what was done"
    " and seen, and advise a referral (F18, F25); what a hospital found is told as the hospital's,"
    " and written in F17. Nothing is saved yet, and what is typed stays as a draft.",
    "guard",
)


WORKING_AGE = 16


# L-work-kind: places and work that the law closes to minors.
NOT_FOR_MINORS = frozenset({"81", "82", "83", "84", "91", "92", "93", "94"})


_TABLE = "growth"


def too_young_to_work(born_to: str | None, on: date) -> bool:
    """Whether no job, introduction or own business is allowed on a day (A-016: Order 364 art. 2
    and 13, L01 art. 61). `born_to`: the latest day she can be born, None: unknown (A-01A)."""
    return may_be_under(WORKING_AGE, born_to, on)


def forbidden_work(born_to: str | None, on: date, *, kind: str | None, harmful: bool) -> bool:
    """Whether work is closed to somebody who may be under 18 on a day (A-017, L01 art. 61).

    `kind`: of L-work-kind; `harmful`: it was looked at and found heavy, toxic or dangerous.
    """
    return (harmful or kind in NOT_FOR_MINORS) and may_be_under(MAJORITY, born_to, on)


def work(
    born_to: str | None,
    on: date,
    *,
    kind: str | None = None,
    harmful: bool = False,
    course: bool = False,
) -> Text | None:
    """What stands against work, an introduction to it or a course for it on a day, in whichever
    form it is told (A-016, A-017)."""
    if not course and too_young_to_work(born_to, on):
        return UNDER_16()
    return UNDER_18() if forbidden_work(born_to, on, kind=kind, harmful=harmful) else None


def closed_place(words: object) -> bool:
    """Whether the name of a place of work says that it is one closed to minors (A-017)."""
    return isinstance(words, str) and "closed_place" in told_words.rules(_TABLE, words)


def gives_work(words: object) -> bool:
    """Whether words tell that the person is brought to work, whatever service it is called (A-016:
    Order 364 art. 2: no introduction either)."""
    return isinstance(words, str) and "work_given" in told_words.rules(_TABLE, words)


def we_gave_work(words: object) -> bool:
    """Whether words about how somebody lives tell that it was us who brought the person to work: a
    child who was found working is to be written down (A-016, S42)."""
    return isinstance(words, str) and "work_by_us" in told_words.rules(_TABLE, words)


def kind_unsaid(born_to: str | None, on: date, *, kind: object) -> Text | None:
    """Why work of a minor is not completed: it cannot be looked at whether it is allowed."""
    return WORK_KIND() if not kind and may_be_under(MAJORITY, born_to, on) else None


def told_by_others(words: str) -> bool:
    """Whether words of a person's own question say whose they are: hers, or a hospital's."""
    return "others" in told_words.rules(_TABLE, words)


def tells_of_treatment(words: str) -> bool:
    """Whether a counsellor's words tell of a diagnosis made or medicine given (A-403)."""
    return "treatment" in told_words.rules(_TABLE, words)
