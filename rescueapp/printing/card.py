"""A card for the pocket: whom to call. Alike on a sheet of A4, to be cut apart and folded.

As large as a bank card when it is folded: four with two sides, or two with four sides where two do
not do. On the card stands nothing of who gave it, unless the caller says so; the number of the
print stands below the cards and is cut away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.printing.fonts import BOLD, SANS, Face, is_shaped, width
from rescueapp.printing.glyphs import Missing, Unprintable, missing, with_gaps
from rescueapp.printing.pages import HEIGHT, WIDTH, Pages, SheetHead, mm
from rescueapp.printing.text import wrap

TOO_MUCH = mark("This is too much for a card. Choose fewer services.", "card")

WIDE, HALF = 86 * mm, 54 * mm  # folded
_GAP, _EDGE = 8 * mm, 4 * mm  # between cards; inside a card
_ACROSS = 2
_SIDES = (2, 4)  # of a card
_TOP = HEIGHT - 28 * mm
_LEFT = (WIDTH - _ACROSS * WIDE - (_ACROSS - 1) * _GAP) / 2
_MARK = 3 * mm  # of a cut mark
_TITLE, _WHAT, _NUMBER, _MORE = 9.0, 9.0, 11.0, 7.5
_LEAD, _TALL = 1.25, 1.5  # of a line; of one in letters with marks above and below
_SHARE = 2 / 3  # of a line, at most for a number beside words
_BETWEEN = 3.0  # between entries
_CLEAR = 1.5  # of marks below and above letters
_WRITE = 7 * mm  # the height of a line to write on
_ROOM = WIDE - 2 * _EDGE


@dataclass(frozen=True, slots=True)
class Words:
    """Words, and below them in small letters the same in Chinese, for whoever helps; "" for no
    words beside the Chinese: a line to write them on by hand."""

    own: str
    chinese: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One service: what for, the number, and the rest in small words ("" for none)."""

    what: Words
    number: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on each card. `ask`: what she shows to whoever can help; `institution`: who gave
    it; "" leaves no trace of that. `gaps`: print 〓 for characters no font has."""

    head: SheetHead
    title: Words
    lines: Sequence[Line]
    foot: Words
    ask: Words | None = None
    note: Words | None = None
    institution: str = ""
    gaps: bool = False

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text on it, and the line it stands in."""
        title = self.title.own or self.title.chinese
        for words in (self.title, self.ask, self.foot, self.note):
            if words is not None:
                yield from ((title, text) for text in (words.own, words.chinese))
        yield title, self.institution
        for line in self.lines:
            where = line.what.own or line.what.chinese
            for text in (line.what.own, line.what.chinese, line.number, line.more):
                yield where, text


