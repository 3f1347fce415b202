"""What of a case is read by or with the person: nobody else in it by name (K-18, `domain.masking`).

Fields that name others (`Field.other`), other cases and the cards of relatives say what somebody
is to her, never who; what was typed freely goes through the mask.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from rescueapp.actions.opened import entries
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.papers.prints import names_of
from rescueapp.domain.masking import Mask, Other
from rescueapp.domain.needles import Needle
from rescueapp.domain.record import Answers
from rescueapp.domain.unsafe import needles_of
from rescueapp.domain.worker import ROLE_NAMES
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Field, Form, Kind, Part, Tells
from rescueapp.i18n import mark, say
from rescueapp.storage import workers
from rescueapp.workspace import Workspace

YOU = mark("you", "her words")
SOMEBODY = mark("somebody", "her words")
HELPER = mark("an interpreter or companion", "her words")
NOT_GIVEN = mark(
    "This tells of other people, too. Ask us: we read to you what is about you.", "her words"
)
_PEOPLE = "relative"
_HELPERS = "interpreters"
_CHOSEN = (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.SCALE, Kind.NUMBER, Kind.MONEY, Kind.DATE,
           Kind.DATE_TIME)  # fmt: skip
_NAMES = (Part.NAME, Part.OTHER_NAMES)


class HerWords:
    """The words of one case for the person herself, with the keys of who reads them to her.

    `identity`: her own name may stand in them.
    """

    def __init__(self, ws: Workspace, case_uid: str, *, identity: bool) -> None:
        self._minor = Reading(ws).minor(case_uid)
        self.relations = names_of(ws, case_uid, identity=False)
        self._mask = _mask(ws, case_uid, self.relations, identity=identity)

    def lines(
        self, form: Form, answers: Answers, keys: Container[str]
    ) -> Iterator[tuple[str, str, str]]:
        """(field key, question, answer in words) of what is answered and hers, of some fields.

        `answers`: all of them, because some decide whether others are asked at all.
        """
        asked = {field.key: field for field in interpreter.fields(form)}
        whole = {key: _own_rows(asked.get(key), value) for key, value in answers.items()}
        for line in interpreter.lines(form, whole, self._minor, self.relations):
            if line.words and line.field_key in keys and _is_hers(asked[line.field_key]):
                typed = asked[line.field_key].kind not in _CHOSEN
                yield line.field_key, line.label, self.masked(line.words) if typed else line.words

    def masked(self, text: str) -> str:
        """Typed words without the names of others."""
        words = self._mask.words(text)
        return say(NOT_GIVEN) if words is None else words


def _is_hers(field: Field) -> bool:
    """Whether a question is about her: neither who else was there nor a picture."""
    return not field.other and field.kind not in (Kind.PERSON, Kind.PHOTO, Kind.ATTACHMENT)


def _own_rows(field: Field | None, value: Any) -> Any:
    """Rows without the columns that are about others."""
    if field is None or field.kind is not Kind.ROWS or not isinstance(value, list):
        return value
    kept = {inner.key for inner in field.rows if _is_hers(inner)}
    return [{key: cell for key, cell in row.items() if key in kept} for row in value]


def _mask(ws: Workspace, case_uid: str, relations: dict[str, str], *, identity: bool) -> Mask:
    staff = workers.rows(ws.db, inactive=True)
    others = [Other((worker.display_name,), say(ROLE_NAMES[worker.role])) for worker in staff]
    others.extend(Other((name,), say(HELPER)) for name in entries.names(ws, _HELPERS).values())
    needles: list[Needle] = []
    own: list[str] = []
    reading = Reading(ws)
    for row, opened in reading.of_case(case_uid):
        form, answers = form_of(row.form), opened.answers
        if row.form == _PEOPLE:
            role = relations.get(row.uid) or say(SOMEBODY)
            others.append(Other(tuple(_named(form, answers)), role))
            needles.extend(needles_of(form, answers))
        else:
            others.extend(_others(form, answers))
            own.extend(_own_names(form, answers))
    if not identity:
        return Mask([*others, Other(tuple(own), say(YOU))], needles)
    return Mask(others, needles, own)


def _named(form: Form, answers: Answers) -> Iterator[str]:
    """The names on a relative's card."""
    for field in interpreter.fields(form):
        value = answers.get(field.key)
        if field.tells is Tells.NAME and isinstance(value, str):
            yield value


def _others(form: Form, answers: Answers) -> Iterator[Other]:
    """Whom the questions about others name, by the question: “Police officer”."""
    for field in interpreter.fields(form):
        rows = answers.get(field.key)
        cells = [(f, row.get(f.key)) for f in field.rows for row in rows or ()] if rows else []
        for asked, value in ((field, rows), *cells):
            if asked.other and asked.kind is Kind.TEXT and isinstance(value, str):
                yield Other((value,), interpreter.label(form, asked))


def _own_names(form: Form, answers: Answers) -> Iterator[str]:
    for field in interpreter.fields(form):
        value = answers.get(field.key)
        if field.part in _NAMES and isinstance(value, str):
            yield value
