"""Whose keys are believed: swapped, put back, renewed, of somebody who left; who may restore."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rescueapp.actions.backup import backups
from rescueapp.actions.exchanging import enrolment
from rescueapp.actions.finding import cases
from rescueapp.actions.papers import trail
from rescueapp.actions.vault import people
from rescueapp.crypto import primitives
from rescueapp.crypto.keyring import Grant, Keyring
from rescueapp.domain.worker import Role
from rescueapp.errors import Damaged, Refused
from tests.actions.carrying import export
from tests.actions.station import OFFICE, Clock, House, Pair, make_house, save, uid_of


@pytest.mark.parametrize("grant", [Grant.IDENTITY, Grant.SUPERVISION])
def test_nobody_works_on_when_the_administrator_swaps_a_public_key(
    station: House, grant: Grant
) -> None:
    station.leave()
    keyring = Keyring.read(station.folder)
    roster = keyring._content.roster
    publics = {**roster.publics, grant: primitives.box_pair()[0]}
    keyring._next(
        keyring.unlock("zhao", station.passphrases["zhao"]),
        replace(roster, publics=publics),
        keyring._content.selves,
    )

    for login in ("he", "duan", "zhou"):
        with pytest.raises(Damaged, match="keyring"):
            station.sign_in(login)


@pytest.mark.fault(5, what="keyrings put back")
def test_the_audit_shows_a_keyring_that_was_put_back(station: House) -> None:
    station.leave()
    before = {p.name: p.read_bytes() for p in station.folder.glob("keyring*.json")}
    people.add_user(station.key_desk(), login="xin", role=Role.CASEWORKER)
    station.sign_in("duan")
    station.leave()
    for name, data in before.items():
        (station.folder / name).write_bytes(data)

    unlocks = [e for e in trail.entries(station.sign_in("duan")) if e.act == "unlock"]
    assert unlocks[0].detail["generation"] < unlocks[1].detail["generation"]


def test_somebody_who_left_joins_no_team(station: House) -> None:
    case = save(station.sign_in("he")).case_uid
    mu = uid_of(station.sign_in("duan"), "mu")
    people.deactivate(station.key_desk(), mu)

    ws = station.sign_in("duan")
    assert mu not in {worker.uid for worker in people.staff(ws)}
    with pytest.raises(Refused, match="does not work here"):
        cases.assign(ws, case, mu)


def test_a_renewed_key_file_takes_the_place_of_the_one_that_ran_out(
    pair: Pair, now: Clock, tmp_path: Path
) -> None:
    now.later(days=3 * 365)
    renewed = enrolment.write_key_file(pair.office.sign_in("wu"), tmp_path)
    ws = pair.station.sign_in("duan")
    with pytest.raises(Refused, match="valid until"):
        export(ws, tmp_path)

    enrolment.enrol(ws, renewed.path, " ".join(renewed.words))

    (office,) = enrolment.correspondents(ws)
    assert enrolment.keys_of(office).valid_to > date(2030, 1, 1)
    assert export(ws, tmp_path).sequence == 1


def test_a_station_can_go_back_to_the_office_it_had(pair: Pair, tmp_path: Path) -> None:
    first = enrolment.write_key_file(pair.office.sign_in("wu"), tmp_path)
    other = make_house(tmp_path / "other", OFFICE)
    second = enrolment.write_key_file(other.sign_in("wu"), tmp_path)
    other.leave()
    ws = pair.station.sign_in("duan")

    for key_file in (second, first):
        enrolment.enrol(ws, key_file.path, " ".join(key_file.words))
        (office,) = enrolment.correspondents(ws)
        assert enrolment.keys_of(office).words == key_file.words


def test_an_office_can_restore_its_own_backup(pair: Pair, tmp_path: Path) -> None:
    made = backups.back_up(pair.office.sign_in("wu"), tmp_path / "stick")
    pair.leave()
    restored = House(tmp_path / "again", pair.office.passphrases)

    backups.restore(made.path, restored.folder, "wu", pair.office.passphrases["wu"])

    assert restored.sign_in("wu").vault.kind == "office"
    restored.leave()


def test_a_backup_is_whole_though_the_second_keyring_lagged_behind(
    station: House, tmp_path: Path
) -> None:
    ws = station.sign_in("duan")
    twin = station.folder / "keyring.2.json"
    before = twin.read_bytes()
    new = "xin-de-kou-ling-hen-chang"
    people.change_passphrase(ws, old=station.passphrases["duan"], new=new)
    twin.write_bytes(before)  # the disk did not take the second copy

    made = backups.back_up(ws, tmp_path / "stick")
    station.leave()

    assert backups.restore(made.path, tmp_path / "again", "duan", new).uid == made.uid
