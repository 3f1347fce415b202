"""The ways a name may be typed, and the index that finds them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rescueapp.domain.names import (
    SURNAME_READINGS,
    WordIndex,
    document_keys,
    match_words,
    name_keys,
    readings,
    simplified,
)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("曾曉雲", "曾晓云"),
        (" 曾 晓 云 ", "曾晓云"),
        ("曾　晓云", "曾晓云"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("阿依古丽・买买提", "阿依古丽买买提"),
        ("Ma Win-Yee", "mawinyee"),
        ("ＡＢＣ１２", "abc12"),
        ("Nguyễn", "nguyễn"),
        ("", ""),
        ("··", ""),
    ],
)
def test_one_writing_stands_for_all(typed: str, plain: str) -> None:
    assert simplified(typed) == plain


@given(st.text(max_size=30))
@settings(max_examples=200)
def test_composed_and_decomposed_letters_are_one_writing(text: str) -> None:
    assert simplified(unicodedata.normalize("NFD", text)) == simplified(text)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("单晓云", "shan xiao yun"),
        ("曾小满", "zeng xiao man"),
        ("仇英", "qiu ying"),
        ("解晓东", "xie xiao dong"),
        ("查良", "zha liang"),
        ("尉迟恭", "yu chi gong"),
        ("万俟雪", "mo qi xue"),
        ("长孙无忌", "zhang sun wu ji"),
        ("单", "dan"),  # alone it is no surname before a name
        ("林单", "lin dan"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, read: str) -> None:
    assert " ".join(readings(name)) == read


def test_every_two_character_surname_is_cut_into_its_syllables() -> None:
    for surname in (name for name in SURNAME_READINGS if len(name) == 2):
        assert "".join(readings(surname + "云")[:2]) == SURNAME_READINGS[surname]
        assert len(readings(surname + "云")) == 3


@pytest.mark.parametrize("typed", ["单晓云", "晓云", "shanxiaoyun", "xiaoyun", "sxy", "xy", "yun"])
def test_keys_hold_every_way_from_every_syllable_on(typed: str) -> None:
    index = WordIndex([("case", name_keys(["单晓云"]))])
    assert index.find(typed) == ["case"]


@pytest.mark.parametrize("typed", ["anxiaoyun", "hanxiao", "y un g", "danxiaoyun", "晓雨"])
def test_latin_words_match_only_from_the_start_of_a_syllable(typed: str) -> None:
    assert WordIndex([("case", name_keys(["单晓云"]))]).find(typed) == []


def test_u_with_dots_is_typed_as_v() -> None:
    assert WordIndex([("case", name_keys(["吕晓"]))]).find("lvxiao") == ["case"]


def test_a_document_is_found_whole_and_by_its_last_four() -> None:
    index = WordIndex([("case", document_keys(["99010120010409022X"]))])
    for typed in ("99010120010409022X", "99010120010409022x", "022x", "０２２Ｘ", "990101"):
        assert index.find(typed) == ["case"]
    assert index.find("0409") == []


def test_tokens_are_made_of_names_and_numbers_that_can_be_someones() -> None:
    assert list(match_words(["曾晓云", "云", " "], ["12345", "990101 20010409022X"])) == [
        ("name", "曾晓云"),
        ("pinyin", "zengxiaoyun"),
        ("document", "99010120010409022x"),
    ]
    assert list(match_words(["Ma Win"], [])) == [("name", "mawin")]


# --- the index -----------------------------------------------------------------------------


def test_an_entry_is_replaced_and_taken_out() -> None:
    index = WordIndex([("a", name_keys(["林溪"])), ("b", name_keys(["江雪"]))])
    index.put("a", name_keys(["江月"]))
    assert (index.find("林溪"), index.find("江月"), len(index)) == ([], ["a"], 2)
    index.put("b", "")
    assert (index.find("江雪"), index.get("b"), len(index)) == ([], "", 1)
    index.put("c", "")
    assert len(index) == 1


_NAMES = st.text(alphabet="林江溪雪月明安春秋", min_size=2, max_size=3)


@given(
    st.dictionaries(st.integers(0, 40).map(str), _NAMES, max_size=30),
    st.lists(st.tuples(st.integers(0, 40).map(str), _NAMES | st.just("")), max_size=30),
    st.text(alphabet="林江溪雪月明安春秋", min_size=1, max_size=2),
)
@settings(max_examples=150)
def test_the_index_finds_what_reading_every_entry_would(
    first: dict[str, str], changes: list[tuple[str, str]], typed: str
) -> None:
    index = WordIndex((key, name_keys([name])) for key, name in first.items())
    expected = dict(first)
    for key, name in changes:
        index.put(key, name_keys([name]) if name else "")
        expected[key] = name
    assert sorted(index.find(typed)) == sorted(k for k, name in expected.items() if typed in name)


def test_at_most_so_many_are_found() -> None:
    index = WordIndex((str(n), name_keys(["林溪"])) for n in range(50))
    assert len(index.find("林", limit=10)) == 10


def test_nothing_typed_finds_nothing() -> None:
    index = WordIndex([("a", name_keys(["林溪"]))])
    assert [index.find(typed) for typed in ("", "  ", "·")] == [[], [], []]
