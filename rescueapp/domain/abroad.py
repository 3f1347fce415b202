"""Whether a recipient is abroad (K-14: PIPL 36, 38; L16 art. 35). Pure.

Abroad is what the law calls 境外: other countries, their embassies and consulates here, Hong
Kong, Macao and Taiwan. It is read from the recipient as it is written, so it can only be told
where the name says it; peoples, streets and places in China that bear a country's name are none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rescueapp.domain.names import simplified
from rescueapp.forms import places

_HERE = {"CN", "XX"}
# Names that are part of places or ordinary words here; their embassies are found all the same.
_AMBIGUOUS = {"ML", "BH", "ME", "TD", "YE", "TG", "TO", "CL", "NI", "GN"}
_NO_COUNTRY_AFTER = (
    r"(?!族|路|[大小东西南北中]?街|巷|道|村|镇|乡|里|社区|小区|庄|寨|湾|园|城|桥|山|河|语|[左右中]旗"
    r"|酒店|饭店|餐厅|超市|商店)"
)
_NO_COUNTRY_BEFORE = r"(?<!内)(?<!国驻)(?<!我驻)"
_MISSION = re.compile(r"(?<!国)(?:大使馆|领事馆|使馆|领馆)")
_MISSION_ABROAD = re.compile(r"embass(?:y|ies)|consulates?", re.IGNORECASE)
_OURS = re.compile(r"(?:中国|我国|我)驻.{1,12}?(?:大?使馆|总?领事?馆)")
_OUTSIDE = re.compile(r"境外|国外|海外")
_NUMBER = re.compile(r"(?:\+|(?<!\d)00)\s?(?!86)[1-9][\d \-]{6,}")


def abroad(recipient: str) -> bool:
    """Whether what is written names somebody abroad."""
    typed = unicodedata.normalize("NFKC", recipient)
    text = _OURS.sub("", simplified(typed))
    in_chinese = (_MISSION, _OUTSIDE, _countries())
    in_latin = (_MISSION_ABROAD, _NUMBER, _countries_in_english())
    return any(p.search(text) for p in in_chinese) or any(p.search(typed) for p in in_latin)


def mission(recipient: str) -> bool:
    """Whether what is written names an embassy or a consulate, not one of ours (A-A07)."""
    typed = unicodedata.normalize("NFKC", recipient)
    here = _OURS.sub("", simplified(typed))
    return _MISSION.search(here) is not None or _MISSION_ABROAD.search(typed) is not None


@cache
def _countries() -> re.Pattern[str]:
    named = {c.zh_hans.removeprefix("中国") for c in _others() if c.code not in _AMBIGUOUS}
    return re.compile(f"{_NO_COUNTRY_BEFORE}(?:{_any_of(named)}){_NO_COUNTRY_AFTER}")


@cache
def _countries_in_english() -> re.Pattern[str]:
    named = {c.en.split(",")[0] for c in _others()}
    return re.compile(rf"\b(?:{_any_of(named)})\b", re.IGNORECASE)


def _others() -> list[places.Country]:
    return [country for country in places.countries() if country.code not in _HERE]


def _any_of(names: set[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
