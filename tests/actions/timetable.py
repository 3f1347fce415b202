"""A small table of rules for tests of clocks, whatever the shipped one says."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.rules import table as tables
from rescueapp.rules.limits import Basis, Words
from rescueapp.rules.periods import parse
from rescueapp.rules.table import Milestone, Rule, Scope, Table

NAMES = (
    "entered", "unidentified", "identified", "reported", "marriage_coerced", "annulment_filed",
    "assessed", "closed",
)  # fmt: skip


def _words(text: str) -> Words:
    return Words(text, text, text)


def _rule(id: str, trigger: str, period: str, kind: Basis = Basis.MINISTERIAL, **more: Any) -> Rule:
    return Rule(
        id=id, words=_words(id), trigger=trigger, holder="11", basis="民法典 200",
        kind=kind, conf="F2", steps=(parse(period),), **more,
    )  # fmt: skip


def timetable(
    patch: pytest.MonkeyPatch, *, notice: str = "24 hours", dna: str = "7 workdays",
    done: str = "reported",
) -> Table:  # fmt: skip
    """Four rules: of hours, of working days, of minors, and of what a compartment tells."""
    rules = (
        _rule("T-24", "unidentified", notice, done=(done,), stops=("identified",),
              form="mandatory_report"),
        _rule("T-7W", "unidentified", dna, Basis.INTERNAL, stops=("identified",), form="intake"),
        _rule("T-MINOR", "entered", "1 month", scope=Scope(between=(6, 17)), form="follow_up"),
        _rule("T-SEALED", "marriage_coerced", "1 year", done=("annulment_filed",), roll=False,
              form="trafficking_case"),
    )  # fmt: skip
    table = Table({name: Milestone(name, _words(name)) for name in NAMES}, rules)
    patch.setattr(tables, "load", lambda: table)
    return table
