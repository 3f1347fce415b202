"""What is looked for in words, and how it is found in every usual writing (K-13). Pure.

Traditional and simplified characters, pinyin, with spaces or dots; numbers by their digits;
addresses by village and county, not by a county alone. A miss is a danger, a wrong hit costs a
look: in doubt it is a hit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rescueapp.domain.names import readings, simplified
from rescueapp.forms import places

LEAST_NAME, LEAST_NUMBER, LEAST_ORGANISATION, LEAST_PLACE = 2, 7, 3, 3


class Sort(StrEnum):
    """What was found."""

    NAME = "name"
    NUMBER = "number"
    ADDRESS = "address"
    ORGANISATION = "organisation"
    WHEREABOUTS = "whereabouts"  # where she is, in words that go where it must not be known


class Writing:
    """One text in the writings in which needles are looked for, each made when it is needed."""

    def __init__(self, text: str) -> None:
        self._text = unicodedata.normalize("NFKC", text)
        self.plain = _bare(simplified(self._text))
        self.latin = _latin(self._text)
        self.numbers = tuple(_numbers(self._text))


_OUTSIDE = re.compile(r"[^\w]|_")


def _bare(text: str) -> str:
    """Without punctuation, which stands anywhere."""
    return _OUTSIDE.sub("", text)


def _latin(text: str) -> str:
    """Lower case without accents: Wáng Qiáng is wang qiang, Lǚ is lv."""
    typed = text.replace("ü", "v").replace("Ü", "V")
    apart = unicodedata.normalize("NFD", typed)
    apart = re.sub("u(?=[\u0300-\u036f]?\u0308)", "v", apart)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


_RUN = re.compile(r"\+?\(?\d[\d ()\-\u2010-\u2015.·/_,，、]*\d")
_BETWEEN_RUNS = re.compile(r"[ /_,，、]+")  # also what may stand between two numbers
_SPOKEN = str.maketrans("〇零○幺一二三四五六七八九", "0001123456789")
_COUNTRY_CODE = re.compile(r"^(?:00)?86(?=1\d{10}$|0?[1-9]\d{8,10}$)")


def _numbers(text: str) -> Iterator[str]:
    """The numbers of a text as digits: each run whole, and its pieces apart."""
    for run in _RUN.findall(text.translate(_SPOKEN)):
        yield _digits(run)
        pieces = _BETWEEN_RUNS.split(run)
        if len(pieces) > 1:
            yield from (_digits(piece) for piece in pieces)


def _digits(text: str) -> str:
    return _COUNTRY_CODE.sub("", re.sub(r"\D", "", text))


# --- needles --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Needle:
    """One thing that is looked for."""

    sort: Sort
    plain: tuple[str, ...] = ()  # all of these in the plain text
    latin: re.Pattern[str] | None = None
    digits: str = ""

    def is_given_name(self, text: Writing) -> bool:
        """Whether a text is this name without its surname: 大强 is 林大强."""
        (name,) = self.plain if self.sort is Sort.NAME and len(self.plain) == 1 else ("",)
        short = text.plain
        return LEAST_NAME <= len(short) < len(name) <= _LONGEST_CHINESE and name.endswith(short)

    def within(self, text: Writing) -> bool:
        """Whether the text holds it."""
        if self.digits:
            return any(_same_number(self.digits, number) for number in text.numbers)
        if self.latin is not None:
            return self.latin.search(text.latin) is not None
        return all(part in text.plain for part in self.plain)


def _same_number(ours: str, theirs: str) -> bool:
    """Equal, one inside a longer run, or the same at the end, where the code of a country or
    an area is left off."""
    if len(theirs) < LEAST_NUMBER:
        return False
    end = min(len(ours), len(theirs), 8)
    return ours in theirs or ours[-end:] == theirs[-end:]


def names(text: str) -> Iterator[Needle]:
    """Needles of one or several names in a line: 张三（又名李四）."""
    for name in several(text):
        plain = _bare(simplified(name))
        if len(plain) < LEAST_NAME or plain in _NO_NAME:
            continue
        if plain.isascii():
            parts = [part for part in re.split(r"[^a-z]+", _latin(name)) if part]
            if parts:  # digits alone are no name, and nothing at all would be found everywhere
                yield _spelled(parts)
            continue
        yield Needle(Sort.NAME, plain=(plain,))
        if len(plain) <= _LONGEST_CHINESE:
            yield from _in_pinyin(plain)


_LONGEST_CHINESE = 6
_LEAST_INITIALS = 3  # two letters stand for too many people
_SEVERAL = re.compile(
    r"[\n,，、;；/|()（）【】\[\]:：]|又[名叫]|曾用名|[别別]名|小名|[绰綽]号|[绰綽]號|外[号號]|化名"
)
_NO_NAME = {
    "不详", "未知", "不知", "不清楚", "姓名不详", "不知道", "没有", "虚构", "收买人", "买主",
    "人贩子", "收买家庭成员", "unknown",
}  # fmt: skip
_CHINESE = re.compile("[\u3400-\u9fff]+")


def several(text: str) -> Iterator[str]:
    """The names of a line, each alone: two people, or one with other names."""
    for piece in _SEVERAL.split(text):
        if name := piece.strip(" \t\"'“”「」"):
            yield name
            words = name.split()
            if len(words) > 1 and all(len(w) > 1 and _CHINESE.fullmatch(w) for w in words):
                yield from words  # two people in a line, or one name set apart: both


def _in_pinyin(name: str) -> Iterator[Needle]:
    syllables = [_latin(syllable) for syllable in readings(name)]
    if len(syllables) < 2 or not all(each.isascii() and each.isalpha() for each in syllables):
        return
    yield _spelled(syllables)
    yield _spelled([*syllables[1:], syllables[0]])  # the given name first, as abroad
    if len(syllables) >= _LEAST_INITIALS:
        yield _initials([syllable[0] for syllable in syllables])  # ZGQ, Z.G.Q.


def _spelled(parts: Sequence[str]) -> Needle:
    """Latin letters, with or without anything between the parts, not inside other words."""
    gap = r"[\s'’·.\-]*"
    parts = [part.replace("v", "(?:v|u|yu)") for part in map(re.escape, parts)]
    return Needle(Sort.NAME, latin=re.compile(rf"(?<![a-z]){gap.join(parts)}(?![a-z])"))


def _initials(letters: Sequence[str]) -> Needle:
    """Single letters, that stand in no word, number or account."""
    between = r"[\s·.]*".join(letters)
    return Needle(Sort.NAME, latin=re.compile(rf"(?<![a-z0-9_]){between}(?![a-z0-9_])"))


def numbers(text: str) -> Iterator[Needle]:
    """Needles of the numbers of a text; an account with letters is looked for as it is."""
    for line in re.split(r"[\n;；]", unicodedata.normalize("NFKC", text)):
        for digits in _long_enough(line):
            yield Needle(Sort.NUMBER, digits=digits)
        for account in re.findall(r"[A-Za-z][A-Za-z0-9_-]{5,}", re.sub("[·•]", "", line)):
            yield Needle(Sort.NUMBER, plain=(_bare(account.casefold()),))


def _long_enough(line: str) -> Iterator[str]:
    """The numbers of a line of the list: apart where commas stand between whole numbers, as one
    where they stand within one (139,0000,1234)."""
    apart = [
        digits
        for piece in re.split("[,，、]", line)
        for digits in dict.fromkeys(_numbers(piece))
        if len(digits) >= LEAST_NUMBER
    ]
    whole = (digits for digits in _numbers(line) if len(digits) >= LEAST_NUMBER)
    yield from dict.fromkeys(apart or whole)


_LETTER = r"(?:(?![省县市区州旗盟])[\u3400-\u9fffa-z0-9])"
_COUNTY = re.compile(rf"{_LETTER}{{1,8}}?[县市区州旗盟]")
_TOWN = re.compile(rf"{_LETTER}{{1,8}}?(?:镇|乡|街道|苏木|农场|林场)")
_UNIT = re.compile(
    rf"{_LETTER}{{1,10}}?(?:村|社区|小区|屯|寨|花园|大厦|宿舍|工地|[路街巷弄]\d+(?:号|弄)?)"
)


def addresses(text: str, code: str = "") -> Iterator[Needle]:
    """Needles of an address, in the division `code` if it names none itself: the whole of it,
    and its village or house together with the town or county. A county alone is half of
    everybody's."""
    shown = re.sub(r"[（(].*?[)）]", "", text)
    located, rest = places.locate(shown)
    detail = _bare(simplified(rest))
    if len(detail) < LEAST_PLACE:
        return
    yield Needle(Sort.ADDRESS, plain=(detail,))
    larger = [*_short_names(located.code if located else code), *_COUNTY.findall(detail)]
    inside = _COUNTY.sub("", detail)
    towns = _TOWN.findall(inside)
    for unit in _UNIT.findall(_TOWN.sub("", inside)):
        if len(unit) >= LEAST_PLACE:
            within = [*towns, *larger]
            yield from (Needle(Sort.ADDRESS, plain=(unit, each)) for each in within)
            if not within:
                yield Needle(Sort.ADDRESS, plain=(unit,))


