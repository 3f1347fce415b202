"""A case is destroyed by two people, wholly, and nothing else is touched (K-17)."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions import (
    attachments,
    backups,
    cases,
    destroying,
    disclosure,
    drafts,
    names,
    prints,
    records,
    requests,
    retention,
    shred_list,
    telephone_codes,
    trail,
)
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.case import Query
from rescueapp.domain.guards import NeedsTwo
from rescueapp.domain.request import Kind
from rescueapp.domain.retention import Certificate, Order, Outcome
from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import say
from rescueapp.storage import blobs, files, maintenance, migrate
from rescueapp.storage import retention as stored
from rescueapp.storage.database import Database
from tests.actions.closing import WHY, add_second, agree, destroyed, end_help, old_case
from tests.actions.station import INTAKE, Clock, House, Pair, save, uid_of
from tests.databases import freeze
from tests.storage import pages

NAME, LINE, NOTE, ASKED = "虚构甲", "安全甲乙丙丁", "虚构事实甲乙丙", "核对虚构甲的同乡情况"
CANARIES = [word.encode() for word in (NAME, LINE, NOTE, ASKED)]


@pytest.fixture
def two(station: House) -> House:
    """A station with two supervisors."""
    add_second(station)
    return station


@pytest.fixture
def full(two: House, tmp_path: Path) -> str:
    """An old case that holds something of everything the program keeps."""
    ws = two.sign_in("he")
    paper = tmp_path / "a.txt"
    paper.write_text(f"{NOTE} 附件", encoding="utf-8")
    saved = save(ws, answers=INTAKE | {"name": NAME})
    case = saved.case_uid
    save(ws, "safety_line", {"safety_line": LINE}, case=case)
    save(ws, "relative", {"relation": "52", "name": NAME}, case=case)
    attached = attachments.attach(
        ws, case_uid=case, compartment=Compartment.CARE, path=paper, label=NAME
    )
    assert attached["blob"]
    drafts.keep_draft(
        ws, draft_uid=None, form="relative", case_uid=case, record_uid=None, based_on=0,
        answers={"name": NAME},
    )  # fmt: skip
    prepared = prints.prepare_sheet(ws, form="intake", record_uid=saved.record_uid)
    prints.release(ws, prepared, medium=prints.PRINTER)
    names.start_names(ws)
    asked = requests.ask_for_case(two.sign_in("mu"), case, ASKED)
    requests.decide(two.sign_in("he"), asked.uid, granted=True, note=ASKED)
    ws = two.sign_in("duan")
    retention.sort(ws, case, retention.Type.ADULT)
    end_help(ws, case, "1995-05-01")
    return case


def all_rows(db: Database, word: str) -> dict[str, int]:
    """How many rows of each table have the word in any column."""
    found = {}
    for name, sql in db.read("SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
        if sql and "VIRTUAL" not in sql:
            rows = sum(word in str(row) for row in db.read(f"SELECT * FROM {name}"))
            if rows:
                found[name] = rows
    return found


def test_k17_a_destroyed_case_is_in_no_table_but_for_its_certificate_and_the_account(
    two: House, full: str
) -> None:
    ws = two.sign_in("duan")
    number = cases.case(ws, full).number
    uids = [uid for (uid,) in ws.db.read("SELECT uid FROM records WHERE case_uid = ?", (full,))]
    made = destroyed(two, full)
    ws = two.sign_in("duan")
    assert set(all_rows(ws.db, full)) == {"audit", "destroyed_cases"}
    for uid in uids:
        assert set(all_rows(ws.db, uid)) == {"audit"}
    assert ws.case_keys(full) == {}
    assert cases.find_cases(ws, Query(text=NAME)) == []
    assert cases.case_by_number(ws, number) is None
    assert made.certificate.number == number
    assert made.certificate.counts["records"] == 3
    assert made.certificate.counts["attachments"] == 1
    assert made.certificate.counts["out"] == 1
    assert trail.verified(ws).entries > 10


@pytest.mark.skipif(sys.platform == "win32", reason="AES is taken from the system's OpenSSL")
def test_k17_no_page_and_no_file_holds_a_word_of_it(two: House, full: str) -> None:
    """Read by a reader that knows only SQLCipher's page format."""
    others = [old_case(two, "2020-01-01", name=f"他人{n}") for n in "一二三四五六七八九"]
    agree(two, full)
    ws = two.sign_in("duan")
    path, key = ws.db.path, bytes(ws.keys.grants[Grant.DATABASE])
    (blob,) = blobs.of_case(ws.db, full)
    sealed = [bytes(s) for (s,) in ws.db.read(
        "SELECT sealed FROM case_keys WHERE case_uid = ?", (full,))]  # fmt: skip
    sealed += [bytes(s) for (s,) in ws.db.read("SELECT sealed_key FROM blobs")]
    alias = cases.case(ws, full).alias.encode()
    ws.db.checkpoint()
    assert pages.count(path, key, CANARIES) > 0  # the reader sees what is clear
    assert pages.count(path, key, [s[:24] for s in sealed]) >= len(sealed)
    assert blobs.place(ws.folder, blob.uid).exists()

    destroying.destroy(ws, full)
    assert pages.count(path, key, [*CANARIES, alias, *(s[:24] for s in sealed)]) == 0
    assert path.with_name(path.name + "-wal").stat().st_size == 0
    assert not blobs.place(ws.folder, blob.uid).exists()
    assert [p for p in (ws.folder / "blobs").rglob("*") if p.is_file()] == []
    maintenance.check(path, key)
    assert [cases.case(ws, uid).uid for uid in others] == others
    assert all(len(ws.case_keys(uid)) == 5 for uid in others)


