"""The smaller tables: settings, workers, facts, drafts, matching, copies, imports, exchange."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rescueapp.forms.schema import Compartment
from rescueapp.storage import (
    case_keys,
    copies,
    drafts,
    exchange_log,
    facts,
    imported,
    institutions,
    matching,
    vault_values,
    workers,
)
from rescueapp.storage.database import Database, StatementError
from tests.storage.making import ANNA, AT, BAO, add_case

LATER = "2026-03-06T06:30:00Z"


def test_a_setting_is_read_as_it_was_last_set(db: Database) -> None:
    with db.transaction():
        vault_values.set(db, "station_name", "old")
        vault_values.set(db, "station_name", "new")
    assert vault_values.get(db, "station_name") == "new"
    assert vault_values.get(db, "never set") == ""


# --- workers


def test_those_who_left_are_only_shown_on_demand(db: Database) -> None:
    with db.transaction():
        workers.update(db, replace(BAO, active=False, display_name="Bao B. (left)"))
    assert workers.rows(db) == [ANNA]
    assert [worker.active for worker in workers.rows(db, inactive=True)] == [True, False]


def test_a_login_belongs_to_one_worker(db: Database) -> None:
    with pytest.raises(StatementError), db.transaction():
        workers.add(db, replace(ANNA, uid="c" * 32))


# --- facts


def test_the_latest_of_a_key_is_the_present_fact(db: Database, case_uid: str) -> None:
    def fact(key: str, value: object) -> None:
        facts.add(db, case_uid=case_uid, key=key, value=value, worker=ANNA.uid, recorded_at=AT)

    with db.transaction():
        fact("languages", ["zh"])
        fact("height", {"none": "unknown"})
        fact("languages", ["zh", "yi"])
        facts.add(
            db,
            case_uid=case_uid,
            key="name",
            compartment=Compartment.IDENTITY,
            sealed=b"sealed",
            source="document",
            worker=BAO.uid,
            recorded_at=LATER,
        )
    present = facts.present(db, case_uid)
    assert {key: fact.value for key, fact in present.items()} == {
        "languages": ["zh", "yi"],
        "height": {"none": "unknown"},
        "name": None,
    }
    assert (present["name"].sealed, present["name"].compartment) == (b"sealed", "identity")
    assert present["name"].worker_name == BAO.display_name
    assert [f.value for f in facts.history(db, case_uid, "languages")] == [["zh", "yi"], ["zh"]]


def test_a_fact_is_either_clear_or_sealed(db: Database, case_uid: str) -> None:
    with pytest.raises(ValueError, match="compartment"), db.transaction():
        facts.add(db, case_uid=case_uid, key="k", sealed=b"s", worker=ANNA.uid, recorded_at=AT)


# --- drafts


def keep(db: Database, uid: str, **changes: Any) -> None:
    values: dict[str, Any] = {
        "worker": ANNA.uid,
        "form": "intake",
        "case_uid": None,
        "record_uid": None,
        "based_on": 0,
        "kept_at": AT,
        "sealed": b"typing",
        **changes,
    }
    with db.transaction():
        drafts.keep(db, uid=uid, **values)


def test_a_draft_is_kept_again_under_the_same_uid(db: Database, case_uid: str) -> None:
    keep(db, "d1")
    keep(db, "d1", sealed=b"more typing", kept_at=LATER)
    keep(db, "d2", case_uid=case_uid, form="follow_up", based_on=3)
    assert [(d.uid, d.alias) for d in drafts.rows(db, worker=ANNA.uid)] == [
        ("d1", ""),
        ("d2", "alias1"),
    ]
    held = drafts.by_uid(db, "d1")
    assert held is not None
    assert (held.sealed, held.worker, held.draft.kept_at) == (b"more typing", ANNA.uid, LATER)
    assert drafts.count(db, ANNA.uid) == 2


def test_nobody_overwrites_somebody_elses_draft(db: Database) -> None:
    keep(db, "d1")
    keep(db, "d1", worker=BAO.uid, sealed=b"not mine")
    held = drafts.by_uid(db, "d1")
    assert held is not None
    assert (held.worker, held.sealed) == (ANNA.uid, b"typing")


def test_a_draft_is_dropped_once(db: Database) -> None:
    keep(db, "d1")
    with db.transaction():
        drafts.drop(db, "d1")
        drafts.drop(db, "d1")
    assert drafts.by_uid(db, "d1") is None
    assert drafts.rows(db) == []


# --- likely the same person


def test_cases_that_share_a_token_are_told_with_the_reasons(db: Database) -> None:
    with db.transaction():
        uids = [add_case(db, n) for n in (1, 2, 3)]
        matching.set_tokens(db, uids[0], [("name", b"N" * 16), ("pinyin", b"P" * 16)])
        matching.set_tokens(db, uids[1], [("name", b"N" * 16), ("document", b"D" * 16)])
        matching.set_tokens(db, uids[2], [("pinyin", b"Q" * 16)])
        case_keys.add(
            db, case_uid=uids[1], compartment=Compartment.CARE, holder=BAO.uid, sealed=b"k"
        )
    tokens = [b"N" * 16, b"P" * 16, b"D" * 16]
    found = matching.likenesses(db, tokens, reader=BAO.uid)
    assert [(f.alias, f.reasons, f.mine) for f in found] == [
        ("alias1", ("name", "pinyin"), False),
        ("alias2", ("document", "name"), True),
    ]
    assert matching.likenesses(db, [], reader=BAO.uid) == []


def test_what_was_decided_not_to_be_the_same_is_not_asked_again(db: Database) -> None:
    with db.transaction():
        one, two, three = (add_case(db, n) for n in (1, 2, 3))
        for uid in (one, two, three):
            matching.set_tokens(db, uid, [("name", b"N" * 16)])
        matching.not_the_same(db, three, one, worker=ANNA.uid, decided_at=AT)
        matching.not_the_same(db, one, three, worker=BAO.uid, decided_at=LATER)

    def others(uid: str) -> list[str]:
        found = matching.likenesses(db, [b"N" * 16], reader=ANNA.uid, case_uid=uid)
        return [likeness.case_uid for likeness in found]

    assert others(one) == [two]
    assert others(three) == [two]
    assert others(two) == [one, three]


def test_a_likeness_is_looked_up_by_its_token(db: Database) -> None:
    rows = db.read(f"EXPLAIN QUERY PLAN {matching.LIKENESSES_SQL}", (ANNA.uid, "[]"))
    how = " | ".join(row[3] for row in rows)
    assert "SEARCH t USING PRIMARY KEY (token=?)" in how, how


def test_a_person_renamed_is_not_found_by_the_old_name(db: Database, case_uid: str) -> None:
    with db.transaction():
        matching.set_tokens(db, case_uid, [("name", b"O" * 16)])
        matching.set_tokens(db, case_uid, [("name", b"N" * 16), ("name", b"N" * 16)])
    assert matching.likenesses(db, [b"O" * 16], reader=ANNA.uid) == []
    assert len(matching.likenesses(db, [b"N" * 16], reader=ANNA.uid)) == 1


# --- copies, imports, institutions


def test_a_copy_stays_in_the_register_until_it_comes_back(db: Database, case_uid: str) -> None:
    copy = copies.Copy(
        uid="p1",
        print_id="7Q3K",
        case_uid=case_uid,
        what="follow_up",
        copy_number=1,
        copies=2,
        recipient="county police",
        purpose="evidence",
        reason="asked in writing",
        worker=ANNA.uid,
        printed_at=AT,
        medium="printer",
    )
    with db.transaction():
        copies.add(db, copy)
        copies.add(db, replace(copy, uid="p2", copy_number=2))
        copies.add(db, replace(copy, uid="blank", case_uid=None, print_id="8R4L"))
        copies.set_returned(db, "p2", returned_on="2026-04-01")
    assert copies.of_case(db, case_uid)[0] == copy
    assert [c.returned_on for c in copies.of_case(db, case_uid)] == [None, "2026-04-01"]


def test_the_same_row_of_a_spreadsheet_is_known_again(db: Database, case_uid: str) -> None:
    with db.transaction():
        imported.add(db, fingerprint=b"f" * 16, case_uid=case_uid, imported_at=AT)
    assert imported.case_of(db, b"f" * 16) == case_uid
    assert imported.case_of(db, b"g" * 16) is None
    with pytest.raises(StatementError), db.transaction():
        imported.add(db, fingerprint=b"f" * 16, case_uid=case_uid, imported_at=AT)


def test_institutions_used_most_are_offered_first(db: Database) -> None:
    with db.transaction():
        for name in ("County hospital", "County school", "County school", "Bureau", " "):
            institutions.used(db, name)
    assert institutions.offered(db, "County") == ["County school", "County hospital"]
    assert institutions.offered(db, "%") == []
    assert institutions.offered(db, "", limit=1) == ["County school"]


# --- exchange


def export(sequence: int) -> exchange_log.Export:
    return exchange_log.Export(
        sequence=sequence,
        uid=f"export{sequence}",
        office="office-key",
        level="pseudonymous",
        period_from="2026-01-01",
        period_to="2026-06-30",
        cases=12,
        manifest_hash=bytes([sequence]) * 32,
        made_at=AT,
        worker=BAO.uid,
    )


def test_exports_are_numbered_and_confirmed_once(db: Database) -> None:
    assert exchange_log.next_sequence(db) == 1
    assert exchange_log.last_export(db) is None
    with db.transaction():
        exchange_log.add_export(db, export(1))
        exchange_log.add_export(db, export(2))
        exchange_log.confirm(db, 1, confirmed_at=LATER, receipt='{"v":1}')
        exchange_log.confirm(db, 1, confirmed_at="2027-01-01T00:00:00Z", receipt="other")
    assert exchange_log.next_sequence(db) == 3
    assert exchange_log.last_export(db) == export(2)
    confirmed = exchange_log.last_confirmed(db)
    assert confirmed is not None
    assert (confirmed.sequence, confirmed.confirmed_at, confirmed.receipt) == (1, LATER, '{"v":1}')
    assert [e.sequence for e in exchange_log.exports(db)] == [2, 1]
    with pytest.raises(StatementError), db.transaction():
        exchange_log.add_export(db, export(2))


STATION = exchange_log.Correspondent(
    key_id="station-key",
    kind="station",
    code="990101",
    name="Station of the tests",
    keys="{}",
    enrolled_at=AT,
    worker=BAO.uid,
)


def package(sequence: int, **changes: Any) -> exchange_log.ReceivedPackage:
    made = exchange_log.ReceivedPackage(
        station=STATION.key_id,
        sequence=sequence,
        uid=f"package{sequence}",
        level="pseudonymous",
        period_from="2026-01-01",
        period_to="2026-06-30",
        made_at=AT,
        manifest="{}",
        manifest_hash=b"h" * 32,
        received_at=LATER,
        worker=BAO.uid,
    )
    return replace(made, **changes)


def test_correspondents_are_pinned_and_retired(db: Database) -> None:
    with db.transaction():
        exchange_log.enrol(db, STATION)
        exchange_log.enrol(db, replace(STATION, key_id="office-key", kind="office", code="99"))
    assert [c.key_id for c in exchange_log.correspondents(db)] == ["office-key", "station-key"]
    assert exchange_log.correspondents(db, kind="station") == [STATION]
    with db.transaction():
        exchange_log.retire(db, STATION.key_id, retired_at=LATER)
    assert exchange_log.correspondents(db, kind="station") == []
    assert len(exchange_log.correspondents(db, kind="station", retired=True)) == 1
    held = exchange_log.correspondent(db, STATION.key_id)
    assert held is not None
    assert held.retired_at == LATER


def test_a_package_comes_with_its_coded_rows(db: Database) -> None:
    rows = [("p2", {"sex": "2", "年龄": 17}), ("p1", {"sex": "1"})]
    with db.transaction():
        exchange_log.enrol(db, STATION)
        assert exchange_log.add_package(db, package(1), rows) == 2
        assert exchange_log.add_package(db, package(3, gap=1), []) == 0
    assert list(exchange_log.coded_cases(db, STATION.key_id, 1)) == sorted(rows)
    assert exchange_log.package(db, STATION.key_id, 3) == package(3, gap=1)
    assert exchange_log.package(db, STATION.key_id, 2) is None
    assert exchange_log.package_by_uid(db, "package1") == package(1)
    assert [p.sequence for p in exchange_log.packages(db, station=STATION.key_id)] == [3, 1]
    assert exchange_log.packages(db, station="other") == []


@pytest.mark.parametrize("again", [package(1, uid="new"), package(2, uid="package1")])
def test_a_package_is_taken_in_once(db: Database, again: exchange_log.ReceivedPackage) -> None:
    with db.transaction():
        exchange_log.enrol(db, STATION)
        exchange_log.add_package(db, package(1), [])
    with pytest.raises(StatementError), db.transaction():
        exchange_log.add_package(db, again, [])


def test_a_package_of_an_unknown_station_is_refused(db: Database) -> None:
    with pytest.raises(StatementError), db.transaction():
        exchange_log.add_package(db, package(1), [])
