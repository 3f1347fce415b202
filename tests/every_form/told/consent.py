"""What she was told and agrees to, and what she asks about her own file."""

from __future__ import annotations

from typing import Any

TOLD: dict[str, Any] = {
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
    # A notice of a child is a duty of the law; for every sixth the own consent has run out.
    "notice_purposes": lambda who: ["01", "03"] if who.minor or who.number % 6 == 5 else ["01"],
    "agrees_abroad": "02",
    "agrees_follow_up": "01",
    "agrees_photo": "01",
    "guardian_name": "某站站长（虚构）",
    "guardian_document": None,
    "guardian_safe": True,
    "institution_head": "某站站长（虚构）",
    "own_opinion": "我想留在这里，不想让那家人知道我在哪。",
    "expires_on": lambda who: who.in_days(300),
    "guardian_relation": "R6",
    "agrees_registration": "01",
    "agrees_notice": "01",
    "agrees_health": "01",
    "agrees_referral": "01",
    "agrees_statistics": "01",
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
    "identity_checked_by": lambda who: who.staff(),
    "answered_on": lambda who: who.days_ago(2) if who.number % 4 else None,
    "answer_done": "已当面念给本人听，地名已改正。",
    "answer_reasons": "涉及他人的内容属于他人，不能提供。",
}
