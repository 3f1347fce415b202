"""Characters that no bundled font has: named before printing, never printed as a box.

Who prints may still go on, with `〓` in their place to be written in by hand: a rare
character in a name does not stop the first hour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.printing.fonts import lacking
from rescueapp.printing.text import GAP, tidy

UNPRINTABLE = mark(
    "{count} characters cannot be printed because the fonts lack them. They are in: {where}",
    "print",
)


@dataclass(frozen=True, slots=True)
class Missing:
    """One character that cannot be printed, and the labels of the fields it stands in."""

    character: str
    where: tuple[str, ...]

    @property
    def code_point(self) -> str:
        """Its number, as the offices that draw characters ask for it: `U+2A6D7`."""
        return f"U+{ord(self.character):04X}"


class Unprintable(Refused):
    """Some characters have no glyph. `missing` names them; the words name only the fields."""

    def __init__(self, missing: list[Missing]) -> None:
        where = dict.fromkeys(place for found in missing for place in found.where)
        super().__init__(UNPRINTABLE(count=len(missing), where="、".join(where)))
        self.missing = missing


def missing(texts: Iterable[tuple[str, str]]) -> list[Missing]:
    """Each character that no bundled font has, in the order met.

    `texts` are pairs of where a text stands (the label of its field) and the text.
    """
    places: dict[str, dict[str, None]] = {}
    for where, text in texts:
        for character in _lacking(tidy(text)):
            places.setdefault(character, {})[where] = None
    return [Missing(character, tuple(found)) for character, found in places.items()]


def with_gaps(text: str) -> str:
    """The text with `〓` for every character that cannot be printed."""
    tidied = tidy(text)
    return tidied.translate({ord(c): GAP for c in _lacking(tidied)})


def _lacking(tidied: str) -> tuple[str, ...]:
    return lacking(tidied.replace("\n", ""))
