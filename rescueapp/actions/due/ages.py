"""What an age asks for: a line on Today of whoever answers for the case.

At 14 a guardian's consent is no longer enough (A-014, PIPL 31); at 18 the visits of a child end
(A-905), and how it goes on is said with the young person. Both only of who came younger, and once
no day of birth that is possible says otherwise (A-01A). Every age counts from the intake: where a
paper of the police says another date of birth, somebody has to look.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rescueapp import clock
from rescueapp.domain.case import CaseRow
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act
from rescueapp.forms import dates
from rescueapp.forms.schema import Stage
from rescueapp.i18n import Text, mark
from rescueapp.storage import ages as stored
from rescueapp.storage import cases, clear_answers, retention
from rescueapp.workspace import Workspace

POLICE_PAPER = "police_document"  # F07 to F10
MOST_NAMED = 5

FOURTEEN = mark(
    "{alias} is 14 now: what a guardian agreed to is asked of the young person, too (F26).",
    "duties",
)
EIGHTEEN = mark(
    "{alias} is 18 now, and a child's visits end. Say in the service plan how help goes on, or"
    " close the case together with the person (F29).",
    "duties",
)
BORN_OTHERWISE = mark(
    "{alias}: a paper of the police says another date of birth than the intake. Put F01 right, or"
    " ask the police: every age and every deadline counts from F01.",
    "duties",
)
MORE = mark("{count} more cases wait because of an age.", "duties")


class _Turn(NamedTuple):
    """An age, the one at which nobody is told of it any more, and the form that says by its day
    that it was seen to. `again`: only where a record of it is older, and so counts no more."""

    age: int
    until: int
    form: str
    day: str
    words: Text
    again: bool


_TURNS = (
    _Turn(14, 18, "consent", "consent_on", FOURTEEN, again=True),
    _Turn(18, 30, "service_plan", "planned_on", EIGHTEEN, again=False),
)


def duties(ws: Workspace) -> list[Text]:
    """The oldest first of those who turned 14 or 18, then whose day of birth is not sure."""
    if not ws.worker.may(Act.READ_CASES):
        return []
    found = [*_turned(ws), *_born_otherwise(ws)]
    more = len(found) - MOST_NAMED
    return [*found[:MOST_NAMED], MORE(count=more)] if more > 0 else found


def _turned(ws: Workspace) -> Iterator[Text]:
    for turn in reversed(_TURNS):
        open_ones = _own(ws, turn)
        said = clear_answers.by_case(ws.db, turn.form, [row.uid for row in open_ones])
        for row in open_ones:
            if _waits(turn, row, [answers for _, answers in said.get(row.uid, [])]):
                yield turn.words(alias=row.alias)


def _own(ws: Workspace, turn: _Turn) -> list[CaseRow]:
    """The open cases this worker answers for, of somebody who came younger than an age."""
    today = clock.today()
    found = stored.turned(
        ws.db,
        turn.age,
        born_by=dates.years_before(today, turn.age).isoformat(),
        born_after=dates.years_before(today, turn.until).isoformat(),
        worker=ws.worker.uid,
        reader=ws.holder,
    )
    set_aside = retention.restricted(ws.db)
    return [row for row in found if row.uid not in set_aside]


def _waits(turn: _Turn, row: CaseRow, said: list[Answers]) -> bool:
    if _is(turn.age, row, dates.station_day(row.arrived_at or row.opened_at)):
        return False
    days = [str(answers[turn.day]) for answers in said if turn.day in answers]
    known = [dates.latest(day) for day in days if dates.valid(day)]
    seen_to = any(_is(turn.age, row, day) for day in known)
    return not seen_to and (bool(known) or not turn.again)


def _is(age: int, row: CaseRow, day: date) -> bool:
    """Whether the person is so old on a day, whatever day of birth is possible."""
    return row.born_to is not None and row.born_to <= dates.years_before(day, age).isoformat()


def _born_otherwise(ws: Workspace) -> Iterator[Text]:
    """The latest paper that names a date of birth, against what an open case counts from."""
    told: dict[str, str] = {}
    for case_uid, _, answers in clear_answers.of_worker(ws.db, POLICE_PAPER, worker=ws.worker.uid):
        born = answers.get("birth_date")
        if isinstance(born, str) and dates.valid(born):
            told[case_uid] = born
    for case_uid, born in told.items():
        row = cases.row(ws.db, case_uid, reader=ws.holder)
        goes_on = row is not None and row.mine and row.stage is not Stage.CLOSED
        if row is not None and goes_on and not _within(row, born):
            yield BORN_OTHERWISE(alias=row.alias)


def _within(row: CaseRow, born: str) -> bool:
    """Whether every day of birth the case takes for possible is one of the paper."""
    first, last = dates.earliest(born).isoformat(), dates.latest(born).isoformat()
    known = row.born_from is not None and row.born_to is not None
    return known and first <= (row.born_from or "") and (row.born_to or "") <= last
