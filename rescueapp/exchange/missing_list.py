"""A list of missing people, as a platform or the police hands it out, row by row (S49).

Titles are folded as those of an intake sheet (`titles.fold`); a column nobody knows is left out.
Cells are read by the readers of all spreadsheets (`values`), so that dates, sexes and places may
be written in any usual way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from rescueapp.errors import Refused
from rescueapp.exchange import values
from rescueapp.exchange.cells import words_of
from rescueapp.exchange.dates import read_ages
from rescueapp.exchange.divisions import division_of
from rescueapp.exchange.rows import RowProblem
from rescueapp.exchange.spreadsheet import Row, Table
from rescueapp.exchange.titles import fold
from rescueapp.forms import answers, codes, dates
from rescueapp.forms.registers import REGISTERS
from rescueapp.i18n import mark

REGISTER: Final = "missing_people"
AGE: Final = "age"  # at the time of going missing, or today
NO_NAME: Final = mark("No column of this list is a name.", "missing list")
NAMELESS: Final = mark("There is no name in this row.", "missing list")

TITLES: Final[dict[str, tuple[str, ...]]] = {
    "missing_name": ("姓名", "失踪人", "失踪人姓名", "走失人姓名", "被寻人", "被寻人姓名", "name"),
    "missing_sex": ("性别", "sex"),
    "missing_born": ("出生日期", "出生年月", "生日", "出生年月日", "birthdate"),
    AGE: ("年龄", "失踪时年龄", "走失时年龄", "age"),
    "missing_since": ("失踪时间", "失踪日期", "走失时间", "走失日期", "被拐时间", "离家时间"),
    "missing_from": ("失踪地点", "失踪地", "走失地点", "走失地", "被拐地点"),
    "missing_home": ("籍贯", "户籍地", "户籍所在地", "家庭住址", "家乡", "住址"),
    "missing_height": ("身高", "身高厘米", "身高cm"),
    "missing_build": ("体型", "体态", "胖瘦"),
    "missing_hair": ("发型", "头发"),
    "missing_face": ("脸型", "面型"),
    "missing_skin": ("肤色",),
    "missing_accent": ("口音", "方言", "语言"),
    "missing_marks": ("体貌特征", "特征", "体貌", "特殊标记", "身体特征"),
    "missing_clothing": ("衣着", "衣着特征", "失踪时衣着", "走失时衣着", "穿着"),
    "missing_told": ("情况说明", "备注", "家庭情况", "失踪经过", "走失经过", "简要情况"),
    "missing_unit": ("立案单位", "报案单位", "办案单位", "发布单位", "来源", "平台"),
    "missing_number": ("编号", "案件编号", "立案编号", "报案编号", "寻人编号"),
    "missing_call": ("联系电话", "联系方式", "电话", "联系人及电话"),
}
_LOOKS: Final = frozenset({"missing_build", "missing_hair", "missing_face", "missing_skin"})


@dataclass(frozen=True, slots=True)
class Missed:
    """A row that can become an entry of the register. Its answers name a person."""

    number: int
    answers: dict[str, Any] = field(repr=False)


def read_missing(table: Table, *, today: date) -> Iterator[Missed | RowProblem]:
    """Every row in order. Raises Refused for a table in which no column is a name."""
    at = _places(table)
    if "missing_name" not in at:
        raise Refused(NO_NAME)
    fields = {each.key: each for each in answers.fields(REGISTERS[REGISTER])}
    for row in table.rows:
        found: dict[str, Any] = {}
        problems: list[RowProblem] = []
        for key, place in at.items():
            try:
                if key == AGE or key in _LOOKS:
                    continue
                asked = fields[key]
                found |= values.read_value(asked, row.cells[place], epoch=table.epoch, own={})
            except Refused as reason:
                problems.append(RowProblem(row.number, table.titles[place], reason.words))
        _add_age(row, at, found, today)
        _add_looks(row, at, found)
        _add_counties(found)
        if not answers.answered(found.get("missing_name")):
            problems.append(RowProblem(row.number, table.titles[at["missing_name"]], NAMELESS()))
        if problems:
            yield from problems
        else:
            yield Missed(row.number, found)


def _places(table: Table) -> dict[str, int]:
    known = {fold(title): key for key, titles in TITLES.items() for title in titles}
    found: dict[str, int] = {}
    for place, title in enumerate(table.titles):
        key = known.get(fold(title))
        if key is not None:
            found.setdefault(key, place)
    return found


def _add_looks(row: Row, at: Mapping[str, int], found: dict[str, Any]) -> None:
    """Looks of a code list; what none of its codes says stands with the marks, as it was told."""
    fields = {each.key: each for each in answers.fields(REGISTERS[REGISTER])}
    marks = [str(found["missing_marks"])] if found.get("missing_marks") else []
    for key in sorted(_LOOKS & at.keys()):
        try:
            words = words_of(row.cells[at[key]]).strip()
        except Refused:
            continue
        code = codes.named(fields[key].codes or "", words) if words else None
        if code is not None:
            found[key] = code.code
        elif words:
            marks.append(words)
    if marks:
        found["missing_marks"] = "；".join(marks)[: fields["missing_marks"].max_length]


def _add_age(row: Row, at: Mapping[str, int], found: dict[str, Any], today: date) -> None:
    """Of an age the years of birth it can be, counted from when the person was missed."""
    if "missing_born" in found or AGE not in at:
        return
    try:
        ages = read_ages(row.cells[at[AGE]])
    except Refused:
        return
    if ages is None:
        return
    since = found.get("missing_since")
    year = dates.earliest(since).year if isinstance(since, str) else today.year
    found["missing_born"] = f"{year - ages[1] - 1}/{year - ages[0]}"


def _add_counties(found: dict[str, Any]) -> None:
    """A place told in words keeps them, and has its county where that can be told."""
    for key in ("missing_from", "missing_home"):
        value = found.get(key)
        if isinstance(value, dict) and not value.get("code"):
            found[key] = {"code": division_of(value.get("text", "")), "text": value["text"]}
