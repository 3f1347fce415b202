"""A table of records of one form: how its columns are called, and each row as answers.

Every question has a column under its own words, in any language of the program. A question of
several rows has its columns once for each row, a value of two parts one for each part. What points
into the vault (`values.POINTING`) is told by no cell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import field as of_dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from rescueapp.errors import Refused
from rescueapp.exchange import choices, values
from rescueapp.exchange.cells import Cell, words_of
from rescueapp.exchange.divisions import division_of
from rescueapp.exchange.rows import RowProblem
from rescueapp.exchange.spreadsheet import Row, Table
from rescueapp.exchange.titles import plain
from rescueapp.exchange.values import POINTING
from rescueapp.forms import answers
from rescueapp.forms.schema import Field, Form, Kind
from rescueapp.i18n import LANGUAGES, Text, lookup, mark, say, speaking

MOST_OF_A_ROW: Final = 20  # rows of one question that a table may have columns for

CASE: Final = mark("Case number", "spreadsheet")
IN_SECTION: Final = mark("{section}: {question}", "spreadsheet")
OF_ROW: Final = mark("{question} {row}: {part}", "spreadsheet")
HALF: Final = mark("{question} ({half})", "spreadsheet")
NO_CASE_COLUMN: Final = mark(
    "The table has no column with the title {title}: each row needs the number of its case.",
    "spreadsheet",
)
NO_CASE: Final = mark("The case number is missing.", "spreadsheet")
NOTHING_SAID: Final = mark("Nothing is said in this row.", "spreadsheet")

_HALVES: Final[dict[Kind, dict[str, Text]]] = {
    Kind.ID_DOCUMENT: {
        "type": mark("type", "spreadsheet"),
        "number": mark("number", "spreadsheet"),
    },
    Kind.DEPARTMENT: {
        "code": mark("kind", "spreadsheet"),
        "name": mark("name", "spreadsheet"),
    },
    Kind.PLACE: {
        "code": mark("province, city, county", "spreadsheet"),
        "text": mark("in words", "spreadsheet"),
    },
}


@dataclass(frozen=True, slots=True)
class Column:
    """What one column asks: a question, or one half of it, alone or in a row of `of`."""

    field: Field
    half: str = ""
    of: Field | None = None
    row: int = 0  # 1 and on, in a row of `of`


@dataclass(frozen=True, slots=True)
class Entered:
    """A row that could be read. Its answers may name a person."""

    row: Row
    case_number: str  # "" in a table of a register
    answers: dict[str, Any] = of_dataclass(repr=False)


def columns(form: Form, rows: int = MOST_OF_A_ROW) -> Iterator[Column]:
    """Every column that a table of a form may have, with so many rows of each question."""
    for field in answers.fields(form):
        if field.retired or field.kind in POINTING:
            continue
        if field.kind is not Kind.ROWS:
            yield from _halves(field)
            continue
        for row in range(1, rows + 1):
            for inner in field.rows:
                if inner.kind not in POINTING:
                    yield from _halves(inner, field, row)


def _halves(field: Field, of: Field | None = None, row: int = 0) -> Iterator[Column]:
    for half in _HALVES.get(field.kind, {"": None}):
        yield Column(field, half, of, row)


def titles(form: Form, rows: int = MOST_OF_A_ROW) -> dict[Column, str]:
    """How each column is called in the language in use; no two alike."""
    questions = _questions(form)
    return {column: _title(form, column, questions) for column in columns(form, rows)}


def _questions(form: Form) -> dict[str, str]:
    """The words of each question, with its section where another has the same."""
    found = {field.key: answers.label(form, field) for field in answers.fields(form)}
    often = Counter(plain(words) for words in found.values())
    for section in form.sections:
        named = lookup(section.title, form.key)
        for field in section.fields:
            words = found[field.key]
            if often[plain(words)] > 1:
                found[field.key] = say(IN_SECTION(section=named, question=words))
    return found


def _title(form: Form, column: Column, questions: dict[str, str]) -> str:
    if column.of is None:
        words = questions[column.field.key]
    else:
        part = answers.label(form, column.field)
        words = say(OF_ROW(question=questions[column.of.key], row=column.row, part=part))
    if column.half:
        half = _HALVES[column.field.kind][column.half]
        words = say(HALF(question=words, half=say(half)))
    return words


@cache
def known(form: Form) -> dict[str, Column]:
    """Title, as `titles.plain` compares it → column, in every language."""
    found: dict[str, Column] = {}
    for language in LANGUAGES:
        with speaking(language):
            for column, words in titles(form).items():
                found.setdefault(plain(words), column)
    return found


def every_title(form: Form) -> list[str]:
    """How columns of a table of a form may be called, in every language."""
    return [*known(form), *_case_titles()]


@cache
def _case_titles() -> frozenset[str]:
    found = []
    for language in LANGUAGES:
        with speaking(language):
            found.append(plain(say(CASE)))
    return frozenset(found)


def places(form: Form, table: Table) -> dict[Column, int]:
    """Where each column stands that the table has; of two that are called alike the first."""
    found: dict[Column, int] = {}
    for place, title in enumerate(table.titles):
        column = known(form).get(plain(title))
        if column is not None:
            found.setdefault(column, place)
    return found


def case_place(table: Table) -> int:
    """Where the number of the case stands. Raises Refused where it does not."""
    for place, title in enumerate(table.titles):
        if plain(title) in _case_titles():
            return place
    raise Refused(NO_CASE_COLUMN(title=say(CASE)))


def read_form_rows(form: Form, table: Table, *, of_cases: bool) -> Iterator[Entered | RowProblem]:
    """Every row in order: one `Entered`, or its problems.

    `of_cases`: each row is a record of a case and names it; else an entry of a register. Raises
    Refused where a table of records has no column for the case.
    """
    questions = _questions_at(places(form, table))
    case = case_place(table) if of_cases else None
    for row in table.rows:
        problems: list[RowProblem] = []
        told = _answers(row, table, questions, problems)
        number = _number_of(row, table, case, problems) if case is not None else ""
        if not told and not problems:
            problems.append(RowProblem(row.number, "", NOTHING_SAID))
        yield from problems or (Entered(row, number, told),)


def _number_of(row: Row, table: Table, place: int, problems: list[RowProblem]) -> str:
    try:
        number = words_of(row.cells[place]).strip()
        if not number:
            raise Refused(NO_CASE)
    except Refused as reason:
        problems.append(RowProblem(row.number, table.titles[place], reason.words))
        return ""
    return number


@dataclass(frozen=True, slots=True)
class _Question:
    """A question of a table: where its halves stand."""

    column: Column  # of its first half
    halves: dict[str, int]


def _questions_at(at: dict[Column, int]) -> list[_Question]:
    found: dict[Column, _Question] = {}
    for column, place in at.items():
        whole = replace(column, half="")
        found.setdefault(whole, _Question(column, {})).halves[column.half] = place
    return list(found.values())


def _answers(
    row: Row, table: Table, questions: list[_Question], problems: list[RowProblem]
) -> dict[str, Any]:
    """What the cells of a row say; what cannot be read is added to the problems."""
    found: dict[str, Any] = {}
    rows: dict[str, dict[int, values.Found]] = defaultdict(dict)
    for question in questions:
        column = question.column
        cells = {half: row.cells[place] for half, place in question.halves.items()}
        try:
            value = _value(column.field, cells, table.epoch)
        except Refused as reason:
            title = table.titles[next(iter(question.halves.values()))]
            problems.append(RowProblem(row.number, title, reason.words))
            continue
        if column.of is None:
            found |= value
        elif value:
            rows[column.of.key].setdefault(column.row, {}).update(value)
    return found | {key: [told[n] for n in sorted(told)] for key, told in rows.items()}


def _value(field: Field, cells: dict[str, Cell], epoch: date) -> values.Found:
    """The answer one or two cells give; {} where they are blank."""
    if "" in cells:
        return values.read_value(field, cells[""], epoch=epoch, own={})
    said = {half: cell for half, cell in cells.items() if not values.blank(cell)}
    none = next((none for cell in said.values() if (none := values.none_of(cell))), None)
    if not said or none is not None:
        return {field.key: none} if none is not None and field.personal else {}
    value = _WHOLE[field.kind](said)
    return {} if value is None else {field.key: value}


def _document(said: dict[str, Cell]) -> dict[str, str] | None:
    kind = values.document_kind(said.get("type"), {})
    return values.read_document(said.get("number"), kind, passport=False)


def _department(said: dict[str, Cell]) -> dict[str, str]:
    kind = words_of(said.get("code"))
    code = choices.one("C-24", kind, {}) if kind else ""
    return {"code": code, "name": words_of(said.get("name"))}


def _place(said: dict[str, Cell]) -> dict[str, str]:
    division = words_of(said.get("code"))
    code = division_of(division)
    if division and not code:
        raise Refused(values.NO_SUCH_PLACE)
    return {"code": code, "text": words_of(said.get("text"))}


_WHOLE: Final = {
    Kind.ID_DOCUMENT: _document,
    Kind.DEPARTMENT: _department,
    Kind.PLACE: _place,
}
