"""Under what the deadlines of a vault were worked out, and which cases something else can touch.

A change of a rule is a version that holds from a day on, for what begins from that day (A-009): a
clock that began before keeps its number. So after a change, or under the table of a newer program,
only the cases are worked out again in which something began a clock of the rule since. Days off
touch where something is due after the first of them, another declaration of a form the cases with
a record of it, another day (a later one, or an earlier one where the computer's clock was set
back) those of which what repeats stands otherwise then, and those of somebody who came of age in
between. Only what nobody knows the standing of is worked out in every case: the first time, and
after an older program.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from itertools import zip_longest

from rescueapp import clock
from rescueapp.actions.due import rules
from rescueapp.actions.opened import milestones
from rescueapp.domain.case import MAJORITY
from rescueapp.forms import dates
from rescueapp.forms.catalogue import FORMS
from rescueapp.rules.calendar import shipped
from rescueapp.storage import ages, clock_turns, merges, vault_values
from rescueapp.workspace import Workspace

WORKED_OUT = "clocks"  # in the vault
_DAYS_OFF = timedelta(days=31)  # more than ever stand in a row, or move an end
_INSTANT = timedelta(days=1)  # instants are kept in UTC

# Of a rule: from which day (ISO), its trigger, what it says. In the vault names lie as words that
# say nothing: nobody who searches it for what a compartment may tell is to find a trace.
Version = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """The versions of each rule by a word for its id, in order; each day off and make-up day; what
    each form declares; by what each milestone is undone, as words; and the day."""

    rules: dict[str, tuple[Version, ...]]
    days_off: tuple[tuple[str, str], ...]  # ISO day, kind
    forms: dict[str, str]
    undone: dict[str, str]
    day: str  # ISO


def now(ws: Workspace) -> Standing:
    """Under what deadlines are worked out today."""
    table = rules.table(ws)
    found: dict[str, tuple[Version, ...]] = {}
    newest = {rule.id: rule.version for rule in table.rules}
    for rule in table.rules:  # where a version ends says the one that follows
        said = rule if rule.version == newest[rule.id] else replace(rule, valid_to="")
        version = (rule.valid_from, _word(rule.trigger), _word(repr(said)))
        found[_word(rule.id)] = (*found.get(_word(rule.id), ()), version)
    return Standing(
        rules=found,
        days_off=tuple(
            (d.day.isoformat(), d.kind.value) for d in (*shipped(), *rules.imported(ws))
        ),
        forms=dict(milestones.declared()),
        undone={
            _word(name): _word(repr(said.undone_by))
            for name, said in table.milestones.items()
            if said.undone_by
        },
        day=clock.today().isoformat(),
    )


def kept(ws: Workspace) -> Standing | None:
    """Under what they were worked out last; None: never, or by an older program."""
    written = vault_values.get(ws.db, WORKED_OUT)
    said = json.loads(written) if written.startswith("{") else {}
    if said.keys() != {each.name for each in fields(Standing)}:
        return None
    told = {id: tuple(map(tuple, versions)) for id, versions in said["rules"].items()}
    return Standing(**{**said, "rules": told, "days_off": tuple(map(tuple, said["days_off"]))})


def keep(ws: Workspace, standing: Standing) -> None:
    """Everything is worked out under it, inside a transaction."""
    vault_values.set(ws.db, WORKED_OUT, json.dumps(asdict(standing)))


def told_anew(before: Standing | None, standing: Standing) -> frozenset[str]:
    """The forms whose records have to be read again for what they tell."""
    told = before.forms if before else {}
    anew = {form for form, _ in told.items() ^ standing.forms.items()}
    return frozenset(anew & FORMS.keys())


def touched(ws: Workspace, before: Standing | None, standing: Standing) -> list[str]:
    """The cases to work out again, in the order in which what is kept of them lies on disk."""
    if before is None:
        return clock_turns.case_uids(ws.db)
    names = {_word(name): name for name in rules.table(ws).milestones}
    since = _since(before.rules, standing.rules)
    since.update({word: "" for word, _ in before.undone.items() ^ standing.undone.items()})
    if not since.keys() <= names.keys():  # a milestone that the program knows no more
        return clock_turns.case_uids(ws.db)
    read_again = clock_turns.with_records(ws.db, told_anew(before, standing))
    found = {*read_again, *_by_days_off(ws, before, standing)}
    found.update(of_another_age(ws, before, standing))
    for word, day in since.items():
        found.update(clock_turns.begun_since(ws.db, names[word], _earlier(day, _INSTANT)))
    into = merges.standing(ws.db)  # what a folded file tells is due in the kept one
    found = {into.get(uid, uid) for uid in found}
    found.update(read_again, clock_turns.turned(ws.db, standing.day))
    return sorted(found)


def of_another_age(ws: Workspace, before: Standing | None, standing: Standing) -> list[str]:
    """The cases of somebody who came of age from one day to the other: what waited to be approved
    of a minor does not of an adult. Of somebody who is a minor again, where the computer's clock
    was ahead; never worked out before, every record is read anyway."""
    if before is None:
        return []
    first, last = (
        dates.years_before(date.fromisoformat(day), MAJORITY).isoformat()
        for day in sorted((before.day, standing.day))
    )
    return ages.born_between(ws.db, after=first, by=last)


def _since(
    before: Mapping[str, Iterable[Version]], after: Mapping[str, Iterable[Version]]
) -> dict[str, str]:
    """What begins a clock of a rule that was changed, as a word, and since which ISO day that
    counts; "" ever."""
    found: dict[str, list[str]] = defaultdict(list)
    for rule in before.keys() | after.keys():
        pairs = zip_longest(before.get(rule, ()), after.get(rule, ()))
        others = [each for one, two in pairs if one != two for each in (one, two) if each]
        for _, trigger, _ in others:
            found[trigger].append(min(day for day, _, _ in others))
    return {trigger: min(days) for trigger, days in found.items()}


def _by_days_off(ws: Workspace, before: Standing, standing: Standing) -> Iterator[str]:
    """The cases in which another day off can move an end, or let something stand still that was
    over by then. What is settled stays so: no step but the only one counts working days."""
    others = set(before.days_off) ^ set(standing.days_off)
    if others:
        day = _earlier(min(others)[0], _DAYS_OFF)
        yield from clock_turns.due_since(ws.db, day)
        for name in {name for rule in rules.table(ws).rules for name in rule.pauses}:
            yield from clock_turns.begun_since(ws.db, name, day)


def _earlier(day: str, by: timedelta) -> str:
    return (date.fromisoformat(day) - by).isoformat() if day else ""


def _word(said: str) -> str:
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()
