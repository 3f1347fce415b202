"""交接班记录 on paper: an entry of the duty log, signed by whoever goes and whoever comes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from rescueapp.actions.opened import entries
from rescueapp.actions.opened.entries import Entry
from rescueapp.actions.papers import papers, tonight
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Field, Kind
from rescueapp.i18n import Text, mark, say
from rescueapp.printing.parts import Line, Part, missing_characters, write_parts
from rescueapp.printing.profiles import INTERNAL
from rescueapp.workspace import Workspace

SHEET = "hand_over_sheet"  # what it is in the registers
TITLE = mark("Hand-over of the shift", "tonight")
GOES = mark("Handed over by", "tonight")
COMES = mark("Taken over by", "tonight")
IN_CHARGE = mark("Person in charge", "tonight")
_BETWEEN = "　"


def prepare(ws: Workspace, entry_uid: str, *, gaps: bool = False) -> Prepared:
    """An entry as one paper, released like any print. Raises Refused where it is none."""
    ws.check(Act.PRINT_SHEET)
    entry = entries.entry(ws, entry_uid)
    if entry.row.form != tonight.REGISTER:
        raise Refused(entries.NO_SUCH_ENTRY)
    print_id = papers.new_id()
    part = Part(
        head=papers.head(ws, print_id),
        header=INTERNAL.header,
        title=say(TITLE),
        lines=tuple(_lines(entry)),
        signed=(say(GOES), say(COMES), say(IN_CHARGE)),
    )
    lacking = tuple(missing_characters([part]))
    pdfs: tuple[bytes, ...] = ()
    if gaps or not lacking:
        target = io.BytesIO()
        write_parts(target, [part], gaps=gaps)
        pdfs = (target.getvalue(),)
    return Prepared(print_id=print_id, what=SHEET, case_uid=None, pdfs=pdfs, missing=lacking)


def title_of(what: str) -> Text | None:
    """What the registers call such a print; None for another."""
    return TITLE if what == SHEET else None


def _lines(entry: Entry) -> Iterator[Line]:
    form = entries.register_of(entry.row.form)
    for field in interpreter.fields(form):
        value = entry.answers.get(field.key)
        if interpreter.empty(value):
            continue
        words = _rows(field, value) if field.kind is Kind.ROWS else interpreter.say(field, value)
        yield Line(interpreter.label(form, field), words, field.key)


def _rows(field: Field, rows: Any) -> str:
    """A line a row: a round, an incident."""
    return "\n".join(
        _BETWEEN.join(filter(None, (interpreter.say(f, row.get(f.key)) for f in field.rows)))
        for row in rows
    )
