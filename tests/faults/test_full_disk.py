"""No byte more can be written: it is said in words, nothing is lost, nothing is half there.

A limit on the size of files stands for the full disk: whatever would make a file longer than
so many bytes fails, be it the database's log, a page, a package or a backup. Each act is tried
with a little more room each time, so that it fails at one write after the other, and last of
all goes through, in the same session.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.backup import backups
from rescueapp.actions.exchanging import exchange
from rescueapp.actions.opened import beds_taken
from rescueapp.actions.papers import prints
from rescueapp.actions.papers.prints import FileOrder
from rescueapp.actions.recording import form_imports, imports
from rescueapp.actions.vault import people, vaults
from rescueapp.crypto import keyring_file, package
from rescueapp.crypto.keyring import TRAINING
from rescueapp.errors import Unavailable
from rescueapp.exchange import waiting
from rescueapp.forms.schema import Compartment
from rescueapp.progress import Quiet
from rescueapp.storage import files, vault_values
from rescueapp.workspace import Workspace
from tests.actions.carrying import export
from tests.actions.opened.test_beds import room
from tests.actions.opened.test_beds_taken import sleeps
from tests.actions.station import STATION, House, attach_file
from tests.exchange.spreadsheets import make, write_csv
from tests.faults.busy import Busy
from tests.faults.limits import no_file_longer_than
from tests.faults.whole import acts, all_cases, drafts_kept, imported, rows_of, torn

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX systems")

WORDS = {
    text.msgid
    for text in (
        files.DISK_FULL, files.DISK_FAULT, waiting.NO_ROOM, package.NO_ROOM,
        keyring_file.NOT_WRITTEN,
    )
}  # fmt: skip
STEP = 4200  # bytes; a page of the log has 4,120


def fails(work: Callable[[], Any], size: int) -> bool:
    """Whether it found no room within this size; then it said so in its words."""
    said = None
    try:
        with no_file_longer_than(size):
            work()
    except Unavailable as problem:
        said = problem.words.msgid
    assert said is None or said in WORDS
    return said is not None


def tables(ws: Workspace) -> dict[str, list[Any]]:
    """Every row there is, but for the audit's and the key that moves on with it."""
    names = ws.db.read(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'case_search%' AND name NOT IN ('audit', 'audit_key', 'words_changed')"
    )
    return {name: sorted(ws.db.read(f"SELECT * FROM {name}"), key=repr) for (name,) in names}


def log_size(ws: Workspace) -> int:
    """Bytes of the database's log, from which on a new transaction writes."""
    return ws.db.path.with_name(ws.db.path.name + "-wal").stat().st_size


@pytest.fixture
def busy(station: House) -> Busy:
    """A supervisor with a saved intake and a draft in hand."""
    working = Busy(station.sign_in("duan"))
    working.register(1)
    working.keep(2)
    return working


@pytest.mark.fault(4, what="kinds of saves, failing at one write after the other")
@pytest.mark.parametrize("act", ["register", "again", "care", "settle", "keep"])
def test_a_save_that_finds_no_room_changes_nothing_and_goes_through_later(
    station: House, busy: Busy, act: str
) -> None:
    saved, draft, failed = busy.saved, busy.draft, 0
    before, size = tables(busy.ws), 0
    while True:
        busy.ws = station.sign_in("duan")  # the log begins anew
        busy.saved, busy.draft = saved, draft
        if not fails(lambda: getattr(busy, act)(3), log_size(busy.ws) + size):
            break
        failed, size = failed + 1, size + STEP
        assert tables(busy.ws) == before
        assert drafts_kept(busy.ws) == {draft: 2}
        assert list(torn(busy.ws, all_cases(busy.ws))) == []
    assert failed > 1
    assert list(torn(busy.ws, all_cases(busy.ws))) == []
    kept = {"settle": {}, "keep": {draft: 3}}.get(act, {draft: 2})
    assert drafts_kept(busy.ws) == kept
    assert set(acts(busy.ws).values()) == ({1} if act == "keep" else {1, 3})