def test_k17_nobody_destroys_alone(two: House, full: str) -> None:
    ws = two.sign_in("duan")
    with pytest.raises(NeedsTwo):
        destroying.destroy(ws, full)
    retention.appraise(ws, full, Outcome.DESTROY, WHY)
    asked = requests.waiting_for(ws, Kind.DESTROY, full)
    assert asked is not None
    with pytest.raises(NeedsTwo):
        destroying.destroy(ws, full)
    with pytest.raises(Refused):
        requests.decide(ws, asked.uid, granted=True)
    with pytest.raises(NeedsTwo):
        destroying.destroy(two.sign_in("wang"), full)
    with pytest.raises(Refused):  # her own worker has no say in it
        requests.decide(two.sign_in("he"), asked.uid, granted=True)
    requests.decide(two.sign_in("wang"), asked.uid, granted=True)
    with pytest.raises(Refused):
        destroying.destroy(two.sign_in("he"), full)
    assert destroying.destroy(two.sign_in("wang"), full).certificate.asked_by == uid_of(
        two.sign_in("wang"), "duan"
    )


def test_k17_a_grant_written_by_hand_destroys_nothing(two: House, full: str) -> None:
    ws = two.sign_in("duan")
    retention.appraise(ws, full, Outcome.DESTROY, WHY)
    with ws.db.transaction():
        ws.db.execute(
            "UPDATE requests SET granted = 1, until = '2099-01-01T00:00:00Z', decided_by = ?,"
            " decided_at = asked_at, decided_signature = asked_signature WHERE kind = 'destroy'",
            (uid_of(ws, "wang"),),
        )
    with pytest.raises(Damaged):
        destroying.destroy(ws, full)
    assert cases.case(ws, full).uid == full


def test_k17_a_hold_laid_after_the_agreement_stops_it(two: House, full: str) -> None:
    agree(two, full)
    ws = two.sign_in("duan")
    retention.lay(ws, full, Order.HOLD, "法院来函，案件尚未审结")
    with pytest.raises(Refused):
        destroying.destroy(ws, full)
    (lying,) = retention.lying(ws)
    retention.lift(ws, lying.laid.uid, "法院来函，案件已经审结")
    assert destroying.destroy(ws, full).told


def test_k17_an_agreement_ends_with_its_time(two: House, full: str, now: Clock) -> None:
    agree(two, full)
    now.later(days=31)
    with pytest.raises(NeedsTwo):
        destroying.destroy(two.sign_in("duan"), full)


def test_k17_the_certificate_is_signed_and_says_who_and_when(two: House, full: str) -> None:
    destroyed(two, full)
    ws = two.sign_in("duan")
    (kept,) = destroying.certificates(ws)
    assert (kept.asked_by, kept.decided_by) == ("段文秀", "王主任")
    assert shred_list.read([ws.folder / shred_list.NAME], ws.keyring, ws.vault.uid) == [
        kept.certificate
    ]
    (entry,) = (e for e in trail.entries(ws) if e.act == shred_list.DONE)
    assert (entry.seq, entry.hash.hex()) == (
        kept.certificate.audit_seq,
        kept.certificate.audit_hash,
    )
    text = (ws.folder / shred_list.NAME).read_text(encoding="utf-8")
    assert not any(word.decode() in text for word in CANARIES)


def test_its_number_is_never_given_again(two: House, full: str) -> None:
    number = destroyed(two, full).certificate.number
    ws = two.sign_in("he")
    assert cases.case(ws, save(ws).case_uid).number != number


def test_an_attachment_of_another_case_stays(two: House, full: str, tmp_path: Path) -> None:
    ws = two.sign_in("he")
    other = save(ws).case_uid
    (tmp_path / "b.txt").write_text("另一人", encoding="utf-8")
    kept = attachments.attach(
        ws, case_uid=other, compartment=Compartment.CARE, path=tmp_path / "b.txt", label="b"
    )
    destroyed(two, full)
    assert attachments.attachment(two.sign_in("he"), kept["blob"]).decode() == "另一人"


def test_what_a_child_inherited_of_it_goes_with_the_child(two: House, full: str) -> None:
    """Nothing of another case is touched by its mother's end."""
    ws = two.sign_in("he")
    other = save(ws, answers=INTAKE | {"name": "他人"}).case_uid
    before = [row.uid for row in cases.records_of(ws, other)]
    destroyed(two, full)
    ws = two.sign_in("he")
    assert [row.uid for row in cases.records_of(ws, other)] == before
    assert disclosure.read_whole(ws, other)


