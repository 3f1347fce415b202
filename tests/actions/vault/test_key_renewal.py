"""New keys for the vault, because somebody left or from time to time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rescueapp.actions.backup import backups
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import names
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import drafts, records
from rescueapp.actions.two_people import emergency
from rescueapp.actions.vault import key_renewal, people, renewing, vaults
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant, Keyring
from rescueapp.domain.case import Query
from rescueapp.domain.worker import Role
from rescueapp.errors import Cancelled, Damaged, Refused, Unavailable
from rescueapp.forms.schema import Compartment
from rescueapp.progress import Quiet
from rescueapp.storage import case_keys, maintenance, vault_values
from rescueapp.storage.database import Database
from rescueapp.workspace import Workspace
from tests.actions.station import NAMED, House, save


def leaves(house: House, login: str) -> str:
    """The administrator ends somebody's access."""
    desk = house.key_desk()
    uid = people.uid_of(desk, login)
    people.deactivate(desk, uid)
    return uid


def everything(ws: Workspace) -> dict[str, dict[str, object]]:
    """What a supervisor reads of every case: answers by record."""
    read = {}
    for row in cases.case_rows(ws, cases.find_cases(ws, Query())):
        for record in cases.records_of(ws, row.uid):
            read[record.uid] = records.open_record(ws, record.uid).answers
    return read


def case_of(house: House, login: str = "he") -> str:
    return save(house.sign_in(login), answers=NAMED).case_uid


def test_another_database_key_opens_the_same_and_the_one_before_opens_nothing(
    station: House,
) -> None:
    case_of(station)
    ws = station.sign_in("duan")
    before, was = ws.keys.grants[Grant.DATABASE], everything(ws)

    done = key_renewal.renew(ws)

    assert (done.cases, done.sealed_again, done.agree_outside) == (0, 0, False)
    assert everything(ws) == was
    case_uid = save(ws, "safety_line", {"instructions": "虚构"}, case=case_of_first(ws)).case_uid
    for login in ("duan", "he", "zhou"):
        opened = station.sign_in(login)
        assert opened.keys.grants[Grant.DATABASE] != before
    assert cases.case(station.sign_in("he"), case_uid).mine
    station.leave()
    with pytest.raises(Damaged):
        Database.open(station.folder / vaults.DATABASE, before)
    assert not (station.folder / renewing.COPY).exists()
    keyring = Keyring.read(station.folder)
    assert not keyring.renewal
    assert {g for g in Grant if keyring.epoch(g) == 2} == {Grant.DATABASE}


def case_of_first(ws: Workspace) -> str:
    return cases.case_rows(ws, cases.find_cases(ws, Query()))[0].uid


def test_who_left_is_named_until_the_keys_they_knew_are_made_anew(station: House) -> None:
    assert key_renewal.state(station.sign_in("duan")).left == ()
    mu = leaves(station, "mu")
    ws = station.sign_in("duan")
    told = key_renewal.state(ws)
    assert [(each.uid, each.name, each.role) for each in told.left] == [
        (mu, "木春生", Role.CASEWORKER)
    ]
    assert (told.under_way, told.renewed_at) == (False, "")

    key_renewal.renew(ws)

    after = key_renewal.state(station.sign_in("duan"))
    assert (after.left, after.under_way, bool(after.renewed_at)) == ((), False, True)


def test_an_administrator_who_leaves_knew_no_key_of_the_data(station: House) -> None:
    desk = station.key_desk()
    station.passphrases["su"] = people.add_user(desk, login="su", role=Role.ADMINISTRATOR).pinyin
    leaves(station, "su")
    assert key_renewal.state(station.sign_in("duan")).left == ()


def test_what_is_saved_after_a_colleague_left_lies_under_a_key_they_never_had(
    station: House,
) -> None:
    case_uid = case_of(station, "mu")
    other = case_of(station, "he")
    ws = station.sign_in("mu")
    mu, known = ws.worker.uid, dict(ws.case_keys(case_uid))
    leaves(station, "mu")

    ws = station.sign_in("duan")
    kept = dict(ws.case_keys(other))
    was = everything(ws)
    done = key_renewal.renew(ws)
    assert done.cases == 1
    assert everything(ws) == was  # the old record, under its old key
    saved = save(ws, answers=NAMED | {"name": "改名"}, case=case_uid,
                 record=cases.records_of(ws, case_uid)[0].uid, based_on=1,
                 readable=frozenset({"", "identity", "care"}))  # fmt: skip

    parts = ws.db.read(
        "SELECT compartment, sealed FROM record_parts WHERE record_uid = ?", (saved.record_uid,)
    )
    assert {name for name, _ in parts} >= {"identity", "care"}
    for name, sealed in parts:
        bound = ("record_parts", name, saved.record_uid, case_uid, "2")
        with pytest.raises(Damaged):
            seal.unseal(known[Compartment(name)], sealed, bound=bound)
    assert mu not in case_keys.holders(ws.db, case_uid)
    assert {c: seal_newest(k) for c, k in ws.case_keys(other).items()} == kept
    assert len(ws.case_keys(case_uid)[Compartment.CARE]) == 64
    # Who stays on the team reads both.
    ws = station.sign_in("yang")
    assert records.open_record(ws, saved.record_uid).answers.get("sex") == "2"
    assert len(ws.case_keys(case_uid)[Compartment.CARE]) == 64


