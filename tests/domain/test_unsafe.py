"""Whether words tell of somebody who must not learn where she is (K-13)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.domain.needles import Sort, numbers
from rescueapp.domain.unsafe import (
    Found,
    Passage,
    UnsafeList,
    must_not_know,
    needles_of,
    whereabouts_of,
)
from rescueapp.forms.catalogue import form

BUYER: dict[str, Any] = {
    "relation": "R1",
    "contact_forbidden": True,
    "relative_name": "张國强（又名张老四）",
    "relative_document": {"type": "01", "number": "990101197506010321"},
    "relative_county": {"code": "530721", "text": ""},
    "relative_address": "黄山镇石桥村3组",
    "relative_phone": "13900001234",
    "relative_employer": "柳湾运输有限责任公司",
    "unsafe_names": "欧阳 娜\nAung Ko Win\n阿依古丽·买买提\n单小雨、曾丽",
    "unsafe_numbers": "0888-5123456\nwxid_zgq88\n云G·Z9K88",
    "unsafe_addresses": "四川省凉山州昭觉县界河乡柳湾村12号\n幸福路88号",
    "unsafe_organisations": "龙腾砖厂",
    "unsafe_details": "常打 19900005678 问她在哪里",
}
LIST = UnsafeList(needles_of(form("relative"), BUYER))


def sorts(text: str) -> set[Sort]:
    return set(LIST.sorts(text))


@pytest.mark.parametrize(
    "text",
    [
        "由张国强接回",
        "由張國強接回",
        "张 国 强",
        "张·国强先生",
        "Zhang Guoqiang",
        "ZHANGGUOQIANG",
        "guo-qiang zhang",
        "Zhāng Guóqiáng",
        "张老四来过",
        "歐陽娜",
        "欧阳娜",
        "ouyang na",
        "Mr. AUNG  KO-WIN",
        "阿依古丽买买提",
        "阿依古丽 • 买买提",
        "Shan Xiaoyu",
        "zeng li 女士",
    ],
)
def test_k13_a_name_is_found_in_every_usual_writing(text: str) -> None:
    assert sorts(text) == {Sort.NAME}


@pytest.mark.parametrize(
    "text",
    [
        "电话13900001234",
        "１３９００００１２３４",
        "139 0000 1234",
        "139-0000-1234",
        "+86 139 0000 1234",
        "0086-13900001234",
        "手机尾号00001234",
        "(0888) 512-3456",
        "5123456",
        "联系 19900005678。",
        "证件990101197506010321",
        "加微信 WXID_zgq88",
        "车牌云GZ9K88",
        "拨 13712345678 13900001234 均可",
        "拨 13712345678/13900001234 均可",
        "139/0000/1234",
        "139_0000_1234",
        "139,0000,1234",
        "139，0000，1234",
        "13712345678、13900001234",
        "一三九〇〇〇〇一二三四",
        "幺三九零零零零幺二三四",
    ],
)
def test_k13_a_number_is_found_by_its_digits(text: str) -> None:
    assert sorts(text) == {Sort.NUMBER}


@pytest.mark.parametrize(
    "text",
    [
        "送至云南省丽江市玉龙纳西族自治县黄山镇石桥村3组",
        "黃山鎮石橋村",
        "玉龙县石桥村",
        "家在丽江，石桥村口",
        "昭觉界河乡柳湾村",
        "界河乡 柳湾村",
        "在幸福路88号见面",
    ],
)
def test_k13_an_address_is_found_by_village_and_town_or_county(text: str) -> None:
    assert sorts(text) == {Sort.ADDRESS}


@pytest.mark.parametrize("text", ["柳湾运输公司", "柳灣運輸有限公司", "在龙腾砖厂干活"])
def test_k13_an_organisation_is_found_without_its_legal_form(text: str) -> None:
    assert sorts(text) == {Sort.ORGANISATION}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "张国庆来接",
        "国强民富",
        "张先生",
        "送她去医院",
        "玉龙县公安局",
        "丽江市第二小学",
        "黄山镇卫生院",
        "另一个县的石桥村",  # the county is known, and it is another
        "电话13900001235",
        "1234",
        "2026-03-05 14:30",
        "身份证990101199901010045",
        "zhangguoqiangli",  # inside another word
        "运输车一辆",
        "砖厂",
        "姓名不详",
        "幸福路89号",
    ],
)
def test_k13_what_is_like_it_is_not_it(text: str) -> None:
    assert sorts(text) == set()


def test_k13_what_is_not_known_of_somebody_is_no_name() -> None:
    told = {"contact_forbidden": True, "relative_name": "姓名不详（收买家庭成员）"}
    assert not UnsafeList(needles_of(form("relative"), told))


def test_k13_only_who_must_not_be_contacted_is_on_the_list() -> None:
    assert must_not_know(form("relative"), BUYER)
    assert not must_not_know(form("relative"), {"relation": "52", "contact_forbidden": False})
    assert not must_not_know(form("relative"), {"relative_name": "张三"})
    assert not must_not_know(form("intake"), {"name": "张三"})


@pytest.mark.parametrize("relation", ["R1", "R2", "R3"])
def test_s61_who_bought_or_sold_her_is_on_the_list_whatever_else_is_said(relation: str) -> None:
    assert must_not_know(form("relative"), {"relation": relation, "relative_name": "张国强"})


@pytest.mark.parametrize("text", ["昂科温 Aung Ko Win", "张国强", "柳湾运输公司", "奥昂 张老四"])
def test_k13_a_recipient_is_known_by_any_of_it(text: str) -> None:
    assert LIST.names(text)


@pytest.mark.parametrize("text", ["国强", "國強", "老四", "国 强"])
def test_k13_a_guardian_is_known_by_the_given_name_alone(text: str) -> None:
    assert LIST.names(text)
    assert sorts(text) == set()  # in a long text it is anybody's


@pytest.mark.parametrize("text", ["强", "张", "国强小学", "国"])
def test_k13_less_than_a_given_name_is_nobody(text: str) -> None:
    assert not LIST.names(text)


def test_k13_two_numbers_in_a_line_of_the_list_are_two() -> None:
    both = UnsafeList(numbers("13712345678/13900001234"))
    assert both.sorts("13712345678") == both.sorts("13900001234") == (Sort.NUMBER,)


@pytest.mark.parametrize("listed", ["139,0000,1234", "139，0000，1234", "139、0000、1234"])
def test_k13_a_number_of_the_list_may_have_commas_within(listed: str) -> None:
    assert UnsafeList(numbers(listed)).sorts("打13900001234") == (Sort.NUMBER,)


def test_k13_numbers_of_the_list_with_commas_between_are_several() -> None:
    found = [needle.digits for needle in numbers("13712345678,13900001234，0888-5123456")]
    assert found == ["13712345678", "13900001234", "08885123456"]


@pytest.mark.parametrize("text", ["ZGQ来过", "说是Z.G.Q.", "z g q 打的"])
def test_k13_initials_of_a_name_of_three_are_found(text: str) -> None:
    assert Sort.NAME in sorts(text)


@pytest.mark.parametrize("text", ["AZGQ", "ZG路", "GQ"])
def test_k13_other_letters_are_no_initials(text: str) -> None:
    assert Sort.NAME not in sorts(text)


def test_k13_a_recipient_in_characters_is_known_by_a_name_in_letters() -> None:
    spelled = UnsafeList(needles_of(form("relative"), {"relative_name": "Wang Daming"}))
    assert spelled.names("王大明")
    assert spelled.names("王大明先生收")
    assert not spelled.names("王大民之友会馆")
    assert not spelled.names("县人民医院")


def test_k13_what_was_found_says_where_and_of_which_sort_and_no_more() -> None:
    passages = [
        Passage("Name", "苏小禾", "r1", "name"),
        Passage("In brief", "张国强，电话13900001234", "r1", "brief"),
    ]
    assert LIST.find(passages) == (Found("In brief", (Sort.NAME, Sort.NUMBER), "r1", "brief"),)


def test_k13_where_she_is_is_known_in_other_words() -> None:
    told = {"hospital": "松岭县人民医院", "escorts": "和晓燕"}
    there = UnsafeList(whereabouts_of(form("medical_care"), told))
    assert there.sorts("在松嶺縣人民醫院住院三天") == (Sort.WHEREABOUTS,)
    assert there.sorts("在医院住院三天") == ()


def test_k13_an_empty_list_finds_nothing() -> None:
    assert not UnsafeList()
    assert not UnsafeList().names("张国强")
    assert UnsafeList().find([Passage("x", "y")]) == ()
