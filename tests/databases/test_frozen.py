"""Vaults of every released schema open with the present program, and every row is read.

There is no `schema-2`: the number stood for a day between two migrations of the first version
(`0002_trust.sql`, `0003_long_lists.sql`). No version came out with it, so no vault in use has it.
What it brought is in the vault of schema 3.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rescueapp.crypto import seal
from rescueapp.domain.case import Query
from rescueapp.forms.schema import Compartment
from rescueapp.storage import (
    audit,
    backup_log,
    blobs,
    case_keys,
    cases,
    clock_turns,
    clocks,
    copies,
    drafts,
    exchange_log,
    facts,
    families,
    hand_overs,
    imported,
    incidents,
    institutions,
    lent_keys,
    maintenance,
    matching,
    merges,
    migrate,
    outside_workers,
    records,
    registers,
    releases,
    requests,
    retention,
    rules,
    search,
    station_clocks,
    telephone_codes,
    vault_values,
    word_pages,
    workers,
)
from rescueapp.storage.database import Database
from tests.databases import freeze
from tests.databases.freeze import ANNA, BAO, BLOB, CARE, CASE, KEY, OTHER, RECORD

FROZEN = sorted(path for path in freeze.HERE.glob("schema-*") if path.is_dir())


def test_the_present_schema_is_frozen() -> None:
    assert f"schema-{migrate.present_schema()}" in [path.name for path in FROZEN]


@pytest.fixture(params=FROZEN, ids=lambda path: path.name)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a frozen vault: opening makes a log beside the file."""
    return Path(shutil.copytree(request.param, tmp_path / "vault"))


@pytest.fixture
def vault(folder: Path) -> Iterator[Database]:
    """The database of a frozen vault, brought to the present schema."""
    db = Database.open(folder / "case.db", KEY)
    migrate.migrate(db, backup=lambda: None)
    yield db
    db.close()


def test_it_is_whole(folder: Path) -> None:
    maintenance.check(folder / "case.db", KEY)


def test_every_row_is_there_as_it_was_written(folder: Path) -> None:
    db = Database.open(folder / "case.db", KEY)
    rows = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
    assert freeze.dump(db) == rows
    assert all(rows.values()), "an empty table proves nothing"
    db.close()


def test_a_released_migration_has_not_been_changed(tmp_path: Path) -> None:
    """What the frozen vault was made with is what the migrations still make."""
    fresh = Database.create(tmp_path / "fresh.db", KEY)
    migrate.migrate(fresh, backup=lambda: None)
    newest = shutil.copytree(FROZEN[-1], tmp_path / "vault")
    frozen = Database.open(newest / "case.db", KEY)
    assert freeze.definitions(frozen) == freeze.definitions(fresh)
    fresh.close()
    frozen.close()


def test_cases_and_people_are_read(vault: Database) -> None:
    assert vault_values.get(vault, "station_name") == "试验救助站"
    assert workers.rows(vault, inactive=True) == [ANNA, BAO]
    ids = cases.case_ids(vault, Query(sort="number", descending=False), reader=ANNA.uid)
    rows = cases.case_rows(vault, ids, reader=ANNA.uid)
    assert [(row.uid, row.mine) for row in rows] == [(CASE, True), (OTHER, False)]
    assert (rows[0].alias, rows[0].stage, rows[0].due_on) == ("青桥七二", "plan", "2026-04-05")
    assert case_keys.held(vault, case_uid=CASE, holder=ANNA.uid) == {CARE: b"wrapped"}
    with vault.transaction():
        assert cases.next_number(vault, "case:990101:2026") == 3


def since(schema: int) -> pytest.MarkDecorator:
    """For the frozen vaults that have what a schema brought."""
    having = [path for path in FROZEN if int(path.name.removeprefix("schema-")) >= schema]
    return pytest.mark.parametrize("folder", having, ids=lambda path: path.name, indirect=True)


@since(2)
def test_trust_is_read(vault: Database) -> None:
    """What schema 2 brought: requests, loans, deputies, codes, vetting, the audit's MAC."""
    db = vault
    found = requests.row(db, freeze.REQUEST)
    assert found is not None
    assert (found.granted, found.asked_by, found.decided_by) == (True, BAO.uid, ANNA.uid)
    assert found.decided()["asked_signature"] == (b"s" * 64).hex()
    lent = lent_keys.held(db, case_uid=CASE, holder=BAO.uid, now=freeze.AT)
    assert lent == [(CARE, freeze.LATER, b"wrapped for a time")]
    assert [each.deputy for each in requests.deputies(db)] == [ANNA.uid]
    assert [code.number for code in telephone_codes.left(db)] == [7]
    assert case_keys.known(db) == [CASE]
    assert workers.vetted(db)[ANNA.uid] == "2027-03-05"
    (epoch,) = audit.epochs(db)
    assert audit.verify_epoch(db, epoch, freeze.FIRST_KEY) == 3


@since(6)
def test_clocks_are_read(vault: Database) -> None:
    """What schema 6 brought: what happened, what is due of it, decisions, the office's table."""
    told = sorted(each.name for each in clocks.told(vault, CASE))
    assert told == ["handed_over", "visited"], "what is on its way stands beside what records tell"
    assert clocks.sealed(vault, CASE) == {CARE: b"what the care part tells"}
    assert clocks.running_of(vault, [CASE]) == {CASE: {freeze.RUNS}}
    assert clocks.decisions(vault, [CASE]) == [freeze.DECIDED]
    assert station_clocks.station_said(vault) == [freeze.SAID]
    assert rules.changes(vault) == [freeze.CHANGED]
    assert rules.days(vault) == [freeze.DAY_OFF]
    assert matching.others_missed(vault, CASE) == {freeze.ENTRY}
    assert [sent for sent, _ in hand_overs.everything(vault)] == [freeze.SENT]
    assert hand_overs.origin(vault, freeze.OTHER) == freeze.CAME