@pytest.mark.fault(4, what="sessions that went on")
def test_after_a_full_disk_the_same_session_goes_on(busy: Busy) -> None:
    for n in range(3, 9):
        assert fails(lambda n=n: busy.register(100 + n), log_size(busy.ws))
        busy.keep(n)
        busy.register(n)
    assert set(acts(busy.ws).values()) == {1, *range(3, 9)}
    assert drafts_kept(busy.ws) == {busy.draft: 8}
    backups.verify(busy.ws)


@pytest.mark.fault(4, what="imports taken up again")
def test_an_import_keeps_the_rows_before_and_is_taken_up_there(
    station: House, tmp_path: Path
) -> None:
    class Reported(Quiet):
        row = 0

        def report(self, done: int, total: int = 0) -> None:
            self.row = done

    sheet, reported = tmp_path / "sheet.csv", Reported()
    write_csv(make(30, 3), sheet, "utf-8")
    rows, ws = rows_of(sheet), station.sign_in("he")
    assert fails(lambda: imports.import_cases(ws, sheet, progress=reported), 400_000)

    done = imported(ws, rows)
    assert set(done) == {row.number for row in rows if row.number < reported.row}
    assert 0 < len(done) < len(rows)
    report = imports.import_cases(ws, sheet)
    assert (report.done, report.already) == (len(rows) - len(done), len(done))
    ws = station.sign_in("duan")
    assert len(all_cases(ws)) == len(rows)
    assert list(torn(ws, [])) == []


@pytest.mark.fault(4, what="empty tables")
def test_an_empty_table_that_finds_no_room_leaves_no_half_of_one(tmp_path: Path) -> None:
    path = tmp_path / "visits.xlsx"
    assert fails(lambda: form_imports.write_template("follow_up", path), 100)
    assert list(tmp_path.iterdir()) == []
    form_imports.write_template("follow_up", path)
    assert path.stat().st_size > 100


@pytest.mark.fault(4, what="prints")
@pytest.mark.parametrize("share", [0.0, 0.9, 0.99])
def test_a_print_that_finds_no_room_leaves_the_file_that_was_there(
    busy: Busy, tmp_path: Path, share: float
) -> None:
    order = FileOrder(
        case_uid=all_cases(busy.ws)[0], profile="internal", recipient="本站", abroad=False,
        purpose="存档",
        reason="存档", identity=True,
    )  # fmt: skip
    prepared = prints.prepare_file(busy.ws, order)
    out, target = tmp_path / "out", tmp_path / "out" / "file.pdf"
    out.mkdir()
    target.write_bytes(b"%PDF earlier")
    busy.ws.db.checkpoint()
    size = int(len(prepared.pdfs[0]) * share)

    assert fails(lambda: prints.save(busy.ws, prepared, target), size)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {"file.pdf": b"%PDF earlier"}
    registered = prints.register_of_copies(busy.ws, order.case_uid)
    assert len(registered) == (share > 0)  # written down before a byte leaves

    prints.save(busy.ws, prepared, target)
    assert target.read_bytes() == prepared.pdfs[0]


@pytest.mark.fault(4, what="packages failing at one write after the other")
def test_a_package_that_finds_no_room_is_not_there_and_has_no_number(
    busy: Busy, tmp_path: Path
) -> None:
    out, size = tmp_path / "stick", 0
    out.mkdir()

    while True:
        busy.ws.db.checkpoint()
        if not fails(lambda: export(busy.ws, out), size):
            break
        size += 500
        assert list(out.iterdir()) == []
        assert exchange.exports(busy.ws) == []
    (made,), (written,) = exchange.exports(busy.ws), out.iterdir()
    assert (made.sequence, written.suffix) == (1, ".age")
    assert size > written.stat().st_size // 2


