"""Killed at any moment while the vault's keys are made anew, it opens for everybody, whole, and the
next supervisor goes on."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from rescueapp.actions.recording import records
from rescueapp.actions.vault import key_renewal, people
from rescueapp.crypto.keyring import Grant, Keyring
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.storage import case_keys, maintenance
from rescueapp.workspace import Workspace
from tests.actions.station import House, copy_of, save
from tests.faults.entries import answers_of, number
from tests.faults.figures import Figures
from tests.faults.killing import forks, kill_within

KILLS = int(os.environ.get("KILLS", "15"))  # 100 before a release
CASES = 12

pytestmark = forks


@pytest.fixture
def left(station: House) -> House:
    """A station with cases, which a supervisor and a caseworker have left."""
    desk = station.key_desk()
    station.passphrases["wang"] = people.add_user(desk, login="wang", role=Role.SUPERVISOR).pinyin
    uids = {c.login: c.uid for c in people.colleagues(desk)}
    people.grant_access(station.sign_in("duan"), uids["wang"], display_name="王主任")
    for n in range(1, CASES + 1):
        save(station.sign_in("mu" if n % 2 else "he"), answers=answers_of("intake", n))
    desk = station.key_desk()
    for login in ("wang", "mu"):
        people.deactivate(desk, uids[login])
    station.leave()
    return station


def all_there(ws: Workspace) -> None:
    """Every case opens with every key, and says what was entered."""
    told = cases_of(ws)
    assert sorted(filter(None, told.values())) == list(range(1, CASES + 1))
    assert all(len(ws.case_keys(uid)) == 5 for uid in told)


def cases_of(ws: Workspace) -> dict[str, int | None]:
    rows = ws.db.read("SELECT uid, case_uid FROM records WHERE form = 'intake'")
    return {case: number(records.open_record(ws, record).answers) for record, case in rows}


@pytest.mark.fault(3)
def test_it_opens_after_every_kill_and_a_supervisor_finishes(
    left: House, tmp_path: Path, figures: Figures
) -> None:
    figures.put("kills while all keys are made anew", KILLS)
    dice = random.Random(8)
    whole = copy_of(left, tmp_path / "whole")
    ws = whole.sign_in("duan")
    started = time.monotonic()
    key_renewal.renew(ws)
    took = time.monotonic() - started
    whole.leave()
    seen = {"before": 0, "during": 0, "after": 0}
    for kill in range(KILLS):
        house = copy_of(left, tmp_path / f"kill{kill}")
        kill_within(house, dice.uniform(0, took * 1.2), key_renewal.renew)
        ring = Keyring.read(house.folder)
        ws = house.sign_in("he")
        done = not ring.renewal and ring.epoch(Grant.DATABASE) == 2
        seen["after" if done else "during" if ws.keys.took_up else "before"] += 1
        ws = house.sign_in("duan")
        all_there(ws)
        state = key_renewal.state(ws)
        assert state.under_way or len(state.left) in (0, 2)
        if state.under_way or state.left:
            key_renewal.renew(ws)
        all_there(ws)
        assert key_renewal.state(ws).left == ()
        finished(house)
    assert seen["during"] > 0, seen  # and not only before and after


def finished(house: House) -> None:
    """Nothing lies under a key of before, and the two who left have nothing."""
    ws = house.sign_in("duan")
    assert Keyring.read(house.folder).renewal == ""
    assert case_keys.known(ws.db) == []
    path, key = ws.db.path, ws.keys.grants[Grant.DATABASE]
    assert [e[0] for e in ws.db.read("SELECT act FROM audit WHERE act = 'renewal_done'")] == [
        "renewal_done"
    ]
    house.leave()
    maintenance.check(path, key)
    with pytest.raises(Refused):
        house.sign_in("wang")
