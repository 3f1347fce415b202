"""What is asked of whom, and what is said about answers that are missing or wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rescueapp.forms import answers
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    AnyOf,
    Compartment,
    Field,
    Form,
    Has,
    Is,
    Kind,
    MayBeMinor,
    Not,
    Part,
    Section,
    Topic,
)
from rescueapp.i18n import say
from tests.forms.samples import NONES, VISIT, answers_of, field_of

TODAY = date(2026, 3, 5)


def keys(told, minor=True):
    return [field.key for field in answers.asked_fields(VISIT, told, minor)]


def form_of(*fields, **more):
    sections = (Section("s", "S", fields),)
    return Form("test_one", "T03", "One", 1, Topic.CASE, sections, **more)


def problems(form, told, complete=False, minor=True):
    return answers.problems(form, told, complete=complete, today=TODAY, minor=minor)


def says(form, told, **more):
    return [(each.path, each.words.msgid, each.blocking) for each in problems(form, told, **more)]


# --- asking ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "told", "holds"),
    [
        (Is("a", ("1", "2")), {"a": "2"}, True),
        (Is("a", ("1",)), {"a": "3"}, False),
        (Is("a", ("1",)), {}, False),
        (Is("a", (True,)), {"a": True}, True),
        (Is("a", (True,)), {"a": 1}, False),
        (Is("a", (False,)), {"a": None}, False),
        (Has("a", ("1", "2")), {"a": ["3", "2"]}, True),
        (Has("a", ("1",)), {"a": "1"}, False),
        (Answered("a"), {"a": False}, True),
        (Answered("a"), {"a": {"none": "declined"}}, False),
        (Answered("a"), {"a": ""}, False),
        (Not(Answered("a")), {}, True),
        (AllOf((Answered("a"), Answered("b"))), {"a": 1}, False),
        (AnyOf((Answered("a"), Answered("b"))), {"a": 1}, True),
        (AllOf(()), {}, True),
        (AnyOf(()), {}, False),
        (None, {}, True),
    ],
)
def test_conditions_see_the_answers(condition, told, holds):
    assert answers.applies(condition, told, minor=False) is holds


def test_whoever_may_be_a_minor_is_asked_more():
    assert "school" in keys({}, minor=True)
    assert "school" not in keys({}, minor=False)


def test_sections_that_do_not_apply_and_retired_fields_are_not_asked():
    assert "wish" not in keys({"sex": "1"})
    assert "wish" in keys({"sex": "2"})
    assert "old" not in keys({"old": "kept"})


def test_a_row_sees_itself_before_the_form():
    events = next(field for field in answers.fields(VISIT) if field.key == "events")
    shown = answers.asked_in_row(events, {"when": "2026"}, {}, minor=False)
    assert [field.key for field in shown] == ["when", "where", "told", "sure"]
    assert "told" not in [f.key for f in answers.asked_in_row(events, {}, {}, minor=False)]


def test_a_field_is_sealed_where_it_says_or_where_its_form_says():
    form = form_of(field_of(Kind.TEXT), compartment=Compartment.MEDICAL)
    named = field_of(Kind.TEXT, compartment=Compartment.IDENTITY)
    assert answers.compartment_of(form, field_of(Kind.TEXT)) is Compartment.MEDICAL
    assert answers.compartment_of(form, named) is Compartment.IDENTITY
    assert answers.compartment_of(VISIT, field_of(Kind.TEXT)) is None


# --- checking ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(Kind))
@settings(max_examples=40)
@given(data=st.data())
def test_sound_answers_have_no_blocking_problem(kind, data):
    form = form_of(field_of(kind))
    value = data.draw(answers_of(kind))
    assert not [each for each in problems(form, {"asked": value}, complete=True) if each.blocking]


@pytest.mark.parametrize("kind", list(Kind))
@settings(max_examples=60)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["code", "text", "what", "type", "none"]), inner)
        ),
    )
)
def test_checking_anything_ends_in_words(kind, value):
    for each in problems(form_of(field_of(kind)), {"asked": value}, complete=True):
        assert each.words.context in ("answers", "numbers")


BAD = [
    (Kind.TEXT, 5),
    (Kind.TEXT, "x" * 201),
    (Kind.LONG_TEXT, "x" * 20_001),
    (Kind.INSTITUTION, ["x"]),
    (Kind.NUMBER, "5"),
    (Kind.NUMBER, True),
    (Kind.NUMBER, float("nan")),
    (Kind.MONEY, 12.5),
    (Kind.MONEY, "12.5"),
    (Kind.MONEY, "-1.00"),
    (Kind.DATE, "2026-02-30"),
    (Kind.DATE, "2026-05/2026-01"),
    (Kind.DATE, 2026),
    (Kind.DATE_TIME, "2026-03-05"),
    (Kind.DATE_TIME, "2026-03-05T14:30:00"),
    (Kind.CHOICE, "77"),
    (Kind.CHOICE, ["01"]),
    (Kind.CHOICES, "01"),
    (Kind.CHOICES, ["01", "01"]),
    (Kind.CHOICES, ["01", "77"]),
    (Kind.YES_NO, "yes"),
    (Kind.PLACE, {"code": "999999", "text": ""}),
    (Kind.PLACE, "530721"),
    (Kind.PLACE, {"text": "x"}),
    (Kind.COUNTRY, "QQ"),
    (Kind.ID_DOCUMENT, {"type": "01", "number": "110105194912310021"}),
    (Kind.ID_DOCUMENT, {"type": "77", "number": "1"}),
    (Kind.ID_DOCUMENT, "1101"),
    (Kind.PERSON, "x"),
    (Kind.RELATIVE, "x"),
    (Kind.ENTRY, "x"),
    (Kind.DEPARTMENT, {"code": "77", "name": ""}),
    (Kind.DEPARTMENT, {"code": "02", "name": 5}),
    (Kind.SCALE, 11),
    (Kind.SCALE, -1),
    (Kind.SCALE, 4.5),
    (Kind.ROWS, {"what": "x"}),
    (Kind.ROWS, ["x"]),
    (Kind.ROWS, [{"what": 5}]),
    (Kind.ATTACHMENT, {"blob": "x", "type": "image/jpeg", "size": 1, "label": ""}),
    (Kind.PHOTO, {"blob": "0" * 32}),
]


@pytest.mark.parametrize(("kind", "value"), BAD)
def test_bad_answers_of_every_kind_are_refused_in_words(kind, value):
    found = problems(form_of(field_of(kind)), {"asked": value})
    assert [each.blocking for each in found] == [True]
    assert found[0].path[0] == "asked"
    assert found[0].words.context in ("answers", "numbers")


def test_every_kind_has_a_bad_answer_here():
    assert {kind for kind, _ in BAD} == set(Kind)


@pytest.mark.parametrize("value", NONES)
@pytest.mark.parametrize("kind", list(Kind))
def test_a_personal_question_may_be_declined_and_a_staff_question_may_not(kind, value):
    required = {"required": True}
    assert not problems(form_of(field_of(kind, **required)), {"asked": value}, complete=True)
    staff = form_of(field_of(kind, personal=False))
    assert [each.blocking for each in problems(staff, {"asked": value})] == [True]


def test_required_is_asked_for_only_when_the_record_is_complete():
    assert says(VISIT, {}) == []
    assert says(VISIT, {}, complete=True) == [(("on",), "Please answer this.", True)]
    rows = {"on": "2026", "events": [{"when": "2026"}]}
    assert says(VISIT, rows, complete=True) == [
        (("events", 0, "sure"), "Please answer this.", True)
    ]
    assert says(VISIT, rows) == []


def test_what_is_not_asked_is_not_required():
    hidden = field_of(Kind.TEXT, required=True, when=MayBeMinor())
    assert problems(form_of(hidden), {}, complete=True, minor=True)
    assert not problems(form_of(hidden), {}, complete=True, minor=False)


def test_a_first_registration_needs_sex_and_arrival_time_even_incomplete():
    form = form_of(
        Field("sex", "Sex", Kind.CHOICE, codes="C-01", part=Part.SEX, required=True),
        Field("at", "At", Kind.DATE_TIME, part=Part.ARRIVED_AT, required=True),
        Field("name", "Name", Kind.TEXT, required=True),
        registers=True,
    )
    assert [each.path for each in problems(form, {})] == [("sex",), ("at",)]
    assert not problems(form, {"sex": "0", "at": "2026-03-05T06:30:00Z"})


def test_limits_are_said_with_their_value():
    found = problems(form_of(field_of(Kind.NUMBER, maximum=120)), {"asked": 121})
    assert found[0].words.values == {"limit": "120"}
    found = problems(form_of(field_of(Kind.TEXT, max_length=3)), {"asked": "abcd"})
    assert found[0].words.values == {"count": 3}
    assert not problems(form_of(field_of(Kind.MONEY, minimum=-5)), {"asked": "-5.00"})


@pytest.mark.parametrize("value", ["2026-03-06", "2026-04", "2027", "2026-04/2026-05"])
def test_a_date_that_lies_wholly_in_the_future_is_refused_where_it_cannot_be(value):
    form = form_of(field_of(Kind.DATE, not_future=True))
    assert [each.blocking for each in problems(form, {"asked": value})] == [True]
    assert not problems(form_of(field_of(Kind.DATE)), {"asked": value})
    assert not problems(form, {"asked": "2026-03"})


def test_an_instant_of_tomorrow_is_future_by_the_clock_of_the_station():
    form = form_of(field_of(Kind.DATE_TIME, not_future=True))
    assert not problems(form, {"asked": "2026-03-05T15:59:00Z"})
    assert problems(form, {"asked": "2026-03-05T16:00:00Z"})


def test_a_historical_place_and_a_missing_number_are_only_warnings():
    found = problems(form_of(field_of(Kind.PLACE)), {"asked": {"code": "533221", "text": ""}})
    assert [each.blocking for each in found] == [False]
    document = form_of(field_of(Kind.ID_DOCUMENT))
    assert [e.blocking for e in problems(document, {"asked": {"type": "01", "number": ""}})] == [
        False
    ]
    assert not problems(document, {"asked": {"type": "99", "number": ""}})


def test_ages_and_documents_are_compared_with_the_rest():
    assert says(VISIT, {"low": 20, "high": 16}) == [
        (("low",), "The lowest age is above the highest.", True)
    ]
    told = {
        "sex": "1",
        "birth": "1950",
        "document": {"type": "01", "number": "11010519491231002X"},
    }
    found = problems(VISIT, told)
    assert [(each.path, each.blocking) for each in found] == [(("document",), False)] * 2


def test_a_day_before_the_one_it_follows_is_told_and_stops_nothing():
    row = (Field("from", "From", Kind.DATE), Field("until", "Until", Kind.DATE, follows="from"))
    form = form_of(
        Field("applied", "Applied on", Kind.DATE_TIME),
        Field("decided", "Decided on", Kind.DATE, follows="applied"),
        Field("jobs", "Jobs", Kind.ROWS, rows=row),
    )
    told = {
        "applied": "2026-03-04T16:30:00Z",  # the fifth, at the station
        "decided": "2026-03-04",
        "jobs": [{"from": "2026-01", "until": "2026-01-15"}, {"from": "2026", "until": "2025"}],
    }
    found = problems(form, told)
    assert [(each.path, each.blocking, say(each.words)) for each in found] == [
        (("decided",), False, "此日期早于“Applied on”，两个日期中有一个有误。"),
        (("jobs", 1, "until"), False, "此日期早于“From”，两个日期中有一个有误。"),
    ]
    assert not problems(form, told | {"decided": "2026-03-05", "jobs": []})
    assert not problems(form, told | {"applied": None, "jobs": []})


def test_a_document_that_is_not_her_own_is_not_compared_with_her():
    form = form_of(
        Field("sex", "Sex", Kind.CHOICE, codes="C-01", part=Part.SEX),
        Field("papers", "Papers", Kind.ID_DOCUMENT),
    )
    told = {"sex": "1", "papers": {"type": "01", "number": "11010519491231002X"}}
    assert not problems(form, told)


def test_problems_come_in_the_order_of_the_form():
    told = {"sex": "77", "on": "x", "events": [{"when": "x"}]}
    assert [each.path[0] for each in problems(VISIT, told)] == ["on", "sex", "events"]
    assert problems(VISIT, told)[2].path == ("events", 0, "when")


def test_unknown_keys_are_no_problem():
    assert not problems(VISIT, {"from_a_newer_program": object()})


def test_an_entry_of_a_list_out_of_its_time_is_a_warning(monkeypatch):
    from rescueapp.forms import codes

    table = codes._by_code("C-14")
    old = {**table, "01": replace(table["01"], valid_to="2025-12-31")}
    monkeypatch.setattr(codes, "_by_code", lambda list_id: old)
    found = problems(form_of(field_of(Kind.CHOICE)), {"asked": "01"})
    assert [each.blocking for each in found] == [False]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_what_says_nothing_is_never_complete(form):
    def wrong(complete):
        return [each for each in problems(form, {}, complete=complete) if each.blocking]

    assert wrong(complete=True)
    assert form.registers or not wrong(complete=False)


@pytest.mark.parametrize("form", [each for each in FORMS.values() if answers.begun(each)])
def test_a_checklist_nobody_touched_is_nothing_that_was_filled_in(form: Form) -> None:
    begun = answers.begun(form)
    found = answers.problems(form, begun, complete=True, today=date(2026, 6, 30), minor=True)
    assert any(each.blocking for each in found)
