"""Finding cases by what somebody types."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rescueapp.forms.schema import Compartment
from rescueapp.storage import search
from rescueapp.storage.database import Database
from tests.storage.making import add_case


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ""),
        ("丽江", "丽 江"),
        ("在丽江market待过", "在 丽 江 market 待 过"),
        ("ＡＢＣ１２", "abc12"),  # full-width, as an input method leaves it
        ("𠮷田", "𠮷 田"),  # beyond the basic plane
        ("  a\tb\n", "a b"),
        ("〇二", "〇 二"),
    ],
)
def test_cjk_characters_stand_alone(text: str, wanted: str) -> None:
    assert search.spaced(text) == wanted


@pytest.fixture
def three(db: Database) -> Database:
    """Cases 1 to 3 in the index."""
    words = {
        1: "云南省丽江市玉龙县 returned by bus 慢性胃炎",
        2: "江苏 丽水 market 江丽",
        3: "Hospital of Market Street",
    }
    aliases = {1: "青桥七二", 2: "晚枫一八", 3: "远山三三"}
    with db.transaction():
        for n, text in words.items():
            add_case(db, n)
            search.index_case(db, n, number=f"990101-2026-{n:04d}", alias=aliases[n], words=text)
    return db


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("丽江", {1}),  # two characters, in this order and side by side
        ("江丽", {2}),
        ("丽", {1, 2}),
        ("青桥", {1}),
        ("青桥七二", {1}),
        ("青 桥", {1}),
        ("market", {2, 3}),
        ("mark", {2, 3}),
        ("MARK", {2, 3}),
        ("mark street", {3} - {3}),  # only the last word may be unfinished
        ("market str", {3}),
        ("玉龙 bus", {1}),
        ("玉龙 market", set()),
        ("990101-2026-0002", {2}),
        ("990101-2026-000", {1, 2, 3}),
        ("0003", {3}),
        ("９９０１０１-2026-0003", {3}),
        ("mark ", set()),  # a blank ends the word
        ("", set()),
        ("   ", set()),
    ],
)
def test_what_is_typed_finds(three: Database, typed: str, wanted: set[int]) -> None:
    assert set(search.find(three, typed)) == wanted


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""',
        "'",
        "*",
        "-",
        "market*",
        "market OR",
        "NEAR(market, 2)",
        "words: market",
        "{number alias}: x",
        "^market",
        "market AND NOT street",
        "a\0b",
        "\ud7ff\uffff",
        "(((((",
        "');DROP TABLE cases;--",
        "%_%",
        "\u202emarket",
        "x" * 10_000,
        "a " * 10_000,
        "\U0001f469\u200d\U0001f467",
        "ﷺ",
        "İ",
        "\u0301",
    ],
)
def test_hostile_typing_is_only_text(three: Database, typed: str) -> None:
    search.find(three, typed)
    assert three.read("SELECT count(*) FROM cases") == [(3,)]


def test_words_of_the_query_language_are_only_words(three: Database) -> None:
    assert set(search.find(three, "market OR bus")) == set()
    assert set(search.find(three, "words:market")) == set()
    assert set(search.find(three, '"market"')) == {2, 3}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60))
def test_nothing_that_can_be_typed_breaks_the_search(three: Database, typed: str) -> None:
    search.find(three, typed)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(alphabet="丽江玉龙ab1 ,", min_size=1, max_size=12))
def test_a_text_is_found_by_its_own_words(three: Database, words: str) -> None:
    with three.transaction():
        search.index_case(three, 3, number="x", alias="y", words=words)
    kept = words.replace(",", " ").split()
    if kept:
        assert 3 in search.find(three, " ".join(kept))


def test_indexing_again_replaces_and_forgetting_removes(three: Database) -> None:
    with three.transaction():
        search.index_case(three, 1, number="990101-2026-0001", alias="青桥七二", words="new")
    assert search.find(three, "丽江") == []
    assert search.find(three, "new") == [1]
    with three.transaction():
        search.forget_case(three, 1)
    assert search.find(three, "new") == []


def test_a_forgotten_word_is_not_left_in_the_index(three: Database) -> None:
    assert three.read("SELECT v FROM case_search_config WHERE k = 'secure-delete'") == [(1,)]


def test_searching_uses_the_full_text_index(three: Database) -> None:
    (how,) = three.read(f"EXPLAIN QUERY PLAN {search.FIND_SQL}", ('"x"',))
    assert "VIRTUAL TABLE INDEX" in how[3]
    assert how[3].endswith("M3")  # M: by MATCH, not a scan


def test_sealed_words_are_kept_by_case_and_compartment(db: Database) -> None:
    with db.transaction():
        for n in (1, 2):
            uid = add_case(db, n)
            for compartment in (Compartment.CARE, Compartment.LEGAL):
                search.put_part(
                    db, case_uid=uid, compartment=compartment, sealed=f"{n}{compartment}".encode()
                )
        search.put_part(db, case_uid=uid, compartment=Compartment.CARE, sealed=b"newer")
    assert search.part(db, uid, Compartment.CARE) == b"newer"
    assert search.part(db, uid, Compartment.MEDICAL) is None
