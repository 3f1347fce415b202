"""Health check, disability, school, training and work: what the forms ask, say and mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS, check
from rescueapp.forms.schema import Compartment, Field, Form, Kind, Section, Topic, Voice
from tests.every_form.people import resident_id

TODAY = date(2026, 6, 30)
HIV, GENERAL = "05", "01"  # L-exam


def said(
    form: str, answers: dict[str, Any], *, minor: bool = False, sex: str | None = "2"
) -> dict[str, str]:
    """What is said under which question; nothing of it stops a save."""
    found = interpreter.problems(
        FORMS[form], answers, complete=False, today=TODAY, minor=minor, sex=sex
    )
    assert not any(problem.blocking for problem in found)
    return {str(problem.path[0]): problem.words.msgid for problem in found}


def asked(form: str, answers: dict[str, Any]) -> set[str]:
    return {field.key for field in interpreter.asked_fields(FORMS[form], answers, minor=False)}


# --- F13 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sex", "noticed"), [("2", True), (None, True), ("1", False)])
def test_k08_a_woman_or_girl_examined_by_men_alone_is_noticed(
    sex: str | None, noticed: bool
) -> None:
    assert bool(said("health_check", {"health_examiner_sex": "03"}, sex=sex)) is noticed
    assert said("health_check", {"health_examiner_sex": "02"}, sex=sex) == {}


def test_a411_what_cannot_wait_is_told_as_practice_to_be_verified_never_as_law() -> None:
    told = said("health_check", {"violence_when": "01"})["violence_when"]
    assert "待核实" in told
    assert "no rule of law" in told
    assert said("health_check", {"violence_when": "00"}) == {}


def test_what_is_seen_on_a_minor_points_at_the_report() -> None:
    for answers in ({"injuries_seen": True}, {"nutrition": "04"}, {"violence_when": "03"}):
        assert any("F37" in words for words in said("health_check", answers, minor=True).values())
        assert said("health_check", answers) == {}


def test_a406_of_an_hiv_test_no_result_is_asked() -> None:
    exams = next(f for f in interpreter.fields(FORMS["health_check"]) if f.key == "exams")

    def row_of(kind: str) -> set[str]:
        row = {"exam_kind": kind, "exam_agreed": "01"}
        return {f.key for f in interpreter.asked_in_row(exams, row, {}, minor=False)}

    assert row_of(GENERAL) - row_of(HIV) == {"exam_result", "exam_remark"}
    assert "HIV" in next(c.en for c in codes.codes("L-exam") if c.code == HIV)


def test_each_examination_waits_for_an_agreement_of_its_own() -> None:
    begun = interpreter.begun(FORMS["health_check"])["exams"]
    assert [row["exam_kind"] for row in begun] == [c.code for c in codes.codes("L-exam")]
    assert {row["exam_agreed"] for row in begun} == {"04"}  # not asked yet


def test_findings_are_the_medical_part_and_only_what_the_team_needs_is_not() -> None:
    parts = {
        field.key: interpreter.compartment_of(FORMS["health_check"], field)
        for section in FORMS["health_check"].sections
        if section.key in ("state", "injuries", "items")
        for field in section.fields
    }
    assert {key for key, part in parts.items() if part is not Compartment.MEDICAL} == {
        "health_self_harm"
    }
    assert parts["health_self_harm"] is Compartment.CARE


def test_what_f13_and_f17_both_need_is_asked_once() -> None:
    both = [
        {f.key for f in interpreter.fields(FORMS[form]) if f.fact}
        for form in ("health_check", "medical_care")
    ]
    assert both[0] & both[1] == {
        *("allergies", "history", "medicines", "time_critical", "time_critical_accepted"),
        "evidence_to_police",
    }


# --- F19 ----------------------------------------------------------------------------------------

CARD = resident_id(date(1999, 1, 1), 122) + "53"


@pytest.mark.parametrize(
    ("number", "noticed"),
    [
        (CARD, True),  # an area that no place has
        (CARD[:-1], True),
        (CARD[:-2] + "83", True),
        (CARD[:-2] + "55", True),
        ("11010519491231002X53", False),  # the number of the standard itself
        ("11010519491231002X53B1", False),
        ("11010519491231002153", True),
    ],
)
def test_the_number_of_the_card_is_looked_at_and_stops_nothing(number: str, noticed: bool) -> None:
    answers = {"disability": ["5"], "disability_card": number}
    assert ("disability_card" in said("disability_assessment", answers)) is noticed


@pytest.mark.parametrize(
    ("status", "noticed"), [("4", True), ("9", True), ("5", True), ("2", False), ("1", False)]
)
def test_a407_without_household_registration_that_comes_first(status: str, noticed: bool) -> None:
    told = said("disability_assessment", {"hukou_status": status})
    assert ("hukou_status" in told) is noticed


def test_only_the_number_of_a_kind_of_document_is_looked_at_so() -> None:
    number = Field("card", "Card", Kind.TEXT, document="13")
    for wrong in (replace(number, kind=Kind.LONG_TEXT), replace(number, document="00")):
        form = Form("odd", "X1", "Odd", 1, Topic.CASE, (Section("s", "S", (wrong,)),))
        assert any("type of C-08" in fault for fault in check(form))


# --- F20, F21 -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["disability_assessment", "schooling"])
def test_a_list_of_papers_begins_with_every_paper_not_asked_for(form: str) -> None:
    ((_, rows),) = interpreter.begun(FORMS[form]).items()
    kind, stand = rows[0]
    assert [row[kind] for row in rows][-1] == "99"
    assert {row[stand] for row in rows} == {"01"}


def test_where_school_course_and_work_are_is_identity_and_hidden_from_who_must_not_know() -> None:
    where = {
        "schooling": ("school_name", "school_place", "school_contact"),
        "training_and_work": ("course_places", "introduced_to", "employers"),
    }
    for form, keys in where.items():
        by_key = {field.key: field for field in interpreter.fields(FORMS[form])}
        for key in keys:
            assert interpreter.compartment_of(FORMS[form], by_key[key]) is Compartment.IDENTITY
            assert by_key[key].whereabouts
            assert by_key[key].trusted or by_key[key].kind is Kind.PLACE


def test_s73_a_child_at_school_away_from_home_without_support_is_noticed() -> None:
    away = {"school_elsewhere": True, "school_outcome": "01", "school_support": "05",
            "school_enrolled_on": "2026-06-01"}  # fmt: skip
    assert "school_support" in said("schooling", away)
    assert said("schooling", away | {"school_support": "01"}) == {}
    assert "school_support" in said("schooling", away | {"school_support": None})
    assert said("schooling", away | {"school_elsewhere": False}) == {}


def test_s45_a_child_out_of_school_is_told_to_the_education_office() -> None:
    for outcome in ("04", "05"):
        assert "school_outcome" in said("schooling", {"school_outcome": outcome})
    at_school = {"school_outcome": "01", "school_enrolled_on": "2026-06-01"}
    assert said("schooling", at_school) == {}


def test_a603_a_day_that_is_missing_is_asked_for() -> None:
    for outcome, day in (("01", "school_enrolled_on"), ("03", "school_deferred_until"),
                         ("05", "school_left_on"), ("06", "school_left_on")):  # fmt: skip
        answers = {"school_outcome": outcome}
        assert day in said("schooling", answers)
        assert day not in said("schooling", answers | {day: "2026-06-01"})


def test_wages_in_other_hands_are_noticed() -> None:
    job = {"jobs": [{"job_kind": "01"}]}
    for to, noticed in (("01", False), ("02", False), ("03", True), ("04", True)):
        assert ("wages_to" in said("training_and_work", job | {"wages_to": to})) is noticed


def test_employer_and_wages_are_asked_where_there_is_a_job() -> None:
    beside = {"employers", "wages_to", "job_own_view"}
    assert beside & asked("training_and_work", {}) == set()
    assert beside <= asked("training_and_work", {"jobs": [{"job_kind": "01"}]})


def test_a604_the_wish_comes_first_and_is_in_the_complete_record() -> None:
    first = FORMS["training_and_work"].sections[0]
    assert first.key == "wish"
    assert [field.key for field in first.fields if field.required] == ["work_wish"]


def test_in_a_group_the_alias_is_asked_for_and_names_are_warned_of() -> None:
    assert "lesson_alias" not in asked("rights_training", {"lesson_way": "01"})
    told = said("rights_training", {"lesson_way": "02", "lesson_alias": False})
    assert set(told) == {"lesson_way", "lesson_alias"}
    view = {"lesson_own_view": "知道了找谁（虚构）"}
    assert "lesson_own_view" in said("rights_training", {"lesson_way": "02", **view})
    assert "lesson_own_view" not in said("rights_training", {"lesson_way": "01", **view})


@pytest.mark.parametrize(
    "form",
    ["health_check", "disability_assessment", "schooling", "training_and_work", "rights_training"],
)
def test_k24_each_asks_for_her_own_view(form: str) -> None:
    assert any(field.voice is Voice.HERS for field in interpreter.fields(FORMS[form]))


def test_what_the_records_mean_to_the_clocks() -> None:
    meant = {
        form: {(said.name, said.at) for said in FORMS[form].milestones}
        for form in ("disability_assessment", "schooling", "training_and_work", "rights_training")
    }
    assert meant == {
        "disability_assessment": {
            ("disability_applied", "disability_applied_on"),
            ("disability_applied", "disability_second_on"),
            ("disability_decided", "disability_decided_on"),
            ("disability_refused", "disability_decided_on"),
        },
        "schooling": {
            ("enrolled", "school_enrolled_on"),
            ("school_deferred", "school_deferred_until"),
            ("school_left", "school_left_on"),
            ("school_finished", "school_left_on"),
        },
        "training_and_work": {
            ("training_ended", "course_ended_on"),
            ("employed", "job_from"),
            ("at_work_three_months_open", "job_from"),
            ("at_work_six_months_open", "job_from"),
        },
        "rights_training": {("rights_trained", "lesson_on")},
    }
