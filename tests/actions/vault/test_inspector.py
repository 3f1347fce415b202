"""The inspector: masked, audited, until a day (S82)."""

from __future__ import annotations

from dataclasses import fields

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import identity, records
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import people
from rescueapp.actions.workers import inspection
from rescueapp.actions.workers.inspection import Masked
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.case import Query
from rescueapp.domain.worker import NOT_YOUR_ROLE, Role
from rescueapp.errors import Problem, Refused
from rescueapp.storage import audit, case_keys
from rescueapp.workspace import Workspace
from tests.actions.station import Clock, House, Pair, save

LAST = "2026-07-14"


def invite(house: House, until: str = LAST, *, head: str = "duan", admin: str = "zhao") -> None:
    """An inspector `xun`, with access."""
    desk = house.key_desk(admin)
    made = people.add_user(desk, login="xun", role=Role.INSPECTOR, until=until)
    house.passphrases["xun"] = made.pinyin
    ws = house.sign_in(head)
    people.grant_access(ws, people.uid_of(ws, "xun"), display_name="荀督导")


def inspector(house: House) -> Workspace:
    invite(house)
    return house.sign_in("xun")


@pytest.mark.lives("S82")
def test_an_inspector_sees_number_alias_stage_and_worker_and_nothing_more(station: House) -> None:
    saved = save(station.sign_in("he"))
    ws = inspector(station)
    [row] = inspection.rows(ws, inspection.case_ids(ws))
    assert {field.name for field in fields(Masked)} == {"number", "alias", "stage", "worker_name"}
    assert row.worker_name == "和晓燕"
    assert inspection.rows(ws, inspection.case_ids(ws, row.number)) == [row]
    assert inspection.rows(ws, inspection.case_ids(ws, row.alias)) == [row]
    assert inspection.case_ids(ws, "没有这个") == []
    assert not ws.case_keys(saved.case_uid)


def test_an_inspectors_slot_holds_the_database_key_alone(station: House) -> None:
    save(station.sign_in("he"))
    ws = inspector(station)
    assert tuple(ws.keys.grants) == (Grant.DATABASE,)
    assert not list(case_keys.for_holder(ws.db, ws.worker.uid))


def test_no_act_on_cases_is_an_inspectors(station: House) -> None:
    saved = save(station.sign_in("he"))
    ws = inspector(station)
    for attempt in (
        lambda: cases.find_cases(ws, Query()),
        lambda: cases.case(ws, saved.case_uid),
        lambda: cases.records_of(ws, saved.case_uid),
        lambda: cases.team(ws, saved.case_uid),
        lambda: records.open_record(ws, saved.record_uid),
        lambda: identity.reveal(ws, saved.case_uid, "care"),
        lambda: requests.ask_for_case(ws, saved.case_uid, "督导检查需要看"),
        lambda: save(ws),
    ):
        with pytest.raises(Problem) as refused:
            attempt()
        assert refused.value.words.msgid == NOT_YOUR_ROLE.msgid


def test_an_inspector_reads_and_proves_the_account(station: House) -> None:
    ws = inspector(station)
    assert trail.entries(ws)[0].act == "unlock"
    assert trail.verified(ws).entries == audit.head(ws.db).seq


@pytest.mark.lives("S82")
def test_the_access_ends_by_itself_after_its_last_day(station: House, now: Clock) -> None:
    invite(station)
    now.later(days=14)
    assert station.sign_in("xun").worker.role is Role.INSPECTOR
    now.later(days=1)
    with pytest.raises(Refused) as refused:
        station.sign_in("xun")
    assert refused.value.words == inspection.ENDED(day=LAST)


def test_k30_a_clock_set_back_does_not_lengthen_it(station: House, now: Clock) -> None:
    invite(station)
    now.later(days=15)
    station.sign_in("he")
    station.leave()
    now.later(days=-10)
    with pytest.raises(Refused) as refused:
        station.sign_in("xun")
    assert refused.value.words == inspection.ENDED(day=LAST)


def test_the_administrator_extends_it_and_the_account_tells(station: House, now: Clock) -> None:
    invite(station)
    now.later(days=20)
    desk = station.key_desk()
    people.set_until(desk, people.uid_of(desk, "xun"), "2026-08-01")
    ws = station.sign_in("xun")
    assert "set_until" in {entry.act for entry in trail.entries(ws)}


def test_a_day_is_asked_of_inspectors_and_of_nobody_else(station: House) -> None:
    desk = station.key_desk()
    for until in ("", "2026-06-29", "2027-07-02"):
        with pytest.raises(Refused) as refused:
            people.add_user(desk, login="xun", role=Role.INSPECTOR, until=until)
        assert refused.value.words == inspection.NEEDS_A_DAY
    with pytest.raises(ValueError, match="does not end on a day"):
        people.add_user(desk, login="xin", role=Role.CASEWORKER, until=LAST)


def test_a_new_passphrase_leaves_the_day_as_it_is(station: House) -> None:
    invite(station)
    desk = station.key_desk()
    people.reset(desk, people.uid_of(desk, "xun"))
    assert next(c.until for c in people.colleagues(desk) if c.login == "xun") == LAST


def test_an_office_has_inspectors_too(pair: Pair) -> None:
    invite(pair.office, head="wu", admin="qian")
    assert pair.office.sign_in("xun").vault.kind == "office"
