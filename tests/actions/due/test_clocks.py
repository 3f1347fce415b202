"""Clocks: what a record tells begins and ends them, and Today tells what they make due."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import clock_acts, drafts, records
from rescueapp.domain.case import Due, Query
from rescueapp.errors import Refused
from rescueapp.rules.engine import State
from rescueapp.storage import clocks as stored
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, KNOWN, Clock, House, save
from tests.actions.timetable import timetable

UNKNOWN = INTAKE | {"id_check": "3"}  # arrived on 2026-06-29 at 21:40
MARRIED = {"exploitation": ["E03"], "rescued_on": "2026-06-20"}


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small table, whatever the shipped one says."""
    timetable(monkeypatch)


def due(ws: Workspace, before: str = "9999-12-31") -> list[tuple[str, str]]:
    """(rule, day) of what clocks make due."""
    return [(d.clock.rule.id, d.due_on) for d in cases.today(ws, before=before) if d.clock]


def line(ws: Workspace, rule: str) -> Due:
    return next(d for d in cases.today(ws) if d.clock and d.clock.rule.id == rule)


def again(ws: Workspace, case: str, form: str, answers: dict[str, Any]) -> None:
    """The one record of a form saved once more."""
    row = next(r for r in cases.records_of(ws, case) if r.form == form)
    save(ws, form, answers, case=case, record=row.uid, based_on=row.version)


def test_an_intake_of_an_unknown_person_begins_its_clocks(ws: Workspace) -> None:
    case = save(ws, answers=UNKNOWN).case_uid
    assert due(ws) == [("T-24", "2026-06-30"), ("T-7W", "2026-07-08")]
    notice = line(ws, "T-24")
    assert notice.clock is not None
    assert notice.clock.deadline.due == "2026-06-30T13:40:00Z"  # the hour, not the day
    assert cases.case(ws, case).due_on == "2026-06-30"
    assert [row.uid for row in cases.case_rows(ws, cases.find_cases(
        ws, Query(due_before="2026-06-30")))] == [case]  # fmt: skip


def test_a_person_nobody_has_checked_is_unknown_until_then(ws: Workspace) -> None:
    """The shortest intake of a night: the 24 hours of the notice begin with it (A-102, A-202)."""
    save(ws)
    assert due(ws) == [("T-24", "2026-06-30"), ("T-7W", "2026-07-08")]


def test_what_was_begun_and_not_saved_begins_nothing(ws: Workspace) -> None:
    drafts.keep_draft(ws, draft_uid=None, form="intake", case_uid=None, record_uid=None, based_on=0,
                      answers=UNKNOWN)  # fmt: skip
    assert due(ws) == []
    assert ws.db.one("SELECT count(*) FROM milestones") == (0,)


def test_a_date_put_right_moves_the_clock_and_an_answer_taken_out_ends_it(ws: Workspace) -> None:
    case = save(ws, answers=UNKNOWN).case_uid
    again(ws, case, "intake", UNKNOWN | {"arrived_at": "2026-06-28T13:40:00Z"})
    assert due(ws) == [("T-24", "2026-06-29"), ("T-7W", "2026-07-07")]
    again(ws, case, "intake", KNOWN)
    assert due(ws) == []
    assert cases.case(ws, case).due_on is None


def test_another_record_does_what_is_due(ws: Workspace) -> None:
    case = save(ws, answers=UNKNOWN).case_uid
    save(ws, "mandatory_report", {"reported_at": "2026-06-30T01:00:00Z"}, case=case)
    assert due(ws) == [("T-7W", "2026-07-08")]
    states = {c.rule.id: c.state for c in clocks.of_case(ws, case)}
    assert states == {"T-24": State.DONE, "T-7W": State.RUNNING}


def test_a_birth_date_put_right_ends_a_clock_of_minors(ws: Workspace) -> None:
    case = save(ws, answers=KNOWN | {"birth_date": "2012-01-01"}).case_uid
    assert due(ws) == [("T-MINOR", "2026-07-29")]
    again(ws, case, "intake", KNOWN | {"birth_date": "1990-01-01"})
    assert due(ws) == []


def test_a_clock_of_hours_is_overdue_after_its_hour(ws: Workspace, now: Clock) -> None:
    save(ws, answers=UNKNOWN)
    assert (cases.summary(ws).overdue, cases.summary(ws).due_today) == (0, 1)
    now.later(hours=10)
    assert (cases.summary(ws).overdue, cases.summary(ws).due_today) == (1, 0)
    notice = line(ws, "T-24")
    assert notice.clock is not None
    assert notice.clock.state is State.OVERDUE


def test_others_do_not_see_what_clocks_make_due(ws: Workspace, station: House) -> None:
    save(ws, answers=UNKNOWN)
    assert due(station.sign_in("mu")) == []
    assert [rule for rule, _ in due(station.sign_in("duan"))] == ["T-24", "T-7W"]


