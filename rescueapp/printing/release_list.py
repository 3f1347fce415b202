"""F36 on paper: the register of releases of a period as a ruled list, one release a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from rescueapp.i18n import mark, say
from rescueapp.printing.fonts import BOLD, SANS
from rescueapp.printing.glyphs import Missing, Unprintable, missing, with_gaps
from rescueapp.printing.grid import Cell, Grid
from rescueapp.printing.pages import INNER, Pages, SheetHead
from rescueapp.printing.tables import TITLE, spread

HEADER = mark("Internal. Keep confidential.", "print")
NAME = mark("Register of personal information given out (F36)", "release list")
UNIT = mark("Unit: {name}", "print")
PERIOD = mark("From {first} to {last}", "release list")
NONE = mark("Nothing left in this period.", "release list")
HEADS = (
    (mark("Date", "release list"), 0.11),
    (mark("Case", "release list"), 0.13),
    (mark("Received by", "release list"), 0.16),
    (mark("Ground and purpose", "release list"), 0.20),
    (mark("What", "release list"), 0.16),
    (mark("How, number", "release list"), 0.12),
    (mark("Agreed to, back", "release list"), 0.12),
)
_SIZE = 8.5


@dataclass(frozen=True, slots=True)
class ReleaseList:
    """What goes on the paper. `rows`: a text for each of `HEADS`, then what the release held,
    which stands below over the whole width."""

    head: SheetHead
    first: str
    last: str
    rows: Sequence[tuple[str, ...]]


def write(printed: ReleaseList, *, gaps: bool = False) -> bytes:
    """The list as PDF. Raises Unprintable for a character no font has, unless `gaps`."""
    if not gaps and (lacking := missing_characters(printed)):
        raise Unprintable(lacking)
    target = BytesIO()
    with Pages(target, printed.head, HEADER) as pages:
        pages.y -= TITLE * 1.5
        pages.centred(pages.y, say(NAME), BOLD, TITLE * 0.8)
        pages.y -= 22
        period = PERIOD(first=printed.first, last=printed.last)
        spread(pages, [say(UNIT(name=printed.head.institution)), say(period)])
        pages.y -= 6
        grid = Grid(pages, (say(NAME), say(period)))
        grid.heads([
            Cell(say(words), share * INNER, face=SANS, size=_SIZE, centred=True, flows=False)
            for words, share in HEADS
        ])  # fmt: skip
        for row in printed.rows:
            *cells, held = row
            grid.row([
                Cell(with_gaps(text), share * INNER, size=_SIZE)
                for text, (_, share) in zip(cells, HEADS, strict=True)
            ])  # fmt: skip
            if held:
                grid.row([Cell(with_gaps(held), INNER, size=_SIZE)])
        if not printed.rows:
            grid.row([Cell(say(NONE), INNER, face=SANS, centred=True)])
        grid.end_heads()
        grid.close()
    return target.getvalue()


def missing_characters(printed: ReleaseList) -> list[Missing]:
    """What `write` would refuse, and under which head it stands."""
    return missing(_texts(printed))


def _texts(printed: ReleaseList) -> Iterator[tuple[str, str]]:
    yield say(NAME), printed.head.institution
    for row in printed.rows:
        for (words, _), text in zip(HEADS, row, strict=False):
            yield say(words), text
        yield say(NAME), row[-1]
