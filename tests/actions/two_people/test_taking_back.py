"""Who asked a second person for something takes it back while nobody has decided."""

from __future__ import annotations

import pytest

from rescueapp.actions.signing.countersigning import DECIDED_ALREADY, GONE
from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.domain.request import Kind
from rescueapp.errors import Refused
from rescueapp.storage import audit
from tests.actions.station import INTAKE, House, save

WHY = "核对同一家庭的另一名儿童"


@pytest.fixture
def case(station: House) -> str:
    return save(station.sign_in("he"), answers=INTAKE).case_uid


@pytest.fixture
def request_uid(station: House, case: str) -> str:
    return requests.ask_for_case(station.sign_in("mu"), case, WHY).uid


def test_k10_what_is_taken_back_waits_for_nobody_and_stands_in_the_account(
    station: House, case: str, request_uid: str
) -> None:
    ws = station.sign_in("mu")
    assert [line.request.uid for line in requests.of_asker(ws)] == [request_uid]
    changed = requests.take_back(ws, request_uid)
    assert case in changed.cases
    assert requests.of_asker(ws) == []
    told = audit.rows(ws.db, object=case, limit=1)[0]
    assert (told.act, told.actor) == ("take_back", ws.worker.uid)
    assert requests.waiting(station.sign_in("he")) == []
    with pytest.raises(Refused) as refused:
        requests.take_back(station.sign_in("mu"), request_uid)
    assert refused.value.words == GONE


def test_k10_it_can_be_asked_again(station: House, case: str, request_uid: str) -> None:
    ws = station.sign_in("mu")
    requests.take_back(ws, request_uid)
    again = requests.ask_for_case(ws, case, WHY)
    assert again.uid != request_uid
    assert len(requests.waiting(station.sign_in("he"))) == 1


@pytest.mark.parametrize("login", ["he", "duan"])
def test_k10_nobody_takes_back_what_another_asked(
    station: House, request_uid: str, login: str
) -> None:
    ws = station.sign_in(login)
    assert requests.of_asker(ws) == []
    with pytest.raises(Refused) as refused:
        requests.take_back(ws, request_uid)
    assert refused.value.words == requests.NOT_WHO_ASKED


@pytest.mark.parametrize("granted", [True, False])
def test_k10_a_decision_is_not_taken_back(station: House, request_uid: str, granted: bool) -> None:
    requests.decide(station.sign_in("he"), request_uid, granted=granted)
    with pytest.raises(Refused) as refused:
        requests.take_back(station.sign_in("mu"), request_uid)
    assert refused.value.words == DECIDED_ALREADY


def test_k10_taking_back_gives_no_five_tries_more(station: House) -> None:
    sheet = telephone_codes.make_sheet(station.sign_in("duan"))
    wrong = f"{(int(sheet.codes[0]) + 1) % 10**10:010d}"
    ws = station.sign_in("he")
    uid = requests.ask(ws, Kind.NAMES_LIST, ws.worker.uid, WHY).uid
    with pytest.raises(Refused):
        requests.decide_by_code(ws, uid, 1, wrong)
    with pytest.raises(Refused) as refused:
        requests.take_back(ws, uid)
    assert refused.value.words == requests.CODES_TYPED
    assert [line.request.uid for line in requests.of_asker(ws)] == [uid]
