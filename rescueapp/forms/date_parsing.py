"""Reading dates and times as people write them, to EDTF and to stored instants.

Every reader returns None for what it does not read; `parsing` says so in words. Two-digit
years, 3/5/2026 and lunar dates are not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from rescueapp import clock
from rescueapp.forms import dates
from rescueapp.forms.wording import MONTHS

_NUMERAL = "〇零一二三四五六七八九"
_CHINESE_DIGITS = {"〇": "0", "零": "0", **{c: str(n) for n, c in enumerate(_NUMERAL[2:], 1)}}
_CHINESE_PART = re.compile(rf"[{_NUMERAL}十廿卅]+(?=[年月日号號时時点點分])")
_LUNAR = re.compile(r"农历|農曆|阴历|陰曆|旧历|正月|腊月|臘月|冬月|闰|閏|初[一二三四五六七八九十]")

_YEAR_FIRST = re.compile(
    r"(\d{4})\s*(?:年|[-./])\s*(?:(\d{1,2})\s*(?:月份?|[-./])?\s*(?:(\d{1,2})\s*[日号號]?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEAR = re.compile(r"(\d{4})\s*年?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3,9})\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_EDTF_RANGE = re.compile(r"(\d{4}(?:-\d{2}){0,2})/(\d{4}(?:-\d{2}){0,2})")
_RANGE = re.compile(r"\s*(?:至|到|~|–|—+|\bto\b|\s-\s)\s*")
_REST_OF_RANGE = re.compile(r"(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号號])?|(\d{1,2})\s*[日号號]")

_CLOCK = re.compile(
    r"(上午|早上|早晨|凌晨|中午|下午|晚上|夜间|am|pm)?\s*"
    r"(\d{1,2})\s*(?::|时|時|点|點)\s*(?:(\d{1,2})\s*(?::|分)?\s*(?:(\d{1,2})\s*秒?)?|(半))?"
    r"\s*(am|pm)?$"
)
_AFTER_NOON = ("下午", "晚上", "夜间", "pm")


def read_date(text: str) -> str | None:
    """A day, month, year or range as EDTF."""
    plain = _plain(text)
    edtf = _EDTF_RANGE.fullmatch(plain)
    if edtf:
        return _existing("/".join(edtf.groups()))
    parts = _RANGE.split(plain)
    if len(parts) == 2 and all(parts):
        return _range(*parts)
    return _one(plain)


def read_instant(text: str) -> str | None:
    """A date and a time of day on the station's clock as a stored instant; ISO with Z as it is."""
    plain = _plain(text)
    try:
        return clock.stamp(clock.instant(plain.upper()))
    except ValueError:
        pass
    time = _CLOCK.search(plain)
    day = _one(plain[: time.start()].rstrip(" t,，")) if time else None
    if time is None or day is None or len(day) != len("2026-03-05"):
        return None
    hour, minute, second = _hour(time), _minute(time), int(time[4] or 0)
    try:
        return dates.stamped(date.fromisoformat(day), hour, minute, second)
    except ValueError:
        return None


def looks_lunar(text: str) -> bool:
    """Whether a date is of the farmers' calendar, which must be converted by hand."""
    return bool(_LUNAR.search(text))


def _plain(text: str) -> str:
    """Half-width, lower case, Chinese numerals before 年, 月, 日 as digits."""
    half_width = unicodedata.normalize("NFKC", text).strip().casefold()
    return _CHINESE_PART.sub(lambda found: _digits(found[0]), half_width)


def _digits(numeral: str) -> str:
    """二〇二六 → 2026, 十二 → 12, 二十五 → 25."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if "十" not in numeral:
        return "".join(_CHINESE_DIGITS[each] for each in numeral)
    tens, _, ones = numeral.partition("十")
    digits = _CHINESE_DIGITS.get(tens, "1") + (_CHINESE_DIGITS.get(ones) or "0")
    return digits if len(tens) < 2 and len(ones) < 2 else numeral


def _one(text: str) -> str | None:
    """One date without a range."""
    for pattern in (_COMPACT, _YEAR, _YEAR_FIRST):
        found = pattern.fullmatch(text)
        if found:
            return _existing("-".join(_two(part) for part in found.groups() if part))
    return _english(text)


def _english(text: str) -> str | None:
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first:
        day, month, year = day_first.groups()
    else:
        month_first = _MONTH_FIRST.fullmatch(text)
        if not month_first:
            return None
        month, day, year = month_first.groups()
    number = _month(month)
    if not number:
        return None
    return _existing("-".join([year, _two(str(number)), *([_two(day)] if day else [])]))


def _month(word: str) -> int:
    """1 to 12 for a name or its first three letters; 0 for no month."""
    names = [name.casefold() for name in MONTHS]
    hits = [n for n, name in enumerate(names, 1) if name == word or word in (name[:3], name[:4])]
    return hits[0] if hits else 0


def _range(begin: str, end: str) -> str | None:
    """Two dates; the second may leave out what it shares: 2026年1月至5月."""
    first = _one(begin)
    if first is None:
        return None
    short = _REST_OF_RANGE.fullmatch(end)
    if short:
        month, day, only_day = short.groups()
        parts = [first[:4], _two(month)] if month else [first[:7]]
        last: str | None = "-".join([*parts, *(_two(each) for each in (day or only_day,) if each)])
    else:
        last = _one(end)
    return _existing(f"{first}/{last}") if last else None


def _existing(edtf: str) -> str | None:
    return edtf if dates.valid(edtf) else None


def _two(digits: str) -> str:
    return digits.zfill(2)


def _hour(time: re.Match[str]) -> int:
    hour, word = int(time[2]), time[1] or time[6] or ""
    if word in _AFTER_NOON and hour < 12:
        return hour + 12
    return 0 if word in ("am", "凌晨") and hour == 12 else hour


def _minute(time: re.Match[str]) -> int:
    return 30 if time[5] else int(time[3] or 0)
