"""Others in what she is given: by their role, in every usual writing, and never by name."""

from __future__ import annotations

import pytest

from rescueapp.domain.masking import Mask, Other
from rescueapp.domain.needles import names, numbers

BROTHER = Other(("苏大山（小名山子）",), "哥哥")
COLLEAGUE = Other(("和晓燕",), "个案社工")


def test_k18_a_name_becomes_what_the_person_is_to_her() -> None:
    mask = Mask([BROTHER, COLLEAGUE])
    assert mask.words("苏大山托和晓燕带话") == "哥哥托个案社工带话"
    assert mask.words("山子来过") == "哥哥来过"


def test_k18_the_longer_name_goes_first() -> None:
    mask = Mask([Other(("王强",), "叔父"), Other(("王强生",), "证人")])
    assert mask.words("王强生说的") == "证人说的"


@pytest.mark.parametrize("text", ["Su Dashan 来过", "蘇大山來過"])
def test_k18_another_writing_of_a_name_is_not_given_at_all(text: str) -> None:
    assert Mask([BROTHER]).words(text) is None


def test_k18_a_number_of_somebody_else_is_not_given() -> None:
    mask = Mask(needles=numbers("139 0000 1234"))
    assert mask.words("打 13900001234 找他") is None
    assert mask.words("打 12348") == "打 12348"


def test_her_own_name_stays_hers() -> None:
    mask = Mask([Other(("苏小禾",), "女儿")], names("苏小禾"), own=["苏小禾"])
    assert mask.words("苏小禾想上学") == "苏小禾想上学"


def test_nobody_and_nothing_is_masked_without_others() -> None:
    assert Mask().words("今天睡得好") == "今天睡得好"
    assert Mask([Other(("13900001234", ""), "某人")]).words("今天睡得好") == "今天睡得好"
