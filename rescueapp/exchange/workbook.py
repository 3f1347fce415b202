"""Spreadsheets (.xlsx): looked through before they are opened, read without computing anything.

An .xlsx is a zip of XML parts. What carries macros, a password, or parts that would unfold to
more than they should, is refused before openpyxl sees it.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from rescueapp.errors import Cancelled, Problem, Refused
from rescueapp.exchange.cells import Broken, Cell, EmptyRows, Formula, from_text
from rescueapp.exchange.dates import EPOCH_1900, EPOCH_1904
from rescueapp.i18n import mark

MOST_PARTS: Final = 2_000
MOST_UNFOLDED: Final = 64 * 1024 * 1024  # bytes, all parts
# Of these openpyxl makes objects: a megabyte of styles takes 150 MB and seven seconds.
MOST_OBJECTS: Final = 2 * 1024 * 1024
_OBJECTS = ("xl/styles.xml", "xl/workbook.xml", "[content_types].xml", "docprops/", "xl/_rels/")
MOST_COLUMNS: Final = 256
LAST_ROW: Final = 1_048_576  # of the format; a number beyond it is a lie

MACROS: Final = mark(
    "This file can hold macros. Save it as a workbook without macros (.xlsx).", "spreadsheet"
)
WITH_PASSWORD: Final = mark(
    "This file is protected by a password. Save it without one.", "spreadsheet"
)
OTHER_KIND: Final = mark(
    "This is another kind of document. Save the table as .xlsx or .csv.", "spreadsheet"
)
UNFOLDS: Final = mark("This file unfolds to more than {limit} MB.", "spreadsheet")
UNREADABLE: Final = mark(
    "This workbook is damaged or incomplete. Open it in the spreadsheet program and save it again.",
    "spreadsheet",
)

_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/", "xl/activex/")
_BINARY = "xl/workbook.bin"  # .xlsb


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet. `rows` can be walked once: (number as shown, cells), blank ones not."""

    name: str
    epoch: date  # day 0 of its serial numbers
    rows: Iterator[tuple[int, list[Cell]]]


def sheets(data: bytes) -> Iterator[Sheet]:
    """The visible sheets of a workbook in their order. Raises Refused for what is unsafe."""
    look_through(data)
    book = _opened(data)
    epoch = EPOCH_1904 if book.epoch.year == 1904 else EPOCH_1900
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            # The size a sheet claims may be anything; the rows that are there count.
            sheet.reset_dimensions()
            yield Sheet(sheet.title, epoch, _rows(sheet))


def look_through(data: bytes) -> None:
    """Check the zip and the names of its parts, without unfolding more than their first bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_names([part.filename.casefold() for part in parts])
            _check_sizes(parts)
            for part in parts:
                _check_part(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError):
        raise Refused(UNREADABLE) from None
    except RuntimeError:  # zipfile's way of asking for a password
        raise Refused(WITH_PASSWORD) from None
    except Exception as error:  # zlib.error and what else a broken stream makes of it
        if isinstance(error, Problem):
            raise
        raise Refused(UNREADABLE) from None


def _check_names(names: list[str]) -> None:
    if any(part in name for name in names for part in _MACRO_PARTS) or _BINARY in names:
        raise Refused(MACROS)
    if "xl/workbook.xml" not in names:
        raise Refused(OTHER_KIND)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNFOLDED:
        raise Refused(UNFOLDS(limit=MOST_UNFOLDED // 1024 // 1024))
    objects = [part for part in parts if part.filename.casefold().startswith(_OBJECTS)]
    if any(part.file_size > MOST_OBJECTS for part in objects):
        raise Refused(UNFOLDS(limit=MOST_OBJECTS // 1024 // 1024))


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No document type (entities that unfold), no content type of a macro workbook."""
    if not part.filename.casefold().endswith((".xml", ".rels")):
        return
    with archive.open(part) as stream:
        start = stream.read(65_536)
    if b"<!DOCTYPE" in start.replace(b"\0", b"").upper():
        raise Refused(UNREADABLE)
    if part.filename.casefold() == "[content_types].xml" and b"macroEnabled" in start:
        raise Refused(MACROS)


def _opened(data: bytes) -> Any:
    import openpyxl  # 0.2 s, and only for who imports

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on styles and validations we do not use
        try:
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        except Exception:  # it raises whatever it stumbles over
            raise Refused(UNREADABLE) from None


def _rows(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    # Rows that the file leaves out all come as one and the same object: a number near the last
    # of the format must not cost a minute.
    blank: Any = None
    empty = EmptyRows()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # One column more than is read, so that a title beyond is noticed and not lost.
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
                if number > LAST_ROW:
                    raise Refused(UNREADABLE)
                if row is blank:
                    continue
                cells = [_cell(cell) for cell in row]
                if any(cell is not None for cell in cells):
                    yield number, cells
                else:
                    blank = row
                    empty.add(sum(hasattr(cell, "row") for cell in row))
        except (Problem, Cancelled):
            raise
        except Exception:  # as above; the text of the error may quote a cell
            raise Refused(UNREADABLE) from None


def _cell(cell: Any) -> Cell:
    value = cell.value
    if cell.data_type == "f":
        return Formula()
    if cell.data_type == "e":
        return Broken()
    if isinstance(value, str):
        text = from_text(value)
        # A text cell that begins with "=" was typed with an apostrophe: text, and shown as such.
        return Broken() if isinstance(text, Formula) else text
    if value is None or isinstance(value, bool | int | float | datetime | date | time):
        return value
    return str(value)  # a length of time such as 30:00, read by nobody as a date
