"""Records: versions that stay, parts that outlive a save, what is due."""

from __future__ import annotations

import pytest

from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.storage import case_keys, cases, facts, records
from rescueapp.storage.database import Database, StatementError
from tests.storage.making import ANNA, AT, BAO, add_case, version

LATER = "2026-03-06T06:30:00Z"
CARE, LEGAL = Compartment.CARE, Compartment.LEGAL


def test_a_saved_record_comes_back_as_it_was(db: Database, case_uid: str) -> None:
    new = version(case_uid, answers={"说明": "她说“好”", "n": 3, "none": {"none": "declined"}})
    with db.transaction():
        records.save(db, new)
    row = records.row(db, new.uid)
    assert row is not None
    assert (row.version, row.state, row.on_date, row.worker_name) == (
        1,
        "complete",
        "2026-03-05",
        ANNA.display_name,
    )
    held = records.contents(db, new.uid)
    assert held == records.Contents(1, dict(new.answers), {CARE: records.Part(1, b"sealed care")})


def test_a_part_that_is_not_written_stays_as_an_earlier_version_left_it(
    db: Database, case_uid: str
) -> None:
    first = version(case_uid, sealed={CARE: b"care 1", LEGAL: b"legal 1"})
    second = version(case_uid, based_on=1, sealed={CARE: b"care 2"}, at=LATER, worker=BAO.uid)
    with db.transaction():
        records.save(db, first)
        records.save(db, second)
    held = records.contents(db, first.uid)
    assert held is not None
    assert held.parts == {CARE: records.Part(2, b"care 2"), LEGAL: records.Part(1, b"legal 1")}


def test_every_version_can_be_read_again(db: Database, case_uid: str) -> None:
    with db.transaction():
        records.save(db, version(case_uid, answers={"n": 1}, sealed={CARE: b"1"}))
        records.save(db, version(case_uid, based_on=1, answers={"n": 2}, sealed={LEGAL: b"2"}))
        records.save(db, version(case_uid, based_on=2, answers={"n": 3}, sealed={CARE: b"3"}))
    uid = version(case_uid).uid
    assert [v.version for v in records.versions(db, uid)] == [3, 2, 1]
    parts = {
        n: {c: p.sealed for c, p in held.parts.items()}
        for n in (1, 2, 3)
        if (held := records.contents_at(db, uid, n)) and held.answers == {"n": n}
    }
    assert parts == {
        1: {CARE: b"1"},
        2: {CARE: b"1", LEGAL: b"2"},
        3: {CARE: b"3", LEGAL: b"2"},
    }
    assert records.contents_at(db, uid, 4) is None


def test_who_saves_over_somebody_elses_save_is_refused_and_nothing_is_lost(
    db: Database, case_uid: str
) -> None:
    with db.transaction():
        records.save(db, version(case_uid))
        records.save(db, version(case_uid, based_on=1, answers={"by": "first"}))
    with pytest.raises(Refused), db.transaction():
        records.save(db, version(case_uid, based_on=1, answers={"by": "second"}))
    held = records.contents(db, version(case_uid).uid)
    assert held is not None
    assert held.answers == {"by": "first"}
    assert len(records.versions(db, version(case_uid).uid)) == 2


def test_a_new_record_does_not_take_the_place_of_an_old_one(db: Database, case_uid: str) -> None:
    with db.transaction():
        records.save(db, version(case_uid))
    with pytest.raises(Refused), db.transaction():
        records.save(db, version(case_uid, answers={"again": True}))


def test_a_record_does_not_move_to_another_case(db: Database, case_uid: str) -> None:
    with db.transaction():
        other = add_case(db, 2)
        records.save(db, version(case_uid))
    moved = version(other, based_on=1, uid=version(case_uid).uid)
    with pytest.raises(Refused), db.transaction():
        records.save(db, moved)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_versions SET answers = '{}'",
        "UPDATE record_version_parts SET sealed = x'00'",
    ],
)
def test_a_saved_version_never_changes(db: Database, case_uid: str, statement: str) -> None:
    with db.transaction():
        records.save(db, version(case_uid))
    with pytest.raises(StatementError), db.transaction():
        db.execute(statement)


def test_only_two_states_are_possible(db: Database, case_uid: str) -> None:
    with pytest.raises(StatementError), db.transaction():
        records.save(db, version(case_uid, state="approved"))


def test_a_number_that_is_none_is_not_kept(db: Database, case_uid: str) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"), db.transaction():
        records.save(db, version(case_uid, answers={"n": float("nan")}))


