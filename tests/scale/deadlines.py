"""Working out what clocks make due: of one case beyond its save, and of every case of a vault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from unittest.mock import patch

from rescueapp import clock
from rescueapp.actions.due import clock_standing, clocks, rules
from rescueapp.actions.vault import vaults
from rescueapp.rules import table as tables
from rescueapp.storage import clock_turns as stored
from rescueapp.storage import vault_values
from rescueapp.workspace import Workspace
from tests.rules.next_year import table
from tests.scale.saving import many_records_case
from tests.scale.sizes import Ground
from tests.scale.table import Row, ms
from tests.scale.timing import Call, median, of_each, seconds
from tests.scale.vaults import FEW, HEAD, Vault

ONE = 0.005  # seconds: of a case, beyond its save
ENTERED = "A-111"  # a rule that every arrival begins
UNKNOWN = "A-203"  # one that somebody unknown begins: more than half of the cases
TURNING = 100  # one case in so many
HUNDRED_THOUSAND = 5.0  # seconds: all cases, worked out


def rows(ground: Ground) -> Iterator[Row]:
    """Rows about clocks. The first working out leaves what happened behind in each vault."""
    small, large = (_measure(vault, ground) for vault in ground.vaults)
    many = ground.sizes.large / 100_000
    yield Row(
        what="what a save of a case has to work out of its clocks",
        small=ms(small.one), large=ms(large.one), against=f"the target, {ms(ONE)}",
        ratio=large.one / ONE, budget=1,
    )  # fmt: skip
    yield Row(
        what="all clocks of all cases once more, as after an older program",
        small=ms(small.again), large=ms(large.again), against="once, in steps beside the work",
        ratio=large.again / (HUNDRED_THOUSAND * many),
    )  # fmt: skip
    yield Row(
        what="the same under a newer table: one rule more, begun in half of the cases",
        small=ms(small.newer), large=ms(large.newer), against="5 s for 100,000 cases",
        ratio=large.newer / (HUNDRED_THOUSAND * many), budget=3,
    )  # fmt: skip
    yield Row(
        what="the same after the days off of the next year were taken in",
        small=ms(small.days_off), large=ms(large.days_off), against="5 s for 100,000 cases",
        ratio=large.days_off / (HUNDRED_THOUSAND * many), budget=1,
    )  # fmt: skip
    yield Row(
        what="the same after a rule was changed that every arrival begins",
        small=ms(small.changed), large=ms(large.changed), against="5 s for 100,000 cases",
        ratio=large.changed / (HUNDRED_THOUSAND * many), budget=1,
    )  # fmt: skip
    yield Row(
        what="the same on a new day, one in a hundred cases turning",
        small=ms(small.turned), large=ms(large.turned), against="all of it once more",
        ratio=large.turned / large.again, budget=0.1,
    )  # fmt: skip
    yield Row(
        what="the same after the computer's clock was set back by a year",
        small=ms(small.back), large=ms(large.back), against="5 s for 100,000 cases",
        ratio=large.back / (HUNDRED_THOUSAND * many), budget=1,
    )  # fmt: skip
    yield Row(
        what="the same, what happened read from the records",
        small=ms(small.first), large=ms(large.first), against="once, in steps beside the work",
        ratio=large.first / large.again,
    )  # fmt: skip
    yield Row(
        what="what compartments tell, into memory (supervisor)",
        small=ms(small.memory), large=ms(large.memory), against="in steps beside the work",
        ratio=large.memory / small.memory,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Worked:
    one: float
    first: float
    again: float
    newer: float
    days_off: float
    turned: float
    back: float
    changed: float
    memory: float


def _measure(vault: Vault, ground: Ground) -> _Worked:
    ws = vault.open(HEAD)
    try:
        first = seconds(lambda: _to_the_end(ws))
        _older_program(ws)
        again = seconds(lambda: _clear(ws))
        _stood(ws, _without_a_rule(ws))
        newer = seconds(lambda: _clear(ws))
        rules.import_holidays(ws, table())
        days_off = seconds(lambda: _clear(ws))
        _yesterday(ws)
        turned = seconds(lambda: _clear(ws))
        back = seconds(lambda: _a_year_ago(ws))
        _clear(ws)
        rules.change(ws, ENTERED, amounts=[15], soon=None, applied=True, why="县里的要求与此不同")
        changed = seconds(lambda: _clear(ws))
        memory = seconds(lambda: _memory(ws))
    finally:
        vaults.lock(ws)
    ws = vault.open(FEW)
    try:
        one = median(of_each([_one(ws)] * max(ground.sizes.rounds, 5)))
    finally:
        vaults.lock(ws)
    return _Worked(one, first, again, newer, days_off, turned, back, changed, memory)


def _to_the_end(ws: Workspace) -> None:
    clocks.work_out(ws)


def _clear(ws: Workspace) -> None:
    for _ in clocks.all_in_clear(ws):
        pass


def _stood(ws: Workspace, standing: clock_standing.Standing) -> None:
    """As if all had been worked out under something else."""
    with ws.db.transaction():
        clock_standing.keep(ws, standing)


def _without_a_rule(ws: Workspace) -> clock_standing.Standing:
    """As the table of an older program stood."""
    whole = tables.load()
    fewer = replace(whole, rules=tuple(rule for rule in whole.rules if rule.id != UNKNOWN))
    ws.db.forget(rules.KEPT)
    with patch.object(tables, "load", lambda: fewer):
        older = clock_standing.now(ws)
    ws.db.forget(rules.KEPT)
    return older


def _yesterday(ws: Workspace) -> None:
    """As a vault lies in the morning: all was worked out a day ago, and one in a hundred cases
    has a step behind it that repeats."""
    eve = (clock.today() - timedelta(days=1)).isoformat()
    uids = stored.case_uids(ws.db)
    with ws.db.transaction():
        stored.put_turns(ws.db, dict.fromkeys(uids[::TURNING], ("", eve)))


def _older_program(ws: Workspace) -> None:
    """As a program left it that kept another standing."""
    with ws.db.transaction():
        vault_values.set(ws.db, clock_standing.WORKED_OUT, "an older program's")


def _a_year_ago(ws: Workspace) -> None:
    ago = clock.now() - timedelta(days=365)
    with patch.object(clock, "now", lambda: ago):
        _clear(ws)


def _memory(ws: Workspace) -> None:
    for _ in clocks.into_memory(ws):
        pass


def _one(ws: Workspace) -> Call:
    case_uid = many_records_case(ws)

    def work_out() -> None:
        with ws.db.transaction():
            clocks.write(ws, case_uid)
        clocks.refresh(ws, case_uid)

    return work_out
