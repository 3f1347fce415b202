"""A form is found by the words of the plans and of the trade, not by its title alone."""

from __future__ import annotations

import pytest

from rescueapp import paths
from rescueapp.forms import tables
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import LANGUAGES, speaking
from ui.form_words import found


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("医疗", "medical_care"),  # Lijiang plan (3)4
        ("户口", "household_registration"),  # (3)3
        ("暂不能返乡", "community_work"),  # (3)1
        ("收养", "care_arrangement"),
        ("最低生活保障", "social_assistance"),
        ("翻译", "intake"),
    ],
)
def test_a_word_of_a_question_or_of_a_list_finds_the_form(typed: str, form: str) -> None:
    with speaking("zh_Hans"):
        assert form in found(typed)


def test_a_title_stands_before_a_question_and_a_question_before_a_list() -> None:
    with speaking("zh_Hans"):
        assert found("落户") == {"household_registration"}
        assert "care_arrangement" not in found("转介单")
        assert found("F16") == found(" f16 ") == {"service_plan"}
        assert found("没有这样的词") == frozenset()


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("体检", "health_check"),
        ("上户口", "household_registration"),
        ("上戶口", "household_registration"),
        ("低 保", "social_assistance"),
        ("打工", "training_and_work"),
        ("报警", "mandatory_report"),
        ("Lawyer", "legal_aid"),
    ],
)
def test_what_people_call_it_finds_the_form_before_any_question_does(typed: str, form: str) -> None:
    for language in LANGUAGES:
        with speaking(language):
            assert found(typed) == {form}


def test_what_forms_are_called_is_said_of_forms_that_are_there() -> None:
    _, rows = tables.read_rows(paths.resources("called.tsv"))
    named = [row["form"] for row in rows]
    assert set(named) == FORMS.keys()
    assert len(named) == len(set(named))
