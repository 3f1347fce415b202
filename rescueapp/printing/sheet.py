"""One form printed alone, to be signed at once: filled, or blank for the pen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Form
from rescueapp.i18n import lookup
from rescueapp.printing import items
from rescueapp.printing.glyphs import Missing, Unprintable, missing
from rescueapp.printing.items import Filled, sections
from rescueapp.printing.pages import Pages, SheetHead
from rescueapp.printing.profiles import CARRIED, INTERNAL
from rescueapp.printing.tables import draw_form
from rescueapp.printing.text import BOXES

_NO_BOXES = str.maketrans("", "", "".join(BOXES))


def sheet(
    form: Form,
    answers: dict[str, Any] | None,
    head: SheetHead,
    *,
    minor: bool = True,
    names: dict[str, str] | None = None,
    left_out: frozenset[str] = frozenset(),
    gaps: bool = False,
    whole: bool = False,
) -> bytes:
    """The form as PDF. `answers` None gives the blank; else only what the printer may read.

    `left_out`: keys of fields that are not printed, as if they were not in the form; what is
    `off_sheet` never is.
    The blank leaves out the groups that wait for a later hour, unless it is the `whole`.

    Raises Unprintable when a character has no glyph, unless `gaps` lets 〓 stand for it.
    """
    profile = CARRIED if form.taken_along else INTERNAL
    if form.taken_along:
        head = _nobodys(head)
    if form.unnamed:
        head, profile = replace(head, who="", written_by=""), replace(profile, writers=False)
    filled = None
    if answers is not None:
        filled = replace(_filled(answers, minor, names, left_out), gaps=gaps)
    if not gaps and (lacking := missing(_texts(form, filled, head))):
        raise Unprintable(lacking)
    target = BytesIO()
    with Pages(target, head, profile.header if filled else None) as pages:
        draw_form(pages, form, filled, head, profile, whole=whole)
    return target.getvalue()


def off_sheet(form: Form) -> frozenset[str]:
    """Keys of what is on no sheet."""
    return frozenset(field.key for field in interpreter.fields(form) if field.off_sheet)


def missing_characters(
    form: Form,
    answers: dict[str, Any] | None,
    head: SheetHead,
    *,
    minor: bool = True,
    names: dict[str, str] | None = None,
    left_out: frozenset[str] = frozenset(),
) -> list[Missing]:
    """What `sheet` would refuse to print, and where it stands."""
    filled = None if answers is None else _filled(answers, minor, names, left_out)
    return missing(_texts(form, filled, head))


def passages(
    form: Form,
    answers: dict[str, Any],
    *,
    minor: bool = True,
    names: dict[str, str] | None = None,
    left_out: frozenset[str] = frozenset(),
) -> Iterator[tuple[str, str, str]]:
    """(field key, label, words) of all that the sheet will say of the person."""
    return items.passages(form, _filled(answers, minor, names, left_out))


def _nobodys(head: SheetHead) -> SheetHead:
    """Only the print's own number and proof: whoever finds the paper learns no more (K-13)."""
    return SheetHead(
        print_id=head.print_id,
        when=head.when,
        copy=head.copy,
        copies=head.copies,
        audit_words=head.audit_words,
        training=head.training,
        of_case=False,
    )


def _filled(
    answers: dict[str, Any], minor: bool, names: dict[str, str] | None, left_out: frozenset[str]
) -> Filled:
    return Filled(
        answers,
        minor,
        takes=lambda field: not field.off_sheet and field.key not in left_out,
        names=names or {},
    )


def _texts(form: Form, filled: Filled | None, head: SheetHead) -> Iterator[tuple[str, str]]:
    title = lookup(form.title, form.key)
    for words in (head.institution, head.alias, head.who, head.written_by, head.header):
        yield title, words
    yield from form_texts(form, filled)


def form_texts(form: Form, filled: Filled | None) -> Iterator[tuple[str, str]]:
    """Each text of a form's print with the label it stands under, for `glyphs.missing`."""
    for section, asked in sections(form, filled):
        yield section, section
        for item in asked:
            yield item.label, item.label
            yield item.label, item.words.translate(_NO_BOXES)
            for row in item.rows:
                for column, words in zip(item.columns, row, strict=True):
                    yield column.label, words
