"""Every clause of the plans is quoted as it stands, served, and lived by a test."""

from __future__ import annotations

import importlib
import inspect

import pytest

from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.registers import REGISTERS
from rescueapp.rules.table import load
from tests.architecture import clauses
from tests.architecture.clauses import Clause, Living
from tests.architecture.reach import words_in_reach
from tests.architecture.source import ROOT
from tests.rules.rows import NOT_RUN

EVERY = clauses.clauses()
SEEDS = {
    "HN": ROOT.parent / "shared" / "seeds" / "hainan-2008.txt",
    "LJ": ROOT.parent / "shared" / "seeds" / "lijiang-2021-2030.txt",
}
# Rules of a law that neither plan speaks of.
OF_NO_CLAUSE: set[str] = set()


def test_they_are_numbered_without_a_gap() -> None:
    assert [each.id for each in EVERY] == [f"S{number}" for number in range(1, 88)]


@pytest.mark.parametrize("clause", EVERY, ids=lambda each: each.id)
def test_a_clause_is_lived_by_a_test_or_waits(clause: Clause) -> None:
    """Otherwise: @pytest.mark.lives at the test that lives it."""
    assert clauses.lived().get(clause.id) or clause.waits in clauses.WAITS


@pytest.mark.parametrize("clause", EVERY, ids=lambda each: each.id)
def test_the_forms_that_serve_it_are_in_the_catalogue(clause: Clause) -> None:
    known = {form.number for form in (*FORMS.values(), *REGISTERS.values())}
    assert set(clause.forms) <= known


@pytest.mark.parametrize("clause", EVERY, ids=lambda each: each.id)
def test_a_form_that_serves_it_is_written_by_a_test_that_lives_it(clause: Clause) -> None:
    """Otherwise: a test that writes the form lives the clause, or the form does not serve it."""
    by_key = {key: form.number for key, form in {**FORMS, **REGISTERS}.items()}
    tests = (test for test in clauses.living() if clause.id in test.clauses)
    written = {by_key[word] for test in tests for word in words_in_reach(test.path) & by_key.keys()}
    assert clause.waits or set(clause.forms) - written == set()


@pytest.mark.parametrize("clause", EVERY, ids=lambda each: each.id)
def test_the_rules_that_serve_it_run_or_have_no_time(clause: Clause) -> None:
    """An id of the table, or a row that says why no clock runs."""
    assert set(clause.rules) <= {rule.id for rule in load().rules} | NOT_RUN.keys()


def test_every_rule_serves_a_clause_or_is_the_laws_own() -> None:
    serving = {rule for clause in EVERY for rule in clause.rules}
    assert {rule.id for rule in load().rules} - serving == OF_NO_CLAUSE


@pytest.mark.parametrize("clause", EVERY, ids=lambda each: each.id)
def test_the_gates_that_serve_it_are_functions_that_are_asked(clause: Clause) -> None:
    for gate in clause.gates:
        module, _, name = f"rescueapp.{gate}".rpartition(".")
        assert inspect.isfunction(getattr(importlib.import_module(module), name)), gate


@pytest.mark.parametrize("test", clauses.living(), ids=lambda each: each.name)
def test_what_lives_a_clause_is_collected_runs_everywhere_and_can_fail(test: Living) -> None:
    assert test.collected
    assert not test.skipped
    assert test.asserts


def test_no_test_lives_a_clause_that_is_none() -> None:
    assert set(clauses.lived()) <= {each.id for each in EVERY}


@pytest.mark.skipif(not SEEDS["HN"].exists(), reason="the official texts are not at hand")
@pytest.mark.parametrize("clause", EVERY, ids=lambda each: each.id)
def test_it_is_quoted_as_it_stands_in_the_plan(clause: Clause) -> None:
    seed = SEEDS[clause.source[:2]].read_text(encoding="utf-8")
    assert clause.text in "".join(seed.split())


def test_the_document_is_up_to_date() -> None:
    """Otherwise: python -m tests.architecture.clauses"""
    assert clauses.DOCUMENT.read_text(encoding="utf-8") == clauses.document()
