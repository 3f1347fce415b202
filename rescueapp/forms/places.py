"""Where: China's divisions (six digits) and the countries (ISO 3166 alpha-2).

`divisions.tsv` has the divisions of today, `historical.tsv` the codes of earlier editions
with the month (`until`) of the last that had them: identity numbers carry the code that was
valid when they were given. Both are written by `tests/forms/make_places.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from rescueapp import i18n, paths
from rescueapp.forms import tables


@dataclass(frozen=True, slots=True)
class Place:
    """A division of the country."""

    code: str  # six digits: "530721"
    parent: str  # code one level up; "" for provinces
    zh_hans: str
    zh_hant: str
    en: str
    pinyin: str
    until: str = ""  # "2002-12": no longer in use

    @property
    def name(self) -> str:
        """The name alone, in the language in use."""
        return _in_use(self.zh_hans, self.zh_hant, self.en)


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory (ISO 3166)."""

    code: str  # "MM"; "XX" is stateless
    zh_hans: str
    zh_hant: str
    en: str
    pinyin: str

    @property
    def name(self) -> str:
        return _in_use(self.zh_hans, self.zh_hant, self.en)


def place(code: str) -> Place | None:
    """A division of today or of an earlier edition."""
    return _divisions().get(code) or _historical().get(code)


def path(code: str) -> tuple[Place, ...]:
    """A division with those above it, province first; empty for an unknown code."""
    found = place(code)
    return (*path(found.parent), found) if found else ()


def place_label(code: str) -> str:
    """The whole path, "云南省 丽江市 玉龙纳西族自治县"; an unknown code is shown as it is.

    In English from the smallest to the largest, with commas.
    """
    names = [each.name for each in path(code)] or [code]
    return ", ".join(reversed(names)) if i18n.language() == "en" else " ".join(names)


def children(code: str = "") -> tuple[Place, ...]:
    """The divisions of today one level down; of "" the provinces."""
    return tuple(each for each in _divisions().values() if each.parent == code)


def find_places(typed: str, limit: int = 20) -> tuple[Place, ...]:
    """Divisions of today by code, any part of the path, pinyin or initials; best first.

    "玉龙", "丽江 玉龙", "云南省丽江市玉龙县", "yulong", "lj yl" and "530721" find the same county.
    """
    words = [word for word in map(tables.plain, typed.split()) if word]
    if not words:
        return children()[:limit]
    rated = ((_closeness(code, words), each) for code, each in _divisions().items())
    hits = [(rank, each) for rank, each in rated if rank is not None]
    if not hits and (whole := locate(typed)[0]):
        return (whole,)
    hits.sort(key=lambda hit: (hit[0], len(path(hit[1].code)), hit[1].code))
    return tuple(each for _, each in hits[:limit])


def locate(address: str) -> tuple[Place | None, str]:
    """The division with which a written address begins, and what follows it.

    "云南省丽江市玉龙县黄山镇三号" is 530721 and "黄山镇三号". Levels may be left out and names
    shortened; a beginning that fits several divisions equally is nothing.
    """
    text = address.strip()
    exact = re.match(r"(\d{6})(?!\d)\s*(.*)", text, re.DOTALL)
    if exact and exact[1] in _divisions():
        return _divisions()[exact[1]], exact[2].strip()
    left: dict[str, str] = {}
    for code, rest in _explain(text):
        left[code] = min(rest, left.get(code, rest), key=len)
    shortest = min(map(len, left.values()), default=0)
    best = [code for code, rest in left.items() if len(rest) == shortest]
    provinces = [code for code in best if not _divisions()[code].parent]
    if len(best) != 1 and len(provinces) != 1:
        return None, text
    code = provinces[0] if provinces else best[0]
    return _divisions()[code], left[code].strip(" ,，、")


def country(code: str) -> Country | None:
    """The country of a code, or None."""
    return _countries().get(code)


def countries() -> tuple[Country, ...]:
    """All of them: China and its neighbours first, then by English name."""
    return tuple(_countries().values())


def country_label(code: str) -> str:
    """The name in the language in use; an unknown code is shown as it is."""
    found = country(code)
    return found.name if found else code


