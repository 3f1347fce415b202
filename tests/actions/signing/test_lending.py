"""What a loan gives ends with it and goes nowhere: not on, not on paper, not to who left (K-10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.her import her_record
from rescueapp.actions.her.her_record import HerOrder
from rescueapp.actions.recording import drafts, records
from rescueapp.actions.signing import deputies, lending
from rescueapp.actions.two_people import emergency, requests
from rescueapp.domain.request import Kind
from rescueapp.errors import Refused
from rescueapp.storage import audit
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


def asked(station: House, case: str, login: str = "he", kind: Kind = Kind.OPEN_MEDICAL) -> str:
    return requests.ask(station.sign_in(login), kind, case, WHY).uid


def granted(
    station: House, case: str, login: str = "he", kind: Kind = Kind.OPEN_MEDICAL, **time: float
) -> str:
    """Asked, and allowed by the supervisor for so long."""
    uid = asked(station, case, login, kind)
    until = clock.stamp(clock.now() + timedelta(**time)) if time else None
    requests.decide(station.sign_in("duan"), uid, granted=True, until=until)
    return uid


def test_k10_a_part_that_was_lent_is_not_lent_on(station: House, care: records.Saved) -> None:
    ws = station.sign_in("duan")
    deputies.name_deputy(ws, uid_of(ws, "mu"), from_on=date(2026, 6, 29), to_on=date(2026, 7, 2))
    cases.assign(ws, care.case_uid, uid_of(ws, "mu"))
    granted(station, care.case_uid, "mu")
    again = asked(station, care.case_uid)
    with pytest.raises(Refused) as refused:
        requests.decide(station.sign_in("mu"), again, granted=True)
    assert refused.value.words == lending.NO_KEYS


def test_k10_who_left_the_team_keeps_no_part_of_it(station: House, care: records.Saved) -> None:
    granted(station, care.case_uid)
    ws = station.sign_in("duan")
    cases.remove_from_team(ws, care.case_uid, uid_of(ws, "he"))
    ws = station.sign_in("he")
    assert dict(ws.case_keys(care.case_uid)) == {}
    with pytest.raises(Refused):
        records.open_record(ws, care.record_uid)


def test_k10_a_part_is_not_lent_to_who_left_the_team_meanwhile(
    station: House, care: records.Saved
) -> None:
    uid = asked(station, care.case_uid)
    ws = station.sign_in("duan")
    cases.remove_from_team(ws, care.case_uid, uid_of(ws, "he"))
    with pytest.raises(Refused) as refused:
        requests.decide(ws, uid, granted=True)
    assert refused.value.words == lending.OFF_THE_TEAM
    requests.decide(ws, uid, granted=False)


def test_of_two_parts_the_one_that_ends_first_is_told(
    station: House, care: records.Saved, now: Clock
) -> None:
    first = granted(station, care.case_uid, kind=Kind.OPEN_PSYCHOLOGICAL, hours=2)
    granted(station, care.case_uid, hours=20)
    ws = station.sign_in("he")
    loan = emergency.loan(ws, care.case_uid)
    assert loan is not None
    assert (loan.request_uid, len(loan.parts)) == (first, 2)
    now.later(hours=3)
    loan = emergency.loan(ws, care.case_uid)
    assert loan is not None
    assert len(loan.parts) == 1


def test_what_was_given_back_is_no_loan_beside_the_next(
    station: House, care: records.Saved
) -> None:
    back = granted(station, care.case_uid, kind=Kind.OPEN_PSYCHOLOGICAL, hours=2)
    emergency.give_back(station.sign_in("he"), care.case_uid)
    held = granted(station, care.case_uid, hours=20)
    ws = station.sign_in("he")
    loan = emergency.loan(ws, care.case_uid)
    assert loan is not None
    assert loan.request_uid == held
    emergency.give_back(ws, care.case_uid)
    told = [e for e in audit.rows(ws.db, object=care.case_uid) if e.act == "give_back"]
    assert sorted(e.detail["request"] for e in told) == sorted([back, held])


def test_k10_a_draft_outlasts_a_loan_without_what_was_lent(
    station: House, care: records.Saved, now: Clock
) -> None:
    granted(station, care.case_uid, hours=2)
    ws = station.sign_in("he")
    view = records.open_record(ws, care.record_uid)
    typed = view.answers | {"hospital": "县医院"}
    uid = drafts.keep_draft(
        ws, draft_uid=None, form="medical_care", case_uid=care.case_uid,
        record_uid=care.record_uid, based_on=1, answers=typed, readable=view.readable,
    )  # fmt: skip
    during = drafts.open_draft(ws, uid).view
    assert during.answers == typed
    now.later(hours=3)
    after = drafts.open_draft(station.sign_in("he"), uid).view
    assert after.answers == {"hospital": "县医院"}
    saved = save(
        station.sign_in("he"), "medical_care", after.answers, case=care.case_uid,
        record=care.record_uid, based_on=1, readable=after.readable,
    )  # fmt: skip
    told = records.open_record(station.sign_in("yang"), saved.record_uid).answers
    assert told["allergies"] == WORDS


def test_k10_what_was_written_into_a_part_that_is_lent_is_kept(
    station: House, care: records.Saved
) -> None:
    granted(station, care.case_uid)
    ws = station.sign_in("he")
    typed = {"allergies": "对头孢也过敏"}
    uid = drafts.keep_draft(
        ws, draft_uid=None, form="medical_care", case_uid=care.case_uid,
        record_uid=care.record_uid, based_on=1, answers=typed,
    )  # fmt: skip
    assert drafts.open_draft(ws, uid).view.answers == typed


def test_k18_a_part_that_is_lent_stands_on_no_paper(station: House, care: records.Saved) -> None:
    order = HerOrder(case_uid=care.case_uid)
    own = [words.text for _, words in her_record.told(station.sign_in("yang"), order)]
    assert WORDS in own
    granted(station, care.case_uid)
    ws = station.sign_in("he")
    assert records.open_record(ws, care.record_uid).answers["allergies"] == WORDS
    assert WORDS not in [words.text for _, words in her_record.told(ws, order)]
