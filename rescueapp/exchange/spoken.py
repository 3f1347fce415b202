"""Words that one person reads out and the other types: whole, in order, however set apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from rescueapp.errors import Refused
from rescueapp.exchange.titles import plain
from rescueapp.i18n import mark

_LETTERS = 2  # of every word of the list

NOTHING_TYPED: Final = mark("Type the words that were read out.", "spoken words")
HOW_MANY: Final = mark(
    "{expected} words are needed, whole words of two characters; {typed} characters were typed.",
    "spoken words",
)
THESE_DIFFER: Final = mark(
    "These words differ: {places}. Ask for them to be read out once more. If they still differ, "
    "stop: it is not the same file.",
    "spoken words",
)


def check(expected: Sequence[str], typed: str) -> None:
    """Refuse typed words (`apart`) that are not the expected ones, naming those that differ."""
    words = apart(typed, len(expected))
    differing = [
        str(place)
        for place, (one, other) in enumerate(zip_longest(expected, words), start=1)
        if one != other
    ]
    if differing:
        raise Refused(THESE_DIFFER(places=", ".join(differing)))


def apart(typed: str, count: int) -> list[str]:
    """The words that were typed, so many. Raises Refused for none, or more or fewer.

    Spaces, signs, numbers before the words and traditional characters do not count.
    """
    letters = "".join(c for c in plain(typed) if not c.isascii())
    if not letters:
        raise Refused(NOTHING_TYPED)
    if len(letters) != _LETTERS * count:
        raise Refused(HOW_MANY(expected=count, typed=len(letters)))
    return [letters[at : at + _LETTERS] for at in range(0, len(letters), _LETTERS)]
