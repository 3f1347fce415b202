"""DNA results and classified marks are recognised by their form (K-20, K-21)."""

from __future__ import annotations

import pytest

from rescueapp.exchange.forbidden import CLASSIFIED, DNA, forbidden


@pytest.mark.parametrize(
    "text",
    [
        "秘密★1年",
        "机密★",
        "絕密☆長期",
        "文件 秘 密 ★ 十年",
        "秘\u200b密★1年",
        "秘密",
        "【机密】",
        "密级：绝密",
    ],
)
def test_a_mark_of_secrecy_is_recognised(text: str) -> None:
    assert forbidden(text) is CLASSIFIED


@pytest.mark.parametrize(
    "text",
    [
        "D3S1358 15/16",
        "检测vWA为14/17",
        "ＦＧＡ 22",
        "TH01基因座",
        "D8 S1179",
        "D21-S11",
        "D18S51",
        "Amelogenin XY",
        "CSF1PO",
        "DYS391 10",
        "D2\u200bS1338",
        "PENTA E",
    ],
)
def test_a_marker_of_a_dna_profile_is_recognised(text: str) -> None:
    assert forbidden(text) is DNA


@pytest.mark.parametrize(
    "text",
    [
        "要求保守秘密，不愿告诉家人",
        "已采集DNA，未比中",
        "公安机关采集DNA日期2026年3月5日",
        "住D3栋S135室",
        "服装品牌FGAB",
        "秘密离家",
        "",
    ],
)
def test_a_sentence_about_it_is_not(text: str) -> None:
    assert forbidden(text) is None
