"""Code words in cells: by code, by the label of any language, by what offices write instead.

A cell is matched whole. Typing in the form may search by a part of a word or by pinyin because
somebody looks at what was found; nobody looks at row 1,372.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from rescueapp.errors import Refused
from rescueapp.exchange.cells import narrow
from rescueapp.exchange.titles import plain
from rescueapp.forms import codes
from rescueapp.i18n import mark

NO_SUCH_WORD: Final = mark(
    "This word is not in the code list of the field. Write it as the form shows it, or explain "
    "it in the mapping file.",
    "spreadsheet",
)

# The office's words beside the labels of the lists. Several codes where a word says both.
WORDS: Final[dict[str, dict[str, str]]] = {
    "C-01": {
        "男": "1",
        "女": "2",
        "男孩": "1",
        "女孩": "2",
        "男童": "1",
        "女童": "2",
        "m": "1",
        "f": "2",
        "male": "1",
        "female": "2",
        "未知": "0",
        "不详": "0",
        "不明": "0",
    },
    "C-02": {
        "单身": "10",
        "离异": "40",
        "离婚": "40",
        "离": "40",
        "有配偶": "20",
        "丧偶": "30",
        "已婚": "20",
        "未婚": "10",
    },
    "C-03": {"维族": "05", "汉": "01", "回民": "03"},
    "C-04": {
        "小学": "80",
        "小学文化": "80",
        "初中": "70",
        "初中文化": "70",
        "高中": "60",
        "普通高中": "60",
        "中专": "40",
        "职高": "40",
        "职业高中": "40",
        "技校": "40",
        "中职": "40",
        "大专": "30",
        "专科": "30",
        "高职": "30",
        "大学": "20",
        "本科": "20",
        "大学本科": "20",
        "研究生": "10",
        "硕士": "10",
        "博士": "10",
        "文盲": "90",
        "半文盲": "90",
        "文盲半文盲": "90",
        "文盲或半文盲": "90",
        "未上学": "90",
        "未上过学": "90",
        "没上过学": "90",
        "学龄前": "90",
    },
    "C-08": {
        "身份证": "01",
        "二代身份证": "01",
        "第二代身份证": "01",
        "户口本": "02",
        "出生证": "03",
        "护照": "04",
        "中国护照": "04",
        "回乡证": "05",
        "台胞证": "06",
        "残疾证": "13",
        "其它": "90",
        "遗失": "98",
        "丢失": "98",
        "被扣押": "98",
        "被扣": "98",
        "无": "99",
        "没有": "99",
    },
    "C-13": {
        "公安": "01",
        "公安送站": "01",
        "公安送来": "01",
        "公安护送来站": "01",
        "公安机关护送": "01",
        "民警护送": "01",
        "民警送站": "01",
        "派出所护送": "01",
        "派出所送站": "01",
        "警察护送": "01",
        "自行": "02",
        "自行来站": "02",
        "自行到站": "02",
        "自行进站": "02",
        "自行入站": "02",
        "主动求助": "02",
        "主动来站": "02",
        "自己来站": "02",
        "街面巡查": "03",
        "街面劝导": "03",
        "街面救助": "03",
        "巡查": "03",
        "巡查劝导": "03",
        "巡逻救助": "03",
        "他站转入": "04",
        "外站转入": "04",
        "外站转送": "04",
        "站际转送": "04",
        "兄弟站转入": "04",
        "医院": "05",
        "医院转来": "05",
        "医院送站": "05",
        "医院护送": "05",
        "群众": "06",
        "群众护送": "06",
        "群众送站": "06",
        "热心群众": "06",
        "热心群众护送": "06",
        "村委会护送": "06",
        "居委会护送": "06",
        "社区护送": "06",
        "妇联": "07",
        "妇联转介": "07",
        "部门转介": "07",
        "境外移交": "08",
        "其它": "99",
    },
    "L-previous-help": {"否": "01", "首次": "01", "初次": "01", "第一次": "01", "无": "01"},
    "C-14": {
        "被拐卖": "01",
        "被拐": "01",
        "拐卖": "01",
        "被拐骗": "01",
        "被骗": "01",
        "迷路": "02",
        "迷失": "02",
        "家庭暴力": "03",
        "被家暴": "03",
        "被遗弃": "04",
        "务工无着": "05",
        "务工未着": "05",
        "找工作不着": "05",
        "投亲不遇": "06",
        "探亲不遇": "06",
        "投亲不着": "06",
        "寻亲不着": "06",
        "被盗": "07",
        "被抢": "07",
        "被偷": "07",
        "流浪乞讨": "08,09",
        "强迫劳动": "10",
        "被迫劳动": "10",
        "逃跑": "12",
        "其它": "13",
    },
}
# Words that answer 「从未上过学」 beside the education itself.
NEVER_SCHOOLED: Final = frozenset(
    {"文盲", "半文盲", "文盲半文盲", "文盲或半文盲", "未上学", "未上过学", "没上过学"}
)
_BETWEEN = re.compile(r"[、,;/\n和及|]|\s+")
_BETWEEN_LABELS = re.compile(r"[;\n|]")  # no label holds one of these


def one(list_id: str, text: str, own: Mapping[str, str]) -> str:
    """The code a word means. `own`: words of the mapping file. Raises Refused."""
    found = _codes(list_id, text, own)
    if found is None or len(found) != 1:
        raise Refused(NO_SUCH_WORD)
    return found[0]


def several(list_id: str, text: str, own: Mapping[str, str]) -> list[str]:
    """The codes of words with signs between them, in the order of the list. Raises Refused."""
    found: list[str] = []
    for part in (part for part in _BETWEEN_LABELS.split(narrow(text)) if part.strip()):
        whole = _codes(list_id, part, own)
        found += whole if whole else _each(list_id, part, own)
    if not found:
        raise Refused(NO_SUCH_WORD)
    order = [code.code for code in codes.codes(list_id)]
    return sorted(set(found), key=order.index)


def _each(list_id: str, text: str, own: Mapping[str, str]) -> Iterator[str]:
    """The codes of words with any sign between them."""
    for word in (word for word in _BETWEEN.split(text) if word.strip()):
        of_word = _codes(list_id, word, own)
        if of_word is None:
            raise Refused(NO_SUCH_WORD)
        yield from of_word


def _codes(list_id: str, word: str, own: Mapping[str, str]) -> tuple[str, ...] | None:
    folded = plain(word)
    mine = {plain(key): value for key, value in own.items()}
    if folded in mine:
        chosen = tuple(mine[folded].split(","))
        return chosen if all(codes.known(list_id, code) for code in chosen) else None
    return _index(list_id).get(folded)


@cache
def _index(list_id: str) -> dict[str, tuple[str, ...]]:
    """Folded word → codes. The labels come last: what the list says itself holds."""
    index = {plain(w): tuple(c.split(",")) for w, c in WORDS.get(list_id, {}).items()}
    for code in reversed(codes.codes(list_id)):
        for name in (code.en, code.zh_hant, code.zh_hans, code.code):
            for word in _spellings(name):
                index[plain(word)] = (code.code,)
    return index


def _spellings(label: str) -> tuple[str, ...]:
    """「汉」 and 「汉族」; a code with and without its zero."""
    without_zero = (label.lstrip("0"),) if label.isdigit() and label.strip("0") else ()
    tribe = (label.removesuffix("族"),) if len(label) > 1 and label.endswith("族") else ()
    return (*without_zero, *tribe, label)
