"""What the forms of rights and support say by themselves: milestones, waits, cautions, lists."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Condition, Kind, Topic

TODAY = date(2026, 6, 30)
RIGHTS = [form for form in FORMS.values() if form.topic is Topic.RIGHTS]
HUKOU = FORMS["household_registration"]
CHILD: dict[str, Any] = {"hukou_stage": "05", "origin": "03"}


def holds(condition: Condition | None, answers: dict[str, Any], *, minor: bool = False) -> bool:
    return interpreter.applies(condition, answers, minor)


def cautioned(form: str, answers: dict[str, Any], *, minor: bool = False) -> set[str]:
    """The questions something is said under; none of it stops anything."""
    found = interpreter.problems(
        FORMS[form], answers, complete=False, today=TODAY, minor=minor, sex="2"
    )
    assert not any(problem.blocking for problem in found)
    return {str(problem.path[0]) for problem in found}


# --- household registration -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "minor", "waits"),
    [
        ({}, True, True),
        ({"hukou_stage": "06"}, True, True),
        ({"hukou_stage": "08"}, True, True),
        ({"origin": "02"}, True, True),
        ({"origin": None}, True, True),  # left open is not known
        ({"comparison_number": "公比〔2026〕1号"}, True, False),
        ({"origin": "01"}, True, True),  # said to be known, and nobody says how
        ({"origin": "01", "origin_ground": "出生医学证明〔虚构〕"}, True, False),
        ({"hukou_stage": "04"}, True, False),
        ({"hukou_stage": None}, True, False),
        ({"hukou_stage": "04", "hukou_applied_on": "2026-06-20"}, True, True),
        ({"hukou_stage": None, "hukou_done_on": "2026-06-20"}, True, True),
    ],
)
def test_s57_a_child_of_unknown_origin_is_put_forward_with_the_number_or_a_second_person(
    changed: dict[str, Any], minor: bool, waits: bool
) -> None:
    assert HUKOU.approval is not None
    answers = CHILD | changed
    assert holds(HUKOU.approval.when, answers, minor=minor) is waits
    assert ("hukou_stage" in cautioned(HUKOU.key, answers, minor=minor)) is waits


@pytest.mark.parametrize(
    ("changed", "noticed"),
    [
        ({}, True),
        ({"origin": None}, True),
        ({"origin": "01"}, True),  # said to be known, and nobody says how
        ({"origin": "01", "origin_ground": "户籍证明〔虚构〕"}, False),
        ({"comparison_number": "公比〔2026〕1号"}, False),
        ({"hukou_stage": "04"}, False),
        ({"hukou_stage": "04", "hukou_applied_on": "2026-06-20"}, True),
    ],
)
def test_a204_an_adult_of_unknown_origin_is_put_forward_with_a_caution_and_no_second_person(
    changed: dict[str, Any], noticed: bool
) -> None:
    assert HUKOU.approval is not None
    answers = CHILD | changed
    assert ("hukou_stage" in cautioned(HUKOU.key, answers)) is noticed
    assert not holds(HUKOU.approval.when, answers)


def test_k21_of_the_comparison_only_number_and_days_are_asked() -> None:
    asked = [field for field in interpreter.fields(HUKOU) if field.key.startswith("comparison")]
    assert {(field.key, field.kind) for field in asked} == {
        ("comparison_asked_on", Kind.DATE),
        ("comparison_request_number", Kind.TEXT),
        ("comparison_number", Kind.TEXT),
        ("comparison_answered_on", Kind.DATE),
    }
    assert all(field.max_length <= 60 for field in asked if field.kind is Kind.TEXT)


def test_a508_the_mother_says_it_and_nobody_else() -> None:
    wish = next(f for f in interpreter.fields(HUKOU) if f.key == "children_register_wish")
    assert wish.personal
    assert wish.voice


def test_a509_social_security_is_looked_through_item_by_item() -> None:
    begun = interpreter.begun(HUKOU)
    assert len(begun["security_items"]) == len(codes.codes("L-social-security"))
    assert {row["hukou_paper_state"] for row in begun["hukou_papers"]} == {"01"}


# --- what a record says to the clocks ---------------------------------------------------------


def said(form: str, answers: dict[str, Any]) -> set[str]:
    return {m.name for m in FORMS[form].milestones if holds(m.when, answers) and answers.get(m.at)}


@pytest.mark.parametrize(
    ("decision", "name"),
    [("01", {"legal_aid_granted"}), ("02", {"legal_aid_refused"}), ("03", {"legal_aid_refused"}),
     ("04", {"legal_aid_withdrawn"}), ("05", {"legal_aid_withdrawn"})],
)  # fmt: skip
def test_a804_an_objection_follows_a_refusal_or_an_end(decision: str, name: set[str]) -> None:
    answers = {"aid_decided_on": "2026-06-20", "aid_decision": decision}
    assert said("legal_aid", answers) == name
    asked = interpreter.asked_fields(FORMS["legal_aid"], answers, False)
    objection = any(field.key == "aid_objection_on" for field in asked)
    assert objection is ("legal_aid_refused" in name)


@pytest.mark.parametrize(
    ("answers", "lawyer"),
    [
        ({}, True),
        ({"aid_decision": "01"}, True),
        ({"aid_decision": "02"}, False),
        ({"aid_decision": "05"}, False),
        ({"aid_decision": "02", "aid_objection_answer": "02"}, False),
        ({"aid_decision": "02", "aid_objection_answer": "01"}, True),
        ({"aid_decision": "03", "aid_lawyer_on": "2026-06-20"}, True),  # ended after there was one
    ],
)
def test_a804_who_was_refused_is_asked_for_no_lawyer_unless_an_objection_won(
    answers: dict[str, Any], lawyer: bool
) -> None:
    asked = interpreter.asked_fields(FORMS["legal_aid"], answers, False)
    assert any(field.key == "aid_lawyer_on" for field in asked) is lawyer


@pytest.mark.parametrize(
    ("answers", "noticed"),
    [
        ({"aid_decision": "01"}, {"aid_decided_on"}),  # without its day no clock moves
        ({"aid_decision": "02", "aid_decided_on": "2026-06-20"}, {"aid_decision"}),
        ({"aid_decision": "03", "aid_decided_on": "2026-06-20"}, {"aid_decision"}),
        ({"aid_decision": "02", "aid_decided_on": "2026-06-20",
          "aid_objection_on": "2026-06-22"}, set()),
        ({"aid_objection_on": "2026-06-22", "aid_objection_answer": "02"},
         {"aid_objection_answered_on"}),
        ({"aid_objection_on": "2026-06-22", "aid_objection_answer": "03"}, set()),
        ({"aid_applied_on": "2026-06-20"}, {"aid_green"}),
        ({"aid_applied_on": "2026-06-20", "aid_green": True}, set()),
    ],
)  # fmt: skip
def test_a801_what_is_missing_on_the_way_is_told(
    answers: dict[str, Any], noticed: set[str]
) -> None:
    assert cautioned("legal_aid", answers) == noticed


@pytest.mark.parametrize(
    ("answers", "noticed"),
    [
        ({"assist_applied_on": "2026-06-20"}, {"assist_next_on"}),  # no clock runs here
        ({"assist_applied_on": "2026-06-20", "assist_next_on": "2026-07-20"}, set()),
        ({"assist_result": "01"}, {"assist_decided_on"}),
        ({"assist_decided_on": "2026-06-25", "assist_result": "01",
          "assist_applied_on": "2026-06-20"}, set()),
        ({"assist_decided_on": "2026-06-25", "assist_result": "03"}, {"assist_result"}),
        ({"assist_decided_on": "2026-06-25", "assist_result": "03", "assist_review": "x"}, set()),
    ],
)  # fmt: skip
def test_s13_an_application_for_assistance_is_not_lost_sight_of(
    answers: dict[str, Any], noticed: set[str]
) -> None:
    assert cautioned("social_assistance", answers) == noticed


def test_s65_assistance_that_ends_is_due_on_its_last_day_until_it_is_said_why() -> None:
    form = FORMS["social_assistance"]
    monthly = {"benefit_way": "01", "benefit_until": "2026-12-31"}
    assert interpreter.spine(form, {"assist_benefits": [monthly]}).due_on == "2026-12-31"
    over = monthly | {"benefit_stop": "01"}
    assert interpreter.spine(form, {"assist_benefits": [over]}).due_on is None


@pytest.mark.parametrize(
    ("paper", "day"),
    [("F07", "child_given_on"), ("F10", "child_given_on"),
     ("F08", "paper_issued_on"), ("F09", "paper_issued_on")],
)  # fmt: skip
def test_a209_a_paper_of_the_police_without_its_day_is_noticed(paper: str, day: str) -> None:
    answers = {"police_paper": paper}
    assert day in cautioned("police_document", answers)
    assert day not in cautioned("police_document", answers | {day: "2026-06-20"})


@pytest.mark.parametrize("kind", [row.code for row in codes.codes("L-matter-kind")])
def test_a810_only_an_annulment_stops_its_clock(kind: str) -> None:
    answers = {"matter_kind": kind, "matter_filed_on": "2026-06-20"}
    assert said("legal_matter", answers) == ({"annulment_filed"} if kind == "01" else set())


def test_a810_the_year_is_told_until_it_is_filed() -> None:
    assert "matter_kind" in cautioned("legal_matter", {"matter_kind": "01"})
    filed = {"matter_kind": "01", "matter_filed_on": "2026-06-20"}
    assert "matter_kind" not in cautioned("legal_matter", filed)
    assert "matter_kind" not in cautioned("legal_matter", {"matter_kind": "05"})


def test_a812_an_order_that_was_not_made_has_no_end() -> None:
    until = {"order_until": "2026-12-01"}
    assert said("protection_order", until | {"order_decision": "01"}) == {"protection_until"}
    assert said("protection_order", until | {"order_decision": "02"}) == set()


def test_a812_a_renewal_moves_the_end() -> None:
    ends = [m.at for m in FORMS["protection_order"].milestones if m.name == "protection_until"]
    assert ends == ["order_until", "renewed_until"]


# --- social assistance ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "place", "wrong"),
    [("08", "01", False), ("08", "02", True), ("08", "05", False), ("01", "02", False),
     ("01", "01", True), ("02", "05", True), ("04", "04", False), ("03", "03", False)],
)  # fmt: skip
def test_a701_a702_where_to_ask_depends_on_the_kind(kind: str, place: str, wrong: bool) -> None:
    answers = {"assist_kind": kind, "assist_place": place}
    assert ("assist_place" in cautioned("social_assistance", answers)) is wrong


def test_k15_a_list_that_names_her_is_spoken_of_with_her_first() -> None:
    asked = {"publish_asked": True}
    assert "publish_asked" in cautioned("social_assistance", {"publish_asked": False})
    for answer, told in (("01", False), ("02", False), ("03", True), ("05", True)):
        found = cautioned("social_assistance", asked | {"publish_answer": answer})
        assert ("publish_answer" in found) is told


def test_s66_that_she_cannot_return_for_now_is_one_fact_of_hers() -> None:
    fields = {field.key: field for field in interpreter.fields(FORMS["social_assistance"])}
    assert fields["cannot_return"].fact
    assert fields["cannot_return_reasons"].fact


# --- the law ----------------------------------------------------------------------------------


def test_the_checklist_of_legal_papers_begins_filled_in() -> None:
    begun = interpreter.begun(FORMS["legal_matter"])
    assert len(begun["matter_papers"]) == 22
    assert len(begun["land_rights"]) == 8


def test_k23_nobody_is_a_suspect_here() -> None:
    for list_id in ("L-aid-position", "L-aid-matter", "L-aid-way", "L-matter-kind"):
        words = " ".join(row.zh_hans for row in codes.codes(list_id))
        assert not any(word in words for word in ("嫌疑", "被告人", "罪犯", "违法"))


def test_highly_sensitive_answers_about_the_law_are_in_its_part() -> None:
    for key in ("legal_aid", "legal_matter", "judicial_aid", "clue_sheet"):
        form = FORMS[key]
        sealed = {
            interpreter.compartment_of(form, field)
            for field in interpreter.fields(form)
            if field.level == 3
        }
        assert sealed == {Compartment.LEGAL}, key


def test_k24_every_form_of_rights_asks_what_she_wants() -> None:
    for form in RIGHTS:
        voices = {str(field.voice) for field in interpreter.fields(form)}
        assert "hers" in voices, form.key


def test_her_own_address_is_spoken_of_before_the_other_side_reads_it() -> None:
    assert cautioned("legal_aid", {"aid_address_kind": "03"}) == {"aid_address_kind"}
    assert cautioned("legal_aid", {"aid_address_kind": "01"}) == set()
    assert cautioned("protection_order", {"order_secret": False}) == {"order_secret"}


def test_a_minor_agrees_to_a_clue_with_somebody_at_hand() -> None:
    alone = {"clue_agreed": True, "clue_agreed_how": "01"}
    assert cautioned("clue_sheet", alone, minor=True) == {"clue_agreed_how"}
    assert cautioned("clue_sheet", alone) == set()
    assert cautioned("clue_sheet", alone | {"clue_agreed_how": "04"}, minor=True) == set()


def test_who_does_not_agree_is_asked_for_no_clue() -> None:
    asked = interpreter.asked_fields(FORMS["clue_sheet"], {"clue_agreed": False}, False)
    assert not {"clue_words", "clue_given_on"} & {field.key for field in asked}


@pytest.mark.parametrize(
    ("form", "said", "without", "day"),
    [
        ("household_registration", {"hukou_stage": "06"}, "hukou_applied_on", "2026-06-20"),
        ("household_registration", {"hukou_stage": "08"}, "hukou_done_on", "2026-06-20"),
        ("household_registration", {"hukou_stage": "09"}, "hukou_refused_on", "2026-06-20"),
        ("disability_assessment", {"disability_outcome": "02"}, "disability_decided_on",
         "2026-06-20"),
        ("support_duty_notice", {"duty_answer": "05"}, "duty_answered_on", "2026-06-20"),
        ("medical_care", {"care_outcome": "06"}, "sent_at", "2026-06-20T01:00:00Z"),
        ("referral", {"referral_sent_on": "2026-06-20", "referral_accepted": False},
         "referral_answered_on", "2026-06-20"),
    ],
)  # fmt: skip
def test_what_a_clock_counts_from_is_asked_for(
    form: str, said: dict[str, Any], without: str, day: str
) -> None:
    def words(answers: dict[str, Any]) -> set[str]:
        found = interpreter.problems(FORMS[form], answers, complete=False,
                                     today=date(2026, 6, 30), minor=False)  # fmt: skip
        told = {str(each.words.msgid) for each in found if each.path == (without,)}
        return {each for each in told if each.startswith("Enter this")}

    assert words(said)
    assert not words(said | {without: day})
