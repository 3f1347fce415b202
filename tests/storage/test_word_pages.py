"""Pages of words that were opened before, and what changed since."""

from __future__ import annotations

from functools import partial

import pytest

from rescueapp.forms.schema import Compartment
from rescueapp.storage import word_pages
from rescueapp.storage.database import Database
from tests.storage.making import ANNA, BAO, add_case

CARE, LEGAL = Compartment.CARE, Compartment.LEGAL


@pytest.fixture
def uids(db: Database) -> list[str]:
    with db.transaction():
        return [add_case(db, n) for n in (1, 2)]


def test_pages_are_a_holders_own_and_written_anew_as_a_whole(db: Database) -> None:
    assert word_pages.kept(db, holder=ANNA.uid, compartment=CARE) == (0, 0)
    assert word_pages.page(db, 0, holder=ANNA.uid, compartment=CARE) == b""
    with db.transaction():
        put = partial(word_pages.put, db, compartment=CARE)
        put([b"old 0", b"old 1", b"old 2"], holder=ANNA.uid, upto=7)
        put([b"0", b"1"], holder=ANNA.uid, upto=9)
        put([b"other"], holder=BAO.uid, upto=3)
    assert word_pages.kept(db, holder=ANNA.uid, compartment=CARE) == (2, 9)
    assert word_pages.kept(db, holder=ANNA.uid, compartment=LEGAL) == (0, 0)
    assert word_pages.page(db, 1, holder=ANNA.uid, compartment=CARE) == b"1"
    with db.transaction():
        word_pages.drop(db, holder=ANNA.uid)
    assert word_pages.kept(db, holder=ANNA.uid, compartment=CARE) == (0, 0)
    assert word_pages.kept(db, holder=BAO.uid, compartment=CARE) == (1, 3)


def test_changes_are_counted_within_a_compartment(db: Database, uids: list[str]) -> None:
    one, two = uids
    assert word_pages.last_change(db, CARE) == 0
    with db.transaction():
        word_pages.mark_changed(db, one, CARE)
        word_pages.mark_changed(db, two, CARE)
        word_pages.mark_changed(db, two, LEGAL)
    assert word_pages.last_change(db, CARE) == 2
    assert word_pages.changed(db, CARE, since=0) == [one, two]
    assert word_pages.changed(db, LEGAL, since=0) == [two]


def test_a_case_that_changes_again_is_there_once_as_the_last(db: Database, uids: list[str]) -> None:
    one, two = uids
    with db.transaction():
        for uid in (one, two, one):
            word_pages.mark_changed(db, uid, CARE)
    assert word_pages.changed(db, CARE, since=0) == [two, one]
    assert word_pages.changed(db, CARE, since=2) == [one]
    assert word_pages.changed(db, CARE, since=3) == []
