"""The computer's clock set back or far ahead (K-30, security.md C.11)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.papers import trail
from rescueapp.actions.watch import clock_watch
from rescueapp.actions.watch.clock_watch import Both
from rescueapp.actions.watch.face import DATABASE
from rescueapp.domain.case import Query
from rescueapp.domain.worker import NOT_YOUR_ROLE
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.carrying import export
from tests.actions.station import KNOWN, Clock, House, Pair, save

CLOCK_ACTS = {"clock_back", "clock_ahead", "clock_confirmed"}


def noted(ws: Workspace) -> list[str]:
    """The entries about the clock, the latest first."""
    entries = trail.audit.rows(ws.db, limit=1000)
    return [entry.act for entry in entries if entry.act in CLOCK_ACTS]


@pytest.mark.fault(17, what="clocks a few minutes back")
@pytest.mark.parametrize("minutes", [0, 4, 5])
def test_k30_a_few_minutes_back_are_nothing(station: House, now: Clock, minutes: int) -> None:
    station.sign_in("he")
    now.later(minutes=-minutes)
    ws = station.sign_in("duan")
    assert (noted(ws), clock_watch.doubt(ws)) == ([], None)


@pytest.mark.fault(17, what="clocks set back, written down")
def test_k30_further_back_is_written_down_once_and_stands_until_confirmed(
    station: House, now: Clock
) -> None:
    station.sign_in("he")
    now.later(hours=-3)
    for login in ("mu", "duan"):
        ws = station.sign_in(login)
        assert noted(ws) == ["clock_back"]
    found = clock_watch.doubt(ws)
    assert found is not None
    assert clock.instant(found.seen) - clock.instant(found.now) == timedelta(hours=3)
    clock_watch.confirm(ws)
    assert (noted(ws), clock_watch.doubt(ws)) == (["clock_confirmed", "clock_back"], None)
    assert noted(station.sign_in("he")) == ["clock_confirmed", "clock_back"]


@pytest.mark.fault(17, what="exports that waited")
def test_k30_exports_wait_for_a_supervisor(pair: Pair, now: Clock, tmp_path: Path) -> None:
    save(pair.station.sign_in("he"))
    now.later(hours=-3)
    ws = pair.station.sign_in("duan")
    with pytest.raises(Refused) as refused:
        export(ws, tmp_path / "stick")
    assert refused.value.words == clock_watch.WAITS
    clock_watch.confirm(ws)
    assert export(ws, tmp_path / "stick").sequence == 1


def test_k30_a_caseworker_confirms_nothing(station: House, now: Clock) -> None:
    station.sign_in("he")
    now.later(days=-1)
    ws = station.sign_in("he")
    with pytest.raises(Refused) as refused:
        clock_watch.confirm(ws)
    assert refused.value.words.msgid == NOT_YOUR_ROLE.msgid
    assert save(ws).case_uid  # the work itself goes on


@pytest.mark.fault(17, what="databases put back with an older time")
def test_k30_a_database_put_back_is_measured_by_the_file_beside_it(
    station: House, now: Clock
) -> None:
    station.sign_in("he")
    station.leave()
    before = (station.folder / DATABASE).read_bytes()
    now.later(days=3)
    station.sign_in("he")
    station.leave()
    (station.folder / DATABASE).write_bytes(before)
    now.later(days=-1)
    assert noted(station.sign_in("duan")) == ["clock_back"]


@pytest.mark.parametrize("content", [b"", b"{}", b'{"seen":"9999"}', b"\xff" * 2000])
def test_a_damaged_file_beside_it_says_nothing(station: House, content: bytes) -> None:
    station.sign_in("he")
    (station.folder / clock_watch.FILE).write_bytes(content)
    assert noted(station.sign_in("duan")) == []


@pytest.mark.fault(17, what="leaps ahead")
def test_a_leap_ahead_is_noted_and_stops_nothing(station: House, now: Clock) -> None:
    station.sign_in("he")
    now.later(days=366)
    ws = station.sign_in("duan")
    assert (noted(ws), clock_watch.doubt(ws)) == (["clock_ahead"], None)


@pytest.mark.fault(17, what="clocks moved while people worked")
def test_a_clock_moved_while_people_work_is_noticed(
    station: House, now: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = station.sign_in("duan")
    running = [1000]
    monkeypatch.setattr(clock, "uptime", lambda: running[0])
    before = Both.now()
    now.later(minutes=1)
    running[0] += 60
    before = clock_watch.look(ws, before)
    assert noted(ws) == []
    now.later(days=1, minutes=1)
    before = clock_watch.look(ws, before)
    assert noted(ws) == ["clock_ahead"]
    now.later(minutes=-10)
    clock_watch.look(ws, before)
    assert noted(ws) == ["clock_back", "clock_ahead"]


@pytest.mark.fault(17, what="clocks of 1970 and 2106")
@pytest.mark.parametrize("year", [1970, 2106])
def test_a_dead_battery_crashes_nothing(station: House, now: Clock, year: int) -> None:
    save(station.sign_in("he"), answers=KNOWN)
    now.at = now.at.replace(year=year)
    ws = station.sign_in("duan")
    assert cases.case_rows(ws, cases.find_cases(ws, Query()))
    assert cases.today(ws) == []
    assert noted(ws) == ["clock_back" if year == 1970 else "clock_ahead"]
    arrived = {"arrived_at": clock.stamp(), "sex": "2"}
    assert save(station.sign_in("he"), answers=arrived).case_uid
    assert trail.verified(station.sign_in("duan")).entries
