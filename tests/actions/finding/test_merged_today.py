"""What two merged files make due: their clocks, what is decided about them, and duties."""

from __future__ import annotations

import pytest

from rescueapp.actions.desk import duties
from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.gates import looking_again
from rescueapp.actions.recording import clock_acts
from rescueapp.actions.two_people import requests
from rescueapp.domain.clocks import Clock as Told
from rescueapp.i18n import say
from rescueapp.storage import facts
from rescueapp.storage.cases import case_rows
from rescueapp.workspace import Workspace
from tests.actions.merged import merge, take_apart
from tests.actions.opened.test_closing import closed
from tests.actions.station import INTAKE, KNOWN, House, save
from tests.actions.timetable import timetable

WAITING = "对方要求补交材料，正在等待"
ADULT = {"birth_date": "1990-01-01"}
UNKNOWN = INTAKE | {"id_check": "3"}
EARLIER = KNOWN | {"arrived_at": "2026-06-20T02:00:00Z"}


def running(ws: Workspace, case: str) -> set[str]:
    return {each.rule.id for each in clocks.of_case(ws, case) if each.deadline.open}


def one(ws: Workspace, case: str, rule: str) -> Told:
    (found,) = [each for each in clocks.of_case(ws, case) if each.rule.id == rule]
    return found


def told(ws: Workspace, case: str) -> list[str]:
    """What Today and the days after it tell of a case, by rule."""
    found = clocks.today(ws, before="2030-01-01")
    return sorted(d.clock.rule.id for d in found if d.clock and d.case_uid == case)


def a_pair(ws: Workspace) -> tuple[str, str]:
    """The file that will be kept, of an earlier stay without a search; one with that."""
    return save(ws, answers=EARLIER).case_uid, save(ws, answers=UNKNOWN).case_uid


# --- whose clocks they are ------------------------------------------------------------------


def test_a_duplicate_that_was_closed_stops_no_clock_of_the_open_file(station: House) -> None:
    ws = station.sign_in("he")
    kept = save(ws, answers=UNKNOWN | ADULT).case_uid
    duplicate = save(ws, answers=INTAKE | ADULT).case_uid
    before = running(ws, kept), told(ws, kept)
    assert before[1]
    closed(ws, duplicate)
    ws = merge(station, kept, duplicate)
    assert running(ws, kept) >= before[0]
    assert set(told(ws, kept)) >= set(before[1])
    take_apart(station, duplicate)
    assert told(station.sign_in("he"), kept) == before[1]


def test_k10_who_holds_the_folded_file_alone_is_told_nothing_of_the_kept_one(
    station: House,
) -> None:
    kept = save(station.sign_in("he"), answers=UNKNOWN).case_uid
    ws = station.sign_in("mu")
    folded = save(ws, answers=INTAKE | {"reasons": ["01"]}).case_uid
    merge(station, kept, folded)
    ws = station.sign_in("mu")
    clocks.work_out(ws)
    clocks.refresh(ws, folded)
    assert told(ws, kept) == []
    assert clocks.counts(ws) == (0, 0)
    assert kept not in ws.clocks


def test_two_intakes_of_one_night_make_a_thing_due_once(station: House) -> None:
    ws = station.sign_in("he")
    kept, folded = (save(ws, answers=UNKNOWN).case_uid for _ in range(2))
    alone = told(ws, kept)
    ws = merge(station, kept, folded)
    assert told(ws, kept) == alone
    assert len(clocks.of_case(ws, kept)) == 2 * len(set(running(ws, kept)))


def test_what_another_days_arrival_began_is_due_by_itself(station: House) -> None:
    ws = station.sign_in("he")
    kept = save(ws, answers=UNKNOWN).case_uid
    earlier = UNKNOWN | {"arrived_at": "2026-06-27T02:00:00Z"}
    folded = save(ws, answers=earlier).case_uid
    both = sorted(told(ws, kept) + told(ws, folded))
    assert told(merge(station, kept, folded), kept) == both


# --- what is decided about them -------------------------------------------------------------


def test_what_was_asked_in_a_file_before_it_was_folded_holds_in_the_kept_one(
    station: House,
) -> None:
    ws = station.sign_in("he")
    kept, folded = a_pair(ws)
    clock_acts.ask_exempt(ws, folded, one(ws, folded, "A-203").deadline, WAITING)
    merge(station, kept, folded)
    ws = station.sign_in("duan")
    (asked,) = requests.waiting(ws)
    changed = requests.decide(ws, asked.request.uid, granted=True)
    assert changed.cases == {kept, folded}
    assert "A-203" not in running(ws, kept)
    assert "A-203" not in told(ws, kept)


