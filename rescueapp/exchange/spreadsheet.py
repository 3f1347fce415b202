"""A spreadsheet as an office keeps it, read into a table: titles and rows under them.

The kind of a file is told by its first bytes, not by its name. Titles and stamps above the
table are passed over; the row of titles is the one in which most titles are known. Sizes are
bounded, so that a wrong file costs a message and not the afternoon.
"""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from rescueapp.errors import Refused, Unavailable
from rescueapp.exchange import delimited, workbook
from rescueapp.exchange.cells import Cell
from rescueapp.exchange.dates import EPOCH_1900
from rescueapp.exchange.titles import fold, target_of
from rescueapp.forms.forbidden import Where, refusal
from rescueapp.i18n import Text, mark
from rescueapp.progress import Progress, Quiet

MOST_BYTES: Final = 32 * 1024 * 1024
MOST_ROWS: Final = 50_000  # with something in them
MOST_CELLS: Final = 3_000_000
MOST_COLUMNS: Final = workbook.MOST_COLUMNS
LONGEST_TITLE: Final = 40
_HEAD = 30  # rows with something in them, among which the titles are looked for
_ENOUGH = 2  # known titles that make a row the row of titles
_AT_A_TIME = 500

CANNOT_READ: Final = mark(
    "The file cannot be read. Check the medium, and whether the file is open elsewhere.",
    "spreadsheet",
)
NOT_THERE: Final = mark("There is no such file.", "spreadsheet")
NO_FILE: Final = mark("This is not a file.", "spreadsheet")
EMPTY: Final = mark("The file is empty.", "spreadsheet")
TOO_LARGE: Final = mark(
    "The file is larger than {limit} MB. Divide it into several files.", "spreadsheet"
)
TOO_MANY_ROWS: Final = mark(
    "The table has more than {limit} rows. Divide it into several files.", "spreadsheet"
)
TOO_MANY_COLUMNS: Final = mark("The table has more than {limit} columns.", "spreadsheet")
NO_TITLES: Final = mark(
    "No row with titles of columns was found. It needs at least two titles that are known, "
    "such as 姓名, 性别, 入站时间, or a mapping file that names them.",
    "spreadsheet",
)
NO_ROWS: Final = mark("There are no rows under the titles.", "spreadsheet")
OLD_EXCEL: Final = mark(
    "This is an old Excel file (.xls) or one with a password. Save it as .xlsx without a password.",
    "spreadsheet",
)
WEB_PAGE: Final = mark(
    "This is a web page with the name of a spreadsheet. Open it in the spreadsheet program and "
    "save it as .xlsx.",
    "spreadsheet",
)
OUR_PACKAGE: Final = mark(
    "This is a transfer package. Packages are received under Exchange, not imported.",
    "spreadsheet",
)

_MACRO_NAMES = (".xlsm", ".xltm", ".xlam", ".xlsb")
# First bytes → why not. A zip is looked into, text is read as text.
_OTHER_KINDS: Final[tuple[tuple[bytes, Text], ...]] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_EXCEL),
    (b"\x09\x08\x10\x00", OLD_EXCEL),
    (b"%PDF", workbook.OTHER_KIND),
    (b"{\\rtf", workbook.OTHER_KIND),
    (b"Rar!", workbook.OTHER_KIND),
    (b"7z\xbc\xaf", workbook.OTHER_KIND),
    (b"\x89PNG", workbook.OTHER_KIND),
    (b"\xff\xd8\xff", workbook.OTHER_KIND),
    (b"age-encryption.org/", OUR_PACKAGE),
)
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is the one the spreadsheet program shows at its left."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Titles and the rows under them; every row has a cell for every title."""

    titles: tuple[str, ...]  # as written, on one line; "" for a column without
    rows: tuple[Row, ...]
    title_row: int
    encoding: str  # one of `delimited.ENCODINGS`; "xlsx" for a workbook
    sheet: str = ""  # name of the sheet that was read; "" in text tables
    other_sheets: tuple[str, ...] = ()  # visible sheets that were not read
    epoch: date = EPOCH_1900  # day 0 of serial numbers


Grid = Iterator[tuple[int, list[Cell]]]


