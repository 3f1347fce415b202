"""Work in the community, and what the small workflows still need."""

from __future__ import annotations

from typing import Any

TOLD: dict[str, Any] = {
    "community_where": "02",
    "community_place": lambda who: {"code": who.home, "text": ""},
    "community_allowed": lambda who: ("01", "02")[who.number % 2],
    "community_allowed_words": "可以找妇联执委，不要提以前的事，不要进家门。",
    "community_child_view": "希望不要到学校里说；由女社工单独听取。",
    "community_kinds": ["01", "04"],
    "community_people": "村妇联执委（虚构），镇社工站（虚构）",
    "community_said": lambda who: ("01", "02", "05")[who.number % 3],
    "community_more": "已告知本人并重新评估安全，已报督导。",
    "community_done": "在村里办了一次面向全体妇女的反家暴、反歧视讲座，未提及任何人。",
    "community_by": lambda who: who.staff(),
    "community_result": "01",
    "barrier": "07",
    "barrier_step": "请乡镇核对土地台账",
    "barrier_department": {"code": "19", "name": "某镇人民政府（虚构）"},
    "barrier_owner": lambda who: who.staff(1),
    "barrier_gone_on": lambda who: who.days_ago(1) if who.number % 2 else None,
    "community_own_view": "讲座以后闲话少了，希望不要再有人来家里。",
    "staying_until": lambda who: who.days_ago(-30),
    "adoption_from": lambda who: who.days_ago(40),
    "judicial_money_on": lambda who: who.days_ago(2),
    "comparison_request_number": lambda who: f"虚站函〔2026〕{20 + who.number}号",
    "closure_visit_plan": "一周后电话，三个月后由同一女社工上门，用约定的称呼。",
    "work_stands": "04",
    "work_paper_remark": "已约好去窗口",
    "assist_paper_remark": "原件在档案柜",
}

TOLD |= {
    "parted_how": "01",
    "parted_place": lambda who: {"code": who.home, "text": "集市"},
    "parted_with": "和表姐去赶集",
    "raised_by": "在外省一户人家长到现在（虚构）",
    "child_heard_how": ["01", "02"],
    "child_heard_by": lambda who: who.staff(),
    "child_alone": True,
    "child_explained": True,
    "child_live": ["04"],
    "child_live_words": "画了一座有台阶的房子，说要和妹妹住一间。",
    "child_not_live": "不去以前那一家。",
    "child_person_called": "外婆",
    "child_contact": "03",
    "child_contact_why": "想听外婆说话。",
    "child_good": "喜欢画画，晚上留一盏灯。",
    "child_fears": "有人敲门。",
    "child_may_tell": "可以告诉女社工，不要告诉老师。",
    "child_answer": "可以和妹妹同住；电话等公安核实后再打，已说明原因。",
}
