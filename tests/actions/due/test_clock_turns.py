"""On a new day only those cases are worked out again in which something repeats; thresholds and
the next day of a case, as who looks can tell."""

from __future__ import annotations

import pytest

from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.rules.engine import State
from rescueapp.storage import clock_turns
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, KNOWN, Clock, House, save
from tests.actions.timetable import timetable

UNKNOWN = INTAKE | {"id_check": "3"}  # arrived on 2026-06-29 at 21:40
CHILD = INTAKE | {"birth_date": "2015-01-01"}


def rules(ws: Workspace) -> set[tuple[str, str]]:
    return {(d.clock.rule.id, d.due_on) for d in cases.today(ws) if d.clock}


def test_a_case_holds_until_its_next_term(ws: Workspace) -> None:
    child, woman = save(ws, answers=CHILD).case_uid, save(ws, answers=UNKNOWN).case_uid
    found = clock_turns.turns(ws.db, [child, woman])
    assert found == {child: ("", "2026-09-01")}
    assert clock_turns.turned(ws.db, "2026-09-01") == []
    assert clock_turns.turned(ws.db, "2026-09-02") == [child]


def test_another_day_works_out_what_turned_and_nothing_else(
    ws: Workspace, station: House, now: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = save(ws, answers=CHILD).case_uid
    save(ws, answers=UNKNOWN)
    clocks.work_out(ws)
    asked: list[str] = []
    bases = clocks.stored.bases
    monkeypatch.setattr(
        clocks.stored, "bases", lambda db, uids: asked.extend(uids) or bases(db, uids)
    )
    now.later(days=1)
    list(clocks.all_in_clear(ws))
    assert asked == []
    now.later(days=70)
    list(clocks.all_in_clear(ws))
    assert asked == [child]
    days = {day for rule, day in rules(ws) if rule.startswith("A-603")}
    assert days == {"2026-09-01", "2027-03-01"}


def test_day_by_day_comes_to_what_working_out_all_at_once_comes_to(
    ws: Workspace, now: Clock
) -> None:
    for answers in (CHILD, UNKNOWN, INTAKE | {"birth_date": "2021-03-01"}):
        save(ws, answers=answers)
    for _ in range(6):
        now.later(days=97)
        list(clocks.all_in_clear(ws))
        by_day = ws.db.read("SELECT case_uid, deadline FROM deadlines ORDER BY 1, 2")
        ws.db.forget("rules")
        with ws.db.transaction():
            ws.db.execute("UPDATE vault SET value = '' WHERE name = 'clocks'")
        list(clocks.all_in_clear(ws))
        assert ws.db.read("SELECT case_uid, deadline FROM deadlines ORDER BY 1, 2") == by_day


def test_a_clock_set_back_works_out_what_was_worked_out_beyond_it(
    ws: Workspace, now: Clock
) -> None:
    child, _ = save(ws, answers=CHILD).case_uid, save(ws, answers=UNKNOWN)
    clocks.work_out(ws)
    on_the_day = ws.db.read("SELECT case_uid, deadline FROM deadlines ORDER BY 1, 2")
    now.later(days=70)
    clocks.work_out(ws)
    now.later(days=-5)
    assert list(clocks.all_in_clear(ws)) == []
    now.later(days=-65)
    assert clock_turns.turned(ws.db, "2026-06-30") == [child]
    assert list(clocks.all_in_clear(ws)) == [(1, 1)]
    assert ws.db.read("SELECT case_uid, deadline FROM deadlines ORDER BY 1, 2") == on_the_day


def test_a_threshold_is_told_when_it_comes_near_and_is_never_overdue(
    ws: Workspace, now: Clock
) -> None:
    case = save(ws, answers=UNKNOWN).case_uid
    near = {"A-111", "A-112"}  # ten days: 2026-07-09
    assert not near & {rule for rule, _ in rules(ws)}
    now.later(days=9)
    told = {rule for rule, _ in rules(ws)}
    assert "A-112" in told
    now.later(days=5)
    assert not near & {rule for rule, _ in rules(ws)}
    over = [d for d in cases.today(ws) if d.clock and d.clock.state is State.OVERDUE]
    assert cases.summary(ws).overdue == len(over)
    reached = {d.rule.id: d.state for d in clocks.of_case(ws, case)}
    assert reached["A-112"] is State.REACHED


def test_the_list_tells_the_next_day_that_a_compartment_settles_and_begins(
    ws: Workspace, station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    timetable(monkeypatch)
    case = save(ws, answers=KNOWN).case_uid
    married = {"exploitation": ["E03"], "rescued_on": "2026-06-20"}
    save(ws, "trafficking_case", married, case=case)
    clear = ws.db.read("SELECT due_on FROM cases WHERE uid = ?", (case,))
    assert clear == [(None,)]
    (row,) = cases.case_rows(ws, [cases.case(ws, case).id])
    assert row.due_on == "2027-06-20"
    other = station.sign_in("mu")
    assert cases.case_rows(other, [row.id])[0].due_on is None