def test_a_save_that_is_cut_off_leaves_no_clock_behind(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = save(ws, answers=KNOWN).case_uid

    def cut(*_: object, **__: object) -> None:
        raise OSError("the power is gone")

    with monkeypatch.context() as patched:
        patched.setattr(records.indexing, "index", cut)  # after the clocks are written
        with pytest.raises(OSError, match="power"):
            again(ws, case, "intake", UNKNOWN)
    assert due(ws) == []
    assert {told.name for told in stored.told(ws.db, case)} == {"entered", "identified"}
    again(ws, case, "intake", UNKNOWN)
    assert [rule for rule, _ in due(ws)] == ["T-24", "T-7W"]


# --- told by a compartment --------------------------------------------------------------------


def test_a_clock_a_compartment_tells_is_told_who_holds_it_and_no_column_tells_of_it(
    ws: Workspace, station: House
) -> None:
    case = save(ws, answers=KNOWN).case_uid
    save(ws, "trafficking_case", MARRIED, case=case)
    assert due(ws) == [("T-SEALED", "2027-06-20")]
    assert ws.db.read("SELECT due_on FROM cases WHERE uid = ?", (case,)) == [(None,)]
    for login in ("duan", "he"):  # the supervisor by the compartment's own key
        ws = station.sign_in(login)
        clocks.work_out(ws)
        assert due(ws) == [("T-SEALED", "2027-06-20")], login
    everything = "".join(
        repr(ws.db.read(f"SELECT * FROM {table}"))
        for (table,) in ws.db.read("SELECT name FROM sqlite_master WHERE type = 'table'")
    )
    assert "T-SEALED" not in everything
    assert "marriage" not in everything


def test_two_cases_that_differ_only_in_a_sealed_answer_lie_alike(ws: Workspace) -> None:
    lengths = set()
    for told in ({"rescued_on": "2026-06-20"}, MARRIED, {"exploitation": ["E99"]}):
        case = save(ws, answers=KNOWN).case_uid
        save(ws, "trafficking_case", told, case=case)
        (row,) = ws.db.read(
            "SELECT length(sealed) FROM sealed_milestones WHERE case_uid = ?"
            " AND compartment = 'care'", (case,))  # fmt: skip
        lengths.add(row)
        assert not stored.running_of(ws.db, [case])
    assert len(lengths) == 1


def test_who_lacks_a_part_is_shown_none_of_its_clocks_and_destroys_none(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers=UNKNOWN).case_uid
    save(ws, "trafficking_case", MARRIED, case=case)
    with monkeypatch.context() as patched:
        held = dict(ws.case_keys(case))
        del held[next(c for c in held if c.value == "care")]
        patched.setitem(ws._opened, case, held)
        clocks.refresh(ws, case)
        assert [rule for rule, _ in due(ws)] == ["T-24", "T-7W"]
        assert "T-SEALED" not in {c.rule.id for c in clocks.of_case(ws, case)}
        save(ws, "mandatory_report", {"reported_at": "2026-06-30T01:00:00Z"}, case=case)
    ws = station.sign_in("he")
    clocks.work_out(ws)
    assert [rule for rule, _ in due(ws)] == ["T-7W", "T-SEALED"]


def test_an_older_vault_learns_its_clocks_from_its_records(ws: Workspace, station: House) -> None:
    case = save(ws, answers=UNKNOWN).case_uid
    save(ws, "trafficking_case", MARRIED, case=case)
    with ws.db.transaction():  # as a program without clocks left it
        for table in ("milestones", "sealed_milestones", "deadlines"):
            ws.db.execute(f"DELETE FROM {table}")
        ws.db.execute("DELETE FROM vault WHERE name LIKE 'clocks%'")
        ws.db.execute("UPDATE cases SET due_on = NULL")
    ws = station.sign_in("he")
    assert clocks.due_again(ws)
    clocks.work_out(ws)
    assert [rule for rule, _ in due(ws)] == ["T-24", "T-7W", "T-SEALED"]
    assert cases.case(ws, case).due_on == "2026-06-30"
    assert not clocks.due_again(ws)


def test_a_new_table_is_worked_out_for_every_case(
    ws: Workspace, station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(ws, answers=UNKNOWN)
    clocks.work_out(ws)
    timetable(monkeypatch, notice="48 hours")
    ws = station.sign_in("he")
    assert clocks.due_again(ws)
    clocks.work_out(ws)
    assert due(ws)[0] == ("T-24", "2026-07-01")


def test_a_destroyed_case_takes_its_clocks_along(ws: Workspace) -> None:
    from rescueapp.storage import shredding

    case = save(ws, answers=UNKNOWN).case_uid
    save(ws, "trafficking_case", MARRIED, case=case)
    clock_acts.pause(ws, case, clocks.of_case(ws, case)[0].deadline, "等待补充材料，已告知")
    with ws.db.transaction():
        shredding.erase(ws.db, case)
    for table in ("milestones", "sealed_milestones", "deadlines", "clock_decisions"):
        assert ws.db.one(f"SELECT count(*) FROM {table}") == (0,), table


# --- deciding ---------------------------------------------------------------------------------

WHY = "对方要求补交材料，正在等待"


def test_a_clock_stands_still_with_a_reason_and_goes_on(ws: Workspace, now: Clock) -> None:
    case = save(ws, answers=UNKNOWN).case_uid
    clock_acts.pause(ws, case, line(ws, "T-7W").clock.deadline, WHY)  # type: ignore[union-attr]
    assert due(ws) == [("T-24", "2026-06-30")]
    (paused,) = [c for c in clocks.of_case(ws, case) if c.state is State.PAUSED]
    now.later(days=2)
    clock_acts.resume(ws, case, paused.deadline, WHY)
    assert [rule for rule, _ in due(ws)] == ["T-24", "T-7W"]
    first, second = clock_acts.decided(ws, case)
    assert (first.order.reason, first.asked_by, first.holds) == (WHY, "和晓燕", True)
    assert second.order.until == "2026-07-02"


def test_what_is_over_stands_still_no_more(ws: Workspace, now: Clock) -> None:
    case = save(ws, answers=UNKNOWN).case_uid
    now.later(days=2)
    notice = line(ws, "T-24").clock
    assert notice is not None
    with pytest.raises(Refused, match="is over"):
        clock_acts.pause(ws, case, notice.deadline, WHY)


def test_that_nothing_needs_to_be_done_somebody_else_agrees_to(
    ws: Workspace, station: House
) -> None:
    from rescueapp.actions.two_people import requests

    case = save(ws, answers=UNKNOWN).case_uid
    deadline = next(c.deadline for c in clocks.of_case(ws, case) if c.rule.id == "T-24")
    clock_acts.ask_exempt(ws, case, deadline, WHY)
    assert [rule for rule, _ in due(ws)] == ["T-24", "T-7W"]  # asked is not agreed
    with pytest.raises(Refused):
        clock_acts.ask_exempt(ws, case, deadline, WHY)  # once is enough
    (asked,) = requests.of_asker(ws)
    with pytest.raises(Refused):
        requests.decide(ws, asked.request.uid, granted=True)

    ws = station.sign_in("duan")
    told = clock_acts.told(ws, asked.request.uid)
    assert told is not None
    assert told[1] == WHY
    assert WHY not in repr(ws.db.read("SELECT * FROM requests"))
    requests.decide(ws, asked.request.uid, granted=True, note="同意")
    assert [rule for rule, _ in due(ws)] == ["T-7W"]
    (decided,) = clock_acts.decided(ws, case)
    assert (decided.asked_by, decided.decided_by, decided.holds) == ("和晓燕", "段文秀", True)
    states = {c.rule.id: c.state for c in clocks.of_case(ws, case)}
    assert states["T-24"] is State.EXEMPT


def test_another_day_of_a_sealed_deadline_is_told_nowhere_in_clear(
    ws: Workspace, station: House
) -> None:
    from datetime import date

    from rescueapp.actions.two_people import requests

    case = save(ws, answers=KNOWN).case_uid
    save(ws, "trafficking_case", MARRIED, case=case)
    (found,) = clocks.of_case(ws, case)
    clock_acts.ask_another_day(ws, case, found.deadline, date(2027, 3, 1), WHY)
    ws = station.sign_in("duan")
    clocks.work_out(ws)
    (asked,) = requests.waiting(ws)
    requests.decide(ws, asked.request.uid, granted=True)
    assert due(ws) == [("T-SEALED", "2027-03-01")]
    (about,) = ws.db.read("SELECT about FROM clock_decisions")
    assert about == ("",)
    details = [json.loads(d) for (d,) in ws.db.read(
        "SELECT detail FROM audit WHERE act LIKE 'deadline_%'")]  # fmt: skip
    assert details
    assert all(set(detail) == {"decision"} for detail in details)


def test_a_decision_nobody_rightly_made_holds_nothing(ws: Workspace) -> None:
    case = save(ws, answers=UNKNOWN).case_uid
    clock_acts.ask_exempt(ws, case, clocks.of_case(ws, case)[0].deadline, WHY)
    with ws.db.transaction():
        ws.db.execute("UPDATE requests SET granted = 1, decided_by = asked_by,"
                      " decided_at = asked_at, decided_signature = asked_signature")  # fmt: skip
        clocks.write(ws, case)
    assert [rule for rule, _ in due(ws)] == ["T-24", "T-7W"]
