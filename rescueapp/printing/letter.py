"""A letter to the person: a title, short paragraphs under headings, a line to sign on.

Set larger than a form and without a frame, to be read by somebody who seldom reads. What it
says of the station is what its head says: nothing, where the profile leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from rescueapp.printing.fonts import BOLD, SANS
from rescueapp.printing.glyphs import Missing, Unprintable, missing, with_gaps
from rescueapp.printing.pages import INNER, LEFT, Pages, SheetHead, mm
from rescueapp.printing.preview import Picture
from rescueapp.printing.text import wrap

_SIZE, _HEADING, _TITLE = 12.5, 13.5, 18.0
_LINE = 1.6  # of the size
_PART = 5 * mm  # between parts
_SIGN = 16 * mm  # room to sign in
_PHOTO = 75 * mm  # its longer side


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs under a heading; "" is none."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What goes on the pages, in words. `signed`: what stands before each line to sign on.
    `photo`: stands under the title. `gaps`: print 〓 for characters no font has."""

    head: SheetHead
    title: str
    parts: Sequence[Part]
    signed: Sequence[str] = ()
    photo: Picture | None = None
    gaps: bool = False


def write_letter(target: BinaryIO, letter: Letter) -> int:
    """Write it as PDF; gives the number of pages. Raises Unprintable before anything is written
    when a character has no glyph (unless `gaps`)."""
    if not letter.gaps and (lacking := missing_characters(letter)):
        raise Unprintable(lacking)
    with Pages(target, letter.head) as pages:
        pages.y -= 10 * mm
        _put(pages, letter.title, _TITLE, bold=True)
        if letter.photo is not None:
            _put_photo(pages, letter.photo)
        for part in letter.parts:
            pages.y -= _PART
            _put_part(pages, part)
        if letter.signed:
            _put_signatures(pages, letter.signed)
    return pages.number


def missing_characters(letter: Letter) -> list[Missing]:
    """What the print would refuse, and under which heading it stands."""
    return missing(_texts(letter))


def _texts(letter: Letter) -> Iterator[tuple[str, str]]:
    yield letter.title, letter.title
    for part in letter.parts:
        yield from (
            (part.heading or letter.title, text) for text in (part.heading, *part.paragraphs)
        )


def _put_part(pages: Pages, part: Part) -> None:
    if part.heading:
        if pages.room < 4 * _HEADING * _LINE:  # a heading never stands alone
            pages.new_page()
        _put(pages, part.heading, _HEADING, bold=True)
    for paragraph in part.paragraphs:
        _put(pages, paragraph, _SIZE)


def _put(pages: Pages, text: str, size: float, *, bold: bool = False) -> None:
    face = BOLD if bold else SANS
    for line in wrap(with_gaps(text), face, size, INNER):
        if pages.room < size * _LINE:
            pages.new_page()
        pages.y -= size * _LINE
        pages.words(LEFT, pages.y, line, face, size)


def _put_photo(pages: Pages, photo: Picture) -> None:
    scale = _PHOTO / max(photo.width, photo.height)
    wide, high = photo.width * scale, photo.height * scale
    pages.y -= _PART + high
    pages.picture(LEFT, pages.y, wide, high, photo)


def _put_signatures(pages: Pages, signed: Sequence[str]) -> None:
    if pages.room < len(signed) * _SIGN:
        pages.new_page()
    for words in signed:
        pages.y -= _SIGN
        pages.words(LEFT, pages.y, words, SANS, _SIZE)
        pages.ruled([(LEFT + INNER / 2, pages.y, LEFT + INNER, pages.y)])
