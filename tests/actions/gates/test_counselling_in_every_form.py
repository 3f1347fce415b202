"""No form is a way round the gate of counselling: it neither diagnoses nor treats (A-403).

Every question of the catalogue about psychological help in our words is looked at, or stands here
with the reason why it is not.
"""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.gates import growth_gates
from rescueapp.domain.guards import growth as guards
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Field, Form, Kind, Voice
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, refused, save

WOMAN = INTAKE | {"birth_date": "1996-01-01"}
GIVEN = "诊断为抑郁症，给予舍曲林每晚半片"
BY_HOSPITAL = "县医院诊断为抑郁症，医嘱舍曲林每晚半片，已按时服药"
_SERVICES = "C-23"
_PSYCHOLOGICAL = ("psych", "counsel", "trauma", "self_harm", "mental", "mind", "suicid")

NOT_CHECKED = {
    "names a tool, or what was left out of a copy or said in a release": (
        "risk_and_needs.trauma_tool", "file_access.file_withheld",
        "release.release_medical_ground",
    ),
    "tells the escort what to mind on the way, a doctor's medicine too": (
        "return_handover.return_care",
    ),
    "asks a hospital, and tells the least it must know; what came of it is the hospital's": (
        "referral.referral_asked", "referral.referral_summary", "referral.referral_result",
        "referral.referral_back",
    ),
    "weighs a family, not her health": ("family_assessment.family_reasons",),
    "visits and people, not what was done for her mind": (
        "closure.closure_visit_plan", "closure.apart_reason",
    ),
}  # fmt: skip

WAYS: list[tuple[str, dict[str, Any]]] = [
    ("service_note", {"note_services": ["04"], "note_done": GIVEN}),
    ("service_note", {"note_asks": "请站里继续安排", "note_answer": GIVEN}),
    ("service_note", {"note_asks": GIVEN}),
    ("stay_and_leaving", {"stay_psychological": "诊断为创伤后应激障碍，给予舍曲林"}),
    ("follow_up", {"done": GIVEN}),
    ("risk_and_needs", {"trauma_situation": "诊断为创伤后应激障碍"}),
    ("risk_and_needs", {"trauma_action": "给予舍曲林，观察两周"}),
    ("risk_and_needs", {"self_harm_action": GIVEN}),
    ("service_plan", {"measures": [{"measure_service": "04", "measure": "进行认知行为治疗"}]}),
    ("service_plan", {"measures": [{"measure": "给予舍曲林", "measure_goal": "睡得着"}]}),
    ("service_plan", {"review_note": GIVEN}),
    ("closure", {"closure_summary": GIVEN}),
]  # fmt: skip


def _in_our_words(asked: Field) -> bool:
    return asked.kind in (Kind.TEXT, Kind.LONG_TEXT) and asked.voice is not Voice.HERS


def _about_the_mind(form: Form, asked: Field) -> bool:
    """Words of ours about psychological help: the question says so, or the form has services."""
    said = f"{asked.key} {asked.label}".lower()
    services = any(each.codes == _SERVICES for each in _questions(form))
    ours = services and asked.voice is Voice.OURS
    return _in_our_words(asked) and (ours or any(part in said for part in _PSYCHOLOGICAL))


def _questions(form: Form) -> list[Field]:
    return [each for asked in interpreter.fields(form) for each in (asked.rows or (asked,))]


def test_a403_every_question_about_psychological_help_is_looked_at_or_has_a_reason() -> None:
    left_out = {each for group in NOT_CHECKED.values() for each in group}
    unlooked = {
        f"{form.key}.{asked.key}"
        for form in FORMS.values()
        for asked in _questions(form)
        if _about_the_mind(form, asked) and not growth_gates.is_counsel(form, asked)
    }
    assert unlooked == left_out


@pytest.mark.parametrize(("form", "told"), WAYS)
@pytest.mark.lives("S69")
def test_a403_nobody_but_a_medical_worker_diagnoses_or_treats_in_any_form(
    ws: Workspace, form: str, told: dict[str, Any]
) -> None:
    case = save(ws, answers=WOMAN).case_uid
    assert refused(ws, form, told, case) == guards.COUNSELLING()


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("service_note", {"note_services": ["04"], "note_done": BY_HOSPITAL}),
        ("service_note", {"note_done": "陪同到县医院精神科复诊，医生开药两周"}),
        ("service_note", {"note_done": "未作诊断，建议到医院评估，陪她练习呼吸放松"}),
        ("stay_and_leaving", {"stay_psychological": "已见心理咨询师，夜里惊醒，谈过三次"}),
        ("stay_and_leaving", {"stay_psychological": BY_HOSPITAL}),
        ("risk_and_needs", {"trauma_situation": "自述在老家诊断为焦虑症"}),
        ("risk_and_needs", {"trauma_action": "疑似创伤后应激障碍，建议医院评估"}),
        ("service_plan", {"measures": [{"measure_service": "04", "measure": "每周疏导一次"}]}),
        ("service_plan", {"measures": [{"measure_service": "03", "measure": "舍曲林每晚半片"}]}),
    ],
)
def test_a403_what_a_hospital_found_and_what_helps_is_told(
    ws: Workspace, form: str, told: dict[str, Any]
) -> None:
    assert save(ws, form, told, case=save(ws, answers=WOMAN).case_uid).version == 1


def test_a403_what_a_medical_worker_wrote_stays_and_nobody_adds_to_it(
    ws: Workspace, station: House
) -> None:
    case = save(ws, answers=WOMAN).case_uid
    doctor = station.sign_in("yang")  # a medical worker may tell of it
    saved = save(doctor, "service_note", {"note_done": GIVEN}, case=case)
    ws = station.sign_in("he")
    kept = {"note_done": GIVEN, "note_services": ["04"]}
    assert save(ws, "service_note", kept, case=case, record=saved.record_uid, based_on=1).version
    assert refused(ws, "service_note", {"note_done": "诊断为焦虑症"}, case) == guards.COUNSELLING()
