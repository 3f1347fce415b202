"""The supervisors' weekly list, its signature, what Today says of it (K-10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rescueapp.actions.desk import duties
from rescueapp.actions.finding import cases
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import identity
from rescueapp.actions.two_people import emergency
from rescueapp.actions.vault import weekly
from rescueapp.domain.case import Query
from rescueapp.domain.worker import NOT_YOUR_ROLE
from rescueapp.errors import Refused
from rescueapp.storage import audit
from rescueapp.workspace import Workspace
from tests.actions.station import Clock, House, save

MONDAY = date(2026, 6, 29)  # of the week of the tests' clock, a Tuesday


def a_night(station: House) -> str:
    """Mu looks around in He's cases; the case."""
    saved = save(station.sign_in("he"))
    ws = station.sign_in("mu")
    cases.find_cases(ws, Query(text=saved.number))
    emergency.break_glass(ws, saved.case_uid)
    identity.reveal(ws, saved.case_uid, "care")
    return saved.case_uid


def told(ws: Workspace) -> list[str]:
    return [words.msgid for words in duties.duties(ws)]


def test_k10_the_week_counts_what_was_done_outside_ones_own_cases(station: House) -> None:
    a_night(station)
    week = weekly.week(station.sign_in("duan"), MONDAY + timedelta(days=3))
    lines = {line.name: line for line in week.lines}
    mu = lines["木春生"]
    assert (mu.emergencies, mu.reveals, mu.searches, mu.prints) == (1, 1, 1, 0)
    assert mu.others >= 2  # the emergency, and the name
    assert "和晓燕" not in lines  # at home in their own case
    assert [asked.request.kind for asked in week.asked] == ["emergency"]
    assert (week.first, week.last) == (MONDAY, date(2026, 7, 5))


def test_k10_sensitive_answers_shown_are_counted_beside_what_was_done_outside(
    station: House,
) -> None:
    a_night(station)
    ws = station.sign_in("mu")
    with ws.db.transaction():
        ws.log("reveal_sensitive", "0" * 32, reason="care")
        ws.log("reveal_sensitive", "0" * 32, reason="care")
    ws = station.sign_in("he")
    with ws.db.transaction():
        ws.log("reveal_sensitive", "", reason="care")
    lines = {line.name: line for line in weekly.week(station.sign_in("duan"), MONDAY).lines}
    assert lines["木春生"].sensitive == 2
    assert lines["木春生"].figures()[-1] == 2  # what a supervisor signs
    assert "和晓燕" not in lines  # in their own cases alone


def test_k10_a_supervisor_signs_a_week_that_is_over(station: House, now: Clock) -> None:
    a_night(station)
    ws = station.sign_in("duan")
    with pytest.raises(Refused) as refused:
        weekly.sign_seen(ws, MONDAY)
    assert refused.value.words == weekly.NOT_OVER(day=date(2026, 7, 6))
    now.later(days=7)
    ws = station.sign_in("duan")
    assert duties.WEEK_UNSEEN.msgid in told(ws)
    weekly.sign_seen(ws, MONDAY)
    assert duties.WEEK_UNSEEN.msgid not in told(ws)
    week = weekly.week(ws, MONDAY)
    assert [seen.name for seen in week.seen] == ["段文秀"]
    assert week.asked[0].request.seen_by == ws.worker.uid
    assert "week_seen" in {entry.act for entry in trail.entries(ws)}


def test_k10_a_forged_signature_is_nobodys(station: House, now: Clock) -> None:
    a_night(station)
    now.later(days=7)
    ws = station.sign_in("duan")
    with ws.db.transaction():
        audit.append(
            ws.db, at="2026-07-06T04:00:00Z", actor=ws.worker.uid, act="week_seen",
            object="2026-W27",
            detail={"first": MONDAY.isoformat(), "counted": {}, "signature": "00" * 64},
        )  # fmt: skip
    assert weekly.week(ws, MONDAY).seen == ()
    assert weekly.unseen(ws) == MONDAY


def test_a_week_in_which_nothing_happened_is_no_duty(station: House, now: Clock) -> None:
    now.later(days=7)
    ws = station.sign_in("duan")
    assert weekly.unseen(ws) is None


def test_k10_reasons_that_are_owed_stand_on_a_supervisors_today(station: House, now: Clock) -> None:
    case = a_night(station)
    assert duties.REASONS_OWED.msgid in told(station.sign_in("duan"))
    ws = station.sign_in("mu")
    loan = emergency.loan(ws, case)
    assert loan is not None
    emergency.complete(ws, loan.request_uid, "夜里高热抽搐需要既往用药")
    assert duties.REASONS_OWED.msgid not in told(station.sign_in("duan"))


@pytest.mark.parametrize("login", ["he", "zhou"])
def test_nobody_but_a_supervisor_sees_the_list(station: House, login: str) -> None:
    with pytest.raises(Refused) as refused:
        weekly.week(station.sign_in(login), MONDAY)
    assert refused.value.words.msgid == NOT_YOUR_ROLE.msgid