@pytest.mark.fault(4, what="backups")
@pytest.mark.parametrize("share", [0.0, 0.2, 0.7, 0.99])
def test_a_backup_that_finds_no_room_is_not_there(
    station: House, busy: Busy, tmp_path: Path, share: float
) -> None:
    busy.ws.db.checkpoint()
    size = int(busy.ws.db.path.stat().st_size * share)
    stick = tmp_path / "stick"
    assert fails(lambda: backups.back_up(busy.ws, stick), size)
    assert not stick.exists() or list(stick.iterdir()) == []
    assert backups.backup_log.noted(busy.ws.db) == []
    assert drafts_kept(busy.ws) == {busy.draft: 2}

    made = backups.back_up(busy.ws, stick).path
    backups.restore(made, tmp_path / "again", "duan", station.passphrases["duan"])
    again = House(tmp_path / "again", station.passphrases).sign_in("duan")
    assert drafts_kept(again) == {busy.draft: 2}
    again.close()


@pytest.mark.fault(4, what="restores")
def test_a_restore_that_finds_no_room_leaves_no_vault(
    station: House, busy: Busy, tmp_path: Path
) -> None:
    made = backups.back_up(busy.ws, tmp_path / "stick").path
    folder = tmp_path / "again"
    for size in (0, 4000, (made / "case.db").stat().st_size - 1):
        assert fails(
            lambda: backups.restore(made, folder, "duan", station.passphrases["duan"]), size
        )
        assert not folder.exists() or list(folder.iterdir()) == []
    backups.restore(made, folder, "duan", station.passphrases["duan"])


@pytest.mark.fault(4, what="attachments on a full disk")
def test_an_attachment_that_finds_no_room_leaves_no_file(busy: Busy, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("虚构" * 40_000, encoding="utf-8")
    (case,) = all_cases(busy.ws)
    blobs = busy.ws.folder / "blobs"
    for size in (0, 100, 200_000):
        busy.ws.db.checkpoint()
        assert fails(
            lambda: attach_file(
                busy.ws, case_uid=case, compartment=Compartment.CARE, path=paper, label="材料"
            ),
            size,
        )
        assert [path for path in blobs.rglob("*") if path.is_file()] == []
        assert busy.ws.db.read("SELECT * FROM blobs") == []


@pytest.mark.fault(4, what="writes of the keyring that fail")
@pytest.mark.parametrize("login", ["he", "zhao"])
def test_a_passphrase_that_cannot_be_written_is_not_changed(station: House, login: str) -> None:
    open_desk = station.key_desk if login == "zhao" else station.sign_in
    old, new = station.passphrases[login], "fictional passphrase of the day"
    length = (station.folder / "keyring.json").stat().st_size
    for size in (0, length // 2, length - 1):
        change = partial(people.change_passphrase, open_desk(login), old=old, new=new)
        assert fails(change, size)
    people.change_passphrase(open_desk(login), old=old, new=new)
    station.passphrases[login] = new
    open_desk(login)


@pytest.mark.fault(4, what="vaults not begun")
def test_a_vault_that_finds_no_room_is_not_begun(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    for size in (0, 1000, 50_000):
        assert fails(lambda: vaults.create_vault(folder, STATION, kdf=TRAINING), size)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.fault(4, what="locks")
def test_locking_on_a_full_disk_ends_the_session_and_keeps_what_was_saved(
    station: House, busy: Busy
) -> None:
    busy.register(3)
    with no_file_longer_than(0):
        vaults.lock(busy.ws)
    station._at_desk = None
    ws = station.sign_in("duan")
    assert set(acts(ws).values()) == {1, 3}
    assert list(torn(ws, all_cases(ws))) == []


@pytest.mark.fault(4, what="looks at the rooms")
def test_on_a_full_disk_the_free_beds_are_told_all_the_same(station: House) -> None:
    """A mark that was left behind is put right by who looks; where that finds no room, later."""
    ws = station.sign_in("he")
    bed = room(ws, "01")
    sleeps(ws, bed)
    with ws.db.transaction():
        vault_values.set(ws.db, "beds_taken", "{}")
    ws.db.checkpoint()
    with no_file_longer_than(log_size(ws)):
        assert beds_taken.taken(ws) == {bed: 1}
    assert vault_values.get(ws.db, "beds_taken") == "{}"
    assert beds_taken.taken(ws) == {bed: 1}
    assert vault_values.get(ws.db, "beds_taken") != "{}"
