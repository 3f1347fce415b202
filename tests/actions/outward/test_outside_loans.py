"""A loan to outside ends with what it stood on, in whichever file of the person that is written."""

from __future__ import annotations

import pytest

from rescueapp import clock
from rescueapp.actions.family import families
from rescueapp.actions.finding import cases, merging
from rescueapp.actions.keeping import retention
from rescueapp.actions.outward import consents, outside_loans
from rescueapp.actions.recording import records
from rescueapp.actions.two_people import lending_out, requests
from rescueapp.domain.consent import State, Use
from rescueapp.domain.family import Joining
from rescueapp.domain.retention import Order
from rescueapp.errors import Refused
from rescueapp.storage import lent_keys
from rescueapp.workspace import Workspace
from tests.actions.leaving import BUYER
from tests.actions.merged import WHY, merge, take_apart
from tests.actions.opened.test_closing import ADULT, closed, reopen
from tests.actions.outsiders import PARTNER, agreed_case, invite, lend
from tests.actions.station import Clock, House, save

NO = {"consent_on": "2026-06-30", "consenter": "01", "agrees_referral": "02"}
LISTED = BUYER | {"unsafe_organisations": PARTNER["partner_name"]}


@pytest.fixture
def case(station: House) -> str:
    """A case of he that somebody from outside works in."""
    invite(station)
    uid = agreed_case(station)
    lend(station.sign_in("he"), uid)
    return uid


@pytest.fixture
def other(station: House, case: str) -> str:
    """Another file of the same person."""
    return save(station.sign_in("he")).case_uid


def lent(station: House) -> list[str]:
    """What is listed to who works from outside."""
    return [each.uid for each in lending_out.lent_to_me(station.sign_in("wai"))]


# --- her consent ----------------------------------------------------------------------------


def test_a_consent_taken_back_ends_the_loan(station: House, case: str) -> None:
    ws = station.sign_in("he")
    [paper] = [row for row in cases.records_of(ws, case) if row.form == "consent"]
    opened = records.open_record(ws, paper.uid)
    taken = {"withdrawals": [{"withdrawn_purpose": "05", "withdrawn_on": "2026-06-30"}]}
    save(ws, "consent", {**opened.answers, **taken}, case=case, record=paper.uid, based_on=1,
         complete=True)  # fmt: skip
    assert lending_out.of_case(ws, case) == []
    assert lent(station) == []


def test_a_no_in_the_kept_file_ends_the_loan_of_the_folded_one_and_no_new_one_begins(
    station: House, case: str, other: str, now: Clock
) -> None:
    ws = merge(station, other, case)
    assert lent(station) == [case]
    now.later(minutes=1)
    ws = station.sign_in("he")
    save(ws, "consent", NO, case=other)
    assert lent(station) == []
    with pytest.raises(Refused):
        lend(station.sign_in("he"), case)


def test_a_merge_that_brings_a_no_ends_the_loan(
    station: House, case: str, other: str, now: Clock
) -> None:
    now.later(minutes=1)
    save(station.sign_in("he"), "consent", NO, case=other)
    merge(station, case, other)
    assert lent(station) == []


def test_a_merge_that_is_agreed_to_ends_it_too(
    station: House, case: str, other: str, now: Clock
) -> None:
    now.later(minutes=1)
    ws = station.sign_in("he")
    save(ws, "consent", NO, case=other)
    merging.merge(ws, case, other, basis="01", reason=WHY)
    assert lent(station) == [case]
    ws = station.sign_in("duan")
    (asked,) = requests.waiting(ws)
    requests.decide(ws, asked.request.uid, granted=True)
    assert lent(station) == []


def test_taken_apart_a_loan_that_stood_on_the_other_files_yes_ends(
    station: House, case: str, other: str
) -> None:
    merge(station, other, case)
    lend(station.sign_in("he"), other)
    take_apart(station, case)
    assert lent(station) == [case]


