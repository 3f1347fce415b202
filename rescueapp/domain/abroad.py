"""Whether a recipient is abroad (K-14: PIPL 36, 38; L16 art. 35). Pure.

Abroad is what the law calls 境外: other countries, their embassies and consulates here, Hong
Kong, Macao and Taiwan. It is read from the recipient as it is written: countries, missions, cities
across the border, bodies of the United Nations, telephone prefixes, mailboxes, letters nobody
writes here. Where nothing says it, whoever releases is asked (`actions.outward.receivers`).
Peoples, streets and places in China that bear a country's name are none.
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
_OUTSIDE = re.compile(r"境外|国外|海外|联合国(?!营)|国际移民组织|难民署")
_BODY = re.compile(r"\b(?:IOM|UNHCR|UNICEF|UNODC)\b")
_CITIES = ("曼谷", "清迈", "胡志明市", "河内市", "芒街", "谅山", "仰光", "曼德勒", "内比都",
           "木姐", "佤邦", "大其力", "妙瓦底", "金边", "西哈努克", "琅勃拉邦", "首尔", "平壤",
           "乌兰巴托", "加德满都", "雅加达", "马尼拉", "吉隆坡")  # fmt: skip
_NUMBER = re.compile(r"(?:\+|(?<!\d)00)\s?(?!86)[1-9][\d \-()]{6,}")
# Mongolian, Tibetan, Uyghur and Korean are written here, too; these are not: Cyrillic, the scripts
# of India, Thai, Lao, Burmese, Khmer, Japanese, and what Latin has for Vietnamese alone.
_LETTERS = re.compile(
    "[\u0400-\u04ff\u0900-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u3096\u30a1-\u30fa"
    "\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_HOST = r"(?:@|://|\bwww\.)[\w.-]*"
# Of two letters, but for those that anybody here takes for the sound of it.
_DOMAIN = re.compile(rf"{_HOST}\.(?!cn|cc|co|tv|me|io|ai|im)[a-z]{{2}}\b", re.IGNORECASE)
_SERVICE = re.compile(
    r"(?:@|\.)(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|proton|protonmail|gmx)\.\w"
    r"|\b(?:whatsapp|telegram|zalo|viber|facebook|kakaotalk)\b",
    re.IGNORECASE,
)


def abroad(recipient: str) -> bool:
    """Whether what is written names somebody abroad."""
    typed = unicodedata.normalize("NFKC", recipient)
    text = _OURS.sub("", simplified(typed))
    in_chinese = (_MISSION, _OUTSIDE, _countries())
    in_latin = (_MISSION_ABROAD, _BODY, _NUMBER, _LETTERS, _DOMAIN, _SERVICE,
                _countries_in_english())  # fmt: skip
    return any(p.search(text) for p in in_chinese) or any(p.search(typed) for p in in_latin)


def mission(recipient: str) -> bool:
    """Whether what is written names an embassy or a consulate, not one of ours (A-A07)."""
    typed = unicodedata.normalize("NFKC", recipient)
    here = _OURS.sub("", simplified(typed))
    return _MISSION.search(here) is not None or _MISSION_ABROAD.search(typed) is not None


@cache
def _countries() -> re.Pattern[str]:
    named = {c.zh_hans.removeprefix("中国") for c in _others() if c.code not in _AMBIGUOUS}
    named.update(_CITIES)
    return re.compile(f"{_NO_COUNTRY_BEFORE}(?:{_any_of(named)}){_NO_COUNTRY_AFTER}")


@cache
def _countries_in_english() -> re.Pattern[str]:
    named = {c.en.split(",")[0] for c in _others()}
    return re.compile(rf"\b(?:{_any_of(named)})\b", re.IGNORECASE)


def _others() -> list[places.Country]:
    return [country for country in places.countries() if country.code not in _HERE]


def _any_of(names: set[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
