"""One structure, one spelling."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rescueapp.crypto import canonical
from rescueapp.errors import Damaged

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
LEAF = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT
ANY = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)
)


@given(obj=ANY)
@settings(max_examples=200)
def test_what_is_written_reads_back_the_same(obj: Any) -> None:
    assert canonical.loads(canonical.dumps(obj), limit=10_000) == obj


def test_keys_are_sorted_and_text_is_plain() -> None:
    assert canonical.dumps({"b": [1, True, None], "a": "小鹿\n"}) == (
        '{"a":"小鹿\\n","b":[1,true,null]}'.encode()
    )


@pytest.mark.parametrize(
    "obj", [1.0, float("nan"), {1: 2}, b"x", {"a": {1}}, 2**53, "\ud800", object()]
)
def test_what_has_no_single_spelling_is_not_written(obj: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical.dumps(obj)


@pytest.mark.fault(9, what="documents of another spelling: NaN, doubled names, deep nesting")
@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        '{"b":1,"a":2}',
        '{"a":1,"a":1}',
        "1.0",
        "1e3",
        "NaN",
        "-Infinity",
        "-0",
        "01",
        '"\\u0061"',
        '"\\ud800"',
        "[1,]",
        " 1",
        "1\n",
        "",
        "9007199254740992",
        "1" * 5000,
        "[" * 40 + "]" * 40,
        "[" * 100_000,
    ],
)
def test_any_other_spelling_is_damage(text: str) -> None:
    with pytest.raises(Damaged):
        canonical.loads(text.encode(), limit=1_000_000)


def test_bytes_that_are_not_utf8_or_too_many_are_damage() -> None:
    for data in (b'"\xff"', b"\xef\xbb\xbf1", b'"' + b"a" * 100 + b'"'):
        with pytest.raises(Damaged):
            canonical.loads(data, limit=50)
