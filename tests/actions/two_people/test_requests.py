"""What needs two is asked and signed by one, decided and signed by another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import people
from rescueapp.domain.case import Query
from rescueapp.domain.request import Kind, State
from rescueapp.errors import Damaged, Refused
from rescueapp.storage import requests as stored
from tests.actions.station import INTAKE, Clock, House, save, uid_of

WHY = "核对同一家庭的另一名儿童"


@pytest.fixture
def case(station: House) -> str:
    """A case of he, with a name and a relative."""
    ws = station.sign_in("he")
    uid = save(ws, answers=INTAKE | {"name": "虚构名"}).case_uid
    save(ws, "relative", {"relation": "52"}, case=uid)
    return uid


def asked(station: House, case: str, login: str = "mu") -> str:
    return requests.ask_for_case(station.sign_in(login), case, WHY).uid


def test_k10_the_worker_of_a_case_lets_a_colleague_in_for_a_time(
    station: House, case: str, now: Clock
) -> None:
    request = asked(station, case)
    ws = station.sign_in("he")
    (line,) = requests.waiting(ws)
    assert (line.request.uid, line.asked_by, line.state) == (request, "木春生", State.WAITING)
    requests.decide(ws, request, granted=True)

    ws = station.sign_in("mu")
    assert cases.case(ws, case).mine
    assert len(cases.records_of(ws, case)) == 2
    assert sorted(ws.case_keys(case)) == ["care", "identity", "legal"]
    now.later(hours=23)
    assert cases.records_of(ws, case)
    now.later(hours=2)
    assert cases.records_of(ws, case) == []
    assert not cases.case(ws, case).mine
    assert ws.db.one("SELECT count(*) FROM lent_keys") == (3,)
    ws = station.sign_in("mu")
    assert ws.db.one("SELECT count(*) FROM lent_keys") == (0,)


def test_k10_being_let_in_is_not_joining_the_team(station: House, case: str) -> None:
    request = asked(station, case)
    requests.decide(station.sign_in("duan"), request, granted=True)
    ws = station.sign_in("mu")
    assert uid_of(ws, "mu") not in {member.uid for member in cases.team(ws, case)}
    assert not cases.find_cases(ws, Query(mine=True))
    save(ws, "relative", {"relation": "52"}, case=case)
    assert cases.find_cases(ws, Query(text="虚构名")) == []


def test_somebody_let_in_lets_nobody_else_in(station: House, case: str) -> None:
    request = asked(station, case)
    ws = station.sign_in("duan")
    requests.decide(ws, request, granted=True)
    cases.remove_from_team(ws, case, uid_of(ws, "ning"))
    request = asked(station, case, "ning")
    ws = station.sign_in("mu")
    assert requests.waiting(ws) == []
    with pytest.raises(Refused):
        requests.decide(ws, request, granted=True)


def test_a_refusal_gives_nothing(station: House, case: str) -> None:
    request = asked(station, case)
    requests.decide(station.sign_in("he"), request, granted=False, note="请先与主管商量")
    ws = station.sign_in("mu")
    assert cases.records_of(ws, case) == []
    (line,) = requests.of_case(ws, case)
    assert (line.state, line.request.note) == (State.REFUSED, "请先与主管商量")


def test_nobody_decides_what_they_asked_for(station: House, case: str) -> None:
    """Not even when the case has become theirs, or they are a deputy."""
    request = asked(station, case)
    ws = station.sign_in("duan")
    today = clock.today()
    requests.name_deputy(ws, uid_of(ws, "mu"), from_on=today, to_on=today)
    ws = station.sign_in("mu")
    assert requests.deputises(ws)
    assert requests.waiting(ws) == []
    with pytest.raises(Refused):
        requests.decide(ws, request, granted=True)


def test_nothing_is_lent_to_who_left_meanwhile_and_it_is_said(station: House, case: str) -> None:
    request = asked(station, case)
    desk = station.key_desk()
    people.deactivate(desk, people.uid_of(desk, "mu"))
    ws = station.sign_in("duan")
    with pytest.raises(Refused, match="does not work here any more"):
        requests.decide(ws, request, granted=True)
    requests.decide(ws, request, granted=False)
    assert requests.waiting(ws) == []


def test_who_asked_learns_for_some_days_what_became_of_it(
    station: House, case: str, now: Clock
) -> None:
    ws = station.sign_in("mu")
    named = requests.ask(ws, Kind.NAMES_LIST, "", WHY)
    opened = requests.ask_for_case(ws, case, WHY)
    assert requests.answered(ws) == []
    ws = station.sign_in("duan")
    requests.decide(ws, named.uid, granted=False, note="请先与我商量")
    requests.decide(ws, opened.uid, granted=True)
    assert requests.answered(ws) == []
    ws = station.sign_in("mu")
    assert {
        each.request.uid: (each.state, each.request.note, each.decided_by)
        for each in requests.answered(ws)
    } == {
        named.uid: (State.REFUSED, "请先与我商量", "段文秀"),
        opened.uid: (State.GRANTED, "", "段文秀"),
    }
    now.later(days=4)
    assert requests.answered(station.sign_in("mu")) == []


def test_a_request_is_decided_once(station: House, case: str) -> None:
    request = asked(station, case)
    requests.decide(station.sign_in("he"), request, granted=False)
    with pytest.raises(Refused):
        requests.decide(station.sign_in("duan"), request, granted=True)
    assert cases.records_of(station.sign_in("mu"), case) == []


def test_who_is_neither_head_nor_worker_of_the_case_does_not_decide(
    station: House, case: str
) -> None:
    """The psychologist is on the team, and the case is not hers to show."""
    request = asked(station, case)
    ws = station.sign_in("li")
    assert requests.waiting(ws) == []
    with pytest.raises(Refused):
        requests.decide(ws, request, granted=True)


def test_asking_twice_is_asking_once(station: House, case: str) -> None:
    assert asked(station, case) == asked(station, case)


@pytest.mark.parametrize("why", ["", "      ", "想看一下"])
def test_a_reason_is_words(station: House, case: str, why: str) -> None:
    with pytest.raises(Refused):
        requests.ask_for_case(station.sign_in("mu"), case, why)


def test_who_holds_the_case_does_not_ask(station: House, case: str) -> None:
    with pytest.raises(Refused):
        requests.ask_for_case(station.sign_in("he"), case, WHY)


@pytest.mark.parametrize("login", ["duan", "zhou"])
def test_who_has_no_cases_to_care_for_does_not_ask(station: House, case: str, login: str) -> None:
    with pytest.raises(Refused):
        requests.ask_for_case(station.sign_in(login), case, WHY)


@pytest.mark.parametrize("hours", [-1, 0, 31 * 24])
def test_a_loan_ends_within_thirty_days(station: House, case: str, hours: int) -> None:
    request = asked(station, case)
    until = clock.stamp(clock.now() + timedelta(hours=hours))
    with pytest.raises(Refused):
        requests.decide(station.sign_in("he"), request, granted=True, until=until)


def test_a_request_changed_by_hand_is_noticed(station: House, case: str) -> None:
    """Somebody with the database's key writes another's name under a request."""
    request = asked(station, case)
    ws = station.sign_in("he")
    with ws.db.transaction():
        ws.db.execute("UPDATE requests SET asked_by = ?", (uid_of(ws, "ning"),))
    with pytest.raises(Damaged):
        requests.decide(ws, request, granted=True)


def test_a_decision_written_by_hand_opens_nothing_and_is_noticed(station: House, case: str) -> None:
    request = asked(station, case)
    ws = station.sign_in("mu")
    with ws.db.transaction():
        ws.db.execute(
            "UPDATE requests SET granted = 1, until = '2099-01-01T00:00:00Z', decided_by = ?,"
            " decided_at = asked_at, decided_signature = asked_signature",
            (uid_of(ws, "he"),),
        )
    assert cases.records_of(ws, case) == []
    found = stored.row(ws.db, request)
    assert found is not None
    with pytest.raises(Damaged):
        requests.check_signatures(ws, found)


def test_the_weekly_list_is_the_supervisors(station: House, case: str, now: Clock) -> None:
    request = asked(station, case)
    with pytest.raises(Refused):
        requests.lately(station.sign_in("he"))
    ws = station.sign_in("duan")
    (line,) = requests.lately(ws)
    assert (line.request.uid, line.request.reason) == (request, WHY)
    now.later(days=8)
    assert requests.lately(ws) == []


# --- deputies ---------------------------------------------------------------------------------


def test_a_deputy_decides_on_the_days_they_were_named_for(
    station: House, case: str, now: Clock
) -> None:
    ws = station.sign_in("duan")
    tomorrow = clock.today() + timedelta(days=1)
    requests.name_deputy(ws, uid_of(ws, "yang"), from_on=tomorrow, to_on=tomorrow)
    request = asked(station, case)
    assert requests.waiting(station.sign_in("yang")) == []
    now.later(days=1)
    ws = station.sign_in("yang")
    assert [line.request.uid for line in requests.waiting(ws)] == [request]
    requests.decide(ws, request, granted=True)
    held = station.sign_in("mu").case_keys(case)
    assert sorted(held) == ["care", "identity"]  # what the deputy holds of what mu may see
    now.later(days=1)
    assert not requests.deputises(station.sign_in("yang"))


def test_a_deputy_does_not_decide_what_their_own_supervisor_asked(
    two: House, case: str, now: Clock
) -> None:
    """One person's will twice is not two people; the deputy of another supervisor decides it."""
    ws = two.sign_in("duan")
    today = clock.today()
    requests.name_deputy(ws, uid_of(ws, "yang"), from_on=today, to_on=today)
    request = requests.ask(ws, Kind.HAND_OVER, case, WHY)
    ws = two.sign_in("yang")
    assert requests.waiting(ws) == []
    with pytest.raises(Refused, match="one person's decision"):
        requests.decide(ws, request.uid, granted=True)
    ws = two.sign_in("wang")
    requests.name_deputy(ws, uid_of(ws, "yang"), from_on=today, to_on=today)
    ws = two.sign_in("yang")
    requests.decide(ws, request.uid, granted=True)
    assert requests.usable(ws, Kind.HAND_OVER, case) is not None
    with ws.db.transaction():
        ws.db.execute("DELETE FROM deputies WHERE supervisor = ?", (uid_of(ws, "wang"),))
    with pytest.raises(Damaged):
        requests.usable(ws, Kind.HAND_OVER, case)


