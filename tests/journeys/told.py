"""What is typed on the journey: a fictional girl's first weeks, form by form, as it is kept.

Days are counted from today. The words of `CANARIES` must never be found outside the vault.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from rescueapp import clock


def day(days: int) -> str:
    """A day so many days from today."""
    return (clock.today() + timedelta(days=days)).isoformat()


def moment(days: int, at: str) -> str:
    """An instant as it is kept, from the station's clock."""
    return clock.stamp(
        datetime.combine(
            clock.today() + timedelta(days=days), time.fromisoformat(at), clock.SHANGHAI
        )
    )


NAME = "欧阳鹿鸣"
PET_NAME = "小鹿娃"
NUMBER = "990101201105170260"  # the area code was never given out; the check digit is right
STREET = "绿孔雀巷七十七号"
BRIEF = "她说灯塔底下藏着一条蓝鲸形状的小船。"
DIAGNOSIS = "铜色月亮样皮疹，待查。"
NOTES = "画了十一只没有眼睛的纸鹤。"
FOUND_HOW = "在废弃的向日葵磨坊里被找到。"
AUNT, AUNT_PHONE = "欧阳桂榕", "13900007788"

CANARIES = {
    "name": NAME,
    "pet name": PET_NAME,
    "document": NUMBER,
    "address": STREET,
    "narrative": BRIEF,
    "diagnosis": DIAGNOSIS,
    "process notes": NOTES,
    "found": FOUND_HOW,
    "aunt": AUNT,
    "telephone": AUNT_PHONE,
}

_SIGNED = {"person_signed": "01", "handled_by": "丁一禾", "signed_on": day(0)}

INTAKE: dict[str, Any] = {
    "arrived_at": moment(-1, "22:40"),
    "sex": "2",
    "arrival_mode": "01",
    "danger": ["00"],
    "needs_interpreter": "01",
    "birth_date": "2011-05-17",
    "age_basis": "02",
    "escort_unit": "青石县公安局打拐专班",
    "reasons": ["01", "12"],
    "needs": ["01", "02", "03"],
    "family_may_know": "03",
    "body_state": ["01", "05"],
    "mind_state": ["03", "08"],
    "name": NAME,
    "other_names": PET_NAME,
    "id_document": {"type": "01", "number": NUMBER},
    "security_check": "01",
    "id_check": "3",
    "rights_told": ["01", "02"],
    "decision": "02",
    "brief": BRIEF,
    "home_county": {"code": "530722", "text": ""},
    "home_address": STREET,
    "education": "73",
    **_SIGNED,
}

