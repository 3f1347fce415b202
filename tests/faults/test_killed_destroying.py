"""Killed at any moment while a case is destroyed, it is there whole or gone for ever; the next
unlock leaves nothing of it on the disk, and other cases are as they were (K-17)."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.keeping import destroying
from rescueapp.crypto.keyring import Grant
from rescueapp.forms.schema import Compartment
from rescueapp.storage import maintenance
from tests.actions.closing import agree, end_help
from tests.actions.colleagues import add_second
from tests.actions.station import House, attach_file, copy_of, save
from tests.faults.entries import answers_of
from tests.faults.figures import Figures
from tests.faults.killing import forks, kill_within

KILLS = int(os.environ.get("KILLS", "20"))  # 100 before a release
OTHERS = 8

pytestmark = forks


@pytest.fixture
def agreed(station: House, tmp_path: Path) -> tuple[House, str]:
    """A station with cases, one of which may be destroyed; it has an attachment."""
    add_second(station)
    ws = station.sign_in("he")
    (tmp_path / "a.txt").write_text("虚构", encoding="utf-8")
    uids = [save(ws, answers=answers_of("intake", n)).case_uid for n in range(1, OTHERS + 2)]
    attach_file(
        ws, case_uid=uids[0], compartment=Compartment.CARE, path=tmp_path / "a.txt", label="a"
    )
    end_help(ws, uids[0], "1990-01-01")
    agree(station, uids[0])
    station.leave()
    return station, uids[0]


@pytest.mark.fault(3)
def test_k17_it_is_done_or_not_done_after_every_kill(
    agreed: tuple[House, str], tmp_path: Path, figures: Figures
) -> None:
    figures.put("kills while a case is destroyed", KILLS)
    dice = random.Random(17)
    station, case = agreed
    whole = copy_of(station, tmp_path / "whole")
    ws = whole.sign_in("duan")
    started = time.monotonic()
    destroying.destroy(ws, case)
    took = time.monotonic() - started
    whole.leave()
    seen = {"there": 0, "unsettled": 0, "gone": 0}
    for kill in range(KILLS):
        house = copy_of(station, tmp_path / f"kill{kill}")
        kill_within(house, dice.uniform(0, took), lambda ws: destroying.destroy(ws, case))
        left = [p for p in (house.folder / "blobs").rglob("*") if p.is_file()]
        ws = house.sign_in("duan")
        there = ws.db.one("SELECT 1 FROM cases WHERE uid = ?", (case,)) is not None
        if there:
            seen["there"] += 1
            assert len(ws.case_keys(case)) == 5
            assert len(left) == 1
            destroying.destroy(ws, case)
        else:
            seen["unsettled" if left else "gone"] += 1
        gone_for_ever(house, case)
    assert seen["there"] < KILLS, seen


def gone_for_ever(house: House, case: str) -> None:
    """Nothing of it is left, and of the others everything."""
    ws = house.sign_in("duan")
    for table in ("records", "case_keys", "facts", "blobs", "match_tokens", "search_parts"):
        assert ws.db.one(f"SELECT 1 FROM {table} WHERE case_uid = ?", (case,)) is None
    assert ws.db.one("SELECT count(*) FROM destroyed_cases") == (1,)
    assert ws.db.one("SELECT count(*) FROM destroyed_cases WHERE settled_at IS NULL") == (0,)
    assert [p for p in (house.folder / "blobs").rglob("*") if p.is_file()] == []
    others = [uid for (uid,) in ws.db.read("SELECT uid FROM cases")]
    assert len(others) == OTHERS
    assert all(len(ws.case_keys(uid)) == 5 and cases.records_of(ws, uid) for uid in others)
    path, key = ws.db.path, ws.keys.grants[Grant.DATABASE]
    house.leave()
    maintenance.check(path, key)
