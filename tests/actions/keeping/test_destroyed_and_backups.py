"""No backup brings a destroyed case back: the list of those destroyed lies beside it (K-17)."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from rescueapp.actions.backup import backup_schedule, backups, restoring
from rescueapp.actions.finding import cases
from rescueapp.actions.keeping import destroying
from rescueapp.actions.papers import trail
from rescueapp.actions.watch import shred_list
from rescueapp.domain.retention import Certificate
from rescueapp.i18n import say
from rescueapp.storage import audit, backup, migrate, vault_values
from rescueapp.storage import retention as stored
from rescueapp.storage.backup_folder import KEYRING
from rescueapp.storage.database import Database
from tests.actions.closing import all_rows, case_with_everything, destroyed, old_case
from tests.actions.station import Clock, House, Pair, restored
from tests.databases import freeze
from tests.databases.test_frozen import FROZEN
from tests.storage.vaults import PUBLIC, SECRET, SEED, SIGNER


@pytest.fixture
def full(two: House, tmp_path: Path) -> str:
    return case_with_everything(two, tmp_path)


def test_k17_a_restored_vault_holds_no_destroyed_case(
    two: House, full: str, tmp_path: Path
) -> None:
    """The list lies in the folder of the vault of before, next to the new one."""
    other = old_case(two, "2020-01-01")
    made = backups.back_up(two.sign_in("duan"), tmp_path / "stick")
    number = destroyed(two, full).certificate.number
    two.leave()
    again, report = restored(made.path, two.folder.parent / "again", two)
    assert report.destroyed == (number,)
    assert number in " ".join(report.lines())
    ws = again.sign_in("duan")
    assert set(all_rows(ws.db, full)) == {"audit", "destroyed_cases"}
    assert [p for p in (ws.folder / "blobs").rglob("*") if p.is_file()] == []
    assert cases.case(ws, other).uid == other
    assert [k.certificate.number for k in destroying.certificates(ws)] == [number]
    assert shred_list.AGAIN in {entry.act for entry in trail.entries(ws)}
    trail.verified(ws)
    again.leave()


def test_k17_the_medium_of_the_backups_knows_it_too(
    two: House, full: str, tmp_path: Path, now: Clock
) -> None:
    """A backup made after the destruction leaves the list beside the older ones."""
    first = backups.back_up(two.sign_in("duan"), tmp_path / "stick")
    now.later(hours=1)
    number = destroyed(two, full).certificate.number
    backups.back_up(two.sign_in("duan"), tmp_path / "stick")
    two.leave()
    again, report = restored(first.path, tmp_path / "far" / "away", two)
    assert report.destroyed == (number,)
    assert set(all_rows(again.sign_in("duan").db, full)) == {"audit", "destroyed_cases"}
    again.leave()


def test_k17_the_medium_knows_it_from_the_moment_of_the_destruction(
    two: House, full: str, stick: Path, tmp_path: Path
) -> None:
    """The computer may be lost before the next backup, and the list in its vault with it."""
    ws = two.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    made = backups.back_up(ws, stick)
    told = destroyed(two, full)
    two.leave()
    again, report = restored(made.path, tmp_path / "far" / "away", two)
    assert report.destroyed == (told.certificate.number,)
    assert "does not know it yet" not in " ".join(map(say, told.told))
    assert "found beside the backups alone" in " ".join(map(say, report.notes()))
    again.leave()


def test_k17_a_medium_that_is_away_is_to_be_told(
    two: House, full: str, stick: Path, now: Clock
) -> None:
    ws = two.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    backups.back_up(ws, stick)
    now.later(hours=1)
    stick.rename(stick.with_name("pulled out"))
    assert "does not know it yet" in " ".join(map(say, destroyed(two, full).told))


def test_without_any_list_it_is_said(two: House, full: str, tmp_path: Path) -> None:
    made = backups.back_up(two.sign_in("duan"), tmp_path / "stick").path
    moved = made.rename(tmp_path / "elsewhere")
    two.leave()
    again, report = restored(moved, tmp_path / "far" / "away", two)
    assert report.destroyed is None
    assert "No list of destroyed cases" in " ".join(map(say, report.notes()))
    again.leave()


def test_k17_an_older_database_put_back_by_hand_loses_it_at_the_unlock(
    two: House, full: str
) -> None:
    ws = two.sign_in("duan")
    ws.db.checkpoint()
    before = ws.db.path.read_bytes()
    destroyed(two, full)
    path = two.sign_in("duan").db.path
    two.leave()
    path.write_bytes(before)
    for rest in path.parent.glob("case.db-*"):
        rest.unlink()
    ws = two.sign_in("he")
    assert set(all_rows(ws.db, full)) == {"audit", "destroyed_cases"}


def test_a_list_somebody_wrote_takes_nothing_out(two: House, full: str) -> None:
    """Only what the station has signed counts."""
    other = old_case(two)
    line = destroyed(two, full).certificate
    path = two.folder / shred_list.NAME
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["case_uid"] == line.case_uid
    told["case_uid"] = other
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
    assert cases.case(two.sign_in("duan"), other).uid == other


def test_a_list_of_another_vault_takes_nothing_out(pair: Pair, two: House, full: str) -> None:
    destroyed(two, full)
    ws = pair.office.sign_in("wu")
    found = shred_list.read([two.folder / shred_list.NAME], ws.keyring, ws.vault.uid)
    assert found == []


def test_k17_backups_of_before_are_named_with_the_day_they_go(
    two: House, full: str, tmp_path: Path, now: Clock
) -> None:
    backups.back_up(two.sign_in("duan"), tmp_path / "stick")
    now.later(days=1)
    made = destroyed(two, full)
    now.later(days=1)
    backups.back_up(two.sign_in("duan"), tmp_path / "stick")
    (old,) = shred_list.old_backups(two.sign_in("duan"))
    assert (old.made_at[:10], old.gone_by[:10]) == ("2026-06-30", "2026-09-28")
    assert old.numbers == (made.certificate.number,)
    assert "2026-09-28" in " ".join(map(say, made.told))


@pytest.mark.parametrize("kind", ["station", "office"])
@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.name)
def test_k17_a_backup_with_older_tables_is_restored_without_it(
    tmp_path: Path, frozen: Path, kind: str
) -> None:
    """Its tables are brought up to date first: the older ones know neither hand-overs nor
    certificates."""
    folder = Path(shutil.copytree(frozen, tmp_path / "vault"))
    for name in KEYRING:
        (folder / name).write_bytes(b"{}")
    older = Database.open(folder / "case.db", freeze.KEY)
    with older.transaction():
        vault_values.set(older, "kind", kind)
    made = backup.back_up(
        older, folder, tmp_path, vault="f0" * 16, recipients=[PUBLIC], signing_seed=SEED
    )
    older.close()
    listed = [certificate(freeze.CASE, "LX01-2026-0001"), certificate("ff" * 16, "LX01-2026-0099")]
    settled: list[tuple[int, tuple[str, ...] | None]] = []
    again = tmp_path / "again"
    backup.restore(
        made.path, again, secret=SECRET, database_key=freeze.KEY, signer_public=SIGNER,
        settle=partial(restoring._settle, freeze.BAO.uid, listed, settled),
    )  # fmt: skip
    assert settled[-1][1] == ("LX01-2026-0001",)
    db = Database.open(again / "case.db", freeze.KEY)
    assert migrate.schema(db) == migrate.present_schema()
    assert db.one("SELECT 1 FROM cases WHERE uid = ?", (freeze.CASE,)) is None
    assert {c.case_uid for c in listed} <= stored.destroyed(db)
    assert stored.unsettled(db)
    assert shred_list.AGAIN in {entry.act for entry in audit.rows(db)}
    db.close()


def certificate(case: str, number: str) -> Certificate:
    """A certificate of nobody's making; signatures are looked at where lists are read."""
    at = "2026-06-30T04:00:00Z"
    return Certificate(
        vault="", case_uid=case, number=number, type="adult", closed_on="1990-01-01",
        due_on="2020-01-01", request="", asked_by="", asked_at=at, decided_by="", decided_at=at,
        code="", destroyed_by="", destroyed_at=at, audit_seq=1, audit_hash="", counts={},
        signature=b"",
    )  # fmt: skip
