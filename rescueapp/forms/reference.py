"""The form reference: every form, question and code list in words, made from the declarations.

`rescueapp forms` writes it in each language; nothing of it is kept anywhere, so that it never
says anything else than the program asks. The homes of the fields of the Human Trafficking Case
Data Standard stand beside the questions (`resources/htcds.tsv`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from rescueapp import paths
from rescueapp.forms import asking, codes, tables
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.incident import FORM as INCIDENT
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Compartment, Field, Form, Kind
from rescueapp.i18n import Text, lookup, mark, say

TITLE = mark("Form reference", "form reference")
REGISTERS_TITLE = mark("Registers of the station", "form reference")
CODES_TITLE = mark("Code lists", "form reference")
_HEADS = (
    mark("Question", "form reference"),
    mark("Key", "form reference"),
    mark("Kind", "form reference"),
    mark("Level", "form reference"),
    mark("Part", "form reference"),
    mark("HTCDS", "form reference"),
)
_CODE_HEADS = (mark("Code", "form reference"), mark("Meaning", "form reference"))
_APPROVED = mark("Complete only when a second person has approved it.", "form reference")
_OUTLASTS = mark("What is due of it stays due when the case is closed.", "form reference")
_SINGLE = mark("One in a case.", "form reference")
_SHEET = mark("Printed alone, to be signed.", "form reference")
_URGENT = mark("Of the first hour: nothing stops it.", "form reference")
_ALSO = mark("Form {number} of the list of forms.", "form reference")
_REQUIRED = mark("{label} (needed)", "form reference")
_OF_LIST = mark("{kind}: {list}", "form reference")
_IN_ROWS = mark("{rows} › {label}", "form reference")

KINDS = {
    Kind.TEXT: mark("Text", "kind"),
    Kind.LONG_TEXT: mark("Long text", "kind"),
    Kind.NUMBER: mark("Number", "kind"),
    Kind.MONEY: mark("Amount", "kind"),
    Kind.DATE: mark("Date", "kind"),
    Kind.DATE_TIME: mark("Date and time", "kind"),
    Kind.CHOICE: mark("Choice", "kind"),
    Kind.CHOICES: mark("Several choices", "kind"),
    Kind.YES_NO: mark("Yes or no", "kind"),
    Kind.PLACE: mark("Place", "kind"),
    Kind.COUNTRY: mark("Country", "kind"),
    Kind.ID_DOCUMENT: mark("Identity document", "kind"),
    Kind.PERSON: mark("Another case", "kind"),
    Kind.RELATIVE: mark("Person of P01", "kind"),
    Kind.ENTRY: mark("Entry of a register", "kind"),
    Kind.DEPARTMENT: mark("Department", "kind"),
    Kind.INSTITUTION: mark("Institution", "kind"),
    Kind.SCALE: mark("Scale", "kind"),
    Kind.ROWS: mark("Rows", "kind"),
    Kind.ATTACHMENT: mark("File", "kind"),
    Kind.PHOTO: mark("Photograph", "kind"),
}
PARTS = {
    None: mark("clear", "part of a form"),
    Compartment.IDENTITY: mark("identity", "part of a form"),
    Compartment.CARE: mark("care", "part of a form"),
    Compartment.PSYCHOLOGICAL: mark("psychological", "part of a form"),
    Compartment.MEDICAL: mark("medical", "part of a form"),
    Compartment.LEGAL: mark("legal", "part of a form"),
    Compartment.AUTHOR: mark("the writer's own", "part of a form"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """The whole reference, as lines of Markdown."""

    markdown: tuple[str, ...]

    def lines(self) -> list[str]:
        return list(self.markdown)


def reference() -> Reference:
    """Everything the program asks, in the language in use."""
    lines = [f"# {say(TITLE)}", ""]
    for form in sorted((*FORMS.values(), INCIDENT), key=lambda each: each.number):
        lines.extend(_form(form))
    lines.extend([f"# {say(REGISTERS_TITLE)}", ""])
    for form in sorted(REGISTERS.values(), key=lambda each: each.number):
        lines.extend(_form(form))
    lines.extend([f"# {say(CODES_TITLE)}", ""])
    for list_id in codes.lists():
        lines.extend(_codes(list_id))
    return Reference(tuple(lines))


@cache
def homes() -> dict[str, tuple[str, ...]]:
    """The fields of the standard by where they are asked: `form.field` or `form.rows.field`."""
    _, rows = tables.read_rows(paths.resources("htcds.tsv"))
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row["home"]] = (*found.get(row["home"], ()), row["htcds"])
    return found


def _form(form: Form) -> Iterator[str]:
    yield f"## {form.number} {lookup(form.title, form.key)}"
    yield ""
    said = [say(words) for words, holds in _marks(form) if holds]
    if said:
        yield " ".join(said)
        yield ""
    for section in form.sections:
        yield f"### {lookup(section.title, form.key)}"
        yield ""
        yield from _table(_HEADS, (cells for each in section.fields for cells in _rows(form, each)))


def _marks(form: Form) -> tuple[tuple[Text, bool], ...]:
    return (
        (_ALSO(number=form.also), bool(form.also)),
        (_URGENT, form.urgent),
        (_SINGLE, form.single),
        (_SHEET, form.sheet),
        (_APPROVED, form.approval is not None),
        (_OUTLASTS, form.outlasts is not None),
    )


def _rows(form: Form, field: Field) -> Iterator[list[str]]:
    """A line for a question that is asked, and one for each column of its rows."""
    if field.retired:
        return
    label = _label(form, field)
    shown = say(_REQUIRED(label=label)) if field.required else label
    yield _cells(form, field, field, shown, f"{form.key}.{field.key}")
    for inner in field.rows:
        shown = say(_IN_ROWS(rows=label, label=_label(form, inner)))
        yield _cells(form, field, inner, shown, f"{form.key}.{field.key}.{inner.key}")


def _cells(form: Form, field: Field, asked: Field, label: str, home: str) -> list[str]:
    kind = say(KINDS[asked.kind])
    listed = asked.codes or asked.register
    part = say(PARTS[asking.compartment_of(form, field)])
    return [
        label,
        f"`{asked.key}`",
        say(_OF_LIST(kind=kind, list=listed)) if listed else kind,
        f"L{asked.level}",
        part,
        ", ".join(homes().get(home, ())),
    ]


def _label(form: Form, field: Field) -> str:
    return lookup(field.label, field.context or form.key)


def _codes(list_id: str) -> Iterator[str]:
    yield f"## {list_id}"
    yield ""
    yield from _table(_CODE_HEADS, ([each.code, each.label] for each in codes.codes(list_id)))


def _table(heads: Iterable[Text], rows: Iterable[list[str]]) -> Iterator[str]:
    named = [say(head) for head in heads]
    yield _line(named)
    yield _line("---" for _ in named)
    yield from map(_line, rows)
    yield ""


def _line(cells: Iterable[str]) -> str:
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"
