"""Social work notes, and where no woman was there."""

from __future__ import annotations

from typing import Any

TOLD: dict[str, Any] = {
    "note_on": lambda who: who.days_ago(2),
    "note_services": ["01", "14"],
    "note_way": "01",
    "note_minutes": 45,
    "note_done": "陪同熟悉周边环境，练习乘车和购物（虚构）",
    "note_worry": False,
    "note_own_view": "想先学会自己坐车（虚构）",
    "note_asks": "请站内联系职业培训名额（虚构）",
    "note_answer": "已报名七月的缝纫班（虚构）",
    "note_next_on": lambda who: who.in_days(12),
    "no_woman_why": "当班无女工作人员，次日女工作人员到岗（虚构）",
    "female_staff_why": "当班无女工作人员，次日女工作人员到岗（虚构）",
}
