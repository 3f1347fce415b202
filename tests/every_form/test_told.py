"""What is told stands once, and answers a question that some form asks."""

from __future__ import annotations

from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from tests.every_form.told import SUBJECTS, TOLD


def test_no_question_is_told_twice() -> None:
    assert sum(len(subject.TOLD) for subject in SUBJECTS) == len(TOLD)


def test_only_questions_that_are_asked_are_told() -> None:
    fields = [field for form in FORMS.values() for field in interpreter.fields(form)]
    asked = {each.key for field in fields for each in (field, *field.rows)}
    assert TOLD.keys() - asked == set()
