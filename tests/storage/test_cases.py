"""Lists of cases: what matches, in which order, by which index."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from rescueapp import clock
from rescueapp.domain.case import Query, may_be_minor
from rescueapp.forms.schema import Compartment, Stage
from rescueapp.storage import case_keys, cases, records
from rescueapp.storage.database import Database, StatementError
from tests.storage.making import ANNA, AT, BAO, add_case, version

SORTS = ("number", "alias", "stage", "risk", "due_on", "arrived_at", "changed_at")


@pytest.fixture
def five(db: Database) -> dict[str, int]:
    """Five cases, one and two with Anna's key; uid → id."""
    with db.transaction():
        uids = [
            add_case(db, 1, stage=Stage.PLAN, risk="2", arrived_at="2026-01-01T00:00:00Z"),
            add_case(db, 2, stage=Stage.INTAKE, risk="1", born_to="2010-01-01"),
            add_case(db, 3, stage=Stage.CLOSED, born_to="1990-05-05", worker=BAO.uid),
            add_case(db, 4, stage=Stage.FOLLOW_UP, risk="3", born_to="1991-05-05"),
            add_case(db, 5, stage=Stage.PLAN, arrived_at="2025-01-01T00:00:00Z"),
        ]
        for uid in uids[:2]:
            case_keys.add(
                db, case_uid=uid, compartment=Compartment.CARE, holder=ANNA.uid, sealed=b"k"
            )
        records.save(db, version(uids[3], due_on="2026-03-01"))
        records.save(db, version(uids[0], due_on="2026-04-01", at="2026-03-05T06:31:00Z"))
    return cases.ids_of(db, uids)


def listed(db: Database, query: Query, ids: set[int] | None = None) -> list[int]:
    """The numbers of the cases a query lists; ids are given in the order of registration."""
    return cases.case_ids(db, query, reader=ANNA.uid, ids=ids)


def test_each_sort_has_its_order_both_ways_with_the_empty_last(
    db: Database, five: dict[str, int]
) -> None:
    wanted = {
        "number": ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]),
        "alias": ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]),
        "stage": ([2, 1, 5, 4, 3], [3, 4, 5, 1, 2]),
        "risk": ([2, 1, 4, 3, 5], [4, 1, 2, 5, 3]),
        "due_on": ([4, 1, 2, 3, 5], [1, 4, 5, 3, 2]),
        "arrived_at": ([5, 1, 2, 3, 4], [1, 5, 4, 3, 2]),
        "changed_at": ([2, 3, 4, 5, 1], [1, 5, 4, 3, 2]),
    }
    assert set(wanted) == set(SORTS)
    for sort, (up, down) in wanted.items():
        assert listed(db, Query(sort=sort, descending=False)) == up, sort
        assert listed(db, Query(sort=sort, descending=True)) == down, sort


def test_no_other_column_is_an_order(db: Database) -> None:
    with pytest.raises(ValueError, match="not sorted by"):
        listed(db, Query(sort="id; DROP TABLE cases"))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (Query(stages=(Stage.PLAN, Stage.CLOSED)), {1, 3, 5}),
        (Query(risks=("1", "3")), {2, 4}),
        (Query(workers=(BAO.uid,)), {3}),
        (Query(due_before="2026-03-01"), {4}),
        (Query(due_before="2026-04-01"), {1, 4}),
        (Query(mine=True), {1, 2}),
        (Query(mine=True, stages=(Stage.PLAN,)), {1}),
        (Query(stages=(Stage.PLAN,), due_before="2099-01-01", risks=("2",), mine=True), {1}),
        (Query(text="is not looked at here"), {1, 2, 3, 4, 5}),
    ],
)
def test_filters_narrow_whatever_the_sort(
    db: Database, five: dict[str, int], query: Query, wanted: set[int]
) -> None:
    for sort in SORTS:
        found = listed(db, dataclasses.replace(query, sort=sort))
        assert set(found) == wanted, sort
        assert len(found) == len(wanted), sort


def test_minors_are_those_who_may_be(db: Database, five: dict[str, int]) -> None:
    assert set(listed(db, Query(minors=True))) == {1, 2, 5}  # unknown age counts as a minor's
    assert set(listed(db, Query(minors=False))) == {3, 4}