def read_table(
    path: Path,
    *,
    titles: Collection[str] = (),
    encoding: str | None = None,
    progress: Progress | None = None,
) -> Table:
    """Read the first table of an .xlsx or CSV file.

    `titles`: more titles that are known, from a mapping file. `encoding`: the person's word on
    a text table. Reports rows read. Raises Refused, in words, for every file that is no such
    table, Unavailable where the file cannot be read.
    """
    watched = progress or Quiet()
    data = _bytes_of(path)
    known = {fold(title) for title in titles}
    if data.startswith(_ZIP):
        return _from_workbook(data, known, watched)
    decoded = delimited.decode(data, encoding)
    if decoded.text.lstrip().casefold().startswith(("<html", "<!doctype", "<?xml", "<table")):
        raise Refused(WEB_PAGE)
    delimiter = delimited.delimiter_of(decoded.text)
    grid = delimited.cells(decoded.text, delimiter)
    return _table(grid, known, watched, encoding=decoded.encoding)


def _bytes_of(path: Path) -> bytes:
    """The file, after what its name, size and first bytes tell."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise Refused(NO_FILE)
        if about.st_size > MOST_BYTES:
            raise Refused(TOO_LARGE(limit=MOST_BYTES // 1024 // 1024))
        data = path.read_bytes()
    except FileNotFoundError:
        raise Refused(NOT_THERE) from None
    except OSError:
        raise Unavailable(CANNOT_READ) from None
    if path.suffix.casefold() in _MACRO_NAMES:
        raise Refused(workbook.MACROS)
    if not data.strip():
        raise Refused(EMPTY)
    for start, words in _OTHER_KINDS:
        if data.startswith(start):
            raise Refused(words)
    return data


def _from_workbook(data: bytes, known: set[str], progress: Progress) -> Table:
    """The first visible sheet that has a row of titles."""
    names: list[str] = []
    found: Table | None = None
    words = NO_TITLES
    for sheet in workbook.sheets(data):
        names.append(sheet.name)
        if found is None:
            try:
                found = _table(sheet.rows, known, progress, "xlsx", sheet.name, sheet.epoch)
            except _NoTable as reason:
                words = reason.words if words is NO_TITLES else words
    if found is None:
        raise Refused(words)
    return replace(found, other_sheets=tuple(name for name in names if name != found.sheet))


class _NoTable(Refused):
    """No titles or no rows here; in a workbook the next sheet may have them."""


def _table(
    grid: Grid,
    known: set[str],
    progress: Progress,
    encoding: str,
    sheet: str = "",
    epoch: date = EPOCH_1900,
) -> Table:
    head = list(islice(grid, _HEAD))
    place = _titles_at(head, known)
    _check_above(head[:place])
    title_row, cells = head[place]
    titles = _written(cells)
    if len(titles) > MOST_COLUMNS:
        raise Refused(TOO_MANY_COLUMNS(limit=MOST_COLUMNS))
    rows = tuple(_rows(_rest(head[place + 1 :], grid), titles, progress))
    if not rows:
        raise _NoTable(NO_ROWS)
    return Table(titles, rows, title_row, encoding, sheet, (), epoch)


def _rest(head: Iterable[tuple[int, list[Cell]]], grid: Grid) -> Grid:
    yield from head
    yield from grid


def _titles_at(head: list[tuple[int, list[Cell]]], known: set[str]) -> int:
    """Which of the first rows holds the titles: the first of those with most known ones."""
    counts = [sum(_is_title(cell, known) for cell in cells) for _, cells in head]
    best = max(counts, default=0)
    if best < _ENOUGH:
        raise _NoTable(NO_TITLES)
    return counts.index(best)


def _is_title(cell: Cell, known: set[str]) -> bool:
    if not isinstance(cell, str) or len(cell) > LONGEST_TITLE:
        return False
    return target_of(cell) is not None or fold(cell) in known


def _check_above(rows: Iterable[tuple[int, list[Cell]]]) -> None:
    for _, cells in rows:
        for cell in cells:
            # Above the titles nothing is about one person: whose age it is, is not known.
            if isinstance(cell, str) and (words := refusal(cell, minor=False, where=Where.FILE)):
                raise Refused(words)


def _written(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Titles on one line each, blank ones at the right end left off."""
    titles = ["".join(cell.split("\n")) if isinstance(cell, str) else "" for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    return tuple(titles)


def _rows(grid: Grid, titles: tuple[str, ...], progress: Progress) -> Iterator[Row]:
    """The rows as wide as the titles; titles that are repeated on later pages are passed over."""
    count, width = 0, len(titles)
    for number, cells in grid:
        row = (*cells[:width], *[None] * (width - len(cells)))
        count += 1
        if count > MOST_ROWS or count * width > MOST_CELLS:
            raise Refused(TOO_MANY_ROWS(limit=min(MOST_ROWS, MOST_CELLS // width)))
        if all(cell is None for cell in row) or _written(row) == titles:
            continue
        if count % _AT_A_TIME == 0:
            progress.report(count)
        yield Row(number, row)
