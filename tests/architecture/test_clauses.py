"""Every clause of the plans is quoted as it stands, served, and lived by a test."""

from __future__ import annotations

import pytest

from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.registers import REGISTERS
from tests.architecture import clauses
from tests.architecture.clauses import Clause
from tests.architecture.source import ROOT

EVERY = clauses.clauses()
SEEDS = {
    "HN": ROOT.parent / "shared" / "seeds" / "hainan-2008.txt",
    "LJ": ROOT.parent / "shared" / "seeds" / "lijiang-2021-2030.txt",
}


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
