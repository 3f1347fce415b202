"""Whom else we asked to help, what they answered; nobody abroad was told anything (K-14)."""

from __future__ import annotations

from typing import Any

TOLD: dict[str, Any] = {
    "referral_on": lambda who: who.days_ago(6),
    "referral_service": "03",
    "referral_department": {"code": "24", "name": "某县人民医院（虚构）"},
    "referral_contact": "医务科，0000-1234567（虚构）",
    "referral_abroad": False,
    "referral_urgency": "02",
    "referral_asked": "请安排一次妇科检查，由女医生接诊，免于在大厅排队。",
    "referral_wanted_by": lambda who: who.in_days(3),
    "referral_papers": "就诊卡",
    "referral_escort": "某女社工（虚构）",
    "referral_told": ["01", "03"],
    "referral_sensitive_why": "检查前需要了解用药和过敏情况",
    "referral_summary": "曾有青霉素过敏；检查时请先说明步骤，本人可以随时叫停。",
    "referral_known": True,
    "referral_basis": lambda who: "02" if who.number % 5 == 4 else "01",
    "referral_duty": "未成年人保护法第九十二条",
    "referral_explained": True,
    "referral_view": "“可以去，但不想讲以前的事。”",
    "referral_sent_on": lambda who: who.days_ago(5),
    "referral_sent_how": "03",
    "referral_sent_by": lambda who: who.staff(),
    "referral_remind_on": lambda who: None if who.number % 2 else who.in_days(2),
    "referral_status": lambda who: "06" if who.number % 2 else "03",
    "referral_received_on": lambda who: who.days_ago(4),
    "referral_officer": "某医生（虚构）",
    "referral_accepted": lambda who: who.number % 7 != 6,
    "referral_refused_why": "本院没有相应科室，建议转市级医院。",
    "referral_answered_on": lambda who: who.days_ago(1) if who.number % 2 else None,
    "referral_result": "已检查，结果交本站医护人员，一个月后复查。",
    "referral_back": "按时陪同复查。",
    "release_abroad": False,
    "release_research": False,
}
