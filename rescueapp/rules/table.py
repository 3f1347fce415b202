"""The rule table: `resources/rules.toml`, and the office's own changes over it.

A rule says which milestone begins a clock, how long it runs, and what settles it; its words are
in the data, like those of a code list. Whatever the table cannot mean is refused when it is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from rescueapp import i18n, paths
from rescueapp.rules import periods
from rescueapp.rules.limits import CONFIDENCE, YUAN, Basis, Handed, Limit, Words
from rescueapp.rules.periods import Period, Unit


class Take(StrEnum):
    """Which of several triggers counts: each its own clock, or only the first or last."""

    EACH = "each"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a rule is about. An unknown age may be a minor's (A-01A), an unknown sex any."""

    under: int | None = None  # the person may be under so many years
    at_least: int | None = None  # the person is certainly so old
    # May be of school age: first and last year; asked of those whose age is at least guessed.
    between: tuple[int, int] | None = None
    sex: str = ""  # code of C-01
    institutions: tuple[str, ...] = ()  # codes of C-24; empty: every kind
    station: bool = False  # of no case


@dataclass(frozen=True, slots=True)
class Milestone:
    """A word of the vocabulary: what may have happened."""

    name: str
    words: Words
    undone_by: str = ""  # closed: reopened


@dataclass(frozen=True, slots=True)
class Rule:
    """One clock, in one version."""

    id: str  # of rules.md: "A-202"; several of one row: "A-812.1"
    words: Words
    trigger: str
    holder: str  # code of C-24
    basis: str  # 民法典 1052
    kind: Basis
    conf: str  # F1, F2, S, D, M
    version: int = 1
    valid_from: str = ""  # ISO days, included: of the trigger
    valid_to: str = ""
    steps: tuple[Period, ...] = ()  # each counted from the trigger
    every: Period | None = None  # and again so long after the last step, and so on
    until: Period | None = None  # it repeats so long after the trigger,
    until_age: int | None = None  # and as long as the person may be under that age
    on: tuple[str, ...] = ()  # or on days of the year, "06-20", or of every month, "05"
    before: bool = False  # on the last working day before those days
    take: Take = Take.EACH
    times: int = 1  # the trigger counts when it has happened so often
    within: Period | None = None  # in so long
    also: tuple[str, ...] = ()  # only where one of these has happened as well, at any time
    unless: tuple[str, ...] = ()  # needless where one of these has happened, at any time
    done: tuple[str, ...] = ()
    earlier: Period | None = None  # what settled or stopped it so long before counts as well
    # A record that begins this clock and also ends it, ends its own; another that only ends it,
    # every one. Without it any record does.
    paired: bool = False
    others: bool = False  # what the record that began it says of itself does not settle it
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)
    soon: Period | None = None  # so long before its end it is due soon; None: A-009
    roll: bool = True  # a day off moves the end; False: both are shown, the nominal holds
    threshold: bool = False  # its end is no duty: passing it gives the person a status
    editable: bool = True
    off: bool = False  # the office does not apply it
    form: str = ""  # what Enter opens
    office: str = ""  # the superior office that handed this version down

    @property
    def numbers(self) -> tuple[tuple[int, str], ...]:
        """What can be set of it, each in its unit: of each step, then of what repeats."""
        periods_ = (*self.steps, *((self.every,) if self.every else ()))
        return tuple((each.amount, each.unit.value) for each in periods_)

    def valid(self, day: str) -> bool:
        """Whether this version is that of a trigger on an ISO day."""
        return self.valid_from <= day <= (self.valid_to or "9999")

    @property
    def to_be_checked(self) -> bool:
        """Shown as 「待核实」: no text of the rule was seen."""
        return self.conf == "M"


Row = Rule | Limit


@dataclass(frozen=True, slots=True)
class Change:
    """The office's own version of an editable row: what it set, since when, and why.

    Steps and repeating that are None stay as they were. `off`: the rule is no longer applied.
    """

    rule: str
    version: int  # 2 and on
    valid_from: str  # ISO day of the trigger
    by: str  # uid
    at: str  # instant
    why: str
    steps: tuple[Period, ...] | None = None
    every: Period | None = None
    soon: Period | None = None  # None: A-009
    off: bool = False
    amount: int | None = None  # of a limit
    handed: Handed | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The vocabulary and every version of every rule and limit, in the order of the file."""

    milestones: Mapping[str, Milestone]
    rules: tuple[Rule, ...]
    limits: tuple[Limit, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every version of everything that can be set."""
        return (*self.rules, *self.limits)

    def rule(self, id: str, version: int | None = None) -> Rule:
        """A version of a rule, or its newest. KeyError if there is none."""
        found = [r for r in self.rules if r.id == id and version in (None, r.version)]
        if not found:
            raise KeyError(id)
        return max(found, key=lambda rule: rule.version)

    def limit(self, id: str, day: str) -> int:
        """The amount of a limit on an ISO day. KeyError if there is none."""
        found = (each.amount for each in self.limits if each.id == id and each.valid(day))
        amount = next(found, None)
        if amount is None:
            raise KeyError(id)
        return amount


