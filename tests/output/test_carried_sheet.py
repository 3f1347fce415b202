"""A sheet that is carried says what to do, and nothing of where it is from (K-13)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import speaking
from rescueapp.printing.sheet import sheet
from tests.output.paper import HEAD, words_of

PLAN: dict[str, Any] = {
    "danger_steps": "先离开房间，再打电话",
    "contact_code_word": "今天买豆腐",
    "plan_calls": [{"call_who": "表姐", "call_number": "110"}],
}


@pytest.mark.parametrize("answers", [PLAN, None], ids=["filled", "blank"])
def test_k13_the_safety_plan_names_no_institution_file_or_worker(answers: Any) -> None:
    with speaking("en"):
        words = words_of(sheet(FORMS["safety_plan"], answers, HEAD))
    for told in (HEAD.institution, HEAD.case_number, HEAD.alias, HEAD.who, "Internal", "P15"):
        assert told not in words
    assert HEAD.print_id in words  # the copy is known by its number
    assert "Unit" not in words


def test_the_code_word_is_kept_by_heart_and_on_no_paper_that_is_carried() -> None:
    with speaking("en"):
        words = words_of(sheet(FORMS["safety_plan"], PLAN, HEAD))
        blank = words_of(sheet(FORMS["safety_plan"], None, HEAD))
    assert "先离开房间" in words
    assert "110" in words
    assert "豆腐" not in words
    assert "Codeword" not in words + blank
