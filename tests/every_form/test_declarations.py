"""What holds for every form of the catalogue, read from the declarations alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS, check
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    AnyOf,
    Compartment,
    Condition,
    Field,
    Form,
    Has,
    Is,
    Kind,
    Level,
    Not,
    Part,
    Stage,
    Voice,
)
from rescueapp.forms.soundness import check_register

EVERY = {**FORMS, **REGISTERS}
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
every_register = pytest.mark.parametrize("form", REGISTERS.values(), ids=REGISTERS)
every_form_and_register = pytest.mark.parametrize("form", EVERY.values(), ids=EVERY)

FIRST = {
    "F01": "intake",
    "F06": "police_handover",
    "F12": "belongings",
    "F14": "trafficking_case",
    "F15": "risk_and_needs",
    "F16": "service_plan",
    "F17": "medical_care",
    "F18": "psychological_record",
    "F26": "consent",
    "F30": "follow_up",
    "F37": "mandatory_report",
    "P01": "relative",
    "P02": "safety_line",
}
_LISTED_KINDS = (Kind.CHOICE, Kind.CHOICES)
_TEXT_KINDS = (
    *(Kind.TEXT, Kind.LONG_TEXT, Kind.INSTITUTION, Kind.DEPARTMENT, Kind.ID_DOCUMENT),
    *(Kind.RELATIVE, Kind.ENTRY),
)


def fields(form: Form) -> Iterator[Field]:
    for section in form.sections:
        yield from section.fields


def all_fields(form: Form) -> Iterator[Field]:
    """The fields of the form and of its rows."""
    for field in fields(form):
        yield field
        yield from field.rows


def compartment(form: Form, field: Field) -> Compartment | None:
    return field.compartment or form.compartment


def conditions(form: Form) -> Iterator[Condition]:
    whens = [section.when for section in form.sections]
    whens += [field.when for field in all_fields(form)]
    for when in whens:
        if when is not None:
            yield from _leaves(when)


def _leaves(condition: Condition) -> Iterator[Condition]:
    match condition:
        case Not(inner):
            yield from _leaves(inner)
        case AllOf(inner) | AnyOf(inner):
            for each in inner:
                yield from _leaves(each)
        case _:
            yield condition


def test_the_first_forms_are_there_under_their_official_numbers() -> None:
    numbered = {form.number: key for key, form in FORMS.items()}
    assert numbered.items() >= FIRST.items()
    assert len(numbered) == len(FORMS)  # no two under one number


@every_form_and_register
def test_the_program_finds_nothing_wrong(form: Form) -> None:
    assert check(form) == []


@every_register
def test_a_register_is_of_no_case_and_in_clear(form: Form) -> None:
    assert check_register(form) == []
    assert not any(field.personal for field in all_fields(form))
    assert "supervisor" in form.writers


def test_forms_and_registers_have_keys_and_numbers_of_their_own() -> None:
    assert len(EVERY) == len(FORMS) + len(REGISTERS)
    assert len({form.number for form in EVERY.values()}) == len(EVERY)


@every_form
def test_identity_is_only_in_the_identity_compartment(form: Form) -> None:
    astray = [f.key for f in all_fields(form) if f.level is Level.L4]
    kept = [f.key for f in all_fields(form) if compartment(form, f) is Compartment.IDENTITY]

    assert set(astray) <= set(kept)


@every_form
def test_what_is_highly_sensitive_is_always_sealed(form: Form) -> None:
    clear = [f.key for f in all_fields(form) if f.level >= Level.L3 and not compartment(form, f)]

    assert clear == []


@every_form
def test_a_row_is_sealed_where_its_table_is(form: Form) -> None:
    for table in fields(form):
        for inner in table.rows:
            assert compartment(form, inner) == compartment(form, table)
            assert inner.level <= table.level


@every_form_and_register
def test_a_key_stands_for_one_question(form: Form) -> None:
    keys = Counter(field.key for field in all_fields(form))

    assert [key for key, times in keys.items() if times > 1] == []


@every_form_and_register
def test_conditions_refer_to_what_can_be_answered(form: Form) -> None:
    by_key = {field.key: field for field in all_fields(form)}
    for condition in conditions(form):
        if isinstance(condition, Is | Has | Answered):
            assert condition.key in by_key
        if isinstance(condition, Is):
            assert by_key[condition.key].kind in (Kind.CHOICE, Kind.YES_NO, Kind.COUNTRY)
        if isinstance(condition, Has):
            assert by_key[condition.key].kind is Kind.CHOICES
        for key, code in _codes_named(condition):
            if by_key[key].codes:
                assert codes.known(by_key[key].codes, code), (key, code)


def _codes_named(condition: Condition) -> list[tuple[str, str]]:
    match condition:
        case Is(key, values) | Has(key, values):
            return [(key, value) for value in values if isinstance(value, str)]
    return []


@every_form_and_register
def test_every_choice_has_its_code_list(form: Form) -> None:
    for field in all_fields(form):
        assert bool(field.codes) == (field.kind in _LISTED_KINDS), field.key
        if field.codes:
            assert codes.codes(field.codes), field.codes


@every_form_and_register
def test_only_codes_dates_and_numbers_leave_for_the_office(form: Form) -> None:
    for field in all_fields(form):
        if field.coded:
            assert field.kind not in _TEXT_KINDS, field.key
            assert field.level < Level.L4, field.key
            assert compartment(form, field) is not Compartment.AUTHOR


@every_form
def test_a_due_date_has_its_words_and_words_their_date(form: Form) -> None:
    due = [field for field in all_fields(form) if field.part is Part.DUE_ON]

    assert bool(due) == bool(form.reminder)
    # Of days in sealed rows the earliest is told in clear, and nothing else.
    assert all(compartment(form, field) is None for field in due if field in fields(form))


@every_form
def test_a_part_of_the_spine_is_filled_once_and_in_clear_or_from_identity(form: Form) -> None:
    parts = [field.part for field in fields(form) if field.part is not None]
    assert len(parts) == len(set(parts))
    for field in fields(form):
        if field.part is not None:
            assert compartment(form, field) in (None, Compartment.IDENTITY), field.key


@every_form
def test_a_record_knows_its_day(form: Form) -> None:
    parts = {field.part for field in fields(form)}

    assert parts & {Part.ON_DATE, Part.ARRIVED_AT} or form.key == "relative"


@every_form_and_register
def test_texts_are_plain_sentences(form: Form) -> None:
    texts = [form.title, *form.signatures, *(s.title for s in form.sections)]
    texts += [field.label for field in all_fields(form)]
    for text in texts:
        assert text == text.strip()
        assert text[0].isupper()
        assert not text.endswith((".", ":", "?"))


@every_form_and_register
def test_hints_are_short_and_end_like_sentences(form: Form) -> None:
    hints = [s.hint for s in form.sections] + [f.hint for f in all_fields(form)]
    for hint in filter(None, hints):
        assert hint.endswith(".")
        assert len(hint) <= 140


@every_form_and_register
def test_k21_nothing_can_hold_a_genetic_profile(form: Form) -> None:
    for field in all_fields(form):
        words = f"{field.key} {field.label}".lower()
        assert not any(each in words for each in ("genotype", "allele", "blood sample"))
        if "dna" in words:  # asked for, answered, match or none: nothing a profile fits into
            assert field.kind in (Kind.DATE, Kind.YES_NO, Kind.CHOICE), field.key


def test_k01_intake_requires_sex_and_time_of_arrival_and_nothing_else() -> None:
    required = {f.key for f in all_fields(FORMS["intake"]) if f.required}

    assert required == {"sex", "arrived_at"}


def test_no_other_form_requires_anything() -> None:
    others = [form for key, form in FORMS.items() if key in FIRST.values() and key != "intake"]

    assert [f.key for form in others for f in all_fields(form) if f.required] == []


def test_the_same_fact_is_the_same_question_everywhere() -> None:
    seen: dict[str, tuple[Any, ...]] = {}
    for form in FORMS.values():
        for field in fields(form):
            if field.fact:
                nature = (field.label, field.kind, field.codes, compartment(form, field))
                assert seen.setdefault(field.key, nature) == nature, field.key


def test_only_one_form_registers_a_case() -> None:
    assert [key for key, form in FORMS.items() if form.registers] == ["intake"]


def test_process_notes_are_the_authors_alone() -> None:
    own = [
        (key, field.key)
        for key, form in FORMS.items()
        for field in all_fields(form)
        if compartment(form, field) is Compartment.AUTHOR and key != "feedback"
    ]

    assert own == [("psychological_record", "process_notes")]
    assert all(  # what she says of the help is closed to the worker it is about
        compartment(FORMS["feedback"], field) in (None, Compartment.AUTHOR)
        for field in all_fields(FORMS["feedback"])
    )


def test_the_papers_of_the_first_hour_are_printed_and_saved_without_asking_leave() -> None:
    for key in ("intake", "police_handover", "belongings", "mandatory_report"):
        assert FORMS[key].sheet
        assert FORMS[key].urgent
        assert FORMS[key].signatures


def test_a_plan_and_a_life_elsewhere_are_printed_for_the_person_to_sign() -> None:
    for key in ("service_plan", "resettlement"):
        assert FORMS[key].signatures[0] == "The person"
        assert FORMS[key].sheet


def test_the_file_is_bound_in_the_order_of_the_archive() -> None:
    filed = sorted(
        (form for form in FORMS.values() if form.number in FIRST and form.archive_order),
        key=lambda form: form.archive_order,
    )

    assert [form.number for form in filed] == [
        *("F06", "F01", "P01", "F26", "F12", "F14", "F15", "F16", "F17", "F18", "F30", "F37"),
    ]


def test_a_case_moves_forward_by_what_is_recorded() -> None:
    stages = {form.stage for form in FORMS.values() if form.stage is not None}

    assert {Stage.INTAKE, Stage.ASSESSMENT, Stage.PLAN, Stage.SERVICES, Stage.FOLLOW_UP} <= stages


def test_the_safety_line_says_nothing_sealed_to_everyone_on_duty() -> None:
    line = next(f for f in fields(FORMS["safety_line"]) if f.part is Part.SAFETY_LINE)

    assert compartment(FORMS["safety_line"], line) is None
    assert line.level is Level.L2
    assert FORMS["safety_line"].archive_order == 0


# About the place, not about somebody.
_NOBODY_ELSE = {"found_place_detail"}


@every_form
def test_k18_who_is_named_beside_her_is_declared_as_somebody_else(form: Form) -> None:
    if form.key == "relative":  # all of it is about somebody else, and never given to her
        return
    named = {
        field.key
        for field in all_fields(form)
        if field.level is Level.L4
        and not field.personal
        and field.kind in (Kind.TEXT, Kind.ID_DOCUMENT)
    }
    told = {field.key for field in all_fields(form) if field.other}

    assert named - told <= _NOBODY_ELSE | {"kept_document"}


def test_k24_she_is_asked_for_her_own_view_where_something_is_decided_about_her() -> None:
    asked = {key for key, form in FORMS.items() if any(f.voice is Voice.HERS for f in fields(form))}

    assert asked >= {"risk_and_needs", "service_plan", "follow_up", "trafficking_case", "consent"}
