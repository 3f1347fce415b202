"""The county an address begins with."""

from __future__ import annotations

import pytest

from rescueapp.exchange.divisions import division_of
from rescueapp.forms import places


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("云南省丽江市玉龙纳西族自治县石鼓镇", "530721"),
        ("云南丽江玉龙县", "530721"),
        ("雲南省麗江市玉龍縣", "530721"),
        ("云南省玉龙县", "530721"),
        ("玉龙县石鼓镇", "530721"),
        ("凉山州昭觉县", "513431"),
        ("海南三亚", "460200"),
        ("海南藏族自治州共和县", "632521"),
        ("吉林市船营区", "220204"),
        ("内蒙古自治区呼和浩特市", "150100"),
        ("北京市朝阳区", "110105"),
        ("海南省五指山市", "469001"),
        ("云南省", "530000"),
        ("朝阳区", ""),
        ("越南河内", ""),
        ("不记得", ""),
        ("", ""),
    ],
)
def test_an_address_gives_its_county_or_nothing(address: str, code: str) -> None:
    assert division_of(address) == code


def test_every_county_is_found_by_its_full_path() -> None:
    for province in places.children(""):
        for city in places.children(province.code):
            for county in places.children(city.code) or (city,):
                names = dict.fromkeys((province.zh_hans, city.zh_hans, county.zh_hans))
                assert division_of("".join(names) + "某镇某村") == county.code
