"""Words by which a counsellor treats, or work is in a place closed to minors (A-403, A-017).

As an office writes them: what must be caught, and what must not be, where a false refusal would
keep good work out of the file.
"""

from __future__ import annotations

import pytest

from rescueapp import paths
from rescueapp.domain.guards import growth
from rescueapp.forms import tables


@pytest.mark.parametrize(
    "words",
    [
        "诊断为抑郁症，建议休息",
        "診斷為抑鬱症",  # in the other script
        "诊 断：创伤后应激障碍",
        "考虑抑郁症",
        "考虑为中度抑郁发作",
        "印象：急性应激障碍",
        "初步诊断考虑适应障碍",
        "符合抑郁发作诊断标准",
        "判断其患有焦虑症，较重",
        "评定为创伤后应激障碍",
        "症状达到PTSD",
        "确诊焦虑障碍",
        "每晚给药一次",
        "给予舍曲林口服",
        "建议服用安眠药帮助入睡",
        "发给其安定片两片",
        "舍曲林 ５０ ｍｇ，每日一次",
        "睡前半片，效果可",
        "每日两次，每次两粒，每日2粒",
        "加大药量观察",
        "减药一周后复谈",
        "进行认知行为治疗第三次",
        "采用EMDR处理创伤记忆",
        "开展个别心理治疗",
        "第五次心理治疗，继续暴露练习",
        "Diagnosed with depression",
        "Prescribed sertraline",
    ],
)
def test_a403_what_is_a_diagnosis_or_a_treatment_in_other_words(words: str) -> None:
    assert growth.tells_of_treatment(words)


@pytest.mark.parametrize(
    "words",
    [
        "未作诊断，未用药。",
        "可能患有抑郁症，建议到医院就诊",  # what art. 23 asks a counsellor to say
        "疑似创伤后应激障碍，已建议精神科评估",
        "抑郁症状明显减轻，焦虑症状仍在",
        "考虑到其焦虑症状，放慢节奏",
        "不符合抑郁症诊断标准与否，须由医院判断",
        "县医院诊断为抑郁症，按医嘱服药",
        "陪同到县医院精神科复诊，医生开药两周",
        "既往曾诊断为抑郁症",
        "提醒不要自行停药",
        "提醒遵医嘱服用舍曲林",
        "建议就医，评估是否使用抗抑郁药",
        "建议转精神科接受心理治疗",
        "其母患有精神分裂症，无人照料",
        "SDS 62 分，提示中度抑郁情绪",
        "呼吸放松、稳定化练习，约定求助方式",
        "家属到药店换药盒",
        "陪同到卫生院伤口换药",
        "每日三次深呼吸练习，每次五分钟",
        "判断是否有精神障碍，由残联评定",
    ],
)
def test_a403_counselling_and_what_a_hospital_did_may_be_written(words: str) -> None:
    assert not growth.tells_of_treatment(words)


@pytest.mark.parametrize(
    "words",
    [
        "介绍到某ＫＴＶ工作",
        "某卡拉OK厅服务员",
        "练歌房前台",
        "县城夜场，气氛组",
        "清吧吧台",
        "某小酒馆传菜",
        "酒水促销员，包吃住",
        "电玩城收银",
        "棋牌室看场",
        "網咖網管",
        "足道馆学徒",
        "沐足中心",
        "洗脚城前台",
        "某汗蒸馆",
        "XX SPA 馆技师",
        "盲人按摩店",
        "某养生会馆",
        "从事夜总会保洁",
        "不久后到酒吧上班",
    ],
)
def test_a017_places_closed_to_minors_by_the_names_they_go_by(words: str) -> None:
    assert growth.closed_place(words)


@pytest.mark.parametrize(
    "words",
    [
        "某服装厂缝纫工",
        "不得介绍到KTV、酒吧等场所",
        "已离开足浴店，改学面点",
        "从洗浴中心离职，现联系餐馆",
        "按摩椅厂装配工",
        "奶茶店、书吧店员",
        "咖啡吧学徒",
        "酒店客房（经济型酒店）",
        "夜市旁小吃店，白班",
        "游泳馆救生员培训",
        "音乐老师助手",
    ],
)
def test_a017_other_places_of_work_are_no_such_place(words: str) -> None:
    assert not growth.closed_place(words)


@pytest.mark.parametrize(
    "words",
    [
        "介绍到服装厂打工",
        "介紹到服裝廠打工",
        "安排到亲戚饭馆帮工",
        "联系广东某厂，送去上班",
        "送其到理发店当学徒",
        "推荐到某公司就业",
        "为其介绍工作",
        "帮助找一份工作",
    ],
)
def test_a016_work_is_work_whatever_service_it_is_called(words: str) -> None:
    assert growth.gives_work(words)


@pytest.mark.parametrize(
    "words",
    [
        "联系工作人员陪同入学",
        "安排就业指导，年满十六周岁后再议",
        "为其母亲介绍工作，改善家庭经济",
        "联系其父亲打工所在地派出所核实",
        "安排社工上班时间陪护",
        "不得安排打工",
        "劝阻其外出，防止被介绍到工厂做工",
        "联系学校，毕业后推荐就业",
        "送入职业学校学习缝纫",
        "介绍学校的学习和工作人员",
        "老乡介绍其到饭店做工一事，通报劳动监察",
        "邻居介绍她到镇上饭馆打工，已劝回",
        "老板安排她打工一事已立案",
        "已联系劳动监察查处让她打工的饭馆",
        "联系派出所，制止带其打工的人",
        "孩子希望介绍到饭馆打工，说明法律不允许",
        "为户主介绍工作，减轻家庭负担",
    ],
)
def test_a016_school_guidance_and_the_work_of_others_are_none(words: str) -> None:
    assert not growth.gives_work(words)


@pytest.mark.parametrize(
    "words",
    [
        "介绍她到镇上饭馆打工",
        "介紹她到鎮上飯館打工",
        "已为其介绍到服装厂上班",
        "情况稳定。拟安排到理发店当学徒。",
        "我们介绍她到镇上饭馆打工",
        "经社工介绍到饭馆当服务员",
        "本站已给她找了一份工作",
        "救助站推荐到某厂就业",
    ],
)
def test_s42_what_we_are_said_to_have_done_is_ours_wherever_it_stands(words: str) -> None:
    assert growth.we_gave_work(words)


@pytest.mark.parametrize(
    "words",
    [
        "在镇上饭馆打工，每月八百元",
        "邻居介绍她到镇上饭馆打工",
        "经人介绍在饭馆打工",
        "介绍她到饭馆打工的是同村人",
        "辍学，被父亲送到厂里做工",
        "舅舅安排她当服务员，社工已劝回学校",
        "社工不同意介绍打工",
        "社工了解到，老板找她当服务员",
        "自己找了一份工作",
        "在理发店学徒，周末回家",
    ],
)
def test_s42_what_a_visit_found_is_not_ours(words: str) -> None:
    assert not growth.we_gave_work(words)


@pytest.mark.parametrize(
    ("words", "by_others"),
    [
        ("自述医院诊断为失眠", True),
        ("来访者称在老家确诊过焦虑症", True),
        ("母亲说她以前吃安眠药", True),
        ("睡眠不好，做噩梦", False),
    ],
)
def test_whose_account_it_is(words: str, by_others: bool) -> None:
    assert growth.told_by_others(words) is by_others


def test_every_row_names_its_source() -> None:
    for name in ("growth", "notice"):
        _, rows = tables.read_rows(paths.resources("guards", f"{name}.tsv"))
        assert all(row["rule"] and row["source"] for row in rows)
