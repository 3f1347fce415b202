"""Women and girls are looked after by women (A-109: State Council Order 381, art. 8; S23).

Whoever it is not known of counts as a woman or girl, as everywhere. Nothing here stands against
the first hour: at intake it is a caution with a reason.
"""

from __future__ import annotations

from rescueapp.i18n import Text, mark

MALE, FEMALE = "1", "2"  # C-01

SEX_UNKNOWN = mark(
    "Is {name} a woman or a man? Women and girls are looked after by women (State Council Order"
    " 381, art. 8). It is asked once, and kept with the account.",
    "guard",
)
NOT_A_WOMAN = mark(
    "Women and girls are looked after by women (State Council Order 381, art. 8). {name} is a man."
    " Choose a woman; where there is none, write down why, and which woman is there for her.",
    "guard",
)
NO_WOMAN_THERE = mark(
    "Not completed: with a woman or girl there is a woman (State Council Order 381, art. 8). Where"
    " it was not possible, say why, and a supervisor completes it. It can be saved as incomplete.",
    "guard",
)


def female(sex: str | None) -> bool:
    """Whether somebody is, or may be, a woman or girl."""
    return sex != MALE


def responsible(*, case_sex: str | None, worker_sex: str, name: str, why: bool) -> Text | None:
    """Why somebody does not become responsible for a case, or None. `why`: a supervisor says why
    it is a man."""
    if not female(case_sex) or worker_sex == FEMALE:
        return None
    if worker_sex != MALE:
        return SEX_UNKNOWN(name=name)
    return None if why else NOT_A_WOMAN(name=name)


def woman_there(*, case_sex: str | None, lacks: bool, why: bool, supervisor: bool) -> Text | None:
    """Why a record is not completed that says that no woman was there, or None."""
    if not female(case_sex) or not lacks or (why and supervisor):
        return None
    return NO_WOMAN_THERE()
