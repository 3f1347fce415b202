"""Fictional cases without end: those of the training vault under ever new names.

What a form's answers come to (parts, facts, search words, columns) is worked out once for each
of them and each quarter of a year; a case then differs from its model by name, document
and days. So 100,000 cases cost what sealing and writing them costs.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from rescueapp import clock, paths
from rescueapp.domain.names import simplified
from rescueapp.domain.worker import COMPARTMENTS, Role
from rescueapp.forms import answers as interpreter
from rescueapp.forms.answers import Spine
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Form
from tests.every_form.people import resident_id

YEARS = 10  # the oldest case was opened so long ago
QUARTER = timedelta(days=91)

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁单仇解查"
_GIVEN = (
    "小晚青若雨素春秋兰银阿巧玉冬采红思念静桂润菊雪凤丽"
    "海明佳文秀英芳慧敏婷娟霞燕琴梅珍莲荷月星云溪竹枝禾"
)
_RELATIVE_TIME = re.compile(r"@([+-]?\d+)(?: (\d\d):(\d\d))?")
_HELD = frozenset(COMPARTMENTS[Role.CASEWORKER])
# Rests on a decision that nobody takes alone: of a hand-over abroad, of a closing.
_NEEDS_ANOTHERS_YES = frozenset({"cross_border", "reopening"})

Answers = dict[str, Any]
Facts = tuple[tuple[str, Any, Compartment | None], ...]  # key, value, where it is sealed


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a fictional case is of. `number` is a resident ID of an area that no place has."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Filed:
    """One record of a model, interpreted: what `save_record` makes of its answers."""

    form: Form
    answers: Answers
    complete: bool
    parts: dict[Compartment, Answers]
    clear: Answers
    facts: Facts
    said: Spine
    told: Spine  # names and documents of the person, whichever form told them
    words: dict[Compartment, str]  # to be sealed; without the names, which are each case's own
    clear_words: str


def identity(number: int) -> Identity:
    """The invented person of this number; among 100,000 some share a name, as people do."""
    surname = _SURNAMES[number * 7 % len(_SURNAMES)]
    first, second = divmod(number * 31 % len(_GIVEN) ** 2, len(_GIVEN))
    born = date(1980 + number % 34, 1 + number % 12, 1 + number % 28)
    return Identity(surname + _GIVEN[first] + _GIVEN[second], resident_id(born, number % 1000))


def quarters_ago(number: int, count: int) -> int:
    """How old case `number` of `count` is, in quarters: they came evenly over the years."""
    return (count - 1 - number) * YEARS * 4 // count


def answers_of(number: int, count: int) -> list[tuple[str, Answers, bool]]:
    """The records of a case as they would be typed: (form, answers, complete), intake first."""
    who = identity(number)
    models = model(number % model_count(), quarters_ago(number, count))
    return [(each.form.key, named(each.answers, who), each.complete) for each in models]


def named(answers: Answers, who: Identity) -> Answers:
    """The same answers about somebody else."""
    changed = dict(answers)
    if isinstance(answers.get("name"), str):
        changed["name"] = who.name
    if isinstance(answers.get("id_document"), dict):
        changed["id_document"] = {"type": "01", "number": who.number}
    return changed


def names_of(filed: Filed, who: Identity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names and document numbers a record tells when it is about somebody else."""
    told, number = filed.answers.get("name"), filed.answers.get("id_document")
    names = tuple(who.name if name == told else name for name in filed.told.names)
    documents = (who.number,) if isinstance(number, dict) else filed.told.documents
    return names, documents


def model_count() -> int:
    """How many cases everything is made from."""
    return len(_written())


@cache
def model(index: int, quarters: int) -> tuple[Filed, ...]:
    """The records of a model that a caseworker writes, with the days of so long ago."""
    today = clock.today() - quarters * QUARTER
    found: list[Filed] = []
    known: dict[str, Any] = {}
    for record in _written()[index]:
        filed = _filed(record, today, known)
        known.update({key: value for key, value, _ in filed.facts})
        found.append(filed)
    return tuple(found)


@cache
def _written() -> list[list[dict[str, Any]]]:
    """The records of the training cases, as far as a caseworker may write them."""
    text = paths.resources("training", "cases.toml").read_text(encoding="utf-8")
    cases: list[dict[str, Any]] = tomllib.loads(text)["case"]
    return [[r for n, r in enumerate(case["record"]) if _by_caseworker(r, n)] for case in cases]


def _by_caseworker(record: dict[str, Any], place: int) -> bool:
    """Whether a caseworker writes all of it, alone. Who registers a case holds every part."""
    form = FORMS[record["form"]]
    if form.key in _NEEDS_ANOTHERS_YES:
        return False
    parts = interpreter.split(form, record["answers"]).keys() - {None}
    return Role.CASEWORKER.value in form.writers and (place == 0 or parts <= _HELD)


def _filed(record: dict[str, Any], today: date, known: Answers) -> Filed:
    form, answers = FORMS[record["form"]], dated(record["answers"], today)
    parts = interpreter.split(form, answers)
    sealed = {c: part for c, part in parts.items() if c is not None}
    stated = interpreter.facts(form, answers)
    asked = ((f.key, interpreter.compartment_of(form, f)) for f in interpreter.fields(form))
    return Filed(
        form=form,
        answers=answers,
        complete=record.get("complete", False),
        parts=sealed,
        clear=parts.get(None, {}),
        facts=tuple(
            (key, stated[key], compartment)
            for key, compartment in asked
            if key in stated and known.get(key) != stated[key]
        ),
        said=interpreter.spine(form, answers),
        told=interpreter.spine(FORMS["intake"], interpreter.facts(form, answers)),
        words={c: simplified(interpreter.search_words(form, answers, c)) for c in sealed},
        clear_words=interpreter.search_words(form, answers, None),
    )


def dated(value: Any, today: date) -> Any:
    """The answers with every relative day (`@-21`, `@-21 22:40`) put where it falls."""
    if isinstance(value, dict):
        return {key: dated(inner, today) for key, inner in value.items()}
    if isinstance(value, list):
        return [dated(inner, today) for inner in value]
    if isinstance(value, str) and (found := _RELATIVE_TIME.fullmatch(value)):
        day = today + timedelta(days=int(found[1]))
        if found[2] is None:
            return day.isoformat()
        return clock.stamp(
            datetime.combine(day, time(int(found[2]), int(found[3])), clock.SHANGHAI)
        )
    return value
