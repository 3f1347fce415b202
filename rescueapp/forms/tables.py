"""Reading the tab-separated tables of `resources`, and the order of a typed search in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rescueapp.errors import Damaged
from rescueapp.i18n import mark


def read_rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The column names and the rows. Raises Damaged for a row of another width."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    rows = [line.split("\t") for line in lines[1:] if line]
    if any(len(row) != len(header) for row in rows):
        raise Damaged(mark("A table of the program is damaged. Install it again.", "tables"))
    return header, [dict(zip(header, row, strict=True)) for row in rows]


@cache
def plain(text: str) -> str:
    """Text as it is compared: half-width, lower case, without spaces and punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in folded if each.isalnum())


def initials(pinyin: str) -> str:
    """The first letters of spaced syllables: "bei guai mai" → "bgm"."""
    return "".join(syllable[0] for syllable in pinyin.split())


def closeness(typed: str, code: str, words: Iterable[str], pinyin: str) -> int | None:
    """How well a row fits what was typed: 0 best, None not at all.

    `typed` is already `plain`. Code, then whole word, its beginning, its middle, then
    beginnings of pinyin and initials: a word beats a sound, a beginning beats a middle.
    """
    if code.casefold() == typed:
        return 0
    names = [plain(word) for word in words]
    sounds = (pinyin.replace(" ", ""), initials(pinyin))
    if typed in names:
        return 1
    if any(name.startswith(typed) for name in names):
        return 2
    if any(sound == typed for sound in sounds):
        return 3
    if any(sound.startswith(typed) for sound in sounds):
        return 4
    if any(typed in name for name in names):
        return 5
    if code.casefold().startswith(typed) or _from_a_syllable(typed, pinyin):
        return 6
    return None


def _from_a_syllable(typed: str, pinyin: str) -> bool:
    """Whether the sound of some later word begins as typed: "maimai" in "fei fa mai mai"."""
    syllables = pinyin.split()
    rest = ("".join(syllables[start:]) for start in range(1, len(syllables)))
    return any(sound.startswith(typed) for sound in rest) or typed in initials(pinyin)[1:]
