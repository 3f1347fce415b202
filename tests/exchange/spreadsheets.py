"""Sheets of fictional people as offices keep them, some rows wrong in known ways.

The same seed gives the same sheet. Nobody here exists: surnames and given names are drawn from
a short list, ID numbers have an area (990101) that no county has, and right check digits.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import opencc
import openpyxl

from rescueapp.forms.numbers import check_digit

TODAY = date(2026, 6, 30)
TITLES = (
    "序号",
    "受助人姓名",
    "性别",
    "出生日期",
    "年龄",
    "身份证号码",
    "入站时间",
    "来站方式",
    "户籍所在地",
    "民族",
    "文化程度",
    "婚姻状况",
    "求助原因",
    "备注",
)
_SURNAMES = "赵钱孙李周吴郑王冯陈林何高梁宋唐"
_GIVEN = "春夏秋冬山水云月平安明清文华玉兰"
_COUNTIES = ("云南省丽江市玉龙县", "云南丽江华坪县", "海南省三亚市吉阳区", "四川省凉山州昭觉县")
_EPOCH = date(1899, 12, 30)

Cells = dict[str, Any]
_t2s = opencc.OpenCC("t2s")
_s2t = opencc.OpenCC("s2tw")


@dataclass(frozen=True, slots=True)
class Way:
    """A way of being wrong: the column it shows in and the beginning of the words it gets."""

    title: str
    words: str
    spoil: Callable[[Cells], None]


def _set(**cells: Any) -> Callable[[Cells], None]:
    return lambda row: row.update({_BY_KEY[key]: value for key, value in cells.items()})


_BY_KEY = {
    "sex": "性别",
    "birth": "出生日期",
    "age": "年龄",
    "number": "身份证号码",
    "arrived": "入站时间",
    "mode": "来站方式",
    "ethnic": "民族",
    "remarks": "备注",
}

WAYS: dict[str, Way] = {
    "no arrival": Way("入站时间", "The time of arrival is missing", _set(arrived=None)),
    "no such day": Way("入站时间", "There is no such day", _set(arrived="2026年2月30日")),
    "two readings": Way("入站时间", "This date can be read", _set(arrived="5/3/2026")),
    "arrival without day": Way("入站时间", "The day is missing", _set(arrived="2026年3月")),
    "arrival to come": Way("入站时间", "", _set(arrived="2027-01-05")),
    "year of two digits": Way("出生日期", "Write the year with four", _set(birth="85.3.5")),
    "October or January": Way("出生日期", "This may be January", _set(birth="1990.1")),
    "no date": Way("出生日期", "This is not a date", _set(birth="春天")),
    "born after arrival": Way(
        "出生日期",
        "The date of birth is after",
        _set(birth="2026年6月1日", arrived="2026-05-01", number=None),
    ),
    "no age": Way("年龄", "This is not an age", _set(age="二十多")),
    "ages turned round": Way("年龄", "The lower age", _set(age="17-15")),
    "number cut": Way("身份证号码", "The spreadsheet has cut", _set(number="9.90101E+17")),
    "wrong check digit": Way("身份证号码", "", _set(number="990101199003070010")),
    "no card number": Way("身份证号码", "This is not the number", _set(number="12345")),
    "no sex": Way("性别", "The sex is missing", _set(sex=None, number=None)),
    "no such sex": Way("性别", "This word is not", _set(sex="保密")),
    "no such way of arriving": Way("来站方式", "This word is not", _set(mode="飞来的")),
    "DNA": Way("备注", "DNA data belongs", _set(remarks="检测 D3S1358 15/16")),
    "classified": Way("备注", "State secrets", _set(remarks="附件为秘密★1年")),
    "formula": Way("年龄", "This cell holds a formula", _set(age="=DATEDIF(D5,G5,1)")),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A sheet. `wrong`: index of the row → name of its way."""

    titles: tuple[str, ...]
    rows: tuple[Cells, ...]
    wrong: dict[int, str]


