"""Words that call somebody the buyer, of his family or a trafficker (S61: LJ (二)4).

As people write them where a name is asked for: what must be caught, and what must not be, where a
false refusal would keep a lawful guardian or an official out of the file.
"""

from __future__ import annotations

import pytest

from rescueapp.domain.guards import decisions


@pytest.mark.parametrize(
    "words",
    [
        "收买人之母",
        "收買人之母",  # in the other script
        "收 买 人 的 母亲",
        "收买人马大山",
        "收买方家属",
        "收买家庭成员",
        "买主",
        "买主的母亲",
        "买主母亲",
        "买主父",
        "买家",
        "买家（某村）",
        "买家婆婆",
        "买家之母",
        "买方亲属，电话13900000000",
        "买受人本人",
        "人贩子",
        "人贩子的老婆",
        "拐卖人之兄",
        "拐卖者",
        "买她的那家",
        "买下她的男人",
        "马某（收买人之父）",
        "马大娘，收买人的母亲",
        "系买主家人",
        "the buyer",
        "The buyer's mother",
        "her trafficker’s brother",
        "buyer",
    ],
)
def test_s61_whoever_is_called_of_the_buyers_side_is_known(words: str) -> None:
    assert decisions.of_the_buyers_side(words)


@pytest.mark.parametrize(
    "words",
    [
        "买买提·阿卜杜热合曼",
        "买家兴",  # 买 is a surname
        "买家妹",
        "买主恩",
        "买方明",
        "麦家琪",
        "马大山",
        "买小花（母亲）",
        "寄养家庭 买秀英",
        "某县妇联 李某",
        "反拐卖人口办公室",
        "打击拐卖人口犯罪专班",
        "被拐卖人员救助中心",
        "侦办收买人一案的民警",
        "收买被拐卖妇女案合议庭",
        "收买人所在地派出所",
        "收买人住地村妇联主席",
        "收买人家所在村的村医",
        "人贩子案承办检察官",
        "不得由收买家庭继续抚养，由儿童福利机构抚养",
        "由祖母抚养，远离收买人家庭",
        "与收买人无亲属关系",
        "非收买人家属",
        "购买方便食品的超市",
        "代买家庭用品的志愿者",
        "某电商平台卖家客服",
        "舅舅，开店，常去买家具",
        "Buyers Road 12, Mrs Mai",
        "not the buyer's family",
    ],
)
def test_s61_a_lawful_name_is_no_buyer(words: str) -> None:
    assert not decisions.of_the_buyers_side(words)
