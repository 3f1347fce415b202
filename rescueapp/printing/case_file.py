"""The dedicated file of a case (rules.md F33): cover, list of contents, records, remark sheet.

Written to a file object page by page. Each record's answers are read when their turn comes
and let go, so a file of 500 pages needs no more memory than one of 50. Page numbers that are
known only at the end are drawn then, in the places left for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, BinaryIO

from rescueapp.domain import outcomes
from rescueapp.domain.outcomes import Scored
from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Field, Form
from rescueapp.i18n import Text, lookup, mark, say
from rescueapp.printing import items, outcome_chart
from rescueapp.printing.fonts import BOLD, SANS
from rescueapp.printing.glyphs import Missing, Unprintable, missing
from rescueapp.printing.grid import SIZE, Cell, Grid, label_cell
from rescueapp.printing.items import Filled, day
from rescueapp.printing.pages import INNER, LEFT, TOP, Pages, SheetHead, mm
from rescueapp.printing.profiles import Choice, Profile, takes
from rescueapp.printing.sheet import form_texts
from rescueapp.printing.tables import draw_form
from rescueapp.printing.text import wrap
from rescueapp.progress import Progress, Quiet

INSTITUTION = mark("Institution", "print")
CASE_NUMBER = mark("Case number", "print")
PROTECTIVE_ALIAS = mark("Protective alias", "print")
PERIOD = mark("Period", "print")
PERIOD_FROM = mark("From {first}", "print")
PERIOD_FROM_TO = mark("{first} to {last}", "print")
RETENTION = mark("Retention", "print")
EXTENT = mark("Extent", "print")
EXTENT_OF = mark("{records} records, {pages} pages", "print")
PROFILE = mark("Printed for", "print")
RECIPIENT = mark("Recipient", "print")
PURPOSE = mark("Purpose", "print")
EXTRACT = mark(
    "This is an extract. It holds what the recipient needs to know, and may be used for the"
    " purpose above only.",
    "print",
)
NEWER = mark(
    "Records written by a newer version of the program, not in this print: {count}", "print"
)
LEFT_OUT = mark("Records left out of this print: {count}", "print")

CONTENTS = mark("List of contents", "print")
FORM_COLUMN = mark("Form", "print")
RESPONSIBLE = mark("Responsible", "print")
TITLE_COLUMN = mark("Title", "print")
DATE_COLUMN = mark("Date of the record", "print")
PAGE_COLUMN = mark("Page", "print")
SERIAL = mark("No.", "print")

REMARKS = mark("Remark sheet", "print")
STATE_OF_FILE = mark("State of the file", "print")
STATE_WORDS = mark("This file holds {records} records on {pages} pages.", "print")
FILED_BY = mark("Filed by", "print")
INSPECTED_BY = mark("Inspected by", "print")
FILED_ON = mark("Filed on", "print")


@dataclass(frozen=True, slots=True)
class FiledRecord:
    """One record of the case. `answers` is called when it is needed, perhaps more than once.

    It gives the answers the printer can open, and no others. `on_date`: ISO date or "".
    `left_out`: keys of fields that this print leaves out of this record, as if they were not.
    """

    form: Form
    answers: Callable[[], dict[str, Any]]
    on_date: str = ""
    written_by: str = ""
    written_on: str = ""
    late: str = ""
    uid: str = ""
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case as it goes on paper. `head` carries number, alias, institution and the print's own.

    `first_on`, `last_on`: ISO dates of the period, "" while open; `retention` in words of the
    office (「长期」「30 年」). `gaps`: print 〓 for characters no font has.
    """

    head: SheetHead
    profile: Profile
    choice: Choice
    records: Sequence[FiledRecord]
    minor: bool = True
    first_on: str = ""
    last_on: str = ""
    retention: str = ""
    recipient: str = ""
    purpose: str = ""
    names: dict[str, str] = field(default_factory=dict)
    newer: int = 0  # records of forms this program does not have
    gaps: bool = False


