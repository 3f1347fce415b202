"""The bundled fonts: what they cover, how wide a text is, which font draws which run.

Three faces, Noto Sans SC Regular and Bold and Noto Serif SC Regular: static TrueType (reportlab
embeds no other outlines), embedded and subset in every print. A character that the wanted face
lacks is taken from another; one that none has is for `glyphs` to report before anything is printed.

Some scripts have a font each in which letters change, join and change places with what stands
beside them: a run of one is shaped as a whole (`shaped`), and only then has a width.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from math import isnan, nan
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, shapeStr

from rescueapp import paths

_SIZE = 1000  # at which runs are shaped, whatever size they are printed in


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A bundled font, and where its missing characters come from."""

    name: str
    instead: tuple[str, ...]


SANS = Face("NotoSansSC-Regular", ("NotoSerifSC-Regular",))
BOLD = Face("NotoSansSC-Bold", ("NotoSansSC-Regular", "NotoSerifSC-Regular"))
SERIF = Face("NotoSerifSC-Regular", ("NotoSansSC-Regular",))
FACES = {face.name: face for face in (SANS, BOLD, SERIF)}

# The scripts that are shaped: the font of each, and the blocks of Unicode it is asked for.
SHAPED = {
    "NotoSansThai-Regular": (range(0x0E00, 0x0E80),),
    "NotoSansLao-Regular": (range(0x0E80, 0x0F00),),
    "NotoSansMyanmar-Regular": (
        range(0x1000, 0x10A0), range(0xA9E0, 0xAA00), range(0xAA60, 0xAA80),
    ),
    "NotoSansKhmer-Regular": (range(0x1780, 0x1800), range(0x19E0, 0x1A00)),
}  # fmt: skip


@cache
def _font(name: str) -> TTFont:
    font = TTFont(name, str(paths.resources("fonts", f"{name}.ttf")), shapable=name in SHAPED)
    pdfmetrics.registerFont(font)
    return font


def load() -> None:
    """Make the three faces known to reportlab (0.3 s the first time, then nothing); the fonts of
    other scripts are read when somebody writes in them."""
    for name in FACES:
        _font(name)


@cache
def widths(name: str) -> dict[int, float]:
    """Advance of each character of a font, in thousandths of its size; one of a shaped script has
    none of its own."""
    found: dict[int, float] = _font(name).face.charWidths
    if name not in SHAPED:
        return found
    return {code: nan for block in SHAPED[name] for code in block if code in found}


@cache
def drawn_by(character: str, face: Face) -> str:
    """The font that draws a character where `face` is wanted; "" when no bundled font has it."""
    code = ord(character)
    for name in (face.name, *face.instead):
        if code in widths(name):
            return name
    for name, blocks in SHAPED.items():
        if any(code in block for block in blocks) and code in widths(name):
            return name
    return ""


def is_shaped(character: str) -> bool:
    """Whether a character belongs to a script that is shaped, and its font has it."""
    return drawn_by(character, SANS) in SHAPED


class Glyph(NamedTuple):
    """One drawing of a shaped run, measured at size 1."""

    character: str  # under which the font has it: a letter, or one for private use
    right: float  # from where it would stand
    up: float
    wide: float  # to where the next one would stand


def shaped(run: str, name: str) -> list[Glyph]:
    """A run in the font of its script: each letter in the form, order and place its neighbours
    give it. What was shaped is not kept: it may be a name."""
    found = shapeStr(run, _font(name).fontName, _SIZE, force=True)
    places = ((at.x_offset, at.y_offset, at.x_advance) for at in found.__shapeData__)
    return [
        Glyph(character, *(each / _SIZE for each in at))
        for character, at in zip(found, places, strict=True)
    ]


@cache
def characters(name: str) -> frozenset[str]:
    """The characters a font has."""
    return frozenset(map(chr, widths(name)))


def lacking(text: str) -> tuple[str, ...]:
    """The characters of a text that no bundled font has, each once, in the order met."""
    if characters(SANS.name).issuperset(text):
        return ()
    return tuple(c for c in dict.fromkeys(text) if not drawn_by(c, SANS))


def runs(text: str, face: Face) -> Iterator[tuple[str, str]]:
    """The text as (font name, run). Characters no font has stay with the face."""
    if characters(face.name).issuperset(text):
        yield face.name, text
        return
    for name, run in groupby(text, lambda c: drawn_by(c, face) or face.name):
        yield name, "".join(run)


class Advances(dict[str, float]):
    """Width of each character at size 1 where `face` is wanted, looked up once; no number for
    those of a shaped script, nor for what they are added up with."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def __missing__(self, character: str) -> float:
        name = drawn_by(character, self._face)
        wide = self[character] = widths(name)[ord(character)] / 1000 if name else 1.0
        return wide


@cache
def advances(face: Face) -> Advances:
    """The widths of a face; private-use characters (check boxes) count as full width."""
    return Advances(face)


def width(text: str, face: Face, size: float) -> float:
    """Width of a text in points."""
    plain = sum(map(advances(face).__getitem__, text))
    if not isnan(plain):
        return plain * size
    return sum(_wide(name, run, face) for name, run in runs(text, face)) * size


def _wide(name: str, run: str, face: Face) -> float:
    """Width of a run at size 1."""
    if name in SHAPED:
        return sum(glyph.wide for glyph in shaped(run, name))
    return sum(map(advances(face).__getitem__, run))
