"""Who must not learn where she is, and whether words tell of them (K-13). Pure.

The unsafe list of a case is the people of its records who must not be contacted: buyer, his
family, trafficker, complicit relative. What a `Tells` field says of them becomes needles, and
words are compared with all of them (`domain.needles`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rescueapp.domain.needles import (
    Needle,
    Sort,
    Writing,
    addresses,
    names,
    numbers,
    organisations,
    read_out,
)
from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Field, Form, Kind, Part, Tells


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of what is to leave, under their label. `record` and `field`: where they come
    from; "" for words of the order itself, which cannot be left out. `form`: its title."""

    label: str
    text: str
    record: str = ""
    field: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that tells. It never says of whom: the label and the sort are enough."""

    label: str
    sorts: tuple[Sort, ...]
    record: str = ""
    field: str = ""
    form: str = ""


def must_not_know(form: Form, told: dict[str, Any]) -> bool:
    """Whether a record is of somebody of the unsafe list: said so, or by what they are (S61)."""
    return any(
        told.get(field.key) is True
        if field.part is Part.MUST_NOT_CONTACT
        else told.get(field.key) in field.unsafe
        for field in interpreter.fields(form)
        if field.part is Part.MUST_NOT_CONTACT or field.unsafe
    )


def pointed_at(form: Form, told: dict[str, Any]) -> Iterator[str]:
    """The records of people whom another record calls unsafe."""
    yield from _uids(form, told, lambda field: field.kind is Kind.RELATIVE and bool(field.tells))


def heirs(form: Form, told: dict[str, Any]) -> Iterator[str]:
    """The cases that inherit the list of this one: her children's."""
    yield from _uids(form, told, lambda field: field.heir)


def _uids(form: Form, told: dict[str, Any], wanted: Callable[[Field], bool]) -> Iterator[str]:
    for field in interpreter.fields(form):
        rows = told.get(field.key) if field.kind is Kind.ROWS else None
        for inner in field.rows:
            for row in rows if wanted(inner) and isinstance(rows, list) else ():
                if isinstance(row.get(inner.key), str):
                    yield row[inner.key]


def needles_of(form: Form, told: dict[str, Any]) -> Iterator[Needle]:
    """What a record tells of the person it is about."""
    place = ""
    for field in interpreter.fields(form):
        value: Any = told.get(field.key)
        if field.tells is None or not interpreter.answered(value):
            continue
        if field.kind is Kind.RELATIVE:
            continue  # a person, not words: `pointed_at`
        if field.kind is Kind.PLACE:
            place = str(value.get("code", ""))
            yield from addresses(str(value.get("text", "")), place)
        elif field.kind is Kind.ID_DOCUMENT:
            yield from numbers(str(value.get("number", "")))
        else:
            yield from _told(field.tells, str(value), place)


def _told(tells: Tells, text: str, place: str) -> Iterator[Needle]:
    for line in filter(None, map(str.strip, text.splitlines())):
        match tells:
            case Tells.NAME:
                yield from names(line)
            case Tells.NUMBER:
                yield from numbers(line)
            case Tells.ADDRESS:
                yield from addresses(line, place)
            case Tells.ORGANISATION:
                yield from organisations(line)
            case Tells.ANY:
                yield from (each for each in numbers(line) if each.digits)


def whereabouts_of(form: Form, told: dict[str, Any]) -> Iterator[Needle]:
    """What the answers of `Field.whereabouts` would tell in other words of a print."""
    for field in interpreter.fields(form):
        value = told.get(field.key)
        if not field.whereabouts or not interpreter.answered(value) or not isinstance(value, str):
            continue
        if field.kind in (Kind.TEXT, Kind.INSTITUTION):
            yield from as_whereabouts(value)


def as_whereabouts(text: str) -> Iterator[Needle]:
    """What a name of a place or a number there would tell."""
    for number in numbers(text):
        yield Needle(Sort.WHEREABOUTS, number.plain, digits=number.digits)
    yield from organisations(text, Sort.WHEREABOUTS)


class UnsafeList:
    """The people who must not know, as needles; and words compared with them."""

    def __init__(self, needles: Iterable[Needle] = ()) -> None:
        self._needles = tuple(dict.fromkeys(needles))

    def __bool__(self) -> bool:
        return bool(self._needles)

    def sorts(self, text: str) -> tuple[Sort, ...]:
        """What of the list a text tells."""
        if not self._needles or not text.strip():
            return ()
        reading = Writing(text)
        return tuple(dict.fromkeys(n.sort for n in self._needles if n.within(reading)))

    def names(self, text: str) -> bool:
        """Whether a short text (a recipient, a guardian) is somebody of the list, by the given
        name alone, too; names that the list has in Latin letters are compared with how its
        characters are read."""
        if self.sorts(text) or self.sorts(read_out(text)):
            return True
        reading = Writing(text)
        return any(needle.is_given_name(reading) for needle in self._needles)

    def find(self, passages: Iterable[Passage]) -> tuple[Found, ...]:
        """The passages that tell, in their order. Without anybody on the list none is made."""
        if not self._needles:
            return ()
        found = ((each, self.sorts(each.text)) for each in passages)
        return tuple(
            Found(p.label, sorts, p.record, p.field, p.form) for p, sorts in found if sorts
        )
