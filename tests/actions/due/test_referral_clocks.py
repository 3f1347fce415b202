"""A referral until somebody helps: the answer, the refusal, and who is asked next (S37, S39)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.due import clock_places, clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.outward import referrals
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, KNOWN, House, save

ASKED: dict[str, Any] = {
    "referral_on": "2026-06-26",
    "referral_service": "03",
    "referral_department": {"code": "24", "name": "某县人民医院（虚构）"},
    "referral_abroad": False,
    "referral_asked": "请安排检查一次",
    "referral_basis": "02",
    "referral_sent_on": "2026-06-26",
}
REFUSED = {"referral_accepted": False, "referral_answered_on": "2026-06-29",
           "referral_refused_why": "没有床位"}  # fmt: skip


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=KNOWN).case_uid


def due_of(ws: Workspace, case: str) -> dict[str, str]:
    return {e.rule.id: e.deadline.due for e in clocks.of_case(ws, case) if e.deadline.open}


@pytest.mark.lives("S37", "S39", "S69")
def test_s39_whoever_was_not_taken_on_is_asked_for_elsewhere(ws: Workspace, case: str) -> None:
    sent = save(ws, "referral", ASKED, case=case, complete=True).record_uid
    assert set(due_of(ws, case)) == {"F25"}
    no = ASKED | REFUSED
    save(ws, "referral", no, case=case, record=sent, based_on=1, complete=True)
    assert due_of(ws, case) == {"F25.2": "2026-06-30"}
    assert "F25.2" in {each.clock.rule.id for each in cases.today(ws) if each.clock}
    other = ASKED | {"referral_department": {"code": "24", "name": "某市医院（虚构）"}}
    save(ws, "referral", other, case=case, complete=True)
    assert "F25.2" in due_of(ws, case), "asked is not taken on"
    found = no | {"referral_instead_on": "2026-06-30"}
    save(ws, "referral", found, case=case, record=sent, based_on=2, complete=True)
    assert set(due_of(ws, case)) == {"F25"}


def test_above_a_referral_stands_what_is_due_of_it_and_not_of_another(
    ws: Workspace, case: str
) -> None:
    refused = save(ws, "referral", ASKED | REFUSED, case=case, complete=True).record_uid
    waits = save(ws, "referral", ASKED, case=case, complete=True).record_uid

    def above(record: str) -> list[str]:
        return [each.rule.id for each in clock_places.settled_here(ws, case, "referral", record)]

    assert above(refused) == ["F25.2"]
    assert above(waits) == ["F25"]
    assert above("") == [], "a new one answers for none of them"


def test_above_a_form_stands_what_another_form_began(ws: Workspace) -> None:
    case = save(ws, answers=INTAKE).case_uid
    found = clock_places.settled_here(ws, case, "tracing_notice", "")
    assert [each.rule.id for each in found] == ["A-202"]


@pytest.mark.parametrize("urgency", ["01", "02"])
def test_s69_what_cannot_wait_is_asked_about_the_next_day(
    ws: Workspace, case: str, urgency: str
) -> None:
    soon = ASKED | {"referral_urgency": urgency, "referral_sent_on": "2026-06-30"}
    sent = save(ws, "referral", soon, case=case, complete=True).record_uid
    assert due_of(ws, case) == {"F25.3": "2026-07-01", "F25": "2026-07-14"}
    taken = soon | {"referral_accepted": True, "referral_received_on": "2026-06-30"}
    save(ws, "referral", taken, case=case, record=sent, based_on=1, complete=True)
    assert due_of(ws, case) == {"F25": "2026-07-14"}


def test_s39_the_list_keeps_a_refusal_until_somebody_else_helps(
    station: House, ws: Workspace, case: str
) -> None:
    no = ASKED | REFUSED
    sent = save(ws, "referral", no, case=case, complete=True).record_uid
    (listed,) = referrals.sent(ws)
    assert (listed.refused, listed.waits, listed.open) == (True, True, False)
    (hospital,) = referrals.by_department([listed])
    assert (hospital.answered, hospital.refused) == (1, 1)
    found = no | {"referral_instead_on": "2026-06-30"}
    save(ws, "referral", found, case=case, record=sent, based_on=1, complete=True)
    (listed,) = referrals.sent(station.sign_in("duan"))
    assert (listed.refused, listed.waits) == (True, False)
