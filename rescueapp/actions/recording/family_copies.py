"""Shared answers of one, copied for another of the family: nobody tells the same story twice.

Copied is only what a form declares shared (`Field.shared`): where from, when and by whom rescued,
who brought them, the home, the office's own facts. Never a name, an age, a document, what was said
to a doctor or psychologist, or what somebody thinks or wishes: each is asked alone. What is copied
stands in a draft, and each answer is marked until somebody has looked at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rescueapp.actions.family import families
from rescueapp.actions.opened.reading import CLEAR, Reading, known_form
from rescueapp.actions.recording import drafts, sensitive
from rescueapp.domain.family import Joining, Seen
from rescueapp.domain.record import Answers, RecordView
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Field, Form
from rescueapp.i18n import mark
from rescueapp.storage import records
from rescueapp.workspace import Workspace

INTAKE = "intake"
NOT_OF_FAMILY = mark("These two cases do not belong to one family (any more).", "family")


def begin_intake(ws: Workspace, joining: Joining) -> str:
    """A draft of a new intake with what is shared with the person of a case; its uid. Saved, the
    new case comes into that family. Raises Refused where it could not."""
    ws.check(Act.REGISTER_CASE)
    families.check_new(ws, joining)
    shape, reading = known_form(INTAKE), Reading(ws)
    row = next(iter(records.rows(ws.db, joining.of, form=INTAKE)), None)
    told: Answers = {}
    if row is not None:
        told = _shared(ws, shape, reading.opened(row.uid), covers=False)
    for key, known in reading.known(shape, joining.of, reading.readable(joining.of)).items():
        if key in _fields(shape) and interpreter.answered(known.value):
            told.setdefault(key, known.value)
    return _draft(ws, INTAKE, None, told, row.uid if row else "", joining)


def begin_form(ws: Workspace, record_uid: str, to: str) -> str:
    """A draft of the same form in another case of the family, with what is shared; its uid.
    Raises Refused for a case that is not of the family, or not this worker's."""
    ws.check(Act.SAVE_RECORD)
    reading = Reading(ws)
    row, _ = reading.found(record_uid)
    for case_uid in (row.case_uid, to):
        reading.refuse_others(case_uid)
    family = {each.member.case_uid for each in families.seen(ws, row.case_uid)}
    if to not in family - {row.case_uid}:
        raise Refused(NOT_OF_FAMILY)
    shape = known_form(row.form)
    covers = sensitive.covered(ws, reading.blank(row.form, to)).covered
    told = _shared(ws, shape, reading.opened(record_uid), covers=covers)
    told = {k: v for k, v in told.items() if _part(shape, k) in reading.held(to)}
    return _draft(ws, row.form, to, told, record_uid, None)


def offered(ws: Workspace, record_uid: str) -> tuple[Seen, ...]:
    """For whom of the family the same form can be begun, once it is complete for one: those whose
    case this worker writes in and who have no such record of that day, nor a draft."""
    row, contents = Reading(ws).found(record_uid)
    shape = known_form(row.form)
    told = Reading(ws).parts(row, contents).answers
    shared = _fields(shape)
    own = [key for key in told if key in shared and not shared[key].fact]
    if row.state != "complete" or not own or ws.worker.role.value not in shape.writers:
        return ()
    begun = {each.case_uid for each in drafts.drafts_of(ws) if each.form == row.form}
    return tuple(
        each
        for each in families.seen(ws, row.case_uid)
        if each.mine
        and each.member.case_uid not in (row.case_uid, *begun)
        and not _has(ws, shape, each.member.case_uid, row.on_date)
    )


def _has(ws: Workspace, shape: Form, case_uid: str, on_date: str | None) -> bool:
    rows = records.rows(ws.db, case_uid, form=shape.key)
    return any(shape.single or row.on_date == on_date for row in rows)


def _shared(ws: Workspace, shape: Form, view: RecordView, *, covers: bool) -> Answers:
    """What of a record is shared, as far as it is shown: under the veil nothing is copied, and what
    is covered here only to where it is covered, too."""
    hidden = sensitive.covered(ws, view).covered and not covers
    return {
        key: view.answers[key]
        for key, field in _fields(shape).items()
        if interpreter.answered(view.answers.get(key))
        and not (hidden and interpreter.sensitive(shape, field))
    }


def _fields(shape: Form) -> dict[str, Field]:
    return {field.key: field for field in interpreter.fields(shape) if field.shared}


def _part(shape: Form, key: str) -> str:
    compartment = interpreter.compartment_of(shape, _fields(shape)[key])
    return compartment.value if compartment else CLEAR


def _draft(
    ws: Workspace, form: str, case_uid: str | None, told: dict[str, Any], copied_from: str,
    joins: Joining | None,
) -> str:  # fmt: skip
    answers = {**interpreter.begun(known_form(form)), **told}
    with_marks: Iterable[str] = told.keys()
    with ws.db.transaction():
        ws.log("copy_answers", copied_from, form=form, fields=len(told))
    return drafts.keep_draft(
        ws, draft_uid=None, form=form, case_uid=case_uid, record_uid=None, based_on=0,
        answers=answers, copied=frozenset(with_marks), joins=joins,
    )  # fmt: skip
