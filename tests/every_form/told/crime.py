"""What was done to her, to whom it was told, and how the police took it up."""

from __future__ import annotations

from typing import Any

from tests.every_form.people import Person

_HARM_PLACE = {"code": "", "text": "外省某县（虚构）"}


def _exploited(who: Person) -> list[str]:
    if who.minor:
        return ["E02", "E08"] if who.today.year - who.born.year < 14 else ["E07", "E08"]
    return (["E03", "E07"], ["E04", "E14"], ["E05"])[who.number % 3]


def _events(who: Person) -> list[dict[str, Any]]:
    year = who.today.year
    return [
        _event("01", f"{year - 2}-03", "被熟人介绍外出做工"),
        _event("02", f"{year - 2}-04", "乘长途客车被带往外地"),
        _event("03", f"{year - 2}-04/{year - 1}-11", "被要求无偿劳动，限制外出"),
        _event("04", who.days_ago(who.days_here + 1), "趁人不备离开，由群众送至派出所"),
    ]


def _event(kind: str, when: str, brief: str) -> dict[str, Any]:
    return {
        "event_type": kind,
        "event_when": when,
        "event_place": _HARM_PLACE,
        "event_country": "CN",
        "event_brief": brief,
    }


def _interviews(who: Person) -> list[dict[str, Any]]:
    return [
        {
            "interview_on": who.days_ago(who.days_here),
            "interview_unit": "某县公安局青桥派出所（虚构）",
            "interview_form": "01",
            "interview_minutes": 50,
            "interview_present": ["03"] if who.minor else ["05"],
            "interview_female": True,
        }
    ]


def _reports(who: Person) -> list[dict[str, Any]]:
    return [
        {
            "other_report_to": {"code": "08", "name": "某县妇女联合会（虚构）"},
            "other_report_at": who.at(who.days_here, "17:10"),
            "other_report_mode": "01",
            "other_report_taken_by": "值班人员（虚构）",
        }
    ]


TOLD: dict[str, Any] = {
    "recruitment_tactics": ["03", "06"],
    "vulnerabilities": ["01", "04"],
    "vulnerability_note": "父母长期在外务工，由祖母照看（虚构）",
    "exploitation_platforms": ["01"],
    "noticed_at": lambda who: who.at(who.days_here, "16:00"),
    "reported_at": lambda who: who.at(who.days_here, "16:30"),
    "ground": lambda who: "01" if who.minor else "04",
    "situations": ["07"],
    "signs": "本人自述被带离家乡后不让外出、证件被拿走；未追问细节。",
    "noticed_by": lambda who: who.staff(),
    "reported_to": ["01", "02"],
    "report_mode": "01",
    "report_taken_by": "接报民警（虚构）",
    "report_number": lambda who: f"虚构〔2026〕{who.number + 1}号",
    "report_delayed": False,
    "feedback_on": lambda who: who.days_ago(1) if who.number % 4 == 1 else None,
    "victim_status": lambda who: "02" if who.number % 3 else "01",
    "criminal_case_number": lambda who: f"虚构案〔2026〕{who.number + 1}号",
    "case_officer": "陈警官（虚构） 0000-1234567",
    "offences": lambda who: ["262" if who.minor else "240"],
    "recruitment": ["08", "03"],
    "recruitment_platforms": ["01"],
    "trafficker_relation": ["03"],
    "industry": "C",
    "controls": ["10", "16", "04"],
    "exploitation_county": _HARM_PLACE,
    "exploitation_country": "CN",
    "rescue_county": _HARM_PLACE,
    "cross_border": lambda who: who.nationality != "CN",
    "exploitation_brief": "被要求无偿劳动并限制外出，证件被他人保管。",
    "buyer_risk": "收买家庭曾在车站一带打听，知道本人的旧手机号。",
    "interview_count": 1,
    "recordings": "由办案单位保存",
    "already_told": "离家经过、同行人特征已向公安机关陈述，见询问笔录。",
    "avoid": "不提收买家庭孩子的名字；不从背后靠近。",
    "wishes": "想学一门手艺，先不回去，想给阿妈打一个电话。",
    "threat_note": "可能有人到车站、学校附近打听。",
    "no_contact_reason": "01",
    "exploitation": _exploited,
    "report_delay_reason": "夜间通讯中断",
    "protected_now": "安排单独房间，女性工作人员陪护，门卫不放行打听的人。",
    "protection_after": "每周与办案民警联系一次，外出两人陪同。",
    "referred_by": {"code": "02", "name": "某县公安局青桥派出所（虚构）"},
    "referred_on": lambda who: who.days_ago(who.days_here),
    "referral_way": "01",
    "status_decided_by": "01",
    "status_decided_on": lambda who: who.days_ago(max(0, who.days_here - 3)),
    "case_organ": "某县公安局（虚构）",
    "cross_province": True,
    "marriage_coerced": True,
    "freedom_recovered_on": lambda who: who.days_ago(who.days_here + 1),
    "children_wish": "想和孩子在一起。",
    "rescued_on": lambda who: who.days_ago(who.days_here + 1),
    "rescue_unit": "某县公安局（虚构）",
    "participants": ["01", "03", "04"],
    "events": _events,
    "interviews": _interviews,
    "other_reports": _reports,
    "rescued_together": [{"together_alias": "蓝鹤三五"}],
    "feedback_result": "01",
    "feedback": "已立案，承办民警电话告知，后续由办案单位联系本机构。",
}