def test_a_loan_ends_with_the_last_day_of_the_consent(station: House, now: Clock) -> None:
    invite(station)
    case = agreed_case(station, expires_on="2026-07-02")
    ws = station.sign_in("he")
    lend(ws, case, days=20)
    (loan,) = lending_out.of_case(ws, case)
    assert clock.local(loan.until).isoformat().startswith("2026-07-03T00:00")
    now.later(days=5)
    ws = station.sign_in("he")
    assert consents.state(ws, case, Use.REFERRAL) is State.EXPIRED
    assert lent(station) == []


@pytest.mark.parametrize(("last", "goes_on"), [("2026-07-02", False), ("2026-12-31", True)])
def test_an_earlier_last_day_written_later_ends_the_loan(
    station: House, case: str, now: Clock, last: str, goes_on: bool
) -> None:
    now.later(minutes=1)
    ws = station.sign_in("he")
    again = {"consent_on": "2026-06-30", "consenter": "01", "agrees_referral": "01"}
    save(ws, "consent", again | {"expires_on": last}, case=case)
    assert lent(station) == [case] * goes_on


def test_what_has_nothing_to_do_with_it_ends_nothing(station: House, case: str, other: str) -> None:
    ws = merge(station, case, other)
    save(ws, "relative", BUYER, case=case)
    save(station.sign_in("wai"), "service_note", {"note_on": "2026-06-30"}, case=case)
    assert lent(station) == [case]


# --- who must not know ----------------------------------------------------------------------


def put_on_the_list(ws: Workspace, case: str) -> None:
    save(ws, "relative", LISTED, case=case)


def test_a_partner_that_comes_onto_the_unsafe_list_is_lent_nothing_any_more(
    station: House, case: str
) -> None:
    put_on_the_list(station.sign_in("he"), case)
    assert lent(station) == []


@pytest.mark.parametrize("lent_is_kept", [True, False])
def test_the_list_of_either_file_ends_the_loan(
    station: House, case: str, other: str, lent_is_kept: bool
) -> None:
    files = (case, other) if lent_is_kept else (other, case)
    ws = merge(station, *files)
    put_on_the_list(ws, files[0])
    assert lent(station) == []


def test_a_merge_that_brings_the_list_ends_the_loan(station: House, case: str, other: str) -> None:
    put_on_the_list(station.sign_in("he"), other)
    assert lent(station) == [case]
    merge(station, case, other)
    assert lent(station) == []


def test_the_list_of_the_familys_case_ends_the_loan(station: House, case: str, other: str) -> None:
    ws = station.sign_in("he")
    families.link(ws, other, Joining(case, "04", own="04"))
    put_on_the_list(ws, other)
    assert lent(station) == []


def test_a_family_that_is_linked_brings_the_list_and_ends_the_loan(
    station: House, case: str, other: str
) -> None:
    put_on_the_list(station.sign_in("he"), other)
    assert lent(station) == [case]
    families.link(station.sign_in("he"), case, Joining(other, "04", own="04"))
    assert lent(station) == []


# --- help that has ended, a case that is only stored ----------------------------------------


@pytest.mark.parametrize("folded", [False, True])
def test_the_loan_ends_when_the_case_is_closed(station: House, folded: bool) -> None:
    invite(station)
    case = agreed_case(station)
    ws = station.sign_in("he")
    kept = save(ws, answers=ADULT).case_uid if folded else case
    lend(ws, case)
    ws = merge(station, kept, case) if folded else ws
    closed(ws, kept)
    assert outside_loans.standing(ws, case) == []
    assert lent(station) == []
    reopen(station.sign_in("he"), kept)
    assert lent(station) == []


def test_a_case_that_is_only_stored_is_listed_to_nobody_outside(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    retention.lay(ws, case, Order.HOLD, "法院要求暂停销毁并继续保管")
    assert lent(station) == [case]
    ws = station.sign_in("duan")
    retention.lay(ws, case, Order.RESTRICTION, "本人要求删除，依法仅保留存储")
    assert lent_keys.of_case(ws.db, case) == []
    assert lent(station) == []
