"""What is put before somebody who begins a form with a brief: asked before, known already (K-07).

Any form may ask for one (`Form.brief`), and any field of any form may be told in it
(`Field.brief`); the facts of the person always are. The veil and the keys of the reader hold
here as in a record: what is closed to them is not there, and not hinted at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from rescueapp.actions.opened.reading import CLEAR, Reading
from rescueapp.actions.opened.screening import screened
from rescueapp.actions.recording import gates
from rescueapp.domain.record import Brief, RecordView, Told
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Field, Form, Kind
from rescueapp.workspace import Workspace

_NO_WORDS = (Kind.PHOTO, Kind.ATTACHMENT)


def briefed(ws: Workspace, view: RecordView) -> RecordView:
    """The view of a new record with its brief, where the form asks for one; noted in the audit,
    because it shows what was written before: a brief, or what is known beside the questions."""
    if view.row is not None or view.case_uid is None:
        return view
    if not FORMS[view.form].brief:
        with ws.db.transaction():
            ws.log("begin_form", view.case_uid, form=view.form)
        return view
    brief = _brief(ws, view.form, view.case_uid)
    with ws.db.transaction():
        ws.log("open_brief", view.case_uid, form=view.form, records=len(brief.earlier))
    return replace(view, brief=brief)


def _brief(ws: Workspace, form: str, case_uid: str) -> Brief:
    reading = Reading(ws)
    earlier = sorted(_told(reading, case_uid), key=_day, reverse=True)
    return Brief(
        earlier=tuple(earlier),
        facts=tuple(_facts(reading, case_uid)),
        need=gates.need(ws, form, case_uid),
        screened=screened(ws, case_uid),
    )


def _told(reading: Reading, case_uid: str) -> Iterator[Told]:
    minor = reading.minor(case_uid)
    for row, opened in reading.of_case(case_uid):
        keys = _told_keys().get(row.form)
        if keys is None:
            continue
        shown = reading.shown(row.case_uid, case_uid)
        seen = {c: part for c, part in opened.parts.items() if (c or CLEAR) in shown}
        lines = tuple(
            (line.label, line.words)
            for line in interpreter.lines(FORMS[row.form], interpreter.join(seen), minor)
            if line.field_key in keys and line.words
        )
        if lines:
            yield Told(row.form, row.on_date, row.worker_name, lines)


def _facts(reading: Reading, case_uid: str) -> Iterator[tuple[str, str]]:
    present = reading.facts_of_person(case_uid)
    for key, (form, field) in _fact_fields().items():
        uid, fact = present.get(key, (case_uid, None))
        if fact is not None and (fact.compartment or CLEAR) in reading.shown(uid, case_uid):
            words = interpreter.say(field, reading.fact_value(uid, fact))
            if words:
                yield interpreter.label(form, field), words


@cache
def _told_keys() -> dict[str, frozenset[str]]:
    """The fields told in briefs, by form."""
    found = {
        key: frozenset(field.key for field in interpreter.fields(form) if field.brief)
        for key, form in FORMS.items()
    }
    return {key: fields for key, fields in found.items() if fields}


@cache
def _fact_fields() -> dict[str, tuple[Form, Field]]:
    """The fields that are facts and read in words, in the order of the forms."""
    found: dict[str, tuple[Form, Field]] = {}
    for form in FORMS.values():
        for field in interpreter.fields(form):
            if field.fact and field.kind not in _NO_WORDS:
                found.setdefault(field.key, (form, field))
    return found


def _day(told: Told) -> str:
    return told.on_date or ""