def test_records_are_listed_newest_first_by_the_day_they_are_about(
    db: Database, case_uid: str
) -> None:
    with db.transaction():
        records.save(db, version(case_uid, 1, on_date="2026-03-01"))
        records.save(db, version(case_uid, 2, on_date=None, at="2026-03-03T00:00:00Z"))
        records.save(db, version(case_uid, 3, on_date="2026-02-01", form="intake"))
    uids = {version(case_uid, n).uid: n for n in (1, 2, 3)}
    assert [uids[row.uid] for row in records.rows(db, case_uid)] == [2, 1, 3]
    assert [uids[row.uid] for row in records.rows(db, case_uid, form="follow_up")] == [2, 1]
    assert [uids[event.record_uid] for event in records.timeline(db, case_uid)] == [2, 1, 3]
    assert [uids[row.uid] for row, _ in records.contents_of_case(db, case_uid)] == [3, 1, 2]


# --- due


def due_on(db: Database, case_uid: str) -> str | None:
    row = cases.row(db, case_uid, reader=ANNA.uid)
    assert row is not None
    return row.due_on


def test_a_case_is_due_when_its_earliest_open_record_is(db: Database, case_uid: str) -> None:
    first, second = version(case_uid, 1, due_on="2026-05-01"), version(case_uid, 2)
    with db.transaction():
        records.save(db, first)
        records.save(db, second)
    assert due_on(db, case_uid) == "2026-05-01"
    with db.transaction():
        records.save(db, version(case_uid, 2, based_on=1, due_on="2026-04-01"))
    assert due_on(db, case_uid) == "2026-04-01"
    assert [row.due_on for row in records.open_due(db, case_uid)] == ["2026-04-01", "2026-05-01"]
    with db.transaction():
        records.set_done(db, second.uid, done_on="2026-04-02", at=LATER)
    assert due_on(db, case_uid) == "2026-05-01"
    with db.transaction():
        records.set_done(db, first.uid, done_on="2026-04-02", at=LATER)
    assert due_on(db, case_uid) is None
    with db.transaction():
        records.set_done(db, first.uid, done_on=None, at=LATER)
    assert due_on(db, case_uid) == "2026-05-01"


def test_saving_a_case_makes_it_the_last_changed(db: Database, case_uid: str) -> None:
    with db.transaction():
        records.save(db, version(case_uid, at=LATER))
    row = cases.row(db, case_uid, reader=ANNA.uid)
    assert row is not None
    assert row.changed_at == LATER


def test_today_shows_what_is_open_up_to_a_day_earliest_first(db: Database, case_uid: str) -> None:
    with db.transaction():
        other = add_case(db, 2, worker=BAO.uid)
        case_keys.add(db, case_uid=other, compartment=CARE, holder=ANNA.uid, sealed=b"k")
        records.save(db, version(case_uid, 1, due_on="2026-03-10"))
        records.save(db, version(other, 2, due_on="2026-03-01", form="consent"))
        records.save(db, version(other, 3, due_on="2026-03-11"))
        records.save(db, version(other, 4, due_on="2026-02-01"))
        records.set_done(db, version(other, 4).uid, done_on="2026-02-01", at=AT)
        case_keys.add(db, case_uid=case_uid, compartment=CARE, holder="", sealed=b"k")
        case_keys.add(db, case_uid=other, compartment=CARE, holder="", sealed=b"k")
    every = records.due(db, before="2026-03-10", reader="", worker=BAO.uid)
    assert [(d.alias, d.form, d.due_on, d.worker_name, d.mine) for d in every] == [
        ("alias2", "consent", "2026-03-01", BAO.display_name, True),
        ("alias1", "follow_up", "2026-03-10", ANNA.display_name, False),
    ]
    hers = records.due(db, before="2026-03-10", reader=ANNA.uid, worker=ANNA.uid)
    assert [(d.alias, d.mine) for d in hers] == [("alias2", False)]


def plan(db: Database, sql: str, parameters: tuple[str, ...]) -> str:
    return " | ".join(row[3] for row in db.read(f"EXPLAIN QUERY PLAN {sql}", parameters))


def test_who_a_fact_names_is_read_without_looking_at_other_facts(db: Database) -> None:
    how = plan(db, facts.NAMING_SQL, ("unsafe_list_of",))
    assert "facts_by_key (key=?)" in how, how
    assert "SCAN facts" not in how, how


def test_today_is_read_from_the_index_of_what_is_due(db: Database) -> None:
    how = plan(db, records.DUE_SQL, (ANNA.uid, "2026-03-10", ANNA.uid))
    assert "records_due (due_on" in how, how
    assert "SCAN" not in how.replace("SCAN r USING INDEX records_due", ""), how
    assert "TEMP B-TREE" not in how, how


def test_a_timeline_is_read_from_the_index_of_the_case(db: Database) -> None:
    how = plan(db, records.ROWS_SQL, ("x" * 32,))
    assert "SEARCH r USING INDEX records_by_case (case_uid=?)" in how, how
    assert "SCAN" not in how, how
