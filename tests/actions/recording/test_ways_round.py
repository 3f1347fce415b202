"""The ways round a gate: another form, another answer, another mode of leaving, a later change."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.recording.records import Saved
from rescueapp.domain import guards as interviews
from rescueapp.domain.guards import decisions, growth, leaving, support
from rescueapp.storage import records as stored
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, Clock, House, approved, refused, save

WOMAN = INTAKE | {"birth_date": "1990-05"}
CHILD = INTAKE | {"birth_date": "2016-05"}
YOUTH = INTAKE | {"birth_date": "2009-05"}  # seventeen
BUYER = {"relation": "R1", "relative_name": "马大山", "contact_forbidden": True}
ASSESSED: dict[str, Any] = {
    "family_assessed_on": "2026-06-30", "family_asking": "01", "family_involved": "03",
    "trafficker_near": "05", "buyer_near": "05", "family_result": "01",
    "family_assessor": "段静", "family_assessor_second": "李敏",
}  # fmt: skip
LEFT = {"left_at": "2026-06-30T02:00:00Z", "stay_female_staff": True}
DECLARED = {"leaving_on": "2026-06-30T02:00:00Z", "leaving_declares": ["01"]}
REFERRAL: dict[str, Any] = {
    "referral_on": "2026-06-30", "referral_service": "08", "referral_basis": "01",
    "referral_department": {"code": "24", "name": "某局"}, "referral_abroad": False,
    "referral_asked": "介绍到某服装厂打工",
}  # fmt: skip


def person(ws: Workspace, answers: dict[str, Any]) -> str:
    return save(ws, answers=answers).case_uid


def again(ws: Workspace, form: str, told: dict[str, Any], first: Saved, **how: Any) -> Saved:
    return save(ws, form, told, case=first.case_uid, record=first.record_uid,
                based_on=first.version, **how)  # fmt: skip


# --- leaving (A-019, A-114, A-903) --------------------------------------------------------------


@pytest.mark.parametrize("mode", ["5.3", "5.10", "5.1"])
@pytest.mark.parametrize("company", ["02", "03"])
def test_a903_a_child_who_is_fetched_is_handed_over_whatever_the_way_is_called(
    ws: Workspace, mode: str, company: str
) -> None:
    case = person(ws, CHILD)
    told = LEFT | {"exit_mode": mode, "left_with": company}
    assert refused(ws, "stay_and_leaving", told, case, complete=True).msgid == (
        leaving.NEEDS_PAPER.msgid
    )
    save(ws, "stay_and_leaving", told, case=case)


@pytest.mark.parametrize("mode", ["5.1", "5.10", "6.3"])
def test_a019_a_child_of_whom_nobody_says_with_whom_left_alone(ws: Workspace, mode: str) -> None:
    case = person(ws, CHILD)
    told = LEFT | {"exit_mode": mode}
    assert refused(ws, "stay_and_leaving", told, case, complete=True) == leaving.LEAVES_ALONE()


def test_a019_a_woman_with_an_intellectual_disability_leaves_with_somebody(ws: Workspace) -> None:
    told = LEFT | {"exit_mode": "5.2", "left_with": "01"}
    known = person(ws, WOMAN | {"disability": ["5"]})
    assert refused(ws, "stay_and_leaving", told, known, complete=True) == (
        leaving.LEAVES_WITH_SIGNS()
    )
    seen = person(ws, WOMAN)
    save(ws, "leaving_declaration", DECLARED | {"leaving_signs": True}, case=seen)
    refused(ws, "stay_and_leaving", told, seen, complete=True)


def test_a114_a_victim_leaves_alone_after_the_private_question(ws: Workspace) -> None:
    case = person(ws, WOMAN | {"reasons": ["01"]})
    told = LEFT | {"exit_mode": "5.3"}
    assert refused(ws, "stay_and_leaving", told, case, complete=True) == leaving.PRIVATELY()
    unasked = save(ws, "leaving_declaration", DECLARED, case=case, complete=True)
    refused(ws, "stay_and_leaving", told, case, complete=True)
    again(ws, "leaving_declaration", DECLARED | {"made_to_leave": "01"}, unasked, complete=True)
    assert save(ws, "stay_and_leaving", told, case=case, complete=True)


def test_a117_whoever_proposes_the_end_is_not_who_reviews_it(ws: Workspace, station: House) -> None:
    case = person(ws, WOMAN)
    ended: dict[str, Any] = {
        "terminated_on": "2026-06-30", "termination_reasons": ["02"],
        "termination_facts": "已找到住处", "termination_ground": "民发〔2014〕132号",
        "termination_remedy": ["02"], "termination_review": "均已核对",
        "termination_reviewed_on": "2026-06-30", "handled_by": "木春生",
    }  # fmt: skip
    for own in ("和晓燕", "和 晓燕", "木春生"):
        told = ended | {"termination_reviewer": own}
        words = refused(ws, "termination_notice", told, case, complete=True)
        assert words == leaving.OWN_REVIEW()
    waits = save(ws, "termination_notice", ended | {"termination_reviewer": "段文秀"}, case=case,
                 complete=True)  # fmt: skip
    ws = approved(station, ws, waits)
    row = stored.row(ws.db, waits.record_uid)
    assert row is not None
    assert row.state == "complete"


# --- the family (A-303, A-903, S61) -------------------------------------------------------------


@pytest.mark.parametrize("custody", ["03", "99", None])
@pytest.mark.parametrize("placement", ["05", "09"])
def test_a303_no_custody_lets_a_child_live_with_relatives_unassessed(
    ws: Workspace, custody: str | None, placement: str
) -> None:
    case = person(ws, CHILD)
    told = {"custody": custody, "placement": placement, "care_child_view": "虚构的意见"}
    words = refused(ws, "care_arrangement", told, case, complete=True)
    assert words == decisions.NO_ASSESSMENT()
    save(ws, "care_arrangement", told, case=case)
    save(ws, "family_assessment", ASSESSED, case=case, complete=True)
    assert save(ws, "care_arrangement", told, case=case, complete=True)


def test_a303_an_assessment_of_long_ago_carries_nothing(ws: Workspace, now: Clock) -> None:
    case = person(ws, CHILD)
    save(ws, "family_assessment", ASSESSED, case=case, complete=True)
    now.later(days=366)
    told = {"placement": "05", "care_child_view": "虚构的意见"}
    assert refused(ws, "care_arrangement", told, case, complete=True) == decisions.NO_ASSESSMENT()


def test_a_family_where_the_buyer_lives_is_not_fit_and_can_be_written_down(ws: Workspace) -> None:
    case = person(ws, CHILD)
    buyer = save(ws, "relative", BUYER, case=case).record_uid
    uncle = save(ws, "relative", {"relation": "83", "relative_name": "马二山",
                                  "contact_forbidden": True}, case=case).record_uid  # fmt: skip
    for member in ({"member_relative": buyer}, {"member_relative": uncle},
                   {"member_relation": "R2"}):  # fmt: skip
        told = ASSESSED | {"household_members": [member]}
        assert refused(ws, "family_assessment", told, case) == decisions.UNSAFE_HOUSEHOLD()
        assert save(ws, "family_assessment", told | {"family_result": "04"}, case=case)


def test_a_family_in_doubt_or_near_the_buyer_is_not_fit(ws: Workspace) -> None:
    case = person(ws, CHILD)
    in_doubt = ASSESSED | {"family_involved": "02"}
    assert refused(ws, "family_assessment", in_doubt, case) == decisions.DOUBTFUL()
    near = ASSESSED | {"buyer_near": "02"}
    assert refused(ws, "family_assessment", near, case) == decisions.NEAR()
    planned = near | {"family_result": "02", "near_plan": "某县公安局〔虚构〕第1号"}
    assert save(ws, "family_assessment", planned, case=case, complete=True)


# --- work (A-016, A-017) ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("referral", REFERRAL),
        ("service_plan", {"services": ["04", "08"]}),
        ("service_plan", {"measures": [{"measure_service": "08", "measure": "找工作"}]}),
        ("service_plan", {"measures": [{"measure": "安排到亲戚饭馆帮工"}]}),
        ("referral", REFERRAL | {"referral_service": "20"}),
        ("case_conference", {"conference_decisions": [{"decision_what": "介绍到服装厂打工"}]}),
        ("resettlement", {"resettle_employer": "某服装厂"}),
        ("resettlement", {"resettle_work": ["04"]}),
        ("resettlement", {"resettle_services": ["08"]}),
    ],
)
def test_a016_no_form_brings_a_child_to_work(
    ws: Workspace, form: str, told: dict[str, Any]
) -> None:
    assert refused(ws, form, told, person(ws, CHILD)) == growth.UNDER_16()
    assert save(ws, form, told, case=person(ws, WOMAN))


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("referral", REFERRAL | {"referral_service": "07", "referral_asked": "缝纫培训"}),
        ("service_plan", {"services": ["07"]}),
        ("service_plan", {"measures": [{"measure_service": "08", "measure_state": "05"}]}),
        ("resettlement", {"resettle_work": ["02"], "resettle_employer": "某职业学校"}),
    ],
)
def test_a016_a_child_may_learn(ws: Workspace, form: str, told: dict[str, Any]) -> None:
    assert save(ws, form, told, case=person(ws, CHILD))


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("referral", REFERRAL | {"referral_asked": "介绍到某KTV工作"}),
        ("resettlement", {"resettle_work": ["01"], "resettle_employer": "某夜总会"}),
        ("resettlement", {"resettle_work": ["01"], "resettle_work_kind": "82"}),
        ("service_plan", {"measures": [{"measure_service": "08", "measure": "到酒吧上班"}]}),
        ("service_plan", {"measures": [{"measure_service": "07", "measure": "到足浴店学徒"}]}),
        ("service_plan", {"measures": [{"measure_service": "08", "measure_goal": "当KTV领班"}]}),
        ("training_and_work", {"jobs": [{"job_kind": "02"}], "employers": "某夜总会后厨"}),
        ("training_and_work", {"employers": "某夜总会后厨"}),
        (
            "training_and_work",
            {"introductions": [{"introduced_kind": "13"}], "introduced_to": "某洗浴中心"},
        ),
        ("training_and_work", {"courses": [{"course_kind": "04"}], "course_places": "某足道馆"}),
        ("training_and_work", {"self_employment": ["02"], "self_employment_kind": "与人合开酒吧"}),
    ],
)
def test_a017_no_form_brings_a_youth_to_a_place_that_is_closed_to_minors(
    ws: Workspace, form: str, told: dict[str, Any]
) -> None:
    assert refused(ws, form, told, person(ws, YOUTH)) == growth.UNDER_18()


def test_a017_a_place_that_was_left_for_it_may_be_named(ws: Workspace) -> None:
    """The job in it was stopped for age: it stands in the file, and beside it the next one."""
    stopped = {"job_kind": "81", "job_ended_why": "07"}
    told = {"jobs": [stopped, {"job_kind": "01"}], "employers": "某KTV；某服装厂"}
    assert save(ws, "training_and_work", told, case=person(ws, YOUTH))


def test_a017_of_a_youth_it_is_said_what_work_it_is(ws: Workspace) -> None:
    case = person(ws, YOUTH)
    plan = {
        "resettle_on": "2026-06-30", "resettle_place": {"code": "530721", "text": ""},
        "resettle_confirmed": "01", "resettle_work": ["01"], "resettle_child_view": "虚构",
        "resettle_safe": ["01"], "resettle_contact": "某县救助站社工（虚构）",
    }  # fmt: skip
    assert refused(ws, "resettlement", plan, case, complete=True) == growth.WORK_KIND()
    assert save(ws, "resettlement", plan, case=case)
    assert save(ws, "resettlement", plan | {"resettle_work_kind": "02"}, case=case, complete=True)


# --- counselling (A-403) ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        {"process_notes": "诊断为抑郁症"},
        {"chief_concern": "诊断为抑郁症"},
        {"psych_referral": "02", "psych_referral_note": "开具处方"},
        {"assessments": [{"tool": "虚构量表", "tool_meaning": "确诊为焦虑"}]},
    ],
)
def test_a403_no_question_of_counselling_holds_a_diagnosis(
    ws: Workspace, station: House, told: dict[str, Any]
) -> None:
    case = person(ws, WOMAN)
    assert refused(station.sign_in("li"), "psychological_record", told, case) == (
        growth.COUNSELLING()
    )


def test_a403_a_visit_treats_nobody(ws: Workspace) -> None:
    case = person(ws, WOMAN)
    told = {"visited_on": "2026-06-30", "done": "诊断为感冒，给药三天"}
    assert refused(ws, "follow_up", told, case) == growth.COUNSELLING()
    assert save(ws, "follow_up", told | {"done": "陪同到县医院就诊"}, case=case)


# --- questioning, registering, being alone with her ---------------------------------------------


@pytest.mark.parametrize("unit", ["", "松岭县救助管理站", "松岭县救助站", "本站"])
def test_k07_an_own_interview_is_not_another_units(ws: Workspace, unit: str) -> None:
    case = person(ws, CHILD)
    held = {"held_at": "2026-06-30T02:00:00Z", "footing": "01", "asked_for": "01",
            "attended": ["03"]}  # fmt: skip
    save(ws, "interview", held, case=case)
    recorded = held | {"footing": "03"} | ({"held_by": unit} if unit else {})
    assert refused(ws, "interview", recorded, case) == interviews.OTHER_UNIT()
    assert save(ws, "interview", recorded | {"held_by": "某县公安局（虚构）"}, case=case)


def test_a505_a_child_is_registered_after_the_comparison_or_with_a_supervisors_word(
    ws: Workspace, station: House
) -> None:
    case = person(ws, CHILD)
    form = "household_registration"
    assert refused(ws, form, {"comparison_number": "无"}, case) == support.NO_NUMBER()
    done = {"origin": "03", "hukou_stage": "08", "hukou_done_on": "2026-06-30"}
    assert refused(ws, form, done, case) == support.NOT_COMPARED()
    refused(ws, form, done | {"origin": "01"}, case)
    forward = {"origin": "03", "hukou_stage": "05", "hukou_applied_on": "2026-06-30"}
    first = save(ws, form, forward, case=case, complete=True)
    assert first.need is not None
    assert refused(ws, form, done, case, record=first.record_uid, based_on=1) == (
        support.NOT_COMPARED()
    )
    ws = approved(station, ws, first)
    assert save(ws, form, done, case=case, record=first.record_uid, based_on=2)


def test_a505_with_the_number_it_is_written_down(ws: Workspace) -> None:
    done = {"origin": "03", "hukou_stage": "08", "hukou_done_on": "2026-06-30",
            "comparison_number": "公比〔虚构〕１号"}  # fmt: skip
    assert save(ws, "household_registration", done, case=person(ws, CHILD), complete=True)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("return_handover", {"return_escorts": "马大山"}),
        ("medical_care", {"escorts": "马大山"}),
        ("disability_assessment", {"disability_escort": "马大山"}),
        ("cross_border", {"border_escorts": "马大山"}),
        ("stay_and_leaving", {"outings": [{"outing_with": "马大山"}]}),
        ("case_conference", {"conference_decisions": [{"decision_who": "马大山"}]}),
        ("follow_up", {"visitors": "马大山"}),
        ("leaving_declaration", {"leaving_witness": "马大山"}),
        ("belongings", {"witness": "马大山"}),
        ("interview", {"held_by": "马大山"}),
        ("service_plan", {"measures": [{"measure_worker": "马大山"}]}),
        ("household_registration", {"placement_plan": "由马大山抚养"}),
        ("reunion", {"reunion_supervised_by": "马大山"}),
    ],
)
def test_k13_nobody_of_the_unsafe_list_is_alone_with_her(
    ws: Workspace, form: str, told: dict[str, Any]
) -> None:
    assert save(ws, form, told, case=person(ws, CHILD))
    case = person(ws, CHILD)
    save(ws, "relative", BUYER, case=case)
    assert "need a look" in refused(ws, form, told, case).msgid
