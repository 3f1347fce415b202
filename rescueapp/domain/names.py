"""Finding a person by any way her name may be typed: Chinese (either writing), pinyin, initials.

Search keys are computed when a record is saved and sealed with the name; at unlock they are
opened into a `WordIndex`, which lives in memory only. pypinyin is imported when keys are first
computed (a quarter of a second), never for a search.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

# Surnames whose reading differs from the character's usual one.
SURNAME_READINGS = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao",
    "任": "ren", "盖": "ge", "缪": "miao", "翟": "zhai", "乐": "yue", "员": "yun", "繁": "po",
    "召": "shao", "冼": "xian", "尹": "yin", "秘": "bi", "折": "she", "黑": "he", "种": "chong",
    "晟": "cheng", "宓": "mi", "尉迟": "yuchi", "万俟": "moqi", "长孙": "zhangsun",
    "澹台": "tantai", "令狐": "linghu", "宰父": "zaifu", "亓官": "qiguan",
}  # fmt: skip

_START = "\t"  # stands before every key: Latin queries match only from a syllable's start
_TAIL = 4  # digits of a document by which it may be found


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """One writing for both scripts: NFKC, simplified, lower case, without spaces and dots."""
    folded = unicodedata.normalize("NFKC", text)
    if not folded.isascii():
        folded = _converter().convert(folded)
    return "".join(c for c in folded.casefold() if not c.isspace() and c not in "·•‧・.．'’-")


def readings(name: str) -> list[str]:
    """The pinyin syllables of a simplified name, the surname read as a surname."""
    from pypinyin import Style, lazy_pinyin

    for length in (2, 1):
        surname = name[:length]
        if len(name) > length and surname in SURNAME_READINGS:
            head = SURNAME_READINGS[surname]
            rest = lazy_pinyin(name[length:], style=Style.NORMAL, errors="default")
            return [*_syllables_of_surname(head, length), *rest]
    return list(lazy_pinyin(name, style=Style.NORMAL, errors="default"))


def _syllables_of_surname(reading: str, length: int) -> list[str]:
    if length == 1:
        return [reading]
    cut = {"yuchi": 2, "moqi": 2, "zhangsun": 5, "tantai": 3, "linghu": 4, "zaifu": 3, "qiguan": 2}
    return [reading[: cut[reading]], reading[cut[reading] :]]


def name_keys(names: Iterable[str]) -> str:
    """What finds these names: each writing, and pinyin and initials from every syllable on."""
    keys: dict[str, None] = {}
    for name in names:
        plain = simplified(name)
        if not plain:
            continue
        keys[plain] = None
        if plain.isascii():
            continue
        syllables = [s.replace("ü", "v") for s in readings(plain)]
        for start in range(len(syllables)):
            keys["".join(syllables[start:])] = None
            keys["".join(s[0] for s in syllables[start:])] = None
    return "".join(_START + key for key in keys)


def document_keys(numbers: Iterable[str]) -> str:
    """What finds these document numbers: the whole number and its last four characters."""
    plain = [simplified(number) for number in numbers]
    return "".join(f"{_START}{n}{_START}{n[-_TAIL:]}" for n in plain if n)


def match_words(names: Iterable[str], numbers: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(kind, word) pairs whose keyed tokens tell that two files may be of one person."""
    for name in names:
        plain = simplified(name)
        if len(plain) < 2:
            continue  # one character is no name
        yield "name", plain
        if not plain.isascii():
            yield "pinyin", "".join(readings(plain))
    for number in numbers:
        plain = simplified(number)
        if len(plain) >= 6:
            yield "document", plain


class WordIndex:
    """Words of many cases in one long string, so that a search is one pass of the C library.

    Keys of entries are case uids. Changed entries wait beside the string until there are
    enough of them to lay it out anew; 100,000 names are some four megabytes.
    """

    _REBUILD_AT = 2000

    def __init__(self, entries: Iterable[tuple[str, str]] = ()) -> None:
        self._words: dict[str, str] = dict(entries)
        self._fresh: dict[str, str] = {}
        self._lay_out()

    def __len__(self) -> int:
        return len(self._words)

    def put(self, key: str, words: str) -> None:
        """Add or replace an entry; empty words remove it."""
        if words:
            self._words[key] = words
        else:
            self._words.pop(key, None)
        self._fresh[key] = words
        if len(self._fresh) > self._REBUILD_AT:
            self._lay_out()

    def get(self, key: str) -> str:
        """The words of an entry, or an empty string."""
        return self._words.get(key, "")

    def items(self) -> Iterable[tuple[str, str]]:
        """All entries."""
        return self._words.items()

    def find(self, typed: str, limit: int = 5000) -> list[str]:
        """Keys of the entries that hold what was typed, at most `limit`."""
        query = simplified(typed)
        if not query:
            return []
        needle = _START + query if query.isascii() else query
        found = [key for key in self._scan(needle, limit) if key not in self._fresh]
        return found + [key for key, words in self._fresh.items() if needle in words][:limit]

    def _scan(self, needle: str, limit: int) -> Iterator[str]:
        place, count = self._text.find(needle), 0
        while place >= 0 and count < limit:
            entry = bisect_right(self._starts, place) - 1
            yield self._keys[entry]
            count += 1
            end = self._starts[entry + 1] if entry + 1 < len(self._starts) else len(self._text)
            place = self._text.find(needle, end)

    def _lay_out(self) -> None:
        self._keys = list(self._words)
        self._starts: list[int] = []
        length = 0
        for words in self._words.values():
            self._starts.append(length)
            length += len(words) + 1
        self._text = "\n".join(self._words.values()) + "\n"
        self._fresh = {}
