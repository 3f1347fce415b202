"""Where nobody else is there, the superior bureau decides by a code read over the telephone."""

from __future__ import annotations

import pytest

from rescueapp import clock
from rescueapp.actions.desk import duties
from rescueapp.actions.due import clocks, rules
from rescueapp.actions.recording import clock_acts
from rescueapp.actions.signing import countersigning
from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.actions.two_people.telephone_codes import DIGITS, SHEET, Sheet
from rescueapp.actions.vault import people
from rescueapp.crypto.kdf import TRAINING
from rescueapp.domain.request import Kind, State
from rescueapp.domain.worker import Role
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import say
from rescueapp.storage import requests as stored_requests
from rescueapp.storage import telephone_codes as stored
from tests.actions.colleagues import add_second, added
from tests.actions.station import INTAKE, Clock, House, Papers, save
from tests.actions.timetable import timetable

WHY = "检察机关需补充核实时间，无法向他人了解"


@pytest.fixture
def sheet(station: House) -> Sheet:
    """The sheet of the superior bureau."""
    return telephone_codes.make_sheet(station.sign_in("duan"))


@pytest.fixture
def child(station: House) -> str:
    """A case of he, interviewed once."""
    ws = station.sign_in("he")
    uid = save(ws, answers=INTAKE | {"birth_date": "2015"}).case_uid
    save(ws, "interview", {"footing": "01"}, case=uid)
    return uid


def asked(station: House, child: str) -> str:
    return requests.ask(station.sign_in("he"), Kind.SECOND_INTERVIEW, child, WHY).uid


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**DIGITS:0{DIGITS}d}"


def test_a_sheet_is_forty_codes_and_the_vault_keeps_hashes(station: House, sheet: Sheet) -> None:
    assert len(set(sheet.codes)) == SHEET
    assert all(len(code) == DIGITS and code.isdecimal() for code in sheet.codes)
    ws = station.sign_in("duan")
    kept = stored.left(ws.db)
    assert [row.number for row in kept] == list(range(1, SHEET + 1))
    assert len({row.salt for row in kept}) == SHEET
    assert {(row.memory_kib, row.passes) for row in kept} == {(TRAINING.memory_kib, 1)}
    assert not any(code in str(row) for row in kept for code in sheet.codes)
    assert repr(sheet).find(sheet.codes[0]) == -1
    assert telephone_codes.left(ws).unused == SHEET


def test_a_code_read_over_the_telephone_grants(station: House, child: str, sheet: Sheet) -> None:
    request = asked(station, child)
    ws = station.sign_in("he")
    said = sheet.codes[6]
    requests.decide_by_code(ws, request, 7, f" {said[:5]} {said[5:]} ")
    (line,) = requests.of_case(ws, child)
    assert (line.state, line.request.code) == (State.GRANTED, f"{sheet.name}/7")
    save(ws, "interview", {"footing": "01"}, case=child)
    requests.check_signatures(ws, requests.of_case(ws, child)[0].request)
    assert telephone_codes.left(ws).unused == SHEET - 1


def test_a_code_is_used_once(station: House, child: str, sheet: Sheet) -> None:
    request = asked(station, child)
    requests.decide_by_code(station.sign_in("he"), request, 7, sheet.codes[6])
    save(station.sign_in("he"), "interview", {"footing": "01"}, case=child)
    again = asked(station, child)
    with pytest.raises(Refused, match="used before"):
        requests.decide_by_code(station.sign_in("he"), again, 7, sheet.codes[6])


def test_a_code_of_another_number_is_none(station: House, child: str, sheet: Sheet) -> None:
    request = asked(station, child)
    with pytest.raises(Refused):
        requests.decide_by_code(station.sign_in("he"), request, 8, sheet.codes[6])


def test_after_five_codes_only_a_supervisor_decides(
    station: House, child: str, sheet: Sheet
) -> None:
    request = asked(station, child)
    ws = station.sign_in("he")
    for left in range(4, -1, -1):
        with pytest.raises(Refused) as refused:
            requests.decide_by_code(ws, request, 7, wrong(sheet.codes[6]))
        assert refused.value.words.values["left"] == left
    with pytest.raises(Refused, match="Five codes"):
        requests.decide_by_code(ws, request, 7, sheet.codes[6])
    requests.decide(station.sign_in("duan"), request, granted=True)


