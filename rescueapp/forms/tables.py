"""Reading the tab-separated tables of `resources`, and the order of a typed search in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Findable:
    """A row as a typed search sees it: everything `plain`."""

    code: str
    names: tuple[str, ...]
    sounds: tuple[str, ...]  # the whole pinyin, then from each later syllable
    initials: str
    everything: str  # whatever can be found stands in it: one look rules most rows out

    @classmethod
    def of(cls, code: str, words: Iterable[str], pinyin: str) -> Findable:
        syllables = pinyin.split()
        names = tuple(plain(word) for word in words)
        initials = "".join(each[0] for each in syllables)
        return cls(
            code=plain(code),
            names=names,
            sounds=tuple("".join(syllables[start:]) for start in range(len(syllables))),
            initials=initials,
            everything="|".join((plain(code), *names, "".join(syllables), initials)),
        )

    def closeness(self, typed: str) -> int | None:
        """How well it fits what was typed (`plain`): 0 best, None not at all.

        A word beats a sound, a beginning beats a middle, the whole beats both.
        """
        if typed not in self.everything:
            return None
        sound = self.sounds[0] if self.sounds else ""
        tests = (
            typed == self.code or typed in self.names,
            typed in (sound, self.initials),
            any(name.startswith(typed) for name in self.names),
            sound.startswith(typed) or self.initials.startswith(typed),
            self.code.startswith(typed) or any(typed in name for name in self.names),
            typed in self.initials or any(each.startswith(typed) for each in self.sounds),
        )
        return next((rank for rank, fits in enumerate(tests) if fits), None)
