"""What stands in one cell of a spreadsheet, made harmless and readable.

A cell is text, a number, a date or nothing. What a spreadsheet program would compute is not
computed: a formula arrives as `Formula` and is never evaluated, an error value as `Broken`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from rescueapp.errors import Refused
from rescueapp.forms.plain_text import visible
from rescueapp.i18n import mark


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that holds a formula. Its text is not kept: nobody here evaluates or shows it."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell with an error value (#N/A, #REF!)."""


Cell = str | int | float | bool | date | datetime | time | Formula | Broken | None

MOST_CHARACTERS: Final = 20_000  # one cell; as the longest narrative of a form

MOST_EMPTY_ROWS: Final = 50_000  # written down as rows with nothing in them
MOST_EMPTY_CELLS: Final = 3_000_000  # in such rows

TOO_EMPTY: Final = mark(
    "The table has more than {limit} empty rows. Copy the rows with something in them to a new"
    " file.",
    "spreadsheet",
)
FORMULA: Final = mark(
    "This cell holds a formula. Copy the column and paste it as values, then save again.",
    "spreadsheet",
)
BROKEN: Final = mark("This cell shows an error value of the spreadsheet program.", "spreadsheet")
TOO_LONG: Final = mark("This cell holds more than {limit} characters.", "spreadsheet")

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# ="110101…" is how a text that looks like a number is kept in a CSV: a literal, no formula.
_QUOTED = re.compile(r'=\s*"([^"]*)"')


class EmptyRows:
    """Counts rows that are written down with nothing in them: a file of a few kilobytes can hold
    a million, and each costs as much as a full one."""

    def __init__(self) -> None:
        self._rows = self._cells = 0

    def add(self, cells: int) -> None:
        """One more, of so many cells. Raises Refused when it is enough."""
        self._rows += 1
        self._cells += cells
        if self._rows > MOST_EMPTY_ROWS or self._cells > MOST_EMPTY_CELLS:
            raise Refused(TOO_EMPTY(limit=MOST_EMPTY_ROWS))


def clean(text: str) -> str:
    """Text without hidden characters, spaces at the ends and runs of spaces; lines are kept."""
    lines = visible(text).strip().split("\n")
    return "\n".join(_SPACES.sub(" ", line).strip() for line in lines)


def narrow(text: str) -> str:
    """The same in half-width characters (NFKC), for numbers, dates and codes; not for names."""
    return unicodedata.normalize("NFKC", text)


def from_text(text: str) -> Cell:
    """A cell of a CSV file: text, or None where it is blank."""
    plain = clean(text)
    if not plain.startswith("="):
        return plain or None
    literal = _QUOTED.fullmatch(plain)
    return (clean(literal.group(1)) or None) if literal else Formula()


def words_of(cell: Cell) -> str:
    """The text of a cell; "" for an empty one. Raises Refused for a formula or an error value."""
    if isinstance(cell, Formula):
        raise Refused(FORMULA)
    if isinstance(cell, Broken):
        raise Refused(BROKEN)
    if cell is None:
        return ""
    if isinstance(cell, str):
        if len(cell) > MOST_CHARACTERS:
            raise Refused(TOO_LONG(limit=MOST_CHARACTERS))
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
