"""Unsound declarations are found, and a program without forms does not start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rescueapp.forms import catalogue, registers
from rescueapp.forms.discovery import forms_in
from rescueapp.forms.schema import (
    Answered,
    Approval,
    Compartment,
    Course,
    Field,
    Form,
    Has,
    Is,
    Kind,
    Level,
    Part,
    Section,
    Topic,
)
from rescueapp.forms.soundness import check_register
from tests.forms.samples import VISIT, field_of

TEXT = field_of(Kind.TEXT)
YES = replace(field_of(Kind.YES_NO), key="yes")
DAY = replace(field_of(Kind.DATE), key="day")


def form_of(*fields: Field, **more) -> Form:
    return Form("test_form", "T01", "T", 1, Topic.CASE, (Section("s", "S", fields),), **more)


def test_a_sound_form_has_no_faults():
    assert catalogue.check(VISIT) == []
    for kind in Kind:
        assert catalogue.check(form_of(field_of(kind))) == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ((TEXT, TEXT), "declared twice"),
        ((replace(TEXT, key="Name"),), "snake_case"),
        ((replace(TEXT, level=Level.L4),), "level 4"),
        ((replace(TEXT, level=Level.L4, compartment=Compartment.CARE),), "level 4"),
        ((replace(TEXT, level=Level.L3),), "level 3"),
        ((field_of(Kind.CHOICE, codes="C-00"),), "no such code list"),
        ((field_of(Kind.CHOICES, codes=""),), "no such code list"),
        ((replace(TEXT, codes="C-01"),), "but no choice"),
        ((field_of(Kind.ROWS, rows=()),), "ROWS without rows"),
        ((replace(TEXT, rows=(TEXT,)),), "rows without ROWS"),
        ((field_of(Kind.ROWS, rows=(field_of(Kind.ROWS),)),), "rows inside rows"),
        ((field_of(Kind.ROWS, rows=(TEXT, TEXT)),), "twice in a row"),
        ((field_of(Kind.ROWS, rows=(replace(TEXT, level=Level.L3),)),), "level 3"),
        ((field_of(Kind.ROWS, rows=(replace(TEXT, fact=True),)),), "no fact"),
        (
            (field_of(Kind.ROWS, rows=(replace(TEXT, compartment=Compartment.IDENTITY),)),),
            "sealed with the rows",
        ),
        ((field_of(Kind.SCALE, maximum=None),), "a scale needs its ends"),
        ((field_of(Kind.NUMBER, minimum=5, maximum=1),), "above the maximum"),
        ((replace(TEXT, unit="cm"),), "a unit, but no number"),
        ((replace(TEXT, part=Part.BIRTH),), "cannot be"),
        ((replace(TEXT, part=Part.NAME), replace(YES, part=Part.NAME)), "two fields are the part"),
        ((field_of(Kind.DATE, part=Part.DUE_ON),), "no reminder"),
        ((replace(DAY, days_after=7),), "but nothing is due"),
        ((replace(DAY, days_from="day", part=Part.DUE_ON),), "count from a day"),
        (
            (replace(DAY, days_after=7, days_from="asked", part=Part.DUE_ON), TEXT),
            "count from a day",
        ),
        ((replace(TEXT, coded=True),), "never coded"),
        ((field_of(Kind.ROWS, coded=True),), "without a coded field"),
        ((field_of(Kind.PHOTO, coded=True),), "never coded"),
        ((field_of(Kind.ENTRY, coded=True),), "never coded"),
        ((field_of(Kind.ENTRY, register=""),), "ENTRY without a register"),
        ((replace(TEXT, register="interpreters"),), "a register without ENTRY"),
        ((field_of(Kind.ENTRY, register="nowhere"),), "no such register"),
        ((replace(TEXT, retired=True, required=True),), "retired and required"),
        ((replace(YES, compartment=Compartment.AUTHOR, coded=True),), "author's alone"),
        ((replace(TEXT, when=Answered("nobody")),), "which is no field"),
        ((replace(TEXT, when=Is("nobody", ("1",))),), "which is no field"),
        ((YES, replace(TEXT, when=Is("yes", ("1",)))), "other than yes or no"),
        ((YES, replace(TEXT, when=Has("yes", ("1",)))), "compares yes"),
        ((field_of(Kind.CHOICE), replace(TEXT, key="b", when=Is("asked", ("77",)))), "not in C-14"),
    ],
)
def test_an_unsound_declaration_is_named(fields, fault):
    assert any(fault in each for each in catalogue.check(form_of(*fields)))


def test_the_form_s_own_compartment_counts():
    form = form_of(replace(TEXT, level=Level.L3), compartment=Compartment.CARE)
    assert catalogue.check(form) == []


def test_conditions_of_sections_are_checked_too():
    section = Section("s", "S", (TEXT,), when=Answered("nobody"))
    form = replace(form_of(), sections=(section,))
    assert catalogue.check(form) == ["section s: a condition asks for nobody, which is no field"]


def test_a_fact_has_one_kind_and_list_everywhere():
    first = form_of(field_of(Kind.CHOICE, fact=True))
    other = replace(form_of(field_of(Kind.CHOICE, codes="C-01", fact=True)), key="other")
    assert catalogue.check_facts([first, first]) == []
    assert catalogue.check_facts([first, other]) == ["asked differs between test_form and other"]


def test_a_catalogue_that_is_lost_stops_the_program():
    for package in (catalogue, registers):
        with pytest.raises(RuntimeError, match="incomplete"):
            forms_in(package.__name__, [])


def test_forms_are_found_by_key():
    assert catalogue.form("intake").number == "F01"
    assert catalogue.form("nobody") is catalogue.NEWER
    assert catalogue.NEWER not in catalogue.FORMS.values()


NAME = replace(TEXT, key="name", part=Part.NAME)
ENDED = replace(field_of(Kind.DATE), key="ended", part=Part.ENDED_ON)


def test_a_register_is_sound_with_a_name_and_an_end():
    assert check_register(form_of(NAME, ENDED)) == []


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        (form_of(NAME), "an entry has a name and a day"),
        (form_of(ENDED), "an entry has a name and a day"),
        (form_of(NAME, ENDED, single=True), "of no case"),
        (form_of(NAME, ENDED, compartment=Compartment.CARE), "of no case"),
        (
            form_of(NAME, ENDED, replace(TEXT, level=Level.L3, compartment=Compartment.CARE)),
            "stands in no register",
        ),
        (form_of(NAME, ENDED, field_of(Kind.PHOTO)), "belongs to no case"),
        (form_of(NAME, ENDED, field_of(Kind.RELATIVE)), "belongs to no case"),
        (form_of(NAME, ENDED, replace(TEXT, fact=True)), "nobody's case"),
        (form_of(NAME, ENDED, replace(TEXT, when=Answered("nobody"))), "which is no field"),
    ],
)
def test_what_has_no_place_in_a_register_is_named(form, fault):
    assert any(fault in each for each in check_register(form))


def test_what_a_draft_can_be_of_is_found_by_its_key():
    assert catalogue.any_form("intake").number == "F01"
    assert catalogue.any_form("interpreters").number == "R01"
    assert catalogue.any_form("nobody") is catalogue.NEWER
    assert catalogue.form("interpreters") is catalogue.NEWER  # no case has a record of it


@pytest.mark.parametrize("asked", ["numbered", "issued_by"])
def test_the_number_of_a_paper_and_who_issued_it_are_questions_in_words(asked):
    assert catalogue.check(form_of(TEXT, **{asked: TEXT.key})) == []
    for form in (form_of(TEXT, **{asked: "absent"}), form_of(YES, **{asked: "yes"})):
        assert any("issued a paper" in fault for fault in catalogue.check(form))


def test_what_comes_after_a_yes_decides_nothing_about_it():
    later = replace(TEXT, key="later", afterwards=True)
    wanted = Approval("Seen to.")
    assert catalogue.check(form_of(later, approval=wanted)) == []
    rows = replace(field_of(Kind.ROWS), rows=(later,))
    for form, fault in (
        (form_of(later), "nothing is approved"),
        (form_of(rows), "nothing is approved"),
        (form_of(replace(later, required=True), approval=wanted), "rests on it"),
        (form_of(replace(later, trusted=True), approval=wanted), "rests on it"),
        (form_of(later, approval=replace(wanted, when=Answered("later"))), "rests on it"),
    ):
        assert any(fault in found for found in catalogue.check(form)), fault


def test_whom_she_is_given_over_to_is_named_or_said_by_what_they_are_to_her():
    relation = replace(field_of(Kind.CHOICE, codes="C-07"), trusted=True)
    assert catalogue.check(form_of(relation)) == []
    other = replace(relation, codes="C-01")
    assert any("nobody is trusted" in fault for fault in catalogue.check(form_of(other)))


PAPERS = replace(
    field_of(Kind.ROWS, rows=(field_of(Kind.CHOICE, codes="L-work-paper", starts="*"),)),
    key="papers",
)


@pytest.mark.parametrize(
    ("course", "sound"),
    [
        (Course((), papers="papers", situation=("yes",)), True),
        (Course((), papers="papers"), False),
        (Course((), situation=("yes",)), False),
    ],
)
def test_a_checklist_asks_by_a_question(course: Course, sound: bool):
    found = catalogue.check(form_of(PAPERS, YES, course=course))
    assert any("asks by a question" in fault for fault in found) is not sound
