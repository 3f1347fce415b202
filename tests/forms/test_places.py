"""Divisions and countries: the traps of the tables, typed search, addresses."""

from __future__ import annotations

import pytest
from hypothesis import given

from rescueapp import i18n
from rescueapp.forms import places
from tests.forms.samples import PLACES


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("530721", "云南省 丽江市 玉龙纳西族自治县"),
        ("110105", "北京市 朝阳区"),  # municipalities have no prefectures
        ("441900", "广东省 东莞市"),  # prefectures without counties
        ("460400", "海南省 儋州市"),
        ("469001", "海南省 五指山市"),  # counties directly under a province
        ("659012", "新疆维吾尔自治区 白杨市"),
        ("710000", "台湾省"),
        ("810000", "香港特别行政区"),
        ("653228", "新疆维吾尔自治区 和田地区 和康县"),
    ],
)
def test_places_of_today_have_their_path(code, label):
    assert places.place_label(code) == label


def test_a_historical_code_is_known_and_says_until_when():
    naxi = places.place("533221")
    assert naxi is not None
    assert naxi.zh_hans == "丽江纳西族自治县"
    assert naxi.until.startswith("200")
    assert places.place_label("533221") == "云南省 丽江地区 丽江纳西族自治县"


def test_labels_follow_the_language(language):
    expected = {
        "zh_Hans": "云南省 丽江市 古城区",
        "zh_Hant": "雲南省 麗江市 古城區",
        "en": "Gucheng District, Lijiang, Yunnan",
    }
    assert places.place_label("530702") == expected[language]


def test_unknown_codes_are_shown_as_they_are():
    assert places.place_label("999999") == "999999"
    assert places.country_label("QQ") == "QQ"
    assert places.place("999999") is None


def test_every_division_hangs_on_a_province():
    assert len(places.children()) == 34
    for code in (row.code for row in places._divisions().values()):
        way = places.path(code)
        assert not way[0].parent
        assert way[-1].code == code
        assert code.isdigit()
        assert len(code) == 6


def test_names_are_read_in_their_place():
    assert places.place("110105").en == "Chaoyang District"
    assert places.place("140400").pinyin == "chang zhi shi"
    assert places.place("610100").en == "Xi'an"
    assert places.place("330127").until == ""


@pytest.mark.parametrize(
    "typed",
    [
        "玉龙",
        "玉龍",
        "丽江 玉龙",
        "云南省丽江市玉龙县",
        "yulong",
        "ylnx",
        "530721",
        "lijiang yulong",
    ],
)
def test_a_county_is_found_by_any_part(typed):
    assert places.find_places(typed)[0].code == "530721"


def test_larger_divisions_come_first_and_the_limit_holds():
    assert places.find_places("海南")[0].code == "460000"
    assert len(places.find_places("区", 7)) == 7
    assert places.find_places("") == places.children()[:20]
    assert places.find_places("火星") == ()


@pytest.mark.parametrize(
    ("address", "code", "rest"),
    [
        ("云南省丽江市玉龙县黄山镇三号", "530721", "黄山镇三号"),
        ("雲南省麗江市古城區大研", "530702", "大研"),
        ("新疆石河子", "659001", ""),
        ("内蒙古呼和浩特市新城区", "150102", ""),
        ("吉林省吉林市船营区", "220204", ""),
        ("530721 黄山镇", "530721", "黄山镇"),
        ("海南", "460000", ""),
        ("北京朝阳区建国路", "110105", "建国路"),
    ],
)
def test_an_address_gives_its_division_and_the_rest(address, code, rest):
    found, left = places.locate(address)
    assert found is not None
    assert (found.code, left) == (code, rest)


@pytest.mark.parametrize("address", ["朝阳区建国路", "某地", "", "缅甸仰光", "1234567"])
def test_what_is_not_certain_is_not_guessed(address):
    assert places.locate(address) == (None, address)


@given(PLACES)
def test_a_path_as_it_reads_is_located_again(code):
    for language in ("zh_Hans", "zh_Hant"):
        with i18n.speaking(language):
            found, rest = places.locate(places.place_label(code))
        assert found is not None
        assert (found.code, rest) == (code, "")


def test_there_are_all_countries_with_three_names():
    assert len(places.countries()) == 250  # ISO 3166 and "stateless"
    for each in places.countries():
        assert all((each.code, each.zh_hans, each.zh_hant, each.en, each.pinyin))
    assert len({each.zh_hans for each in places.countries()}) == 250


@pytest.mark.parametrize("typed", ["MM", "缅甸", "緬甸", "mian", "md", "myanm"])
def test_a_country_is_found_by_code_name_pinyin_and_initials(typed):
    assert "MM" in [each.code for each in places.find_countries(typed)][:3]


def test_neighbours_are_offered_first():
    assert [each.code for each in places.find_countries("")][:6] == [
        "CN",
        "HK",
        "MO",
        "TW",
        "VN",
        "MM",
    ]
