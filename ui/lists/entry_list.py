"""The list of a register: its listed questions as columns, how each entry stands at the front."""

from __future__ import annotations

from functools import partial

from rescueapp.actions.opened.entries import Entry
from rescueapp.actions.papers.service_card import REGISTER as SERVICES
from rescueapp.actions.papers.service_card import checked
from rescueapp.domain import beds
from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Field, Form, Kind, Part
from rescueapp.i18n import Text, mark, say
from ui.lists.columns import Column

_FREE = mark("Free now", "register")
_STATE = mark("State", "register")
IN_USE = mark("in use", "register")
ENDED = mark("no longer in use", "register")
TO_CHECK = mark("to be checked", "register")
INCOMPLETE = mark("incomplete", "register")
# By kind: the width, and the least in which its words are still of use. A number that is cut
# cannot be called.
_WIDE = {Kind.CHOICES: (190, 120), Kind.DATE: (140, 100), Kind.CHOICE: (130, 86)}
_USUAL = (125, 115)


def columns(form: Form) -> tuple[Column[Entry], ...]:
    """The name first, then what is listed, then the state."""
    listed = [f for f in interpreter.fields(form) if f.listed and not f.retired]
    listed.sort(key=lambda field: field.part is not Part.NAME)
    made = [_column(form, field, rank) for rank, field in enumerate(listed)]
    if form.key == beds.REGISTER:
        made.append(Column("free", _FREE, _free, 140, least=125, rank=1))
    return (*made, Column("state", _STATE, lambda e: say(state(e)), 100, least=80, rank=1))


def _column(form: Form, field: Field, rank: int) -> Column[Entry]:
    title = Text(field.label, field.context or form.key)
    words = partial(_words, field)
    if field.part is Part.NAME:
        return Column(field.key, title, words, 195, _icon, least=100, rank=0)
    wide, least = _WIDE.get(field.kind, _USUAL)
    rank = 0 if field.kind is Kind.MONEY else rank + 1  # sums are what such a list is read for
    return Column(field.key, title, words, wide, least=least, rank=rank)


def _free(entry: Entry) -> str:
    return say(beds.beds(entry.answers, entry.taken).words())


def _words(field: Field, entry: Entry) -> str:
    value = entry.answers.get(field.key)
    if field.kind is Kind.DATE and isinstance(value, str):
        return value  # as days stand in every list
    return interpreter.say(field, value)


def state(entry: Entry) -> Text:
    """In one word, what one has to know before one uses it."""
    if not entry.in_use:
        return ENDED
    if entry.row.form == SERVICES and not checked(entry):
        return TO_CHECK
    return IN_USE if entry.row.state == "complete" else INCOMPLETE


_ICONS = {
    ENDED.msgid: ("hide", "muted"),
    TO_CHECK.msgid: ("warning", "amber"),
    INCOMPLETE.msgid: ("draft", "amber"),
    IN_USE.msgid: ("check", "accent"),
}


def _icon(entry: Entry) -> tuple[str, str]:
    return _ICONS[state(entry).msgid]
