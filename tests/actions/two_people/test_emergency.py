"""Breaking the glass: at once, for four hours, for what care needs, and never unseen."""

from __future__ import annotations

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import records
from rescueapp.actions.two_people import emergency, requests
from rescueapp.domain.request import Kind, State, stands
from rescueapp.errors import Refused
from tests.actions.station import INTAKE, Clock, House, save

WHY = "夜间突发高热，需知道过敏史"


@pytest.fixture
def case(station: House) -> str:
    """A case of he, with a psychological record and one of a lawsuit's compartment."""
    return save(station.sign_in("he"), answers=INTAKE | {"name": "虚构名"}).case_uid


def test_it_opens_what_care_needs_for_four_hours(station: House, case: str, now: Clock) -> None:
    ws = station.sign_in("mu")
    assert cases.records_of(ws, case) == []
    emergency.break_glass(ws, case, reason=WHY)
    assert sorted(ws.case_keys(case)) == ["care", "identity", "medical"]
    (row,) = cases.records_of(ws, case)
    assert records.open_record(ws, row.uid).answers["sex"] == "2"
    loan = emergency.loan(ws, case)
    assert loan is not None
    assert (loan.emergency, loan.until, loan.complete_by) == (True, "2026-06-30T08:00:00Z", None)
    now.later(hours=4)
    assert cases.records_of(ws, case) == []
    assert emergency.loan(ws, case) is None


def test_it_outlasts_a_lock_but_not_its_time(station: House, case: str, now: Clock) -> None:
    emergency.break_glass(station.sign_in("mu"), case)
    now.later(hours=3)
    assert cases.records_of(station.sign_in("mu"), case)
    now.later(hours=1)
    assert cases.records_of(station.sign_in("mu"), case) == []


def test_k10_the_supervisor_sees_it_and_the_audit_holds_it(station: House, case: str) -> None:
    emergency.break_glass(station.sign_in("mu"), case, reason=WHY)
    ws = station.sign_in("duan")
    (line,) = requests.lately(ws)
    assert (line.request.kind, line.state, line.asked_by) == (
        Kind.EMERGENCY,
        State.GRANTED,
        "木春生",
    )
    requests.check_signatures(ws, line.request)
    entry = next(each for each in trail.entries(ws, of=case) if each.act == "break_glass")
    assert WHY not in str(entry.detail)


def test_one_key_is_enough_and_is_completed_within_a_day(
    station: House, case: str, now: Clock
) -> None:
    ws = station.sign_in("mu")
    emergency.break_glass(ws, case)
    loan = emergency.loan(ws, case)
    assert loan is not None
    assert loan.complete_by == "2026-07-01T04:00:00Z"
    now.later(hours=20)  # the loan is over; what it was about is still owed
    (owed,) = emergency.incomplete(ws)
    with pytest.raises(Refused):
        emergency.complete(ws, owed.uid, "发热")
    emergency.complete(ws, owed.uid, WHY)
    assert emergency.incomplete(ws) == []
    ws = station.sign_in("duan")
    (line,) = requests.lately(ws)
    assert line.request.note == WHY
    requests.check_signatures(ws, line.request)


def test_the_reason_told_afterwards_does_not_name_her(station: House, case: str) -> None:
    ws = station.sign_in("mu")
    emergency.break_glass(ws, case)
    (owed,) = emergency.incomplete(ws)
    with pytest.raises(Refused, match="name stands in it"):
        emergency.complete(ws, owed.uid, "虚构名夜间突发高热")
    emergency.complete(ws, owed.uid, WHY)


def test_nobody_else_completes_it(station: House, case: str) -> None:
    ws = station.sign_in("mu")
    emergency.break_glass(ws, case)
    (owed,) = emergency.incomplete(ws)
    with pytest.raises(Refused):
        emergency.complete(station.sign_in("he"), owed.uid, WHY)


def test_it_is_given_back_when_it_is_not_needed(station: House, case: str) -> None:
    ws = station.sign_in("mu")
    emergency.break_glass(ws, case)
    emergency.give_back(ws, case)
    assert cases.records_of(ws, case) == []
    assert emergency.incomplete(ws)  # the reason is still owed


def test_nothing_was_hidden_from_who_holds_the_case(station: House, case: str) -> None:
    with pytest.raises(Refused):
        emergency.break_glass(station.sign_in("he"), case)


@pytest.mark.parametrize("login", ["duan", "zhou"])
def test_who_cares_for_nobody_breaks_no_glass(station: House, case: str, login: str) -> None:
    with pytest.raises(Refused):
        emergency.break_glass(station.sign_in(login), case)


def test_a_short_reason_is_none(station: House, case: str) -> None:
    ws = station.sign_in("mu")
    with pytest.raises(Refused):
        emergency.break_glass(ws, case, reason="急")
    assert not ws.case_keys(case)


def test_a_case_without_emergency_keys_says_whom_to_call(station: House, case: str) -> None:
    ws = station.sign_in("mu")
    with ws.db.transaction():
        ws.db.execute("DELETE FROM case_keys WHERE holder = 'emergency'")
    with pytest.raises(Refused, match="Call its worker"):
        emergency.break_glass(ws, case)


def test_nobody_is_said_to_have_granted_what_was_opened_at_once(station: House, case: str) -> None:
    emergency.break_glass(station.sign_in("mu"), case)
    (asked,) = requests.of_case(station.sign_in("duan"), case)
    assert stands(asked.request, asked.state).msgid == "Opened at once"
