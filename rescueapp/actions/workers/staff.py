"""What of the people who work here comes to an end: training, vetting, undertakings (S5, S79).

For the supervisors' Today. The vetting of those with an account stands there (`vetting`); of the
others in the register of staff, of those from outside with their undertaking.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from rescueapp import clock
from rescueapp.actions.opened.entries import as_entry
from rescueapp.actions.workers import outside_workers
from rescueapp.domain.vetting import LASTS, WARNED
from rescueapp.domain.worker import Act, Role
from rescueapp.forms import dates
from rescueapp.i18n import Text, mark
from rescueapp.storage import registers, workers
from rescueapp.workspace import Workspace

MOST_NAMED = 3

TRAINING_ENDS = mark("The training of {name} has to be repeated by {day}.", "duties")
TRAINING_OVER = mark("The training of {name} had to be repeated by {day}.", "duties")
VETTING_ENDS = mark(
    "The yearly vetting of {name}, who has no account, ends on {day} (register of staff).", "duties"
)
VETTING_OVER = mark(
    "The yearly vetting of {name}, who has no account, ended on {day} (register of staff). Until it"
    " is renewed they do not meet minors alone.",
    "duties",
)
NEVER_VETTED = mark(
    "The yearly vetting of {name}, who has no account, is not entered (register of staff).",
    "duties",
)
UNDERTAKING_ENDS = mark(
    "The confidentiality undertaking of {name}, who works here from outside, ends on {day}; the"
    " access ends with it.",
    "duties",
)
AND_MORE = mark("Training, vetting or undertakings of {count} more end, too.", "duties")

_Told = tuple[str, Text]  # the day, and the words


def duties(ws: Workspace) -> list[Text]:
    """What ends within a month or is over, the earliest first; to supervisors of a station."""
    if not ws.worker.may(Act.ASSIGN):
        return []
    today = clock.today()
    found = sorted([*_of_register(ws, today), *_from_outside(ws, today)], key=lambda each: each[0])
    told = [words for _, words in found[:MOST_NAMED]]
    more = len(found) - MOST_NAMED
    return [*told, AND_MORE(count=more)] if more > 0 else told


def _of_register(ws: Workspace, today: date) -> Iterator[_Told]:
    for row, answers in registers.rows(ws.db, "staff"):
        entry = as_entry(row, answers)
        if not entry.in_use:
            continue
        until = _day(answers.get("staff_trained_until"))
        if until is not None and until - today <= WARNED:
            words = TRAINING_OVER if until < today else TRAINING_ENDS
            yield until.isoformat(), words(name=entry.name, day=until.isoformat())
        if answers.get("staff_account") is False:
            yield from _vetting(entry.name, _day(answers.get("staff_vetted_on")), today)


def _vetting(name: str, on: date | None, today: date) -> Iterator[_Told]:
    if on is None:
        yield "", NEVER_VETTED(name=name)
        return
    until = on + LASTS
    if until - today <= WARNED:
        words = VETTING_OVER if until < today else VETTING_ENDS
        yield until.isoformat(), words(name=name, day=until.isoformat())


def _from_outside(ws: Workspace, today: date) -> Iterator[_Told]:
    """Of those whose access goes on; where it is over, they are told at the unlock."""
    active = {slot.uid for slot in ws.keyring.users if slot.active}
    for worker in workers.rows(ws.db):
        if worker.role is not Role.OUTSIDE_WORKER or worker.uid not in active:
            continue
        account = outside_workers.account(ws.db, worker.uid)
        until = _day(account.undertaking_until) if account else None
        if until is not None and today <= until <= today + WARNED:
            day = until.isoformat()
            yield day, UNDERTAKING_ENDS(name=worker.display_name, day=day)


def _day(value: Any) -> date | None:
    return dates.latest(value) if isinstance(value, str) and dates.valid(value) else None
