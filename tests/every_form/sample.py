"""Fictional answers for every form, the same for the same number: tests, demo, bench.

`person(7)` is always the same invented person, and the answers of all forms for number 7
agree with it. Places where harm was done are words without a code; nobody here is anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Field, Form, Kind, Part
from tests.every_form.people import TODAY, Person, person, resident_id
from tests.every_form.told import TOLD

__all__ = ["TODAY", "Person", "answers_for", "declined_for", "empty_for", "person", "resident_id"]

Answers = dict[str, Any]

_UNITS = (
    "某县公安局青桥派出所（虚构）",
    "某市救助管理站（虚构）",
    "某县人民医院（虚构）",
    "某县妇女联合会（虚构）",
)
_SENTENCES = (
    "本人情绪平稳，愿意与女社工交谈，已安排单独房间休息。",
    "本人只说普通话和家乡话，记得家门口有一座石桥和一棵大核桃树。",
    "已说明救助自愿、无偿，本人表示听懂，暂不愿多谈。",
    "本人希望先休息，过几天再说以后的打算。",
    "与本人约定：不舒服时举手示意，随时可以停止。",
    "本人愿意学裁缝，希望以后自己租房生活。",
)


def answers_for(
    form: Form,
    number: int = 0,
    *,
    today: date = TODAY,
    cases: Sequence[str] = (),
    relatives: Sequence[str] = (),
    entries: Sequence[str] = (),
    photos: Sequence[Mapping[str, Any]] = (),
) -> Answers:
    """Everything the form asks of this person, answered.

    `cases`, `relatives` and `entries` (of registers): uids that exist, for fields that refer to
    them; `photos`: values of kept attachments. Without them such fields stay empty.
    """
    who = replace(
        person(number, today),
        cases=tuple(cases),
        relatives=tuple(relatives),
        entries=tuple(entries),
    )
    answers: Answers = {}
    for field in interpreter.fields(form):
        value = dict(photos[0]) if photos and _is_file(field) else value_for(field, who)
        if value is not None and not field.retired:
            answers[field.key] = value
    return only_asked(form, answers, minor=who.minor)


def declined_for(form: Form, number: int = 0, *, today: date = TODAY) -> Answers:
    """She does not want to say anything: only what the staff must enter has a value."""
    who = person(number, today)
    answers: Answers = {}
    for field in interpreter.fields(form):
        if field.personal:
            answers[field.key] = {"none": "declined"}
        elif field.required:
            answers[field.key] = value_for(field, who)
    return only_asked(form, answers, minor=True)


def empty_for(form: Form) -> Answers:
    """Nothing entered."""
    return {}


def only_asked(form: Form, answers: Answers, *, minor: bool) -> Answers:
    """Without the answers to questions that these answers make needless."""
    while True:
        keys = {f.key for _, fields in interpreter.asked(form, answers, minor) for f in fields}
        kept = {key: value for key, value in answers.items() if key in keys}
        if kept == answers:
            return kept
        answers = kept


def value_for(field: Field, who: Person) -> Any:
    """A value of the field's kind that fits the person; None where one would be a lie."""
    if field.key in TOLD:
        told = TOLD[field.key]
        return told(who) if callable(told) else told
    return _BY_KIND[field.kind](field, who)


def _is_file(field: Field) -> bool:
    return field.kind in (Kind.PHOTO, Kind.ATTACHMENT)


# --- by kind ------------------------------------------------------------------------------


def _text(field: Field, who: Person) -> str:
    words = _SENTENCES[(who.number + len(field.key)) % len(_SENTENCES)]
    return words[: field.max_length or 200]


def _date(field: Field, who: Person) -> str:
    if field.part is Part.DUE_ON or not field.not_future:
        return who.in_days(7)
    return who.days_ago(4)


def _number(field: Field, who: Person) -> int:
    low = int(field.minimum or 0)
    high = int(field.maximum if field.maximum is not None else low + 9)
    return low + who.number % max(1, min(high - low, 9))


def _several(field: Field, who: Person) -> list[str]:
    first, second = who.code(field.codes), who.code(field.codes, 1)
    return [first] if first == second else [first, second]


def _rows(field: Field, who: Person) -> list[Answers]:
    return [row for row in _each_row(field, who) if row]


def _each_row(field: Field, who: Person) -> Iterator[Answers]:
    for index in range(2):
        other = replace(who, number=who.number + index * 3)
        values = {inner.key: value_for(inner, other) for inner in field.rows}
        row = {key: value for key, value in values.items() if value is not None}
        asked = {inner.key for inner in interpreter.asked_in_row(field, row, {}, who.minor)}
        yield {key: value for key, value in row.items() if key in asked}


def _nothing(field: Field, who: Person) -> None:
    return None


_BY_KIND: dict[Kind, Callable[[Field, Person], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.INSTITUTION: lambda field, who: _UNITS[who.number % len(_UNITS)],
    Kind.NUMBER: _number,
    Kind.MONEY: lambda field, who: f"{20 + who.number % 300}.50",
    Kind.DATE: _date,
    Kind.DATE_TIME: lambda field, who: who.at(4),
    Kind.CHOICE: lambda field, who: who.code(field.codes),
    Kind.CHOICES: _several,
    Kind.YES_NO: lambda field, who: who.number % 3 != 1,
    Kind.PLACE: lambda field, who: {"code": who.home, "text": ""},
    Kind.COUNTRY: lambda field, who: who.nationality,
    Kind.ID_DOCUMENT: lambda field, who: {"type": "01", "number": who.document},
    Kind.PERSON: lambda field, who: who.cases[who.number % len(who.cases)] if who.cases else None,
    Kind.RELATIVE: lambda field, who: who.relatives[0] if who.relatives else None,
    Kind.ENTRY: lambda field, who: who.entries[0] if who.entries else None,
    Kind.DEPARTMENT: lambda field, who: {"code": who.code("C-24"), "name": "县级部门（虚构）"},
    Kind.SCALE: _number,
    Kind.ROWS: _rows,
    Kind.ATTACHMENT: _nothing,
    Kind.PHOTO: _nothing,
}