def find_countries(typed: str, limit: int = 20) -> tuple[Country, ...]:
    """Countries by code, name in any language, pinyin or initials; best first."""
    wanted = tables.plain(typed)
    if not wanted:
        return countries()[:limit]
    rated = ((_findable_country(each).closeness(wanted), each) for each in countries())
    hits = [(rank, each) for rank, each in rated if rank is not None]
    return tuple(each for _, each in sorted(hits, key=lambda hit: hit[0])[:limit])


# --- finding ---------------------------------------------------------------------------


def _closeness(code: str, words: list[str]) -> int | None:
    """Every word fits somewhere on the path, and at least one the division itself."""
    own = [_findable()[code].closeness(word) for word in words]
    fitting = [rank for rank in own if rank is not None]
    if not fitting:
        return None
    above = _divisions()[code].parent
    for word, rank in zip(words, own, strict=True):
        if rank is None and not _fits_above(above, word):
            return None
    return min(fitting)


def _fits_above(code: str, word: str) -> bool:
    while code:
        if _findable()[code].closeness(word) is not None:
            return True
        code = _divisions()[code].parent
    return False


_ENDINGS = tuple("省市区县州盟旗區縣")


def _explain(text: str, above: str = "") -> Iterator[tuple[str, str]]:
    """Every division with which the text may begin, with the rest: the deepest come last."""
    bare = text.lstrip(" ,，、")
    for each in _by_beginning().get(bare[:2], ()):
        if above and above not in (parent.code for parent in path(each.parent)):
            continue
        rests = (_take(name, bare) for name in (each.zh_hans, each.zh_hant))
        left = [rest for rest in rests if rest is not None]
        if left:
            rest = min(left, key=len)
            yield each.code, rest
            yield from _explain(rest, each.code)


def _take(name: str, text: str) -> str | None:
    """Text without the name at its beginning, whole or shortened (玉龙县, 丽江); None if absent."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, text, strict=False)))
    if same == len(name):
        return text[same:]
    if same < 2 or not _is_short_form(name, same):
        return None
    rest = text[same:]
    if rest[:1] not in _ENDINGS:
        return rest
    return rest[1:] if rest[:1] == name[-1] else None  # 抚顺市 is not short for 抚顺县


def _is_short_form(name: str, length: int) -> bool:
    """Whether a name may be cut there: 玉龙|纳西族自治县, 内蒙古|自治区, but not 七里|河区."""
    return "自治" in name or "特别" in name or length >= len(name) - 1


# --- the tables ------------------------------------------------------------------------


def _in_use(zh_hans: str, zh_hant: str, en: str) -> str:
    return (zh_hans, zh_hant, en)[i18n.LANGUAGES.index(i18n.language())]


@cache
def _divisions() -> dict[str, Place]:
    _, rows = tables.read_rows(paths.resources("places", "divisions.tsv"))
    return {row["code"]: Place(**row) for row in rows}


@cache
def _by_beginning() -> dict[str, list[Place]]:
    """Divisions by the first two characters of their name, simplified and traditional."""
    found: dict[str, list[Place]] = {}
    for each in _divisions().values():
        for beginning in {each.zh_hans[:2], each.zh_hant[:2]}:
            found.setdefault(beginning, []).append(each)
    return found


@cache
def _historical() -> dict[str, Place]:
    _, rows = tables.read_rows(paths.resources("places", "historical.tsv"))
    return {row["code"]: Place(**row) for row in rows}


@cache
def _findable() -> dict[str, tables.Findable]:
    return {
        code: tables.Findable.of(code, (each.zh_hans, each.zh_hant, each.en), each.pinyin)
        for code, each in _divisions().items()
    }


@cache
def _countries() -> dict[str, Country]:
    _, rows = tables.read_rows(paths.resources("places", "countries.tsv"))
    return {row["code"]: Country(**row) for row in rows}


@cache
def _findable_country(each: Country) -> tables.Findable:
    return tables.Findable.of(each.code, (each.zh_hans, each.zh_hant, each.en), each.pinyin)
