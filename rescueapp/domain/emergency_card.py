"""The emergency card: what to do now, in steps a tired person can follow (K-25), and the note for
those who work here (K-26). Pure; no data of a person is ever on it.

The words stand in `resources/emergency.tsv`, a line each, with the source each rests on: an id of
the rules, `WHO-PFA` (psychological first aid, guide for field workers), or `D`, our own proposal.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rescueapp import i18n, paths
from rescueapp.forms import tables

STAFF = "staff"  # the sheet that is about oneself


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet in each language. `part`: title, call, note, sign, step, write, incident
    or blank; `value`: a telephone number of a call, a form's key of what is written next."""

    part: str
    value: str
    words: tuple[str, str, str]
    source: str

    @property
    def said(self) -> str:
        """Its words in the language in use."""
        return self.words[i18n.LANGUAGES.index(i18n.language())]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One emergency (or the note for staff), on one page."""

    key: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """What it is about, in the language in use."""
        return self.of("title")[0].said

    def of(self, part: str) -> tuple[Line, ...]:
        """Its lines of one kind, in their order."""
        return tuple(line for line in self.lines if line.part == part)


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every sheet, in the order of the file. Raises Damaged for a file nobody tried."""
    _, rows = tables.read_rows(paths.resources("emergency.tsv"))
    found: dict[str, list[Line]] = {}
    for row in rows:
        words = (row["zh_hans"], row["zh_hant"], row["en"])
        line = Line(row["part"], row["value"], words, row["source"])
        found.setdefault(row["sheet"], []).append(line)
    return tuple(Sheet(key, tuple(lines)) for key, lines in found.items())
