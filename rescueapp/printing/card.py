"""A card for the pocket: whom to call. Four alike on a sheet of A4, cut apart and folded once.

As large as a bank card when it is folded. On the card stands nothing of who gave it, unless the
caller says so; the number of the print stands below the cards and is cut away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.printing.fonts import BOLD, SANS, Face, width
from rescueapp.printing.glyphs import Missing, Unprintable, missing, with_gaps
from rescueapp.printing.pages import HEIGHT, WIDTH, Pages, SheetHead, mm
from rescueapp.printing.text import wrap

TOO_MUCH = mark("This is too much for a card. Choose fewer services.", "card")

WIDE, HALF = 86 * mm, 54 * mm  # folded
_GAP, _EDGE = 8 * mm, 4 * mm  # between cards; inside a card
_ACROSS, _DOWN = 2, 2
_TOP = HEIGHT - 28 * mm
_LEFT = (WIDTH - _ACROSS * WIDE - (_ACROSS - 1) * _GAP) / 2
_MARK = 3 * mm  # of a cut mark
_TITLE, _WHAT, _NUMBER, _MORE = 9.0, 9.0, 11.0, 7.5
_LEAD = 1.25
_BETWEEN = 3.0  # between entries
_ROOM = WIDE - 2 * _EDGE


@dataclass(frozen=True, slots=True)
class Line:
    """One service: what for, the number, and the rest in small words ("" for none)."""

    what: str
    number: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on each card. `institution`: who gave it; "" leaves no trace of that.
    `gaps`: print 〓 for characters no font has."""

    head: SheetHead
    title: str
    lines: Sequence[Line]
    foot: str
    institution: str = ""
    gaps: bool = False


def write_cards(target: BinaryIO, card: Card) -> None:
    """Write the sheet as PDF. Raises Refused for more than fits on a card, Unprintable when a
    character has no glyph (unless `gaps`); nothing is written then."""
    if not card.gaps and (lacking := missing_characters(card)):
        raise Unprintable(lacking)
    halves = _laid_out(card)
    with Pages(target, card.head) as pages:
        for number in range(_ACROSS * _DOWN):
            x = _LEFT + (number % _ACROSS) * (WIDE + _GAP)
            top = _TOP - (number // _ACROSS) * (2 * HALF + _GAP)
            _marks(pages, x, top)
            for side, half in enumerate(halves):
                _put(pages, x, top - side * HALF, half)


def missing_characters(card: Card) -> list[Missing]:
    """What the print would refuse, and on which line it stands."""
    return missing(_texts(card))


def _texts(card: Card) -> Iterator[tuple[str, str]]:
    yield from ((card.title, text) for text in (card.title, card.institution, card.foot))
    for line in card.lines:
        yield from ((line.what, text) for text in (line.what, line.number, line.more))


# --- what stands where --------------------------------------------------------------------

_Words = tuple[float, float, str, Face, float]  # x and baseline below the half's corner


class _Half:
    """One side of the folded card, filled from the top."""

    def __init__(self) -> None:
        self.words: list[_Words] = []
        self.used = _EDGE

    def add(self, text: str, face: Face, size: float, *, right: str = "") -> None:
        """Lines of text; `right`: bold at the end of the first."""
        room = _ROOM - (width(right, BOLD, _NUMBER) + 6 if right else 0)
        for number, line in enumerate(wrap(with_gaps(text), face, size, room)):
            self.used += max(size, _NUMBER if right and not number else 0) * _LEAD
            self.words.append((_EDGE, self.used, line, face, size))
            if right and not number:
                x = WIDE - _EDGE - width(right, BOLD, _NUMBER)
                self.words.append((x, self.used, right, BOLD, _NUMBER))

    def put_below(self, last: _Half) -> None:
        """What stands at the lower edge, as far from what is above as there is room."""
        high = last.used - _EDGE
        down = max(HALF - _EDGE - high, self.used + _BETWEEN) - _EDGE
        self.words += [(x, y + down, text, face, size) for x, y, text, face, size in last.words]
        self.used = down + last.used

    @property
    def fits(self) -> bool:
        """Letters go below their line a little, and still not over the edge."""
        return self.used <= HALF - _EDGE / 2


def _laid_out(card: Card) -> tuple[_Half, _Half]:
    """Both sides: no service is torn apart by the fold. Raises Refused where they do not do."""
    first, second = _Half(), _Half()
    first.add(card.title, BOLD, _TITLE)
    if card.institution:
        first.add(card.institution, SANS, _MORE)
    side = first
    for line in card.lines:
        filled = (list(side.words), side.used)
        _add_line(side, line)
        if side is first and not side.fits:
            side.words, side.used = filled
            side = second
            _add_line(side, line)
    last = _Half()
    last.add(card.foot, SANS, _MORE)
    second.put_below(last)
    if not (first.fits and second.fits):
        raise Refused(TOO_MUCH)
    return first, second


def _add_line(side: _Half, line: Line) -> None:
    side.used += _BETWEEN
    side.add(line.what, SANS, _WHAT, right=with_gaps(line.number))
    if line.more:
        side.add(line.more, SANS, _MORE)


# --- drawing ------------------------------------------------------------------------------


def _put(pages: Pages, x: float, top: float, half: _Half) -> None:
    for right, down, text, face, size in half.words:
        pages.words(x + right, top - down, text, face, size)


def _marks(pages: Pages, x: float, top: float) -> None:
    """Where to cut, outside the corners, and where to fold, at both edges."""
    segments = []
    for left, out in ((x, -1), (x + WIDE, 1)):
        for y in (top, top - 2 * HALF):
            segments.append((left + out * 1, y, left + out * _MARK, y))
        segments.append((left, top - HALF, left + out * _MARK / 2, top - HALF))
        for y, up in ((top, 1), (top - 2 * HALF, -1)):
            segments.append((left, y + up * 1, left, y + up * _MARK))
    pages.ruled(segments)
