"""Lists are kept in memory between keystrokes; whatever changes a case, a key or a word shows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from rescueapp.domain.case import Query
from rescueapp.forms.schema import Compartment, Stage
from rescueapp.storage import case_keys, cases, records, search
from rescueapp.storage.database import Database
from tests.storage.making import ANNA, add_case, version

CARE = Compartment.CARE
UID = f"{1:032x}"


def _index(db: Database, words: str) -> None:
    search.index_case(db, 1, number="990101-2026-0001", alias="alias1", words=words)


def _new_case(db: Database) -> None:
    add_case(db, 3)


def _new_stage(db: Database) -> None:
    cases.update_spine(db, UID, changed_at="2026-04-01T00:00:00Z", stage=Stage.CLOSED)


def _new_due(db: Database) -> None:
    records.save(db, version(f"{2:032x}", due_on="2026-03-01"))


def _gone(db: Database) -> None:
    cases.delete(db, UID)


def _on_team(db: Database) -> None:
    case_keys.add(db, case_uid=f"{2:032x}", compartment=CARE, holder=ANNA.uid, sealed=b"k")


def _off_team(db: Database) -> None:
    case_keys.remove(db, case_uid=UID, holder=ANNA.uid)


QUERIES = (
    Query(),
    Query(sort="stage"),
    Query(sort="due_on", descending=False),
    Query(mine=True),
    Query(stages=(Stage.CLOSED,)),
)


@pytest.fixture
def two(db: Database) -> Database:
    with db.transaction():
        for n in (1, 2):
            add_case(db, n)
        case_keys.add(db, case_uid=UID, compartment=CARE, holder=ANNA.uid, sealed=b"k")
        _index(db, "山 桥")
    return db


def _lists(db: Database) -> list[list[int]]:
    held = sorted(cases.ids_held(db, ANNA.uid))
    return [held, *(cases.case_ids(db, query, reader=ANNA.uid) for query in QUERIES)]


@pytest.mark.parametrize(
    "change",
    [_new_case, _new_stage, _new_due, _gone, _on_team, _off_team],
    ids=lambda c: c.__name__,
)
def test_a_list_follows_every_change(two: Database, change: Callable[[Database], None]) -> None:
    before = _lists(two)
    with two.transaction():
        change(two)
    after = _lists(two)
    two.forget(cases.ORDER, cases.HELD)
    assert after == _lists(two)
    assert after != before


def test_what_was_read_inside_and_rolled_back_is_not_kept(two: Database) -> None:
    before = _lists(two)
    with suppress(ZeroDivisionError), two.transaction():
        _new_case(two)
        assert _lists(two) != before
        raise ZeroDivisionError
    assert _lists(two) == before


def test_a_word_taken_out_is_no_longer_found(two: Database) -> None:
    assert search.find(two, "山") == [1]
    with two.transaction():
        _index(two, "桥")
    assert search.find(two, "山") == []
    assert search.find_plain(two, "桥") == []
    assert search.find_plain(two, "alias1") == search.find(two, "桥") == [1]
    with two.transaction():
        search.forget_case(two, 1)
    assert search.find(two, "桥") == []


def test_ids_of_many_cases_are_those_of_each(two: Database) -> None:
    unknown = [f"{n:032x}" for n in range(1000, 2000)]
    asked = [UID, *unknown]
    assert cases.ids_of(two, asked) == {UID: 1}
    with two.transaction():
        _new_case(two)
    new = f"{3:032x}"
    assert cases.ids_of(two, [*asked, new]) == {UID: 1, new: 3}
    with two.transaction():
        _gone(two)
    assert cases.ids_of(two, asked) == {}


def test_a_caller_may_change_the_list_it_got(two: Database) -> None:
    cases.case_ids(two, Query(), reader=ANNA.uid).clear()
    search.find(two, "山").clear()
    assert len(cases.case_ids(two, Query(), reader=ANNA.uid)) == 2
    assert search.find(two, "山") == [1]
