"""What a form says while its answers are so, without stopping anything (K-08)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Caution, Field, Form, Is, Kind, Section, Topic
from rescueapp.forms.soundness import check

INTERVIEW = FORMS["interview"]
TODAY = date(2026, 6, 30)


def cautioned(answers: dict[str, Any], *, minor: bool = False, sex: str | None = "2") -> list[str]:
    """The questions something is said under."""
    found = interpreter.problems(
        INTERVIEW, answers, complete=False, today=TODAY, minor=minor, sex=sex
    )
    assert not any(problem.blocking for problem in found)
    return [str(problem.path[0]) for problem in found]


@pytest.mark.parametrize(("sex", "said"), [("2", True), (None, True), ("9", True), ("1", False)])
def test_k08_a_woman_or_girl_asked_by_men_alone_is_noticed(sex: str | None, said: bool) -> None:
    assert ("interviewer_sex" in cautioned({"interviewer_sex": "03"}, sex=sex)) is said
    assert cautioned({"interviewer_sex": "02"}, sex=sex) == []


@pytest.mark.parametrize(
    ("attended", "said"),
    [(["01"], True), (["07", "05"], True), (["02"], False), (["07", "03"], False)],
)
def test_k08_a_minor_without_guardian_or_appropriate_adult_is_noticed(
    attended: list[str], said: bool
) -> None:
    assert ("attended" in cautioned({"attended": attended}, minor=True)) is said
    assert cautioned({"attended": attended}) == []


def test_an_empty_form_is_not_cautioned() -> None:
    assert cautioned({}, minor=True, sex=None) == []


def test_a_caution_about_no_question_is_a_fault_of_the_declaration() -> None:
    caution = Caution("Look here.", Is("nothing", ("01",)))
    field = Field("one", "One", Kind.TEXT, cautions=(caution,))
    form = Form("odd", "X1", "Odd", 1, Topic.CASE, (Section("only", "Only", (field,)),))

    assert any("nothing" in fault for fault in check(form))


@pytest.mark.parametrize(
    ("told", "why", "said"),
    [
        (["01", "05"], None, True),
        (["03"], None, True),
        (["01", "05"], "手术需要核对身份（虚构）", False),
        (["01", "02"], None, False),
    ],
)
def test_s37_what_is_ticked_and_would_not_go_out_for_want_of_a_reason_is_noticed(
    told: list[str], why: str | None, said: bool
) -> None:
    answers = {"referral_told": told, "referral_sensitive_why": why}
    found = interpreter.problems(
        FORMS["referral"], answers, complete=False, today=TODAY, minor=False
    )
    assert any(problem.path[0] == "referral_sensitive_why" for problem in found) is said
    assert not any(problem.blocking for problem in found)
