"""Sheets for the wall: the emergency card on paper, a page each, its telephone numbers to be read
across a room and room below to write the house's own numbers by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from rescueapp.domain.emergency_card import Sheet
from rescueapp.printing.fonts import BOLD, SANS, Face, width
from rescueapp.printing.glyphs import Unprintable, missing
from rescueapp.printing.pages import INNER, LEFT, RIGHT, Pages, SheetHead, mm
from rescueapp.printing.text import balanced

_TITLE, _NUMBER, _CALL, _BLANK = 30.0, 36.0, 12.0, 14.0
_LARGEST, _SMALLEST, _STEP = 18.0, 10.0, 0.5  # of the text: the largest that leaves one page
_LINE = 1.4  # of the size
_BETWEEN = 0.55  # of the size, between two steps
_INDENT = 2.0  # of the size, for the number of a step
_WRITE_ON = 12 * mm

_Paragraph = tuple[str, str]  # number or dot before it, words


def write_wall_sheets(target: BinaryIO, sheets: Sequence[Sheet], head: SheetHead) -> None:
    """Write a page for each sheet as PDF. Raises Unprintable when a character has no glyph."""
    if lacking := missing(_texts(sheets)):
        raise Unprintable(lacking)
    with Pages(target, head) as pages:
        for place, sheet in enumerate(sheets):
            if place:
                pages.new_page()
            _draw(pages, sheet)


def _texts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        yield from ((sheet.title, line.said) for line in sheet.lines)


def _draw(pages: Pages, sheet: Sheet) -> None:
    pages.y -= _TITLE
    pages.words(LEFT, pages.y, sheet.title, BOLD, _title_size(sheet))
    _draw_calls(pages, sheet)
    blanks = sheet.of("blank")
    room = pages.room - len(blanks) * _WRITE_ON
    paragraphs = tuple(_paragraphs(sheet))
    size = _LARGEST
    while size > _SMALLEST and _height(paragraphs, size) > room:
        size -= _STEP
    for before, words in paragraphs:
        _draw_paragraph(pages, before, words, size)
    for line in blanks:
        _draw_blank(pages, line.said)


def _title_size(sheet: Sheet) -> float:
    """As large as leaves it one line."""
    return min(_TITLE, _TITLE * INNER / width(sheet.title, BOLD, _TITLE))


def _draw_calls(pages: Pages, sheet: Sheet) -> None:
    """The numbers side by side, what answers there below each."""
    calls = sheet.of("call")
    share = INNER / max(len(calls), 1)
    pages.y -= _NUMBER + _CALL
    for place, line in enumerate(calls):
        pages.words(LEFT + place * share, pages.y, line.value, BOLD, _NUMBER)
        pages.words(LEFT + place * share, pages.y - 1.5 * _CALL, line.said, SANS, _CALL)
    pages.y -= 2.5 * _CALL
    pages.ruled([(LEFT, pages.y, RIGHT, pages.y)])


def _paragraphs(sheet: Sheet) -> Iterator[_Paragraph]:
    for line in sheet.of("note"):
        yield "", line.said
    for line in sheet.of("sign"):
        yield "·", line.said
    for number, line in enumerate(sheet.of("step"), start=1):
        yield str(number), line.said


def _lines(before: str, words: str, size: float) -> list[str]:
    return balanced(words, _face(before), size, INNER - (_INDENT * size if before else 0))


def _face(before: str) -> Face:
    return SANS if before else BOLD


def _height(paragraphs: Sequence[_Paragraph], size: float) -> float:
    lines = sum(len(_lines(before, words, size)) for before, words in paragraphs)
    return size * (lines * _LINE + (len(paragraphs) + 1) * _BETWEEN)


def _draw_paragraph(pages: Pages, before: str, words: str, size: float) -> None:
    pages.y -= _BETWEEN * size
    left = LEFT + (_INDENT * size if before else 0)
    for place, line in enumerate(_lines(before, words, size)):
        pages.y -= _LINE * size
        if before and not place:
            pages.words(LEFT, pages.y, before, BOLD, size)
        pages.words(left, pages.y, line, _face(before), size)


def _draw_blank(pages: Pages, words: str) -> None:
    pages.y -= _WRITE_ON
    pages.words(LEFT, pages.y, words, SANS, _BLANK)
    begins = LEFT + width(words, SANS, _BLANK) + _BLANK
    pages.ruled([(begins, pages.y - 2, RIGHT, pages.y - 2)])
