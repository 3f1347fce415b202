"""Whoever works here is told before the disk is full."""

from __future__ import annotations

import shutil

import pytest

from rescueapp.actions.desk import duties
from tests.actions.station import House

MB = 1 << 20


@pytest.mark.parametrize("login", ["he", "duan"])
@pytest.mark.parametrize(("free", "told"), [(300 * MB, [300]), (0, [0]), (600 * MB, [])])
def test_a_disk_that_runs_low_is_told_before_it_is_full(
    station: House, monkeypatch: pytest.MonkeyPatch, login: str, free: int, told: list[int]
) -> None:
    ws = station.sign_in(login)
    usage = shutil.disk_usage(ws.folder)._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    found = [each for each in duties.duties(ws) if each.msgid == duties.LITTLE_ROOM.msgid]
    assert [each.values["free"] for each in found] == told
