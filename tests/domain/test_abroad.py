"""Whether the words of a recipient say that it is abroad (K-14)."""

from __future__ import annotations

import pytest

from rescueapp.domain.abroad import abroad


@pytest.mark.parametrize(
    "recipient",
    [
        "Trung tâm Phụ nữ (hư cấu)",
        "ศูนย์ช่วยเหลือสตรี",
        "စမ်းသပ်အဖွဲ့",
        "女性の家",
        "Женский центр",
        "office@example.vn",
        "某机构 office@example.org.mm",
        "https://example.la/help",
        "陈女士 chen@gmail.com",
        "WhatsApp 联系",
        "Zalo: 0900",
        "曼谷某妇女庇护所",
        "胡志明市某某中心",
        "联合国儿童基金会驻华办事处",
        "国际移民组织",
        "IOM office",
        "(0084) 24 3825 0000",
        "+84-24-3825-0000",
    ],
)
def test_k14_words_that_say_it(recipient: str) -> None:
    assert abroad(recipient)


@pytest.mark.parametrize(
    "recipient",
    [
        "松岭县公安局",
        "县妇联 fulian@example.gov.cn",
        "陈女士 chen@qq.com",
        "张女士 123456@163.com",
        "法律援助中心 0871-6382500",
        "+86 871 6382 5000",
        "河内村村民委员会",
        "万象城社区工作站",
        "东京路派出所",
        "高平市民政局",
        "老街社区",
        "新疆维吾尔自治区 ئۈرۈمچى",
        "연변조선족자치주 민정국",
        "རྫོང་ 西藏自治区公安厅",
        "Songling County Public Security Bureau",
        "第2.5组",
        "材料见附件v.1",
    ],
)
def test_k14_words_of_here(recipient: str) -> None:
    assert not abroad(recipient)
