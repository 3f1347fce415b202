"""The outcome scales as a picture: a small chart a domain, ours and her own, the same on paper and
on the screen.

Lines differ by stroke and mark as well as by colour, so that a black-and-white print tells as much.
The numbers stand in a table beside it; the picture is for the eye.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Circle, Drawing, Group, Line, PolyLine, Rect, String
from reportlab.lib.colors import HexColor

from rescueapp.domain import outcomes
from rescueapp.domain.outcomes import HIGHEST, LOWEST, Scored
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.codes import label
from rescueapp.forms.schema import Level
from rescueapp.i18n import language, mark, say
from rescueapp.printing.fonts import BOLD, SANS, load, runs, width
from rescueapp.printing.grid import Cell, Grid
from rescueapp.printing.pages import INNER, LANGUAGES, LEFT, Pages, mm
from rescueapp.printing.stream import StreamedCanvas
from rescueapp.printing.text import wrap

CHART = mark("Outcome scales over time", "outcomes")
OURS = mark("Our score", "outcomes")
HERS = mark("The person's own score", "outcomes")
OURS_AND_HERS = mark("Ours / the person's own", "outcomes")
STEPS = mark("1 lowest, 4 highest step", "outcomes")

COLUMNS, ROWS = 4, 3
WIDE: float = INNER
_CELL, _HIGH, _GAP = WIDE / COLUMNS, 96.0, 12.0
HIGH = _HIGH * ROWS
_TITLE, _SMALL = 8.0, 6.5
_MOST = 6  # columns of scores beside the picture on paper
_LEFT, _BOTTOM, _PLOT = 10.0, 14.0, 48.0  # inside a cell: axis, dates, height of the plot


@dataclass(frozen=True, slots=True)
class Colours:
    """As #rrggbb: of the ground, words, fine lines, our line, hers."""

    ground: str = "#ffffff"
    words: str = "#1d2935"
    faint: str = "#c3ccd4"
    ours: str = "#0b6e66"
    hers: str = "#7f5200"


ON_PAPER = Colours()


def drawing(scores: Sequence[Scored], colours: Colours = ON_PAPER) -> Drawing:
    """The picture, `WIDE` by `HIGH` points. `scores`: the earliest first, at least one."""
    load()
    picture = Drawing(WIDE, HIGH)
    picture.add(Rect(0, 0, WIDE, HIGH, fillColor=HexColor(colours.ground), strokeColor=None))
    for place, domain in enumerate(outcomes.DOMAINS):
        picture.add(_placed(_chart(scores, domain, colours), place))
    picture.add(_placed(_legend(scores, colours), len(outcomes.DOMAINS)))
    return picture


