"""A case is destroyed by two people, wholly, and nothing else is touched (K-17)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rescueapp.actions.attached import attachments
from rescueapp.actions.finding import cases
from rescueapp.actions.keeping import destroying, retention
from rescueapp.actions.outward import disclosure
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import records
from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.actions.watch import shred_list
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.case import Query
from rescueapp.domain.guards import NeedsTwo
from rescueapp.domain.request import Kind
from rescueapp.domain.retention import Order, Outcome
from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import say
from rescueapp.storage import blobs, files, maintenance
from tests.actions.closing import (
    NAME,
    TOLD,
    WHY,
    agree,
    all_rows,
    case_with_everything,
    destroyed,
    old_case,
)
from tests.actions.station import (
    INTAKE,
    Clock,
    House,
    attach_file,
    save,
    uid_of,
)
from tests.storage import pages

CANARIES = [word.encode() for word in TOLD]


@pytest.fixture
def full(two: House, tmp_path: Path) -> str:
    return case_with_everything(two, tmp_path)


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
    kept = attach_file(
        ws, case_uid=other, compartment=Compartment.CARE, path=tmp_path / "b.txt", label="b"
    )
    destroyed(two, full)
    assert attachments.attachment(two.sign_in("he"), kept["blob"]).decode() == "另一人"


def test_another_case_is_as_it_was(two: House, full: str) -> None:
    ws = two.sign_in("he")
    other = save(ws, answers=INTAKE | {"name": "他人"}).case_uid
    before = [row.uid for row in cases.records_of(ws, other)]
    destroyed(two, full)
    ws = two.sign_in("he")
    assert [row.uid for row in cases.records_of(ws, other)] == before
    assert disclosure.read_whole(ws, other)


def test_records_of_a_destroyed_case_do_not_open(two: House, full: str) -> None:
    ws = two.sign_in("he")
    uid = cases.records_of(ws, full)[0].uid
    destroyed(two, full)
    with pytest.raises(Refused):
        records.open_record(two.sign_in("he"), uid)


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