@since(7)
def test_who_belongs_together_and_who_works_with_them_is_read(vault: Database) -> None:
    """What schema 7 brought: families, merged files, sex and undertakings of workers, turns."""
    assert workers.sexes(vault)[ANNA.uid] == "2"
    assert outside_workers.of_worker(vault, ANNA.uid) == freeze.FROM_OUTSIDE
    assert families.family(vault, "fb" * 16) == b"who belongs to it"
    assert families.member(vault, CASE) == b"which family"
    assert families.copied(vault, freeze.RECORD) == {"visit_kind"}
    (merge,) = merges.of_case(vault, CASE)
    assert (merge.kept, merge.folded, bool(merge.undone_at)) == (CASE, freeze.OTHER, True)
    assert clock_turns.turned(vault, "2026-04-05") == [CASE]


@since(9)
def test_from_when_on_clocks_hold_is_read(vault: Database) -> None:
    """What schema 9 brought."""
    assert clock_turns.turns(vault, [CASE]) == {CASE: ("2026-03-05", "2026-04-04")}


@since(4)
def test_what_is_kept_and_let_go_is_read(folder: Path) -> None:
    """What schema 4 brought: releases, incidents, holds, certificates, trials of backups."""
    db = Database.open(folder / "case.db", KEY)
    (release,) = releases.of_case(db, CASE)
    assert (release.number, release.return_by) == ("7Q3K", "2026-03-12")
    assert [sealed for *_, sealed in incidents.rows(db)] == [b"what went wrong"]
    assert retention.all_lying(db) == [freeze.HELD]
    assert retention.last_appraisals(db) == {CASE: freeze.APPRAISED}
    assert retention.certificates(db) == [freeze.DESTROYED]
    assert retention.shredded_files(db) == ["e9" * 16]
    assert backup_log.trials(db) == [freeze.TRIAL]
    assert [(b.uid, b.in_series, b.same_disk) for b in backup_log.noted(db)] == [
        (freeze.BACKUP, True, False)
    ]
    db.close()


@since(5)
def test_registers_are_read_with_their_versions(folder: Path) -> None:
    """What schema 5 brought: entries of no case."""
    db = Database.open(folder / "case.db", KEY)
    ((row, said),) = registers.rows(db, "interpreters")
    assert (row.uid, row.version, said) == (freeze.ENTRY, 2, freeze.ENTRIES[1])
    assert registers.answers_at(db, freeze.ENTRY, 1) == freeze.ENTRIES[0]
    db.close()


def test_records_are_read_and_their_sealed_parts_open(vault: Database) -> None:
    held = records.contents(vault, RECORD)
    assert held is not None
    assert held.answers["contact"] == {"none": "declined"}
    part = held.parts[CARE]
    opened = seal.unseal(freeze.CASE_KEY, part.sealed, bound=freeze.bound(part.version))
    assert opened == b'{"narrative":"..."}'
    assert [v.version for v in records.versions(vault, RECORD)] == [2, 1]
    assert records.contents_at(vault, RECORD, 1) is not None
    due = records.due(vault, before="2026-04-05", reader=ANNA.uid, worker=ANNA.uid)
    assert [d.record_uid for d in due] == [RECORD]
    assert len(records.timeline(vault, CASE)) == 1
    assert facts.present(vault, CASE)["languages"].value == ["zh"]


def test_attachments_and_drafts_are_read(vault: Database, folder: Path) -> None:
    blob = blobs.by_uid(vault, BLOB)
    assert blob is not None
    assert blobs.read(folder, blob, key=freeze.BLOB_KEY) == freeze.SCAN
    (draft,) = drafts.rows(vault, worker=ANNA.uid)
    held = drafts.by_uid(vault, draft.uid)
    assert held is not None
    assert held.sealed == b"typing"


def test_search_and_matching_find(vault: Database) -> None:
    assert set(search.find(vault, "胃炎")) == {1, 2}
    assert search.find(vault, "青桥") == [1]
    assert search.part(vault, CASE, Compartment.CARE) == b"words"
    count, upto = word_pages.kept(vault, holder=ANNA.uid, compartment=CARE)
    pages = [word_pages.page(vault, n, holder=ANNA.uid, compartment=CARE) for n in range(count)]
    assert pages in ([], [b"words of many"])  # before schema 3 there were others
    assert word_pages.last_change(vault, CARE) == upto
    found = matching.likenesses(vault, [b"n" * 16], reader=ANNA.uid)
    assert [likeness.case_uid for likeness in found] == [CASE, OTHER]
    assert matching.likenesses(vault, [b"n" * 16], reader=ANNA.uid, case_uid=CASE) == []


def test_registers_and_exchange_are_read(vault: Database) -> None:
    assert [copy.print_id for copy in copies.of_case(vault, CASE)] == ["7Q3K"]
    assert imported.case_of(vault, b"f" * 16) == CASE
    assert institutions.offered(vault, "医院") == ["县医院"]
    assert [export.cases for export in exchange_log.exports(vault)] == [2]
    (package,) = exchange_log.packages(vault)
    coded = exchange_log.coded_cases(vault, package.station, package.sequence)
    assert list(coded) == [("p1", {"sex": "2"})]


def test_the_audit_still_holds_together_and_goes_on(vault: Database) -> None:
    assert audit.verify(vault).seq == 3
    with vault.transaction():
        audit.append(vault, at=freeze.LATER, actor=ANNA.uid, act="open", object=CASE)
    assert audit.verify(vault).seq == 4
