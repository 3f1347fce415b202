"""The bundled fonts: what they cover, how wide a text is, which font draws which run.

Three faces, Noto Sans SC Regular and Bold and Noto Serif SC Regular: static TrueType (reportlab
embeds no other outlines), embedded and subset in every print. A character that the wanted face
lacks is taken from another; one that none has is for `glyphs` to report before anything is printed.

Some scripts have a font each and are shaped (`shaping`): their characters have no width alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from math import isnan, nan

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from rescueapp import paths
from rescueapp.printing.shaping import SCRIPTS, shaped


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A bundled font, and where its missing characters come from."""

    name: str
    instead: tuple[str, ...]


SANS = Face("NotoSansSC-Regular", ("NotoSerifSC-Regular",))
BOLD = Face("NotoSansSC-Bold", ("NotoSansSC-Regular", "NotoSerifSC-Regular"))
SERIF = Face("NotoSerifSC-Regular", ("NotoSansSC-Regular",))
FACES = {face.name: face for face in (SANS, BOLD, SERIF)}


@cache
def _font(name: str) -> TTFont:
    font = TTFont(name, str(paths.resources("fonts", f"{name}.ttf")), shapable=False)
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
    if name not in SCRIPTS:
        return found
    return {code: nan for block in SCRIPTS[name] for code in block if code in found}


@cache
def drawn_by(character: str, face: Face) -> str:
    """The font that draws a character where `face` is wanted; "" when no bundled font has it."""
    code = ord(character)
    for name in (face.name, *face.instead):
        if code in widths(name):
            return name
    for name, blocks in SCRIPTS.items():
        if any(code in block for block in blocks) and code in widths(name):
            return name
    return ""


def is_shaped(character: str) -> bool:
    """Whether a character belongs to a script that is shaped, and its font has it."""
    return drawn_by(character, SANS) in SCRIPTS


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
    if name in SCRIPTS:
        return sum(glyph.wide for glyph in shaped(run, name))
    return sum(map(advances(face).__getitem__, run))
