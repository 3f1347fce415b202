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
