"""Finding a person by any way her name may be typed: Chinese (either writing), pinyin, initials.

Search keys are computed when a record is saved and sealed with the name; at unlock they are
opened into a `WordIndex`, which lives in memory only. pypinyin is imported when keys are first
computed (a quarter of a second), never for a search.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import Any

# Surnames whose reading differs from the character's usual one.
SURNAME_READINGS = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao",
    "任": "ren", "盖": "ge", "缪": "miao", "翟": "zhai", "乐": "yue", "员": "yun", "繁": "po",
    "召": "shao", "冼": "xian", "尹": "yin", "秘": "bi", "折": "she", "黑": "he", "种": "chong",
    "晟": "cheng", "宓": "mi", "尉迟": "yuchi", "万俟": "moqi", "长孙": "zhangsun",
    "澹台": "tantai", "令狐": "linghu", "宰父": "zaifu", "亓官": "qiguan",
}  # fmt: skip
_DOUBLE_SURNAMES = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "夏侯", "慕容", "司徒", "公孙", "端木", "南宫")
)

_START = "\t"  # stands before every key: Latin queries match only from a syllable's start
_TAIL = 4  # digits of a document by which it may be found
_BETWEEN = str.maketrans("", "", "·•‧・.．'’-")  # what stands between the parts of a name


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """One writing for both scripts: NFKC, simplified, lower case, without spaces and dots."""
    folded = unicodedata.normalize("NFKC", text)
    if not folded.isascii():
        folded = _converter().convert(folded)
    return "".join(folded.casefold().split()).translate(_BETWEEN)


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


def surname(name: str) -> str:
    """The family name of a name in Chinese characters, simplified; "" of any other name."""
    plain = simplified(name)
    if not 2 <= len(plain) <= 4 or not all("\u3400" <= c <= "\u9fff" for c in plain):
        return ""
    double = len(plain) > 2 and (plain[:2] in _DOUBLE_SURNAMES or plain[:2] in SURNAME_READINGS)
    return plain[:2] if double else plain[:1]


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
    """Words of many cases in a few long strings, so that a search is one pass of the C library.

    Keys of entries are case uids. Letters, digits and everything else lie apart, because what
    is typed is of one of these kinds; the same words of several cases lie there once. Changed
    entries wait beside until there are enough of them to lay everything out anew. 100,000
    names are some ten megabytes.
    """

    _REBUILD_AT = 2000

    def __init__(self, entries: Iterable[tuple[str, str]] = ()) -> None:
        self._fresh: dict[str, str] = {}
        self._lay_out((key, *stretches(words)) for key, words in entries)

    @classmethod
    def of_rows(cls, rows: Iterable[IndexRow]) -> WordIndex:
        """The index that `rows` told, laid out in a third of the time."""
        index = cls()
        index._lay_out(rows)
        return index

    def with_changes_of(self, other: WordIndex) -> WordIndex:
        """This index with what was put into another one while this was made."""
        self._fresh.update(other._fresh)
        return self

    def __len__(self) -> int:
        laid = sum(key not in self._fresh for key in self._keys)
        return laid + sum(1 for words in self._fresh.values() if words)

    def put(self, key: str, words: str) -> None:
        """Add or replace an entry; empty words remove it."""
        self._fresh[key] = words
        if len(self._fresh) > self._REBUILD_AT:
            self._lay_out(list(self.rows()))

    def get(self, key: str) -> str:
        """The words of an entry, in any order, or an empty string."""
        return self._fresh[key] if key in self._fresh else "".join(self._laid(key))

    def rows(self) -> Iterator[IndexRow]:
        """All entries as `of_rows` takes them: (key, letters, digits, other words)."""
        for key in self._keys:
            if key not in self._fresh:
                yield (key, *self._laid(key))
        for key, words in self._fresh.items():
            if words:
                yield (key, *stretches(words))

    def find(self, typed: str, limit: int = 5000) -> list[str]:
        """Keys of the entries that hold what was typed, at most `limit`."""
        query = simplified(typed)
        if not query:
            return []
        kind = _kind(query)
        needle = query if kind == _OTHER else _START + query
        found = [self._keys[place] for place in self._lanes[kind].find(needle, limit)]
        if not self._fresh:
            return found
        fresh = [key for key, words in self._fresh.items() if needle in words]
        return [*fresh, *(key for key in found if key not in self._fresh)][:limit]

    def _laid(self, key: str) -> tuple[str, str, str]:
        place = self._places.get(key, -1)
        letters, digits, other = (lane.of(place) for lane in self._lanes)
        return letters, digits, other

    def _lay_out(self, rows: Iterable[IndexRow]) -> None:
        laid = list(rows)
        self._keys = [row[0] for row in laid]
        self._lanes = tuple(_Lane(row[1 + kind] for row in laid) for kind in _KINDS)
        self._places = {key: place for place, key in enumerate(self._keys)}
        self._fresh = {}


IndexRow = tuple[str, str, str, str]  # key, and its words as `stretches` parts them
_KINDS = _LETTERS, _DIGITS, _OTHER = range(3)


def stretches(words: str) -> tuple[str, str, str]:
    """Words by their kind: pinyin and foreign names, numbers of documents, all others."""
    kinds: tuple[list[str], ...] = ([], [], [])
    for word in dict.fromkeys(words.replace("\n", _START).split(_START)):
        if word:
            kinds[_kind(word)].append(_START + word)
    letters, digits, other = ("".join(kind) for kind in kinds)
    return letters, digits, other


def _kind(word: str) -> int:
    if not word.isascii():
        return _OTHER
    return _DIGITS if word.rstrip("x").isdigit() else _LETTERS


class _Lane:
    """The words of one kind of many entries, end to end in one string; entries are numbers."""

    def __init__(self, words_of_entries: Iterable[str]) -> None:
        entries: dict[str, list[int]] = {}
        for entry, words in enumerate(words_of_entries):
            if words:
                entries.setdefault(words, []).append(entry)
        self._starts = array("q", accumulate((len(words) + 1 for words in entries), initial=0))
        self._text = "\n".join([*entries, ""])
        self._owners = list(entries.values())
        self._stretch_of: dict[int, int] = {}

    def of(self, entry: int) -> str:
        """The words of an entry."""
        if not self._stretch_of:
            self._stretch_of = {e: n for n, owners in enumerate(self._owners) for e in owners}
        number = self._stretch_of.get(entry)
        if number is None:
            return ""
        return self._text[self._starts[number] : self._starts[number + 1] - 1]

    def find(self, needle: str, limit: int) -> list[int]:
        """The entries that hold a text, at most `limit`."""
        find, starts, owners = self._text.find, self._starts, self._owners
        found: list[int] = []
        place = find(needle)
        while place >= 0 and len(found) < limit:
            after = bisect_right(starts, place)
            found += owners[after - 1]
            place = find(needle, starts[after])
        return found[:limit]
