"""The rules made ready once for each table: which of them what has happened can begin.

Cases are many and the sets of milestones that happen together are few: which rules a set begins,
and what in it can settle or stop them, is found once and kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from rescueapp.rules.lengths import Length, Lengths
from rescueapp.rules.table import Rule, Scope

_SETS = 10_000  # of milestones, kept; then the whole is begun anew
_EVERYBODY = Scope()
_SEXES = ("1", "2")  # C-01; any other is not known


class Person(NamedTuple):
    """What a clock may ask of her: first and last possible day of birth, code of C-01."""

    born_from: str | None = None
    born_to: str | None = None
    sex: str | None = None


class Plan:
    """A rule, and what can be said of it before anything has happened."""

    __slots__ = ("dated", "length", "rule", "scoped")

    def __init__(self, rule: Rule, length: Length) -> None:
        self.rule, self.length = rule, length
        self.dated = bool(rule.valid_from or rule.valid_to)
        self.scoped = rule.scope != _EVERYBODY

    def begins(self, person: Person, day: str) -> bool:
        """Whether a trigger begins it. What only repeats asks again on each day it is due: a child
        of three will be of school age, somebody of sixteen never again."""
        scope = self.rule.scope
        if self.rule.steps or scope.between is None:
            return meant(scope, person, day)
        return person.born_to is not None and may_be_under(scope.between[1] + 1, person, day)


class Begun(NamedTuple):
    """A plan that one of some milestones begins, and those of them that are anything to it."""

    plan: Plan
    done: tuple[str, ...]
    stops: tuple[str, ...]
    unless: tuple[str, ...]
    single: bool  # one step, and nothing it could stand still by
    touched: bool  # some of them can end it


class Plans:
    """Every rule that holds in an institution."""

    def __init__(self, rules: Iterable[Rule], lengths: Lengths, institution: str) -> None:
        """`institution`: the code of C-24 of the own kind, "" for none in particular."""
        self._plans: dict[str, list[Plan]] = {}
        self._begun: dict[frozenset[str], tuple[Begun, ...]] = {}
        for rule in rules:
            for_whom = rule.scope.institutions
            if not rule.off and (not institution or not for_whom or institution in for_whom):
                plan = Plan(rule, lengths.of(rule))
                self._plans.setdefault(rule.trigger, []).append(plan)

    def begun_by(self, names: Iterable[str]) -> tuple[Begun, ...]:
        """What these milestones begin."""
        happened = frozenset(names)
        found = self._begun.get(happened)
        if found is None:
            if len(self._begun) >= _SETS:
                self._begun.clear()
            found = self._begun[happened] = tuple(
                _begun(plan, happened)
                for name in happened
                for plan in self._plans.get(name, ())
                if not plan.rule.also or not happened.isdisjoint(plan.rule.also)
            )
        return found


def _begun(plan: Plan, happened: Collection[str]) -> Begun:
    def of(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in happened)

    rule = plan.rule
    done, stops, unless = of(rule.done), of(rule.stops), of(rule.unless)
    single = len(rule.steps) == 1 and rule.every is None and not of(rule.pauses)
    return Begun(plan, done, stops, unless, single, bool(done or stops or unless))


def meant(scope: Scope, person: Person, day: str) -> bool:
    """Whether a rule is about this person on a day."""
    if scope.sex and person.sex in _SEXES and person.sex != scope.sex:
        return False
    if scope.under is not None and not may_be_under(scope.under, person, day):
        return False
    if scope.at_least is not None and may_be_under(scope.at_least, person, day):
        return False
    if scope.between is None:
        return True
    first, last = scope.between
    return (
        person.born_to is not None
        and _may_be(first, person, day)
        and may_be_under(last + 1, person, day)
    )


def may_be_under(age: int, person: Person, day: str) -> bool:
    """Whether any part of her age range is under so many years on an ISO day (A-01A)."""
    return person.born_to is None or person.born_to > _years_before(day, age)


def _may_be(age: int, person: Person, day: str) -> bool:
    return person.born_from is None or person.born_from <= _years_before(day, age)


@lru_cache(maxsize=50_000)
def _years_before(day: str, years: int) -> str:
    """The day of birth of somebody whose birthday it is; as text, compared as text."""
    return f"{int(day[:4]) - years:04d}{day[4:]}"
