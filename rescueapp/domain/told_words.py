"""What words tell, by patterns that are data: the tables of `resources/guards`.

Each row has its rule, its source and a note; the patterns are in simplified characters and small
letters, without spaces. A text is brought to the same writing first, so that 診斷 and Ｋ Ｔ Ｖ are
found too. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rescueapp import paths
from rescueapp.domain.names import simplified
from rescueapp.forms import tables

_HIDDEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_SENTENCE = re.compile(r"[。;!?]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row. `where`: which texts it is for, in the words of its table. `unless`: what must not
    stand so shortly (`near` characters) before it in the same sentence."""

    rule: str
    where: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    near: int

    def within(self, text: str) -> bool:
        """Whether it holds anywhere in a `plain` text."""
        return any(self._holds(match) for match in self.pattern.finditer(text))

    def _holds(self, match: re.Match[str]) -> bool:
        if self.unless is None:
            return True
        before = match.string[max(0, match.start() - self.near) : match.start()]
        return self.unless.search(_SENTENCE.split(before)[-1]) is None


def plain(text: str) -> str:
    """A text in the writing of the patterns."""
    return simplified(_HIDDEN.sub("", unicodedata.normalize("NFKC", text)))


def rules(name: str, text: str, where: str = "") -> Iterator[str]:
    """The rules of a table that hold in a text, each once."""
    written = plain(text)
    told = (each.rule for each in table(name) if each.where == where and each.within(written))
    yield from dict.fromkeys(told)


@cache
def table(name: str) -> tuple[Pattern, ...]:
    """The rows of a table."""
    _, rows = tables.read_rows(paths.resources("guards", f"{name}.tsv"))
    return tuple(
        Pattern(
            rule=row["rule"],
            where=row["where"],
            pattern=re.compile(row["pattern"], re.IGNORECASE),
            unless=re.compile(row["unless"], re.IGNORECASE) if row["unless"] else None,
            near=int(row["near"]),
        )
        for row in rows
    )
