"""The rule table: `resources/rules.toml`, and the office's own changes over it.

A rule says which milestone begins a clock, how long it runs, and what settles it; its words are
in the data, like those of a code list. Whatever the table cannot mean is refused when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from rescueapp import i18n
from rescueapp.rules.periods import Period


class Basis(StrEnum):
    """What kind of duty it is (A-008)."""

    STATUTORY = "statutory"
    MINISTERIAL = "ministerial"
    LOCAL = "local"
    INTERNAL = "internal"


class Take(StrEnum):
    """Which of several triggers counts: each its own clock, or only the first or last."""

    EACH = "each"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Words:
    """A word in each language."""

    zh_hans: str
    zh_hant: str
    en: str

    @property
    def label(self) -> str:
        """The word in the language in use."""
        return (self.zh_hans, self.zh_hant, self.en)[i18n.LANGUAGES.index(i18n.language())]


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
    done: tuple[str, ...] = ()
    done_earlier: Period | None = None  # what was done so long before the trigger counts as well
    # A record that begins this clock and also ends it, ends its own; another that only ends it,
    # every one. Without it any record does.
    paired: bool = False
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

    def valid(self, day: str) -> bool:
        """Whether this version is that of a trigger on an ISO day."""
        return self.valid_from <= day <= (self.valid_to or "9999")

    @property
    def to_be_checked(self) -> bool:
        """Shown as 「待核实」: no text of the rule was seen."""
        return self.conf == "M"


@dataclass(frozen=True, slots=True)
class Change:
    """The office's own version of an editable rule: what it set, since when, and why.

    Only what is not None is changed. `off`: the rule is no longer applied.
    """

    rule: str
    version: int  # 2 and on
    valid_from: str  # ISO day of the trigger
    by: str  # uid
    at: str  # instant
    why: str
    steps: tuple[Period, ...] | None = None
    every: Period | None = None
    soon: Period | None = None
    roll: bool | None = None
    off: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The vocabulary and every version of every rule, in the order of the file."""

    milestones: Mapping[str, Milestone]
    rules: tuple[Rule, ...]

    def rule(self, id: str, version: int | None = None) -> Rule:
        """A version of a rule, or its newest. KeyError if there is none."""
        found = [r for r in self.rules if r.id == id and version in (None, r.version)]
        if not found:
            raise KeyError(id)
        return max(found, key=lambda rule: rule.version)


def overlay(table: Table, changes: Iterable[Change]) -> Table:
    """The table with the office's changes, oldest first: a version ends where the next begins.

    Raises KeyError for a rule that is not there, ValueError for one that is not editable, for
    versions out of order, and for a version that begins before the one it follows.
    """
    rules = list(table.rules)
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
        if change.version != old.version + 1 or change.valid_from <= old.valid_from:
            raise ValueError(f"{old.id}: versions follow one another")
        eve = date.fromisoformat(change.valid_from) - timedelta(days=1)
        rules[last] = replace(old, valid_to=eve.isoformat())
        rules.insert(last + 1, _changed(old, change))
    return replace(table, rules=tuple(rules))


def _changed(old: Rule, change: Change) -> Rule:
    return replace(
        old,
        version=change.version,
        valid_from=change.valid_from,
        steps=old.steps if change.steps is None else change.steps,
        every=old.every if change.every is None else change.every,
        soon=old.soon if change.soon is None else change.soon,
        roll=old.roll if change.roll is None else change.roll,
        off=change.off,
    )
