"""Papers of several parts with one number: each on pages of its own, under a head of its own.

What one part says of the house the next need not say: a slip of which the stub stays and the
rest leaves is one print, and still tells nobody more than their part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from rescueapp.i18n import Text, say
from rescueapp.printing.fonts import BOLD, SANS
from rescueapp.printing.glyphs import Missing, Unprintable, missing, with_gaps
from rescueapp.printing.grid import ROW, SIZE, Cell, Grid, label_cell
from rescueapp.printing.items import BLANK_DATE
from rescueapp.printing.pages import INNER, LEFT, Pages, SheetHead, mm
from rescueapp.printing.text import wrap

_TITLE, _LABEL, _SIGN = 18.0, 42 * mm, 26 * mm


@dataclass(frozen=True, slots=True)
class Line:
    """A question and what stands beside it. `key`: of the field it is from, "" of none; `room`:
    lines of handwriting left for it."""

    label: str
    words: str = ""
    key: str = ""
    room: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part in words. `head.institution` stands under the title, `header` above the page."""

    head: SheetHead
    title: str
    note: str = ""
    lines: Sequence[Line] = ()
    signed: Sequence[str] = ()
    header: Text | None = None


def write_parts(target: BinaryIO, parts: Sequence[Part], *, gaps: bool = False) -> int:
    """Write them as one PDF; the number of its pages. Raises Unprintable before anything is
    written when a character has no glyph (unless `gaps`)."""
    if not gaps and (lacking := missing_characters(parts)):
        raise Unprintable(lacking)
    with Pages(target, parts[0].head) as pages:
        for number, part in enumerate(parts):
            if number:
                pages.new_page()  # closes the last page under the head it belongs to
            pages.head = part.head
            pages.header = say(part.header) if part.header else ""
            _put(pages, part)
    return pages.number


def missing_characters(parts: Sequence[Part]) -> list[Missing]:
    """What the print would refuse, and beside which question it stands."""
    return missing(_texts(parts))


def _texts(parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    for part in parts:
        for words in (part.title, part.note, part.head.institution, part.head.who):
            yield part.title, words
        for line in part.lines:
            yield line.label, line.label
            yield line.label, line.words


def _put(pages: Pages, part: Part) -> None:
    pages.y -= 26
    pages.centred(pages.y, part.title, BOLD, _TITLE)
    pages.y -= 20
    for words in filter(None, (part.head.institution, part.note)):
        for line in wrap(with_gaps(words), SANS, SIZE, INNER):
            pages.words(LEFT, pages.y, line, SANS, SIZE)
            pages.y -= SIZE * 1.5
    pages.y -= 4
    grid = Grid(pages, (part.title, ""))
    for each in part.lines:
        cells = [label_cell(each.label, _LABEL), Cell(with_gaps(each.words), INNER - _LABEL)]
        grid.row(cells, least=ROW * each.room)
    if part.signed:
        grid.end_with(_SIGN)
        grid.signatures(list(part.signed), say(BLANK_DATE), _SIGN)
    grid.close()
