"""A ruled table that runs over pages: rows of cells, repeated heads, one frame a page.

Rows are put down one after another and never looked at again. A row that does not fit goes
to the next page whole; one that is taller than a few lines is divided between lines, and
says beside the second part that it continues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rescueapp.forms.schema import Level
from rescueapp.i18n import mark, say
from rescueapp.printing.fonts import BOLD, SANS, SERIF, Face, width
from rescueapp.printing.pages import INNER, LEFT, RIGHT, SMALL, TOP, Pages, mm
from rescueapp.printing.text import balanced, wrap

ROW = 8 * mm  # the least height somebody can write in
SIZE = 10.5  # 五号
LEADING = 15.0
PAD = 4.0
SECTION_GREY = 0.90
MANY_LINES = 8  # a row of more lines may be divided
LEAST_BELOW = 4 * ROW  # a title wants so much of its first row on its page
FEW_LINES = 3  # the least that is left on either page

SIGNED = mark("{who}:", "print")
CONTINUED = mark("{what} (continued)", "print")


@dataclass(slots=True)
class Cell:
    """Text in a width. `flows`: may be divided between pages; else it is said again.

    `note` is small print above the text; `later` names a drawing put in at the end.
    """

    text: str
    wide: float
    face: Face = SERIF
    size: float = SIZE
    centred: bool = False
    grey: float = 1.0
    flows: bool = True
    note: str = ""
    later: str = ""
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def set(self) -> None:
        """Break the text into lines."""
        room = self.wide - 2 * PAD
        broken = balanced if self.centred and not self.flows else wrap
        self.lines = broken(self.text, self.face, self.size, room) if self.text else []
        self.notes = wrap(self.note, SANS, SMALL, room) if self.note else []

    @property
    def high(self) -> float:
        return len(self.lines) * LEADING + len(self.notes) * SMALL * 1.4 + 2 * PAD


def label_cell(text: str, wide: float) -> Cell:
    """The question beside an answer."""
    return Cell(text, wide, face=SANS, centred=True, flows=False)


class Grid:
    """One table between the margins. Call `close` when its last row is down.

    `running`: what stands above the table on its second and later pages, left and right.
    """

    def __init__(self, pages: Pages, running: tuple[str, str] = ("", "")) -> None:
        self._pages = pages
        self._running = running
        self._top = pages.y  # of the table on this page
        self._began = TOP  # where its rows begin on this page
        self._heads: tuple[Sequence[Cell], ...] = ()
        self._titles: list[Cell] = []
        pages.on_page_end = self._end_page
        pages.on_new_page = self._begin_page

    def close(self) -> None:
        """Draw the frame; the pages are free again."""
        self._end_page()
        self._pages.on_page_end = self._pages.on_new_page = None

    def repeat(self, *heads: Sequence[Cell]) -> None:
        """From now on these rows come again on top of each new page; none: no more."""
        self._heads = heads

    def section(self, title: str) -> None:
        """A title across the table. It is put down with the row that follows, never alone."""
        self._titles.append(
            Cell(title, INNER, face=BOLD, centred=True, grey=SECTION_GREY, flows=False)
        )

    def title(self, words: str) -> None:
        """A smaller title, without ground; put down with the row that follows too."""
        self._titles.append(Cell(words, INNER, face=BOLD, centred=True, flows=False))

    def keep(self, high: float) -> None:
        """A new page, unless so much is left on this one."""
        if self._pages.room < high and self._pages.y < self._began:
            self._pages.new_page()

    def row(self, cells: Sequence[Cell], least: float = ROW, level: Level | None = None) -> None:
        """Put one row down, divided between pages if it must be. `least` is its height empty."""
        for cell in cells:
            cell.set()
        self._put_titles(min(LEAST_BELOW, max([least, *(cell.high for cell in cells)])))
        while True:
            high = max([least, *(cell.high for cell in cells)])
            if high <= self._pages.room:
                break
            if not self._divide(cells, least, level):
                least = self._make_room(cells, least)
        self._draw(cells, high, level)

    def _put_titles(self, below: float) -> None:
        """The titles that wait, on a page that has room for them and for `below`."""
        titles, self._titles = self._titles, []
        for cell in titles:
            cell.set()
        highs = [max(ROW, cell.high) for cell in titles]
        if titles:
            self.keep(sum(highs) + below)
        for cell, high in zip(titles, highs, strict=True):
            self._draw([cell], high, None)

    def _make_room(self, cells: Sequence[Cell], least: float) -> float:
        """The next page; on a page still empty, let go of what can never fit whole."""
        if self._pages.y < self._began:
            self._pages.new_page()
            return min(least, self._pages.room)
        for cell in cells:
            cell.flows = True
        return ROW

    def signatures(self, names: Sequence[str], day: str, high: float) -> None:
        """Places to sign, side by side: whose, above; the day, below."""
        pages = self._pages
        wide = INNER / len(names)
        bottom = pages.y - high
        rules = [(LEFT, bottom, RIGHT, bottom)]
        for i, name in enumerate(names):
            x = LEFT + i * wide
            for n, line in enumerate(wrap(say(SIGNED(who=name)), SANS, SIZE, wide - 2 * PAD)):
                pages.words(x + PAD, pages.y - PAD - SIZE - n * LEADING, line, SANS, SIZE)
            at = x + wide - PAD - width(day, SERIF, SIZE)
            pages.words(at, bottom + PAD + 2, day, SERIF, SIZE)
            if i:
                rules.append((x, pages.y, x, bottom))
        pages.ruled(rules)
        pages.y = bottom

    def _divide(self, cells: Sequence[Cell], least: float, level: Level | None) -> bool:
        """Put as many lines down as fit, and leave the rest in the cells."""
        flowing = max((len(c.lines) for c in cells if c.flows), default=0)
        fixed = max((c.high for c in cells if not c.flows), default=0.0)
        room = self._pages.room
        notes = max(len(c.notes) for c in cells) * SMALL * 1.4
        fit = int((room - notes - 2 * PAD) // LEADING)
        fit = min(fit, flowing - FEW_LINES)
        if flowing < MANY_LINES or fit < FEW_LINES or fixed > room or least > room:
            return False
        parts = [_upper(cell, fit) if cell.flows else cell for cell in cells]
        self._draw(parts, max(cell.high for cell in parts), level)
        for cell in cells:
            _leave(cell, fit)
        self._pages.new_page()
        return True

    def _draw(self, cells: Sequence[Cell], high: float, level: Level | None) -> None:
        pages = self._pages
        pages.touch(level)
        bottom = pages.y - high
        x = LEFT
        rules = [(LEFT, bottom, RIGHT, bottom)]
        for cell in cells:
            if cell.grey < 1:
                pages.shade(x, bottom, cell.wide, high, cell.grey)
                rules.append((x, pages.y, x + cell.wide, pages.y))
            _put_down(pages, cell, x, high)
            if x > LEFT:
                rules.append((x, pages.y, x, bottom))
            x += cell.wide
        pages.ruled(rules)
        pages.y = bottom

    def _begin_page(self) -> None:
        left, right = self._running
        if left or right:
            y = self._pages.y - SMALL
            self._pages.words(LEFT, y, left, SANS, 9)
            self._pages.words(RIGHT - width(right, SANS, 9), y, right, SANS, 9)
            self._pages.y -= 16
        self._top = self._pages.y
        for cells in self._heads:
            for cell in cells:
                cell.set()
            self._draw(cells, max(ROW, *(cell.high for cell in cells)), None)
        self._began = self._pages.y

    def _end_page(self) -> None:
        if self._pages.y < self._top:
            self._pages.frame(self._top, self._pages.y)


def _upper(cell: Cell, fit: int) -> Cell:
    return Cell(
        cell.text,
        cell.wide,
        face=cell.face,
        size=cell.size,
        centred=cell.centred,
        grey=cell.grey,
        lines=cell.lines[:fit],
        notes=cell.notes,
    )


def _leave(cell: Cell, fit: int) -> None:
    """What is still to be put down after `fit` lines: the rest, or the label once more."""
    cell.notes = []
    if cell.flows:
        cell.lines = cell.lines[fit:]
    elif cell.text:
        again = say(CONTINUED(what=cell.text))
        cell.lines = wrap(again, cell.face, cell.size, cell.wide - 2 * PAD)


def _put_down(pages: Pages, cell: Cell, x: float, high: float) -> None:
    """The words of a cell: centred ones in the middle both ways, others from the left."""
    small = SMALL * 1.4
    y = pages.y - PAD - small * 0.8
    pages.lines([(x + PAD, y - i * small, line) for i, line in enumerate(cell.notes)], SANS, SMALL)
    notes = len(cell.notes) * small
    spare = 0.0 if cell.notes else max(0.0, (high - cell.high) / 2)
    if len(cell.lines) > 1 and not cell.centred:
        spare = min(spare, PAD)
    y = pages.y - PAD - notes - spare - LEADING * 0.5 - cell.size * 0.36
    room = cell.wide
    placed = []
    for i, line in enumerate(cell.lines):
        inset = (room - width(line, cell.face, cell.size)) / 2 if cell.centred else PAD
        placed.append((x + inset, y - i * LEADING, line))
    if placed:
        pages.lines(placed, cell.face, cell.size)
    if cell.later:
        at = x + (room / 2 if cell.centred else PAD)
        pages.put_later(cell.later, at, pages.y - high / 2 - cell.size * 0.36)
