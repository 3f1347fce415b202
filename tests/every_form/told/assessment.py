"""Risks and needs by domain, the plan made of them, and its review."""

from __future__ import annotations

from typing import Any

from tests.every_form.people import Person


def _measures(who: Person) -> list[dict[str, Any]]:
    rows = (
        ("08", "有自己的身份证", "联系户籍地派出所办理身份证件", "09", "02", "某县公安局（虚构）"),
        ("04", "睡得安稳", "每周一次心理疏导", "04", "24", "某县人民医院（虚构）"),
        ("12", "学会裁缝", "报名职业技能培训班", "07", "06", "某县人社局（虚构）"),
    )
    return [
        {
            "measure_domain": domain,
            "measure_goal": goal,
            "measure": measure,
            "measure_service": service,
            "measure_department": {"code": code, "name": name},
            "measure_worker": who.staff(),
            "measure_due_on": who.in_days(40),
            "measure_state": "02",
        }
        for domain, goal, measure, service, code, name in rows
    ]


def _level(who: Person, offset: int) -> str:
    return ("1", "0", "2", "1", "3", "0")[(who.number + offset) % 6]


TOLD: dict[str, Any] = {
    "overall_risk": lambda who: ("3", "2", "4", "1")[who.number % 4],
    "risk": lambda who: ("2", "1", "3", "1")[who.number % 4],
    "assessors": lambda who: f"{who.staff()}、督导员",
    "own_assessment": "最怕那家人找到这里；在站里觉得安全。",
    "reassess_on": lambda who: who.in_days(14),
    "trauma_tool": "创伤筛查量表",
    "trauma_score": 18,
    "safe_people": "阿妈；表姐",
    "safe_places": "妇联之家（虚构）",
    "danger_steps": "离开人少的地方，到值班室或派出所，说暗语。",
    "own_goals": "“我想有自己的身份证，学会裁缝，租一间小房子。”",
    "not_wanted": "不想让村里人知道经过；不想再被很多人问。",
    "services": ["01", "02", "04", "07"],
    "reviewed_on": lambda who: who.days_ago(1) if who.number % 4 == 3 else None,
    "review_on": lambda who: who.in_days(28),
    "assessment_kind": "01",
    "self_harm_stage": "1",
    "guardianship_situation": "父母暂未查清，由本机构临时监护。",
    "guardianship_action": "与民政部门商定临时监护手续。",
    "strengths": "手巧，记性好，愿意照顾比自己小的孩子。",
    "warning_signs": "有人叫出收买家庭起的名字；陌生人反复打听。",
    "participation": "01",
    "child_view": "想上学，不想和妹妹分开。",
    "measures": _measures,
    "safety_level": lambda who: _level(who, 0),
    "safety_situation": "昨天有陌生电话打到站里打听。",
    "safety_action": "不接转电话；外出两人陪同。",
    "self_harm_level": lambda who: _level(who, 1),
    "self_harm_situation": "夜里说过“不想活了”，未见具体计划。",
    "self_harm_action": "加强巡视；当日约心理咨询师。",
    "medical_level": lambda who: _level(who, 2),
    "medical_situation": "牙痛，右脚旧伤，未做妇科检查。",
    "medical_action": "预约定点医院，由女性工作人员陪同。",
    "trauma_level": lambda who: _level(who, 3),
    "trauma_situation": "易惊醒，听到关门声发抖。",
    "trauma_action": "每周一次疏导；靠近前先出声。",
    "substances_level": lambda who: _level(who, 4),
    "substances_situation": "曾被迫饮酒，现无依赖表现。",
    "substances_action": "就医时告知医师。",
    "housing_level": lambda who: _level(who, 5),
    "housing_situation": "离站后没有固定住处。",
    "housing_action": "与妇联商量过渡住处。",
    "money_level": lambda who: _level(who, 6),
    "money_situation": "没有收入，有少量现金。",
    "money_action": "申请临时救助。",
    "papers_level": lambda who: _level(who, 7),
    "papers_situation": "身份证被收走，户口在外地。",
    "papers_action": "联系户籍地派出所补办。",
    "family_level": lambda who: _level(who, 8),
    "family_situation": "与母亲有感情，父亲是否知情尚不清楚。",
    "family_action": "核实前不联系父亲。",
    "children_level": lambda who: _level(who, 9),
    "children_situation": "牵挂孩子，担心被带走。",
    "children_action": "母子同住，孩子单独建档。",
    "education_level": lambda who: _level(who, 10),
    "education_situation": "小学未读完，愿意识字。",
    "education_action": "联系成人教育班。",
    "work_level": lambda who: _level(who, 11),
    "work_situation": "做过缝纫，愿意学裁缝。",
    "work_action": "报名培训班。",
    "legal_level": lambda who: _level(who, 12),
    "legal_situation": "案件在侦查，希望知道进展。",
    "legal_action": "申请法律援助。",
    "support_level": lambda who: _level(who, 13),
    "support_situation": "同乡中有一位可信的表姐。",
    "support_action": "在本人同意后联系表姐。",
    "culture_level": lambda who: _level(who, 14),
    "culture_situation": "听得懂普通话，说话慢。",
    "culture_action": "交谈放慢，必要时用图示。",
    "review_result": "03",
    "review_note": "身份证件已受理；裁缝班改到下月开班。",
    "review_own_view": "“比刚来时踏实多了。”",
}
