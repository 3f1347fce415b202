"""Where the small workflows of a case stand is read from their records, papers by situation."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.opened import courses
from rescueapp.actions.recording import records
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes, tables
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import speaking
from rescueapp.paths import resources
from rescueapp.workspace import Workspace
from tests.actions.station import House, save

WITH_COURSE = [form for form in FORMS.values() if form.course]
KNOWN_ORIGIN = {"hukou_stage": "07", "origin": "01", "origin_ground": "出生医学证明（虚构）"}
_, TABLE = tables.read_rows(resources("papers.tsv"))


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws).case_uid


def standing(ws: Workspace, case: str) -> courses.Standing:
    with speaking("en"):
        (found,) = courses.of_case(ws, case)
    return found


def begun(form: str, **said: Any) -> dict[str, Any]:
    return {**interpreter.begun(FORMS[form]), **said}


def test_each_of_the_small_workflows_of_the_plan_says_where_it_stands() -> None:
    served = {form.key for form in WITH_COURSE}
    assert served >= {
        "household_registration", "legal_aid", "schooling", "training_and_work",
        "disability_assessment", "social_assistance",
    }  # fmt: skip
    for form in WITH_COURSE:
        if form.key not in ("legal_matter", "protection_order"):
            assert form.course is not None
            assert form.course.papers, form.key


def test_what_has_begun_says_so_and_then_the_last_step_speaks(ws: Workspace, case: str) -> None:
    aid = save(ws, "legal_aid", {"aid_on": "2026-06-20"}, case=case)
    assert standing(ws, case).stands == "Begun"
    said = {"aid_applied_on": "2026-06-21"}
    save(ws, "legal_aid", said, case=case, record=aid.record_uid, based_on=1)
    assert standing(ws, case).stands == "Applied on: 21 June 2026"
    said |= {"aid_decided_on": "2026-06-25", "aid_decision": "02"}
    save(ws, "legal_aid", said, case=case, record=aid.record_uid, based_on=2)
    assert standing(ws, case).stands == codes_label("L-aid-decision", "02")


def codes_label(list_id: str, code: str) -> str:
    with speaking("en"):
        return codes.label(list_id, code)


def test_only_the_papers_of_the_situation_are_missing(ws: Workspace, case: str) -> None:
    mother = begun("household_registration", hukou_category="04", hukou_stage="01")
    save(ws, "household_registration", mother, case=case)
    wanted = {codes_label("L-hukou-paper", code) for code in ("04", "10", "11", "13")}
    assert set(standing(ws, case).missing) == wanted


def test_what_is_there_or_not_needed_is_missing_no_more(ws: Workspace, case: str) -> None:
    for paper, stand, lacks in (("13", "02", True), ("13", "03", False), ("13", "05", False)):
        said = {
            "hukou_category": "04",
            "hukou_papers": [{"hukou_paper": paper, "hukou_paper_state": stand}],
        }
        assert bool(courses.missing(FORMS["household_registration"], said)) is lacks


def needed(form: str, **said: Any) -> set[str]:
    """The papers a form asks for, by their codes."""
    (checklist,) = (
        f for f in interpreter.fields(FORMS[form]) if f.key == FORMS[form].course.papers
    )
    paper = next(f for f in checklist.rows if f.starts == "*")
    named = {codes_label(paper.codes, each.code): each.code for each in codes.codes(paper.codes)}
    with speaking("en"):
        return {named[label] for label in courses.missing(FORMS[form], begun(form, **said))}


def test_a_situation_that_is_open_names_every_paper_some_situation_needs() -> None:
    every = {each.code for each in codes.codes("L-hukou-paper")}
    assert needed("household_registration") == every - {"99"}
    assert needed("household_registration", hukou_category="99") == every - {"99"}


@pytest.mark.parametrize(
    ("matters", "papers"),
    [
        (["03"], {"01", "04", "05", "06"}),  # a coerced marriage
        (["06"], {"01", "04", "07"}),  # wages: nothing of a marriage, an injury, a rescue
        (["15"], {"01", "04", "08"}),
        (["03", "06"], {"01", "04", "05", "06", "07"}),
        (["10"], {"01", "04"}),
    ],
)
def test_s29_the_papers_of_legal_aid_follow_the_matter(
    matters: list[str], papers: set[str]
) -> None:
    alone = {"aid_agent": "01", "aid_exempt": "01", "aid_address_kind": "01"}
    assert needed("legal_aid", aid_matter=matters, **alone) == papers


def test_s29_who_applies_for_her_what_she_has_and_where_papers_go_ask_for_a_paper_each() -> None:
    land = {"aid_matter": ["10"], "aid_agent": "01", "aid_exempt": "01", "aid_address_kind": "01"}
    for changed, more in (
        ({"aid_agent": "03"}, {"02"}),
        ({"aid_exempt": "06"}, {"03"}),
        ({"aid_exempt": "02"}, {"03"}),  # nothing is checked, and that is shown
        ({"aid_address_kind": "03"}, {"09"}),
    ):
        assert needed("legal_aid", **{**land, **changed}) == {"01", "04"} | more


def test_s29_what_is_not_answered_yet_may_need_every_paper_it_can_need() -> None:
    assert needed("legal_aid") == {f"0{each}" for each in range(1, 10)}
    assert needed("legal_aid", aid_matter=["10"]) == {"01", "02", "03", "04", "09"}
    assert needed("legal_aid", aid_matter={"none": "declined"}) >= {"05", "06", "07", "08"}


def test_s70_who_applies_for_herself_shows_no_guardianship() -> None:
    assert "05" not in needed("disability_assessment", disability_applicant="01")
    assert "05" in needed("disability_assessment", disability_applicant="03")


def test_what_was_asked_for_is_missing_whatever_the_situation() -> None:
    said = {
        "hukou_category": "04",
        "hukou_papers": [
            {"hukou_paper": "15", "hukou_paper_state": state} for state in ("01", "02")
        ],
    }
    assert len(courses.missing(FORMS["household_registration"], said)) == 1


def test_s29_the_case_page_names_the_papers_of_the_matter_to_who_holds_it(
    station: House, ws: Workspace, case: str
) -> None:
    alone = {"aid_agent": "01", "aid_exempt": "01", "aid_address_kind": "01"}
    save(ws, "legal_aid", begun("legal_aid", aid_matter=["06"], **alone), case=case)
    wages = {codes_label("L-aid-paper", code) for code in ("01", "04", "07")}
    assert set(standing(ws, case).missing) == wages
    unsaid = {codes_label("L-aid-paper", code) for code in needed("legal_aid", **alone)}
    assert set(standing(station.sign_in("yang"), case).missing) == unsaid > wages


def test_several_of_one_form_say_which_and_those_that_go_on_come_first(
    ws: Workspace, case: str
) -> None:
    ended = {"assist_kind": "03", "assist_ended_on": "2026-06-10"}
    save(ws, "social_assistance", begun("social_assistance", **ended), case=case)
    open_one = {"assist_kind": "08", "assist_applied_on": "2026-06-20"}
    save(ws, "social_assistance", begun("social_assistance", **open_one), case=case)
    with speaking("en"):
        found = courses.of_case(ws, case)
    kinds = [codes_label("L-assistance", code) for code in ("08", "03")]
    assert [each.about for each in found] == kinds
    assert [each.ended for each in found] == [False, True]
    assert found[1].missing == ()


@pytest.mark.parametrize(
    ("form", "goes_on", "over"),
    [
        ("schooling", {"school_outcome": "04"}, {"school_outcome": "06"}),
        ("training_and_work", {"work_stands": "08"}, {"work_stands": "09"}),
        ("legal_aid", {"aid_decision": "02"}, {"aid_decision": "05"}),
        ("social_assistance", {"assist_result": "03"}, {"assist_result": "04"}),
    ],
)
def test_what_has_come_to_its_end_lacks_no_papers(
    ws: Workspace, case: str, form: str, goes_on: dict[str, Any], over: dict[str, Any]
) -> None:
    saved = save(ws, form, begun(form, **goes_on), case=case)
    assert standing(ws, case).missing
    save(ws, form, begun(form, **over), case=case, record=saved.record_uid, based_on=1)
    assert standing(ws, case).missing == ()
    assert standing(ws, case).ended


@pytest.mark.parametrize(
    ("form", "asked", "granted"),
    [
        ("legal_aid", {"aid_decision": "02"}, {"aid_decision": "01"}),
        ("social_assistance", {"assist_result": "03"}, {"assist_result": "01"}),
        ("household_registration", KNOWN_ORIGIN, KNOWN_ORIGIN | {"hukou_stage": "08"}),
    ],
)
def test_what_was_granted_goes_on_and_lacks_no_papers(
    ws: Workspace, case: str, form: str, asked: dict[str, Any], granted: dict[str, Any]
) -> None:
    saved = save(ws, form, begun(form, **asked), case=case)
    assert standing(ws, case).missing
    save(ws, form, begun(form, **granted), case=case, record=saved.record_uid, based_on=1)
    assert standing(ws, case).missing == ()
    assert not standing(ws, case).ended


def test_above_the_form_stands_what_it_still_needs(ws: Workspace, case: str) -> None:
    said = begun("social_assistance", assist_kind="04")
    saved = save(ws, "social_assistance", said, case=case)
    with speaking("en"):
        (line,) = records.open_record(ws, saved.record_uid).beside
    assert line == f"Papers still missing (1): {codes_label('L-assist-paper', '05')}"


def test_of_a_case_of_others_nothing_is_told(station: House) -> None:
    case = save(station.sign_in("he")).case_uid
    assert courses.of_case(station.sign_in("mu"), case) == ()


def test_the_table_of_papers_names_what_there_is() -> None:
    for row in TABLE:
        form = FORMS[row["form"]]
        assert form.course is not None
        assert row["question"] in form.course.situation
        asked = {f.key: f for f in interpreter.fields(form)}
        assert codes.known(asked[row["question"]].codes, row["situation"])
        paper = next(f for f in asked[form.course.papers].rows if f.starts == "*")
        assert all(codes.known(paper.codes, code) for code in row["papers"].split(",") if code)
    assert len({(r["form"], r["question"], r["situation"]) for r in TABLE}) == len(TABLE)


def test_every_question_that_says_what_is_needed_stands_in_the_table() -> None:
    said = {(form.key, key) for form in WITH_COURSE for key in form.course.situation}
    assert said == {(row["form"], row["question"]) for row in TABLE}
