"""What was worked out holds on the days the engine says, and no clock of the computer is needed to
know it: on each of them, earlier or later, working it out comes to the same."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from rescueapp.rules.calendar import Calendar, shipped
from rescueapp.rules.engine import Clockwork, Happened, Person, Worked
from rescueapp.rules.table import load

TABLE = load()
WORK = Clockwork(TABLE, Calendar(shipped()))
REPEATING = [rule for rule in TABLE.rules if rule.every or rule.on]
FIRST = date(2019, 1, 1)
LONG = 15 * 365
Life = tuple[list[Happened], Person]


def a_life(dice: random.Random) -> Life:
    """Something that begins a clock that repeats, and what settles it, ends it or neither."""
    rule = dice.choice(REPEATING)
    begun = FIRST + timedelta(days=dice.randrange(6 * 365))
    born = begun - timedelta(days=dice.randrange(30 * 365))
    names = [*rule.done, *rule.stops, *rule.unless, *rule.done]
    happened = [(rule.trigger, begun)]
    for name in dice.choices(names, k=dice.randrange(5)) if names else ():
        happened.append((name, begun + timedelta(days=dice.randrange(4 * 365))))
    told = [Happened(name, day.isoformat(), f"r{n}") for n, (name, day) in enumerate(happened)]
    return told, Person(born.isoformat(), born.isoformat(), dice.choice("12"))


def on(life: Life, day: date) -> Worked:
    return WORK.worked_out(*life, day)


@pytest.mark.parametrize("seed", range(300))
def test_on_every_day_it_says_it_is_all_there_is(seed: int) -> None:
    dice = random.Random(seed)
    life = a_life(dice)
    told = on(life, FIRST + timedelta(days=dice.randrange(LONG)))
    first = date.fromisoformat(told.holds_after[:10] or FIRST.isoformat()) + timedelta(days=1)
    last = date.fromisoformat(told.holds_until[:10] or "2040-01-01")
    for _ in range(5):
        day = first + timedelta(days=dice.randrange((last - first).days + 1))
        other = on(life, day)
        assert sorted(other.deadlines) == sorted(told.deadlines)
        assert other[1:] == told[1:]


def test_most_of_these_lives_turn_with_the_days() -> None:
    """Else the property above would say nothing."""
    lives = [a_life(random.Random(seed)) for seed in range(300)]
    found = [on(life, date(2026, 1, 1)) for life in lives]
    assert sum(bool(each.holds_after) for each in found) > 50
    assert sum(bool(each.holds_until) for each in found) > 50
