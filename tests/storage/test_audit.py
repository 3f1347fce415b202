"""The audit: only ever longer, and seen when it is not."""

from __future__ import annotations

import pytest

from rescueapp.errors import Damaged
from rescueapp.storage import audit
from rescueapp.storage.database import Database, StatementError
from tests.storage.making import ANNA, AT


@pytest.fixture
def ten(db: Database) -> Database:
    """Ten entries about two objects."""
    with db.transaction():
        for n in range(10):
            audit.append(
                db, at=AT, actor=ANNA.uid, act="open", object=f"case{n % 2}", detail={"n": n}
            )
    return db


def test_an_empty_audit_has_a_head(db: Database) -> None:
    assert audit.head(db) == audit.EMPTY
    assert audit.verify(db) == audit.EMPTY


def test_entries_are_numbered_and_chained(ten: Database) -> None:
    head = audit.verify(ten)
    assert head.seq == 10
    assert head == audit.head(ten)
    assert head.hash == audit.rows(ten, limit=1)[0].hash


def test_pages_of_entries_newest_first(ten: Database) -> None:
    assert [entry.seq for entry in audit.rows(ten, limit=3)] == [10, 9, 8]
    assert [entry.seq for entry in audit.rows(ten, before=8, limit=3)] == [7, 6, 5]
    of_one = audit.rows(ten, object="case1", before=9)
    assert [entry.detail for entry in of_one] == [{"n": 7}, {"n": 5}, {"n": 3}, {"n": 1}]
    assert audit.rows(ten, object="nothing") == []


@pytest.mark.fault(14, what="statements against the triggers")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'somebody else' WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 10",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 3",
        "REPLACE INTO audit SELECT seq, at, 'other', act, object, detail, prev, hash FROM audit",
    ],
)
def test_k12_no_statement_changes_an_entry(ten: Database, statement: str) -> None:
    with pytest.raises(StatementError), ten.transaction():
        ten.execute(statement)
    assert audit.verify(ten).seq == 10


FORGERIES = {
    "changed actor": "UPDATE audit SET actor = 'x' WHERE seq = 4",
    "changed time": "UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE seq = 4",
    "changed detail": "UPDATE audit SET detail = '{\"n\":99}' WHERE seq = 4",
    "detail in another spelling": "UPDATE audit SET detail = '{\"n\": 3}' WHERE seq = 4",
    "changed hash": "UPDATE audit SET hash = zeroblob(32) WHERE seq = 4",
    "removed from the middle": "DELETE FROM audit WHERE seq = 4",
    "removed first": "DELETE FROM audit WHERE seq = 1",
    "swapped": "UPDATE audit SET seq = CASE seq WHEN 4 THEN -5 ELSE seq END WHERE seq = 4",
    "cut short": "DELETE FROM audit WHERE seq > 8",
    "emptied": "DELETE FROM audit",
    "repeated": "INSERT INTO audit SELECT 11, at, actor, act, object, detail, prev, hash, mac"
    " FROM audit WHERE seq = 10",
}


@pytest.mark.fault(14, what="forgeries in a database without triggers")
@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_k12_whoever_gets_around_the_triggers_is_seen_against_an_anchor(
    ten: Database, forgery: str
) -> None:
    anchor = audit.head(ten)
    with ten.transaction():
        ten.execute("DROP TRIGGER audit_is_final")
        ten.execute("DROP TRIGGER audit_stays")
        ten.execute(forgery)
    with pytest.raises(Damaged):
        audit.verify(ten, anchors={anchor.seq: anchor.hash})


def test_an_undone_act_leaves_no_entry(db: Database) -> None:
    with pytest.raises(InterruptedError), db.transaction():  # noqa: PT012
        audit.append(db, at=AT, actor=ANNA.uid, act="save")
        raise InterruptedError
    assert audit.head(db) == audit.EMPTY


def test_a_detail_with_a_fraction_is_a_bug(db: Database) -> None:
    with pytest.raises(TypeError), db.transaction():
        audit.append(db, at=AT, actor=ANNA.uid, act="save", detail={"n": 0.5})