@pytest.mark.parametrize("typed", ["", "12345", "abcdefghij", "12345678901"])
def test_what_is_no_code_costs_no_try(station: House, child: str, sheet: Sheet, typed: str) -> None:
    request = asked(station, child)
    ws = station.sign_in("he")
    for _ in range(6):
        with pytest.raises(Refused, match="ten digits"):
            requests.decide_by_code(ws, request, 7, typed)
    requests.decide_by_code(ws, request, 7, sheet.codes[6])


def test_a_look_into_a_case_is_not_decided_over_the_telephone(
    station: House, child: str, sheet: Sheet
) -> None:
    ws = station.sign_in("mu")
    request = requests.ask_for_case(ws, child, WHY)
    with pytest.raises(Refused, match="not decided over the telephone"):
        requests.decide_by_code(ws, request.uid, 7, sheet.codes[6])


def test_a_new_sheet_ends_the_one_before(station: House, child: str, sheet: Sheet) -> None:
    fresh = telephone_codes.make_sheet(station.sign_in("duan"))
    request = asked(station, child)
    with pytest.raises(Refused):
        requests.decide_by_code(station.sign_in("he"), request, 7, sheet.codes[6])
    requests.decide_by_code(station.sign_in("he"), request, 7, fresh.codes[6])


@pytest.mark.parametrize("login", ["he", "li"])
def test_only_a_supervisor_makes_a_sheet(station: House, login: str) -> None:
    with pytest.raises(Refused):
        telephone_codes.make_sheet(station.sign_in(login))


def test_a_code_written_into_a_grant_by_hand_lets_nothing_through(
    station: House, child: str, sheet: Sheet
) -> None:
    request = requests.ask(station.sign_in("he"), Kind.SECOND_INTERVIEW, child, WHY)
    ws = station.sign_in("he")
    made = countersigning.decided_by(
        ws, request, granted=True, until=None, note="", code=f"{sheet.name}/9"
    )
    with ws.db.transaction():
        stored_requests.decide(ws.db, made)
    with pytest.raises(Damaged):
        save(ws, "interview", {"footing": "01"}, case=child)


# --- afterwards -------------------------------------------------------------------------------


def test_a_supervisor_confirms_it_within_three_days(
    station: House, child: str, sheet: Sheet, now: Clock
) -> None:
    request = asked(station, child)
    requests.decide_by_code(station.sign_in("he"), request, 7, sheet.codes[6])
    with pytest.raises(Refused):
        requests.confirm(station.sign_in("he"), request)
    now.later(hours=71)
    ws = station.sign_in("duan")
    (line,) = requests.lately(ws)
    assert (line.confirm_by, line.overdue) == ("2026-07-03T04:00:00Z", False)
    requests.confirm(ws, request)
    (line,) = requests.lately(ws)
    assert (line.confirm_by, line.request.confirmed_by) == (None, ws.worker.uid)
    requests.check_signatures(ws, line.request)
    with pytest.raises(Refused):
        requests.confirm(ws, request)


def test_what_nobody_confirmed_stays_in_the_list_as_overdue(
    station: House, child: str, sheet: Sheet, now: Clock
) -> None:
    request = asked(station, child)
    requests.decide_by_code(station.sign_in("he"), request, 7, sheet.codes[6])
    now.later(days=20)
    (line,) = requests.lately(station.sign_in("duan"))
    assert (line.request.uid, line.overdue) == (request, True)
    requests.confirm(station.sign_in("duan"), request)
    assert requests.lately(station.sign_in("duan")) == []


def test_what_was_decided_at_the_desk_is_not_confirmed(station: House, child: str) -> None:
    request = asked(station, child)
    requests.decide(station.sign_in("duan"), request, granted=True)
    with pytest.raises(Refused):
        requests.confirm(station.sign_in("duan"), request)


