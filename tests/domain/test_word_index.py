"""The index of names in memory finds what a plain look through every entry would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rescueapp.domain.names import WordIndex, document_keys, name_keys, simplified

NAMES = ("单晓云", "林溪", "王小梅", "欧阳晨", "阿依古丽·买买提", "Nguyen Thi Hoa", "李某1", "苏")
NUMBERS = ("990101200104090222", "99010119990101002X", "E12345678")
TYPED = (
    "单", "晓云", "shan", "xiaoyun", "sxy", "xy", "y", "w", "wangx", "ouyang", "oyc", "nguyen",
    "thi", "0222", "002x", "002X", "9901", "E123", "1", "limou1", "某1", "x", "无", "  ", "梅\n王",
)  # fmt: skip


def entry(name: str, number: str) -> str:
    """The words of a case: what two of its records told."""
    keys = name_keys([name])
    return "\n".join((keys + document_keys([number] if number else []), keys))


def plainly(entries: dict[str, str], typed: str) -> set[str]:
    """Keys of the entries one of whose words begins with Latin typing, or holds any other."""
    query = simplified(typed)
    needle = "\t" + query if query.isascii() else query
    return {key for key, words in entries.items() if query and needle in words}


people = st.tuples(st.sampled_from(NAMES), st.sampled_from(("", *NUMBERS)))
houses = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), people, max_size=12)
changes = st.lists(st.tuples(st.text("abcdef", min_size=1, max_size=2), st.none() | people))


@given(houses, changes, st.sampled_from(TYPED))
def test_what_is_found_is_what_a_plain_look_finds(
    house: dict[str, tuple[str, str]], later: list[tuple[str, tuple[str, str] | None]], typed: str
) -> None:
    entries = {key: entry(*person) for key, person in house.items()}
    index = WordIndex(entries.items())
    for key, person in later:
        words = entry(*person) if person else ""
        index.put(key, words)
        entries.pop(key, None)
        if words:
            entries[key] = words
    for each in (index, WordIndex.of_rows(list(index.rows()))):
        found = each.find(typed)
        assert len(found) == len(set(found))
        assert set(found) == plainly(entries, typed)
        assert len(each) == len(entries)


def test_no_more_are_found_than_asked_for() -> None:
    index = WordIndex((str(n), name_keys(["林溪"])) for n in range(50))
    for n in range(45, 60):
        index.put(str(n), name_keys(["林溪"]))
    assert len(index.find("lin", limit=7)) == 7
    assert len(index.find("lin", limit=100)) == 60


def test_what_was_put_while_an_index_was_made_counts() -> None:
    before = WordIndex()
    before.put("a", name_keys(["林溪"]))
    before.put("b", "")
    index = WordIndex({"b": name_keys(["王小梅"])}.items()).with_changes_of(before)
    assert index.find("linxi") == ["a"]
    assert index.find("wang") == []


def test_many_changes_are_laid_out_anew() -> None:
    index = WordIndex()
    for n in range(5000):
        index.put(str(n), name_keys(["苏"]) + document_keys([f"{n:018d}"]))
    assert len(index) == 5000
    assert index.find("4999") == ["4999"]
    assert index.get("10") == "\tsu\ts\t000000000000000010\t0010\t苏"
