"""Every form as a spreadsheet: what is typed under the words of a form is read the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rescueapp import clock
from rescueapp.exchange.form_table import CASE, Column, Entered, known, read_form_rows, titles
from rescueapp.exchange.spreadsheet import read_table
from rescueapp.exchange.titles import plain
from rescueapp.exchange.values import POINTING
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes, places
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Field, Form, Kind
from rescueapp.i18n import LANGUAGES, say, speaking
from tests.every_form.sample import answers_for, declined_for

EVERY = {**FORMS, **REGISTERS}
every_form = pytest.mark.parametrize("form", EVERY.values(), ids=EVERY)
every_language = pytest.mark.parametrize("language", LANGUAGES)
NUMBER = "LX01-2026-0001"
ROWS = 4
NONE = {"unknown": "不详", "declined": "本人不愿回答", "not_asked": "未询问"}


def typed(column: Column, answers: dict[str, Any]) -> str | None:
    """What somebody at the office would type into a column, in Chinese."""
    value: Any = answers
    if column.of is not None:
        rows = answers.get(column.of.key, [])
        value = rows[column.row - 1] if column.row <= len(rows) else {}
    value = value.get(column.field.key)
    if value is None:
        return None
    if isinstance(value, dict) and set(value) == {"none"}:
        return NONE[value["none"]]
    return _in_words(column.field, column.half, value)


def _in_words(field: Field, half: str, value: Any) -> str:
    match field.kind, half:
        case Kind.CHOICE, _:
            return _label(field.codes, value)
        case Kind.CHOICES, _:
            return "；".join(_label(field.codes, code) for code in value)
        case Kind.ID_DOCUMENT, "type":
            return _label("C-08", value["type"])
        case Kind.DEPARTMENT, "code":
            return _label("C-24", value["code"])
        case Kind.PLACE, "code":
            return "".join(each.zh_hans for each in places.path(value["code"]))
        case ((Kind.ID_DOCUMENT | Kind.DEPARTMENT | Kind.PLACE), _):
            return str(value[half])
        case Kind.YES_NO, _:
            return "是" if value else "否"
        case Kind.DATE_TIME, _:
            return clock.local(value).strftime("%Y-%m-%d %H:%M")
        case Kind.COUNTRY, _:
            return next(each.zh_hans for each in places.countries() if each.code == value)
        case _:
            return str(value)


def _label(list_id: str, code: str) -> str:
    return next(each.zh_hans for each in codes.codes(list_id) if each.code == code)


def read_back(form: Form, language: str, told: dict[str, Any], path: Path) -> Entered:
    """The answers of one row of a workbook with the titles of a language."""
    with speaking(language):
        columns = titles(form, ROWS)
        first = say(CASE)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([first, *columns.values()])
    sheet.append([NUMBER, *(typed(column, told) for column in columns)])
    book.save(path)
    table = read_table(path, titles=[first, *columns.values()])
    [found] = read_form_rows(form, table, of_cases=form.key in FORMS)
    assert isinstance(found, Entered), found
    return found


def in_cells(form: Form, told: dict[str, Any]) -> dict[str, Any]:
    """The answers without what no cell tells."""
    kept = {}
    for field in interpreter.fields(form):
        if field.key not in told or field.kind in POINTING:
            continue
        value = told[field.key]
        if field.kind is Kind.ROWS and isinstance(value, list):
            inner = {each.key for each in field.rows if each.kind not in POINTING}
            value = [{k: v for k, v in row.items() if k in inner} for row in value]
            value = [row for row in value if row]
        kept[field.key] = value
    return _in_the_order_of_the_list(kept)


def _in_the_order_of_the_list(told: Any) -> Any:
    """Several codes have no order of their own; a table gives them in that of the list."""
    if isinstance(told, dict):
        sorted_ = {key: _in_the_order_of_the_list(value) for key, value in told.items()}
        return {key: value for key, value in sorted_.items() if value not in ([], set())}
    if isinstance(told, list):
        return [_in_the_order_of_the_list(each) for each in told] if _of_rows(told) else set(told)
    return told


def _of_rows(told: list[Any]) -> bool:
    return bool(told) and isinstance(told[0], dict)


@every_form
@every_language
def test_what_is_typed_under_the_words_of_a_form_is_read_the_same(
    form: Form, language: str, tmp_path: Path
) -> None:
    for number in range(3):
        told = answers_for(form, number)
        found = read_back(form, language, told, tmp_path / f"{number}.xlsx")
        assert _in_the_order_of_the_list(found.answers) == in_cells(form, told)


@every_form
def test_k01_what_she_does_not_want_to_say_is_read_so(form: Form, tmp_path: Path) -> None:
    rows = {f.key for f in interpreter.fields(form) if f.kind is Kind.ROWS}  # left empty instead
    told = {k: v for k, v in declined_for(form).items() if v == {"none": "declined"}}
    told = {key: value for key, value in told.items() if key not in rows}
    if asked := in_cells(form, told):
        told = {"arrived_at": "2026-06-29T13:40:00Z"} | asked
        found = read_back(form, "zh_Hans", told, tmp_path / "declined.xlsx").answers
        assert {key: found.get(key) for key in asked} == asked


@every_form
@every_language
def test_no_two_columns_are_called_alike(form: Form, language: str) -> None:
    with speaking(language):
        called = [plain(words) for words in titles(form, ROWS).values()]
    assert len(set(called)) == len(called)
    assert all(called)


@every_form
@every_language
def test_a_title_means_the_same_in_every_language(form: Form, language: str) -> None:
    with speaking(language):
        for column, words in titles(form, ROWS).items():
            assert known(form)[plain(words)] == column
