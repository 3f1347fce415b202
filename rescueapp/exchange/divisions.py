"""Which county an address in a cell begins with.

「云南省丽江市玉龙县石鼓镇…」 → 530721. The name of each level may be written in full or short
(玉龙纳西族自治县, 玉龙县, 玉龙), and a level may be left out. What cannot be told for certain stays
untold: the address itself is kept anyway, sealed, and the county is for figures.
"""

from __future__ import annotations

import re
from functools import cache

from rescueapp.exchange.titles import plain
from rescueapp.forms import places

_KIND = re.compile(
    r"(?:特别行政区|自治州|自治县|自治旗|自治区|地区|新区|林区|特区|省|市|州|盟|县|区|旗)$"
)
_PEOPLES = (
    r"(?:蒙古族?|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|"
    r"哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|"
    r"仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|普米族|塔吉克族?|怒族|裕固族|独龙族|鄂伦春族?|"
    r"鄂温克族?|保安族|各族)+"
)
_PEOPLE = re.compile(_PEOPLES + "$")
# What goes on like this was not the end of a name.
_GOES_ON = re.compile(rf"[省市州县区盟旗]|{_PEOPLES}自治")
Spelled = tuple[str, str]  # how it may be written, its code


def division_of(address: str) -> str:
    """The code of the most exact division an address begins with; "" where it is not certain."""
    text = plain(address)
    province = _longest(text, _children(""))
    if province is not None:
        return _down(text, *province)
    head = _head(text)
    named_so = _everywhere().get(head, frozenset())
    return _down(text, head, next(iter(named_so))) if len(named_so) == 1 else ""


def _down(text: str, spelling: str, code: str) -> str:
    """From a division whose name begins the text to the most exact one under it."""
    rest = text.removeprefix(spelling)
    below = _longest(rest, _children(code)) or _longest(rest, _grandchildren(code))
    return _down(rest, *below) if below else code


def _longest(text: str, names: tuple[Spelled, ...]) -> Spelled | None:
    """The longest name the text begins with; None where there is none, or two share it."""
    found = [(spelling, code) for spelling, code in names if _begins(text, spelling)]
    longest = max((len(spelling) for spelling, _ in found), default=0)
    best = {(spelling, code) for spelling, code in found if len(spelling) == longest}
    return best.pop() if len(best) == 1 else None


def _begins(text: str, spelling: str) -> bool:
    """海南 begins 海南三亚, but not 海南州, which is somewhere else."""
    if not text.startswith(spelling):
        return False
    return bool(_KIND.search(spelling)) or not _GOES_ON.match(text[len(spelling) :])


def _head(text: str) -> str:
    """The longest name of a prefecture or county, with its kind, that the text begins with."""
    known = _everywhere()
    return next((text[:n] for n in range(min(len(text), 15), 2, -1) if text[:n] in known), "")


@cache
def _children(code: str) -> tuple[Spelled, ...]:
    """The divisions one level down."""
    below = places.children(code)
    return tuple((each, place.code) for place in below for each in _spellings(place.zh_hans))


@cache
def _grandchildren(code: str) -> tuple[Spelled, ...]:
    return tuple(pair for below in places.children(code) for pair in _children(below.code))


@cache
def _everywhere() -> dict[str, frozenset[str]]:
    """Spelling with its kind (县, 市…) → codes, of all prefectures and counties."""
    index: dict[str, set[str]] = {}
    for province in places.children(""):
        for spelling, code in (*_children(province.code), *_grandchildren(province.code)):
            if _KIND.search(spelling) and len(spelling) > 2:
                index.setdefault(spelling, set()).add(code)
    return {spelling: frozenset(codes) for spelling, codes in index.items()}


@cache
def _spellings(name: str) -> tuple[str, ...]:
    """玉龙纳西族自治县 → itself, 玉龙县, 玉龙; one character is too short to tell."""
    full = plain(name)
    kind = _KIND.search(full)
    if kind is None:
        return (full,)
    bare = full[: kind.start()]
    short = _PEOPLE.sub("", bare) or bare
    short_kind = {"自治县": "县", "自治州": "州", "自治旗": "旗"}.get(kind.group(), kind.group())
    spellings = {full, bare, short, short + short_kind}
    return tuple(spelling for spelling in spellings if len(spelling) > 1)