def overlay(table: Table, changes: Iterable[Change]) -> Table:
    """The table with the office's changes, oldest first: a version ends where the next begins.
    What was set before the text of this program holds from is of an older text: it is left out.

    Raises KeyError for a rule that is not there, ValueError for one that is not editable, for
    versions out of order, and for a version that begins before the one it follows.
    """
    rules = list(table.rows)
    for change in changes:
        last = max(
            (index for index, rule in enumerate(rules) if rule.id == change.rule),
            default=None,
        )
        if last is None:
            raise KeyError(change.rule)
        old = rules[last]
        if not old.editable:
            raise ValueError(f"{old.id} is not the office's to change")
        if old.version == 1 and change.valid_from <= old.valid_from:
            continue
        if change.version <= old.version or change.valid_from <= old.valid_from:
            raise ValueError(f"{old.id}: versions follow one another")
        eve = date.fromisoformat(change.valid_from) - timedelta(days=1)
        rules[last] = replace(old, valid_to=eve.isoformat())
        rules.insert(last + 1, _changed(old, change))
    kept = tuple(each for each in rules if isinstance(each, Rule))
    return replace(table, rules=kept, limits=tuple(e for e in rules if isinstance(e, Limit)))


def _changed(old: Row, change: Change) -> Row:
    office = change.handed.office if change.handed else ""
    version, since = change.version, change.valid_from
    if isinstance(old, Limit):
        amount = old.amount if change.amount is None else change.amount
        return replace(old, version=version, valid_from=since, amount=amount, office=office)
    return replace(
        old,
        version=version,
        valid_from=since,
        office=office,
        steps=old.steps if change.steps is None else change.steps,
        every=old.every if change.every is None else change.every,
        soon=change.soon,
        off=change.off,
    )


# --- reading the table ------------------------------------------------------------------------


@cache
def load() -> Table:
    """The table as it is shipped. Raises ValueError for one nobody tried."""
    with paths.resources("rules.toml").open("rb") as file:
        return read(tomllib.load(file))


def read(document: Mapping[str, Any]) -> Table:
    """A table from its TOML. Raises ValueError, naming the rule, for whatever it cannot mean."""
    if {*document, "limit"} != {"milestones", "undone", "rule", "limit"}:
        raise ValueError("rules.toml has [milestones], [undone], [[rule]] and [[limit]]")
    undone = document["undone"]
    milestones = {
        name: Milestone(name, _words(words), str(undone.get(name, "")))
        for name, words in document["milestones"].items()
    }
    limits = tuple(_limit(row) for row in document.get("limit", []))
    table = Table(milestones, tuple(_rule(row) for row in document["rule"]), limits)
    found = [*_unknown(table, undone), *(fault for rule in table.rules for fault in faults(rule))]
    if found:
        raise ValueError("; ".join(found))
    return table


_NEEDED = {"id", "title", "holder", "basis", "kind", "conf"}


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(**_values(row, _READERS, _NEEDED | {"trigger"}))


def _limit(row: Mapping[str, Any]) -> Limit:
    readers = {key: _READERS[key] for key in (*_NEEDED, "editable")}
    own: dict[str, Callable[[Any], Any]] = {"amount": _number, "unit": _text}
    limit = Limit(**_values(row, readers | own, _NEEDED | own.keys()))
    if limit.amount < 1 or limit.unit != YUAN or limit.conf not in CONFIDENCE:
        raise ValueError(f"{limit.id}: no amount in yuan, or no such confidence")
    return limit


def _values(
    row: Mapping[str, Any], readers: Mapping[str, Callable[[Any], Any]], needed: Set[str]
) -> dict[str, Any]:
    unknown = row.keys() - readers.keys()
    if unknown or not needed <= row.keys():
        raise ValueError(f"{row.get('id')}: unknown or missing keys {sorted(unknown)}")
    try:
        return {("words" if key == "title" else key): readers[key](row[key]) for key in row}
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(f"{row['id']}: {error}") from error


def _words(value: list[str]) -> Words:
    if len(value) != len(i18n.LANGUAGES) or not all(isinstance(each, str) for each in value):
        raise ValueError("words are three: zh_Hans, zh_Hant, en")
    return Words(*value)


