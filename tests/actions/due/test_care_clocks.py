"""Care that was refused or that nobody pays is asked for again (F17, F18, S69)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.rules.engine import State
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, KNOWN, Clock, House, save

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


# What helps a person, each as short as it can be completed.
CARE: dict[str, dict[str, Any]] = {
    "medical_care": {"sent_at": "2027-06-29T01:00:00Z", "visit_kind": "02",
                     "hospital": "某县人民医院（虚构）", "care_outcome": "01"},
    "safety_line": {"safety_line": "夜间巡视两次"},
    "service_note": {"note_on": "2027-06-29", "note_services": ["01"]},
    "stay_and_leaving": {"stay_from": "2026-06-29T14:00:00Z", "stay_board": ["01"],
                         "stay_female_staff": True},
    "follow_up": {"visited_on": "2027-06-29", "visit_way": "01", "visit_result": "01",
                  "alone": "01", "harm": ["01"], "risk": "1"},
}  # fmt: skip
LATE = {"A-201", "A-202", "A-203"}  # to search, to publish, to ask the police


def test_nothing_overdue_ever_blocks_care(ws: Workspace, now: Clock) -> None:
    """Nobody searched, reported or asked the police for a year; she is cared for all the same."""
    case = save(ws, answers=INTAKE).case_uid
    now.later(days=365)
    clocks.work_out(ws)
    late = {each.rule.id for each in clocks.of_case(ws, case) if each.state is State.OVERDUE}
    assert late >= LATE
    for form, answers in CARE.items():
        save(ws, form, answers, case=case, complete=True)
    written = {row.form: row.state for row in cases.records_of(ws, case)}
    assert {form: written[form] for form in CARE} == dict.fromkeys(CARE, "complete")
    still = {each.rule.id for each in clocks.of_case(ws, case) if each.state is State.OVERDUE}
    assert still >= LATE, "what is late stays told"
