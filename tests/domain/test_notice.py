"""What must not stand in a notice that everybody reads (F11), and what a family knows her by."""

from __future__ import annotations

import pytest

from rescueapp.domain import notice, told_words
from rescueapp.forms.catalogue import FORMS

NOTICE = FORMS["tracing_notice"]
CONTACTS = ("notice_contact", "notice_unit")


def rules(key: str, said: object) -> list[str]:
    return [each.rule for each in notice.findings(NOTICE, {key: said}, CONTACTS)]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("trafficked", "三年前被人拐卖到外省"),
        ("trafficked", "被拐騙后輾轉多地"),
        ("trafficked", "从关她的屋子里逃出"),
        ("sexual", "遭 性 侵 害"),
        ("birth", "怀孕五个月"),
        ("birth", "生过一个孩子"),
        ("hiv", "ＨＩＶ阳性"),
        ("mental", "患有精神疾病"),
        ("mental", "精神障礙"),
        ("buyer", "收买人家住山区"),
        ("buyer", "婆家姓李"),
        ("address", "现住县城宾馆"),
        ("address", "目前在未成年人救助保护中心生活"),
        ("address", "现在在镇中心小学上学"),
        ("number", "联系19900001234"),
    ],
)
def test_what_harms_or_exposes_is_found_by_its_rule(rule: str, said: str) -> None:
    assert rules("notice_account", said) == [rule]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("buyer", "给人家当媳妇"),
        ("buyer", "做过童养媳"),
        ("buyer", "給人家做小媳婦"),
        ("buyer", "十五岁就过了门，跟那家的男人过日子"),
        ("buyer", "被逼着跟人拜堂"),
        ("buyer", "换亲换到山里"),
        ("buyer", "那家花了三万块"),
        ("buyer", "那户人家出了四万元"),
        ("buyer", "倒插门那家姓马，男方比她大二十岁"),
        ("buyer", "那家住在马家沟"),
        ("buyer", "跟了一个老汉"),
        ("trafficked", "同乡把她卖了"),
        ("birth", "怀过孕"),
        ("birth", "在那里生了两个娃"),
        ("mental", "每天吃精神类药"),
        ("buyer", "在山里一户人家住了三年"),
        ("trafficked", "被转手两次"),
        ("trafficked", "说自己是被卖来的"),
        ("trafficked", "几经转手到外省"),
        ("trafficked", "三千块钱卖的"),
        ("trafficked", "被人骗到外地"),
        ("trafficked", "让人拴在屋里不许出门"),
        ("trafficked", "身上有伤，是被打的"),
        ("trafficked", "腿上的伤是他们打的"),
        ("trafficked", "后背有烟头烫的疤"),
        ("trafficked", "不给饭吃，天天挨打"),
        ("sexual", "被人欺负过"),
        ("sexual", "被糟蹋过"),
        ("sexual", "被男人强暴"),
        ("sexual", "在发廊被逼接客"),
        ("sexual", "被迫坐台"),
        ("birth", "肚子里有了孩子"),
        ("birth", "快要临盆"),
        ("birth", "打过一次胎"),
        ("hiv", "得了脏病"),
        ("hiv", "查出HIV携带"),
        ("mental", "精神不太正常"),
        ("mental", "脑子不好使"),
        ("mental", "脑子有问题，说话颠三倒四"),
        ("mental", "有点傻，智力低下"),
        ("mental", "神志不清"),
        ("mental", "寻过短见"),
    ],
)
def test_what_everybody_says_in_plain_words_is_found_too(rule: str, said: str) -> None:
    assert rule in rules("notice_account", said)


@pytest.mark.parametrize(
    "said",
    [
        "身高约一米五，偏瘦，圆脸，大眼睛，皮肤较黑",
        "短发齐耳，额前有刘海，左边有发旋",
        "左手背有一道两厘米旧疤，小时候被镰刀割的",
        "右膝有伤疤，小时候摔的",
        "额头有疤，是小时候被鸡啄的",
        "肚脐右侧有红色胎记，形如蚕豆",
        "后颈有一颗黑痣，右耳有耳洞",
        "上身穿红色碎花棉袄，下身穿蓝布裤",
        "穿的鞋是集市上花十块钱买的解放鞋",
        "说话像西南口音，把吃饭说成吃莽莽",
        "普通话不好，说彝语，会唱山歌",
        "在县城汽车站候车室被找到",
        "二〇一九年冬天在某县集市走失",
        "小时候和哥哥去赶集，人多走散了",
        "记得爸爸在砖厂打工，妈妈卖菜",
        "家里卖过一头牛，给奶奶看病",
        "爷爷花了两百元给她打了一对银手镯",
        "村口有一棵大树，树下有土地庙",
        "妈妈脑子灵，会做衣服",
        "哥哥小名叫傻蛋，爱笑",
        "叔叔娶媳妇那天放了很多鞭炮",
        "嫂子刚过门，陪嫁是一台缝纫机",
        "奶奶说她出生那年发过大水",
        "妈妈怀着弟弟的时候在地里干活",
        "家里打谷子时她在一旁拾穗",
        "弟弟被狗咬过，腿上打了针",
        "学校老师姓杨，同桌欺负她时姐姐来帮忙",
        "身上带着一块绣花手帕、一个布老虎",
        "会背《静夜思》，会打算盘",
        "爸爸的手受过伤，缺一节手指",
        "转学两次，先在村小，后到镇小",
        "门前的河要过桥，过了门就是晒谷场",
        "隔壁那家姓李，养了一条黄狗",
        "舅妈生了个胖娃，她抱过",
        "给李老汉送过柴",
        "妈妈不让出去玩，怕路上的拖拉机",
        "村里人家给了两块糖",
        "小时候被开水烫过，左臂有疤",
        "院里拴着一条狗，门上贴着门神",
        "要走过一座上吊桥的山路，精神很好",
    ],
)
def test_looks_clothes_accent_and_places_may_stand(said: str) -> None:
    assert rules("notice_account", said) == []
    assert rules("notice_marks", said) == []


@pytest.mark.parametrize(
    "said",
    [
        "记得家在山上，门口有石桥和大核桃树，阿婆会织布，弟弟小两岁。",
        "妈妈生了个女儿，比她小三岁，爸爸外出打工养家。",
        "上过两年小学，校门口有卖豆腐的。现在记得爸爸小名。",
        "爷爷是大夫，家里种烟叶，村里人姓木的多。",
    ],
)
def test_what_the_family_knows_the_person_by_may_stand(said: str) -> None:
    assert rules("notice_account", said) == []


def test_the_place_is_told_to_the_county_only() -> None:
    assert rules("found_county", {"code": "530721", "text": ""}) == []
    assert rules("found_county", {"code": "530721", "text": "界河乡柳湾村"}) == ["address"]


def test_the_contact_may_hold_a_telephone_and_no_document() -> None:
    assert rules("notice_contact", "0990-1234567 某热线") == []
    assert rules("notice_contact", "990101199001011234") == ["number"]


def test_only_what_goes_out_is_judged() -> None:
    told = {"notice_own_view": "怕婆家看到", "notice_withdrawn_note": "收买人打听过"}

    assert notice.findings(NOTICE, told, CONTACTS) == []


def test_a_finding_names_the_question_and_not_the_words() -> None:
    (found,) = notice.findings(NOTICE, {"notice_marks": "被打骂留下的疤"}, CONTACTS)

    assert found.field.key == "notice_marks"
    assert "打骂" not in str(found.words)


def test_every_rule_has_its_words() -> None:
    assert {each.rule for each in told_words.table(notice.TABLE)} == set(notice.TELLS)
