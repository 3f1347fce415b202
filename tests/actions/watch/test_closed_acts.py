"""What is done while the database is closed is in the audit afterwards, whoever hides it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.actions.papers import trail
from rescueapp.actions.vault import people, vaults
from rescueapp.actions.watch import closed_acts
from rescueapp.actions.watch.closed_acts import FAILED, JOURNAL
from rescueapp.crypto.keyring import Keyring
from rescueapp.domain.worker import Role
from rescueapp.errors import Problem, Refused, Unavailable
from rescueapp.storage import files
from rescueapp.storage.audit import Entry
from rescueapp.workspace import KeyDesk, Workspace
from tests.actions.station import Clock, House, Papers, save, uid_of

NEW = "a fictional passphrase of the day"


def entries(station: House, *acts: str) -> list[Entry]:
    """What a supervisor's next unlock finds of some acts, the first first."""
    found = trail.entries(station.sign_in("duan"), limit=500)
    return [entry for entry in reversed(found) if entry.act in acts]


def new_user(station: House, login: str = "xin") -> str:
    desk = station.key_desk()
    people.add_user(desk, login=login, role=Role.CASEWORKER)
    return next(slot.uid for slot in desk.keyring.users if slot.login == login)


def test_what_an_administrator_does_is_told_with_who_and_when(station: House, now: Clock) -> None:
    mu, zhao = (uid_of(station.sign_in("duan"), login) for login in ("mu", "zhao"))
    xin = new_user(station)
    now.later(minutes=5)
    desk = station.key_desk()
    people.deactivate(desk, mu)
    people.change_passphrase(desk, old=station.passphrases["zhao"], new=NEW)
    now.later(hours=3)

    added, ended, changed = entries(station, "add_user", "deactivate", "change_passphrase")
    assert [(e.actor, e.object) for e in (added, ended, changed)] == [
        (zhao, xin), (zhao, mu), (zhao, zhao)
    ]  # fmt: skip
    assert (added.detail["done_at"], added.detail["role"]) == ("2026-06-30T04:00:00Z", "caseworker")
    assert ended.detail["done_at"] == "2026-06-30T04:05:00Z"
    assert ended.at == "2026-06-30T07:05:00Z"
    assert not (station.folder / JOURNAL).exists()
    assert len(entries(station, "add_user", "deactivate", "change_passphrase")) == 3


