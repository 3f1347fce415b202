"""The words by which somebody looks for a form who does not know its title."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from rescueapp import paths
from rescueapp.domain.names import simplified
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes, tables, wording
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Field, Form
from rescueapp.i18n import language, lookup
from ui import texts

_BETWEEN = "|"  # what is typed is not found half in one word and half in the next


def found(typed: str) -> frozenset[str]:
    """The keys of the forms that have this in their title (in this language or in English), their
    number or what else they are called; where none has, in a section or question; where none has,
    in what can be chosen. In either script, with spaces or without."""
    wanted = simplified(typed)
    for said in (_names, _questions, _choices):
        keys = frozenset(key for key, words in _words(said, language()).items() if wanted in words)
        if keys:
            return keys
    return frozenset()


@cache
def _words(said: Callable[[Form], Iterator[str]], _: str) -> dict[str, str]:
    """What is said of each form in a language, in one writing: made once, for it is looked
    through with each letter typed."""
    return {key: simplified(_BETWEEN.join(said(form))) for key, form in FORMS.items()}


@cache
def _called() -> dict[str, str]:
    """What people call a form: 上户口, 体检 (`resources/called.tsv`)."""
    _, rows = tables.read_rows(paths.resources("called.tsv"))
    return {row["form"]: row["called"].replace(",", _BETWEEN) for row in rows}


def _names(form: Form) -> Iterator[str]:
    yield from (texts.form_title(form), form.title, form.number, _called().get(form.key, ""))


def _questions(form: Form) -> Iterator[str]:
    yield from (lookup(section.title, form.key) for section in form.sections)
    yield from (wording.label(form, asked) for asked in _asked(form))


def _choices(form: Form) -> Iterator[str]:
    for name in dict.fromkeys(asked.codes for asked in _asked(form) if asked.codes):
        yield from (codes.label(name, each.code) for each in codes.codes(name))


def _asked(form: Form) -> Iterator[Field]:
    for asked in interpreter.fields(form):
        yield from (asked, *asked.rows)
