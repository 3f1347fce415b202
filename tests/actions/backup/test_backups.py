"""A backup is what is there when everything else is not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from rescueapp.actions.attached import attachment_check, attachments
from rescueapp.actions.backup import backups
from rescueapp.actions.exchanging import exchange
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import drafts, records
from rescueapp.actions.vault import people
from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import say
from rescueapp.storage import audit, blobs, medium
from rescueapp.workspace import Workspace
from tests.actions.carrying import export
from tests.actions.station import (
    INTAKE,
    Clock,
    House,
    Pair,
    attach_file,
    restored,
    save,
)

TABLES = (
    "workers", "cases", "case_keys", "records", "record_parts", "record_versions",
    "record_version_parts", "facts", "drafts", "search_parts", "match_tokens", "blobs",
)  # fmt: skip


def hashes(ws: Workspace) -> dict[str, str]:
    """A hash of every row of each table, whatever its order."""
    rows = {table: sorted(map(repr, ws.db.read(f"SELECT * FROM {table}"))) for table in TABLES}
    return {
        table: hashlib.sha256("".join(found).encode()).hexdigest() for table, found in rows.items()
    }


@pytest.fixture
def working(station: House, tmp_path: Path) -> House:
    """A station with a case, an attachment and a draft."""
    ws = station.sign_in("he")
    paper = tmp_path / "paper.txt"
    paper.write_text("虚构", encoding="utf-8")
    case = save(ws, answers=INTAKE | {"name": "虚构名"}).case_uid
    attach_file(ws, case_uid=case, compartment=Compartment.LEGAL, path=paper, label="材料")
    drafts.keep_draft(ws, draft_uid=None, form="intake", case_uid=None, record_uid=None,
                      based_on=0, answers={"name": "还没写完"})  # fmt: skip
    return station


def backed_up(station: House, tmp_path: Path) -> Path:
    path = backups.back_up(station.sign_in("duan"), tmp_path / "stick").path
    station.leave()
    return path


def test_a_restored_vault_is_the_vault_as_it_was(working: House, tmp_path: Path) -> None:
    before = hashes(working.sign_in("duan"))
    head = audit.head(working.sign_in("duan").db)
    backup = backed_up(working, tmp_path)
    save(working.sign_in("he"))

    backups.restore(backup, tmp_path / "again", "duan", working.passphrases["duan"])

    again = House(tmp_path / "again", working.passphrases)
    ws = again.sign_in("duan")
    assert hashes(ws) == before
    assert audit.verify(ws.db, anchors={head.seq: head.hash}).seq > head.seq
    ws = again.sign_in("he")
    (row,) = cases.case_rows(ws, cases.find_cases(ws, cases.Query()))
    intake = cases.records_of(ws, row.uid)[0]
    assert records.open_record(ws, intake.uid).answers["name"] == "虚构名"
    (draft,) = drafts.drafts_of(ws)
    assert drafts.open_draft(ws, draft.uid).view.answers == {"name": "还没写完"}
    (blob,) = blobs.of_case(ws.db, row.uid)
    assert attachments.attachment(ws, blob.uid).decode() == "虚构"
    again.leave()


def test_the_frame_names_the_last_backup_that_is_not_lost_with_the_disk(
    working: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cases.summary(working.sign_in("he")).last_backup is None
    backed_up(working, tmp_path)
    assert cases.summary(working.sign_in("he")).last_backup is None
    monkeypatch.setattr(medium, "is_same_disk", lambda one, other: False)
    backed_up(working, tmp_path)
    assert cases.summary(working.sign_in("he")).last_backup == "2026-06-30T04:00:00Z"


@pytest.mark.parametrize("login", ["he", "yang", "li", "zhou", "zhao"])
def test_nobody_but_a_supervisor_opens_a_backup(working: House, tmp_path: Path, login: str) -> None:
    backup = backed_up(working, tmp_path)
    with pytest.raises(Refused, match="opened by a supervisor"):
        backups.restore(backup, tmp_path / "again", login, working.passphrases[login])
    assert not (tmp_path / "again").exists()


def test_a_wrong_passphrase_opens_nothing(working: House, tmp_path: Path) -> None:
    backup = backed_up(working, tmp_path)
    with pytest.raises(Refused, match="not right"):
        backups.restore(backup, tmp_path / "again", "duan", working.passphrases["he"])
    assert not (tmp_path / "again").exists()


def test_a_backup_opens_with_the_passphrase_of_its_day(working: House, tmp_path: Path) -> None:
    backup = backed_up(working, tmp_path)
    old, new = working.passphrases["duan"], "fictional passphrase of the day"
    people.change_passphrase(working.sign_in("duan"), old=old, new=new)
    working.leave()
    with pytest.raises(Refused, match="not right"):
        backups.restore(backup, tmp_path / "again", "duan", new)
    backups.restore(backup, tmp_path / "again", "duan", old)


@pytest.mark.parametrize("name", ["case.db", "manifest.json", "keys", "blob"])
def test_a_damaged_backup_is_refused_before_the_folder_is_touched(
    working: House, tmp_path: Path, name: str
) -> None:
    backup = backed_up(working, tmp_path)
    whole = {"blob": "blobs/*/*.bin", "keys": "keyring*.json"}.get(name, name)
    for path in backup.glob(whole):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))
    with pytest.raises((Damaged, Refused)):
        backups.restore(backup, tmp_path / "again", "duan", working.passphrases["duan"])
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.glob("again*"))


def test_one_damaged_keyring_of_a_backup_is_mended_by_its_twin(
    working: House, tmp_path: Path
) -> None:
    backup = backed_up(working, tmp_path)
    (backup / "keyring.json").write_bytes(b"{}")
    backups.restore(backup, tmp_path / "again", "duan", working.passphrases["duan"])
    again = House(tmp_path / "again", working.passphrases)
    again.sign_in("he")
    again.leave()


def test_a_vault_that_is_there_is_not_touched(working: House, tmp_path: Path) -> None:
    backup = backed_up(working, tmp_path)
    later = save(working.sign_in("he")).case_uid
    working.leave()
    with pytest.raises(Refused, match="something in this folder already"):
        backups.restore(backup, working.folder, "duan", working.passphrases["duan"])
    assert cases.case(working.sign_in("duan"), later).uid == later
    assert {path.name for path in working.folder.parent.iterdir()} == {"office", "station"}


def test_an_offices_backup_is_opened_by_its_officer(pair: Pair, tmp_path: Path) -> None:
    ws = pair.station.sign_in("duan")
    exported = export(ws, tmp_path)
    office = pair.office.sign_in("wu")
    exchange.receive(office, [exported.path], tmp_path / "receipts")
    backup = backups.back_up(office, tmp_path / "stick").path
    pair.office.leave()
    backups.restore(backup, tmp_path / "again", "wu", pair.office.passphrases["wu"])
    again = House(tmp_path / "again", pair.office.passphrases)
    assert [p.sequence for p in exchange.packages(again.sign_in("wu"))] == [1]
    again.leave()


def test_a_medium_that_takes_nothing_is_said_and_leaves_no_half_backup(
    working: House, tmp_path: Path
) -> None:
    (tmp_path / "stick").write_text("")
    ws = working.sign_in("duan")
    with pytest.raises(Unavailable):
        backups.back_up(ws, tmp_path / "stick")
    assert cases.summary(ws).last_backup is None


# --- the check of a vault in use ---------------------------------------------------------------


def test_a_sound_vault_is_found_sound(working: House) -> None:
    ws = working.sign_in("he")
    found = backups.verify(ws)
    assert found.faults() == []
    assert found.entries == audit.head(ws.db).seq - 1


def test_an_attachment_that_is_gone_is_counted(working: House) -> None:
    next(working.folder.glob("blobs/*/*.bin")).unlink()
    found = backups.verify(working.sign_in("duan"))
    (blob,) = found.attachments.missing
    assert blob in " ".join(found.lines())


@pytest.mark.parametrize("login", ["he", "yang"])
@pytest.mark.parametrize("how", ["a bit", "a cut", "another file"])
def test_a_changed_attachment_is_named_with_and_without_its_key(
    working: House, login: str, how: str
) -> None:
    path = spoil(working, how)
    found = backups.verify(working.sign_in(login))
    assert found.attachments.altered == (path.stem,)
    assert path.stem in " ".join(found.lines())


def spoil(house: House, how: str) -> Path:
    path = next(house.folder.glob("blobs/*/*.bin"))
    data = bytearray(path.read_bytes())
    if how == "a cut":
        del data[-1]
    elif how == "a bit":
        data[-3] ^= 1
    else:
        data[:] = b"something else"
    path.write_bytes(bytes(data))
    return path


def forget_hashes(ws: Workspace) -> None:
    """As vaults were before the audit held the attachments' hashes."""
    ws.db._connection.execute("DROP TRIGGER audit_is_final")
    ws.db._connection.execute("UPDATE audit SET detail = '{}' WHERE act = 'attach'")


