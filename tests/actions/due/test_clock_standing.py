"""After another day or other rules, only the cases are worked out again that it can touch."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rescueapp.actions.due import clock_standing, clocks, rules
from rescueapp.actions.opened import milestones
from rescueapp.actions.recording import clock_acts
from rescueapp.actions.watch import clock_watch
from rescueapp.actions.watch.clock_watch import Both
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Form
from rescueapp.rules import table as tables
from rescueapp.rules.calendar import read, shipped
from rescueapp.storage import vault_values
from rescueapp.workspace import Workspace
from tests.actions.merged import merge
from tests.actions.station import INTAKE, Clock, House, save
from tests.actions.timetable import timetable
from tests.rules.next_year import table

WHY = "县里要求更早报请采血"
RULE = "A-203"  # the police are asked for a blood sample; begins with an unknown arrival
TODAY = date(2026, 6, 30)
Lines = list[tuple[object, ...]]


def arrived(days: int) -> dict[str, object]:
    """Somebody unknown who came so many days ago."""
    came = TODAY - timedelta(days=days)
    return INTAKE | {"id_check": "3", "arrived_at": f"{came.isoformat()}T02:00:00Z"}


def given(ws: Workspace) -> str:
    """A child whom the police gave into care for the time being: in twelve months it may stay."""
    child = save(ws, answers=arrived(20) | {"birth_date": "2015-01-01"}).case_uid
    told = {"police_paper": "F07", "child_given_on": "2026-06-20"}
    save(ws, "police_document", told, case=child)
    return child


@contextmanager
def another_program(form: Form) -> Iterator[None]:
    """A program in which a form is otherwise."""
    remembered = milestones.telling, milestones.declared, milestones._declared_in
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(FORMS, form.key, form)
        for each in remembered:
            each.cache_clear()
        yield
    for each in remembered:
        each.cache_clear()


def change(ws: Workspace, days: int, rule: str = RULE) -> None:
    rules.change(ws, rule, amounts=[days], soon=None, applied=True, why=WHY)


def touched(ws: Workspace) -> list[str]:
    return clock_standing.touched(ws, clock_standing.kept(ws), clock_standing.now(ws))


def written(ws: Workspace) -> tuple[Lines, ...]:
    """All that lies of deadlines."""
    return (
        ws.db.read("SELECT case_uid, deadline, due_on FROM deadlines ORDER BY 1, 2"),
        ws.db.read("SELECT case_uid, holds_after, holds_until FROM clock_turns ORDER BY 1"),
        ws.db.read("SELECT uid, due_on FROM cases ORDER BY 1"),
    )


def assert_whole(ws: Workspace) -> None:
    """What lies there is what working everything out from new comes to."""
    in_part = written(ws)
    with ws.db.transaction():
        vault_values.set(ws.db, clock_standing.WORKED_OUT, "an older program's")
    clocks.work_out(ws)
    assert written(ws) == in_part


def test_a_change_of_a_rule_touches_what_began_since_it_holds(
    station: House, ws: Workspace
) -> None:
    _, late = save(ws, answers=arrived(20)), save(ws, answers=arrived(0)).case_uid
    ws = station.sign_in("duan")
    clocks.work_out(ws)
    change(ws, 5)
    assert clocks.due_again(ws)
    assert touched(ws) == [late]
    before = written(ws)[0]
    clocks.work_out(ws)
    assert not clocks.due_again(ws)
    changed = set(written(ws)[0]) ^ set(before)
    assert {uid for uid, *_ in changed} == {late}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_worked_out_in_part_is_what_all_of_it_would_be(
    station: House, ws: Workspace, now: Clock, seed: int
) -> None:
    """Days pass, rules change, cases come: each time as if everything were worked out."""
    dice = random.Random(seed)
    for turn in range(3):
        for _ in range(2):
            save(station.sign_in("he"), answers=arrived(dice.randrange(40)))
        ws = station.sign_in("duan")
        clocks.work_out(ws)
        change(ws, 1 + 2 * turn + dice.randrange(2))
        if dice.random() < 0.5:
            change(ws, 10 + turn, "A-409")
        now.later(days=dice.choice((0, 0, 1, 30)))
        save(station.sign_in("he"), answers=arrived(dice.randrange(3)))
        ws = station.sign_in("duan")
        clocks.work_out(ws)
        assert_whole(ws)


def test_who_came_after_midnight_came_that_day(station: House, ws: Workspace) -> None:
    """At one in the morning of the station it is still the day before in UTC."""
    at_one = INTAKE | {"id_check": "3", "arrived_at": "2026-06-29T17:00:00Z"}
    case = save(ws, answers=at_one).case_uid
    ws = station.sign_in("duan")
    clocks.work_out(ws)
    before = written(ws)[0]
    change(ws, 5)
    assert touched(ws) == [case]
    clocks.work_out(ws)
    assert written(ws)[0] != before


def test_what_a_folded_file_tells_touches_the_kept_one(station: House, ws: Workspace) -> None:
    kept = save(ws, answers=arrived(20)).case_uid
    folded = save(ws, answers=arrived(0)).case_uid
    merge(station, kept, folded)
    ws = station.sign_in("duan")
    clocks.work_out(ws)
    change(ws, 5)
    assert touched(ws) == [kept]


def test_days_off_touch_where_something_is_due_from_then_on(station: House, ws: Workspace) -> None:
    _, child = save(ws, answers=arrived(20)), given(ws)
    planned = save(ws, answers=arrived(20)).case_uid
    save(ws, "risk_and_needs", {"reassess_on": "2027-02-03"}, case=planned)
    paused = save(ws, answers=arrived(0)).case_uid
    running = {each.rule.id: each.deadline for each in clocks.of_case(ws, paused)}
    clock_acts.pause(ws, paused, running[RULE], WHY)
    ws = station.sign_in("duan")
    clocks.work_out(ws)
    rules.import_holidays(ws, table("2027-02-06,workday,春节"))
    assert touched(ws) == sorted((child, planned, paused))
    clocks.work_out(ws)
    assert_whole(ws)


def test_days_off_that_a_newer_program_brings_touch_the_same(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(ws, answers=arrived(20))
    child = given(ws)
    clocks.work_out(ws)
    brought = (*shipped(), *read(table()))
    monkeypatch.setattr(clock_standing, "shipped", lambda: brought)
    assert touched(ws) == [child]


def test_a_form_that_tells_otherwise_is_read_again_where_it_was_written(
    station: House, ws: Workspace
) -> None:
    _, child, twin = save(ws, answers=arrived(0)), given(ws), given(ws)
    merge(station, child, twin)
    ws = station.sign_in("he")
    clocks.work_out(ws)
    before = written(ws)[0]
    with another_program(replace(FORMS["police_document"], milestones=())):
        ws = station.sign_in("he")
        assert touched(ws) == sorted((child, twin))
        clocks.work_out(ws)
        assert {uid for uid, *_ in set(before) - set(written(ws)[0])} == {child}
        assert_whole(ws)
    ws = station.sign_in("he")
    clocks.work_out(ws)
    assert written(ws)[0] == before


def test_another_vocabulary_touches_every_case(
    station: House, ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_cases = sorted(save(ws, answers=arrived(days)).case_uid for days in (0, 20))
    clocks.work_out(ws)
    timetable(monkeypatch)
    ws = station.sign_in("he")
    assert touched(ws) == all_cases


def test_what_was_saved_while_the_clock_was_ahead_is_worked_out_again(
    station: House, ws: Workspace, now: Clock
) -> None:
    """A child's school terms, told up to a year that has not come."""
    clocks.work_out(ws)
    before = Both.now()
    now.later(days=400)
    before = clock_watch.look(ws, before)
    save(ws, answers=INTAKE | {"birth_date": "2015-01-01"})
    now.later(days=-400)
    clock_watch.look(ws, before)
    ws = station.sign_in("he")
    clocks.work_out(ws)
    assert_whole(ws)
    clock_watch.confirm(station.sign_in("duan"))
    ws = station.sign_in("he")
    clocks.work_out(ws)
    assert_whole(ws)


def test_a_newer_table_without_a_rule_that_held_from_a_day_touches_every_case(
    station: House, ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a law that came and went: its deadlines do not stay behind."""
    whole = tables.load()
    since = tuple(replace(r, valid_from="2026-01-01") if r.id == RULE else r for r in whole.rules)
    monkeypatch.setattr(tables, "load", lambda: replace(whole, rules=since))
    ws = station.sign_in("duan")
    case = save(ws, answers=arrived(0)).case_uid
    clocks.work_out(ws)
    fewer = tuple(rule for rule in whole.rules if rule.id != RULE)
    monkeypatch.setattr(tables, "load", lambda: replace(whole, rules=fewer))
    ws = station.sign_in("duan")
    assert touched(ws) == [case]
    clocks.work_out(ws)
    assert_whole(ws)
