"""The audit chain: whatever is done to it afterwards is found and numbered."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from rescueapp.crypto import chain
from rescueapp.errors import Damaged
from tests.faults.figures import Figures

Row = tuple[dict[str, Any], bytes, bytes]


def rows(count: int, act: str = "save_record") -> list[Row]:
    prev, made = chain.GENESIS, []
    for seq in range(1, count + 1):
        entry = {"seq": seq, "at": "2026-03-05T06:30:00Z", "act": act, "detail": {"n": seq}}
        link = chain.link(prev, entry)
        made.append((entry, prev, link))
        prev = link
    return made


def relinked(entries: list[dict[str, Any]]) -> list[Row]:
    """The chain somebody makes who rewrites everything after a change."""
    prev, made = chain.GENESIS, []
    for entry in entries:
        link = chain.link(prev, entry)
        made.append((entry, prev, link))
        prev = link
    return made


def test_a_whole_chain_gives_its_last_number() -> None:
    assert chain.verify([]) == 0
    whole = rows(50)
    assert chain.verify(iter(whole), anchors={50: whole[-1][2], 7: whole[6][2]}) == 50


def change(made: list[Row], at: int) -> list[Row]:
    entry, prev, link = made[at]
    return [*made[:at], ({**entry, "act": "print"}, prev, link), *made[at + 1 :]]


def delete(made: list[Row], at: int) -> list[Row]:
    return [*made[:at], *made[at + 1 :]]


def insert(made: list[Row], at: int) -> list[Row]:
    return [*made[:at], made[at], *made[at:]]


def reorder(made: list[Row], at: int) -> list[Row]:
    return [*made[:at], made[at + 1], made[at], *made[at + 2 :]]


@pytest.mark.fault(14, what="entries changed, deleted, inserted, swapped")
@pytest.mark.parametrize("fault", [change, delete, insert, reorder])
def test_k12_a_tampered_chain_is_refused_where_it_breaks(
    fault: Callable[[list[Row], int], list[Row]], figures: Figures
) -> None:
    made, chance = rows(120), random.Random(11)
    figures.put("entries changed, deleted, inserted, swapped", 100)
    for at in chance.sample(range(118), 100):
        with pytest.raises(Damaged) as damaged:
            chain.verify(fault(made, at))
        assert damaged.value.words.values["seq"] in (at + 1, at + 2)


@pytest.mark.fault(14, what="cuts and rollbacks")
def test_truncation_and_rollback_are_seen_against_an_anchor(figures: Figures) -> None:
    made = rows(120)
    figures.put("cuts and rollbacks", 100)
    anchors = {100: made[99][2]}
    for end in range(100):
        with pytest.raises(Damaged):
            chain.verify(made[:end], anchors=anchors)
    assert chain.verify(made[:100], anchors=anchors) == 100


@pytest.mark.fault(14, what="pasts rewritten as a whole")
def test_a_rewritten_past_is_seen_against_an_anchor(figures: Figures) -> None:
    made = rows(120)
    figures.put("pasts rewritten as a whole", 100)
    for at in range(100):
        entries = [entry for entry, _, _ in made]
        entries[at] = {**entries[at], "act": "print"}
        rewritten = relinked(entries)
        assert chain.verify(rewritten) == 120  # without an anchor it looks whole
        with pytest.raises(Damaged):
            chain.verify(rewritten, anchors={100: made[99][2]})


def test_numbers_without_a_gap_from_one() -> None:
    entries = [entry for entry, _, _ in rows(10)]
    with pytest.raises(Damaged):
        chain.verify(relinked(entries[1:]))
    with pytest.raises(Damaged):
        chain.verify(relinked([*entries[:4], *entries[5:]]))
