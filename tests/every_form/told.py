"""What a caseworker would have written, by question. Every name, number and unit is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.every_form.people import Person, resident_id

_STAFF = ("段静", "李敏", "和丽梅", "张蓉", "木兰", "赵琳")
Answers = dict[str, Any]

_HARM_PLACE = {"code": "", "text": "外省某县（虚构）"}


def _staff(who: Person) -> str:
    return _STAFF[who.number % len(_STAFF)]


def _exploited(who: Person) -> list[str]:
    if who.minor:
        return ["E02", "E08"] if who.today.year - who.born.year < 14 else ["E07", "E08"]
    return (["E03", "E07"], ["E04", "E14"], ["E05"])[who.number % 3]


def _birth(who: Person) -> str | None:
    """To the day, to the year, or not known at all: then the ages are estimated."""
    return (f"{who.born:%Y}", *[who.born.isoformat()] * 6, None)[who.number % 8]


def _arrival(who: Person) -> int:
    """Days ago."""
    return 6 + who.number * 13 % 300


def _own_children(who: Person) -> list[Answers] | None:
    if who.minor or who.sex == "1" or who.number % 4:
        return None
    case = {"child_case": who.cases[0]} if who.cases else {}
    return [{"child_sex": "2", "child_age": 3, "child_relation": "30", **case}]


def _children_born(who: Person) -> list[Answers] | None:
    if who.minor or who.sex == "1" or who.number % 4:
        return None
    return [{"born_sex": "2", "born_on": f"{who.today.year - 3}", "born_where": "01"}]


def _events(who: Person) -> list[Answers]:
    year = who.today.year
    return [
        _event("01", f"{year - 2}-03", "被熟人介绍外出做工"),
        _event("02", f"{year - 2}-04", "乘长途客车被带往外地"),
        _event("03", f"{year - 2}-04/{year - 1}-11", "被要求无偿劳动，限制外出"),
        _event("04", who.days_ago(_arrival(who) + 1), "趁人不备离开，由群众送至派出所"),
    ]


def _event(kind: str, when: str, brief: str) -> Answers:
    return {
        "event_type": kind,
        "event_when": when,
        "event_place": _HARM_PLACE,
        "event_country": "CN",
        "event_brief": brief,
    }


def _interviews(who: Person) -> list[Answers]:
    return [
        {
            "interview_on": who.days_ago(_arrival(who)),
            "interview_unit": "某县公安局青桥派出所（虚构）",
            "interview_form": "01",
            "interview_minutes": 50,
            "interview_present": ["03"] if who.minor else ["05"],
            "interview_female": True,
        }
    ]


def _measures(who: Person) -> list[Answers]:
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
            "measure_worker": _staff(who),
            "measure_due_on": who.in_days(40),
            "measure_state": "02",
        }
        for domain, goal, measure, service, code, name in rows
    ]


def _reports(who: Person) -> list[Answers]:
    return [
        {
            "other_report_to": {"code": "08", "name": "某县妇女联合会（虚构）"},
            "other_report_at": who.at(_arrival(who), "17:10"),
            "other_report_mode": "01",
            "other_report_taken_by": "值班人员（虚构）",
        }
    ]


def _level(who: Person, offset: int) -> str:
    return ("1", "0", "2", "1", "3", "0")[(who.number + offset) % 6]


TOLD: dict[str, Any] = {
    # the person
    "sex": lambda who: who.sex,
    "birth_date": _birth,
    "age_low": lambda who: who.today.year - who.born.year - 1,
    "age_high": lambda who: who.today.year - who.born.year + 2,
    "age_when_trafficked": lambda who: max(1, who.today.year - who.born.year - 2),
    "name": lambda who: who.name,
    "other_names": lambda who: f"阿{who.name[-1]}、{who.name[-1]}儿",
    "id_document": lambda who: (
        {"type": "04", "number": f"MX{who.number:06d}"}
        if who.nationality == "MM"
        else {"type": "01", "number": who.document}
    ),
    "own_script_name": "Ma Win Yee",
    "ethnic": lambda who: ("27", "01", "07", "14", "20")[who.number % 5],
    "nationality": lambda who: who.nationality,
    "languages": lambda who: ["mya"] if who.nationality == "MM" else ["cmn", "cmn-xinan"],
    "needs_interpreter": lambda who: "02" if who.nationality == "MM" else "01",
    "education": lambda who: ("81", "71", "83", "90")[who.number % 4],
    "marital": lambda who: "10" if who.minor else "90",
    "hukou_status": lambda who: "7" if who.nationality == "MM" else "3",
    "home_address": "某乡石桥村某组（虚构）",
    "found_address": "汽车客运站候车厅（虚构）",
    "contact_channel": "05",
    "contact_number": lambda who: f"1990000{who.number % 10000:04d}",
    "contact_code_word": "问“核桃熟了吗”",
    "contact_who_may_answer": "只能由本人接听",
    "relative_phone": lambda who: f"1990001{who.number % 10000:04d}",
    "relative_name": lambda who: who.name[0] + "某（虚构）",
    "relation": lambda who: ("52", "51", "R1", "75", "R2")[who.number % 5],
    "contact_forbidden": lambda who: who.number % 5 in (2, 4),
    "forbidden_reasons": lambda who: ["01"] if who.number % 5 == 2 else ["02", "06"],
    "relative_document": lambda who: {"type": "01", "number": resident_id(date(1975, 6, 1), 322)},
    "relative_address": "某乡石桥村（虚构）",
    "relative_age": lambda who: 40 + who.number % 30,
    "called": lambda who: f"阿{who.name[-1]}",
    "height": lambda who: 95 if who.born.year > 2018 else 150 + who.number % 18,
    "weight": lambda who: 16 if who.born.year > 2018 else 44 + who.number % 16,
    "accent": "滇西北口音",
    "marks": "左手背有一处旧疤，约两厘米",
    "clothing": "蓝色外套、黑色长裤、布鞋，背红色布包",
    "carried": "布包内有一张旧照片和一串木珠",
    "own_account_of_origin": "说家在山上，门口有石桥，阿婆会织布，弟弟小两岁。",
    "visible_illness": "偏瘦，走路时右脚不便",
    # arrival
    "arrived_at": lambda who: who.at(_arrival(who), "15:20"),
    "arrival_mode": lambda who: ("01", "02", "06", "01", "07", "05")[who.number % 6],
    "danger": lambda who: ["00"] if who.number % 4 else ["01", "04"],
    "escort_name": "陈警官（虚构）",
    "officer_name": "陈警官（虚构）",
    "escort_badge": "990127",
    "officer_badge": "990127",
    "escort_phone": "0000-1234567",
    "officer_phone": "0000-1234567",
    "papers_list": "交接表一份、物品清单一份",
    "handed_papers_list": "交接表一份、物品清单一份",
    "reasons": ["01", "12"],
    "child_situation": ["04"],
    "needs": lambda who: [["01", "05", "03"], ["01", "02", "04"], ["05", "99"]][who.number % 3],
    "id_check": lambda who: ("3", "2", "1", "4")[who.number % 4],
    "rights_told": ["01", "02", "03", "04"],
    "decision": lambda who: ("02", "01", "01", "01")[who.number % 4],
    "security_check": "01",
    "brief": "被他人以介绍工作为名带至外地，期间被限制外出，趁人不备离开，被群众送来。",
    "left_home_on": lambda who: f"{who.today.year - 2}-0{1 + who.number % 9}",
    "handed_over_at": lambda who: who.at(_arrival(who), "15:10"),
    "found_at": lambda who: who.at(_arrival(who) + 1, "12:00"),
    "found_place_detail": "客运站候车厅东侧（虚构）",
    "found_how": "巡逻中发现其独自在候车厅停留多时，自述不认识路，愿意到救助站。",
    "suspected": ["03"],
    "police_check": "02",
    "handover_state": ["01", "02"],
    "handover_injuries": "左前臂有陈旧淤青，已在交接前由医院检查",
    "handed_belongings": "布包一个、旧照片一张、现金十二元",
    "appearance_note": "中等身材，短发，蓝色外套，黑色长裤",
    "kept_where": "物品柜12号",
    "returned_on": lambda who: who.days_ago(1) if who.number % 5 == 4 else None,
    "return_due_on": lambda who: who.in_days(10),
    # consent and report
    "age_band": lambda who: (
        "04"
        if who.born.year > who.today.year - 8
        else "03"
        if who.born.year > who.today.year - 14
        else "02"
    ),
    "consenter": lambda who: "04" if who.minor else "01",
    "processor": "本站，值班电话0000-1234567（虚构）",
    "told": ["01", "02", "03", "04", "05", "06"],
    "told_how": ["02", "03"],
    "told_language": "cmn-xinan",
    "retention": "按本单位保管期限表，个案结案后三十年",
    "understood": "01",
    "notice_purposes": ["01"],
    "agrees_abroad": "02",
    "agrees_follow_up": "01",
    "agrees_photo": "01",
    "guardian_name": "某站站长（虚构）",
    "guardian_document": None,
    "guardian_safe": True,
    "institution_head": "某站站长（虚构）",
    "own_opinion": "我想留在这里，不想让那家人知道我在哪。",
    "expires_on": lambda who: who.in_days(300),
    "noticed_at": lambda who: who.at(_arrival(who), "16:00"),
    "reported_at": lambda who: who.at(_arrival(who), "16:30"),
    "ground": lambda who: "01" if who.minor else "04",
    "situations": ["07"],
    "signs": "本人自述被带离家乡后不让外出、证件被拿走；未追问细节。",
    "noticed_by": _staff,
    "reported_to": ["01", "02"],
    "report_mode": "01",
    "report_taken_by": "接报民警（虚构）",
    "report_number": lambda who: f"虚构〔2026〕{who.number + 1}号",
    "report_delayed": False,
    "feedback_on": lambda who: who.days_ago(1) if who.number % 4 == 1 else None,
    # the case
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
    # assessment, plan, care
    "overall_risk": lambda who: ("3", "2", "4", "1")[who.number % 4],
    "risk": lambda who: ("2", "1", "3", "1")[who.number % 4],
    "assessors": lambda who: f"{_staff(who)}、督导员",
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
    "sent_at": lambda who: who.at(5, "02:10"),
    "hospital": "某县人民医院（虚构）",
    "sent_because": "自述腹痛，面色差",
    "physician": "某医师（虚构）",
    "diagnosis": "营养不良，软组织损伤（虚构）",
    "treatment": "对症治疗，补液，观察",
    "injuries": "左前臂淤青，约一周前",
    "time_critical": lambda who: ["06", "03"] if who.sex == "2" else ["04"],
    "allergies": lambda who: "青霉素" if who.number % 4 == 0 else "无已知过敏",
    "team_instructions": "按时服药；夜间巡视两次；饮食清淡。",
    "admitted_on": lambda who: who.days_ago(6),
    "discharged_on": lambda who: who.days_ago(3),
    "revisit_on": lambda who: who.in_days(7),
    "session_at": lambda who: who.at(3, "02:00"),
    "session_number": lambda who: 1 + who.number % 6,
    "session_minutes": 50,
    "session_place": "谈心室",
    "attendance": "01",
    "psychologist": "木兰",
    "psychologist_licence": "虚构000001",
    "chief_concern": "睡眠差，夜间易惊醒，担心被找到。",
    "intervention": "稳定化练习，安全地点想象，约定求助方式。",
    "self_harm": lambda who: ("0", "0", "1")[who.number % 3],
    "self_harm_agreed": "难受时先告诉值班社工，不独处。",
    "psych_referral": "01",
    "team_summary": "夜间留一盏灯；靠近前先出声；不安排单独外出。",
    "process_notes": "过程记录（虚构）：谈到石桥时第一次露出笑容。",
    "next_session_on": lambda who: who.in_days(7),
    # follow-up and safety line
    "visit_planned_on": lambda who: who.days_ago(3),
    "visited_on": lambda who: who.days_ago(2),
    "visit_number": lambda who: 1 + who.number % 5,
    "visit_way": "01",
    "visit_result": lambda who: "03" if who.number % 8 == 5 else "01",
    "alone": "01",
    "code_word_given": True,
    "guardian_risk": "1",
    "harm": lambda who: ["02"] if who.number % 4 == 2 else ["01"],
    "harm_note": "邻居有议论，本人说能应付，希望换一处住。",
    "occupation_note": "在裁缝铺学徒，每周休一天",
    "next_visit_on": lambda who: who.in_days(30),
    "next_visit_wish": "只在周日下午，先发短信",
    "no_more_visits": False,
    "safety_line": lambda who: (
        "女性工作人员接待；夜间巡视两次；用药前先问",
        "不接转外来电话；有人打听一律答复“无此人”",
        "母子同住勿分开；饮食清淡",
    )[who.number % 3],
    "must_not_enter": "自称家属来打听的人，先请值班领导",
    "emergency_call": "值班室；110",
    "line_check_on": lambda who: who.in_days(14),
    # staff who sign
    "handled_by": _staff,
    "handled_by_second": lambda who: _STAFF[(who.number + 1) % len(_STAFF)],
    "in_charge": "某站站长（虚构）",
    "person_signed": lambda who: "06" if who.number % 8 == 6 else "01",
    "adult_signed": "某站站长（虚构）",
    "adult_relation": "05",
    "female_staff": True,
    "received_by": _staff,
    "witness": lambda who: _STAFF[(who.number + 2) % len(_STAFF)],
    "visitors": lambda who: f"{_staff(who)}、{_STAFF[(who.number + 1) % len(_STAFF)]}",
    "escorts": lambda who: f"{_staff(who)}、{_STAFF[(who.number + 1) % len(_STAFF)]}",
    # tables
    "children": _own_children,
    "children_born": _children_born,
    "events": _events,
    "interviews": _interviews,
    "measures": _measures,
    "other_reports": _reports,
    "rescued_together": [{"together_alias": "蓝鹤三五"}],
    "items": [
        {"item_kind": "05", "item_description": "红色布包", "item_count": 1, "item_kept": "01"},
        {"item_kind": "08", "item_description": "旧照片", "item_count": 1, "item_kept": "01"},
        {"item_kind": "04", "item_description": "旧手机，无卡", "item_count": 1, "item_kept": "02"},
    ],
    "kept_documents": lambda who: (
        [
            {
                "kept_document": {"type": "01", "number": who.document},
                "kept_document_wish": True,
            }
        ]
        if who.number % 5 == 1
        else None
    ),
    "limits": [
        {
            "limit_purpose": "05",
            "limit_receiver": "原住地村委会",
            "limit_content": "现住地和被拐经过",
            "limit_reason": "担心传开",
        }
    ],
    "withdrawals": lambda who: (
        [
            {
                "withdrawn_purpose": "02",
                "withdrawn_on": who.days_ago(1),
                "withdrawn_reason": "本人不愿再看到照片",
                "withdrawn_acted": "照片不再使用，副本已收回",
            }
        ]
        if who.number % 6 == 5
        else None
    ),
    "medicines": lambda who: [
        {
            "medicine": "维生素（虚构）",
            "dose": "一日一次，一次一片",
            "medicine_from": who.days_ago(4),
            "medicine_until": who.in_days(14),
        }
    ],
    "assessments": [{"tool": "睡眠质量量表", "tool_score": 12, "tool_meaning": "睡眠较差"}],
    "contacts": lambda who: [
        {
            "contacted_on": who.days_ago(2),
            "contacted_by": _staff(who),
            "contact_outcome": "01",
            "contact_note": "只说本人平安，未说住处",
        }
    ],
    # the rest of what is written in words
    "exploitation": _exploited,
    "pregnancy": lambda who: "01" if who.minor else ("01", "02", "01", "05")[who.number % 4],
    "id_valid_until": lambda who: f"{who.today.year + 5}-06-30",
    "previous_help": lambda who: "03" if who.number % 5 == 4 else "01",
    "previous_help_note": "去年冬天在外地救助站住过三天",
    "welfare": lambda who: ["01"] if who.number % 3 == 0 else None,
    "needs_note": "想给阿妈打电话",
    "decision_reason": "本人有亲友可以投靠并愿意前往",
    "health": ["20"],
    "disability": lambda who: ["4"] if who.number % 5 == 3 else None,
    "disability_grade": "4",
    "disability_card": lambda who: f"{who.document}44",
    "hair": "03",
    "hair_colour": "01",
    "unsigned_reason": "本人表示累了，改日再签",
    "handover_unit": "某县公安局青桥派出所（虚构）",
    "escort_unit": "某县公安局青桥派出所（虚构）",
    "persons_count": 1,
    "police_check_note": "姓名、出生年份相近者多，继续核查",
    "handover_remarks": "双方清点无异议",
    "phone_check": ["02"],
    "cash_other": "木珠一串",
    "cash": "12.00",
    "return_remarks": "无缺失",
    "guardian_relation": "R6",
    "agrees_registration": "01",
    "agrees_notice": "02",
    "agrees_health": "01",
    "agrees_referral": "01",
    "agrees_statistics": "01",
    "report_delay_reason": "夜间通讯中断",
    "protected_now": "安排单独房间，女性工作人员陪护，门卫不放行打听的人。",
    "protection_after": "每周与办案民警联系一次，外出两人陪同。",
    "referred_by": {"code": "02", "name": "某县公安局青桥派出所（虚构）"},
    "referred_on": lambda who: who.days_ago(_arrival(who)),
    "referral_way": "01",
    "status_decided_by": "01",
    "status_decided_on": lambda who: who.days_ago(max(0, _arrival(who) - 3)),
    "case_organ": "某县公安局（虚构）",
    "cross_province": True,
    "marriage_coerced": True,
    "freedom_recovered_on": lambda who: who.days_ago(_arrival(who) + 1),
    "children_wish": "想和孩子在一起。",
    "rescued_on": lambda who: who.days_ago(_arrival(who) + 1),
    "rescue_unit": "某县公安局（虚构）",
    "participants": ["01", "03", "04"],
    "assessment_kind": "01",
    "self_harm_stage": "1",
    "guardianship_situation": "父母暂未查清，由本机构临时监护。",
    "guardianship_action": "与民政部门商定临时监护手续。",
    "custody": "03",
    "placement": "02",
    "strengths": "手巧，记性好，愿意照顾比自己小的孩子。",
    "warning_signs": "有人叫出收买家庭起的名字；陌生人反复打听。",
    "participation": "01",
    "child_view": "想上学，不想和妹妹分开。",
    "care_urgency": "02",
    "visit_kind": lambda who: ("01", "03", "02")[who.number % 3],
    "treatment_agreed": "01",
    "care_class": "01",
    "complaint": "腹痛两天，食欲差",
    "history": "自述小时候患过肺炎",
    "examinations": "血常规、腹部超声未见明显异常（虚构）",
    "time_critical_accepted": ["06"],
    "companions": "女性陪护人员轮班",
    "care_outcome": "01",
    "medical_own_view": "希望以后都由同一位女医生看。",
    "session_way": "01",
    "session_present": ["01"],
    "state_seen": ["02", "08"],
    "harm_to_others": "0",
    "psych_referral_note": "本人暂不愿去医院，过两周再谈",
    "team_summary_agreed": "01",
    "visit_failed_reason": "电话无人接听，未留言",
    "children_state": "孩子已上幼儿园，适应较好",
    "life_note": "愿意继续学裁缝，常去表姐家。",
    "done": "与妇联商量换住处，约下周一起去看。",
    "own_view": "现在睡得好些了，不想换太远的地方。",
    "departments": ["08", "06"],
    "new_needs": ["14", "08"],
    "relative_employer": "在家务农",
    "unsafe_names": "老三（虚构绰号）",
    "unsafe_numbers": "19900009999",
    "unsafe_addresses": "某县界河镇柳湾村（虚构）",
    "unsafe_organisations": "柳湾运输队（虚构）",
    "unsafe_details": "驾驶灰色面包车，曾到派出所打听去向（虚构）",
    "verified_result": lambda who: "01" if who.number % 5 in (0, 1, 3) else "04",
    "is_guardian": lambda who: "01" if who.minor and who.number % 5 in (0, 1) else "02",
    "relative_sex": lambda who: ("2", "1", "1", "2", "2")[who.number % 5],
    "safety_flags": lambda who: ["01", "10"] if who.number % 2 else ["01", "03", "09"],
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
    "feedback_result": "01",
    "feedback": "已立案，承办民警电话告知，后续由办案单位联系本机构。",
    "review_result": "03",
    "review_note": "身份证件已受理；裁缝班改到下月开班。",
    "review_own_view": "“比刚来时踏实多了。”",
    "returned_to": "本人",
    "asked_words": "“想看看你们写了我什么，有一处地名写错了。”",
    "wrong_where": "入站登记，来处",
    "wrong_is": "来自东边的镇子",
    "wrong_should": "来自西边的镇子",
    "wrong_shown": "本人口述",
    "requester_name": "某代理人（虚构）",
    "requester_contact": "经公安机关转达（虚构）",
    "person_view": "“愿意让她帮我问。”",
    "heard_although": None,
    "identity_checked_by": _staff,
    "answered_on": lambda who: who.days_ago(2) if who.number % 4 else None,
    "answer_done": "已当面念给本人听，地名已改正。",
    "answer_reasons": "涉及他人的内容属于他人，不能提供。",
}