def test_without_a_hash_its_key_still_tells(working: House) -> None:
    path = spoil(working, "a bit")
    ws = working.sign_in("duan")
    forget_hashes(ws)
    assert attachment_check.check(ws).altered == (path.stem,)


def test_with_neither_hash_nor_key_nothing_is_claimed(working: House) -> None:
    path = spoil(working, "a bit")
    ws = working.sign_in("yang")
    forget_hashes(ws)
    assert attachment_check.check(ws).untold == (path.stem,)


def test_a_key_put_in_anothers_place_is_found(working: House) -> None:
    ws = working.sign_in("duan")
    with ws.db.transaction():
        ws.db.execute("UPDATE blobs SET sealed_key = zeroblob(length(sealed_key))")
    assert len(attachment_check.check(ws).altered) == 1


def test_a_backup_names_the_attachments_that_were_damaged_in_the_vault(
    working: House, tmp_path: Path
) -> None:
    path = spoil(working, "a bit")
    made = backups.back_up(working.sign_in("duan"), tmp_path / "stick")
    assert made.altered_blobs == (path.stem,)


def test_a_changed_page_is_found(working: House) -> None:
    working.leave()
    path = working.folder / "case.db"
    data = bytearray(path.read_bytes())
    data[-2000] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(Damaged):
        backups.verify(working.sign_in("duan"))


