"""A form is found by the words of the plans and of the trade, not by its title alone."""

from __future__ import annotations

import pytest

from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import speaking
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
        assert form in found(FORMS.values(), typed)


def test_a_title_stands_before_a_question_and_a_question_before_a_list() -> None:
    with speaking("zh_Hans"):
        assert found(FORMS.values(), "落户") == {"household_registration"}
        assert "care_arrangement" not in found(FORMS.values(), "转介单")
        assert found(FORMS.values(), "F16") == found(FORMS.values(), " f16 ") == {"service_plan"}
        assert found(FORMS.values(), "没有这样的词") == frozenset()
