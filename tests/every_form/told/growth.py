"""Health check, disability, school, training and work, lessons on rights."""

from __future__ import annotations

from typing import Any

_PAPERS = ("03", "02", "01")  # L-paper-stand

TOLD: dict[str, Any] = {
    "health_checked_at": lambda who: who.at(5, "03:20"),
    "health_check_kind": "01",
    "health_check_place": "某县人民医院（虚构）",
    "health_examiner": "某医师（虚构）",
    "health_examiner_sex": "01",
    "health_present": ["05"],
    "health_agreed": "01",
    "temperature": 36.6,
    "pressure_high": 108,
    "pressure_low": 70,
    "pulse": 82,
    "consciousness": "01",
    "measured_height": lambda who: 152 if who.sex == "2" else 165,
    "measured_weight": lambda who: 43.5 if who.sex == "2" else 52,
    "nutrition": lambda who: ("02", "03", "01")[who.number % 3],
    "pain": lambda who: who.number % 4,
    "pain_where": "腰部",
    "mental_first": ["03", "08"],
    "health_self_harm": lambda who: ("0", "0", "1")[who.number % 3],
    "injuries_seen": lambda who: who.number % 3 != 1,
    "body_map": lambda who: [
        {
            "injury_place": "24",
            "injury_side": "01",
            "injury_kind": "02",
            "injury_age": "03",
            "injury_size": "3×2厘米",
            "injury_photo": "1",
            "injury_remark": "已转淡",
        },
        {
            "injury_place": "25",
            "injury_side": "03",
            "injury_kind": "05",
            "injury_age": "02",
            "injury_size": "环形",
            "injury_photo": "2",
        },
    ],
    "injury_photos_by": "某县人民医院病案室（虚构）",
    "violence_when": lambda who: ("00", "03", "09")[who.number % 3],
    "evidence_to_police": lambda who: True,
    "evidence_on": lambda who: who.days_ago(5),
    "evidence_unit": "某县公安局（虚构），收据第3号",
    "exams": lambda who: [
        {"exam_kind": "01", "exam_agreed": "01", "exam_on": who.days_ago(5), "exam_result": "01"},
        {"exam_kind": "05", "exam_agreed": "03"},
        {
            "exam_kind": "11",
            "exam_agreed": "01",
            "exam_on": who.days_ago(4),
            "exam_result": "02",
            "exam_remark": "缺两针，已预约补种",
        },
    ],
    "health_advice": ["02", "03"],
    "health_instructions": "多饮水，夜间巡视一次；前臂避免碰撞。",
    "health_recheck_on": lambda who: who.in_days(7),
    "health_own_view": "希望检查时有女社工在旁边。",
    "disability_begun_on": lambda who: who.days_ago(4),
    "disability_wish": "01",
    "disability_own_view": "愿意评定，想以后能领到补贴，不想让老家的人知道。",
    "disability_claimed": ["4"],
    "disability_applicant": lambda who: ("01", "02", "03")[who.number % 3],
    "disability_applicant_name": "某机构负责人（虚构）",
    "disability_federation": {"code": "04", "name": "某县残疾人联合会（虚构）"},
    "disability_applied_on": lambda who: who.days_ago(3),
    "disability_unpublished": True,
    "disability_papers": lambda who: [
        {
            "disability_paper": f"0{place}",
            "disability_paper_stand": _PAPERS[place % 3],
            "disability_paper_on": who.days_ago(3),
            "disability_paper_remark": "复印件一份",
        }
        for place in (1, 2, 6)
    ],
    "disability_hospital": "某州人民医院（虚构）",
    "disability_assessed_on": lambda who: who.days_ago(2),
    "disability_escort": lambda who: who.staff(),
    "disability_outcome": lambda who: ("01", "03", "02", "04")[who.number % 4],
    "disability_decided_on": lambda who: None if who.number % 2 else who.days_ago(1),
    "disability_valid_until": lambda who: who.in_days(3650),
    "disability_benefits": ["01", "03"],
    "disability_check_on": lambda who: who.in_days(20),
    "school_on": lambda who: who.days_ago(4),
    "school_wish": lambda who: ("01", "03", "02")[who.number % 3],
    "school_own_view": "想和同龄人一起上学，怕别人问以前的事。",
    "school_before": "老家村小，三年级",
    "school_levels": lambda who: [
        {
            "level_subject": "01",
            "level_grade": 3,
            "level_on": who.days_ago(3),
            "level_remark": "能读短文，书写较慢",
        }
    ],
    "school_needs": "需要一对一补习拼音和计算。",
    "school_stage": lambda who: "21" if who.minor else "70",
    "school_entry": ["02"],
    "school_grade": 4,
    "school_name": "某镇中心完小（虚构）",
    "school_roll": "G000000000000000000",
    "school_elsewhere": True,
    "school_office": {"code": "05", "name": "某县教育体育局（虚构）"},
    "school_refused": False,
    "school_told": "02",
    "school_told_to": "校长、班主任知道姓名，不知道经历",
    "school_contact": "某社工（虚构），个人手机",
    "school_way": "由社工步行接送，不用公务车",
    "school_view_told": "只说是转学来的",
    "school_papers": lambda who: [
        {
            "school_paper": f"0{place}",
            "school_paper_stand": _PAPERS[place % 3],
            "school_paper_on": who.days_ago(3),
            "school_paper_remark": "原件交学校查验",
        }
        for place in (1, 2, 4)
    ],
    "school_outcome": lambda who: ("01", "04", "03", "05")[who.number % 4],
    "school_enrolled_on": lambda who: who.days_ago(2),
    "school_deferred_until": lambda who: who.in_days(120),
    "school_deferral": "某县教育体育局，虚构〔2026〕1号",
    "school_why_not": "材料未齐，身体还在恢复",
    "school_left_on": lambda who: who.days_ago(1),
    "school_left_why": "07",
    "school_support": lambda who: ("01", "05")[who.number % 2],
    "school_next_on": lambda who: who.in_days(60),
    "school_terms": lambda who: [
        {
            "term_on": who.days_ago(1),
            "term_state": "02",
            "term_said": "喜欢体育课，课间不太敢说话",
            "term_help": "班主任安排同桌结伴",
        }
    ],
    "work_on": lambda who: who.days_ago(4),
    "work_wish": lambda who: ["05", "01"] if who.minor else ["01", "03"],
    "work_elsewhere_wish": True,
    "work_own_view": "想学裁缝，以后自己租房生活。",
    "work_skills": "会缝补，手巧，喜欢安静的活。",
    "work_limits": "暂不上夜班；需要接送孩子。",
    "courses": lambda who: [
        {
            "course_kind": "01",
            "course_on": who.days_ago(60),
            "course_ended_on": who.days_ago(5),
            "course_hours": 120,
            "course_result": "02",
            "course_certificate": "初级缝纫工（虚构）",
            "course_subsidy": "600.00",
        }
    ],
    "course_places": "某职业技能培训学校（虚构），联系人王老师",
    "course_own_view": "老师讲得慢，听得懂。",
    "guidance_on": lambda who: who.days_ago(20),
    "guidance": ["01", "04"],
    "work_help": lambda who: ["04"] if who.minor else ["02", "04"],
    "work_office": {"code": "06", "name": "某县人力资源和社会保障局（虚构）"},
    "self_employment": lambda who: None if who.minor else ["01"],
    "self_employment_kind": "裁缝铺",
    "introductions": lambda who: (
        None
        if who.minor
        else [
            {
                "introduced_on": who.days_ago(4),
                "introduced_kind": "01",
                "introduced_harmful": False,
                "introduced_result": "02",
            }
        ]
    ),
    "introduced_to": "某服装厂（虚构），已到厂查看",
    "jobs": lambda who: (
        None
        if who.minor
        else [
            {
                "job_kind": "01",
                "job_harmful": False,
                "job_form": "01",
                "job_from": who.days_ago(3),
                "job_contract": "01",
                "job_elsewhere": True,
            }
        ]
    ),
    "employers": "某服装厂（虚构），车间主任李某",
    "wages_to": "01",
    "job_own_view": "活不重，同事和气。",
    "work_next_on": lambda who: who.in_days(90),
    "lesson_on": lambda who: who.days_ago(4),
    "lesson_topics": ["04", "07"],
    "lesson_way": lambda who: ("01", "02")[who.number % 2],
    "lesson_minutes": 45,
    "lesson_by": "某律师（虚构）",
    "lesson_alias": True,
    "lesson_attended": "01",
    "lesson_understood": "01",
    "lesson_own_view": "知道了工资要打到自己的卡上。",
    "lesson_wants": ["05"],
    "lesson_next_on": lambda who: who.in_days(14),
}
