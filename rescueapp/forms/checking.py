"""What is wrong with answers: shapes, limits, what is missing; what does not agree stands apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeGuard

from rescueapp import clock
from rescueapp.forms import asking, codes, dates, forbidden, numbers, places
from rescueapp.forms.disagreeing import FieldProblem, disagreements, too_early
from rescueapp.forms.forbidden import Where
from rescueapp.forms.none_codes import empty, none
from rescueapp.forms.schema import Field, Form, Kind, Part
from rescueapp.i18n import Text, mark

TEXT_LENGTH, LONG_TEXT_LENGTH = 200, 20_000

_REQUIRED = mark("Please answer this.", "answers")
NOTHING = mark(
    "Nothing is filled in: this cannot be completed. It can be saved as incomplete.", "answers"
)
_SHAPE = mark("This answer cannot be read. Please enter it again.", "answers")
_NOT_PERSONAL = mark("This question is for staff: it has no such answer.", "answers")
_LONG = mark("At most {count} characters.", "answers")
_SMALL = mark("At least {limit}.", "answers")
_LARGE = mark("At most {limit}.", "answers")
_FUTURE = mark("This date lies in the future.", "answers")
_NO_DATE = mark("This date does not exist, or the range ends before it begins.", "answers")
_NO_CODE = mark("This is not in the list.", "answers")
_OLD_CODE = mark("This entry of the list is no longer in use.", "answers")
_NO_PLACE = mark("This place is not in the list.", "answers")
_OLD_PLACE = mark("This division no longer exists.", "answers")
_NO_COUNTRY = mark("This country is not in the list.", "answers")
_NO_NUMBER = mark("Please enter the number of the document.", "answers")
_UNREADABLE = (_SHAPE, _NO_DATE, _NO_CODE, _NO_PLACE, _NO_COUNTRY)


@dataclass(frozen=True, slots=True)
class _Found:
    words: Text
    blocking: bool = True


def problems(
    form: Form,
    answers: Mapping[str, Any],
    *,
    complete: bool,
    today: date,
    minor: bool,
    sex: str | None = None,
) -> list[FieldProblem]:
    """What is wrong, in the order of the form.

    `complete`: required fields must be answered (a none-code answers a personal field), and at
    least one: it opens gates (K-02). Else the form that registers needs sex and arrival time only.
    `sex`: the person's (C-01); unless it is male, what is said for women and girls is said.
    """
    shown = asking.asked_fields(form, answers, minor)
    found: list[FieldProblem] = []
    for field in shown:
        needed = field.required and (complete or needed_to_register(form, field))
        found.extend(_of_field(field, answers, needed, complete, today, minor))
    if complete and not found and asking.untouched(shown, answers):
        found.extend(FieldProblem((field.key,), NOTHING, True) for field in shown[:1])
    found.extend(disagreements(shown, answers))
    found.extend(too_early(form, shown, answers))
    found.extend(_cautions(form, shown, answers, minor, sex))
    order = {field.key: place for place, field in enumerate(shown)}
    return sorted(found, key=lambda problem: order[str(problem.path[0])])


def unreadable(form: Form, answers: Mapping[str, Any], today: date) -> bool:
    """Whether an answer, asked for or not, is none this program knows how to read. What only a
    rule is against can be read."""
    return any(_is_no_answer(each, answers.get(each.key), today) for each in asking.fields(form))


def _is_no_answer(field: Field, value: Any, today: date) -> bool:
    if empty(value):
        return False
    if any(each.words in _UNREADABLE for each in _of_value(field, value, today)):
        return True
    rows = value if field.kind is Kind.ROWS and none(value) is None else []
    return any(
        _is_no_answer(inner, row.get(inner.key), today) for row in rows for inner in field.rows
    )


def needed_to_register(form: Form, field: Field) -> bool:
    """What even the shortest first record needs: sex and arrival time (rules.md B.0)."""
    return form.registers and field.part in (Part.SEX, Part.ARRIVED_AT)


def _of_field(
    field: Field,
    answers: Mapping[str, Any],
    needed: bool,
    complete: bool,
    today: date,
    minor: bool,
) -> Iterator[FieldProblem]:
    value = answers.get(field.key)
    if empty(value):
        if needed:
            yield FieldProblem((field.key,), _REQUIRED, True)
        return
    for each in (*_of_value(field, value, today), *_unfit(field, value, minor)):
        yield FieldProblem((field.key,), each.words, each.blocking)
    if field.kind is Kind.ROWS and _is_rows(value):
        yield from _of_rows(field, value, answers, complete, today, minor)


def _of_rows(
    field: Field,
    rows: list[dict[str, Any]],
    answers: Mapping[str, Any],
    complete: bool,
    today: date,
    minor: bool,
) -> Iterator[FieldProblem]:
    for index, row in enumerate(rows):
        inner_fields = asking.asked_in_row(field, row, answers, minor)
        for inner in inner_fields:
            needed = inner.required and complete
            for each in _of_field(inner, row, needed, complete, today, minor):
                yield FieldProblem((field.key, index, *each.path), each.words, each.blocking)
        for each in disagreements(inner_fields, row):
            yield FieldProblem((field.key, index, *each.path), each.words, each.blocking)


def _of_value(field: Field, value: Any, today: date) -> Iterator[_Found]:
    if none(value):
        if not field.personal:
            yield _Found(_NOT_PERSONAL)
        return
    try:
        yield from _CHECK[field.kind](field, value, today)
    except (TypeError, AttributeError, KeyError, ValueError, IndexError):
        yield _Found(_SHAPE)


# --- by kind ----------------------------------------------------------------------------


def _text(field: Field, value: Any, _today: date) -> Iterator[_Found]:
    usual = LONG_TEXT_LENGTH if field.kind is Kind.LONG_TEXT else TEXT_LENGTH
    limit = field.max_length or usual
    if not isinstance(value, str):
        yield _Found(_SHAPE)
    elif len(value) > limit:
        yield _Found(_LONG(count=limit))
    elif field.document:
        verdict = numbers.check_document(field.document, value)
        yield from (_Found(each, False) for each in (verdict.error, *verdict.warnings) if each)


def _number(field: Field, value: Any, _today: date) -> Iterator[_Found]:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        yield _Found(_SHAPE)
        return
    yield from _within(field, value)


def _within(field: Field, value: float) -> Iterator[_Found]:
    if field.minimum is not None and value < field.minimum:
        yield _Found(_SMALL(limit=f"{field.minimum:g}"))
    if field.maximum is not None and value > field.maximum:
        yield _Found(_LARGE(limit=f"{field.maximum:g}"))


def _scale(field: Field, value: Any, today: date) -> Iterator[_Found]:
    if isinstance(value, float):
        yield _Found(_SHAPE)
        return
    yield from _number(field, value, today)


def _money(field: Field, value: Any, _today: date) -> Iterator[_Found]:
    if not re.fullmatch(r"-?\d{1,12}\.\d{2}", value):
        yield _Found(_SHAPE)
        return
    if field.minimum is None and value.startswith("-"):
        yield _Found(_SMALL(limit="0"))
    yield from _within(field, float(value))


def _date(field: Field, value: Any, today: date) -> Iterator[_Found]:
    if not isinstance(value, str) or not dates.valid(value):
        yield _Found(_NO_DATE)
    elif field.not_future and dates.earliest(value) > today:
        yield _Found(_FUTURE)


def _date_time(field: Field, value: Any, today: date) -> Iterator[_Found]:
    day = clock.local(value).date()
    if field.not_future and day > today:
        yield _Found(_FUTURE)


def _choice(field: Field, value: Any, today: date) -> Iterator[_Found]:
    if not isinstance(value, str) or not codes.known(field.codes, value):
        yield _Found(_NO_CODE)
    elif not next(row for row in codes.codes(field.codes) if row.code == value).valid(today):
        yield _Found(_OLD_CODE, blocking=False)


def _choices(field: Field, value: Any, today: date) -> Iterator[_Found]:
    if not isinstance(value, list) or len(set(value)) != len(value):
        yield _Found(_SHAPE)
        return
    found = [each for code in value for each in _choice(field, code, today)]
    yield from found[:1]


def _yes_no(_field: Field, value: Any, _today: date) -> Iterator[_Found]:
    if not isinstance(value, bool):
        yield _Found(_SHAPE)


def _place(field: Field, value: Any, today: date) -> Iterator[_Found]:
    code = value["code"]
    yield from _text(field, value.get("text", ""), today)
    where = places.place(code)
    if code and where is None:
        yield _Found(_NO_PLACE)
    elif where and where.until:
        yield _Found(_OLD_PLACE, blocking=False)


def _country(_field: Field, value: Any, _today: date) -> Iterator[_Found]:
    if places.country(value) is None:
        yield _Found(_NO_COUNTRY)


_MALE = "1"  # C-01
_WITHOUT_NUMBER = ("98", "99")  # C-08: withheld or lost, no document


def _id_document(_field: Field, value: Any, _today: date) -> Iterator[_Found]:
    """The form of the number; `_disagreements` compares it with the rest."""
    if not isinstance(value.get("number", ""), str):
        yield _Found(_SHAPE)
    elif not codes.known("C-08", value["type"]):
        yield _Found(_NO_CODE)
    elif value.get("number"):
        verdict = numbers.check_document(value["type"], value["number"])
        if verdict.error:
            yield _Found(verdict.error)
    elif value["type"] not in _WITHOUT_NUMBER:
        yield _Found(_NO_NUMBER, blocking=False)


def _uid(_field: Field, value: Any, _today: date) -> Iterator[_Found]:
    if not re.fullmatch(r"[0-9a-f]{32}", value):
        yield _Found(_SHAPE)


def _department(field: Field, value: Any, today: date) -> Iterator[_Found]:
    yield from _text(field, value.get("name", ""), today)
    if value.get("code") and not codes.known("C-24", value["code"]):
        yield _Found(_NO_CODE)


def _rows(_field: Field, value: Any, _today: date) -> Iterator[_Found]:
    if not _is_rows(value):
        yield _Found(_SHAPE)


def _is_rows(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _attachment(_field: Field, value: Any, _today: date) -> Iterator[_Found]:
    sound = (
        re.fullmatch(r"[0-9a-f]{32}", value["blob"])
        and re.fullmatch(r"[\w.+-]+/[\w.+-]+", value["type"])
        and isinstance(value["size"], int)
        and isinstance(value["label"], str)
    )
    if not sound:
        yield _Found(_SHAPE)


_CHECK: dict[Kind, Callable[[Field, Any, date], Iterator[_Found]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.INSTITUTION: _text,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.DATE_TIME: _date_time,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.PLACE: _place,
    Kind.COUNTRY: _country,
    Kind.ID_DOCUMENT: _id_document,
    Kind.PERSON: _uid,
    Kind.RELATIVE: _uid,
    Kind.ENTRY: _uid,
    Kind.DEPARTMENT: _department,
    Kind.SCALE: _scale,
    Kind.ROWS: _rows,
    Kind.ATTACHMENT: _attachment,
    Kind.PHOTO: _attachment,
}


# --- what must not be kept ----------------------------------------------------------------


def _unfit(field: Field, value: Any, minor: bool) -> Iterator[_Found]:
    """A mark of secrecy, DNA data, a minor's offence: wherever words can be written."""
    where = Where.NAME if field.kind in (Kind.ATTACHMENT, Kind.PHOTO) else Where.FIELD
    words = value if isinstance(value, str) else _words_in(field, value)
    finding = forbidden.look(words, minor=minor, where=where) if words else None
    if finding is not None:
        yield _Found(finding.words, finding.blocking)


_WORDED = {
    Kind.PLACE: "text",
    Kind.DEPARTMENT: "name",
    Kind.ID_DOCUMENT: "number",
    Kind.ATTACHMENT: "label",
    Kind.PHOTO: "label",
}


def _words_in(field: Field, value: Any) -> str:
    """What was typed into an answer that is an object."""
    words = value.get(_WORDED.get(field.kind, "")) if isinstance(value, dict) else None
    return words if isinstance(words, str) else ""


def _cautions(
    form: Form,
    shown: tuple[Field, ...],
    answers: Mapping[str, Any],
    minor: bool,
    sex: str | None,
) -> Iterator[FieldProblem]:
    for field in shown:
        for caution in field.cautions:
            meant = not caution.of_female or sex != _MALE
            if meant and asking.applies(caution.when, answers, minor):
                words = Text(caution.words, field.context or form.key)
                yield FieldProblem((field.key,), words, False)
