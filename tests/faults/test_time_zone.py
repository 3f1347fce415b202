"""What day it is, and what came first, does not depend on how the computer's clock is set up."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.papers import trail
from tests.actions.station import Clock, House, save

ZONES = ("Asia/Shanghai", "UTC", "America/New_York", "Australia/Lord_Howe", "Nowhere/Nothing")

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="zones of POSIX systems")


@pytest.fixture
def _zone_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.fault(17, what="changed time zones")
@pytest.mark.usefixtures("_zone_again")
@pytest.mark.parametrize("zone", ZONES)
def test_another_time_zone_changes_neither_the_day_nor_the_order(
    station: House, now: Clock, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    now.at = clock.instant("2026-11-01T17:30:00Z")  # half past one in Shanghai; clocks go back
    case = save(station.sign_in("he"), answers={"arrived_at": "2026-11-01T16:10:00Z", "sex": "2"})
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    now.later(minutes=20)
    ws = station.sign_in("duan")
    assert clock.today().isoformat() == "2026-11-02"
    assert cases.case(ws, case.case_uid).number.split("-")[1] == "2026"
    saved = [entry.at for entry in trail.entries(ws)]
    assert saved == sorted(saved, reverse=True)
    assert trail.verified(ws).entries