def _short_names(code: str) -> list[str]:
    """County and prefecture as people write them: 玉龙 of 玉龙纳西族自治县."""
    return [_shortened(place.zh_hans) for place in places.path(code)[1:]]


def _shortened(name: str) -> str:
    """A division's name without its kind, in two characters at least."""
    short = re.sub(r"(?:自治)?[县州市区旗盟]$", "", name)
    cut = re.match(r"[\u3400-\u9fff]{2}(?=[\u3400-\u9fff]{1,4}族)", short)
    return cut[0] if cut else (short if len(short) >= LEAST_NAME else name)


_LEGAL_FORM = re.compile(r"(?:股份)?有限(?:责任)?公司$|(?:个体)?经营部$|(?<=.{4})公司$|集团$")


def organisations(text: str, sort: Sort = Sort.ORGANISATION) -> Iterator[Needle]:
    """Needles of firms and offices, one a line; without their legal form too."""
    for line in re.split(r"[\n,，、;；]", re.sub(r"[（(].*?[)）]", "", text)):
        plain = _bare(simplified(line))
        if len(plain) < LEAST_ORGANISATION or plain in _NO_NAME:
            continue
        core = _LEGAL_FORM.sub("", plain)
        yield Needle(sort, plain=(core if len(core) > LEAST_ORGANISATION else plain,))


_SHORT = 60  # characters of a text that is read out


def read_out(text: str) -> str:
    """Every two to four characters of a short text in pinyin, a line each."""
    if text.isascii():
        return ""
    read = readings(simplified(text[:_SHORT]))
    return "\n".join("".join(read[i : i + n]) for n in (2, 3, 4) for i in range(len(read) - n + 1))
