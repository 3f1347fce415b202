"""Every row of rules.md A.1 to A.12 runs in the table, or says why not."""

from __future__ import annotations

from itertools import chain

from rescueapp.forms.catalogue import FORMS
from rescueapp.rules.table import load
from tests.rules.rows import NOT_RUN, OF_FORMS, RUN

# How far each group of rows is numbered, …
_LAST = {"1": 18, "2": 15, "3": 16, "4": 11, "5": 9, "6": 6, "7": 7, "8": 15, "9": 8, "A": 7,
         "B": 14}  # fmt: skip


def _rows() -> set[str]:
    ages = {*(f"A-01{n}" for n in range(10)), "A-01A", "A-01B"}
    return ages | {f"A-{g}{n:02d}" for g, last in _LAST.items() for n in range(1, last + 1)}


def test_each_row_runs_or_says_why_not() -> None:
    assert not RUN.keys() & NOT_RUN.keys()
    assert RUN.keys() | NOT_RUN.keys() == _rows()
    assert all(len(why) > 10 for why in NOT_RUN.values())


def test_each_rule_of_the_table_is_that_of_a_row() -> None:
    rules = {rule.id for rule in load().rules}
    assert rules == {*chain.from_iterable(RUN.values()), *OF_FORMS}


def test_what_begins_a_clock_of_a_case_is_told_by_a_form() -> None:
    told = {said.name for form in FORMS.values() for said in form.milestones}
    by_the_program = {"handed_over", "hand_over_answered"}  # packages tell, no record
    begun = {rule.trigger for rule in load().rules if not rule.scope.station}
    assert begun <= told | by_the_program


def test_what_can_only_be_settled_is_settled_by_something_a_form_tells() -> None:
    """A clock that no record could ever end would stay open for good."""
    told = {said.name for form in FORMS.values() for said in form.milestones}
    told |= {"hand_over_answered"}
    for rule in load().rules:
        if not rule.scope.station and not rule.threshold:
            ends = {*rule.done, *rule.stops, *rule.unless}
            assert ends & told, rule.id
            assert not rule.done or set(rule.done) & told, rule.id


def test_rows_from_memory_are_shown_as_to_be_checked() -> None:
    from_memory = {rule.id for rule in load().rules if rule.to_be_checked}
    assert {"A-208", "A-312.1", "A-312.2", "A-409", "F25"} <= from_memory
