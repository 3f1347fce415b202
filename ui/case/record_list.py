"""Records of a case: all of them, or those of one form."""

from __future__ import annotations

from rescueapp import clock
from rescueapp.domain.record import LATE, RecordRow
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import mark, say
from ui import dates, texts
from ui.case.sections import STATE_ICONS
from ui.case_view import record_state
from ui.lists.columns import Column

_OF_FILE = mark("{number} · {words}", "record list")


def _state(row: RecordRow) -> str:
    return record_state(row, clock.today().isoformat())


def _due(row: RecordRow) -> str:
    if row.file or not row.due_on or row.done_on:  # what a folded file planned rests
        return ""
    return dates.due_on(row.due_on, clock.today())


def _form(row: RecordRow) -> str:
    """The title of its form; before it the number of a folded file it stands in, never cut."""
    title = texts.form_title(form_of(row.form))
    return say(_OF_FILE(number=row.file, words=title)) if row.file else title


def _day(row: RecordRow) -> str:
    """The day a record is about, with a word when it was written down later."""
    day = dates.day(row.on_date or row.created_at)
    return f"{day}  {say(LATE)}" if row.entered_late else day


COLUMNS: tuple[Column[RecordRow], ...] = (
    Column("form", mark("Form", "record list"), _form, 220,
           lambda r: STATE_ICONS[_state(r)], least=130, rank=0),
    Column("state", mark("State", "record list"), lambda r: say(texts.STATE_WORDS[_state(r)]), 90,
           least=80, rank=1),
    Column("on_date", mark("Date", "record list"), _day, 110, least=100, rank=2),
    Column("due_on", mark("Due", "record list"), _due, 210, least=150, rank=3),
    Column("worker", mark("Written by", "record list"), lambda r: r.worker_name, 90,
           least=80, rank=4),
    Column("changed_at", mark("Last change", "record list"), lambda r: dates.moment(r.changed_at),
           150, least=145, rank=5),
)  # fmt: skip
