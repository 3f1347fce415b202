"""Who loosens a rule that protects needs a second person; the history tells both and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rescueapp.actions.due import rules
from rescueapp.actions.two_people import requests
from rescueapp.domain.changed import Changed
from rescueapp.errors import Refused
from rescueapp.i18n import Text
from rescueapp.rules import table as tables
from rescueapp.rules.periods import Period, Unit
from rescueapp.workspace import Workspace
from tests.actions.colleagues import add_second
from tests.actions.station import House

WHY = "本县与公安机关约定的时限"


def change(ws: Workspace, rule: str, *amounts: int, applied: bool = True, **more: Any) -> Any:
    return rules.change(ws, rule, amounts=amounts, soon=None, applied=applied, why=WHY, **more)


def newest(ws: Workspace, rule: str) -> tuple[list[int], bool]:
    found = rules.table(ws).rule(rule)
    return [each.amount for each in found.steps], found.off


@pytest.mark.parametrize(
    ("rule", "amount", "applied"),
    [
        ("A-106", 24, False),  # the law's, switched off
        ("A-105", 24, False),  # of 24 hours, switched off
        ("A-202", 1000, True),  # of 24 hours, longer
        ("A-803", 5, True),  # the law's, longer
        ("A-307.1", 40, True),
        ("A-307.2", 30, True),  # the law's waiting time, shorter
        ("A-307.2", 90, True),
    ],
)
def test_a_period_of_the_law_or_of_a_day_is_loosened_by_two(
    station: House, rule: str, amount: int, applied: bool
) -> None:
    ws = station.sign_in("duan")
    before = newest(ws, rule)
    assert isinstance(change(ws, rule, amount, applied=applied), Text)
    assert newest(ws, rule) == before
    with pytest.raises(Refused):
        change(ws, rule, amount, applied=applied)  # asked already
    (asked,) = requests.of_asker(ws)
    assert rule in asked.request.reason
    with pytest.raises(Refused):
        requests.decide(ws, asked.request.uid, granted=True)  # never one's own
    add_second(station)
    ws = station.sign_in("wang")
    requests.decide(ws, asked.request.uid, granted=True)
    assert newest(ws, rule) == ([amount], not applied)
    *_, own = rules.history(ws, rule)
    assert own.by == "段文秀"
    assert own.agreed
    assert own.agreed != own.by
    assert WHY in own.why


def test_a_loosening_that_was_refused_changes_nothing(station: House) -> None:
    ws = station.sign_in("duan")
    change(ws, "A-106", 24, applied=False)
    (asked,) = requests.of_asker(ws)
    add_second(station)
    ws = station.sign_in("wang")
    requests.decide(ws, asked.request.uid, granted=False)
    assert newest(ws, "A-106") == ([24], False)
    assert len(rules.history(ws, "A-106")) == 1


@pytest.mark.parametrize(("rule", "amount"), [("A-106", 12), ("A-202", 6), ("A-409", 40)])
def test_shorter_or_of_our_own_is_set_by_one(station: House, rule: str, amount: int) -> None:
    ws = station.sign_in("duan")
    assert isinstance(change(ws, rule, amount), Changed)
    assert newest(ws, rule) == ([amount], False)


def test_what_another_program_counts_otherwise_is_set_by_two(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can tell by its numbers whether it loosens: a law that was made anew, in two steps."""
    change(station.sign_in("duan"), "A-803", 2)
    whole = tables.load()
    steps = (Period(3, Unit.DAY), Period(7, Unit.DAY))
    newer = tuple(replace(r, steps=steps) if r.id == "A-803" else r for r in whole.rules)
    monkeypatch.setattr(tables, "load", lambda: replace(whole, rules=newer))
    assert isinstance(change(station.sign_in("duan"), "A-803", 1), Text)


def test_what_was_made_shorter_goes_back_to_its_text_by_one(station: House) -> None:
    ws = station.sign_in("duan")
    change(ws, "A-106", 12)
    assert isinstance(change(ws, "A-106", 24), Changed)
    assert isinstance(change(ws, "A-106", 25), Text)
