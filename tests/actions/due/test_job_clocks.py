"""A job is looked at again after three and six months: does it hold (F21, S33, S74)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.workspace import Workspace
from tests.actions.station import KNOWN, save

JOB = {"job_kind": "01", "job_from": "2026-03-01", "job_elsewhere": True}
STILL = "01"  # L-job-state


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=KNOWN | {"birth_date": "1999-01-01"}).case_uid


def due_of(ws: Workspace, case: str) -> dict[str, str]:
    found = (e for e in clocks.of_case(ws, case) if e.deadline.open)
    return {e.rule.id: e.deadline.due for e in found if e.rule.form == "training_and_work"}


@pytest.mark.lives("S33", "S74")
def test_s74_a_job_is_looked_at_after_three_and_six_months(ws: Workspace, case: str) -> None:
    begun = save(ws, "training_and_work", {"jobs": [JOB]}, case=case)
    assert due_of(ws, case) == {"F21.1": "2026-06-01", "F21.2": "2026-09-01"}
    assert "F21.1" in {each.clock.rule.id for each in cases.today(ws) if each.clock}
    looked = {"jobs": [JOB | {"job_third_month": STILL}]}
    save(ws, "training_and_work", looked, case=case, record=begun.record_uid, based_on=1)
    assert due_of(ws, case) == {"F21.2": "2026-09-01"}
    looked = {"jobs": [JOB | {"job_third_month": STILL, "job_sixth_month": STILL}]}
    save(ws, "training_and_work", looked, case=case, record=begun.record_uid, based_on=2)
    assert due_of(ws, case) == {}


@pytest.mark.parametrize(
    "over", [{"job_until": "2026-04-01"}, {"job_ended_why": "07"}, {"job_ended_why": "01"}]
)
def test_s74_a_job_that_ended_is_not_asked_about(
    ws: Workspace, case: str, over: dict[str, Any]
) -> None:
    save(ws, "training_and_work", {"jobs": [JOB | over]}, case=case)
    assert due_of(ws, case) == {}


def test_s74_the_next_job_is_looked_at_like_the_first(ws: Workspace, case: str) -> None:
    jobs = [JOB | {"job_until": "2026-05-10"}, JOB | {"job_from": "2026-05-12"}]
    save(ws, "training_and_work", {"jobs": jobs}, case=case)
    assert due_of(ws, case) == {"F21.1": "2026-08-12", "F21.2": "2026-11-12"}
