"""Opening the entries of the station's registers: records of no case, whole and in clear.

Everybody who reads cases reads them, who interprets, whom a person can turn to, but for the one
that is personnel's (`Form.readers`). They tell of nobody who is helped here, so that a look at them
is no entry of the account.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from rescueapp import clock
from rescueapp.actions.opened import beds_taken
from rescueapp.actions.opened.reading import CLEAR
from rescueapp.domain import beds
from rescueapp.domain.record import Answers, RecordRow, RecordView
from rescueapp.domain.worker import Act, Worker
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Field, Form, Kind, Part
from rescueapp.i18n import mark, say
from rescueapp.storage import registers
from rescueapp.workspace import Workspace

_DAYS = (Kind.DATE, Kind.DATE_TIME)

NO_SUCH_REGISTER = mark("There is no such register in this version of the program.", "register")
NO_SUCH_ENTRY = mark("This entry is not in the register.", "register")
NOT_YOURS = mark("This register is not for your role.", "register")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in its list. `in_use`: on the day it was read; `taken`: of a room, how
    many of its beds."""

    row: RecordRow
    answers: Answers
    name: str
    in_use: bool
    taken: int = 0

    @property
    def uid(self) -> str:
        return self.row.uid


def register_of(key: str) -> Form:
    """A register of this program. Raises Refused, in words, for another."""
    if key not in REGISTERS:
        raise Refused(NO_SUCH_REGISTER)
    return REGISTERS[key]


def may_read(worker: Worker, register: str) -> bool:
    """Whether a register, also one that only a newer program has, is for somebody's role."""
    readers = REGISTERS[register].readers if register in REGISTERS else ()
    return worker.may(Act.READ_CASES) and (not readers or worker.role.value in readers)


def check(ws: Workspace, register: str) -> None:
    """Raises Refused for a role that does not read a register."""
    ws.check(Act.READ_CASES)
    if not may_read(ws.worker, register):
        raise Refused(NOT_YOURS)


def entries(ws: Workspace, register: str) -> list[Entry]:
    """A register: what is in use by the answer to its first question (a day: the latest on top),
    then what is not any more. A register that only a newer program has is empty here. Raises
    Refused for one that is not for this role."""
    check(ws, register)
    found = [as_entry(row, answers) for row, answers in registers.rows(ws.db, register)]
    first = next(iter(_fields(register)), None)
    key, dated = (first.key, first.kind in _DAYS) if first else ("", False)
    if register == beds.REGISTER:
        taken = beds_taken.taken(ws)
        found = [replace(each, taken=taken[each.uid]) for each in found]
    found.sort(key=lambda e: (str(e.answers.get(key, "")), e.name), reverse=dated)
    return sorted(found, key=lambda e: not e.in_use)


def entry(ws: Workspace, entry_uid: str) -> Entry:
    """One entry. Raises Refused when it is not there, or not for this role."""
    ws.check(Act.READ_CASES)
    found = registers.entry(ws.db, entry_uid)
    if found is None:
        raise Refused(NO_SUCH_ENTRY)
    check(ws, found[0].form)
    return as_entry(*found)


def names(ws: Workspace, register: str | None = None) -> dict[str, str]:
    """How the entries of a register, or of all, are called, by uid: what `answers.say` needs to
    read an ENTRY. Those no longer in use, too: whoever named them still reads it."""
    ws.check(Act.READ_CASES)
    return {
        row.uid: _name(row.form, answers)
        for row, answers in registers.rows(ws.db, register)
        if may_read(ws.worker, row.form)
    }


def listed(entry: Entry) -> str:
    """What a list shows of an entry beside its name, in words: a bare number is none."""
    fields = (
        f
        for f in _fields(entry.row.form)
        if f.listed and f.part is not Part.NAME and f.kind is not Kind.NUMBER
    )
    words = [interpreter.say(field, entry.answers.get(field.key)) for field in fields]
    if entry.row.form == beds.REGISTER:
        words.append(say(beds.beds(entry.answers, entry.taken).words()))
    return "　".join(filter(None, words))


def told(ws: Workspace, entry_uid: str) -> str:
    """Every name, number and place in an entry: what the unsafe list is compared with."""
    ws.check(Act.READ_CASES)
    found = registers.entry(ws.db, entry_uid)
    form = REGISTERS.get(found[0].form) if found else None
    if not found or not form or not may_read(ws.worker, form.key):
        return ""
    return interpreter.search_words(form, found[1], None)


def blank(ws: Workspace, register: str) -> RecordView:
    """A new entry."""
    check(ws, register)
    form = register_of(register)
    return _view(ws, form, None, interpreter.begun(form))


def opened(ws: Workspace, entry_uid: str, *, version: int | None = None) -> RecordView:
    """An entry, or one of its earlier versions, as the form's editor takes it."""
    ws.check(Act.READ_CASES)
    found = registers.entry(ws.db, entry_uid)
    answers = found[1] if found else None
    if version is not None:
        answers = registers.answers_at(ws.db, entry_uid, version)
    if found is None or answers is None:
        raise Refused(NO_SUCH_ENTRY)
    check(ws, found[0].form)
    return _view(ws, register_of(found[0].form), found[0], answers, present=version is None)


def _view(
    ws: Workspace, form: Form, row: RecordRow | None, answers: Answers, *, present: bool = True
) -> RecordView:
    return RecordView(
        row=row,
        form=form.key,
        case_uid=None,
        answers=answers,
        readable=frozenset({CLEAR}),
        writable=present and ws.worker.role.value in form.writers,
        newer=interpreter.newer(form, answers),
    )


def as_entry(row: RecordRow, answers: Answers) -> Entry:
    """An entry that was read already, as its list shows it."""
    ended = _part(row.form, Part.ENDED_ON, answers)
    until = str(ended) if ended and dates.valid(str(ended)) else ""  # a newer program's may not be
    in_use = not until or dates.earliest(until) > clock.today()
    return Entry(row, answers, _name(row.form, answers), in_use)


def _name(register: str, answers: Answers) -> str:
    return str(_part(register, Part.NAME, answers) or "")


def _part(register: str, part: Part, answers: Answers) -> Any:
    found = next((field for field in _fields(register) if field.part is part), None)
    value = answers.get(found.key) if found is not None else None
    return value if interpreter.answered(value) else None


def _fields(register: str) -> Iterable[Field]:
    form = REGISTERS.get(register)
    return interpreter.fields(form) if form else ()
