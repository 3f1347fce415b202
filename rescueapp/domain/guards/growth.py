"""What stands against saving a record of health, school and work."""

from __future__ import annotations

import re
from datetime import date

from rescueapp.domain.case import MAJORITY, may_be_under
from rescueapp.i18n import mark

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


COUNSELLING = mark(
    "Counselling is neither diagnosis nor treatment: diagnosing, psychotherapy and medicine belong"
    " to medical institutions (Mental Health Law, art. 23 and 51). Say in plain words what was done"
    " and seen, and advise a referral under “Advice on referral”; what a hospital finds is written"
    " in F17. Nothing is saved yet, and what is typed stays as a draft.",
    "guard",
)


WORKING_AGE = 16


# L-work-kind: places and work that the law closes to minors.
NOT_FOR_MINORS = frozenset({"81", "82", "83", "84", "91", "92", "93", "94"})


_TREATMENT = re.compile(
    r"诊断为|诊断[:：]|确诊为|开具?了?处方|处方[:：]|开药|给药|用药方案|\d\s*(?:mg\b|毫克)"
    r"|diagnosed with|prescribed",
    re.IGNORECASE,
)


def too_young_to_work(born_to: str | None, on: date) -> bool:
    """Whether no job, introduction or own business is allowed on a day (A-016: Order 364 art. 2
    and 13, L01 art. 61). `born_to`: the latest day she can be born, None: unknown (A-01A)."""
    return may_be_under(WORKING_AGE, born_to, on)


def forbidden_work(born_to: str | None, on: date, *, kind: str | None, harmful: bool) -> bool:
    """Whether work is closed to somebody who may be under 18 on a day (A-017, L01 art. 61).

    `kind`: of L-work-kind; `harmful`: it was looked at and found heavy, toxic or dangerous.
    """
    return (harmful or kind in NOT_FOR_MINORS) and may_be_under(MAJORITY, born_to, on)


def tells_of_treatment(words: str) -> bool:
    """Whether a counsellor's words tell of a diagnosis made or medicine given (A-403)."""
    return _TREATMENT.search(words) is not None
