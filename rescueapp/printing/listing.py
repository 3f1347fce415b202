"""A paper that is no form: a title, what it says in pairs, a table, places to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from rescueapp.i18n import Text, mark, say
from rescueapp.printing.fonts import BOLD, SANS
from rescueapp.printing.glyphs import Unprintable, missing
from rescueapp.printing.grid import SIZE, Cell, Grid, label_cell
from rescueapp.printing.items import BLANK_DATE
from rescueapp.printing.pages import INNER, LEFT, Pages, SheetHead, mm
from rescueapp.printing.text import wrap

HEADER = mark("Internal. Keep confidential.", "print")
TITLE = 18.0
SIGN_HEIGHT = 24 * mm
LABEL = 42 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What stands on it. `columns`: heads, each with its share of the width; `rows`: words, one a
    column; `signers`: who signs, side by side."""

    title: Text
    note: str = ""
    pairs: Sequence[tuple[Text, str]] = ()
    columns: Sequence[tuple[Text, float]] = ()
    rows: Sequence[Sequence[str]] = ()
    signers: Sequence[Text] = ()


def listing(paper: Listing, head: SheetHead) -> bytes:
    """The paper as PDF. Raises Unprintable when a character has no glyph."""
    if lacking := missing(_texts(paper, head)):
        raise Unprintable(lacking)
    target = BytesIO()
    with Pages(target, head, HEADER) as pages:
        _draw_title(pages, paper, head)
        grid = Grid(pages, (say(paper.title), head.institution))
        for label, words in paper.pairs:
            grid.row([label_cell(say(label), LABEL), Cell(words, INNER - LABEL)])
        if paper.columns:
            _draw_table(grid, paper)
        if paper.signers:
            grid.end_with(SIGN_HEIGHT)
            grid.signatures([say(who) for who in paper.signers], say(BLANK_DATE), SIGN_HEIGHT)
        grid.close()
    return target.getvalue()


def _draw_title(pages: Pages, paper: Listing, head: SheetHead) -> None:
    pages.y -= 26
    pages.centred(pages.y, say(paper.title), BOLD, TITLE)
    pages.y -= 20
    for line in (head.institution, *wrap(paper.note, SANS, SIZE, INNER)):
        if line:
            pages.words(LEFT, pages.y, line, SANS, SIZE)
            pages.y -= SIZE * 1.5
    pages.y -= 4


def _draw_table(grid: Grid, paper: Listing) -> None:
    whole = sum(share for _, share in paper.columns)
    wide = [INNER * share / whole for _, share in paper.columns]
    heads = [
        Cell(say(text), room, face=SANS, centred=True)
        for (text, _), room in zip(paper.columns, wide, strict=True)
    ]
    grid.heads(heads)
    for words in paper.rows:
        grid.row([Cell(each, room) for each, room in zip(words, wide, strict=True)])
    grid.end_heads()


def _texts(paper: Listing, head: SheetHead) -> Iterator[tuple[str, str]]:
    title = say(paper.title)
    yield title, paper.note
    yield title, head.institution
    for label, words in paper.pairs:
        yield say(label), words
    for row in paper.rows:
        for (label, _), words in zip(paper.columns, row, strict=True):
            yield say(label), words