def test_an_altered_audit_is_found(working: House) -> None:
    ws = working.sign_in("duan")
    ws.db._connection.execute("DROP TRIGGER audit_is_final")
    ws.db._connection.execute("UPDATE audit SET act = 'nothing' WHERE seq = 3")
    with pytest.raises(Damaged, match="entry"):
        backups.verify(ws)


def test_a_copy_inside_the_vault_is_refused_and_one_on_its_disk_is_named(
    station: House, tmp_path: Path
) -> None:
    ws = station.sign_in("duan")
    with pytest.raises(Refused, match="lies inside the vault"):
        backups.back_up(ws, station.folder / "backups")
    (told,) = backups.told(backups.back_up(ws, tmp_path / "beside"))
    assert "does not count" in say(told)


def test_of_a_medium_the_latest_backup_is_named_to_whoever_restores(
    station: House, stick: Path, tmp_path: Path, now: Clock
) -> None:
    ws = station.sign_in("duan")
    backups.back_up(ws, stick)
    now.later(days=1)
    latest = backups.back_up(ws, stick)
    assert backups.told(latest) == []
    with pytest.raises(Refused) as refused:
        restored(stick, tmp_path / "again", station)
    assert refused.value.words.values == {"folder": latest.path.name}
    with pytest.raises(Refused, match="not a finished backup"):
        restored(station.folder, tmp_path / "again", station)
