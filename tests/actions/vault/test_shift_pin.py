"""The PIN of a shift: who may set one, what the audit says of it, what opens with it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.vault import locking, people, shift_pin, vaults
from rescueapp.crypto.keeper import Keeper
from rescueapp.errors import Refused
from rescueapp.storage import audit
from rescueapp.workspace import Workspace
from tests.actions.station import House, save, uid_of

PIN = "840173"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="not offered there")


@pytest.fixture
def keeper(station: House) -> Iterator[Keeper]:
    """The PIN of a caseworker whose screen has locked by itself."""
    ws = station.sign_in("he")
    save(ws)
    made = shift_pin.set_pin(ws, PIN)
    station.leave()
    yield made
    made.forget()


def opened(station: House, keeper: Keeper, pin: str = PIN) -> Workspace:
    ws = shift_pin.unlock(station.folder, keeper, pin)
    assert isinstance(ws, Workspace)
    return ws


def acts(ws: Workspace) -> list[str]:
    return [entry.act for entry in audit.rows(ws.db)]


def test_the_pin_opens_the_same_cases_and_is_in_the_audit(station: House, keeper: Keeper) -> None:
    ws = opened(station, keeper)
    assert ws.worker.login == "he"
    assert len(cases.find_cases(ws, cases.Query())) == 1
    assert {"pin_set", "pin_used"} <= set(acts(ws))
    vaults.lock(ws)


def test_wrong_ones_are_among_the_failed_unlocks(station: House, keeper: Keeper) -> None:
    for _ in range(3):
        with pytest.raises(Refused):
            opened(station, keeper, "840174")
    with pytest.raises(Refused, match="no longer"):
        opened(station, keeper)
    ws = station.sign_in("he")
    (failed,) = (entry for entry in audit.rows(ws.db) if entry.act == "failed_unlocks")
    assert (failed.detail["count"], failed.detail["pins"]) == (3, 3)


def test_no_pin_stands_in_any_file(station: House, keeper: Keeper) -> None:
    with pytest.raises(Refused):
        opened(station, keeper, "840174")
    files = [path.read_bytes() for path in station.folder.rglob("*") if path.is_file()]
    assert not [data for data in files if b"840174" in data or PIN.encode() in data]


def test_a_supervisor_forbids_them(station: House) -> None:
    ws = station.sign_in("duan")
    assert shift_pin.allowed(ws)
    shift_pin.allow(ws, yes=False)
    assert "pin_policy_set" in acts(ws)
    worker = station.sign_in("he")
    assert not shift_pin.allowed(worker)
    with pytest.raises(Refused, match="not allowed"):
        shift_pin.set_pin(worker, PIN)
    with pytest.raises(Refused):
        shift_pin.allow(worker, yes=True)


def test_an_administrator_has_none(station: House) -> None:
    assert not shift_pin.allowed(station.key_desk())


def test_whoever_was_ended_meanwhile_stays_out(station: House, keeper: Keeper) -> None:
    uid = uid_of(station.sign_in("duan"), "he")
    people.deactivate(station.key_desk(), uid)
    station.leave()
    with pytest.raises(Refused):
        opened(station, keeper)


def test_a_weak_one_is_refused_before_anything_is_started(station: House) -> None:
    ws = station.sign_in("he")
    with pytest.raises(Refused, match="first anybody would try"):
        shift_pin.set_pin(ws, "123456")
    assert "pin_set" not in acts(ws)


def test_what_the_lock_stopped_is_told_after_a_pin_too(station: House, keeper: Keeper) -> None:
    ws = opened(station, keeper)
    locking.note_stopped(ws)
    vaults.lock(ws)
    again = opened(station, keeper)
    assert locking.take_stopped(again)
    vaults.lock(again)
