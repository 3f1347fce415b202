"""How the source of a rule is written where a gate refuses, in the three languages.

English stands in the text as `(source; source)`; the other two follow from it, so that no article
is another one in translation. A rule that stands in no paper says so: it is of this program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Words = tuple[str, str]  # zh_Hans, zh_Hant

_LAWS: dict[str, Words] = {
    "Anti-Domestic Violence Law": ("反家庭暴力法", "反家庭暴力法"),
    "Civil Code": ("民法典", "民法典"),
    "Data Security Law": ("数据安全法", "數據安全法"),
    "Law on the Protection of Minors": ("未成年人保护法", "未成年人保護法"),
    "Mental Health Law": ("精神卫生法", "精神衛生法"),
    "Personal Information Protection Law": ("个人信息保护法", "個人信息保護法"),
}
_PLANS: dict[str, Words] = {
    "Hainan plan": ("海南方案", "海南方案"),
    "Lijiang plan": ("丽江方案", "麗江方案"),
}
_OTHERS: dict[str, Words] = {
    "a rule of this program": ("本系统规则", "本系統規則"),
    "good practice: IOM, data protection manual": (
        "良好做法：国际移民组织数据保护手册",
        "良好做法：國際移民組織數據保護手冊",
    ),
    "good practice: OHCHR, principles on human trafficking": (
        "良好做法：联合国人权高专办人口贩运问题原则",
        "良好做法：聯合國人權高專辦人口販運問題原則",
    ),
    "good practice: WHO, ten principles for interviews": (
        "良好做法：世界卫生组织访谈十项原则",
        "良好做法：世界衛生組織訪談十項原則",
    ),
}
_COLUMN = {"zh_Hans": 0, "zh_Hant": 1}
_ARTICLES = r"art\. (\d+(?: to \d+)?(?:(?:, | and )\d+(?: to \d+)?)*)"
_LAW = re.compile(rf"({'|'.join(_LAWS)}), {_ARTICLES}")
_ORDER = re.compile(rf"State Council Order (\d+), {_ARTICLES}")
_NOTICE = re.compile(r"MCA (\d{4}) No\. (\d+)(?:, annex (\d+))?")
_CLAUSE = re.compile(rf"({'|'.join(_PLANS)}), ((?:\d*\(\d\))*\d*)")
_BRACKETS = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
OWN_ID = re.compile(r"\b(?:[AK]-[0-9A-C]{2,3}|S\d\d)\b")  # of our rules, controls and clauses
_TRACE = re.compile(
    r"\b(?:PIPL|MCA|IOM|OHCHR|UNICEF|WHO|Hainan|Lijiang|the plans)\b"
    r"|\b(?:Order|Law|Code|Minors|art\.|articles?) \d"
)


def named(english: str) -> Iterator[str]:
    """Each bracket of a text that names sources, and nothing else."""
    for inside in _BRACKETS.findall(english):
        if all(_in_chinese(part, "zh_Hans") for part in inside.split("; ")):
            yield inside


def beside(english: str) -> list[str]:
    """What of a source stands outside such brackets, or is an id that only we know."""
    for inside in named(english):
        english = english.replace(f"({inside})", "")
    return [*_TRACE.findall(english), *OWN_ID.findall(english)]


def in_chinese(inside: str, language: str) -> str:
    """The same sources as they stand in a translation."""
    return f"（{'；'.join(_in_chinese(part, language) for part in inside.split('; '))}）"


def _in_chinese(source: str, language: str) -> str:
    """A source in Chinese; "" for words that are none."""
    column = _COLUMN[language]
    if source in _OTHERS:
        return _OTHERS[source][column]
    if law := _LAW.fullmatch(source):
        return f"《{_LAWS[law[1]][column]}》{_articles(law[2], language)}"
    if order := _ORDER.fullmatch(source):
        number = ("国务院令第{}号", "國務院令第{}號")[column]
        return number.format(order[1]) + _articles(order[2], language)
    if notice := _NOTICE.fullmatch(source):
        words = ("民发〔{}〕{}号", "民發〔{}〕{}號")[column].format(notice[1], notice[2])
        return words + (f"附件{notice[3]}" if notice[3] else "")
    if clause := _CLAUSE.fullmatch(source):
        return _PLANS[clause[1]][column] + _clause(clause[2])
    return ""


def _articles(said: str, language: str) -> str:
    until, of = ("至", "条" if language == "zh_Hans" else "條")
    ranges = (part.split(" to ") for part in re.split(r", | and ", said))
    return "、".join(until.join(f"第{_figure(int(n))}{of}" for n in pair) for pair in ranges)


def _clause(said: str) -> str:
    """`4(4)2(4)` as the plans count: 四（四）2（4）. The first bracket is of the Chinese row."""
    first = re.fullmatch(r"(\d?)\((\d)\)(.*)", said)
    assert first is not None, said
    chapter = _figure(int(first[1])) if first[1] else ""
    rest = first[3].replace("(", "（").replace(")", "）")
    return f"{chapter}（{_figure(int(first[2]))}）{rest}"


def _figure(number: int) -> str:
    """A number under ten thousand in Chinese: 112 is 一百一十二."""
    words, gap = "", False
    for worth, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // worth % 10
        if digit:
            words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + unit
        gap = bool(words) and not digit
    return words.removeprefix("一") if 10 <= number < 20 else words
