"""One cell → the value of one field, by the kind of the field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rescueapp.errors import Refused
from rescueapp.exchange import choices, documents
from rescueapp.exchange.cells import Cell, narrow, words_of
from rescueapp.exchange.dates import read_date, read_instant
from rescueapp.exchange.divisions import division_of
from rescueapp.exchange.titles import plain
from rescueapp.forms import answers, places
from rescueapp.forms.schema import Field, Kind
from rescueapp.i18n import mark

Found = dict[str, Any]  # field key → value
# What points into the vault, to a case, a person or a file, is told by no cell.
POINTING: Final = frozenset({Kind.ATTACHMENT, Kind.PHOTO, Kind.PERSON, Kind.RELATIVE, Kind.ENTRY})

NO_SUCH_COUNTRY: Final = mark("There is no country of this name in the list.", "spreadsheet")
NO_SUCH_PLACE: Final = mark(
    "The county cannot be told from these words. Write province, city and county.", "spreadsheet"
)
YES_OR_NO: Final = mark("Write 是 or 否.", "spreadsheet")

# The three ways of having no value (C-29), as they stand in sheets. Folded.
_NONE: Final = {
    **dict.fromkeys(
        ("不详", "不明", "未知", "不清", "不清楚", "不知道", "不知", "unknown"), "unknown"
    ),
    **dict.fromkeys(
        ("本人不愿回答", "不愿回答", "拒绝回答", "拒答", "不愿说", "不愿透露", "declined"),
        "declined",
    ),
    **dict.fromkeys(("未询问", "未问", "没问", "notasked"), "not_asked"),
}
_BLANK = re.compile(r"[-—–―/\\.。…*_~、]*")
_YES: Final = {"是", "有", "对", "y", "yes", "true", "1"}
_NO: Final = {"否", "无", "没有", "不是", "n", "no", "false", "0"}
_CHINA: Final = {"中国", "中华人民共和国", "中国籍", "本国", "中国大陆"}
# Between two years with four digits each; shorter than that, it divides the parts of one date.
_SPAN = re.compile(r"\s*(\d{4}[^/至到~]{0,12})\s*[/至到~]\s*(\d{4}[^/至到~]{0,12})\s*")
# A name set apart to stand level with longer ones: 张　三.
_SET_APART = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class _About:
    """What readers need beside the cell."""

    field: Field
    epoch: date
    own: Mapping[str, str]


def read_value(field: Field, cell: Cell, *, epoch: date, own: Mapping[str, str]) -> Found:
    """The answers a cell gives: none for a blank one, sometimes one more than its own field's.

    Raises Refused for what cannot be read.
    """
    if blank(cell):
        return {}
    about = _About(field, epoch, own)
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        return _coded(about, cell)
    none = none_of(cell)
    if none is not None:
        return {field.key: none} if field.personal else {}
    reader = _READERS.get(field.kind)
    value = reader(about, cell) if reader else answers.parse(field, narrow(words_of(cell)))
    return {} if value is None else {field.key: value}


def blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, or only a dash or a stroke."""
    return cell is None or (isinstance(cell, str) and bool(_BLANK.fullmatch(narrow(cell))))


def nothing(cell: Cell) -> bool:
    """Whether a remark says that there is nothing to remark."""
    return isinstance(cell, str) and plain(cell) in {"无", "没有", "暂无"}


def none_of(cell: Cell) -> dict[str, str] | None:
    """A none-code for 不详, 本人不愿回答, 未询问 and their like."""
    code = _NONE.get(plain(cell)) if isinstance(cell, str) else None
    return {"none": code} if code else None


def document_kind(cell: Cell, own: Mapping[str, str]) -> str | None:
    """The document type (C-08) in a cell of its own column."""
    return None if blank(cell) or none_of(cell) else choices.one("C-08", words_of(cell), own)


def read_document(cell: Cell, kind: str | None, *, passport: bool) -> dict[str, str] | None:
    """An identity document from its number and, where a column has it, its type."""
    none = none_of(cell)
    if none is not None:
        return none
    if isinstance(cell, str) and plain(cell) in _NO | {"无证件", "没带", "未带"}:
        return {"type": "99", "number": ""}
    number = "" if blank(cell) else documents.read_number(cell)
    if not number:
        if kind in documents.NO_NUMBER_NEEDED:
            return {"type": str(kind), "number": ""}
        if kind is not None:
            raise Refused(documents.TYPE_NEEDED)
        return None
    if passport:
        return {"type": documents.PASSPORT, "number": number}
    return {"type": kind or documents.kind_of(number), "number": number}


# --- by kind ---------------------------------------------------------------------------


def _coded(about: _About, cell: Cell) -> Found:
    """A word of the list goes before a none-code: some lists have 不详 themselves."""
    field, text = about.field, words_of(cell)
    none = none_of(cell)
    try:
        if field.kind is Kind.CHOICES:
            return {field.key: choices.several(field.codes, text, about.own)}
        code = choices.one(field.codes, text, about.own)
    except Refused:
        if none is None:
            raise
        return {field.key: none} if field.personal else {}
    if field.key == "education" and plain(text) in choices.NEVER_SCHOOLED:
        return {field.key: code, "never_schooled": True}
    return {field.key: code}


def _text(about: _About, cell: Cell) -> str:
    text = words_of(cell).replace("\n", " ")
    return _SET_APART.sub("", text) if about.field.key == "name" else text


def _long_text(_: _About, cell: Cell) -> str:
    return words_of(cell)


def _date(about: _About, cell: Cell) -> str | None:
    """A day, a month, a year, or from one to another: 2024年4月至2025年11月."""
    span = _SPAN.fullmatch(narrow(cell)) if isinstance(cell, str) else None
    if span is None:
        return read_date(cell, about.epoch)
    first, last = (read_date(each, about.epoch) for each in span.groups())
    return f"{first}/{last}"


def _date_time(about: _About, cell: Cell) -> str | None:
    return read_instant(cell, about.epoch)


def _yes_no(_: _About, cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    word = plain(words_of(cell)) or words_of(cell)
    if word in _YES or word in ("√", "✓", "✔"):
        return True
    if word in _NO or word in ("×", "✗", "✘"):
        return False
    raise Refused(YES_OR_NO)


def _place(_: _About, cell: Cell) -> dict[str, str]:
    """A division only: a whole address stands in the sealed field beside it."""
    code = division_of(words_of(cell))
    if not code:
        raise Refused(NO_SUCH_PLACE)
    return {"code": code, "text": ""}


def _country(_: _About, cell: Cell) -> str:
    word = plain(words_of(cell))
    if word in _CHINA:
        return "CN"
    for country in places.countries():
        names = (country.code, country.zh_hans, country.zh_hant, country.en)
        if word.removesuffix("籍") in {plain(name) for name in names}:
            return country.code
    raise Refused(NO_SUCH_COUNTRY)


_READERS: Final[dict[Kind, Callable[[_About, Cell], Any]]] = {
    Kind.TEXT: _text,
    Kind.INSTITUTION: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.DATE: _date,
    Kind.DATE_TIME: _date_time,
    Kind.YES_NO: _yes_no,
    Kind.PLACE: _place,
    Kind.COUNTRY: _country,
}
