"""Code lists (rules.md C, and small `L-` lists of single forms), from `resources/codes`.

One file a list, `C-13.tsv`: code, zh_hans, zh_hant, en, pinyin, valid_from, valid_to, source,
and where it exists htcds. Rows are in the order in which they are shown. Codes are strings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Code:
    code: str
    zh_hans: str
    zh_hant: str
    en: str
    pinyin: str  # toneless syllables of zh_hans, "bei guai mai"
    valid_from: str = ""  # ISO date, included; "": always
    valid_to: str = ""
    source: str = ""
    htcds: str = ""  # value of the Human Trafficking Case Data Standard


def lists() -> tuple[str, ...]:
    """The ids of all lists."""
    raise NotImplementedError


def codes(list_id: str, on: date | None = None) -> tuple[Code, ...]:
    """A list in its order; with `on`, what was valid that day. KeyError for no such list."""
    raise NotImplementedError


def known(list_id: str, code: str) -> bool:
    raise NotImplementedError


def label(list_id: str, code: str) -> str:
    """The word for a code in the language in use; an unknown code is shown as it is."""
    raise NotImplementedError


def find(list_id: str, typed: str, on: date | None = None) -> tuple[Code, ...]:
    """Typed search by code, part of a word in any language, pinyin or initials; best first."""
    raise NotImplementedError
