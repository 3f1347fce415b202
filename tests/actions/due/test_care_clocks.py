"""Care that was refused or that nobody pays is asked for again (F17, F18, S69)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.due import clocks
from rescueapp.workspace import Workspace
from tests.actions.station import KNOWN, House, save

SENT = {"sent_at": "2026-06-30T01:00:00Z", "visit_kind": "02", "hospital": "某县人民医院（虚构）"}
TURNED_AWAY = SENT | {"care_outcome": "06", "turned_away_why": "称无床位"}


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=KNOWN).case_uid


def due_of(ws: Workspace, case: str) -> dict[str, str]:
    return {e.rule.id: e.deadline.due for e in clocks.of_case(ws, case) if e.deadline.open}


@pytest.mark.lives("S69")
def test_s69_whoever_was_turned_away_is_taken_to_another_hospital(ws: Workspace, case: str) -> None:
    save(ws, "medical_care", TURNED_AWAY, case=case)
    assert due_of(ws, case) == {"F17.1": "2026-07-01T01:00:00Z"}
    again = TURNED_AWAY | {"sent_at": "2026-06-30T02:00:00Z"}
    save(ws, "medical_care", again, case=case)
    assert due_of(ws, case) == {"F17.1": "2026-07-01T02:00:00Z"}, "the last refusal counts"
    other = SENT | {"sent_at": "2026-06-30T03:00:00Z", "hospital": "某市医院（虚构）"}
    save(ws, "medical_care", other, case=case)
    assert due_of(ws, case) == {}


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ("medical_care", SENT | {"payers": ["01"]}),
        ("social_assistance", {"assist_kind": "04", "assist_applied_on": "2026-06-30"}),
    ],
)
def test_s69_what_nobody_pays_is_asked_for_and_stops_no_care(
    ws: Workspace, case: str, form: str, asked: dict[str, Any]
) -> None:
    unpaid = save(ws, "medical_care", SENT | {"payers": ["07"]}, case=case, complete=True)
    assert due_of(ws, case) == {"F17.2": "2026-07-07"}
    same = form == "medical_care"
    save(ws, form, asked, case=case, record=unpaid.record_uid if same else None,
         based_on=unpaid.version if same else 0)  # fmt: skip
    assert due_of(ws, case) == {}


@pytest.mark.lives("S69")
def test_a403_what_a_counsellor_cannot_treat_goes_to_hospital(station: House, case: str) -> None:
    session = {"session_at": "2026-06-30T01:00:00Z", "psych_referral": "04"}
    save(station.sign_in("li"), "psychological_record", session, case=case)
    assert due_of(station.sign_in("li"), case) == {"F18": "2026-07-01T01:00:00Z"}
    assert due_of(station.sign_in("he"), case) == {}, "what a session advised is sealed"
    save(station.sign_in("he"), "medical_care", SENT | {"sent_at": "2026-06-30T02:00:00Z"},
         case=case)  # fmt: skip
    assert due_of(station.sign_in("li"), case) == {}


SESSION = {"session_at": "2026-06-30T01:00:00Z"}
SLIP = {"referral_on": "2026-06-30", "referral_sent_on": "2026-06-30"}
HERSELF = "psychological_record"


@pytest.mark.lives("S69")
@pytest.mark.parametrize("advice", ["02", "03"], ids=["psychiatry", "psychotherapy"])
def test_a403_psychiatry_that_was_advised_is_asked_for_within_a_week(
    station: House, case: str, advice: str
) -> None:
    told = SESSION | {"psych_referral": advice}
    save(station.sign_in("li"), HERSELF, told, case=case)
    assert due_of(station.sign_in("li"), case) == {"F18.2": "2026-07-07"}
    he = station.sign_in("he")
    assert due_of(he, case) == {}, "what a session advised is sealed"
    for form, other in (
        ("medical_care", TURNED_AWAY | {"sent_at": "2026-06-30T02:00:00Z"}),
        ("referral", SLIP | {"referral_service": "06"}),
    ):
        save(he, form, other, case=case)
    assert due_of(station.sign_in("li"), case).keys() >= {"F18.2"}


@pytest.mark.lives("S69")
@pytest.mark.parametrize(
    ("form", "told"),
    [
        (HERSELF, {"psych_referred_on": "2026-06-30"}),
        (HERSELF, {"psych_declined_on": "2026-06-30"}),
        ("medical_care", SENT | {"sent_at": "2026-06-30T02:00:00Z"}),
        ("referral", SLIP | {"referral_service": "03"}),
    ],
    ids=["referred", "her no", "in hospital", "a slip"],
)
def test_a403_it_is_asked_for_no_more_once_it_came_to_something(
    station: House, case: str, form: str, told: dict[str, Any]
) -> None:
    """Going there is her own decision (Mental Health Law 30): a no ends it, too."""
    li = station.sign_in("li")
    advised = SESSION | {"psych_referral": "02"}
    first = save(li, HERSELF, advised, case=case)
    assert due_of(li, case).keys() == {"F18.2"}
    if form == HERSELF:
        save(li, form, advised | told, case=case, record=first.record_uid, based_on=1)
    else:
        save(station.sign_in("he"), form, told, case=case)
    assert "F18.2" not in due_of(station.sign_in("li"), case)