def write_cards(target: BinaryIO, card: Card) -> None:
    """Write the sheet as PDF. Raises Refused for more than fits on a card, Unprintable when a
    character has no glyph (unless `gaps`); nothing is written then."""
    if not card.gaps and (lacking := missing_characters(card)):
        raise Unprintable(lacking)
    sides = _laid_out(card)
    with Pages(target, card.head) as pages:
        for number in range(_ACROSS * _SIDES[-1] // len(sides)):
            x = _LEFT + (number % _ACROSS) * (WIDE + _GAP)
            top = _TOP - (number // _ACROSS) * (len(sides) * HALF + _GAP)
            _marks(pages, x, top, len(sides))
            for down, side in enumerate(sides):
                _put(pages, x, top - down * HALF, side)


def missing_characters(card: Card) -> list[Missing]:
    """What the print would refuse, and on which line it stands."""
    return missing(card.texts())


# --- what stands where --------------------------------------------------------------------

_Placed = tuple[float, float, str, Face, float]  # x and baseline below the half's corner


class _Side:
    """One side of the folded card, filled from the top."""

    def __init__(self) -> None:
        self.words: list[_Placed] = []
        self.rules: list[tuple[float, float]] = []  # to write on: depth, and where it ends
        self.used = _EDGE

    def add(self, text: str, face: Face, size: float, *, right: str = "") -> None:
        """Lines of text; `right`: bold at the end of the first."""
        room = _beside(right)
        for number, line in enumerate(wrap(with_gaps(text), face, size, room)):
            lead = _TALL if any(map(is_shaped, line)) else _LEAD
            self.used += max(size, _NUMBER if right and not number else 0) * lead
            self.words.append((_EDGE, self.used, line, face, size))
            if right and not number:
                self._put_right(right)

    def add_both(
        self, words: Words, face: Face, size: float, *, right: str = "", more: str = ""
    ) -> None:
        """Words, or as many lines to write them on as the Chinese takes; `more` in small letters;
        the Chinese last. `right` as in `add`, below them where it leaves no room for words."""
        below = right if width(right, BOLD, _NUMBER) > _SHARE * _ROOM else ""
        right = "" if below else right
        chinese = wrap(with_gaps(words.chinese), SANS, _MORE, _ROOM) if words.chinese else []
        if words.own or not chinese:
            self.add(words.own, face, size, right=right)
        else:
            for number in range(len(chinese)):
                self.used += _WRITE
                self.rules.append((self.used, _ROOM if number else _beside(right)))
                if right and not number:
                    self._put_right(right)
        for line in wrap(below, BOLD, _NUMBER, _ROOM) if below else ():
            self.used += _NUMBER * _LEAD
            self._put_right(line)
        if more:
            self.used += _CLEAR if chinese else 0
            self.add(more, SANS, _MORE)
        if chinese:
            self.used += _CLEAR
            self.add(words.chinese, SANS, _MORE)

    def _put_right(self, words: str) -> None:
        x = WIDE - _EDGE - width(words, BOLD, _NUMBER)
        self.words.append((x, self.used, words, BOLD, _NUMBER))

    def put_below(self, last: _Side) -> None:
        """What stands at the lower edge, as far from what is above as there is room."""
        high = last.used - _EDGE
        down = max(HALF - _EDGE - high, self.used + _BETWEEN) - _EDGE
        self.words += [(x, y + down, text, face, size) for x, y, text, face, size in last.words]
        self.rules += [(y + down, wide) for y, wide in last.rules]
        self.used = down + last.used

    @property
    def fits(self) -> bool:
        """Letters go below their line a little, and still not over the edge."""
        return self.used <= HALF - _EDGE / 2


def _laid_out(card: Card) -> list[_Side]:
    """The sides, as few as do: no service is torn apart by a fold. Raises Refused where the most
    do not do."""
    for count in _SIDES:
        sides = _filled(card, count)
        if all(side.fits for side in sides):
            return sides
    raise Refused(TOO_MUCH)


def _filled(card: Card, count: int) -> list[_Side]:
    sides = [_Side() for _ in range(count)]
    side, *others = sides
    side.add_both(card.title, BOLD, _TITLE)
    if card.ask:
        side.used += _BETWEEN
        side.add_both(card.ask, SANS, _MORE)
    if card.institution:
        side.add(card.institution, SANS, _MORE)
    for line in card.lines:
        tried = _Side()
        _add_line(tried, line)
        if others and not _room_for(side, tried):
            side, *others = others
        _add_line(side, line)
    last = _Side()
    last.add_both(card.foot, SANS, _MORE)
    if card.note:
        last.add_both(card.note, SANS, _MORE)
    sides[-1].put_below(last)
    return sides


def _beside(right: str) -> float:
    return _ROOM - (width(right, BOLD, _NUMBER) + 6 if right else 0)


def _room_for(side: _Side, more: _Side) -> bool:
    return side.used + more.used - _EDGE <= HALF - _EDGE / 2


def _add_line(side: _Side, line: Line) -> None:
    side.used += _BETWEEN
    side.add_both(line.what, SANS, _WHAT, right=with_gaps(line.number), more=line.more)


# --- drawing ------------------------------------------------------------------------------


def _put(pages: Pages, x: float, top: float, side: _Side) -> None:
    for right, down, text, face, size in side.words:
        pages.words(x + right, top - down, text, face, size)
    if side.rules:
        left = x + _EDGE
        pages.ruled([(left, top - down, left + wide, top - down) for down, wide in side.rules])


def _marks(pages: Pages, x: float, top: float, sides: int) -> None:
    """Where to cut, outside the corners, and where to fold, at both edges."""
    bottom = top - sides * HALF
    segments = []
    for left, out in ((x, -1), (x + WIDE, 1)):
        for y in (top, bottom):
            segments.append((left + out * 1, y, left + out * _MARK, y))
        for fold in range(1, sides):
            y = top - fold * HALF
            segments.append((left, y, left + out * _MARK / 2, y))
        for y, up in ((top, 1), (bottom, -1)):
            segments.append((left, y + up * 1, left, y + up * _MARK))
    pages.ruled(segments)