def test_what_is_decided_in_the_kept_file_of_a_clock_the_folded_one_began_reaches_today(
    station: House,
) -> None:
    ws = station.sign_in("he")
    kept, folded = a_pair(ws)
    ws = merge(station, kept, folded)
    assert "A-203" in told(ws, kept)
    clock_acts.ask_exempt(ws, kept, one(ws, kept, "A-203").deadline, WAITING)
    ws = station.sign_in("duan")
    (asked,) = requests.waiting(ws)
    requests.decide(ws, asked.request.uid, granted=True)
    for who in ("duan", "he"):
        ws = station.sign_in(who)
        clocks.work_out(ws)
        assert "A-203" not in told(ws, kept)


@pytest.mark.parametrize("who", ["he", "mu"])
def test_what_stands_still_in_the_folded_file_is_told_to_whoever_holds_the_kept_one(
    station: House, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    timetable(monkeypatch)
    kept = save(station.sign_in("he"), answers=EARLIER).case_uid
    ws = station.sign_in(who)
    folded = save(ws, answers=UNKNOWN).case_uid
    clock_acts.pause(ws, folded, one(ws, folded, "T-7W").deadline, WAITING)
    ws = merge(station, kept, folded)
    assert [row.uid for row, _ in clocks.standing_still(ws)] == [kept]


def test_what_goes_on_again_in_the_kept_file_is_on_today_again(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    timetable(monkeypatch)
    ws = station.sign_in("he")
    kept, folded = a_pair(ws)
    clock_acts.pause(ws, folded, one(ws, folded, "T-7W").deadline, WAITING)
    ws = merge(station, kept, folded)
    assert "T-7W" not in told(ws, kept)
    clock_acts.resume(ws, kept, one(ws, kept, "T-7W").deadline, WAITING)
    assert "T-7W" in told(ws, kept)


def test_of_two_decisions_in_one_second_in_two_files_the_later_holds(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    timetable(monkeypatch)
    ws = station.sign_in("he")
    kept, folded = a_pair(ws)
    clock_acts.pause(ws, folded, one(ws, folded, "T-7W").deadline, WAITING)
    ws = merge(station, kept, folded)
    clock_acts.resume(ws, kept, one(ws, kept, "T-7W").deadline, WAITING)
    paused, resumed = clock_acts.decided(ws, kept)
    assert paused.asked_at < resumed.asked_at
    assert not one(ws, kept, "T-7W").deadline.paused_on


# --- duties ---------------------------------------------------------------------------------


def test_nobody_is_told_to_look_again_where_nothing_is_written(station: House) -> None:
    ws = station.sign_in("he")
    kept, folded = a_pair(ws)
    (intake,) = cases.records_of(ws, folded)
    with ws.db.transaction():
        facts.add(ws.db, case_uid=folded, key=looking_again.FACT, value=[intake.uid],
                  worker=ws.worker.uid, recorded_at="2026-06-30T04:00:00Z")  # fmt: skip
    assert len(looking_again.duties(ws)) == 1
    ws = merge(station, kept, folded)
    assert looking_again.duties(ws) == []


def test_a109_a_folded_file_is_in_no_count_of_men_who_are_responsible(station: House) -> None:
    folded = save(station.sign_in("mu")).case_uid
    kept = save(station.sign_in("he")).case_uid

    def counted(ws: Workspace) -> int:
        return sum("man is responsible" in say(each) for each in duties.duties(ws))

    assert counted(station.sign_in("duan")) == 1
    merge(station, kept, folded)
    assert counted(station.sign_in("duan")) == 0


# --- the next day in the list ----------------------------------------------------------------


def test_the_next_day_of_the_kept_file_is_what_still_runs_in_the_folded_one(
    station: House, ws: Workspace
) -> None:
    """Today has it; without it the list of cases would show a later day, or none."""
    kept, folded = save(ws, answers=KNOWN | ADULT).case_uid, save(ws, answers=KNOWN).case_uid
    before = cases.case(ws, kept).due_on
    meeting = {"conference_kind": "03", "difficulty_by": "2026-07-01"}
    record = save(ws, "case_conference", meeting, case=folded).record_uid
    ws = merge(station, kept, folded)
    assert next_days(ws, kept) == {"2026-07-01"} != {before}
    assert next_days(ws, folded) == {None}
    put_off = meeting | {"difficulty_by": "2026-07-02"}
    save(ws, "case_conference", put_off, case=kept, record=record, based_on=1)
    assert next_days(ws, kept) == {"2026-07-02"}
    ws = take_apart(station, folded)
    assert next_days(ws, kept) == {before}
    assert next_days(ws, folded) == {"2026-07-02"}


def next_days(ws: Workspace, case: str) -> set[str | None]:
    """The next day of a case in its head, and in the list as everybody and as this session sees."""
    clocks.work_out(ws)
    row = cases.case(ws, case)
    (stored,) = case_rows(ws.db, [row.id], reader=ws.holder)
    return {row.due_on, stored.due_on}
