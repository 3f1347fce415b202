"""One form as the ruled table of a Chinese office: filled, or blank for handwriting.

Title in the middle, below it unit, file number and form number; two questions a row where
answers are short, the whole width where they are long; tables inside the form with their
heads repeated over pages; who filled it in, and the places to sign, kept together at the end.
"""

from __future__ import annotations

from collections.abc import Sequence

from rescueapp.forms.schema import Form, Kind
from rescueapp.i18n import language, lookup, mark, say
from rescueapp.printing.fonts import BOLD, SANS, SERIF, width
from rescueapp.printing.grid import LEADING, PAD, ROW, SIZE, Cell, Grid, label_cell
from rescueapp.printing.items import BLANK_DATE, Filled, Item, day, sections
from rescueapp.printing.pages import INNER, LEFT, RIGHT, UNFINISHED, Pages, SheetHead, mm
from rescueapp.printing.profiles import INTERNAL, Profile
from rescueapp.printing.text import balanced, wrap

TITLE = 18.0  # 小二
NUMBER_COLUMN = 11 * mm
MOST_COLUMNS = 7  # a table with more is printed row by row, as pairs
SIGN_HEIGHT = 24 * mm
_THE_DAY = "Date"  # among the signers of a form

FORM_NUMBER = mark("Form {number}", "print")
UNIT = mark("Unit: {name}", "print")
ALIAS = mark("Alias: {alias}", "print")
FILE_NUMBER = mark("File: {number}", "print")
FILLED_IN_BY = mark("Filled in by", "print")
FILLED_IN_ON = mark("Date", "print")
CHECKED_BY = mark("Checked by", "print")
SERIAL = mark("No.", "print")
PART_OF = mark("{what} ({number})", "print")
CONTINUED_TABLE = mark("{title} (continued)", "print")
NOTHING_HELD = mark("Nothing was entered.", "print")
BY_HAND = mark(
    "Each question may be answered with: does not want to say, not known, not asked.", "print"
)
TO_WRITE_ON = "＿" * 8


def draw_form(
    pages: Pages,
    form: Form,
    filled: Filled | None,
    head: SheetHead,
    profile: Profile = INTERNAL,
    *,
    whole: bool = False,
) -> None:
    """Put a form down from where the pages are. `filled` None: blank, perhaps the `whole`."""
    title = lookup(form.title, form.key)
    _draw_title(pages, form, title, head, profile)
    if filled is None:
        pages.words(LEFT, pages.y - 9, say(BY_HAND), SANS, 8)
        pages.y -= 14
    grid = Grid(pages, (say(CONTINUED_TABLE(title=title)), head.alias or head.case_number))
    empty = True
    for name, items in sections(form, filled, whole=whole):
        empty = False
        grid.section(name)
        _draw_items(grid, items, name)
    if empty:
        grid.row([Cell(say(NOTHING_HELD), INNER, face=SANS, centred=True)])
    _draw_end(grid, form, filled, head, profile)
    grid.close()


def label_width() -> float:
    """The label column; Latin words are longer than Chinese ones."""
    return (36 if language() == "en" else 28) * mm


# --- title ------------------------------------------------------------------------------


def _draw_title(pages: Pages, form: Form, title: str, head: SheetHead, profile: Profile) -> None:
    if profile.form_number:
        number = say(FORM_NUMBER(number=form.number))
        pages.words(RIGHT - width(number, SERIF, 9), pages.y - 9, number, SERIF, 9)
    pages.y -= 12
    for line in balanced(title, BOLD, TITLE, INNER):
        pages.y -= TITLE * 1.25
        pages.centred(pages.y, line, BOLD, TITLE)
    pages.y -= 20
    spread(pages, _whose(head, profile))
    pages.y -= 6


