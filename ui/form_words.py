"""The words by which somebody looks for a form who does not know its title."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes, wording
from rescueapp.forms.schema import Field, Form
from rescueapp.i18n import lookup
from ui import texts


def found(forms: Collection[Form], typed: str) -> frozenset[str]:
    """The keys of the forms that have this in their title (in this language or in English) or
    number; where none has, in a section or question; where none has, in what can be chosen."""
    wanted = typed.strip().casefold()
    for said in (_titles, _questions, _choices):
        keys = frozenset(form.key for form in forms if _within(wanted, said(form)))
        if keys:
            return keys
    return frozenset()


def _within(wanted: str, said: Iterable[str]) -> bool:
    return any(wanted in each.casefold() for each in said)


def _titles(form: Form) -> Iterator[str]:
    yield from (texts.form_title(form), form.title, form.number)


def _questions(form: Form) -> Iterator[str]:
    yield from (lookup(section.title, form.key) for section in form.sections)
    yield from (wording.label(form, asked) for asked in _asked(form))


def _choices(form: Form) -> Iterator[str]:
    for name in dict.fromkeys(asked.codes for asked in _asked(form) if asked.codes):
        yield from (codes.label(name, each.code) for each in codes.codes(name))


def _asked(form: Form) -> Iterator[Field]:
    for asked in interpreter.fields(form):
        yield from (asked, *asked.rows)
