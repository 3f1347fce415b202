"""Where the small workflows of a case stand is read from their records, papers by situation."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.opened import courses
from rescueapp.actions.recording import records
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes, tables
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Kind
from rescueapp.i18n import speaking
from rescueapp.paths import resources
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save

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
        form = FORMS["household_registration"]
        assert bool(courses.missing(form, said, minor=True)) is lacks


def needed(form: str, *, minor: bool = True, **said: Any) -> set[str]:
    """The papers a form asks for, by their codes."""
    (checklist,) = (
        f for f in interpreter.fields(FORMS[form]) if f.key == FORMS[form].course.papers
    )
    paper = next(f for f in checklist.rows if f.starts == "*")
    named = {codes_label(paper.codes, each.code): each.code for each in codes.codes(paper.codes)}
    with speaking("en"):
        missing = courses.missing(FORMS[form], begun(form, **said), minor=minor)
        return {named[label] for label in missing}


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


@pytest.mark.parametrize(
    ("told", "papers"),
    [
        ({"school_stage": "00"}, set()),  # below school age
        ({"school_stage": "21"}, {"01", "02", "04", "06"}),
        ({"school_stage": "31"}, {"01", "02", "06"}),
        ({"school_stage": "31", "school_elsewhere": True}, {"01", "02", "03", "06"}),
        ({"school_stage": "31", "school_entry": ["03"]}, {"01", "02", "05", "06"}),
        ({"school_stage": "21", "school_entry": ["01", "05"]}, {"01", "02", "04", "06", "08"}),
        ({"school_stage": "61"}, {"01", "02", "04", "06", "07", "08"}),
    ],
)
def test_s72_the_papers_for_school_follow_the_school_and_the_way_there(
    told: dict[str, Any], papers: set[str]
) -> None:
    here = {"school_elsewhere": False, "school_entry": ["01"]}
    assert needed("schooling", **(here | told)) == papers


@pytest.mark.parametrize(
    ("wishes", "papers"),
    [
        (["01"], {"01", "03", "04", "06"}),
        (["03"], {"01", "02", "05", "07", "08"}),
        (["01", "02"], {"01", "03", "04", "06"}),  # guidance needs no paper
        (["05"], set()),
        (["04"], {"01", "02"}),
    ],
)
def test_s74_the_papers_for_training_and_work_follow_the_wish(
    wishes: list[str], papers: set[str]
) -> None:
    assert needed("training_and_work", minor=False, work_wish=wishes) == papers


def test_a017_only_a_minors_work_is_registered_and_agreed_to_by_the_guardian() -> None:
    assert needed("training_and_work", minor=True, work_wish=["03"]) >= {"09", "10"}
    assert not needed("training_and_work", minor=False) & {"09", "10"}
    assert "02" in needed("schooling", minor=True, school_stage="42")
    assert "02" not in needed("schooling", minor=False, school_stage="42")


@pytest.mark.parametrize(
    ("told", "papers"),
    [
        ({"judicial_ground": ["01"]}, {"01", "02", "03", "04", "05", "06", "08"}),
        ({"judicial_ground": ["06"]}, {"01", "02", "03", "05", "06", "08"}),  # no harm to prove
        ({"judicial_ground": ["06"], "judicial_agent": "02"},
         {"01", "02", "03", "05", "06", "07", "08"}),
    ],
)  # fmt: skip
def test_a707_the_papers_of_judicial_aid_follow_the_ground_and_who_applies(
    told: dict[str, Any], papers: set[str]
) -> None:
    assert needed("judicial_aid", **({"judicial_agent": "01"} | told)) == papers


def test_what_was_asked_for_is_missing_whatever_the_situation() -> None:
    said = {
        "hukou_category": "04",
        "hukou_papers": [
            {"hukou_paper": "15", "hukou_paper_state": state} for state in ("01", "02")
        ],
    }
    assert len(courses.missing(FORMS["household_registration"], said, minor=True)) == 1


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
        ("judicial_aid", {"judicial_result": "03"}, {"judicial_result": "05"}),
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
        ("judicial_aid", {"judicial_result": "03"}, {"judicial_result": "02"}),
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


def test_above_the_form_and_on_the_case_page_an_adult_is_asked_for_no_minors_papers(
    ws: Workspace,
) -> None:
    adult = save(ws, answers=INTAKE | {"birth_date": "1990-01-01"}).case_uid
    saved = save(ws, "training_and_work", begun("training_and_work", work_wish=["03"]), case=adult)
    wanted = {codes_label("L-work-paper", code) for code in ("01", "02", "05", "07", "08")}
    assert set(standing(ws, adult).missing) == wanted
    with speaking("en"):
        (line,) = records.open_record(ws, saved.record_uid).beside
    assert line.startswith("Papers still missing (5)")


def test_of_a_case_of_others_nothing_is_told(station: House) -> None:
    case = save(station.sign_in("he")).case_uid
    assert courses.of_case(station.sign_in("mu"), case) == ()


def test_the_table_of_papers_names_what_there_is() -> None:
    for row in TABLE:
        form = FORMS[row["form"]]
        assert form.course is not None
        assert row["question"] in form.course.situation
        asked = {f.key: f for f in interpreter.fields(form)}
        question = asked[row["question"]]
        if question.kind is Kind.YES_NO:
            assert row["situation"] in ("yes", "no")
        else:
            assert codes.known(question.codes, row["situation"])
        paper = next(f for f in asked[form.course.papers].rows if f.starts == "*")
        assert all(codes.known(paper.codes, code) for code in row["papers"].split(",") if code)
    assert len({(r["form"], r["question"], r["situation"]) for r in TABLE}) == len(TABLE)


def test_every_question_that_says_what_is_needed_stands_in_the_table() -> None:
    said = {(form.key, key) for form in WITH_COURSE for key in form.course.situation}
    assert said == {(row["form"], row["question"]) for row in TABLE}
