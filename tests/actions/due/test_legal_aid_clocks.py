"""An application for legal aid from its first day to its end: 7 + 3 + 5 days (A-801 to A-804)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.due import clocks
from rescueapp.actions.recording.records import Saved
from rescueapp.workspace import Workspace
from tests.actions.station import KNOWN, save

ASKED = {"aid_papers_asked_on": "2026-06-23"}
REFUSED = {"aid_decision": "02", "aid_decided_on": "2026-06-24"}
OBJECTED = REFUSED | {"aid_objection_on": "2026-06-26"}


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=KNOWN).case_uid


def apply(ws: Workspace, case: str, before: Saved | None = None, **told: Any) -> Saved:
    """An application of the twentieth of June as it stands, or stands now."""
    answers = {"aid_applied_on": "2026-06-20", **told}
    if before is None:
        return save(ws, "legal_aid", answers, case=case)
    last = before.version
    return save(ws, "legal_aid", answers, case=case, record=before.record_uid, based_on=last)


def due_of(ws: Workspace, case: str) -> dict[str, str]:
    return {e.rule.id: e.deadline.due for e in clocks.of_case(ws, case) if e.deadline.open}


@pytest.mark.lives("S29")
@pytest.mark.parametrize("decision", ["01", "02", "04", "05"])
def test_a803_once_it_is_decided_no_paper_is_owed(ws: Workspace, case: str, decision: str) -> None:
    begun = apply(ws, case, **ASKED)
    assert due_of(ws, case)["A-803"] == "2026-06-26"
    apply(ws, case, begun, **ASKED, aid_decision=decision, aid_decided_on="2026-06-28")
    assert set(due_of(ws, case)) == ({"A-802"} if decision == "01" else set())


@pytest.mark.parametrize(
    "told",
    [
        {"aid_decision": "04", "aid_decided_on": "2026-06-25"},
        {"aid_decision": "05", "aid_decided_on": "2026-06-25", **ASKED},
        {"aid_ended_on": "2026-06-25"},
        {"aid_ended_on": "2026-06-25", **ASKED},
        {"aid_ended_on": "2026-06-29", **OBJECTED},
        {"aid_ended_on": "2026-06-29", "aid_decision": "01", "aid_decided_on": "2026-06-28"},
    ],
)
def test_a801_what_was_withdrawn_or_has_ended_waits_for_nobody(
    ws: Workspace, case: str, told: dict[str, Any]
) -> None:
    apply(ws, case, **told)
    assert due_of(ws, case) == {}


def test_a802_aid_granted_after_an_objection_brings_a_lawyer_in_three_days(
    ws: Workspace, case: str
) -> None:
    begun = apply(ws, case, **OBJECTED)
    assert due_of(ws, case) == {"A-804": "2026-07-01"}
    won = {"aid_objection_answer": "01", "aid_objection_answered_on": "2026-06-29"}
    begun = apply(ws, case, begun, **OBJECTED, **won)
    assert due_of(ws, case) == {"A-802": "2026-07-02"}
    apply(ws, case, begun, **OBJECTED, **won, aid_lawyer_on="2026-06-30")
    assert due_of(ws, case) == {}


def test_a804_a_decision_upheld_brings_none(ws: Workspace, case: str) -> None:
    lost = {"aid_objection_answer": "02", "aid_objection_answered_on": "2026-06-29"}
    apply(ws, case, **OBJECTED, **lost)
    assert due_of(ws, case) == {}


def test_a807_a_lawyer_of_an_urgent_matter_comes_before_the_decision(
    ws: Workspace, case: str
) -> None:
    granted = {"aid_decision": "01", "aid_decided_on": "2026-06-27"}
    apply(ws, case, aid_urgent=["01"], aid_lawyer_on="2026-06-21", **granted)
    assert due_of(ws, case) == {}
