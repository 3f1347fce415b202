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


@dataclass(slots=True)
class _Row:
    """A row with what stands above it: its titles, and the heads of its table."""

    cells: Sequence[Cell]
    least: float
    level: Level | None
    titles: list[Sequence[Cell]]
    heads: Sequence[Cell]

    @property
    def high(self) -> float:
        return _height(self.cells, self.least)

    @property
    def with_titles(self) -> float:
        return self.high + sum(map(_height, self.titles))

    @property
    def wanted(self) -> float:
        """What must be left on the page for it to begin there."""
        lines = max((len(c.lines) for c in self.cells if c.flows), default=0)
        return self.high if lines < MANY_LINES else min(self.high, LEAST_BELOW)


class Grid:
    """One table between the margins. Call `close` when its last row is down.

    `running`: what stands above the table on its second and later pages, left and right.
    """

    def __init__(self, pages: Pages, running: tuple[str, str] = ("", "")) -> None:
        self._pages = pages
        self._running = running
        self._top = pages.y  # of the table on this page
        self._began = TOP  # where its rows begin on this page
        self._heads: Sequence[Cell] = ()
        self._titles: list[Sequence[Cell]] = []
        self._held: _Row | None = None
        pages.on_page_end = self._end_page
        pages.on_new_page = self._begin_page

    def close(self) -> None:
        """Put the last row down and draw the frame; the pages are free again."""
        self._put_held()
        self._heads = ()
        self._put_titles(self._titles, 0)
        self._end_page()
        self._pages.on_page_end = self._pages.on_new_page = None

    def heads(self, cells: Sequence[Cell]) -> None:
        """The heads of the columns that follow: put down with their first row, and again on
        top of each new page until `end_heads`."""
        for cell in cells:
            cell.set()
        self._titles.append(cells)
        self._heads = cells

    def end_heads(self) -> None:
        """The columns are over: no more heads on new pages."""
        self._heads = ()

    def section(self, title: str) -> None:
        """A title across the table. It is put down with the row that follows, never alone."""
        cell = Cell(title, INNER, face=BOLD, centred=True, grey=SECTION_GREY, flows=False)
        cell.set()
        self._titles.append([cell])

    def title(self, words: str) -> None:
        """A smaller title, without ground; put down with the row that follows too."""
        cell = Cell(words, INNER, face=BOLD, centred=True, flows=False)
        cell.set()
        self._titles.append([cell])

    def row(self, cells: Sequence[Cell], least: float = ROW, level: Level | None = None) -> None:
        """Put one row down, divided between pages if it must be. `least` is its height empty."""
        self._put_held()
        for cell in cells:
            cell.set()
        self._held = _Row(cells, least, level, self._titles, self._heads)
        self._titles = []

    def end_with(self, high: float) -> None:
        """What comes now wants `high` on one page, and the last row beside it."""
        held = self._held
        beside = held.with_titles if held and held.high < high else 0.0
        if held and beside and self._pages.room < beside + high:
            self._heads = () if held.titles else held.heads
            self._next_page()
        self._put_held()
        self._heads = ()
        if self._pages.room < high:
            self._next_page()

    def _next_page(self) -> None:
        """Begin a page, unless nothing stands on this one yet."""
        if self._pages.y < self._began:
            self._pages.new_page()

    def _put_held(self) -> None:
        """The last row waits for the next, so that an end can take it along."""
        held, self._held = self._held, None
        if held is None:
            return
        heads, self._heads = self._heads, () if held.titles else held.heads
        self._put_titles(held.titles, held.wanted)
        self._heads = held.heads
        while held.high > self._pages.room:
            divided = self._divide(held.cells, held.least, held.level)
            if not divided and not self._make_room(held):
                break
        self._draw(held.cells, held.high, held.level)
        self._heads = heads

    def _put_titles(self, titles: Sequence[Sequence[Cell]], below: float) -> None:
        """Titles and heads of a row, on a page that has room for them and for `below`."""
        highs = [_height(cells) for cells in titles]
        if titles and self._pages.room < sum(highs) + below:
            self._next_page()
        for cells, high in zip(titles, highs, strict=True):
            self._draw(cells, high, None)

    def _make_room(self, row: _Row) -> bool:
        """The next page; on a page still empty, let go of what can never fit whole.

        False when nothing is left to let go of."""
        if self._pages.y < self._began:
            self._pages.new_page()
            row.least = min(row.least, self._pages.room)
            return True
        if row.least <= ROW and all(cell.flows for cell in row.cells):
            return False
        for cell in row.cells:
            cell.flows = True
        row.least = ROW
        return True

    def signatures(self, names: Sequence[str], day: str, high: float) -> None:
        """Places to sign, side by side: whose, above; the day, below."""
        self._put_held()
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
        if self._heads:
            self._draw(self._heads, _height(self._heads), None)
        self._began = self._pages.y

    def _end_page(self) -> None:
        if self._pages.y < self._top:
            self._pages.frame(self._top, self._pages.y)


def _height(cells: Sequence[Cell], least: float = ROW) -> float:
    return max([least, *(cell.high for cell in cells)])


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
