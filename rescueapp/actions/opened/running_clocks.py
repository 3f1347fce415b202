"""Of what was worked out in a case, what Today may tell: what runs, and each thing once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from rescueapp.forms.catalogue import FORMS
from rescueapp.rules.engine import Deadline
from rescueapp.rules.periods import day_of, is_instant
from rescueapp.storage import clocks as stored
from rescueapp.storage import merges
from rescueapp.storage.clocks import Running
from rescueapp.storage.database import Database

Planned = Collection[tuple[str, str]]  # (record, day)
Arrivals = Mapping[str, bool]  # by record: whether it lies in a folded file

_JSON = json.JSONEncoder(separators=(",", ":"))
_EVENING = "16"  # in UTC; from then on it is the next day at the station
_REGISTER = frozenset(form.key for form in FORMS.values() if form.registers)


def day_of_due(due: str) -> str:
    """The day at the station of a day or an instant."""
    if not is_instant(due):
        return due
    return due[:10] if due[11:13] < _EVENING else day_of(due).isoformat()


def shown(
    deadlines: Iterable[Deadline], planned: Planned, arrivals: Arrivals
) -> tuple[Deadline, ...]:
    """What is open, does not stand still, and is not what the record that began it makes due on
    the same day itself. Of one arrival that two files tell (`arrivals`) a thing is due once."""
    found = [
        d
        for d in deadlines
        if d.open and not d.paused_on and (d.record_uid, day_of_due(d.due)) not in planned
    ]
    return tuple(_once(found, arrivals) if arrivals else found)


def as_running(deadlines: Iterable[Deadline]) -> set[Running]:
    """The same as it is written down."""
    return {Running(_JSON.encode(d), day_of_due(d.due), d.ends_at, d.threshold) for d in deadlines}


def arrivals(db: Database, case_uids: Collection[str]) -> Arrivals:
    """The records that registered the people of these cases who have more than one file: two
    colleagues in one night tell of one arrival."""
    into = merges.standing(db)
    several = set(into.values()).intersection(case_uids)
    files = merges.with_folded(db, several)
    rows = stored.clear_records(db, files, _REGISTER) if several else ()
    return {record_uid: case_uid in into for case_uid, record_uid, *_ in rows}


def _once(found: Iterable[Deadline], arrivals: Arrivals) -> list[Deadline]:
    """The first to end (of two, the kept file's own) stands for those of the same rule that
    another file's arrival within a day began; what began on another day is due by itself."""
    kept: list[Deadline] = []
    for each in sorted(found, key=lambda d: (d.ends_at, arrivals.get(d.record_uid, False))):
        if each.record_uid not in arrivals or not any(
            (one.rule, one.step) == (each.rule, each.step)
            and one.record_uid in arrivals
            and _one_night(one, each)
            for one in kept
        ):
            kept.append(each)
    return kept


def _one_night(one: Deadline, other: Deadline) -> bool:
    days = [date.fromisoformat(day_of_due(each.since)) for each in (one, other)]
    return abs(days[0] - days[1]).days <= 1
