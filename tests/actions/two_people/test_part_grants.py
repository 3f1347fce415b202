"""One part more of a case of one's own: asked for, allowed by a supervisor, for a time (K-09)."""

from __future__ import annotations

from datetime import date

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.recording import records
from rescueapp.actions.signing import deputies
from rescueapp.actions.two_people import emergency, requests
from rescueapp.domain.case import Query
from rescueapp.domain.request import Kind, parts_to_ask
from rescueapp.domain.worker import COMPARTMENTS, Role
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from tests.actions.station import INTAKE, Clock, House, save, uid_of

WHY = "安排住宿需要知道过敏和用药情况"
WORDS = "对青霉素过敏"


@pytest.fixture
def care(station: House) -> records.Saved:
    """What the medical worker wrote in a case of the caseworker he."""
    ws = station.sign_in("he")
    case = save(ws, answers=INTAKE).case_uid
    save(ws, "risk_and_needs", {"assessed_on": "2026-06-29"}, case=case)
    return save(station.sign_in("yang"), "medical_care", {"allergies": WORDS}, case=case)


def allergies(station: House, care: records.Saved, login: str = "he") -> object:
    ws = station.sign_in(login)
    return records.open_record(ws, care.record_uid).answers.get("allergies")


def granted(station: House, care: records.Saved) -> str:
    """Asked by he, allowed by the supervisor."""
    asked = requests.ask(station.sign_in("he"), Kind.OPEN_MEDICAL, care.case_uid, WHY).uid
    requests.decide(station.sign_in("duan"), asked, granted=True)
    return asked


def test_k09_a_part_is_read_once_a_supervisor_allows_it_and_no_longer_than_they_say(
    station: House, care: records.Saved, now: Clock
) -> None:
    assert allergies(station, care) is None
    granted(station, care)
    assert allergies(station, care) == WORDS
    ws = station.sign_in("he")
    loan = emergency.loan(ws, care.case_uid)
    assert loan is not None
    assert loan.parts == (Compartment.MEDICAL,)
    now.later(days=1)
    assert records.open_record(ws, care.record_uid).answers.get("allergies") is None
    assert emergency.loan(ws, care.case_uid) is None


def test_k09_asking_is_not_being_allowed_and_a_refusal_gives_nothing(
    station: House, care: records.Saved
) -> None:
    asked = requests.ask(station.sign_in("he"), Kind.OPEN_MEDICAL, care.case_uid, WHY).uid
    assert allergies(station, care) is None
    requests.decide(station.sign_in("duan"), asked, granted=False, note="请直接询问杨医生")
    assert allergies(station, care) is None


def test_k09_the_other_parts_stay_closed_and_the_case_ones_own(
    station: House, care: records.Saved
) -> None:
    granted(station, care)
    ws = station.sign_in("he")
    own = {*COMPARTMENTS[Role.CASEWORKER], Compartment.MEDICAL}
    assert set(ws.case_keys(care.case_uid)) == own
    assert not ws.lent(care.case_uid)
    assert cases.case(ws, care.case_uid).mine
    assert len(cases.find_cases(ws, Query(mine=True))) == 1


def test_k09_what_is_lent_is_not_found_by_searching(station: House, care: records.Saved) -> None:
    granted(station, care)
    ws = station.sign_in("he")
    save(ws, "follow_up", {"visited_on": "2026-06-30", "own_view": "想念书"}, case=care.case_uid)
    assert cases.find_cases(ws, Query(text="想念书"))
    assert cases.find_cases(ws, Query(text="青霉素")) == []


def test_it_is_given_back_before_its_time(station: House, care: records.Saved) -> None:
    granted(station, care)
    emergency.give_back(station.sign_in("he"), care.case_uid)
    assert allergies(station, care) is None
    assert cases.case(station.sign_in("he"), care.case_uid).mine


def test_only_who_works_on_the_case_asks_and_not_for_what_is_open(
    station: House, care: records.Saved
) -> None:
    with pytest.raises(Refused, match="not on the team"):
        requests.ask(station.sign_in("mu"), Kind.OPEN_MEDICAL, care.case_uid, WHY)
    with pytest.raises(Refused, match="open to you already"):
        requests.ask(station.sign_in("he"), Kind.OPEN_LEGAL, care.case_uid, WHY)
    seen = requests.ask_for_case(station.sign_in("mu"), care.case_uid, WHY).uid
    requests.decide(station.sign_in("he"), seen, granted=True)
    with pytest.raises(Refused, match="not on the team"):  # somebody let in asks for no more
        requests.ask(station.sign_in("mu"), Kind.OPEN_MEDICAL, care.case_uid, WHY)


def test_a_deputy_without_the_key_cannot_lend_it(station: House, care: records.Saved) -> None:
    ws = station.sign_in("duan")
    deputies.name_deputy(ws, uid_of(ws, "mu"), from_on=date(2026, 6, 29), to_on=date(2026, 7, 2))
    cases.assign(ws, care.case_uid, uid_of(ws, "mu"))
    asked = requests.ask(station.sign_in("he"), Kind.OPEN_MEDICAL, care.case_uid, WHY).uid
    with pytest.raises(Refused, match="do not hold the keys"):
        requests.decide(station.sign_in("mu"), asked, granted=True)


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.PSYCHOLOGIST, Role.MEDICAL_WORKER])
def test_each_role_is_offered_what_it_lacks(role: Role) -> None:
    assert len(parts_to_ask(role)) == 2
