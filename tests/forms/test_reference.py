"""The form reference says everything the program asks, in each language."""

from __future__ import annotations

import re

import pytest

from rescueapp import i18n
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes, reference, tables
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Kind
from rescueapp.paths import resources

EVERY = {**FORMS, **REGISTERS}
HOMES = [row["home"] for row in tables.read_rows(resources("htcds.tsv"))[1]]
STANDARD = [row["htcds"] for row in tables.read_rows(resources("htcds.tsv"))[1]]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_question_stands_in_it_once_in_a_form(language: str) -> None:
    with i18n.speaking(language):
        text = "\n".join(reference.reference().markdown)
    for form in EVERY.values():
        part = text.split(f"\n## {form.number} ")[1].split("\n## ")[0]
        keys = re.findall(r"\| `(\w+)` \|", part)
        asked = [
            each.key
            for field in interpreter.fields(form)
            if not field.retired
            for each in (field, *field.rows)
        ]
        assert keys == asked, form.key
    assert all(f"\n## {list_id}\n" in text for list_id in codes.lists())


def test_the_kinds_and_parts_all_have_words() -> None:
    assert set(reference.KINDS) == set(Kind)


@pytest.mark.parametrize("home", sorted(set(HOMES)))
def test_a_field_of_the_standard_has_its_home_in_the_program(home: str) -> None:
    form, key, *column = home.split(".")
    field = next(f for f in interpreter.fields(FORMS[form]) if f.key == key)
    assert not column or column[0] in {inner.key for inner in field.rows}


def test_each_field_of_the_standard_is_named_once() -> None:
    assert len(set(STANDARD)) == len(STANDARD)


def test_the_homes_stand_beside_the_questions() -> None:
    with i18n.speaking("en"):
        lines = reference.reference().markdown
    (line,) = [each for each in lines if "| `recruitment_tactics` |" in each]
    assert line.endswith("| vic_RecruitmentTactics |")
