"""An empty workbook for one form: its columns, and on a second sheet what each takes."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Final

from rescueapp.exchange.form_table import CASE, Column, titles
from rescueapp.forms import codes
from rescueapp.forms.reference import KINDS
from rescueapp.forms.schema import Form, Kind
from rescueapp.i18n import lookup, mark, say

ROWS: Final = 3  # of a question that has several; more may be added by hand
_MOST_OF_A_LIST: Final = 200  # words; a longer list is looked up in the form
_WIDTH, _WIDE = 20, 60  # characters
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31

ABOUT: Final = mark("How to fill it in", "spreadsheet")
COLUMN: Final = mark("Column", "spreadsheet")
TAKES: Final = mark("What it takes", "spreadsheet")
WORDS: Final = mark("Words of the list", "spreadsheet")
SEVERAL: Final = mark("Several words with ； between them.", "spreadsheet")
NONE: Final = mark(
    "What is not known: 不详. What the person does not want to say: 本人不愿回答. What was not"
    " asked: 未询问.",
    "spreadsheet",
)
MORE: Final = mark(
    "More rows of one question: copy its columns and count on, 4, 5 and so on.", "spreadsheet"
)


def template(form: Form, *, of_cases: bool) -> bytes:
    """The workbook (.xlsx); `of_cases`: with a column for the number of the case."""
    import openpyxl  # 0.2 s, and only for who asks

    book = openpyxl.Workbook()
    called = titles(form, ROWS)
    first = [say(CASE)] if of_cases else []
    _first_sheet(book.active, form, [*first, *called.values()])
    _second_sheet(book.create_sheet(say(ABOUT)), called)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _first_sheet(sheet: Any, form: Form, words: list[str]) -> None:
    """Titles; every cell is text, so that no number and no day becomes another."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.title = _NOT_IN_NAMES.sub(" ", lookup(form.title, form.key))[:_LONGEST_NAME]
    sheet.append(words)
    sheet.freeze_panes = "B2"
    for place in range(1, len(words) + 1):
        head = sheet.cell(1, place)
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width, column.number_format = _WIDTH, "@"


def _second_sheet(sheet: Any, called: dict[Column, str]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.append([say(COLUMN), say(TAKES), say(WORDS)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, words in called.items():
        if column.row <= 1:
            sheet.append([words, say(KINDS[column.field.kind]), _list(column)])
    for words in (say(SEVERAL), say(NONE), say(MORE)):
        sheet.append([])
        sheet.append([words])
    for letter, width in (("A", _WIDE), ("B", _WIDTH), ("C", 2 * _WIDE)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


_LISTS = {Kind.ID_DOCUMENT: ("type", "C-08"), Kind.DEPARTMENT: ("code", "C-24")}


def _list(column: Column) -> str:
    """The words a column takes, where it takes those of a list."""
    field = column.field
    half, list_id = _LISTS.get(field.kind, ("", field.codes))
    if not list_id or half != column.half:
        return ""
    words = [codes.label(list_id, code.code) for code in codes.codes(list_id)]
    return "；".join(words) if len(words) <= _MOST_OF_A_LIST else ""
