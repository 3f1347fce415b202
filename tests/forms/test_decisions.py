"""What the forms of decisions, placement and closing ask: clause by clause of the plans."""

from __future__ import annotations

from datetime import date

import pytest

from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Field, Kind, MayBeMinor, Part, Stage, Voice

DECIDES = ("family_assessment", "care_arrangement", "case_conference", "best_interest_decision",
           "safety_plan", "resettlement", "closure", "reopening")  # fmt: skip


def asked(form: str, key: str) -> Field:
    fields = interpreter.fields(FORMS[form])
    return next(f for field in fields for f in (field, *field.rows) if f.key == key)


@pytest.mark.parametrize("form", DECIDES)
def test_k24_each_form_that_decides_about_her_has_her_own_words(form: str) -> None:
    assert any(field.voice is Voice.HERS for field in interpreter.fields(FORMS[form]))


@pytest.mark.parametrize(
    ("form", "key"),
    [("care_arrangement", "care_child_view"), ("case_conference", "conference_child_view"),
     ("resettlement", "resettle_child_view"), ("closure", "closure_child_view")],
)  # fmt: skip
def test_a316_a_child_is_heard_before_it_is_decided(form: str, key: str) -> None:
    field = asked(form, key)
    assert field.required
    assert field.when == MayBeMinor()
    assert asked("best_interest_decision", "best_child_view").required


ADOPTION = (
    "adoption_notice_began", "adoption_notice_ended", "adoption_assessment_began",
    "adoption_stay_began", "adoption_assessed", "adoption_filed", "adoption_decided",
)  # fmt: skip


def test_s31_and_s46_each_arrangement_has_its_ground_and_its_time() -> None:
    for key in ("custody", "placement", "care_from", "care_until", "care_basis"):
        assert asked("care_arrangement", key).coded
    named = {said.name for said in FORMS["care_arrangement"].milestones}
    moved = {"moved_to_welfare", "placed_outside"}
    assert named == {"custody_began", "custody_ended", *moved, *ADOPTION}


def test_a304_a_guardianship_of_the_state_says_on_what_ground() -> None:
    form = FORMS["care_arrangement"]

    def noticed(**said: str) -> bool:
        answers = {"custody": "04", "care_from": "2026-06-30", **said}
        found = interpreter.problems(form, answers, complete=False, today=date(2026, 6, 30),
                                     minor=True)  # fmt: skip
        return ("care_basis",) in {each.path for each in found}

    assert noticed()
    assert noticed(custody="03")
    assert not noticed(care_basis="03")
    assert not noticed(custody="01")


def test_s51_an_adoption_begins_with_every_step_it_needs() -> None:
    begun = interpreter.begun(FORMS["care_arrangement"])["adoption_steps"]
    assert [row["adoption_step"] for row in begun] == [
        c.code for c in codes.codes("L-adoption-step")
    ]
    assert {row["adoption_state"] for row in begun} == {"01"}


def test_s34_and_s75_a_problem_of_the_family_has_an_owner_and_a_day_until_it_is_solved() -> None:
    said = {"family_problems": [
        {"problem": "甲", "problem_due_on": "2026-07-01", "problem_done_on": "2026-06-20"},
        {"problem": "乙", "problem_due_on": "2026-08-01"},
    ]}  # fmt: skip
    form = FORMS["family_assessment"]
    assert interpreter.spine(form, said).due_on == "2026-08-01"
    assert interpreter.settled_by(form) == "family_problems"
    assert asked("family_assessment", "problem_owner").kind is Kind.TEXT


def test_s37_and_s39_a_departmental_meeting_says_who_resolves_the_difficulty() -> None:
    assert asked("case_conference", "difficulty_lead").kind is Kind.DEPARTMENT
    assert asked("case_conference", "decision_due_on").part is Part.DUE_ON
    form, today = FORMS["case_conference"], date(2026, 6, 30)
    said = {"conference_on": "2026-06-30", "conference_kind": "03", "conference_question": "虚构"}
    found = interpreter.problems(form, said, complete=True, today=today, minor=False)
    assert {each.path[0] for each in found} == {"difficulty", "difficulty_lead", "difficulty_by"}
    said |= {"conference_kind": "01"}  # of another meeting nothing of it is asked
    assert interpreter.problems(form, said, complete=True, today=today, minor=False) == []


def test_s54_who_keeps_an_eye_on_it_is_a_role_and_learns_the_alias() -> None:
    assert asked("follow_up", "supporters").kind is Kind.CHOICES
    task = asked("follow_up", "supporter_task")
    assert task.trusted
    assert task.whereabouts


def test_s24_a_closing_says_where_she_is_and_only_of_the_lost_and_the_dead_not() -> None:
    form = FORMS["closure"]
    placement = asked("closure", "placement")
    assert placement.required
    assert form.stage is Stage.CLOSED
    for kind, applies in (("01", True), ("07", True), ("08", False), ("09", False)):
        fields = interpreter.asked_fields(form, {"closure_kind": kind}, minor=False)
        assert (placement in fields) is applies


def test_where_she_is_stands_in_the_identity_part_and_is_marked() -> None:
    for form, key in (("care_arrangement", "care_place"), ("care_arrangement", "care_address"),
                      ("resettlement", "resettle_place"), ("resettlement", "resettle_contact"),
                      ("closure", "closure_place"), ("safety_plan", "plan_way")):  # fmt: skip
        field = asked(form, key)
        assert field.whereabouts, key
        assert field.compartment is Compartment.IDENTITY, key


def test_what_protects_her_is_in_no_case_file() -> None:
    assert FORMS["safety_plan"].archive_order == 0
    assert FORMS["feedback"].archive_order == 0


def test_plans_and_endings_wait_for_a_second_person() -> None:
    for key in ("service_plan", "case_conference", "best_interest_decision", "resettlement",
                "closure"):  # fmt: skip
        assert FORMS[key].approval is not None, key
    assert FORMS["reopening"].approval is None  # nothing holds up help
