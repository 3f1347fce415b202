"""Where the small workflows of a case stand: register, legal aid, school, work, disability, relief.

Read from the clear part of their records, as the forms declare it (`schema.Course`): nothing is
asked for it. Of the papers those are named that were asked for, and those that the situation needs
(`resources/papers.tsv`): each of its questions names some. One that is not answered, sealed to
others, or answered as no row says names all it can. What only a minor's needs (the form says which)
is needed for nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rescueapp import paths
from rescueapp.actions.opened import restriction
from rescueapp.actions.opened.reading import Reading
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.domain.worker import Act
from rescueapp.forms import answers as interpreter
from rescueapp.forms import asking, tables
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.codes import label
from rescueapp.forms.schema import Course, Field, Form, Kind
from rescueapp.i18n import mark, say
from rescueapp.storage import records
from rescueapp.storage.records import Contents
from rescueapp.workspace import Workspace

BEGUN = mark("Begun", "course")
SINCE = mark("{what}: {day}", "course")

_DATES = (Kind.DATE, Kind.DATE_TIME)
# L-paper-stand, L-paper-state: not asked for yet; asked for and not there
_TO_BE_GOT, _ASKED_FOR = "01", "02"


@dataclass(frozen=True, slots=True)
class Standing:
    """One workflow of a case, in words of the language in use."""

    row: RecordRow
    about: str  # which one of several, "" where the form says it
    stands: str
    missing: tuple[str, ...]  # papers that are needed and not there
    ended: bool  # nothing more is to come of it


def of_case(ws: Workspace, case_uid: str) -> tuple[Standing, ...]:
    """The workflows of a case, those that go on first; of others' cases, and of one that is only
    stored, none."""
    ws.check(Act.READ_CASES)
    if not ws.case_keys(case_uid):
        return ()
    if restriction.of(ws, case_uid) is not None and not ws.revealed(case_uid):
        return ()
    found = [standing for row in _rows_of(ws, case_uid) for standing in _of_record(ws, row)]
    return tuple(sorted(found, key=lambda each: (each.ended, each.row.due_on or "9999")))


def missing(form: Form, answers: Mapping[str, Any], *, minor: bool) -> tuple[str, ...]:
    """The papers of the checklist that the situation needs and that are not there yet; of what
    has ended or was granted none. `minor`: whether she may be one."""
    course = form.course
    if course is None or not course.papers or _ended(form, answers) or _granted(course, answers):
        return ()
    paper, stand = _columns(_question(form, course.papers))
    needed = _needed(form, course, answers)
    if not minor:
        needed -= {*course.minors}
    return tuple(
        label(paper.codes, row[paper.key])
        for row in _rows(answers, course)
        if row.get(stand.key) == _ASKED_FOR
        or (row.get(stand.key) == _TO_BE_GOT and row.get(paper.key) in needed)
    )


def _rows_of(ws: Workspace, case_uid: str) -> Iterator[RecordRow]:
    """Every workflow; of a form whose next record goes on where the last stood, the latest."""
    seen: set[str] = set()
    for row in records.rows(ws.db, case_uid):
        form = FORMS.get(row.form)
        if form is None or form.course is None:
            continue
        if row.form not in seen or interpreter.settled_by(form):
            yield row
        seen.add(row.form)


def _of_record(ws: Workspace, row: RecordRow) -> Iterator[Standing]:
    form = FORMS[row.form]
    contents = records.contents(ws.db, row.uid)
    if form.course is not None and contents is not None:
        told = contents.answers
        yield Standing(
            row=row,
            about=_about(form, form.course, told),
            stands=_stands(form, form.course, told),
            missing=missing(
                form,
                {**_situation(ws, row, contents, form.course), **told},
                minor=Reading(ws).minor(row.case_uid),
            ),
            ended=_ended(form, told),
        )


def _situation(ws: Workspace, row: RecordRow, contents: Contents, course: Course) -> Answers:
    """What says which papers are needed, as far as this worker holds it."""
    form = FORMS[row.form]
    if all(asking.compartment_of(form, _question(form, key)) is None for key in course.situation):
        return {}
    whole = Reading(ws).parts(row, contents).answers
    return {key: whole[key] for key in course.situation if key in whole}


def _ended(form: Form, told: Mapping[str, Any]) -> bool:
    over = form.course.over if form.course else None
    if over is not None and interpreter.applies(over, told, minor=True):
        return True
    return interpreter.answered(told.get(interpreter.settled_by(form)))


def _granted(course: Course, told: Mapping[str, Any]) -> bool:
    granted = course.granted
    return granted is not None and interpreter.applies(granted, told, minor=True)


def _about(form: Form, course: Course, told: Mapping[str, Any]) -> str:
    if not course.about:
        return ""
    return interpreter.say(_question(form, course.about), told.get(course.about))


def _stands(form: Form, course: Course, told: Mapping[str, Any]) -> str:
    """The last question of the way that has an answer; a day with what it is the day of."""
    for key in reversed(course.stands):
        value = told.get(key)
        if interpreter.answered(value):
            asked = _question(form, key)
            words = interpreter.say(asked, value)
            if asked.kind in _DATES:
                return say(SINCE(what=interpreter.label(form, asked), day=words))
            return words
    return say(BEGUN)


def _question(form: Form, key: str) -> Field:
    return next(each for each in interpreter.fields(form) if each.key == key)


def _rows(answers: Mapping[str, Any], course: Course) -> list[dict[str, Any]]:
    rows = answers.get(course.papers)
    return rows if isinstance(rows, list) else []


def _columns(rows: Field) -> tuple[Field, Field]:
    """The paper, and how it stands: what a new checklist begins with."""
    paper = next(inner for inner in rows.rows if inner.starts == "*")
    return paper, next(inner for inner in rows.rows if inner.starts not in ("", "*"))


def _needed(form: Form, course: Course, answers: Mapping[str, Any]) -> frozenset[str]:
    """Every paper that an answer of the situation asks for."""
    found: set[str] = set()
    for key in course.situation:
        by_answer = _table()[form.key, key]
        value = answers.get(key)
        chosen = value if isinstance(value, list) and value else [value]
        told = [by_answer.get(_said(each)) for each in chosen]
        found.update(*(by_answer.values() if None in told else filter(None, told)))
    return frozenset(found)


def _said(answer: object) -> str:
    """An answer as the table has it: a code, or a yes or no."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return answer if isinstance(answer, str) else ""


@cache
def _table() -> dict[tuple[str, str], dict[str, frozenset[str]]]:
    """By form and question: which papers each of its answers needs."""
    _, rows = tables.read_rows(paths.resources("papers.tsv"))
    found: dict[tuple[str, str], dict[str, frozenset[str]]] = {}
    for row in rows:
        needs = frozenset(filter(None, row["papers"].split(",")))
        found.setdefault((row["form"], row["question"]), {})[row["situation"]] = needs
    return found