def pdf(scores: Sequence[Scored], colours: Colours = ON_PAPER) -> bytes:
    """The picture alone on a page of its own size, for the screen."""
    target = io.BytesIO()
    picture = drawing(scores, colours)
    canvas = StreamedCanvas(target, (WIDE, HIGH), SANS.name, LANGUAGES[language()])
    renderPDF.draw(picture, canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _placed(part: Group, place: int) -> Group:
    row, column = divmod(place, COLUMNS)
    part.translate(column * _CELL + 2, HIGH - (row + 1) * _HIGH)
    return part


def _chart(scores: Sequence[Scored], domain: str, colours: Colours) -> Group:
    part = Group()
    title = outcomes.title(FORMS[outcomes.FORM], domain)
    top = _HIGH - _TITLE - 8
    for line in wrap(title, SANS, _TITLE, _CELL - _GAP)[:2]:
        _say(part, 0, top, line, _TITLE, colours.words)
        top -= _TITLE * 1.2
    for step in range(LOWEST, HIGHEST + 1):
        y = _y(step)
        part.add(Line(_LEFT, y, _CELL - _GAP, y, strokeColor=HexColor(colours.faint),
                      strokeWidth=0.4))  # fmt: skip
        _say(part, 0, y - 2.2, str(step), _SMALL, colours.words)
    ends = (scores[0].on_date, scores[-1].on_date)
    _say(part, _LEFT, 3, ends[0], _SMALL, colours.words)
    if len(scores) > 1:
        last = ends[1]
        _say(part, _CELL - _GAP - width(last, SANS, _SMALL), 3, last, _SMALL, colours.words)
    _line(part, list(_points(scores, domain, own=True)), colours.hers, own=True)
    _line(part, list(_points(scores, domain, own=False)), colours.ours, own=False)
    return part


def _points(scores: Sequence[Scored], domain: str, *, own: bool) -> Iterator[tuple[float, float]]:
    room = _CELL - _GAP - _LEFT - 8
    for number, scored in enumerate(scores):
        step = (scored.hers if own else scored.ours).get(domain)
        if step is not None:
            yield _LEFT + 4 + room * number / max(1, len(scores) - 1), _y(step)


def _y(step: int) -> float:
    return _BOTTOM + _PLOT * (step - LOWEST) / (HIGHEST - LOWEST)


def _line(part: Group, points: list[tuple[float, float]], colour: str, *, own: bool) -> None:
    """A line with a mark at each score: ours full with dots, hers dashed with open squares."""
    ink = HexColor(colour)
    if len(points) > 1:
        flat = [value for point in points for value in point]
        part.add(PolyLine(flat, strokeColor=ink, strokeWidth=1.3,
                          strokeDashArray=(3, 2) if own else None))  # fmt: skip
    for x, y in points:
        part.add(
            Rect(x - 3, y - 3, 6, 6, fillColor=None, strokeColor=ink, strokeWidth=1)
            if own
            else Circle(x, y, 2, fillColor=ink, strokeColor=None)
        )


def _legend(scores: Sequence[Scored], colours: Colours) -> Group:
    part = Group()
    y = _HIGH - _TITLE - 8
    for words, colour, own in ((OURS, colours.ours, False), (HERS, colours.hers, True)):
        _line(part, [(4.0, y + 3), (24.0, y + 3)], colour, own=own)
        for line in wrap(say(words), SANS, _TITLE, _CELL - _GAP - 32):
            _say(part, 32, y, line, _TITLE, colours.words)
            y -= _TITLE * 1.25
        y -= 4
    _say(part, 0, y, say(STEPS), _SMALL, colours.words)
    for scored in (scores[0], scores[-1])[: len(scores)]:
        for line in wrap(_when(scored), SANS, _SMALL, _CELL - _GAP):
            y -= _SMALL * 1.5
            _say(part, 0, y, line, _SMALL, colours.words)
    return part


def _when(scored: Scored) -> str:
    occasion = label("L-score-occasion", scored.occasion) if scored.occasion else ""
    return f"{scored.on_date} {occasion}".strip()


def draw_page(pages: Pages, scores: Sequence[Scored]) -> None:
    """The picture and its numbers on the next page of a print."""
    pages.new_page()
    pages.bookmark("outcomes", say(CHART))
    pages.y -= 20
    pages.centred(pages.y, say(CHART), BOLD, 16)
    pages.y -= 14 + HIGH
    renderPDF.draw(drawing(scores), pages.canvas, LEFT, pages.y)
    pages.touch(Level.L3)
    pages.y -= 14
    _draw_table(pages, scores)


def _draw_table(pages: Pages, scores: Sequence[Scored]) -> None:
    """Each domain with every score, ours before hers; of many records the first and the latest."""
    shown = scores if len(scores) <= _MOST else (scores[0], *scores[1 - _MOST :])
    first = 44 * mm
    wide = (INNER - first) / len(shown)
    grid = Grid(pages)
    grid.heads([Cell(say(OURS_AND_HERS), first, face=SANS, centred=True)] + [
        Cell(_when(scored), wide, face=SANS, centred=True) for scored in shown
    ])  # fmt: skip
    for domain in outcomes.DOMAINS:
        cells = [Cell(outcomes.title(FORMS[outcomes.FORM], domain), first, face=SANS)]
        cells += [Cell(pair(each, domain), wide, centred=True) for each in shown]
        grid.row(cells, level=Level.L3)
    grid.close()


def pair(scored: Scored, domain: str) -> str:
    """Ours and hers, as a cell of the table says them: 3 / 2."""
    both = (scored.ours.get(domain), scored.hers.get(domain))
    return " / ".join("–" if step is None else str(step) for step in both)


def _say(part: Group, x: float, y: float, words: str, size: float, colour: str) -> None:
    """A line of text, each run in a font that has its characters."""
    for name, run in runs(words, SANS):
        part.add(String(x, y, run, fontName=name, fontSize=size, fillColor=HexColor(colour)))
        x += width(run, SANS, size)
