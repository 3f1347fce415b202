"""How she came, with what, and who of the station was there."""

from __future__ import annotations

from typing import Any

TOLD: dict[str, Any] = {
    "arrived_at": lambda who: who.at(who.days_here, "15:20"),
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
    "handed_over_at": lambda who: who.at(who.days_here, "15:10"),
    "found_at": lambda who: who.at(who.days_here + 1, "12:00"),
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
    "previous_help": lambda who: "03" if who.number % 5 == 4 else "01",
    "previous_help_note": "去年冬天在外地救助站住过三天",
    "welfare": lambda who: ["01"] if who.number % 3 == 0 else None,
    "needs_note": "想给阿妈打电话",
    "decision_reason": "本人有亲友可以投靠并愿意前往",
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
    "handled_by": lambda who: who.staff(),
    "handled_by_second": lambda who: who.staff(1),
    "in_charge": "某站站长（虚构）",
    "person_signed": lambda who: "06" if who.number % 8 == 6 else "01",
    "adult_signed": "某站站长（虚构）",
    "adult_relation": "05",
    "female_staff": lambda who: who.sex != "1",
    "received_by": lambda who: who.staff(),
    "witness": lambda who: who.staff(2),
    "visitors": lambda who: f"{who.staff()}、{who.staff(1)}",
    "escorts": lambda who: f"{who.staff()}、{who.staff(1)}",
}
