"""A case with somebody on its unsafe list, for tests of what leaves the station."""

from __future__ import annotations

from typing import Any

from rescueapp.actions.papers.prints import FileOrder
from tests.actions.station import INTAKE, House, save

BUYER = {
    "relation": "R1",
    "relative_name": "张国强",
    "contact_forbidden": True,
    "forbidden_reasons": ["01"],
    "relative_county": {"code": "530721", "text": ""},
    "relative_address": "黄山镇石桥村3组",
    "relative_phone": "13900001234",
    "unsafe_organisations": "柳湾运输有限公司",
}
MOTHER = {"relation": "52", "relative_name": "苏桂英", "contact_forbidden": False}
BRIEF = "被张國强关在屋里半年"
NOTE = "电话139 0000 1234打来过"
WHOLE = INTAKE | {
    "name": "苏小禾",
    "brief": BRIEF,
    "needs": ["99"],
    "needs_note": NOTE,
    "handled_by": "和晓燕",
}
DAY = "2026-06-30"  # when the tests are
CALL: dict[str, Any] = {
    "release_on": DAY,
    "release_recipient": "玉龙县公安局刑侦大队",
    "release_abroad": False,
    "release_research": False,
    "release_basis": "03",
    "release_purpose": "侦查",
    "release_how": "02",
    "release_kinds": ["01"],
    "release_said": "告知其已安全，由本站照料",
}


def case_of_three(station: House) -> str:
    """A woman, her mother and the man who bought her."""
    ws = station.sign_in("he")
    case = save(ws, answers=WHOLE).case_uid
    save(ws, "relative", BUYER, case=case)
    save(ws, "relative", MOTHER, case=case)
    return case


def order(case: str, profile: str = "internal", **changed: Any) -> FileOrder:
    """The case file for a court; `changed`: what else is asked for."""
    asked = {
        "recipient": "县人民法院",
        "abroad": False,
        "purpose": "起诉",
        "reason": "案件",
    }
    return FileOrder(case_uid=case, profile=profile, **{**asked, **changed})