@pytest.mark.parametrize("today", ["2026-02-28", "2026-03-01", "2028-02-29", "2028-03-01"])
def test_the_day_somebody_comes_of_age_is_the_domains(
    db: Database, monkeypatch: pytest.MonkeyPatch, today: str
) -> None:
    noon = datetime.fromisoformat(f"{today}T04:00:00").replace(tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: noon)
    born = ["2008-02-28", "2008-02-29", "2008-03-01", "2010-02-28", "2010-03-01", "2010-03-02"]
    with db.transaction():
        for n, born_to in enumerate(born, 1):
            add_case(db, n, born_to=born_to)
    wanted = [n for n, day in enumerate(born, 1) if may_be_minor(day, clock.today())]
    assert listed(db, Query(minors=True, sort="number", descending=False)) == wanted


def test_given_ids_keep_the_order_of_the_sort(db: Database, five: dict[str, int]) -> None:
    for sort in SORTS:
        everything = listed(db, Query(sort=sort))
        wanted = [n for n in everything if n in {2, 4, 5}]
        assert listed(db, Query(sort=sort), {5, 4, 2, 999}) == wanted, sort
    assert listed(db, Query(), set()) == []


def test_many_ids_give_the_same_as_few(
    db: Database, five: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {sort: listed(db, Query(sort=sort, mine=True), {1, 3, 5}) for sort in SORTS}
    monkeypatch.setattr(cases, "_MANY", 0)
    assert {sort: listed(db, Query(sort=sort, mine=True), {1, 3, 5}) for sort in SORTS} == few


# --- plans: what makes a list of 100,000 quick


def plan(db: Database, sql: str, parameters: list[object]) -> str:
    """The engine's plan as one text."""
    return " | ".join(row[3] for row in db.read(f"EXPLAIN QUERY PLAN {sql}", parameters))


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [True, False])
def test_an_unfiltered_list_is_read_from_one_index_without_sorting(
    db: Database, sort: str, descending: bool
) -> None:
    query = Query(sort=sort, descending=descending)
    for sql, parameters in cases.id_queries(query, reader=ANNA.uid, ids=None):
        how = plan(db, sql, parameters)
        assert "TEMP B-TREE" not in how, how
        assert "COVERING INDEX" in how or sort == "number", how


@pytest.mark.parametrize("sort", SORTS)
def test_a_few_found_cases_are_looked_up_not_searched_for(db: Database, sort: str) -> None:
    for sql, parameters in cases.id_queries(Query(sort=sort), reader=ANNA.uid, ids=[3, 4]):
        how = plan(db, sql, parameters)
        assert "rowid=?" in how or "id=?" in how, how
        assert "SCAN cases" not in how, how


def test_the_cases_of_one_worker_come_from_an_index(db: Database) -> None:
    query = Query(workers=(ANNA.uid,))
    ((sql, parameters),) = cases.id_queries(query, reader=ANNA.uid, ids=None)
    assert "INDEX" in plan(db, sql, parameters)


def test_a_page_of_rows_is_looked_up_by_id(db: Database) -> None:
    how = plan(db, cases.PAGE_SQL, [ANNA.uid, "[1, 2]"])
    assert "SEARCH c USING INTEGER PRIMARY KEY (rowid=?)" in how
    assert "SEARCH w USING PRIMARY KEY (uid=?)" in how
    assert "SEARCH k USING COVERING INDEX case_keys_by_holder (holder=? AND case_uid=?)" in how


def test_what_is_due_next_comes_from_the_index_of_open_records(db: Database) -> None:
    how = plan(db, cases.REFRESH_DUE_SQL, ["x" * 32, AT])
    assert "SEARCH records USING INDEX records_open (case_uid=?" in how, how


# --- rows


def test_a_page_comes_in_the_order_asked_and_without_the_gone(
    db: Database, five: dict[str, int]
) -> None:
    rows = cases.case_rows(db, [4, 99, 1], reader=ANNA.uid)
    assert [row.id for row in rows] == [4, 1]
    assert [row.mine for row in rows] == [False, True]
    assert rows[0].stage is Stage.FOLLOW_UP
    assert rows[0].due_on == "2026-03-01"
    assert rows[0].worker_name == ANNA.display_name


