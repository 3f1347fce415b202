"""Scripts whose letters change, join and change places with what stands beside them.

Each has a font of its own. A run of one is shaped as a whole by HarfBuzz; only then it has a width,
and what is seen of it is drawn as outlines: no row of characters stands for it.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import uharfbuzz

from rescueapp import paths

# The font of each script, and the blocks of Unicode it is asked for.
SCRIPTS = {
    "NotoSansThai-Regular": (range(0x0E00, 0x0E80),),
    "NotoSansLao-Regular": (range(0x0E80, 0x0F00),),
    "NotoSansMyanmar-Regular": (
        range(0x1000, 0x10A0), range(0xA9E0, 0xAA00), range(0xAA60, 0xAA80),
    ),
    "NotoSansKhmer-Regular": (range(0x1780, 0x1800), range(0x19E0, 0x1A00)),
}  # fmt: skip

Point = tuple[float, float]


class Glyph(NamedTuple):
    """One drawing of a shaped run, measured at size 1."""

    number: int  # of the font
    right: float  # from where it would stand
    up: float
    wide: float  # to where the next one would stand


class Stroke(NamedTuple):
    """One piece of an outline at size 1: to one point from the last one, or on to it ("begin",
    "line"), round two others ("curve"), or back to where it began ("close")."""

    kind: str
    points: tuple[Point, ...]


def shaped(run: str, name: str) -> list[Glyph]:
    """A run in the font of its script: each letter in the form, order and place its neighbours
    give it. What was shaped is not kept: it may be a name."""
    font = _font(name)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    em = font.face.upem
    return [
        Glyph(info.codepoint, at.x_offset / em, at.y_offset / em, at.x_advance / em)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


@cache
def outline(number: int, name: str) -> tuple[Stroke, ...]:
    """What is drawn of a glyph: closed lines, filled where they wind around."""
    font, pen = _font(name), _Pen()
    font.draw_glyph_with_pen(number, pen)
    em = font.face.upem
    return tuple(
        Stroke(kind, tuple((x / em, y / em) for x, y in points)) for kind, points in pen.drawn
    )


@cache
def _font(name: str) -> Any:
    blob = uharfbuzz.Blob.from_file_path(str(paths.resources("fonts", f"{name}.ttf")))
    return uharfbuzz.Font(uharfbuzz.Face(blob))


class _Pen:
    """Takes an outline as HarfBuzz tells it (it names what it calls)."""

    def __init__(self) -> None:
        self.drawn: list[tuple[str, tuple[Point, ...]]] = []
        self._at: Point = (0, 0)

    def moveTo(self, to: Point) -> None:
        self._add("begin", to)

    def lineTo(self, to: Point) -> None:
        self._add("line", to)

    def curveTo(self, one: Point, two: Point, to: Point) -> None:
        self._add("curve", one, two, to)

    def qCurveTo(self, by: Point, to: Point) -> None:
        """A curve with one point beside it, as one with two."""
        self.curveTo(_two_thirds(self._at, by), _two_thirds(to, by), to)

    def closePath(self) -> None:
        self.drawn.append(("close", ()))

    def _add(self, kind: str, *points: Point) -> None:
        self.drawn.append((kind, points))
        self._at = points[-1]


def _two_thirds(start: Point, end: Point) -> Point:
    return start[0] + 2 / 3 * (end[0] - start[0]), start[1] + 2 / 3 * (end[1] - start[1])