def _whose(head: SheetHead, profile: Profile) -> list[str]:
    """The line above the table: unit, alias, file number, as far as the profile has them."""
    found = []
    if profile.institution:
        found.append(say(UNIT(name=head.institution or TO_WRITE_ON)))
    if not head.of_case:
        return found
    found.append(say(ALIAS(alias=head.alias or TO_WRITE_ON)))
    if profile.case_number:
        found.append(say(FILE_NUMBER(number=head.case_number or TO_WRITE_ON)))
    return found


def spread(pages: Pages, parts: Sequence[str]) -> None:
    """A line with its parts spread between the margins; over two lines if it must."""
    wide = [width(part, SERIF, SIZE) for part in parts]
    gap = (INNER - sum(wide)) / max(1, len(parts) - 1)
    if gap < 10:
        for part in parts:
            for line in wrap(part, SERIF, SIZE, INNER):
                pages.words(LEFT, pages.y, line, SERIF, SIZE)
                pages.y -= LEADING
        pages.y += LEADING
        return
    x = LEFT
    for part, own in zip(parts, wide, strict=True):
        pages.words(x, pages.y, part, SERIF, SIZE)
        x += own + gap


# --- rows -------------------------------------------------------------------------------


def _draw_items(grid: Grid, items: Sequence[Item], under: str = "") -> None:
    """The rows of one section; `under` is its title, not to be said twice."""
    waiting: Item | None = None
    for item in items:
        if item.columns:
            _pair(grid, waiting, None)
            waiting = None
            _draw_table(grid, item, under)
        elif item.wide or not _is_short(item):
            _pair(grid, waiting, None)
            waiting = None
            _long(grid, item)
        elif waiting is None:
            waiting = item
        else:
            _pair(grid, waiting, item)
            waiting = None
    _pair(grid, waiting, None)


def _is_short(item: Item) -> bool:
    """Whether the answer stands well in half the width: two lines, or three of check boxes."""
    room = INNER / 2 - label_width() - 2 * PAD
    lines = len(wrap(item.words, SERIF, SIZE, room))
    return lines <= 2


def _pair(grid: Grid, left: Item | None, right: Item | None) -> None:
    if left is None:
        return
    label = label_width()
    if right is None:
        _long(grid, left)
        return
    value = INNER / 2 - label
    grid.row(
        [
            label_cell(left.label, label),
            Cell(left.words, value),
            label_cell(right.label, label),
            Cell(right.words, value),
        ],
        level=max(left.level, right.level),
    )


def _long(grid: Grid, item: Item) -> None:
    label = label_width()
    grid.row(
        [label_cell(item.label, label), Cell(item.words, INNER - label, note=item.hint)],
        least=max(1, item.lines) * ROW,
        level=item.level,
    )


# --- tables inside a form ---------------------------------------------------------------


def _draw_table(grid: Grid, item: Item, under: str) -> None:
    blank = item.lines > 0
    if len(item.columns) > MOST_COLUMNS:
        _draw_blocks(grid, item, blank)
        return
    widths = _column_widths(item)
    head = [Cell(say(SERIAL), NUMBER_COLUMN, face=SANS, centred=True, flows=False)]
    head += [
        Cell(c.label, w, face=SANS, centred=True, flows=False)
        for c, w in zip(item.columns, widths, strict=True)
    ]
    if item.label != under:
        grid.title(item.label)
    grid.heads(head)
    rows = item.rows or ((_by_hand(item),) * item.lines if blank else ())
    for number, row in enumerate(rows or (("",) * len(widths),), 1):
        serial = str(number) if blank or item.rows else ""
        cells = [Cell(serial, NUMBER_COLUMN, centred=True, flows=False)]
        cells += [Cell(words, w) for words, w in zip(row, widths, strict=True)]
        grid.row(cells, level=item.level)
    grid.end_heads()


def _by_hand(item: Item) -> tuple[str, ...]:
    """A row to write in. Only yes or no has boxes: columns are narrow."""
    boxed = (Kind.YES_NO, Kind.SCALE)
    return tuple(c.words if c.field.kind in boxed else "" for c in item.columns)