def write_case_file(target: BinaryIO, file: CaseFile, progress: Progress | None = None) -> int:
    """Write the file as PDF from where `target` stands; gives the number of pages.

    Raises Unprintable before anything is written when a character has no glyph (unless
    `gaps`); Cancelled when the person stops it: what is in `target` is then to be thrown away.
    """
    watch = progress or Quiet()
    if not file.gaps and (lacking := missing_characters(file)):
        raise Unprintable(lacking)
    filed = _filed(file)
    with Pages(target, file.head, file.profile.header) as pages:
        _draw_cover(pages, file, len(filed))
        _draw_contents(pages, file, filed)
        last = next((r for r in reversed(filed) if r.form.key == outcomes.FORM), None)
        for number, record in enumerate(filed, 1):
            watch.report(number - 1, len(filed))
            pages.new_page()
            pages.known(f"page-{number}", str(pages.number))
            _draw_record(pages, file, record, number)
            if record is last and (scores := _scores(file, filed)):
                outcome_chart.draw_page(pages, scores)
        if file.profile.remarks:
            _draw_remarks(pages)
        _fill_in_extent(pages, len(filed))
    watch.report(len(filed), len(filed))
    return pages.number


def missing_characters(file: CaseFile) -> list[Missing]:
    """What the print would refuse, and in which fields it stands."""
    return missing(_texts(file))


def passages(file: CaseFile) -> Iterator[tuple[str, str, str, str, str]]:
    """(label, words, record uid, field key, title of the form) of all that the print will say of
    the person; what stands on the cover of the order itself has no record."""
    yield say(PURPOSE), file.purpose, "", "", ""
    for record in _filed(file):
        title = lookup(record.form.title, record.form.key)
        for key, label, words in items.passages(record.form, _filled(file, record)):
            yield label, words, record.uid, key, title


def _texts(file: CaseFile) -> Iterator[tuple[str, str]]:
    cover = say(file.profile.file_title)
    head = file.head
    for words in (head.institution, head.alias, head.who, head.header, file.retention):
        yield cover, words
    yield say(RECIPIENT), file.recipient
    yield say(PURPOSE), file.purpose
    for record in _filed(file):
        yield lookup(record.form.title, record.form.key), record.written_by
        yield from form_texts(record.form, _filled(file, record))


def _filed(file: CaseFile) -> list[FiledRecord]:
    """The records that go in, in archive order, then by date."""
    kept = [r for r in file.records if r.form.archive_order and _anything(file, r)]
    return sorted(kept, key=lambda r: (r.form.archive_order, r.form.number, r.on_date))


def _anything(file: CaseFile, record: FiledRecord) -> bool:
    """Whether the profile leaves anything of a form to be printed."""
    return any(_takes(file, record, f) for f in interpreter.fields(record.form) if not f.retired)


def _takes(file: CaseFile, record: FiledRecord, field: Field) -> bool:
    """Whether a field of a record goes into this print."""
    return field.key not in record.left_out and takes(file.profile, file.choice, record.form, field)


def _filled(file: CaseFile, record: FiledRecord) -> Filled:
    return Filled(
        record.answers(),
        minor=file.minor,
        takes=partial(_takes, file, record),
        unanswered=file.profile.unanswered,
        names=file.names,
        gaps=file.gaps,
    )


# --- cover ------------------------------------------------------------------------------


def _draw_cover(pages: Pages, file: CaseFile, records: int) -> None:
    pages.bookmark("cover", say(file.profile.file_title))
    pages.y = TOP - 60 * mm
    pages.centred(pages.y, say(file.profile.file_title), BOLD, 28)
    pages.y -= 18 * mm
    alias = file.head.alias
    pages.centred(pages.y, alias, BOLD, 20)
    pages.y -= 20 * mm
    grid = Grid(pages)
    label = 40 * mm
    for text, words in _cover_lines(file):
        grid.row([label_cell(say(text), label), Cell(words, INNER - label)], least=12 * mm)
    extent = Cell("", INNER - label, later="extent")
    grid.row([label_cell(say(EXTENT), label), extent], least=12 * mm)
    grid.close()
    _draw_cover_note(pages, file, records)


def _cover_lines(file: CaseFile) -> Iterator[tuple[Text, str]]:
    head, profile = file.head, file.profile
    if profile.institution:
        yield INSTITUTION, head.institution
    if profile.case_number:
        yield CASE_NUMBER, head.case_number
    yield PROTECTIVE_ALIAS, head.alias
    if profile.remarks:
        yield PERIOD, _period(file)
        yield RETENTION, file.retention
    yield PROFILE, say(profile.title)
    if file.recipient:
        yield RECIPIENT, file.recipient
    if file.purpose:
        yield PURPOSE, file.purpose


def _period(file: CaseFile) -> str:
    if not file.first_on:
        return ""
    if not file.last_on:
        return say(PERIOD_FROM(first=day(file.first_on)))
    return say(PERIOD_FROM_TO(first=day(file.first_on), last=day(file.last_on)))