def seal_newest(key: bytes) -> bytes:
    return key[:32]


def test_a_case_opened_for_a_time_counts_as_known(station: House) -> None:
    case_uid = case_of(station, "he")
    emergency.break_glass(station.sign_in("mu"), case_uid)
    leaves(station, "mu")
    assert key_renewal.renew(station.sign_in("duan")).cases == 1


def test_so_does_one_whose_team_they_had_been_taken_off_before(station: House) -> None:
    case_uid, other = case_of(station, "mu"), case_of(station, "he")
    ws = station.sign_in("mu")
    kept = dict(ws.case_keys(case_uid))
    ws = station.sign_in("duan")
    cases.remove_from_team(ws, case_uid, people.uid_of(ws, "mu"))
    leaves(station, "mu")
    ws = station.sign_in("duan")
    assert key_renewal.renew(ws).cases == 1
    newest = {seal_newest(key) for key in ws.case_keys(case_uid).values()}
    assert not newest & set(kept.values())
    assert all(len(key) == 32 for key in ws.case_keys(other).values())


def test_who_is_let_in_for_a_time_still_reads_what_is_saved_meanwhile(station: House) -> None:
    lent = case_of(station, "mu")
    emergency.break_glass(station.sign_in("he"), lent)
    leaves(station, "mu")
    ws = station.sign_in("duan")
    key_renewal.renew(ws)
    saved = save(ws, "safety_line", {"instructions": "虚构"}, case=lent)
    ws = station.sign_in("he")
    assert ws.lent(lent)
    assert records.open_record(ws, saved.record_uid).answers


def test_after_a_supervisor_left_every_pair_they_held_is_another(station: House) -> None:
    case_uid = case_of(station, "he")
    ws = station.sign_in("he")
    drafts.keep_draft(ws, draft_uid=None, form="intake", case_uid=None, record_uid=None,
                      based_on=0, answers=NAMED)  # fmt: skip
    desk = station.key_desk()
    station.passphrases["wang"] = people.add_user(desk, login="wang", role=Role.SUPERVISOR).pinyin
    wang = people.uid_of(desk, "wang")
    people.grant_access(station.sign_in("duan"), wang, display_name="王主任")
    ws = station.sign_in("wang")
    names.start_names(ws)
    old = dict(ws.keys.grants)
    sealed = dict(case_keys.held(ws.db, case_uid=case_uid, holder=""))
    station.leave()
    leaves(station, "wang")

    ws = station.sign_in("duan")
    was = everything(ws)
    done = key_renewal.renew(ws)

    assert (done.cases, done.agree_outside) == (1, True)
    assert everything(ws) == was
    changed = {grant for grant in Grant if ws.keys.grants[grant] != old[grant]}
    assert changed == set(Grant) - key_renewal.KEPT
    for compartment, again in case_keys.held(ws.db, case_uid=case_uid, holder="").items():
        assert again != sealed[compartment]
        with pytest.raises(Damaged):
            seal.unwrap(again, old[Grant(f"compartment:{compartment}")])
    for again in case_keys.held(ws.db, case_uid=case_uid, holder=case_keys.EMERGENCY).values():
        with pytest.raises(Damaged):
            seal.unwrap(again, old[Grant.EMERGENCY])
    (kept,) = ws.db.read("SELECT uid, sealed FROM drafts")
    size = int.from_bytes(kept[1][:4], "big")
    for secret, opens in ((old[Grant.SUPERVISION], False), (ws.keys.grants[Grant.SUPERVISION], 1)):
        try:
            seal.unseal_for(secret, kept[1][4 : 4 + size], bound=("drafts", kept[0]))
        except Damaged:
            assert not opens
        else:
            assert opens
    ws = station.sign_in("he")
    (mine,) = drafts.drafts_of(ws)
    assert drafts.open_draft(ws, mine.uid).view.answers["name"] == "林春山"
    assert vault_values.get(ws.db, renewing.PUBLICS) == ws.keyring.publics_digest()
    ws = station.sign_in("duan")
    names.start_names(ws)
    assert cases.find_cases(ws, Query(text="林春山"))
    backups.back_up(ws, station.folder.parent / "medium")


def test_the_audit_tells_of_it_once_and_of_nobody_being_granted_anything(station: House) -> None:
    mu = leaves(station, "mu")
    key_renewal.renew(station.sign_in("duan"))
    entries = trail.entries(station.sign_in("duan"))
    acts = [entry.act for entry in entries]
    assert acts.count("renewal_done") == acts.count("renewal_begun") == 1
    done = next(entry for entry in entries if entry.act == "renewal_done")
    assert done.detail["left"] == [mu]
    assert "grant_access" not in acts
    trail.verified(station.sign_in("duan"))