@pytest.mark.parametrize("how", ["gone", "empty", "garbage", "another's word", "never written"])
def test_without_an_honest_journal_the_keyring_itself_tells(
    station: House, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    mu = uid_of(station.sign_in("duan"), "mu")
    if how == "never written":  # the disk was full by then

        def full(path: Path, data: bytes) -> None:
            raise Unavailable(files.DISK_FULL)

        monkeypatch.setattr(files, "append", full)
    xin = new_user(station)
    people.deactivate(station.key_desk(), mu)
    path = station.folder / JOURNAL
    if how == "gone":
        path.unlink()
    elif how != "never written":
        whole = path.read_bytes()
        forged = whole.replace(b'"add_user"', b'"open_record"').replace(mu.encode(), xin.encode())
        path.write_bytes({"empty": b"", "garbage": b"\xff\n{}\n"}.get(how, forged))

    told = entries(station, "add_user", "deactivate", "open_record")
    assert [(e.act, e.object, e.actor) for e in told] == [
        ("add_user", xin, ""),
        ("deactivate", mu, ""),
    ]
    lost = entries(station, "journal_unreadable")
    assert [e.detail["lines"] for e in lost] == (
        [2] if how in ("garbage", "another's word") else []
    )


def test_old_lines_put_back_are_not_told_again(station: House) -> None:
    new_user(station)
    lines = (station.folder / JOURNAL).read_bytes()
    entries(station)
    (station.folder / JOURNAL).write_bytes(lines)
    assert len(entries(station, "add_user")) == 1


def test_a_new_head_made_with_the_recovery_papers_is_told(papers: Papers) -> None:
    folder = papers.house.folder
    passphrase = vaults.recover(folder, shares=papers.shares[:2], login="newhead")
    ws = vaults.unlock(folder, "newhead", passphrase.pinyin)
    assert isinstance(ws, Workspace)
    (entry,) = (e for e in trail.entries(ws) if e.act == "add_user")
    assert (entry.object, entry.actor) == (ws.worker.uid, "")
    vaults.lock(ws)


# --- a change of passphrase that is cut off ------------------------------------------------------


def test_a_refused_change_leaves_no_entry(station: House) -> None:
    with pytest.raises(Refused):
        people.change_passphrase(station.sign_in("he"), old="wrong", new=NEW)
    assert entries(station, "change_passphrase") == []


def test_a_change_cut_off_before_its_entry_is_told_by_the_next_unlock(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = station.sign_in("he")

    class Cut(BaseException):
        pass

    def cut(*_: object, **__: object) -> None:
        raise Cut

    with monkeypatch.context() as patched:
        patched.setattr(Workspace, "log", cut)
        with pytest.raises(Cut):
            people.change_passphrase(ws, old=station.passphrases["he"], new=NEW)
    station.passphrases["he"] = NEW
    (entry,) = entries(station, "change_passphrase")
    assert (entry.object, entry.actor) == (ws.worker.uid, "")


def test_a_keyring_that_was_not_written_leaves_no_entry(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = station.sign_in("he")

    def full(*_: object) -> Keyring:
        raise Unavailable(files.DISK_FULL)

    with monkeypatch.context() as patched:
        patched.setattr(Keyring, "change_passphrase", full)
        with pytest.raises(Unavailable):
            people.change_passphrase(ws, old=station.passphrases["he"], new=NEW)
    assert entries(station, "change_passphrase") == []


def test_one_entry_for_one_change_and_for_one_grant(station: House) -> None:
    xin = new_user(station)
    ws = station.sign_in("duan")
    people.grant_access(ws, xin, display_name="新同事")
    people.change_passphrase(ws, old=station.passphrases["duan"], new=NEW)
    station.passphrases["duan"] = NEW
    assert [e.object for e in entries(station, "grant_access")] == [xin]
    assert [e.actor for e in entries(station, "change_passphrase")] == [ws.worker.uid]


# --- failed unlocks ----------------------------------------------------------------------------


def test_failed_unlocks_are_counted_and_told_once(station: House, now: Clock) -> None:
    station.leave()
    for login in ("duan", "nobody-of-that-name", "he"):
        with pytest.raises(Problem):
            vaults.unlock(station.folder, login, "CanaryPassphrase")
        now.later(minutes=1)
    assert b"Canary" not in (station.folder / FAILED).read_bytes()
    assert b"nobody" not in (station.folder / FAILED).read_bytes()

    (entry,) = entries(station, "failed_unlocks")
    assert entry.detail == {
        "count": 3, "first": "2026-06-30T04:00:00Z", "last": "2026-06-30T04:02:00Z"
    }  # fmt: skip
    assert len(entries(station, "failed_unlocks")) == 1


def test_an_administrators_unlock_does_not_swallow_them(station: House) -> None:
    station.leave()
    with pytest.raises(Refused):
        vaults.unlock(station.folder, "zhao", "wrong")
    assert isinstance(station.key_desk(), KeyDesk)
    assert [e.detail["count"] for e in entries(station, "failed_unlocks")] == [1]


@pytest.mark.parametrize("data", [b"", b"[]", b'{"count":"many"}', b"\xff" * 9000])
def test_a_spoiled_count_keeps_nobody_out(station: House, data: bytes) -> None:
    station.leave()
    (station.folder / FAILED).write_bytes(data)
    with pytest.raises(Refused, match="not right"):
        vaults.unlock(station.folder, "he", "wrong")
    assert save(station.sign_in("he")).version == 1


def test_a_vault_of_before_begins_to_remember(station: House) -> None:
    ws = station.sign_in("duan")
    with ws.db.transaction():
        ws.db.execute("DELETE FROM vault WHERE name = ?", (closed_acts.STANDING,))
    assert entries(station, "add_user", "change_passphrase") == []
    new_user(station)
    assert len(entries(station, "add_user")) == 1
