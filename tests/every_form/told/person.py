"""Who she is, and what can be seen of her."""

from __future__ import annotations

from typing import Any

from tests.every_form.people import Person


def _birth(who: Person) -> str | None:
    """To the day, to the year, or not known at all: then the ages are estimated."""
    return (f"{who.born:%Y}", *[who.born.isoformat()] * 6, None)[who.number % 8]


def _own_children(who: Person) -> list[dict[str, Any]] | None:
    if who.minor or who.sex == "1" or who.number % 4:
        return None
    case = {"child_case": who.cases[0]} if who.cases else {}
    return [{"child_sex": "2", "child_age": 3, "child_relation": "30", **case}]


def _children_born(who: Person) -> list[dict[str, Any]] | None:
    if who.minor or who.sex == "1" or who.number % 4:
        return None
    return [{"born_sex": "2", "born_on": f"{who.today.year - 3}", "born_where": "01"}]


TOLD: dict[str, Any] = {
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
    "called": lambda who: f"阿{who.name[-1]}",
    "height": lambda who: 95 if who.born.year > 2018 else 150 + who.number % 18,
    "weight": lambda who: 16 if who.born.year > 2018 else 44 + who.number % 16,
    "accent": "滇西北口音",
    "marks": "左手背有一处旧疤，约两厘米",
    "clothing": "蓝色外套、黑色长裤、布鞋，背红色布包",
    "carried": "布包内有一张旧照片和一串木珠",
    "own_account_of_origin": "说家在山上，门口有石桥，阿婆会织布，弟弟小两岁。",
    "visible_illness": "偏瘦，走路时右脚不便",
    "id_valid_until": lambda who: f"{who.today.year + 5}-06-30",
    "health": ["20"],
    "disability": lambda who: ["4"] if who.number % 5 == 3 else None,
    "disability_grade": "4",
    "disability_card": lambda who: f"{who.document}44",
    "hair": "03",
    "hair_colour": "01",
    "pregnancy": lambda who: "01" if who.minor else ("01", "02", "01", "05")[who.number % 4],
    "children": _own_children,
    "children_born": _children_born,
}
