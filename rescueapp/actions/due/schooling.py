"""Children of school age who are at no school: for Today, a duty of each term (S12, S45, A-603).

Told from the clear answers of F20: whoever sees that a child is in the list sees her age and
where school stands, and no school's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rescueapp import clock
from rescueapp.domain.case import CaseRow
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act
from rescueapp.forms import dates
from rescueapp.forms.catalogue.schooling import BEFORE_MIDDLE
from rescueapp.i18n import Text, mark
from rescueapp.storage import ages, clear_answers, retention
from rescueapp.workspace import Workspace

FORM = "schooling"  # F20
FIRST_AGE, END_AGE = 6, 16  # 6 to 15, as the clocks of the terms run (A-603; L09 art. 11)
_TAUGHT = ("01", "02")  # L-school-outcome: at school, taught at home
_DEFERRED, _FINISHED = "03", "06"

ONE = mark("A child of school age in your cases is at no school.", "duties")
SEVERAL = mark("{count} children of school age in your cases are at no school.", "duties")


@dataclass(frozen=True, slots=True)
class OutOfSchool:
    """A child at no school. `outcome`: where it stands (L-school-outcome), "" nobody has said;
    `record_uid`: the record of F20 that says so, "" there is none."""

    case: CaseRow
    outcome: str
    record_uid: str


def out_of_school(ws: Workspace) -> list[OutOfSchool]:
    """Of one's own open cases the children who are, or by their age range may be, 6 to 15 and
    neither at school nor taught nor put off with a day; whose age nobody knows is not among them,
    nor whose case is only stored."""
    ws.check(Act.READ_CASES)
    today = clock.today()
    found = ages.of_ages(
        ws.db,
        born_by=dates.years_before(today, FIRST_AGE).isoformat(),
        born_after=dates.years_before(today, END_AGE).isoformat(),
        reader=ws.holder,
    )
    said = clear_answers.by_case(ws.db, FORM, [row.uid for row in found])
    stored = retention.restricted(ws.db)
    told = (_told(row, said.get(row.uid, []), today) for row in found if row.uid not in stored)
    return [each for each in told if each is not None]


def duty(children: Sequence[OutOfSchool]) -> list[Text]:
    """The line for Today, if there is such a child."""
    count = len(children)
    return [] if not count else [ONE() if count == 1 else SEVERAL(count=count)]


def _told(row: CaseRow, said: list[tuple[str, Answers]], today: date) -> OutOfSchool | None:
    """`said`: record uid and clear answers of each F20, latest first: the first that says where
    it stands counts."""
    for record_uid, answers in said:
        outcome = answers.get("school_outcome")
        if isinstance(outcome, str):
            taught = outcome in _TAUGHT or (outcome == _DEFERRED and _still(answers, today))
            over = outcome == _FINISHED and answers.get("school_stage") not in BEFORE_MIDDLE
            return None if taught or over else OutOfSchool(row, outcome, record_uid)
    return OutOfSchool(row, "", said[0][0] if said else "")


def _still(answers: Answers, today: date) -> bool:
    until = answers.get("school_deferred_until")
    return isinstance(until, str) and dates.latest(until) >= today