# --- cut off ------------------------------------------------------------------------------------


class Cut(Exception):
    """The power went."""


@pytest.mark.parametrize("after", ["files", "list", "pages"])
def test_k17_cut_off_after_the_rows_the_next_unlock_goes_on(
    two: House, full: str, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(done: str) -> None:
        if done == after:
            raise Cut

    agree(two, full)
    ws = two.sign_in("duan")
    settle = shred_list.settle
    monkeypatch.setattr(shred_list, "settle", lambda ws: settle(ws, step))
    with pytest.raises(Cut):
        destroying.destroy(ws, full)
    monkeypatch.setattr(shred_list, "settle", settle)
    ws = two.sign_in("he")
    assert ws.db.one("SELECT count(*) FROM destroyed_cases WHERE settled_at IS NULL") == (0,)
    assert ws.db.one("SELECT count(*) FROM shredded_files") == (0,)
    assert [p for p in (ws.folder / "blobs").rglob("*") if p.is_file()] == []
    assert (ws.folder / shred_list.NAME).exists()


def test_k17_without_room_to_write_the_pages_anew_it_is_gone_all_the_same(
    two: House, full: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise Unavailable(files.DISK_FULL)

    agree(two, full)
    ws = two.sign_in("duan")
    with monkeypatch.context() as patched:
        patched.setattr(maintenance, "vacuum", no_room)
        made = destroying.destroy(ws, full)
        assert "removed at the next unlock" in say(made.told[0])
        ws = two.sign_in("he")  # nobody is kept out
        assert ws.db.one("SELECT count(*) FROM destroyed_cases WHERE settled_at IS NULL") == (1,)
    ws = two.sign_in("he")
    assert ws.db.one("SELECT count(*) FROM destroyed_cases WHERE settled_at IS NULL") == (0,)


def test_k17_at_a_station_of_one_supervisor_the_bureau_agrees_by_telephone(
    station: House,
) -> None:
    case = old_case(station)
    ws = station.sign_in("duan")
    sheet = telephone_codes.make_sheet(ws)
    retention.appraise(ws, case, Outcome.DESTROY, WHY)
    asked = requests.waiting_for(ws, Kind.DESTROY, case)
    assert asked is not None
    requests.decide_by_code(ws, asked.uid, 3, sheet.codes[2])
    made = destroying.destroy(ws, case)
    assert made.certificate.code == f"{sheet.name}/3"


# --- backups ------------------------------------------------------------------------------------


def restored(two: House, backup: Path, folder: Path) -> tuple[House, Any]:
    report = backups.restore(backup, folder, "duan", two.passphrases["duan"])
    return House(folder, two.passphrases), report


def test_k17_a_restored_vault_holds_no_destroyed_case(
    two: House, full: str, tmp_path: Path
) -> None:
    """The list lies in the folder of the vault of before, next to the new one."""
    other = old_case(two, "2020-01-01")
    made = backups.back_up(two.sign_in("duan"), tmp_path / "stick")
    number = destroyed(two, full).certificate.number
    two.leave()
    again, report = restored(two, made.path, two.folder.parent / "again")
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
    again, report = restored(two, first.path, tmp_path / "far" / "away")
    assert report.destroyed == (number,)
    assert set(all_rows(again.sign_in("duan").db, full)) == {"audit", "destroyed_cases"}
    again.leave()


def test_without_any_list_it_is_said(two: House, full: str, tmp_path: Path) -> None:
    made = backups.back_up(two.sign_in("duan"), tmp_path / "stick").path
    moved = made.rename(tmp_path / "elsewhere")
    two.leave()
    again, report = restored(two, moved, tmp_path / "far" / "away")
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


def test_records_of_a_destroyed_case_do_not_open(two: House, full: str) -> None:
    ws = two.sign_in("he")
    uid = cases.records_of(ws, full)[0].uid
    destroyed(two, full)
    with pytest.raises(Refused):
        records.open_record(two.sign_in("he"), uid)


def test_k17_of_a_backup_with_older_tables_the_first_unlock_takes_it_out(tmp_path: Path) -> None:
    """Before its tables know certificates, it is only told which cases are to go."""
    older = shutil.copy(freeze.HERE / "schema-3" / "case.db", tmp_path / "case.db")
    db = Database.open(Path(older), freeze.KEY)
    listed = [certificate(freeze.CASE, "LX01-2026-0001"), certificate("ff" * 16, "LX01-2026-0099")]
    with db.transaction():
        assert shred_list.take_out(db, listed, actor="") == ["LX01-2026-0001"]
    shred_list.remove_files(db, tmp_path)
    assert db.one("SELECT 1 FROM cases WHERE uid = ?", (freeze.CASE,)) == (1,)
    migrate.migrate(db, backup=lambda: None)
    with db.transaction():
        assert shred_list.take_out(db, listed, actor="") == ["LX01-2026-0001"]
    assert db.one("SELECT 1 FROM cases WHERE uid = ?", (freeze.CASE,)) is None
    assert len(stored.certificates(db)) == 2
    assert stored.unsettled(db)
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
