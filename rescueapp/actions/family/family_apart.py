"""That those who came together would part: told in words above a form, and never a stop.

A placement, a return, a reunion, a leaving and a closing say where somebody goes
(`Field.together`). Where another of the family answers them otherwise, or has no answer yet, it is
told, by alias and question and without any answer; why they part is asked in the form itself.
Brothers and sisters, mother and child stay together unless it is best for a child not to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rescueapp.actions.family import families
from rescueapp.actions.opened.reading import Reading
from rescueapp.domain.family import CODES, NOT_KIN, Seen
from rescueapp.domain.record import Answers
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Field, Form
from rescueapp.i18n import language, mark, say
from rescueapp.storage import person
from rescueapp.workspace import Workspace

WHY = "apart"  # the field of `blocks.APART` that says so

TOGETHER = mark(
    "Came with others of the family. Brothers and sisters, mother and child stay together, unless"
    " it is best for a child not to.",
    "family",
)
OTHERWISE = mark("{who}: it stands otherwise there: {fields}.", "family")
DECIDED = mark("{who}: it is written there already. Look there first.", "family")
NOT_YET = mark("{who}: nothing of it is written there yet.", "family")
NOT_YOURS = mark("{who}: ask {worker} what is planned there.", "family")
WHO = mark("{alias} ({relation})", "family")


def told(ws: Workspace, form: str, case_uid: str, answers: Answers) -> tuple[str, ...]:
    """What is told above a form, in the language in use: nothing where nobody of the family parts
    or could. Of a case that is not this worker's nothing but whom to ask."""
    shape = form_of(form)
    if not _asked(shape):
        return ()
    said = []
    for each in _kin(ws, case_uid):
        if not each.mine:
            said.append(say(NOT_YOURS(who=who(each), worker=each.worker_name)))
        else:
            said += [say(words) for words in _of(ws, shape, each, answers)]
    return (say(TOGETHER), *said) if said else ()


def asks_why(ws: Workspace, record_uid: str) -> str:
    """What is told after a save that parts them while the record does not say why; "" otherwise."""
    row, contents = Reading(ws).found(record_uid)
    shape = form_of(row.form)
    if not any(field.key == WHY for field in interpreter.fields(shape)):
        return ""
    answers = Reading(ws).parts(row, contents).answers
    if interpreter.answered(answers.get(WHY)):
        return ""
    parted = (
        say(OTHERWISE(who=who(each), fields=fields))
        for each in _kin(ws, row.case_uid)
        if each.mine and (fields := _differing(shape, answers, _theirs(ws, shape, each)))
    )
    return "\n".join(parted)


def who(seen: Seen) -> str:
    """One of a family in words: the alias, and what they are in it."""
    return say(WHO(alias=seen.alias, relation=codes.label(CODES, seen.member.relation)))


def _kin(ws: Workspace, case_uid: str) -> list[Seen]:
    return [
        each
        for each in families.seen(ws, case_uid)
        if each.member.case_uid != case_uid and each.member.relation != NOT_KIN
    ]


def _of(ws: Workspace, shape: Form, other: Seen, answers: Answers) -> Iterator[Any]:
    theirs = _theirs(ws, shape, other)
    if not theirs:
        yield NOT_YET(who=who(other))
    elif not any(interpreter.answered(answers.get(field.key)) for field in _asked(shape)):
        yield DECIDED(who=who(other))
    elif fields := _differing(shape, answers, theirs):
        yield OTHERWISE(who=who(other), fields=fields)


def _differing(shape: Form, answers: Answers, theirs: Answers) -> str:
    """The questions both answer, each otherwise."""
    labels = [
        interpreter.label(shape, field)
        for field in _asked(shape)
        if interpreter.answered(answers.get(field.key))
        and field.key in theirs
        and answers[field.key] != theirs[field.key]
    ]
    return (", " if language() == "en" else "、").join(labels)


def _theirs(ws: Workspace, shape: Form, other: Seen) -> Answers:
    """What the other's last record of this form answers; without one, what is known of them."""
    reading, case_uid = Reading(ws), other.member.case_uid
    keys = [field.key for field in _asked(shape)]
    row = next(iter(person.rows(ws.db, case_uid, form=shape.key)), None)
    if row is not None:
        found = reading.parts(*reading.found(row.uid)).answers
    else:
        found = dict(reading.present_facts(case_uid, keys=keys))
    return {key: found[key] for key in keys if interpreter.answered(found.get(key))}


def _asked(shape: Form) -> list[Field]:
    return [field for field in interpreter.fields(shape) if field.together]
