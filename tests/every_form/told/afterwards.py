"""The safety line, and visits after she has left."""

from __future__ import annotations

from typing import Any

TOLD: dict[str, Any] = {
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
    "visit_failed_reason": "电话无人接听，未留言",
    "children_state": "孩子已上幼儿园，适应较好",
    "life_note": "愿意继续学裁缝，常去表姐家。",
    "done": "与妇联商量换住处，约下周一起去看。",
    "own_view": "现在睡得好些了，不想换太远的地方。",
    "departments": ["08", "06"],
    "new_needs": ["14", "08"],
    "safety_flags": lambda who: ["01", "10"] if who.number % 2 else ["01", "03", "09"],
}
