"""What a record that was just written tells of its case: facts, where it stands, institutions.

Inside the transaction that wrote it: of a record saved here, and of one that came with its case.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.forms import answers as interpreter
from rescueapp.forms.answers import Spine
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Compartment, Kind, Part
from rescueapp.storage import cases, facts, institutions, records
from rescueapp.workspace import Workspace


def write_facts(ws: Workspace, saving: Saving, at: str) -> None:
    """What it states of the person that is not known already."""
    stated = interpreter.facts(saving.form, saving.typed)
    present = Reading(ws).facts_in_file(saving.case_uid, stated)
    for asked in interpreter.fields(saving.form):
        if asked.key not in stated or present.get(asked.key) == stated[asked.key]:
            continue
        compartment = interpreter.compartment_of(saving.form, asked)
        _add_fact(ws, saving, asked.key, stated[asked.key], compartment, at)


def _add_fact(
    ws: Workspace, saving: Saving, key: str, value: Any, compartment: Compartment | None, at: str
) -> None:
    if compartment is not None and not ws.holds(saving.case_uid, compartment):
        return
    sealed = None
    if compartment is not None:
        sealed = ws.seal_fact(compartment, value, case_uid=saving.case_uid, key=key, recorded_at=at)
    facts.add(
        ws.db,
        case_uid=saving.case_uid,
        key=key,
        worker=ws.worker.uid,
        recorded_at=at,
        value=None if sealed else value,
        compartment=compartment,
        sealed=sealed,
        source=saving.form.source,
        record_uid=saving.record_uid,
    )


def update_case(ws: Workspace, saving: Saving, said: Spine, at: str) -> None:
    """What the form asks for the spine is what the spine tells: an answer taken out, too. Where the
    case stands is told once what the record tells was kept (`staging`)."""
    forms = [form for form, _ in records.forms_of(ws.db, saving.case_uid)]
    asked = {field.part for field in interpreter.fields(saving.form)}
    spine: cases.Spine = {}
    if Part.SEX in asked:
        spine["sex"] = said.sex
    if Part.BIRTH in asked:
        spine["born_from"], spine["born_to"] = said.born_from, said.born_to
    if Part.RISK in asked:
        spine["risk"] = _risk(ws, saving, said, forms)
    if Part.SAFETY_LINE in asked:
        spine["safety_line"] = said.safety_line or ""
    if Part.ARRIVED_AT in asked:
        spine["arrived_at"] = said.arrived_at
    cases.update_spine(ws.db, saving.case_uid, changed_at=at, **spine)


def _risk(ws: Workspace, saving: Saving, said: Spine, forms: Iterable[str]) -> str | None:
    """The risk of the newest record that tells one, of whichever form: an old record that is
    put right, or typed in late, changes nothing."""
    telling = [form for form in forms if _tells_risk(form)]
    for record_uid in records.newest(ws.db, saving.case_uid, telling):
        risk = said.risk if record_uid == saving.record_uid else _risk_of(ws, record_uid)
        if risk:
            return risk
    return None


def _risk_of(ws: Workspace, record_uid: str) -> str | None:
    reading = Reading(ws)
    row, contents = reading.found(record_uid)
    return interpreter.spine(form_of(row.form), reading.parts(row, contents).answers).risk


@cache
def _tells_risk(form: str) -> bool:
    return any(field.part is Part.RISK for field in interpreter.fields(form_of(form)))


def remember_institutions(ws: Workspace, saving: Saving) -> None:
    """Hospitals, schools and units named in clear are offered the next time. Those named inside
    a compartment are not: the list is everybody's."""
    clear = saving.parts.get(None, {})
    for asked in interpreter.fields(saving.form):
        name = clear.get(asked.key)
        if asked.kind is Kind.INSTITUTION and isinstance(name, str) and name.strip():
            institutions.used(ws.db, name.strip())
