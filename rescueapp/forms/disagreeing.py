"""What of a form's answers does not agree: each can be read, and both cannot be so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rescueapp.forms import asking, dates, numbers
from rescueapp.forms.none_codes import answered
from rescueapp.forms.schema import Field, Form, Kind, Part
from rescueapp.i18n import Text, lookup, mark

_AGES = mark("The lowest age is above the highest.", "answers")
_BEFORE = mark("This day lies before that of “{other}”: one of them is wrong.", "answers")

_TIME = "T"  # an instant has it

Path = tuple[str | int, ...]  # field key, or field key, row index, key in row
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one answer. `path`: see `Path`.

    A blocking problem must be put right before saving; the others are shown and may stay.
    """

    path: Path
    words: Text
    blocking: bool


def disagreements(shown: tuple[Field, ...], answers: Answers) -> Iterator[FieldProblem]:
    """Ages against one another; numbers of documents against sex and date of birth."""
    by_part = {field.part: answers.get(field.key) for field in shown if field.part}
    low, high = by_part.get(Part.AGE_LOW), by_part.get(Part.AGE_HIGH)
    if isinstance(low, int) and isinstance(high, int) and low > high:
        key = next(field.key for field in shown if field.part is Part.AGE_LOW)
        yield FieldProblem((key,), _AGES, True)
    sex, birth = (_text_of(by_part.get(part)) for part in (Part.SEX, Part.BIRTH))
    for field in shown:
        if field.kind is Kind.ID_DOCUMENT and answered(answers.get(field.key)):
            own = field.part is Part.IDENTITY_DOCUMENT
            yield from _compared(field, answers[field.key], own, sex, birth)


def too_early(form: Form, shown: tuple[Field, ...], answers: Answers) -> Iterator[FieldProblem]:
    """What was decided before it was applied for: clocks that count from one to the other would
    stand still without a word. It stops nothing: which of the two is wrong, the paper tells."""
    labels = {each.key: (each.label, each.context or form.key) for each in _questions(form)}
    for field in shown:
        for path, inner, told in _each(field, answers):
            day, before = _days(told.get(inner.key)), _days(told.get(inner.follows))
            if day and before and day[1] < before[0]:
                yield FieldProblem(path, _BEFORE(other=lookup(*labels[inner.follows])), False)


def _each(field: Field, answers: Mapping[str, Any]) -> Iterator[tuple[Path, Field, Answers]]:
    """A question and those in its rows, each with the answers that stand beside it."""
    yield (field.key,), field, answers
    rows = answers.get(field.key) if field.rows else None
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        for inner in field.rows if isinstance(row, dict) else ():
            yield (field.key, index, inner.key), inner, row


def _questions(form: Form) -> Iterator[Field]:
    for field in asking.fields(form):
        yield from (field, *field.rows)


def _days(value: Any) -> tuple[date, date] | None:
    """The first and the last day that an answer may mean."""
    if not isinstance(value, str):
        return None
    try:
        if _TIME in value:
            return (dates.station_day(value),) * 2
        return dates.earliest(value), dates.latest(value)
    except ValueError:
        return None  # what cannot be read is said elsewhere


def _compared(
    field: Field, value: Any, own: bool, sex: str | None, birth: str | None
) -> Iterator[FieldProblem]:
    """Warnings about a number; only her own document is compared with her sex and birth."""
    if not isinstance(value, dict) or not isinstance(value.get("number"), str):
        return
    verdict = numbers.check_document(
        str(value.get("type")),
        value["number"],
        sex=sex if own else None,
        birth=birth if own else None,
    )
    for words in verdict.warnings:
        yield FieldProblem((field.key,), words, False)


def _text_of(value: Any) -> str | None:
    return value if isinstance(value, str) else None