# What a column is worth that nothing tells about yet.
_WEIGHTS = {
    Kind.LONG_TEXT: 4.0,
    Kind.TEXT: 2.2,
    Kind.PLACE: 2.4,
    Kind.ID_DOCUMENT: 2.8,
    Kind.INSTITUTION: 2.2,
    Kind.CHOICES: 2.4,
    Kind.DATE_TIME: 2.0,
    Kind.DATE: 1.7,
    Kind.NUMBER: 1.0,
    Kind.SCALE: 1.0,
    Kind.YES_NO: 1.6,
}
NARROW, BROAD = 14 * mm, 60 * mm


def _column_widths(item: Item) -> list[float]:
    """By what stands in the columns; by their kinds where nothing does."""
    weights = [_WEIGHTS.get(c.field.kind, 1.5) for c in item.columns]
    if item.rows:  # of a blank that begins with rows, what is still to be written has its kind's
        weights = [
            _natural_width(item, i)
            if any(row[i] for row in item.rows) or not item.lines
            else weights[i] * NARROW
            for i in range(len(item.columns))
        ]
    share = (INNER - NUMBER_COLUMN) / sum(weights)
    return [weight * share for weight in weights]


def _natural_width(item: Item, column: int) -> float:
    words = [item.columns[column].label, *(row[column] for row in item.rows)]
    longest = max(width(text[:60], SERIF, SIZE) for text in words)
    return min(max(longest + 2 * PAD, NARROW), BROAD)


def _draw_blocks(grid: Grid, item: Item, blank: bool) -> None:
    """A table too wide for the page: each row of it as pairs under its own small head."""
    rows: tuple[tuple[str, ...], ...] = item.rows if not blank else ((), ())
    if not rows:
        _long(grid, Item(item.field, item.label, ""))
    for number, row in enumerate(rows, 1):
        title = say(PART_OF(what=item.label, number=number))
        grid.title(title)
        if blank:
            _draw_items(grid, item.columns)
            continue
        cells = zip(item.columns, row, strict=True)
        _draw_items(grid, [Item(c.field, c.label, words) for c, words in cells])


# --- the end of a form ------------------------------------------------------------------


def _draw_end(
    grid: Grid, form: Form, filled: Filled | None, head: SheetHead, profile: Profile
) -> None:
    """Who filled it in and checked it, and the places to sign: together on one page."""
    signs = _sign_rows(form.signatures) if profile.signatures else []
    rows = bool(profile.writers) + bool(head.late)
    stamped = ROW * (head.unfinished and bool(signs))
    grid.end_with(ROW * rows + SIGN_HEIGHT * len(signs) + stamped)
    if profile.writers:
        label = 22 * mm
        room = INNER - 3 * label
        shares = (room * 0.3, room * 0.42, room * 0.28)
        words = (head.written_by, day(head.written_on), "")
        if filled is None:
            words = ("", say(BLANK_DATE), "")
        cells = []
        labels = (FILLED_IN_BY, FILLED_IN_ON, CHECKED_BY)
        for text, value, share in zip(labels, words, shares, strict=True):
            cells += [label_cell(say(text), label), Cell(value, share)]
        grid.row(cells)
    if head.late and filled is not None:
        grid.row([Cell(head.late, INNER)])
    if stamped:
        grid.row([Cell(say(UNFINISHED), INNER, face=BOLD, centred=True)])
    for row in signs:
        grid.signatures([lookup(name, form.key) for name in row], say(BLANK_DATE), SIGN_HEIGHT)


def _sign_rows(signed: Sequence[str]) -> list[Sequence[str]]:
    """Two or three places to a row: 5 as 3 and 2, 4 as 2 and 2. Each place has its own day, so
    that the day a form lists beside its signers needs none."""
    names = [name for name in signed if name != _THE_DAY]
    wide = 2 if len(names) in (2, 4) else 3
    return [names[i : i + wide] for i in range(0, len(names), wide)]