def test_a_deputy_named_by_hand_decides_nothing(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    today = clock.today()
    requests.name_deputy(ws, uid_of(ws, "yang"), from_on=today, to_on=today)
    with ws.db.transaction():
        ws.db.execute("UPDATE deputies SET deputy = ?", (uid_of(ws, "ning"),))
    asked(station, case)
    assert not requests.deputises(station.sign_in("ning"))


def test_a_deputy_ends_with_the_word_of_the_supervisor(station: House) -> None:
    ws = station.sign_in("duan")
    today = clock.today()
    deputy = requests.name_deputy(ws, uid_of(ws, "yang"), from_on=today, to_on=today)
    requests.end_deputy(ws, deputy.uid)
    assert not requests.deputises(station.sign_in("yang"))


@pytest.mark.parametrize(("first", "last"), [(1, 0), (0, 40), (-3, -1)])
def test_the_days_of_a_deputy_make_sense(station: House, first: int, last: int) -> None:
    ws = station.sign_in("duan")
    days = [clock.today() + timedelta(days=n) for n in (first, last)]
    with pytest.raises(Refused):
        requests.name_deputy(ws, uid_of(ws, "yang"), from_on=days[0], to_on=days[1])


def test_only_who_cares_for_cases_deputises(station: House) -> None:
    ws = station.sign_in("duan")
    with pytest.raises(Refused):
        requests.name_deputy(ws, uid_of(ws, "zhou"), from_on=clock.today(), to_on=clock.today())
