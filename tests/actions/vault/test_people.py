"""Who works here: added by one, granted by another, and gone when they leave."""

from __future__ import annotations

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.papers import trail
from rescueapp.actions.vault import people, vaults
from rescueapp.crypto.keyring import Keyring
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from tests.actions.colleagues import added, granted
from tests.actions.station import INTAKE, Clock, House, save, uid_of


def test_a_new_colleague_cannot_open_before_a_supervisor_grants_it(station: House) -> None:
    uid = added(station)
    with pytest.raises(Refused, match="not yet granted"):
        station.sign_in("wang")
    ws = station.sign_in("duan")
    assert [c.granted for c in people.colleagues(ws) if c.uid == uid] == [False]

    changed = people.grant_access(ws, uid, display_name=" 王新 ")

    assert changed.people
    assert [c.granted for c in people.colleagues(ws) if c.uid == uid] == [True]
    ws = station.sign_in("wang")
    assert (ws.worker.display_name, ws.worker.role) == ("王新", Role.CASEWORKER)
    assert "王新" in {worker.display_name for worker in people.staff(ws)}
    assert cases.case(ws, save(ws).case_uid).worker_name == "王新"


def test_one_person_gets_no_second_account_to_agree_with_themselves(station: House) -> None:
    he2 = added(station, "he2", Role.SUPERVISOR)
    ws = station.sign_in("duan")
    for name in ("和晓燕", " 和 晓燕"):
        with pytest.raises(Refused, match="With two accounts"):
            people.grant_access(ws, he2, display_name=name)
    desk = station.key_desk()
    people.deactivate(desk, people.uid_of(desk, "he"))
    people.grant_access(station.sign_in("duan"), he2, display_name="和晓燕")
    zhao2 = added(station, "zhao2", Role.ADMINISTRATOR)  # decides nothing
    people.grant_access(station.sign_in("duan"), zhao2, display_name="段文秀")


def test_a_new_doctor_is_on_the_next_cases_team_and_not_on_the_last(station: House) -> None:
    before = save(station.sign_in("he")).case_uid
    granted(station, "wang", Role.MEDICAL_WORKER)
    after = save(station.sign_in("he")).case_uid
    ws = station.sign_in("wang")
    assert (cases.case(ws, before).mine, cases.case(ws, after).mine) == (False, True)


def test_a_new_supervisor_opens_every_case(station: House) -> None:
    case = save(station.sign_in("he"), answers=INTAKE | {"name": "虚构名"}).case_uid
    granted(station, "wang", Role.SUPERVISOR)
    ws = station.sign_in("wang")
    assert len(ws.case_keys(case)) == 5


@pytest.mark.parametrize("login", ["", "a", "x" * 33, "wang li", "wang-li", "王/李"])
def test_a_sign_in_name_is_letters_and_digits(station: House, login: str) -> None:
    with pytest.raises(Refused, match="sign-in name"):
        people.add_user(station.key_desk(), login=login, role=Role.CASEWORKER)


def test_a_sign_in_name_is_given_once(station: House) -> None:
    desk = station.key_desk()
    with pytest.raises(Refused, match="already"):
        people.add_user(desk, login="HE", role=Role.SUPERVISOR)


def test_an_administrator_holds_no_key_of_the_data(station: House) -> None:
    desk = station.key_desk()
    assert desk.keys.grants == {}
    with pytest.raises(Refused):
        desk.keyring.grant(desk.keys, desk.worker.uid, tuple(vaults.GRANTS[Role.SUPERVISOR]))


@pytest.mark.parametrize("login", ["he", "yang", "li"])
def test_only_a_supervisor_grants_access(station: House, login: str) -> None:
    uid = added(station)
    with pytest.raises(Refused, match="does not include this"):
        people.grant_access(station.sign_in(login), uid, display_name="王新")


def test_who_left_opens_nothing_and_is_offered_for_nothing(station: House, now: Clock) -> None:
    case = save(station.sign_in("he")).case_uid
    desk = station.key_desk()
    mu = people.uid_of(desk, "mu")
    people.deactivate(desk, mu)

    with pytest.raises(Refused) as gone:
        station.sign_in("mu")
    station.passphrases["nobody"] = "x" * 20
    with pytest.raises(Refused) as unknown:
        station.sign_in("nobody")
    assert gone.value.words == unknown.value.words
    now.later(minutes=1)
    ws = station.sign_in("duan")
    assert "mu" not in {worker.login for worker in people.staff(ws)}
    with pytest.raises(Refused, match="does not work here"):
        cases.assign(ws, case, mu)


def test_who_left_is_on_no_new_team_and_their_records_stay(station: House) -> None:
    case = save(station.sign_in("yang")).case_uid
    desk = station.key_desk()
    people.deactivate(desk, people.uid_of(desk, "yang"))
    after = save(station.sign_in("he")).case_uid
    ws = station.sign_in("duan")
    assert "yang" not in {w.login for w in cases.team(ws, after)}
    assert cases.case(ws, case).worker_name == "杨沁"


def test_nobody_takes_their_own_access_away(station: House) -> None:
    desk = station.key_desk()
    with pytest.raises(Refused, match="Nobody takes"):
        people.deactivate(desk, desk.worker.uid)


@pytest.mark.parametrize("login", ["he", "duan", "zhou"])
def test_a_changed_passphrase_opens_and_the_old_one_no_more(station: House, login: str) -> None:
    case = save(station.sign_in("he"), answers=INTAKE | {"name": "虚构名"}).case_uid
    ws = station.sign_in(login)
    held = dict(ws.case_keys(case))
    old, new = station.passphrases[login], "fictional passphrase of the day"

    with pytest.raises(Refused, match="not right"):
        people.change_passphrase(ws, old=new, new=new)
    people.change_passphrase(ws, old=old, new=new)

    with pytest.raises(Refused, match="not right"):
        station.sign_in(login)
    station.passphrases[login] = new
    assert dict(station.sign_in(login).case_keys(case)) == held
    station.sign_in("mu")


def test_an_administrators_passphrase_can_be_changed_too(station: House) -> None:
    desk = station.key_desk()
    new = "fictional passphrase of the day"
    people.change_passphrase(desk, old=station.passphrases["zhao"], new=new)
    station.passphrases["zhao"] = new
    station.key_desk()


def test_granting_and_changing_are_in_the_audit(station: House) -> None:
    uid = granted(station)
    ws = station.sign_in("wang")
    new = "fictional passphrase of the day"
    people.change_passphrase(ws, old=station.passphrases["wang"], new=new)
    entries = trail.entries(station.sign_in("duan"))
    assert [e.detail for e in entries if e.act == "grant_access"] == [{"role": "caseworker"}]
    assert [e.actor for e in entries if e.act == "change_passphrase"] == [uid]


def test_a_supervisor_who_grants_nobody_is_told_so(station: House) -> None:
    with pytest.raises(Refused):
        people.grant_access(station.sign_in("duan"), "0" * 32, display_name="")


def test_the_keyring_counts_every_change(station: House) -> None:
    before = Keyring.read(station.folder).generation
    granted(station)
    assert Keyring.read(station.folder).generation == before + 2
    assert uid_of(station.sign_in("duan"), "wang")
