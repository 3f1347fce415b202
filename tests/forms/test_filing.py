"""Where answers go: columns, compartments, search, coded rows, facts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescueapp.forms import answers
from rescueapp.forms.schema import Compartment, Field, Form, Kind, Level, Section, Topic
from tests.forms.samples import NONES, VISIT, answers_of

CARE, IDENTITY = Compartment.CARE, Compartment.IDENTITY


def told_of(form: Form):
    """Answers of a form: any fields, any values, none-codes among them."""
    by_key = {
        field.key: st.one_of(answers_of(field.kind, field.codes or "C-14"), st.sampled_from(NONES))
        for field in answers.fields(form)
        if field.kind is not Kind.ROWS
    }
    return st.fixed_dictionaries({}, optional=by_key)


# --- spine -------------------------------------------------------------------------------


def test_the_columns_come_from_the_parts():
    spine = answers.spine(
        VISIT,
        {
            "on": "2026-03-05",
            "next": "2026-04",
            "arrived": "2026-03-04T16:30:00Z",
            "sex": "2",
            "birth": "2008",
            "risk": "3",
            "safety": "allergic to penicillin",
            "name": " 甲某 ",
            "others": "乙某、丙某；甲某",
            "document": {"type": "01", "number": "9901012008 0101002x"},
        },
    )
    assert spine == answers.Spine(
        on_date="2026-03-05",
        due_on="2026-04-01",
        arrived_at="2026-03-04T16:30:00Z",
        sex="2",
        born_from="2008-01-01",
        born_to="2008-12-31",
        risk="3",
        safety_line="allergic to penicillin",
        names=("甲某", "乙某", "丙某"),
        documents=("99010120080101002X",),
    )


def test_without_a_date_of_its_own_a_record_is_about_the_day_of_arrival():
    spine = answers.spine(VISIT, {"arrived": "2026-03-04T16:30:00Z"})
    assert spine.on_date == "2026-03-05"


def test_the_birth_range_comes_from_the_ages_at_arrival():
    told = {"arrived": "2026-03-05T02:00:00Z", "low": 14, "high": 16}
    spine = answers.spine(VISIT, told)
    assert (spine.born_from, spine.born_to) == ("2009-03-06", "2012-03-05")
    open_end = answers.spine(VISIT, {**told, "high": {"none": "unknown"}})
    assert (open_end.born_from, open_end.born_to) == (None, "2012-03-05")


def test_ages_without_a_day_say_nothing():
    assert answers.spine(VISIT, {"low": 14}) == answers.Spine()


@pytest.mark.parametrize("value", NONES)
def test_none_codes_leave_the_columns_empty(value):
    told = {field.key: value for field in answers.fields(VISIT)}
    assert answers.spine(VISIT, told) == answers.Spine()


def test_what_is_not_asked_says_nothing():
    assert answers.spine(_hidden_due("no"), {"done": True, "due": "2026-04-01"}).due_on is None
    assert answers.spine(_hidden_due("no"), {"done": False, "due": "2026-04-01"}).due_on


def _hidden_due(key: str) -> Form:
    from rescueapp.forms.schema import Is, Part

    fields = (
        Field("done", "Done", Kind.YES_NO),
        Field("due", "Due", Kind.DATE, part=Part.DUE_ON, when=Is("done", (False,))),
    )
    return Form(key, "T04", "T", 1, Topic.CASE, (Section("s", "S", fields),), reminder="R")


@given(told_of(VISIT))
def test_any_answers_give_columns(told):
    spine = answers.spine(VISIT, told)
    assert spine.born_from is None or spine.born_to is None or spine.born_from <= spine.born_to


# --- split and join -------------------------------------------------------------------------


@given(told_of(VISIT))
def test_what_is_split_and_joined_is_the_same(told):
    assert answers.join(answers.split(VISIT, told)) == told


@given(told_of(VISIT))
def test_no_answer_leaves_its_compartment(told):
    parts = answers.split(VISIT, told)
    for field in answers.fields(VISIT):
        where = [part for part, kept in parts.items() if field.key in kept]
        assert where in ([], [answers.compartment_of(VISIT, field)])


def test_empty_answers_and_parts_are_left_out():
    assert answers.split(VISIT, {"name": "", "how": None, "events": []}) == {}
    assert answers.split(VISIT, {"low": 0, "school": False}) == {None: {"low": 0, "school": False}}


def test_unknown_keys_stay_in_the_part_they_came_from():
    before = {
        None: {"sex": "2", "new_clear": 1},
        CARE: {"how": "x", "new_care": 2},
        IDENTITY: {"new_name": 3},
    }
    told = answers.join(before)
    assert answers.split(VISIT, told, before=before) == before
    assert answers.newer(VISIT, told) == {"new_clear": 1, "new_care": 2, "new_name": 3}


def test_an_unknown_key_of_unknown_origin_goes_to_the_part_of_the_form():
    sealed = Form("f", "T05", "F", 1, Topic.CARE, (), compartment=Compartment.PSYCHOLOGICAL)
    assert answers.split(sealed, {"new": 1}) == {Compartment.PSYCHOLOGICAL: {"new": 1}}
    assert answers.split(VISIT, {"new": 1}) == {None: {"new": 1}}


# --- search, coded, facts ---------------------------------------------------------------------

TOLD = {
    "sex": "2",
    "birth": "2008-05-06",
    "arrived": "2026-03-04T16:30:00Z",
    "risk": {"none": "unknown"},
    "from": {"code": "530721", "text": "黄山镇"},
    "name": "甲某",
    "document": {"type": "01", "number": "9901-01"},
    "reasons": ["01"],
    "how": "她说的经过",
    "events": [
        {
            "when": "2025",
            "where": {"code": "460100", "text": "某路"},
            "told": "细节",
            "sure": False,
        },
        {"told": "没有日期"},
    ],
    "old": "旧答案",
}


def test_search_finds_words_only_in_their_compartment():
    clear, care, identity = (
        answers.search_words(VISIT, TOLD, part) for part in (None, CARE, IDENTITY)
    )
    assert clear.split() == ["云南省", "丽江市", "玉龙纳西族自治县", "黄山镇", "旧答案"]
    assert "她说的经过" in care
    assert "细节" in care
    assert "海口市" in care
    assert identity == "甲某 990101"
    assert "2008" not in clear + care + identity


def test_search_words_do_not_depend_on_the_language(language):
    assert "丽江市" in answers.search_words(VISIT, TOLD, None)


def test_coded_rows_hold_codes_and_days_and_no_words():
    assert answers.coded(VISIT, TOLD) == {
        "arrived": "2026-03-05",
        "sex": "2",
        "birth": "2008",
        "risk": {"none": "unknown"},
        "from": "530721",
        "reasons": ["01"],
        "events": [{"when": "2025", "where": "460100", "sure": False}, {}],
    }


@pytest.mark.parametrize(
    ("birth", "year"),
    [
        ("2008-05-06", "2008"),
        ("2008-05", "2008"),
        ("2008-01/2008-05", "2008"),
        ("2007/2008", "2007/2008"),
    ],
)
def test_k16_of_a_birth_only_the_year_is_coded(birth, year):
    assert answers.coded(VISIT, {"birth": birth})["birth"] == year


@given(told_of(VISIT))
def test_k16_no_words_are_ever_coded(told):
    secret = {**told, "name": "秘密", "how": "秘密", "reasons": ["01"], "safety": "秘密"}
    secret["from"] = {"code": "530721", "text": "秘密"}
    assert "秘密" not in str(answers.coded(VISIT, secret))


def test_facts_are_the_values_and_not_the_missing_ones():
    told = {**TOLD, "sex": {"none": "not_asked"}}
    assert answers.facts(VISIT, told) == {"from": TOLD["from"], "name": "甲某"}


def test_an_author_sealed_form_gives_nothing_to_others():
    note = Field("note", "Note", Kind.LONG_TEXT, Level.L3)
    form = Form(
        "n",
        "T06",
        "N",
        1,
        Topic.CARE,
        (Section("s", "S", (note,)),),
        compartment=Compartment.AUTHOR,
    )
    assert answers.split(form, {"note": "x"}) == {Compartment.AUTHOR: {"note": "x"}}
    assert answers.search_words(form, {"note": "x"}, None) == ""
    assert not answers.coded(form, {"note": "x"})
