"""Code lists (rules.md C, and small `L-` lists of single forms), from `resources/codes`.

One file a list, `C-13.tsv`: code, zh_hans, zh_hant, en, pinyin, valid_from, valid_to, source,
htcds. Rows are in the order in which they are shown. Codes are strings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from rescueapp import i18n, paths
from rescueapp.forms import tables


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list, with its word in each language."""

    code: str
    zh_hans: str
    zh_hant: str
    en: str
    pinyin: str  # toneless syllables of zh_hans, "bei guai mai"
    valid_from: str = ""  # ISO date, included; "": always
    valid_to: str = ""
    source: str = ""
    htcds: str = ""  # value of the Human Trafficking Case Data Standard

    @property
    def words(self) -> tuple[str, str, str]:
        """The label in each language."""
        return self.zh_hans, self.zh_hant, self.en

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return self.words[i18n.LANGUAGES.index(i18n.language())]

    def valid(self, on: date) -> bool:
        return self.valid_from <= on.isoformat() <= (self.valid_to or "9999")


@cache
def lists() -> tuple[str, ...]:
    """The ids of all lists."""
    return tuple(sorted(path.stem for path in paths.resources("codes").glob("*.tsv")))


def codes(list_id: str, on: date | None = None) -> tuple[Code, ...]:
    """A list in its order; with `on`, what was valid that day. KeyError for no such list."""
    rows = tuple(_by_code(list_id).values())
    return rows if on is None else tuple(row for row in rows if row.valid(on))


def known(list_id: str, code: str) -> bool:
    """Whether the list has this code, in use or not."""
    return code in _by_code(list_id)


def label(list_id: str, code: str) -> str:
    """The word for a code in the language in use; an unknown code is shown as it is."""
    row = _by_code(list_id).get(code)
    return row.label if row else code


def find(list_id: str, typed: str, on: date | None = None) -> tuple[Code, ...]:
    """Typed search by code, part of a word in any language, pinyin or initials; best first.

    Nothing typed finds the whole list.
    """
    wanted = tables.plain(typed)
    rows = codes(list_id, on)
    if not wanted:
        return rows
    rated = ((_findable(row).closeness(wanted), row) for row in rows)
    hits = [(rank, row) for rank, row in rated if rank is not None]
    return tuple(row for _, row in sorted(hits, key=lambda hit: hit[0]))


@cache
def _findable(row: Code) -> tables.Findable:
    return tables.Findable.of(row.code, row.words, row.pinyin)


def named(list_id: str, text: str) -> Code | None:
    """The one code that is exactly this code or this word, in any language; None otherwise."""
    given = text.strip()
    exact = _by_code(list_id).get(given)
    if exact:
        return exact
    wanted = tables.plain(given)
    if not wanted:
        return None
    hits = [
        row
        for row in _by_code(list_id).values()
        if wanted in (tables.plain(row.code), *map(tables.plain, row.words))
    ]
    return hits[0] if len(hits) == 1 else None


@cache
def _by_code(list_id: str) -> dict[str, Code]:
    if list_id not in lists():
        raise KeyError(list_id)
    _, rows = tables.read_rows(paths.resources("codes", f"{list_id}.tsv"))
    return {row["code"]: Code(**row) for row in rows}
