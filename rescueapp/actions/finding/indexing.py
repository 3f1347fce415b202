"""What a saved record is found by: clear words, sealed words by compartment, keyed tokens."""

from __future__ import annotations

from functools import cache

from rescueapp.actions.finding.cases import match_tokens
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.domain.case import CaseRow
from rescueapp.domain.names import document_keys, name_keys, simplified
from rescueapp.domain.record import Answers
from rescueapp.forms import answers as interpreter
from rescueapp.forms.answers import Spine
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Compartment, Form, Part
from rescueapp.storage import cases, hand_overs, matching, records, search
from rescueapp.workspace import Workspace

REGISTERING = "intake"  # the form that says which facts are names and documents
_NAMING = (Part.NAME, Part.OTHER_NAMES, Part.IDENTITY_DOCUMENT)


def index(ws: Workspace, saving: Saving) -> None:
    """Bring everything a case is found by up to a record that was just written."""
    _index_clear(ws, saving)
    for compartment in saving.written(ws):
        if compartment is Compartment.IDENTITY:
            _index_identity(ws, saving)
        elif compartment is not Compartment.AUTHOR:
            said = interpreter.search_words(saving.form, saving.whole, compartment)
            _index_part(ws, saving, compartment, simplified(said))


def _index_clear(ws: Workspace, saving: Saving) -> None:
    """The clear words. Most records tell none; then nothing of the case is read."""
    told = interpreter.search_words(saving.form, saving.parts.get(None, {}), None)
    before = interpreter.search_words(saving.form, saving.before.get(None, {}), None)
    row = None
    if told != before or saving.form.registers:
        row = cases.row(ws.db, saving.case_uid, reader=ws.holder)
    if row is None:
        return
    if before:
        words = _clear_words(ws, saving.case_uid)
        search.index_case(ws.db, row.id, number=_number(ws, row), alias=row.alias, words=words)
    else:
        search.add_words(ws.db, row.id, number=_number(ws, row), alias=row.alias, words=told)


def _number(ws: Workspace, row: CaseRow) -> str:
    """The number of a case, and the one it had at the station it comes from."""
    origin = hand_overs.origin(ws.db, row.uid)
    return f"{row.number} {origin.number}" if origin else row.number


def _clear_words(ws: Workspace, case_uid: str) -> str:
    told = (
        interpreter.search_words(form_of(form), answers, None)
        for form, answers in records.clear_answers(ws.db, case_uid)
    )
    return " ".join(filter(None, told))


def _index_identity(ws: Workspace, saving: Saving) -> None:
    """Names and documents: sealed words of this record, tokens of all the case's records."""
    told = _told(saving.form, saving.whole)
    words = name_keys(told.names) + document_keys(told.documents)
    _index_part(ws, saving, Compartment.IDENTITY, words)
    if saving.form.key in _naming_forms():
        everything = [told, *_told_elsewhere(ws, saving)]
        names = dict.fromkeys(name for spine in everything for name in spine.names)
        documents = dict.fromkeys(number for spine in everything for number in spine.documents)
        matching.set_tokens(ws.db, saving.case_uid, match_tokens(ws, names, documents))


def _index_part(ws: Workspace, saving: Saving, compartment: Compartment, words: str) -> None:
    """The words of one record in the case's sealed words of a compartment, by record."""
    all_words = ws.search_part(saving.case_uid, compartment)
    if all_words.get(saving.record_uid, "") != words:
        all_words[saving.record_uid] = words
        ws.put_search_part(saving.case_uid, compartment, all_words)


def _told_elsewhere(ws: Workspace, saving: Saving) -> list[Spine]:
    """What the other records of the case tell of names and documents."""
    reading = Reading(ws)
    return [
        _told(form_of(row.form), reading.parts(row, contents).answers)
        for row, contents in records.contents_of_case(ws.db, saving.case_uid)
        if row.form in _naming_forms() and row.uid != saving.record_uid
    ]


def _told(form: Form, answers: Answers) -> Spine:
    """Names and documents of the person, whichever form told them: facts have one key each."""
    if form.key == REGISTERING:
        return interpreter.spine(form, answers)
    return interpreter.spine(form_of(REGISTERING), interpreter.facts(form, answers))


@cache
def _naming_forms() -> frozenset[str]:
    """The forms that ask for a name or a document of the person as a fact."""
    naming = {f.key for f in interpreter.fields(form_of(REGISTERING)) if f.part in _NAMING}
    return frozenset(
        form.key
        for form in FORMS.values()
        if any(field.fact and field.key in naming for field in interpreter.fields(form))
    )