@pytest.mark.parametrize("login", ["he", "zhou"])
def test_only_who_grants_access_makes_new_keys(station: House, login: str) -> None:
    with pytest.raises(Refused, match="does not include this"):
        key_renewal.renew(station.sign_in(login))


# --- cut off ------------------------------------------------------------------------------------


class StopAt(Quiet):
    def __init__(self, at: int) -> None:
        self.at = at

    def report(self, done: int, total: int = 0) -> None:
        if done >= self.at:
            raise Cancelled


@pytest.mark.parametrize("at", [0, 100, 400])
def test_stopped_before_the_rekeying_nothing_has_changed(station: House, at: int) -> None:
    case_of(station, "mu")
    leaves(station, "mu")
    ws = station.sign_in("duan")
    key, was = ws.keys.grants[Grant.DATABASE], everything(ws)
    with pytest.raises(Cancelled):
        key_renewal.renew(ws, StopAt(at))
    assert (ws.keyring.renewal, ws.keys.renewed, ws.keys.took_up) == ("", {}, False)
    assert everything(ws) == was
    ws = station.sign_in("duan")
    assert ws.keys.grants[Grant.DATABASE] == key
    assert len(key_renewal.state(ws).left) == 1
    assert key_renewal.renew(ws).cases == 1


@pytest.mark.parametrize("at", [401, 700, 990])
def test_stopped_after_it_the_work_goes_on_and_a_supervisor_finishes(
    station: House, at: int
) -> None:
    before = case_of(station, "mu")
    leaves(station, "mu")
    ws = station.sign_in("duan")
    was = everything(ws)
    with pytest.raises(Cancelled):
        key_renewal.renew(ws, StopAt(at))
    assert key_renewal.state(ws).under_way
    with pytest.raises(Refused, match="Finish that first"):
        backups.back_up(ws, station.folder.parent / "medium")

    ws = station.sign_in("he")  # somebody works meanwhile
    new = save(ws, answers=NAMED | {"name": "杨新"}).case_uid
    emergency.break_glass(ws, before)
    desk = station.key_desk()
    station.passphrases["wang"] = people.add_user(desk, login="wang", role=Role.CASEWORKER).pinyin
    wang = people.uid_of(desk, "wang")
    ws = station.sign_in("duan")
    people.grant_access(ws, wang, display_name="王新")
    assert everything(ws).items() >= was.items()
    assert key_renewal.state(ws).under_way

    key_renewal.renew(ws)

    assert everything(ws).items() >= was.items()
    assert not key_renewal.state(ws).under_way
    for login in ("wang", "he", "duan"):
        assert not station.sign_in(login).keys.renewed
    ws = station.sign_in("duan")
    assert len(ws.case_keys(new)) == 5
    assert [e.act for e in trail.entries(ws)].count("renewal_done") == 1


def test_a_full_disk_leaves_the_key_of_before(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_of(station)
    ws = station.sign_in("duan")
    was = everything(ws)

    def full(*_: object) -> None:
        raise Unavailable(maintenance.IN_USE)

    monkeypatch.setattr(maintenance, "rekey", full)
    with pytest.raises(Unavailable):
        key_renewal.renew(ws)
    assert everything(ws) == was
    assert not ws.keyring.renewal
    assert everything(station.sign_in("duan")) == was


def test_keys_an_administrator_put_into_the_keyring_are_not_used(station: House) -> None:
    """They sign the roster, but cannot make the database say so."""
    case_of(station)
    desk = station.key_desk()
    desk.keyring.begin_renewal(desk.keys, [Grant.DATABASE, Grant.CARE])
    ws = station.sign_in("he")
    assert not ws.keys.took_up
    case_uid = save(ws, answers=NAMED).case_uid
    ws = station.sign_in("duan")
    assert not ws.keyring.renewal  # dropped
    assert len(ws.case_keys(case_uid)) == 5
    assert "renewal_dropped" in [entry.act for entry in trail.entries(ws)]


def test_a_file_spoiled_while_its_key_was_changed_comes_back_from_the_copy(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_of(station)
    ws = station.sign_in("duan")
    was = everything(ws)
    real = maintenance.rekey

    def spoils(path: Path, old: bytes, new: bytes) -> None:
        real(path, old, new)
        data = bytearray(path.read_bytes())
        data[100:200] = bytes(100)
        path.write_bytes(data)

    monkeypatch.setattr(maintenance, "rekey", spoils)
    key_renewal.renew(ws)
    assert everything(ws) == was
    monkeypatch.undo()
    assert everything(station.sign_in("duan")) == was
    assert (station.folder / "case.damaged.db").exists()


def test_what_is_remembered_of_the_last_one_is_no_name(station: House) -> None:
    mu = leaves(station, "mu")
    ws = station.sign_in("duan")
    key_renewal.renew(ws)
    kept = json.loads(vault_values.get(ws.db, "renewed"))
    assert kept["for"] == [mu]
    assert "木春生" not in json.dumps(kept, ensure_ascii=False)
