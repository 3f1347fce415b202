"""Making a vault, opening it, and everything that is not the vault it says it is."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from rescueapp.actions.papers import trail
from rescueapp.actions.vault import vaults
from rescueapp.actions.vault.vaults import Person
from rescueapp.actions.watch.face import VaultFace, face
from rescueapp.crypto.keyring import TRAINING, Grant
from rescueapp.domain.worker import Role
from rescueapp.errors import Damaged, Problem, Refused, Unavailable
from rescueapp.storage import vault_values
from rescueapp.storage.database import Database
from rescueapp.workspace import KeyDesk, Workspace
from tests.actions.station import OFFICE, STATION, Clock, House, copy_of, make_house, save


def test_a_new_vault_gives_each_person_a_passphrase_and_three_shares(tmp_path: Path) -> None:
    created = vaults.create_vault(tmp_path / "new", STATION)
    assert set(created.passphrases) == {person.login for person in STATION.people}
    assert len({p.pinyin for p in created.passphrases.values()}) == len(STATION.people)
    assert len(set(created.shares)) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new"]
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_a_given_passphrase_is_used_and_not_shown_again(tmp_path: Path) -> None:
    given = "fictional passphrase of the day"
    head = Person("duan", "段文秀", Role.SUPERVISOR, given)
    setup = replace(STATION, people=(STATION.people[0], head))
    created = vaults.create_vault(tmp_path / "new", setup)
    assert set(created.passphrases) == {"zhao"}
    assert given not in repr(setup)
    vaults.lock(vaults.unlock(tmp_path / "new", "duan", given))


@pytest.mark.parametrize(("setup", "head"), [(STATION, 1), (OFFICE, 1), (STATION, 0), (OFFICE, 0)])
def test_a_vault_needs_an_administrator_and_a_head(
    tmp_path: Path, setup: vaults.VaultSetup, head: int
) -> None:
    people = tuple(p for place, p in enumerate(setup.people) if place != head)
    with pytest.raises(Refused, match="needs an administrator and a"):
        vaults.create_vault(tmp_path / "new", replace(setup, people=people))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("虚构")
    with pytest.raises(Refused, match="not empty"):
        vaults.create_vault(tmp_path, STATION)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_empty_folder_and_a_relative_name_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    vaults.create_vault(Path("empty"), STATION)
    assert face(tmp_path / "empty") == VaultFace("station", training=True)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    vaults.create_vault(Path(), STATION)
    assert face(tmp_path / "here").kind == "station"


@pytest.mark.fault(20, what="read-only folders")
def test_a_place_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable):
        vaults.create_vault(tmp_path / "file" / "new", STATION)


def test_a_refused_person_leaves_nothing_behind(tmp_path: Path) -> None:
    twice = (*STATION.people, Person("HE", "另一人", Role.CASEWORKER))
    with pytest.raises(Refused, match="already"):
        vaults.create_vault(tmp_path / "new", replace(STATION, people=twice))
    assert list(tmp_path.iterdir()) == []


def test_a_real_vault_refuses_a_cheap_passphrase_check(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="training vault"):
        vaults.create_vault(tmp_path / "new", replace(STATION, training=False), kdf=TRAINING)
    assert list(tmp_path.iterdir()) == []


# --- opening -----------------------------------------------------------------------------------


def test_each_role_gets_the_desk_of_its_role(station: House, pair: object) -> None:
    kinds = {p.login: type(station._open(p.login)) for p in STATION.people}
    assert kinds.pop("zhao") is KeyDesk
    assert set(kinds.values()) == {Workspace}


def test_a_wrong_passphrase_and_an_unknown_name_are_refused_in_the_same_words(
    station: House, now: Clock
) -> None:
    said = set()
    for login, passphrase in (("he", "wrong"), ("nobody", "wrong"), ("he", ""), ("", "")):
        with pytest.raises(Refused) as refused:
            vaults.unlock(station.folder, login, passphrase)
        said.add(str(refused.value))
        now.later(minutes=1)
    assert len(said) == 1


@pytest.mark.fault(18, what="unlocks with another spelling")
def test_a_passphrase_is_taken_with_spaces_capitals_and_full_width(station: House) -> None:
    typed = station.passphrases["he"].upper().replace("-", " ")
    vaults.lock(vaults.unlock(station.folder, " HE ", f" {typed} "))


@pytest.mark.fault(20, what="second programs")
def test_a_vault_that_is_open_elsewhere_is_not_opened_twice(station: House) -> None:
    station.sign_in("he")
    with pytest.raises(Unavailable, match="open in another window"):
        vaults.unlock(station.folder, "mu", station.passphrases["mu"])
    station.leave()
    station.sign_in("mu")


def test_a_folder_without_a_vault_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no vault"):
        vaults.unlock(tmp_path, "he", "x")
    with pytest.raises(Refused, match="no vault"):
        face(tmp_path / "gone")


@pytest.mark.fault(6, what="vaults with another database in place")
def test_a_plaintext_an_empty_and_a_foreign_database_are_damage(
    station: House, tmp_path: Path
) -> None:
    other = make_house(tmp_path / "other", STATION)
    foreign = (other.folder / "case.db").read_bytes()
    for content in (b"SQLite format 3\x00" + bytes(4096), b"", foreign, foreign[:100]):
        (station.folder / "case.db").write_bytes(content)
        with pytest.raises(Damaged):
            station.sign_in("he")
        assert (station.folder / "case.db").read_bytes() == content


@pytest.mark.fault(6, what="vaults with another database in place")
def test_a_database_under_our_key_that_is_another_vaults_is_damage(station: House) -> None:
    ws = station.sign_in("duan")
    with ws.db.transaction():
        ws.db.execute("UPDATE vault SET value = ? WHERE name = 'uid'", ("f" * 32,))
    with pytest.raises(Damaged, match="another vault"):
        station.sign_in("he")


@pytest.mark.fault(6, what="vaults with another keyring in place")
def test_a_keyring_of_another_vault_opens_nothing(station: House, tmp_path: Path) -> None:
    other = make_house(tmp_path / "other", STATION)
    for name in ("keyring.json", "keyring.2.json"):
        shutil.copy(other.folder / name, station.folder / name)
    station.passphrases = other.passphrases
    with pytest.raises(Damaged):
        station.sign_in("he")


def test_a_changed_keyring_is_damage_before_anybody_is_looked_up(station: House) -> None:
    for name in ("keyring.json", "keyring.2.json"):
        path = station.folder / name
        path.write_bytes(path.read_bytes().replace(b"caseworker", b"supervisor"))
    with pytest.raises(Damaged):
        vaults.unlock(station.folder, "nobody", "wrong")
    with pytest.raises(Damaged):
        face(station.folder)


@pytest.mark.fault(6, what="newer vaults")
def test_a_vault_of_a_newer_program_is_refused_and_left_alone(station: House) -> None:
    ws = station.sign_in("duan")
    key = ws.keys.grants[Grant.DATABASE]
    station.leave()
    db = Database.open(station.folder / "case.db", key)
    with db.transaction():
        vault_values.set(db, "schema", "99")
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(Problem, match="newer version"):
        station.sign_in("duan")


def test_unlocking_and_locking_are_in_the_audit(station: House) -> None:
    station.sign_in("he")
    entries = trail.entries(station.sign_in("duan"))
    assert [e.act for e in entries[:3]] == ["unlock", "lock", "unlock"]


def test_locking_twice_is_no_error(station: House) -> None:
    ws = station.sign_in("he")
    vaults.lock(ws)
    vaults.lock(ws)


def test_after_locking_no_key_is_held_and_nothing_can_be_read(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers={"arrived_at": "2026-06-29T13:40:00Z", "sex": "2", "name": "虚构名"})
    station.leave()
    assert (ws.keys.grants, len(ws.names)) == ({}, 0)
    with pytest.raises(Exception, match=r".*") as gone:
        ws.case_keys(case.case_uid)
    assert "虚构名" not in str(gone.value)


def test_a_copied_vault_is_the_same_vault(station: House, tmp_path: Path) -> None:
    case = save(station.sign_in("he")).case_uid
    station.leave()
    copied = copy_of(station, tmp_path / "copy")
    assert copied.sign_in("he").case_keys(case)
    copied.leave()


def test_what_prints_a_workspace_prints_no_key(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws)
    shown = repr(ws) + repr(ws.keys) + repr(ws.keyring)
    for key in (*ws.keys.grants.values(), *ws.case_keys(saved.case_uid).values()):
        assert key.hex() not in shown
        assert repr(key)[2:-1] not in shown


# --- a vault of which a part is gone ------------------------------------------------------------


KEYRINGS = ("keyring.json", "keyring.2.json")
LEFT: dict[str, tuple[dict[str, bytes | None], str]] = {
    "no database": ({"case.db": None}, "database of this vault is missing"),
    "no keyring": (dict.fromkeys(KEYRINGS), "keyring of this vault is missing"),
    "no database, one keyring": ({"case.db": None, KEYRINGS[0]: None}, "database of this vault"),
    "no database, garbage": ({"case.db": None, **dict.fromkeys(KEYRINGS, b"{}")}, "keyring"),
    "no database, empty": ({"case.db": None, **dict.fromkeys(KEYRINGS, b"")}, "keyring"),
    "garbage": (dict.fromkeys(KEYRINGS, b"\xff\x00garbage"), "keyring"),
}


@pytest.mark.fault(6, what="vaults that lost a part")
@pytest.mark.parametrize(("changes", "words"), LEFT.values(), ids=LEFT.keys())
def test_a_vault_that_lost_a_part_is_damaged_and_never_no_vault(
    station: House, changes: dict[str, bytes | None], words: str
) -> None:
    station.leave()
    for name, data in changes.items():
        if data is None:
            (station.folder / name).unlink()
        else:
            (station.folder / name).write_bytes(data)
    before = {path.name for path in station.folder.iterdir()}
    for look in (
        lambda: face(station.folder),
        lambda: vaults.unlock(station.folder, "he", station.passphrases["he"]),
        lambda: vaults.recover(station.folder, shares=["a", "b"], login="newhead"),
    ):
        with pytest.raises(Damaged, match=words):
            look()
    assert before <= {path.name for path in station.folder.iterdir()}
    assert (station.folder / "case.db").exists() == ("case.db" not in changes)
    with pytest.raises(Refused, match="not empty"):
        vaults.create_vault(station.folder, STATION)


def test_a_folder_without_any_part_of_one_is_no_vault(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing of ours")
    with pytest.raises(Refused, match="no vault"):
        face(tmp_path)
