"""Under what the deadlines of a vault were worked out, and which cases something else can touch.

A change of a rule is a version that holds from a day on, for what begins from that day (A-009): a
clock that began before keeps its number. So after a change only the cases are worked out again in
which something began a clock of the rule since, beside those in which a new day turns a step. What
is otherwise in another way (the table of another program, days off, a clock that was set back or
was ahead for a while) touches every case.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest

from rescueapp import clock
from rescueapp.actions.due import rules
from rescueapp.actions.opened import milestones
from rescueapp.actions.watch import clock_watch
from rescueapp.rules import table as tables
from rescueapp.rules.calendar import shipped
from rescueapp.storage import clock_turns, merges, vault_values
from rescueapp.workspace import Workspace

WORKED_OUT = "clocks"  # in the vault
_OF_NO_RECORD = frozenset({"closed", "handed_over", "hand_over_answered"})

Versions = list[list[str]]  # of a rule, in order: from which day (ISO), and what it says


@dataclass(frozen=True, slots=True)
class Standing:
    """The rules, each by a word for its id, what else bears on deadlines (the table as shipped,
    days off, declarations, whether the date was in doubt), and the day."""

    rules: dict[str, Versions]
    rest: str
    day: str


def now(ws: Workspace) -> Standing:
    """Under what deadlines are worked out today."""
    table = rules.table(ws)
    found: dict[str, Versions] = {}
    for rule in table.rules:  # where a version ends says the one that follows
        said = _word(repr(replace(rule, valid_to="")))
        found.setdefault(_word(rule.id), []).append([rule.valid_from, said])
    days_off = *shipped(), *rules.imported(ws)  # a newer program brings those of another year
    rest = (tables.load(), milestones.declared(), days_off, clock_watch.doubt(ws))
    return Standing(found, _word(repr(rest)), clock.today().isoformat())


def kept(ws: Workspace) -> Standing | None:
    """Under what they were worked out last; None: never, or by an older program."""
    written = vault_values.get(ws.db, WORKED_OUT)
    return Standing(**json.loads(written)) if written.startswith("{") else None


def keep(ws: Workspace, standing: Standing) -> None:
    """Everything is worked out under it, inside a transaction."""
    vault_values.set(ws.db, WORKED_OUT, json.dumps(asdict(standing)))


def touched(ws: Workspace, before: Standing | None, standing: Standing) -> list[str]:
    """The cases to work out again, in the order in which what is kept of them lies on disk."""
    if before is None or before.rest != standing.rest or before.day > standing.day:
        return clock_turns.case_uids(ws.db)
    changed = _changed(before.rules, standing.rules)
    named = {_word(rule.id): rule.trigger for rule in rules.table(ws).rules}
    triggers = {word: name for word, name in named.items() if word in changed}
    if not _OF_NO_RECORD.isdisjoint(triggers.values()):
        return clock_turns.case_uids(ws.db)
    found = set(clock_turns.turned(ws.db, standing.day))
    into = merges.standing(ws.db)
    for word, name in triggers.items():
        eve = date.fromisoformat(changed[word]) - timedelta(days=1)  # instants are kept in UTC
        begun = clock_turns.begun_since(ws.db, name, eve.isoformat())
        found.update(into.get(uid, uid) for uid in begun)
    return sorted(found)


def _changed(before: Mapping[str, Versions], after: Mapping[str, Versions]) -> dict[str, str]:
    """Each rule that was changed here, and from which day on."""
    found: dict[str, str] = {}
    for rule in before.keys() | after.keys():
        pairs = zip_longest(before.get(rule, ()), after.get(rule, ()))
        others = [each for one, two in pairs if one != two for each in (one, two) if each]
        if others:
            found[rule] = min(since for since, _ in others)
    return found


def _word(said: str) -> str:
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()
