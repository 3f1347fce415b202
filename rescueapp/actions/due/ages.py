"""What an age asks for: a line on Today of whoever answers for the case.

At 14 a guardian's word is no longer enough (A-014, PIPL 31): the young person is asked, purpose by
purpose, in a paper from after the birthday. At 18 the visits of a child end (A-905), and how it
goes on is said with the young person. Both only of who came younger, and once no day of birth that
is possible says otherwise (A-01A). Every age counts from the intake: where a paper of the police
says another date of birth, somebody has to look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from rescueapp import clock
from rescueapp.actions.outward import consents
from rescueapp.domain.case import CaseRow
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
    "{alias} is 14 now: what a guardian decided is asked of the young person, too (F26).",
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
    """An age, the one at which nobody is told of it any more, and which of those who turned so old
    still wait for what it asks."""

    age: int
    until: int
    words: Text
    waiting: Callable[[Workspace, list[CaseRow]], Iterator[CaseRow]]


def _not_asked(ws: Workspace, rows: list[CaseRow]) -> Iterator[CaseRow]:
    """Of whom something rests on what others said, or on what was said before they were 14."""
    for row in rows:
        decided = [each for each in consents.ledger(ws, row.uid) if each.decided]
        if not all(each.own_word and _is_on(14, row, each.on) for each in decided):
            yield row


def _without_plan(ws: Workspace, rows: list[CaseRow]) -> Iterator[CaseRow]:
    """Of whom no service plan says since they are 18 how it goes on."""
    said = clear_answers.by_case(ws.db, "service_plan", [row.uid for row in rows])
    for row in rows:
        if not any(_is_on(18, row, told.get("planned_on")) for _, told in said.get(row.uid, [])):
            yield row


_TURNS = (
    _Turn(14, 18, FOURTEEN, _not_asked),
    _Turn(18, 30, EIGHTEEN, _without_plan),
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
        came_younger = [
            row
            for row in _own(ws, turn)
            if not _is(turn.age, row, dates.station_day(row.arrived_at or row.opened_at))
        ]
        for row in turn.waiting(ws, came_younger):
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


def _is(age: int, row: CaseRow, day: date) -> bool:
    """Whether the person is so old on a day, whatever day of birth is possible."""
    return row.born_to is not None and row.born_to <= dates.years_before(day, age).isoformat()


def _is_on(age: int, row: CaseRow, day: object) -> bool:
    """The same on a day that a record tells; of a month on its last."""
    return isinstance(day, str) and dates.valid(day) and _is(age, row, dates.latest(day))


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
