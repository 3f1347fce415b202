"""What the papers of arriving, staying and leaving declare: what they mean to clocks, who sees to
them, what reminds, and where a refusal goes on."""

from __future__ import annotations

from datetime import date

import pytest

from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Part, Stage, Topic

TODAY = date(2026, 3, 20)
MILESTONES = {
    "stay_and_leaving": [
        "left",
        "returned_home",
        "moved_to_welfare",
        "placed_outside",
        "left_alone",
        "resettled",
    ],
    "return_handover": ["left", "returned_home"],
    "cross_border": ["left_abroad", "left"],
    "police_document": [
        "police_temporary_care",
        "police_search_1m",
        "police_search_12m",
        "police_returned",
        "placed_outside",
    ],
}


def holds(form: str, answers: dict[str, object]) -> list[str]:
    """The milestones of a form whose answers hold."""
    return [
        said.name
        for said in FORMS[form].milestones
        if interpreter.applies(said.when, answers, minor=True)
    ]


@pytest.mark.parametrize("form", MILESTONES)
def test_they_say_what_has_happened(form: str) -> None:
    assert [said.name for said in FORMS[form].milestones] == MILESTONES[form]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (None, []),
        ("5.9", []),
        ("5.2", ["left", "returned_home"]),
        ("6.1", ["left", "moved_to_welfare", "placed_outside"]),
    ],
)
def test_who_is_still_in_the_station_has_not_left(mode: str | None, expected: list[str]) -> None:
    answers = {"exit_mode": mode} if mode else {}
    assert holds("stay_and_leaving", dict(answers)) == expected


@pytest.mark.parametrize(("paper", "at"), [("F07", 0), ("F08", 1), ("F09", 2), ("F10", 3)])
def test_each_paper_of_the_police_is_one_milestone(paper: str, at: int) -> None:
    said = [name for name in MILESTONES["police_document"] if name != "placed_outside"]
    found = holds("police_document", {"police_paper": paper})
    assert found == [said[at], *(["placed_outside"] if paper == "F10" else [])]


def test_every_paper_of_the_police_is_known() -> None:
    listed = [row.code for row in codes.codes("L-police-document")]
    assert listed == ["F07", "F08", "F09", "F10"]
    assert FORMS["police_document"].number == "F07–F10"


@pytest.mark.parametrize(
    "form", ["termination_notice", "return_handover", "cross_border", "file_access"]
)
def test_a_second_person_sees_to_it(form: str) -> None:
    assert FORMS[form].approval is not None


def test_nothing_is_approved_where_a_file_was_refused() -> None:
    approval = FORMS["file_access"].approval
    assert approval is not None
    assert interpreter.applies(approval.when, {"file_answer": "01"}, minor=False)
    assert not interpreter.applies(approval.when, {"file_answer": "03"}, minor=False)


def test_a_bed_moves_the_case_to_no_placement() -> None:
    assert FORMS["stay_and_leaving"].stage is Stage.SERVICES
    for form in ("leaving_declaration", "return_handover", "cross_border"):
        assert FORMS[form].stage is Stage.PLACEMENT
        assert FORMS[form].topic is Topic.LEAVING


@pytest.mark.parametrize(
    ("form", "settles"),
    [("return_handover", "first_visit_done_on"), ("file_access", "file_returned_on")],
)
def test_what_is_due_of_each_paper_is_settled_in_itself(form: str, settles: str) -> None:
    assert interpreter.settled_by(FORMS[form]) == settles
    due = [f for f in interpreter.fields(FORMS[form]) if f.part is Part.DUE_ON]
    assert len(due) == 1


def test_every_way_of_going_home_is_a_mode_of_leaving() -> None:
    modes = {row.code for row in codes.codes("C-16")}
    assert {row.code for row in codes.codes("L-return-kind")} <= modes


@pytest.mark.parametrize(
    ("decision", "minor", "count"), [("03", False, 1), ("03", True, 2), ("01", True, 0)]
)
def test_a_refusal_at_intake_says_that_the_notice_comes_next(
    decision: str, minor: bool, count: int
) -> None:
    answers = {"arrived_at": "2026-03-20T02:00:00Z", "sex": "2", "decision": decision}
    found = interpreter.problems(FORMS["intake"], answers, complete=False, today=TODAY, minor=minor)
    said = [problem for problem in found if problem.path == ("decision",)]
    assert len(said) == count
    assert not any(problem.blocking for problem in said)
