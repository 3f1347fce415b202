"""No form is a way round the gates of work at an age (A-016, A-017).

Every question of the catalogue that can say that somebody works, or in words what we do, is looked
at, or stands here with the reason why it is not.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rescueapp.actions.gates import growth_gates
from rescueapp.domain.guards import growth as guards
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Field, Form, Kind, Voice
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, refused, save

TODAY = date(2026, 6, 30)
GIRL = INTAKE | {"birth_date": "2017-03-01"}  # nine
YOUTH = INTAKE | {"birth_date": "2009-05-01"}  # seventeen
WOMAN = INTAKE | {"birth_date": "1996-01-01"}
INTRODUCED = "介绍她到镇上饭馆当服务员"
_WORK = ("就业", "打工", "务工", "创业", "职业介绍", "求职", "公益性岗位")
_AT_LENGTH = 150  # characters: shorter answers name somebody or a place

NOT_CHECKED = {
    "what happened to her, or why she came": (
        "intake.reasons", "intake.decision_reason", "intake.papers_list",
        "trafficking_case.recruitment",
        "trafficking_case.vulnerabilities", "trafficking_case.vulnerability_note",
        "trafficking_case.already_told", "trafficking_case.recordings",
        "interview.topics", "interview.why_again", "interview.men_only_why",
        "interview.recording_kept", "police_handover.*", "police_document.*", "belongings.*",
        "refusal_notice.*", "tracing_notice.*", "tracing_log.*", "clue_sheet.*", "claimant.*",
        "legal_aid.*", "legal_matter.*", "protection_order.*", "judicial_aid.*",
    ),
    "found, not done by us: a child at work is to be written down": (
        "follow_up.occupation", "follow_up.benefits", "intake.welfare",
        "schooling.school_left_why", "schooling.school_why_not", "schooling.school_needs",
        "schooling.school_way", "mandatory_report.signs", "mandatory_report.report_delay_reason",
        "mandatory_report.feedback", "care_arrangement.care_review_note",
        "care_arrangement.adoption_note", "reunion.reunion_went", "outcome_scale.score_note",
        "relative.*", "whereabouts_paths.*", "feedback.*", "leaving_declaration.*",
        "return_handover.home_safety_note", "return_handover.return_health",
    ),
    "a need that is found; what is done about it stands in F16 and F25, which ask": (
        "follow_up.new_needs", "reopening.reopen_needs",
    ),
    "of the family: grown-ups of it are helped to work": (
        "family_assessment.family_support", "family_assessment.family_pretext",
        "family_assessment.home_note", "family_assessment.near_note",
        "family_assessment.near_support", "family_assessment.guardian_note",
        "family_assessment.problem",
        "support_duty_notice.duty_words", "support_duty_notice.duty_answer_words",
    ),
    "weighed or asked, not decided; the decision is looked at": (
        "case_conference.conference_question", "case_conference.position",
        "case_conference.position_reason", "case_conference.conference_dissent",
        "case_conference.difficulty", "best_interest_decision.best_question",
        "best_interest_decision.best_guardian_view", "best_interest_decision.way",
        "best_interest_decision.way_for", "best_interest_decision.way_against",
        "best_interest_decision.way_child", "best_interest_decision.best_dissent",
        "family_assessment.family_reasons", "resettlement.resettle_reasons",
    ),
    "the area of life of a measure; its service and words are looked at": (
        "service_plan.measure_domain",
    ),
    "guidance, papers, a wish or a kind of contract beside the work, which is looked at": (
        "training_and_work.work_wish", "training_and_work.work_paper",
        "training_and_work.guidance", "training_and_work.course_places",
        "training_and_work.work_help",
        "social_assistance.assist_check",
    ),
    "public work, what everybody is told, or how the case went as an example": (
        "community_work.community_kinds", "closure.closure_practice",
        "community_work.community_people",
    ),
    "what she herself does in danger": ("risk_and_needs.danger_steps", "safety_plan.danger_steps"),
    "medical care, or the author's alone": (
        "health_check.*", "medical_care.*", "psychological_record.tool_meaning",
        "psychological_record.process_notes", "stay_and_leaving.stay_medical",
        "stay_and_leaving.stay_psychological", "stay_and_leaving.stay_tracing",
        "return_handover.return_medicines",
    ),
    "the course of a paper, of a request or of an office, not of a service to her": (
        "stay_and_leaving.stay_extended_why", "termination_notice.termination_facts",
        "termination_notice.termination_ground", "termination_notice.termination_review",
        "household_registration.tracing_summary", "household_registration.notice_summary",
        "household_registration.hukou_more_papers", "household_registration.hukou_refused_reason",
        "household_registration.register_basis", "household_registration.civil_affairs_opinion",
        "household_registration.government_opinion", "household_registration.police_opinion",
        "social_assistance.assist_papers", "social_assistance.assist_refused_reason",
        "social_assistance.assist_review", "consent.*", "file_access.*", "release.*",
        "rights_request.*", "return_handover.receiver_told", "return_handover.return_belongings",
        "closure.lost_tried", "resettlement.resettle_safe_note",
        "resettlement.resettle_costs_note", "referral.referral_papers",
        "referral.referral_sensitive_why", "referral.referral_refused_why",
    ),
    "what others answered to a referral that was sent; it is written down to its end": (
        "referral.referral_result",
    ),
    "where the others of the family are, and why": (
        "return_handover.apart_reason", "closure.apart_reason", "reunion.apart_reason",
        "care_arrangement.apart_reason",
    ),
}  # fmt: skip
_LEFT_OUT = frozenset(each for group in NOT_CHECKED.values() for each in group)


def _questions() -> list[tuple[Form, Field | None, Field]]:
    """Those about work: of a table the table, too."""
    every = (
        (form, asked if asked.rows else None, each)
        for form in FORMS.values()
        for asked in interpreter.fields(form)
        for each in (asked.rows or (asked,))
        if not each.retired and each.key != "unsigned_reason"
    )
    return [found for found in every if _about_work(found[2])]


def _about_work(asked: Field) -> bool:
    if asked.kind in (Kind.CHOICE, Kind.CHOICES):
        return bool(_work_codes(asked))
    if asked.kind not in (Kind.TEXT, Kind.LONG_TEXT) or asked.voice is Voice.HERS:
        return False
    names = asked.other or asked.trusted or 0 < asked.max_length < _AT_LENGTH
    at_length = asked.kind is Kind.LONG_TEXT or not names
    return at_length and (asked.voice is Voice.OURS or not asked.personal)


def _work_codes(asked: Field) -> list[str]:
    listed = codes.codes(asked.codes) if asked.codes else ()
    named = (row for row in listed if any(word in row.zh_hans for word in _WORK))
    return [row.code for row in named if "暂不就业" not in row.zh_hans]


def _told(table: Field | None, asked: Field) -> list[dict[str, Any]]:
    """Records that say nothing but that somebody works, once for each way to say so."""
    values: list[Any] = [INTRODUCED]
    if asked.kind in (Kind.CHOICE, Kind.CHOICES):
        values = list(_work_codes(asked))
    if asked.kind is Kind.CHOICES:
        values = [[value] for value in values]
    answers = [{asked.key: value} for value in values]
    return [{table.key: [each]} for each in answers] if table else answers


def _left_out(form: Form, asked: Field) -> bool:
    return bool({f"{form.key}.{asked.key}", f"{form.key}.*"} & _LEFT_OUT)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a016_every_question_that_can_tell_of_work_is_looked_at_or_has_a_reason(form: Form) -> None:
    for of, table, asked in _questions():
        if of is form:
            seen = [any(growth_gates.told_work(form, said, TODAY)) for said in _told(table, asked)]
            assert all(seen) or _left_out(form, asked), asked.key


def test_a016_no_reason_is_given_for_what_is_looked_at_or_is_no_question() -> None:
    asked = {f"{form.key}.{each.key}": (form, table, each) for form, table, each in _questions()}
    whole = {each.removesuffix(".*") for each in _LEFT_OUT if each.endswith(".*")}
    assert whole <= set(FORMS)
    for each in _LEFT_OUT - {f"{form}.*" for form in whole}:
        form, table, field = asked[each]
        seen = [any(growth_gates.told_work(form, s, TODAY)) for s in _told(table, field)]
        assert not all(seen), each
        assert form.key not in whole, each


WAYS: list[tuple[str, dict[str, Any]]] = [
    ("social_assistance", {"assist_kind": "07"}),
    ("social_assistance", {"cannot_return": True, "staying_plan": INTRODUCED}),
    ("service_note", {"note_on": "2026-06-30", "note_services": ["04", "08"]}),
    ("service_note", {"note_on": "2026-06-30", "note_done": INTRODUCED}),
    ("service_note", {"note_asks": INTRODUCED}),
    ("service_note", {"note_asks": "问怎么办", "note_answer": "已安排到理发店当学徒"}),
    ("follow_up", {"visited_on": "2026-06-30", "done": "介绍她到镇上饭馆打工"}),
    ("follow_up", {"occupation": "03", "occupation_note": "介绍她到镇上饭馆打工"}),
    ("follow_up", {"life_note": "情况稳定。我们已介绍她到镇上饭馆打工。"}),
    ("follow_up", {"life_note": "社工联系，经社工介绍到镇上饭馆打工"}),
    ("risk_and_needs", {"work_action": INTRODUCED}),
    ("risk_and_needs", {"money_action": INTRODUCED}),
    ("schooling", {"school_terms": [{"term_help": INTRODUCED}]}),
    ("closure", {"closure_services": ["06", "08"]}),
    ("closure", {"closure_summary": INTRODUCED}),
    ("resettlement", {"resettle_security": ["07"]}),
    ("best_interest_decision", {"best_decision": INTRODUCED}),
    ("community_work", {"community_done": INTRODUCED}),
    ("child_wishes", {"child_answer": INTRODUCED}),
    ("mandatory_report", {"protection_after": INTRODUCED}),
    ("care_arrangement", {"care_reasons": INTRODUCED}),
    ("service_plan", {"review_note": INTRODUCED}),
    ("referral", {"referral_service": "04", "referral_summary": INTRODUCED}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "told"), WAYS)
@pytest.mark.lives("S33", "S42")
def test_a016_a_girl_of_nine_is_brought_to_work_in_no_form(
    ws: Workspace, form: str, told: dict[str, Any]
) -> None:
    girl = save(ws, answers=GIRL).case_uid
    assert refused(ws, form, told, girl) == guards.UNDER_16()


@pytest.mark.parametrize(("form", "told"), WAYS)
def test_a018_a_woman_is_helped_to_work_in_each(
    ws: Workspace, form: str, told: dict[str, Any]
) -> None:
    assert save(ws, form, told, case=save(ws, answers=WOMAN).case_uid).version == 1


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("service_note", {"note_services": ["08"], "note_done": "介绍到酒吧当服务员"}),
        ("service_note", {"note_services": ["07"], "note_done": "陪同到足浴店看学徒岗位"}),
        ("follow_up", {"done": "已介绍到某KTV上班"}),
        ("risk_and_needs", {"work_action": "联系酒吧，送去上班"}),
    ],
)
def test_a017_a_youth_is_brought_to_no_closed_place_in_any_of_them(
    ws: Workspace, form: str, told: dict[str, Any]
) -> None:
    youth = save(ws, answers=YOUTH).case_uid
    assert refused(ws, form, told, youth) == guards.UNDER_18()


def test_a017_a_youth_is_helped_to_work_that_is_open(ws: Workspace) -> None:
    youth = save(ws, answers=YOUTH).case_uid
    for form, told in WAYS:
        assert save(ws, form, told, case=youth).version == 1


@pytest.mark.parametrize(
    "told",
    [
        {"occupation": "03", "occupation_note": "在镇上饭馆打工，每月八百元"},
        {"occupation": "03", "occupation_note": "邻居介绍她到镇上饭馆打工"},
        {"occupation": "03", "occupation_note": "介绍她到饭馆打工的是同村人"},
        {"occupation": "05", "life_note": "舅舅安排她到饭馆当服务员，不去上学"},
        {"occupation": "04", "life_note": "奶奶说，有人介绍她到厂里打工。社工已向劳动监察反映。"},
        {"harm_note": "被送到作坊做工", "harm": ["05"]},
        {"occupation": "03", "done": "已联系劳动监察查处让她打工的饭馆，当天送回学校"},
        {"occupation": "03", "done": "通报人社局，老板安排她打工一事已立案"},
        {"done": "劝阻邻居介绍她打工，填报强制报告"},
        {"new_needs": ["08"], "benefits": ["07"]},
    ],
)
@pytest.mark.lives("S42")
def test_s42_a_child_found_working_is_written_down_by_a_visit(
    ws: Workspace, told: dict[str, Any]
) -> None:
    girl = save(ws, answers=GIRL).case_uid
    saved = save(ws, "follow_up", {"visited_on": "2026-06-30"} | told, case=girl, complete=True)
    assert saved.version == 1


@pytest.mark.parametrize("occupation", ["03", "04", "05"])
@pytest.mark.lives("S42")
def test_s42_a_visit_that_finds_a_child_working_leads_to_the_report(occupation: str) -> None:
    said = cautions({"occupation": occupation}, minor=True)
    assert any("F37" in words and "12333" in words for words in said)
    assert cautions({"occupation": occupation}, minor=False) == []


@pytest.mark.parametrize("occupation", ["01", "02", "07"])
def test_a_child_at_school_is_nothing_to_report(occupation: str) -> None:
    assert cautions({"occupation": occupation}, minor=True) == []


def cautions(answers: dict[str, Any], *, minor: bool) -> list[str]:
    found = interpreter.problems(
        FORMS["follow_up"], answers, complete=False, today=TODAY, minor=minor
    )
    return [each.words.msgid for each in found if each.path[0] == "occupation"]


def test_a016_an_age_that_was_put_right_asks_for_another_look(ws: Workspace) -> None:
    first = save(ws, answers=INTAKE | {"birth_date": "2000-01-01"})
    told = {"assist_on": "2026-06-30", "assist_kind": "07"}
    save(ws, "social_assistance", told, case=first.case_uid, complete=True)
    again = save(ws, answers=GIRL, case=first.case_uid, record=first.record_uid, based_on=1)
    assert again.look_again is not None
