"""Numbers of identity documents in cells, and what spreadsheets do to them.

A spreadsheet keeps 15 digits of a number. An ID of 18 typed as a number has lost its last three
for good: it looks like 6.2E+17, or like a whole number that ends in 000. Such a cell is refused
with the reason; guessing digits would make her somebody else.
"""

from __future__ import annotations

import re
from typing import Final

from rescueapp.errors import Refused
from rescueapp.exchange.cells import Cell, narrow, words_of
from rescueapp.forms import numbers
from rescueapp.i18n import mark

RESIDENT, PASSPORT = "01", "04"  # C-08
NO_NUMBER_NEEDED: Final = ("98", "99")  # withheld or lost; none
_KEPT_DIGITS = 15
# Residence permits of people from Hong Kong, Macao and Taiwan have the shape of an ID.
_AREAS: Final = {"810000": "07", "820000": "07", "830000": "08"}

CUT: Final = mark(
    "The spreadsheet has cut this number: it keeps only 15 digits. Format the column as text "
    "and type the number again from the document.",
    "spreadsheet",
)
WHICH_DOCUMENT: Final = mark(
    "This is not the number of an identity card. Add a column 证件类型 that says which document "
    "it is.",
    "spreadsheet",
)
TYPE_NEEDED: Final = mark("The type of the document is given, its number is not.", "spreadsheet")

_AROUND = "'’‘`´\"“”"
_SCIENTIFIC = re.compile(r"\d(?:[.]\d+)?E[+]?\d+", re.IGNORECASE)
_CARD = re.compile(r"\d{17}[\dX]|\d{15}")


def read_number(cell: Cell) -> str:
    """The number in a cell, normalised; "" for an empty one. Raises Refused where it was cut."""
    number_cell = isinstance(cell, int | float) and not isinstance(cell, bool)
    text = narrow(words_of(cell)).strip().strip(_AROUND).strip()
    if _SCIENTIFIC.fullmatch(text) or (number_cell and len(text) > _KEPT_DIGITS):
        raise Refused(CUT)
    return numbers.normalise(text)


def kind_of(number: str) -> str:
    """The document type (C-08) that a number alone tells. Raises Refused where it does not."""
    if not _CARD.fullmatch(number):
        raise Refused(WHICH_DOCUMENT)
    return _AREAS.get(number[:6], RESIDENT)


def check(kind: str, number: str, *, sex: str | None, birth: str | None) -> numbers.Verdict:
    """The verdict on a number. Raises Refused for a wrong one, with the likely reason."""
    verdict = numbers.check_document(kind, number, sex=sex, birth=birth)
    if verdict.error is None:
        return verdict
    cut = kind == RESIDENT and len(number) == 18 and number.endswith("000")
    raise Refused(CUT if cut else verdict.error)