def _draw_cover_note(pages: Pages, file: CaseFile, records: int) -> None:
    """What is not in this print: an extract says so; an internal one counts it."""
    notes = [say(NEWER(count=file.newer))] if file.newer else []
    if file.profile.open_only:
        notes.append(say(EXTRACT))
    elif left_out := len(file.records) - records:
        notes.append(say(LEFT_OUT(count=left_out)))
    pages.y -= 8 * mm
    for line in (line for note in notes for line in wrap(note, SANS, SIZE, INNER)):
        pages.words(LEFT, pages.y, line, SANS, SIZE)
        pages.y -= SIZE * 1.5


def _fill_in_extent(pages: Pages, records: int) -> None:
    total = pages.number
    pages.known("extent", say(EXTENT_OF(records=records, pages=total)), centred=False)
    pages.known("state", say(STATE_WORDS(records=records, pages=total)), centred=False)


# --- list of contents -------------------------------------------------------------------


def _draw_contents(pages: Pages, file: CaseFile, filed: Sequence[FiledRecord]) -> None:
    pages.new_page()
    pages.bookmark("contents", say(CONTENTS))
    pages.y -= 26
    pages.centred(pages.y, say(CONTENTS), BOLD, 18)
    pages.y -= 16
    columns = _columns(file.profile)
    grid = Grid(pages)
    head = [Cell(say(text), wide, face=SANS, centred=True) for text, wide in columns]
    grid.heads(head)
    for number, record in enumerate(filed, 1):
        words = _entry(record, number)
        cells = [
            Cell(words.get(text.msgid, ""), wide, centred=text is not TITLE_COLUMN)
            for text, wide in columns
        ]
        cells[-1].later = f"page-{number}"
        grid.row(cells)
    grid.close()


def _columns(profile: Profile) -> list[tuple[Text, float]]:
    """Columns of the list; the title takes what the others leave."""
    fixed = [(SERIAL, 12 * mm)]
    if profile.form_number:
        fixed.append((FORM_COLUMN, 16 * mm))
    if profile.writers:
        fixed.append((RESPONSIBLE, 28 * mm))
    last = [(DATE_COLUMN, 34 * mm), (PAGE_COLUMN, 16 * mm)]
    title = INNER - sum(wide for _, wide in fixed + last)
    return [*fixed, (TITLE_COLUMN, title), *last]


def _entry(record: FiledRecord, number: int) -> dict[str, str]:
    return {
        SERIAL.msgid: str(number),
        FORM_COLUMN.msgid: record.form.number,
        RESPONSIBLE.msgid: record.written_by,
        TITLE_COLUMN.msgid: lookup(record.form.title, record.form.key),
        DATE_COLUMN.msgid: day(record.on_date),
    }


# --- records and remark sheet -----------------------------------------------------------


def _draw_record(pages: Pages, file: CaseFile, record: FiledRecord, number: int) -> None:
    pages.bookmark(f"record-{number}", lookup(record.form.title, record.form.key))
    head = replace(
        file.head,
        written_by=record.written_by,
        written_on=record.written_on,
        late=record.late,
    )
    draw_form(pages, record.form, _filled(file, record), head, file.profile)


def _scores(file: CaseFile, filed: Sequence[FiledRecord]) -> list[Scored]:
    """The outcome scales as far as they go into this print: with one alone there is no change."""
    found = []
    for record in filed:
        if record.form.key == outcomes.FORM:
            goes = {f.key for f in interpreter.fields(record.form) if _takes(file, record, f)}
            said = {key: value for key, value in record.answers().items() if key in goes}
            found.append(outcomes.scored(record.uid, record.on_date, said))
    found = [scored for scored in found if scored.ours or scored.hers]
    return found if len(found) > 1 else []


def _draw_remarks(pages: Pages) -> None:
    pages.new_page()
    pages.bookmark("remarks", say(REMARKS))
    pages.y -= 26
    pages.centred(pages.y, say(REMARKS), BOLD, 18)
    pages.y -= 16
    grid = Grid(pages)
    label = 40 * mm
    room = INNER - label
    state = Cell("", room, later="state")
    grid.row([label_cell(say(STATE_OF_FILE), label), state], least=60 * mm)
    for text in (FILED_BY, INSPECTED_BY, FILED_ON):
        grid.row([label_cell(say(text), label), Cell("", room)], least=12 * mm)
    grid.close()