# By the caseworker, after the intake, in this order.
FORMS: dict[str, dict[str, Any]] = {
    "police_handover": {
        "handed_over_at": moment(-1, "22:40"),
        "handover_unit": "青石县公安局打拐专班",
        "persons_count": 1,
        "found_at": moment(-1, "16:10"),
        "found_place": {"code": "530724", "text": ""},
        "found_how": FOUND_HOW,
        "suspected": ["03"],
        "police_check": "03",
        "handover_state": ["05"],
        "hospital_first": False,
        "received_by": "丁一禾",
    },
    "belongings": {
        "counted_on": day(-1),
        "items": [
            {"item_kind": "05", "item_description": "灰色外套", "item_count": 1, "item_kept": "01"},
            {"item_kind": "08", "item_description": "毕业合影", "item_count": 2, "item_kept": "02"},
        ],
        "cash": "36.50",
        "kept_where": "贵重物品柜 3 号",
        "return_due_on": day(30),
    },
    "consent": {
        "consent_on": day(0),
        "age_band": "02",
        "consenter": "01",
        "told": ["01", "02", "03"],
        "told_how": ["02"],
        "understood": "01",
        "notice_purposes": ["01"],
        "agrees_photo": "02",
        "agrees_health": "01",
        "agrees_statistics": "01",
        "expires_on": day(180),
        "own_opinion": "愿意看病和上学。",
    },
    "mandatory_report": {
        "noticed_at": moment(-1, "22:55"),
        "ground": "01",
        "situations": ["07"],
        "reported_at": moment(-1, "23:10"),
        "reported_to": ["01", "02"],
        "report_mode": "01",
        "report_delayed": False,
        "person_told": True,
        "feedback_due_on": day(3),
    },
    "safety_line": {
        "safety_line": "夜间两小时巡视一次；自称亲属者一律先联系公安。",
        "safety_flags": ["01", "03"],
        "line_on": day(0),
        "line_check_on": day(7),
    },
    "relative": {
        "relation": "52",
        "relative_name": AUNT,
        "contact_forbidden": False,
        "relative_phone": AUNT_PHONE,
    },
    "trafficking_case": {
        "recorded_on": day(0),
        "referred_by": {"code": "02", "name": "青石县公安局"},
        "referred_on": day(-1),
        "referral_way": "01",
        "victim_status": "02",
        "status_decided_by": "01",
        "age_when_trafficked": 14,
        "recruitment": ["07"],
        "trafficker_relation": ["02"],
        "cross_province": False,
        "cross_border": False,
        "exploitation": ["E03"],
        "exploitation_county": {"code": "530724", "text": ""},
        "controls": ["08", "10"],
        "duration": "05",
        "marriage_coerced": True,
        "rescued_on": day(-1),
        "rescue_county": {"code": "530724", "text": ""},
        "rescue_mode": "01",
        "return_wish": "03",
        "threats": ["02"],
        "protection": ["01", "05"],
        "interview_count": 1,
        "already_told": "被带走的经过见一站式询问笔录。",
    },
    "risk_and_needs": {
        "assessed_on": day(0),
        "assessment_kind": "01",
        "overall_risk": "3",
        "reassess_on": day(14),
        "participants": ["01", "03"],
        "safety_level": "3",
        "safety_situation": "收买家庭仍在打听去向。",
        "self_harm_level": "1",
        "self_harm_stage": "0",
        "medical_level": "2",
        "trauma_level": "3",
        "education_level": "2",
        "custody": "03",
        "placement": "02",
    },
    "service_plan": {
        "planned_on": day(0),
        "own_goals": "我想重新上学。",
        "participation": "01",
        "services": ["02", "03", "06"],
        "measures": [
            {
                "measure_goal": "重返学校",
                "measure": "协调异地就读",
                "measure_service": "06",
                "measure_department": {"code": "05", "name": "青石县教育体育局"},
                "measure_worker": "丁一禾",
                "measure_due_on": day(10),
                "measure_state": "02",
            }
        ],
        "review_on": day(14),
    },
    "follow_up": {
        "visit_planned_on": day(0),
        "visited_on": day(0),
        "visit_number": 1,
        "visit_way": "02",
        "visit_result": "01",
        "alone": "01",
        "living": "04",
        "body_health": "01",
        "mind_health": "02",
        "harm": ["01"],
        "own_view": "夜里睡得着了。",
        "risk": "1",
        "next_visit_on": day(30),
    },
}

MEDICAL_CARE: dict[str, Any] = {
    "sent_at": moment(-1, "23:20"),
    "care_urgency": "02",
    "visit_kind": "01",
    "hospital": "青石县人民医院",
    "hospital_designated": True,
    "care_class": "07",
    "diagnosis": DIAGNOSIS,
    "medicines": [{"medicine": "铁剂", "dose": "每日一次", "medicine_from": day(0)}],
    "care_outcome": "01",
    "team_instructions": "饭后服药；头晕时平躺。",
    "revisit_on": day(5),
    "cost": "186.40",
    "payers": ["04"],
}

PSYCHOLOGICAL_RECORD: dict[str, Any] = {
    "session_at": moment(-1, "23:40"),
    "session_number": 1,
    "session_minutes": 45,
    "attendance": "01",
    "session_way": "01",
    "chief_concern": "怕黑，担心被找到。",
    "state_seen": ["03", "08"],
    "self_harm": "0",
    "team_summary": "夜里请留一盏小灯。",
    "next_session_on": day(7),
    "process_notes": NOTES,
}
