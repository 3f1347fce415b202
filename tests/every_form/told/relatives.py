"""Her relatives, and whom she must not meet."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.every_form.people import resident_id

TOLD: dict[str, Any] = {
    "relative_phone": lambda who: f"1990001{who.number % 10000:04d}",
    "relative_name": lambda who: who.name[0] + "某（虚构）",
    "relation": lambda who: ("52", "51", "R1", "75", "R2")[who.number % 5],
    "contact_forbidden": lambda who: who.number % 5 in (2, 4),
    "forbidden_reasons": lambda who: ["01"] if who.number % 5 == 2 else ["02", "06"],
    "relative_document": lambda who: {"type": "01", "number": resident_id(date(1975, 6, 1), 322)},
    "relative_address": "某乡石桥村（虚构）",
    "relative_age": lambda who: 40 + who.number % 30,
    "relative_sex": lambda who: ("2", "1", "1", "2", "2")[who.number % 5],
    "relative_employer": "在家务农",
    "verified_result": lambda who: "01" if who.number % 5 in (0, 1, 3) else "04",
    "is_guardian": lambda who: "01" if who.minor and who.number % 5 in (0, 1) else "02",
    "contacts": lambda who: [
        {
            "contacted_on": who.days_ago(2),
            "contacted_by": who.staff(),
            "contact_outcome": "01",
            "contact_note": "只说本人平安，未说住处",
        }
    ],
    "unsafe_names": "老三（虚构绰号）",
    "unsafe_numbers": "19900009999",
    "unsafe_addresses": "某县界河镇柳湾村（虚构）",
    "unsafe_organisations": "柳湾运输队（虚构）",
    "unsafe_details": "驾驶灰色面包车，曾到派出所打听去向（虚构）",
}
