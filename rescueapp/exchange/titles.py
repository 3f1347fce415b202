"""The titles offices give their columns, and the field of the intake form each one means.

A title is compared whole, after folding: half-width, simplified characters, without spaces,
signs and what stands in brackets, without 受助人… before it. Never by a part of it: 姓名 also
stands in 监护人姓名 and 护送人姓名, who are somebody else.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from rescueapp.domain.names import simplified
from rescueapp.exchange.cells import clean, narrow

# Targets that are no field themselves: `rows` makes fields of them.
AGE: Final = "age"  # → the lower and the upper age
DOCUMENT_TYPE: Final = "document_type"  # → the type of the document
DOCUMENT_NUMBER: Final = "document_number"  # → its number
PASSPORT_NUMBER: Final = "passport_number"  # → the same, of a passport
ARRIVAL_TIME: Final = "arrival_time"  # → the time of day beside a column with the day alone
HOME: Final = "home"  # → the county (for figures) and the whole address (identity)
FOUND: Final = "found"  # → the same of the place where she was found
REMARKS: Final = "remarks"  # → the end of the brief account, which is sealed

PARTS: Final = (
    AGE,
    DOCUMENT_TYPE,
    DOCUMENT_NUMBER,
    PASSPORT_NUMBER,
    ARRIVAL_TIME,
    HOME,
    FOUND,
    REMARKS,
)

# Target → titles, folded. Telephone numbers are not among them, on purpose: whose they are no
# sheet says, and in the form such a number would become the safe way to reach her.
SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("姓名", "名字", "真实姓名", "姓名或代称", "姓名代称", "无名氏代称", "name"),
    "other_names": ("曾用名", "别名", "乳名", "小名", "化名", "曾用名别名", "其他姓名"),
    "sex": ("性别", "男女", "sex", "gender"),
    "birth_date": ("出生日期", "出生年月", "出生年月日", "生日", "出生时间", "出生", "birthdate"),
    AGE: ("年龄", "估计年龄", "大约年龄", "约龄", "周岁", "实足年龄", "岁数", "age"),
    DOCUMENT_TYPE: ("证件类型", "证件种类", "证件名称", "身份证件类型"),
    DOCUMENT_NUMBER: (
        "身份证号",
        "身份证号码",
        "身份证",
        "居民身份证号",
        "居民身份证号码",
        "公民身份号码",
        "公民身份证号码",
        "证件号码",
        "证件号",
        "身份证件号码",
        "身份证件号",
        "身分证号",
        "身分证字号",
        "身份证字号",
        "证号",
    ),
    PASSPORT_NUMBER: ("护照号", "护照号码"),
    "arrived_at": (
        "入站时间",
        "入站日期",
        "救助时间",
        "救助日期",
        "来站时间",
        "来站日期",
        "进站时间",
        "进站日期",
        "到站时间",
        "到站日期",
        "接收时间",
        "接收日期",
        "登记时间",
        "登记日期",
        "求助时间",
        "求助日期",
        "入院时间",
        "入院日期",
        "收容时间",
        "入站",
    ),
    ARRIVAL_TIME: ("入站时刻", "入站具体时间", "到站时刻", "几时"),
    "arrival_mode": (
        "来站方式",
        "入站方式",
        "进站方式",
        "到站方式",
        "来站途径",
        "求助方式",
        "救助来源",
        "来源",
        "送站方式",
    ),
    "escort_unit": ("护送单位", "送站单位", "移送单位", "送来单位", "移交单位"),
    "nationality": ("国籍", "国籍地区", "国家"),
    "ethnic": ("民族", "族别"),
    "education": ("文化程度", "学历", "受教育程度", "教育程度", "文化"),
    "marital": ("婚姻状况", "婚姻", "婚姻情况", "婚否", "婚姻状态"),
    HOME: (
        "户籍地",
        "户籍所在地",
        "户口所在地",
        "户籍地址",
        "户籍",
        "户口地址",
        "户籍住址",
        "家庭住址",
        "家庭地址",
        "籍贯",
        "流出地",
        "住址",
        "户籍所在地址",
        "户籍所在地详细地址",
        "身份证地址",
    ),
    "hukou_status": ("户口状况", "户籍状况", "户口情况"),
    FOUND: ("发现地点", "发现地", "救助地点", "解救地点", "解救地", "流入地", "被解救地"),
    "reasons": ("求助原因", "救助原因", "求助事由", "流浪原因", "致困原因", "原因", "来站原因"),
    "needs": ("求助需求", "需求", "求助事项", "救助需求"),
    "left_home_on": ("离家时间", "离家日期", "走失时间", "走失日期", "外出时间", "被拐时间"),
    "brief": ("简要经过", "流浪经过", "被拐经过", "经过", "简要情况", "基本情况", "情况说明"),
    "id_check": ("身份核实结果", "身份核实", "核实结果", "身份核实情况", "身份查询结果"),
    "decision": ("救助意见", "救助决定", "处理意见", "是否救助"),
    "languages": ("语言", "方言", "语言方言", "使用语言"),
    "previous_help": ("是否曾受助", "曾否受助", "是否初次受助", "曾受助"),
    REMARKS: ("备注", "说明", "附注", "其他", "注"),
}

# Who the title speaks of: the person herself.
_OF_HER = re.compile(
    r"^(?:被?救助人员?|救助对象|受助人员?|受助对象|求助人员?|求助者|受助者|被救助者|"
    r"当事人|本人|受害人|被拐卖?受害人|人员|对象)(?:的|之)?(?=.)"
)
_BRACKETS = re.compile(r"[(\[{【〔《<][^)\]}】〕》>]*[)\]}】〕》>]")
_SIGNS = re.compile(r"[\W_]+")


def fold(title: str) -> str:
    """A title as it is compared: 「受助人 姓　名（必填）*」 → 「姓名」."""
    bare = _BRACKETS.sub("", narrow(clean(title)))
    return _OF_HER.sub("", plain(bare))


def plain(text: str) -> str:
    """A word for comparing: half-width, simplified, lower case, without spaces and signs."""
    return _SIGNS.sub("", simplified(clean(text)))


def target_of(title: str) -> str | None:
    """The field (or part) a title means; None for a title nobody knows."""
    return _targets().get(fold(title))


@cache
def _targets() -> dict[str, str]:
    return {fold(title): target for target, titles in SYNONYMS.items() for title in titles}