def test_a_code_that_was_never_used_for_it_decides_nothing_about_a_deadline(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    timetable(monkeypatch)
    ws = station.sign_in("he")
    case = save(ws, answers=INTAKE | {"id_check": "3"}).case_uid

    def of_the_night() -> clocks.Clock:
        return next(each for each in clocks.of_case(ws, case) if each.rule.id == "T-24")

    clock_acts.ask_exempt(ws, case, of_the_night().deadline, WHY)
    (request,) = stored_requests.of_subject(ws.db, case)
    for code in ("AAAAAA/1", "AAAAAA/x"):
        forged = countersigning.decided_by(
            ws, request, granted=True, until=None, note="", code=code
        )  # with the keys of who asked
        with ws.db.transaction():
            stored_requests.decide(ws.db, forged)
        assert of_the_night().deadline.open


def test_a_rule_that_a_code_loosened_is_another_everywhere(
    station: House, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    timetable(monkeypatch)
    ws = station.sign_in("duan")
    rules.change(ws, "T-24", amounts=(48,), soon=None, applied=True, why=WHY)
    (request,) = stored_requests.of_kind(ws.db, Kind.RULE)
    changed = telephone_codes.decide_by_code(ws, request.uid, 1, sheet.codes[0])
    assert changed.everything


# --- where one supervisor is all there is -------------------------------------------------------


def telephoned(station: House, child: str, sheet: Sheet) -> str:
    """What the only supervisor asked for, and a code agreed to."""
    ws = station.sign_in("duan")
    request = requests.ask(ws, Kind.DESTROY, child, WHY)
    requests.decide_by_code(ws, request.uid, 7, sheet.codes[6])
    return request.uid


def test_what_the_only_supervisor_asked_is_nobodys_debt_and_not_theirs_to_confirm(
    station: House, child: str, sheet: Sheet, now: Clock
) -> None:
    request = telephoned(station, child, sheet)
    now.later(days=20)
    ws = station.sign_in("duan")
    (line,) = requests.lately(ws)
    assert (line.request.uid, line.to_office) == (request, True)
    assert (line.overdue, line.confirm_by, requests.unconfirmed(ws)) == (False, None, 0)
    with pytest.raises(Refused, match="Nobody else here"):
        requests.confirm(ws, request)
    he = people.uid_of(ws, "he")
    requests.name_deputy(ws, he, from_on=clock.today(), to_on=clock.today())
    with pytest.raises(Refused):  # it would be one person's will twice
        requests.confirm(station.sign_in("he"), request)


def test_a_second_supervisor_who_comes_is_asked_to_confirm_it(
    station: House, child: str, sheet: Sheet
) -> None:
    request = telephoned(station, child, sheet)
    add_second(station)
    ws = station.sign_in("wang")
    (line,) = requests.lately(ws)
    assert (line.to_office, line.confirm_by is not None, requests.unconfirmed(ws)) == (
        False, True, 1,
    )  # fmt: skip
    requests.confirm(ws, request)
    assert requests.unconfirmed(ws) == 0


def test_a_second_supervisor_who_was_not_let_in_yet_confirms_nothing(
    station: House, child: str, sheet: Sheet
) -> None:
    telephoned(station, child, sheet)
    added(station, "wang", Role.SUPERVISOR)
    (line,) = requests.lately(station.sign_in("duan"))
    assert line.to_office


def test_a_station_without_an_office_is_told_who_could_settle_it(papers: Papers) -> None:
    house = papers.house
    ws = house.sign_in("duan")
    sheet = telephone_codes.make_sheet(ws)
    request = requests.ask(ws, Kind.NAMES_LIST, "", WHY)
    requests.decide_by_code(ws, request.uid, 1, sheet.codes[0])
    assert not telephone_codes.has_office(ws)
    assert telephone_codes.stranded(ws) == 1
    assert any("Enrol the superior office" in say(each) for each in duties.duties(ws))
    with pytest.raises(Refused, match="no superior office is enrolled"):
        requests.confirm(ws, request.uid)

    add_second(house)
    ws = house.sign_in("wang")
    assert telephone_codes.stranded(ws) == 0
    requests.confirm(ws, request.uid)


def test_where_an_office_is_enrolled_nothing_is_stranded(
    station: House, child: str, sheet: Sheet
) -> None:
    telephoned(station, child, sheet)
    ws = station.sign_in("duan")
    assert telephone_codes.has_office(ws)
    assert telephone_codes.stranded(ws) == 0