def make(count: int, wrong: int, *, seed: int = 7) -> Made:
    """`count` rows, of which `wrong` are wrong, each way as often as the others."""
    chance = random.Random(seed)
    rows = tuple(_person(number, chance) for number in range(1, count + 1))
    names = list(WAYS)
    places = chance.sample(range(count), wrong)
    chosen = {place: names[n % len(names)] for n, place in enumerate(places)}
    for place, name in chosen.items():
        WAYS[name].spoil(rows[place])
    return Made(TITLES, rows, chosen)


def number_of(born: date, order: int) -> str:
    """A fictional ID number with a right check digit; `order` odd for men, even for women."""
    body = f"990101{born:%Y%m%d}{order % 1000:03d}"
    return body + check_digit(body)


def _person(number: int, chance: random.Random) -> Cells:
    woman = chance.random() < 0.7
    born = date(1970, 1, 1) + timedelta(days=chance.randrange(16_000))
    arrived = date(2026, 1, 1) + timedelta(days=chance.randrange(150))
    order = 2 * chance.randrange(490) + (0 if woman else 1)
    card = chance.random() < 0.6
    return {
        "序号": number,
        "受助人姓名": chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=2)),
        "性别": chance.choice(("女", "女性", "F", "2") if woman else ("男", "男性", "M", "1")),
        "出生日期": written(born, chance),
        "年龄": None if card else f"{(arrived - born).days // 365}岁",
        "身份证号码": as_typed(number_of(born, order), chance) if card else None,
        "入站时间": written(arrived, chance),
        "来站方式": chance.choice(("公安护送", "自行求助", "派出所送站", "街面巡查劝导", "01")),
        "户籍所在地": chance.choice(_COUNTIES) + "某镇",
        "民族": chance.choice(("汉族", "纳西族", "彝", "白族", "01")),
        "文化程度": chance.choice(("小学", "初中", "文盲", "大专", "不详")),
        "婚姻状况": chance.choice(("未婚", "已婚", "离异", "本人不愿回答")),
        "求助原因": chance.choice(("走失", "务工不着、流浪", "被拐卖", "寻亲不遇,被盗")),
        "备注": chance.choice((None, "无", "需回访", "随身物品已登记")),
    }


def written(day: date, chance: random.Random) -> str:
    """A day in one of the ways of writing it."""
    ways = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"{day:%Y-%m-%d}",
        str((day - _EPOCH).days),
        "".join(
            chr(ord(c) + 0xFEE0) if c.isdigit() else c
            for c in f"{day.year}年{day.month}月{day.day}日"
        ),
    )
    return chance.choice(ways)


def as_typed(number: str, chance: random.Random) -> str:
    """A card number with what people put around and between."""
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number)
    return chance.choice(
        (number, f"'{number}", f"{number[:6]} {number[6:14]} {number[14:]}", wide, number.lower())
    )


# --- files ---------------------------------------------------------------------------


def write_csv(
    made: Made, path: Path, encoding: str, *, delimiter: str = ",", traditional: bool = False
) -> None:
    """A text table; with a title line and a stamp above, as offices export them."""
    turn = _s2t.convert if traditional else str
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow([turn("2026年受助人员登记表")])
        writer.writerow([turn(title) for title in made.titles])
        for row in made.rows:
            writer.writerow(["" if row[t] is None else turn(str(row[t])) for t in made.titles])


def write_xlsx(made: Made, path: Path, *, chance: random.Random | None = None) -> None:
    """A workbook with a merged title, a blank row, dates as dates, serial numbers and text."""
    chance = chance or random.Random(3)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2026年受助人员登记表"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(made.titles))
    sheet.append([])
    sheet.append(list(made.titles))
    for row in made.rows:
        sheet.append([_typed(row[title], chance) for title in made.titles])
    book.save(path)


FIRST_ROW_CSV, FIRST_ROW_XLSX = 3, 4  # number of the first person's row as it is shown


def _typed(value: Any, chance: random.Random) -> Any:
    """Serial numbers and dates as a spreadsheet program would keep them."""
    if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) == 5:
        return int(value)
    if isinstance(value, str) and len(value) == 10 and value[4] == "-" and chance.random() < 0.7:
        return datetime.fromisoformat(value)
    return value