def _text(value: str) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def _yes(value: bool) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false was expected")
    return value


def _number(value: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a whole number was expected")
    return value


def _texts(value: list[str]) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("a list was expected")
    return tuple(_text(each) for each in value)


def _periods(value: list[str]) -> tuple[Period, ...]:
    return tuple(periods.parse(each) for each in _texts(value))


def _scope(value: Mapping[str, Any]) -> Scope:
    between = value.get("between")
    values = {**value, "institutions": _texts(value.get("institutions", []))}
    if between is not None:
        first, last = between
        values["between"] = (_number(first), _number(last))
    return Scope(**values)


_READERS: dict[str, Callable[[Any], Any]] = {
    "id": _text,
    "title": _words,
    "trigger": _text,
    "holder": _text,
    "basis": _text,
    "kind": Basis,
    "conf": _text,
    "valid_from": _text,
    "valid_to": _text,
    "steps": _periods,
    "every": periods.parse,
    "until": periods.parse,
    "until_age": _number,
    "on": _texts,
    "before": _yes,
    "take": Take,
    "times": _number,
    "within": periods.parse,
    "also": _texts,
    "unless": _texts,
    "done": _texts,
    "earlier": periods.parse,
    "paired": _yes,
    "others": _yes,
    "stops": _texts,
    "pauses": _texts,
    "resumes": _texts,
    "scope": _scope,
    "soon": periods.parse,
    "roll": _yes,
    "threshold": _yes,
    "editable": _yes,
    "form": _text,
}


def named_by(rule: Rule) -> set[str]:
    """Every milestone a rule names."""
    lists = (rule.also, rule.unless, rule.done, rule.stops, rule.pauses, rule.resumes)
    return {rule.trigger, *(name for names in lists for name in names)}


def _unknown(table: Table, undone: Mapping[str, str]) -> Iterator[str]:
    for rule in table.rules:
        for name in sorted(named_by(rule) - table.milestones.keys()):
            yield f"{rule.id}: no milestone {name}"
    for name in sorted({*undone, *undone.values()} - table.milestones.keys()):
        yield f"undone: no milestone {name}"
    ids = [row.id for row in table.rows]
    yield from (f"{each} stands there twice" for each in sorted(set(ids)) if ids.count(each) > 1)


_ON = re.compile(r"(?:(?:0[1-9]|1[0-2])-)?(?:0[1-9]|1\d|2[0-8])")
_DAYS = {Unit.HOUR: 0.04, Unit.DAY: 1, Unit.WORKDAY: 1.4, Unit.MONTH: 30, Unit.YEAR: 365}


def faults(rule: Rule) -> Iterator[str]:
    """What a rule says that nothing could follow."""
    rough = [each.amount * _DAYS.get(each.unit, 183) for each in rule.steps]
    in_days = [each for each in (rule.within, rule.earlier) if each]
    counted = [each.unit for each in (*rule.steps, rule.every, rule.until) if each]
    tests = (
        (bool(rule.steps or rule.every) == bool(rule.on), "either periods or days of the year"),
        (rule.conf not in CONFIDENCE, "no such confidence"),
        (any(not _ON.fullmatch(each) for each in rule.on), "no such day of the year"),
        (rule.before and not rule.on, "before what?"),
        (sorted(rough) != rough, "steps are in order"),
        (len(rough) > 1 and rule.steps[0].unit is Unit.HOUR, "hours are one step"),
        # Which step a thing done settles may not turn with the days off of a year to come.
        (len(counted) > 1 and Unit.WORKDAY in counted, "working days are one step"),
        (_mixed(rule), "it repeats in the unit of its last step"),
        (bool(rule.until or rule.until_age) and not rule.every, "only what repeats has an until"),
        ((rule.times > 1) != bool(rule.within), "so often in so long: both or neither"),
        (any(each.unit is not Unit.DAY for each in in_days), "within and earlier are in days"),
        (bool(rule.resumes) != bool(rule.pauses), "what stands still goes on"),
        (rule.trigger in rule.done, "done by its own beginning"),
    )
    yield from (f"{rule.id}: {words}" for found, words in tests if found)


def _mixed(rule: Rule) -> bool:
    """Whether what repeats cannot be counted on from the last step."""
    months = (Unit.MONTH, Unit.YEAR)
    if rule.every is None or not rule.steps:
        return rule.every is not None and rule.every.amount < 1
    last = rule.steps[-1].unit
    return rule.every.amount < 1 or not (
        rule.every.unit is last or (rule.every.unit in months and last in months)
    )