def test_a_case_is_found_by_uid_and_by_number(db: Database, case_uid: str) -> None:
    by_uid = cases.row(db, case_uid, reader=BAO.uid)
    assert by_uid is not None
    assert by_uid.number == "990101-2026-0001"
    assert cases.by_number(db, "990101-2026-0001", reader=BAO.uid) == by_uid
    assert cases.row(db, "f" * 32, reader=BAO.uid) is None
    assert cases.by_number(db, "990101-2026-000", reader=BAO.uid) is None


def test_updating_the_spine_leaves_what_is_not_named(db: Database, case_uid: str) -> None:
    with db.transaction():
        cases.update_spine(
            db, case_uid, changed_at="2026-05-01T00:00:00Z", stage=Stage.PLAN, safety_line="no nuts"
        )
        cases.update_spine(db, case_uid, changed_at="2026-05-02T00:00:00Z", risk="2")
    row = cases.row(db, case_uid, reader=ANNA.uid)
    assert row is not None
    assert (row.stage, row.safety_line, row.risk) == (Stage.PLAN, "no nuts", "2")
    assert (row.alias, row.changed_at) == ("alias1", "2026-05-02T00:00:00Z")


def test_only_columns_of_the_spine_can_be_set(db: Database, case_uid: str) -> None:
    with pytest.raises(ValueError, match="no such columns"), db.transaction():
        cases.update_spine(db, case_uid, changed_at=AT, **{"number = 'x' --": "y"})  # type: ignore[arg-type]


def test_an_alias_stands_for_one_person_only(db: Database, case_uid: str) -> None:
    assert cases.alias_taken(db, "alias1")
    assert not cases.alias_taken(db, "alias2")
    with pytest.raises(StatementError), db.transaction():
        add_case(db, 2, alias="alias1")


# --- running numbers


def test_a_number_is_never_given_twice_even_when_its_case_is_gone(db: Database) -> None:
    with db.transaction():
        assert [cases.next_number(db, "case:990101:2026") for _ in range(3)] == [1, 2, 3]
        assert cases.next_number(db, "case:990101:2027") == 1
        uid = add_case(db, 3)
        cases.delete(db, uid)
    with db.transaction():
        assert cases.next_number(db, "case:990101:2026") == 4


def test_a_number_of_an_undone_act_is_given_again_not_skipped(db: Database) -> None:
    with pytest.raises(InterruptedError), db.transaction():  # noqa: PT012
        cases.next_number(db, "copy:2026")
        raise InterruptedError
    with db.transaction():
        assert cases.next_number(db, "copy:2026") == 1


def test_deleting_a_case_takes_everything_that_hangs_on_it(db: Database, case_uid: str) -> None:
    with db.transaction():
        records.save(db, version(case_uid))
        case_keys.add(db, case_uid=case_uid, compartment=Compartment.CARE, holder="", sealed=b"k")
        cases.delete(db, case_uid)
    for table in (
        "records",
        "record_parts",
        "record_versions",
        "record_version_parts",
        "case_keys",
    ):
        assert db.read(f"SELECT count(*) FROM {table}") == [(0,)], table


# --- keys of cases


def test_keys_go_to_their_holders_and_come_back_by_holder(db: Database, case_uid: str) -> None:
    with db.transaction():
        case_keys.add_many(
            db,
            case_uid,
            [
                (Compartment.CARE, "", b"c0"),
                (Compartment.IDENTITY, "", b"i0"),
                (Compartment.CARE, ANNA.uid, b"cA"),
            ],
        )
    assert case_keys.held(db, case_uid=case_uid, holder=ANNA.uid) == {Compartment.CARE: b"cA"}
    assert case_keys.holders(db, case_uid) == {ANNA.uid}
    assert case_keys.cases_of(db, ANNA.uid) == {case_uid}
    assert len(case_keys.of_case(db, case_uid)) == 3
    assert list(case_keys.for_holder(db, "", compartment=Compartment.IDENTITY)) == [
        (case_uid, Compartment.IDENTITY, b"i0")
    ]
    with db.transaction():
        assert case_keys.remove(db, case_uid=case_uid, holder=ANNA.uid) == 1
    assert case_keys.holders(db, case_uid) == set()


def test_a_key_for_no_case_is_refused(db: Database) -> None:
    with pytest.raises(StatementError), db.transaction():
        case_keys.add(db, case_uid="f" * 32, compartment=Compartment.CARE, holder="", sealed=b"k")
