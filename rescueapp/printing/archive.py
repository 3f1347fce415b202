"""What an archive asks around the records of a case (rules.md F33): cover, list of contents and
remark sheet. Made from data; what the archive alone knows, or somebody signs, is left to be
written by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rescueapp.domain.record import LATE
from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Level
from rescueapp.i18n import Text, lookup, mark, say
from rescueapp.printing.filed import PURPOSE, RECIPIENT, CaseFile, FiledRecord
from rescueapp.printing.fonts import BOLD, SANS
from rescueapp.printing.grid import SIZE, Cell, Grid, label_cell
from rescueapp.printing.items import day
from rescueapp.printing.pages import INNER, LEFT, TOP, Pages, level_words, mm
from rescueapp.printing.text import wrap

INSTITUTION = mark("Institution", "print")
CASE_NUMBER = mark("Case number", "print")
CATEGORY = mark("Category", "print")
ARCHIVE_NUMBER = mark("Archive number", "print")
PROTECTIVE_ALIAS = mark("Protective alias", "print")
PERIOD = mark("Period", "print")
PERIOD_FROM_TO = mark("{first} to {last}", "print")
RETENTION = mark("Retention", "print")
EXTENT = mark("Extent", "print")
EXTENT_OF = mark("{records} records, {pages} pages", "print")
PROFILE = mark("Printed for", "print")
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
SERIAL = mark("No.", "print")
NUMBER_COLUMN = mark("Number of the paper", "print")
RESPONSIBLE = mark("Responsible", "print")
TITLE_COLUMN = mark("Title", "print")
DATE_COLUMN = mark("Date of the record", "print")
PAGE_COLUMN = mark("Page", "print")
NOTES_COLUMN = mark("Notes", "print")
LEVEL_COLUMN = mark("Level", "print")
UNFINISHED = mark("Not complete or not approved", "print")

REMARKS = mark("Remark sheet", "print")
STATE_OF_FILE = mark("State of the file", "print")
OF_THESE_LATE = mark("Of these, entered late", "print")
OF_THESE_UNFINISHED = mark("Of these, not complete or not approved", "print")
NOT_IN_PRINT = mark("Not in this print", "print")
RECORDS = mark("{count} records", "print")
FILED_BY = mark("Filed by", "print")
INSPECTED_BY = mark("Inspected by", "print")
FILED_ON = mark("Filed on", "print")

_LABEL = 40 * mm
_ROW = 11 * mm
_STATE_HEIGHT = 60 * mm


# --- cover ------------------------------------------------------------------------------


def draw_cover(pages: Pages, file: CaseFile, filed: Sequence[FiledRecord]) -> None:
    """The cover, with the alias as its title."""
    pages.bookmark("cover", say(file.profile.file_title))
    pages.y = TOP - 56 * mm
    pages.centred(pages.y, say(file.profile.file_title), BOLD, 28)
    pages.y -= 18 * mm
    pages.centred(pages.y, file.head.alias, BOLD, 20)
    pages.y -= 18 * mm
    grid = Grid(pages)
    for text, words in _cover_lines(file, filed):
        later = "extent" if text is EXTENT else ""
        cells = [label_cell(say(text), _LABEL), Cell(words, INNER - _LABEL, later=later)]
        grid.row(cells, least=_ROW)
    grid.close()
    _draw_cover_note(pages, file, len(filed))


def _cover_lines(file: CaseFile, filed: Sequence[FiledRecord]) -> Iterator[tuple[Text, str]]:
    """The archive's own scheme gives a category and a number, by hand. The kinds of case the
    program knows (a rescued child, an adoption) would label her on the shelf."""
    head, profile = file.head, file.profile
    if profile.institution:
        yield INSTITUTION, head.institution
    if profile.archival:
        yield CATEGORY, ""
    if profile.case_number:
        yield CASE_NUMBER, head.case_number
    yield PROTECTIVE_ALIAS, head.alias
    if profile.archival:
        yield PERIOD, _period(filed)
        yield RETENTION, file.retention
    yield EXTENT, ""
    if profile.archival:
        yield ARCHIVE_NUMBER, ""
    yield PROFILE, say(profile.title)
    if file.recipient:
        yield RECIPIENT, file.recipient
    if file.purpose:
        yield PURPOSE, file.purpose


def _period(filed: Sequence[FiledRecord]) -> str:
    """From the first to the last day its records are of."""
    days = sorted(filter(None, (record.on_date or record.written_on for record in filed)))
    return say(PERIOD_FROM_TO(first=day(days[0]), last=day(days[-1]))) if days else ""


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


def fill_in_extent(pages: Pages, records: int) -> None:
    """Say, at the end, how many records and pages there are."""
    words = say(EXTENT_OF(records=records, pages=pages.number))
    pages.known("extent", words, centred=False)


# --- list of contents -------------------------------------------------------------------


def draw_contents(pages: Pages, file: CaseFile, filed: Sequence[FiledRecord]) -> None:
    """The list of contents; where a record begins and its level are said when it was drawn."""
    _begin(pages, "contents", CONTENTS)
    columns = _columns(archival=file.profile.archival)
    grid = Grid(pages)
    head = [Cell(say(text), wide, face=SANS, centred=True) for text, wide in columns]
    grid.heads(head)
    for number, record in enumerate(filed, 1):
        words = _entry(file, record, number)
        later = {PAGE_COLUMN.msgid: f"page-{number}", LEVEL_COLUMN.msgid: f"level-{number}"}
        cells = [
            Cell(words.get(text.msgid, ""), wide, centred=text is not TITLE_COLUMN,
                 later=later.get(text.msgid, ""))
            for text, wide in columns
        ]  # fmt: skip
        grid.row(cells)
    grid.close()


def _columns(*, archival: bool) -> list[tuple[Text, float]]:
    """Columns of the list; the title takes what the others leave.

    The column an archive calls 密级 says the program's own level here, under that name: this
    program keeps no state secrets and sets no mark of them (K-20).
    """
    if archival:
        before = [(SERIAL, 12 * mm), (NUMBER_COLUMN, 26 * mm), (RESPONSIBLE, 24 * mm)]
        after = [(DATE_COLUMN, 22 * mm), (PAGE_COLUMN, 13 * mm), (NOTES_COLUMN, 19 * mm),
                 (LEVEL_COLUMN, 13 * mm)]  # fmt: skip
    else:
        before, after = [(SERIAL, 12 * mm)], [(DATE_COLUMN, 34 * mm), (PAGE_COLUMN, 16 * mm)]
    title = INNER - sum(wide for _, wide in before + after)
    return [*before, (TITLE_COLUMN, title), *after]


def _entry(file: CaseFile, record: FiledRecord, number: int) -> dict[str, str]:
    paper_number, issued_by = _of_paper(file, record) if file.profile.archival else ("", "")
    return {
        SERIAL.msgid: str(number),
        NUMBER_COLUMN.msgid: paper_number or record.number,
        RESPONSIBLE.msgid: issued_by or record.written_by,
        TITLE_COLUMN.msgid: lookup(record.form.title, record.form.key),
        DATE_COLUMN.msgid: record.on_date if file.profile.archival else day(record.on_date),
        NOTES_COLUMN.msgid: " ".join(_notes(record)),
    }


def _notes(record: FiledRecord) -> Iterator[str]:
    if record.of_file:
        yield record.of_file
    if record.entered_late:
        yield say(LATE)
    if not record.complete:
        yield say(UNFINISHED)


def _of_paper(file: CaseFile, record: FiledRecord) -> tuple[str, str]:
    """(number, who issued it) of a paper that has its own. Only its answers are read for the
    list, and let go."""
    wanted = (record.form.numbered, record.form.issued_by)
    if not any(wanted):
        return "", ""
    filled = file.filled(record)
    fields = {field.key: field for field in interpreter.fields(record.form)}
    number, issued_by = (
        filled.shown(interpreter.say(fields[key], filled.answers.get(key)))
        if key and filled.takes(fields[key])
        else ""
        for key in wanted
    )
    return number, issued_by


def record_drawn(pages: Pages, number: int, begins: int) -> None:
    """Fill in the list of contents what is known now: the page, and the highest level on it."""
    pages.known(f"page-{number}", str(begins))
    pages.known(f"level-{number}", level_words(pages.highest or Level.L1))


# --- remark sheet -----------------------------------------------------------------------


def draw_remarks(pages: Pages, file: CaseFile, filed: Sequence[FiledRecord]) -> None:
    """What is to be known about the file: what data tells, then room to write and to sign."""
    _begin(pages, "remarks", REMARKS)
    grid = Grid(pages)
    room = INNER - _LABEL
    grid.row([label_cell(say(EXTENT), _LABEL), Cell("", room, later="extent")], least=_ROW)
    for text, count in _counted(file, filed):
        words = say(RECORDS(count=count))
        grid.row([label_cell(say(text), _LABEL), Cell(words, room)], least=_ROW)
    grid.row([label_cell(say(STATE_OF_FILE), _LABEL), Cell("", room)], least=_STATE_HEIGHT)
    for text in (FILED_BY, INSPECTED_BY, FILED_ON):
        grid.row([label_cell(say(text), _LABEL), Cell("", room)], least=_ROW)
    grid.close()


def _counted(file: CaseFile, filed: Sequence[FiledRecord]) -> Iterator[tuple[Text, int]]:
    yield OF_THESE_LATE, sum(record.entered_late for record in filed)
    yield OF_THESE_UNFINISHED, sum(not record.complete for record in filed)
    yield NOT_IN_PRINT, len(file.records) - len(filed) + file.newer


def _begin(pages: Pages, key: str, title: Text) -> None:
    pages.new_page()
    pages.bookmark(key, say(title))
    pages.y -= 26
    pages.centred(pages.y, say(title), BOLD, 18)
    pages.y -= 16
