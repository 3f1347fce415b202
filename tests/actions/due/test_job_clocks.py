"""A job is looked at again after three and six months: does it hold (F21, S33, S74)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import clock_acts
from rescueapp.actions.two_people import requests
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.station import KNOWN, House, save

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


EVENING = JOB | {"job_kind": "02", "job_from": "2026-03-20"}


def open_days(ws: Workspace, case: str) -> list[tuple[str, str]]:
    """(rule, day) of every job that is still to be looked at."""
    found = (e for e in clocks.of_case(ws, case) if e.deadline.open)
    jobs = [(e.rule.id, e.deadline.due) for e in found if e.rule.form == "training_and_work"]
    return sorted(jobs)


@pytest.mark.lives("S33", "S74")
@pytest.mark.parametrize("looked_at", ["2026-03-01", "2026-03-20"])
def test_s74_two_jobs_are_each_looked_at(ws: Workspace, case: str, looked_at: str) -> None:
    begun = save(ws, "training_and_work", {"jobs": [JOB, EVENING]}, case=case)
    both = [("F21.1", "2026-06-01"), ("F21.1", "2026-06-20"),
            ("F21.2", "2026-09-01"), ("F21.2", "2026-09-20")]  # fmt: skip
    assert open_days(ws, case) == both
    look = {"job_third_month": STILL}
    jobs = [job | look if job["job_from"] == looked_at else job for job in (JOB, EVENING)]
    save(ws, "training_and_work", {"jobs": jobs}, case=case, record=begun.record_uid, based_on=1)
    seen = ("F21.1", looked_at.replace("-03-", "-06-"))
    assert open_days(ws, case) == [each for each in both if each != seen]


def test_s74_of_two_jobs_of_one_day_both_are_looked_at(ws: Workspace, case: str) -> None:
    look = {"job_third_month": STILL, "job_sixth_month": STILL}
    jobs = [JOB | look, JOB | {"job_kind": "02"}]
    begun = save(ws, "training_and_work", {"jobs": jobs}, case=case)
    assert set(due_of(ws, case)) == {"F21.1", "F21.2"}
    jobs = [job | look for job in jobs]
    save(ws, "training_and_work", {"jobs": jobs}, case=case, record=begun.record_uid, based_on=1)
    assert due_of(ws, case) == {}


def test_s74_a_job_written_elsewhere_is_looked_at_by_itself(ws: Workspace, case: str) -> None:
    save(ws, "training_and_work", {"jobs": [JOB]}, case=case)
    looked = {"jobs": [EVENING | {"job_third_month": STILL, "job_sixth_month": STILL}]}
    save(ws, "training_and_work", looked, case=case)
    assert open_days(ws, case) == [("F21.1", "2026-06-01"), ("F21.2", "2026-09-01")]


def test_s74_that_one_job_needs_no_look_holds_for_that_job_alone(
    station: House, ws: Workspace, case: str
) -> None:
    save(ws, "training_and_work", {"jobs": [JOB, EVENING]}, case=case)
    first = next(e.deadline for e in clocks.of_case(ws, case) if e.deadline.due == "2026-06-01")
    clock_acts.ask_exempt(ws, case, first, "本人不愿意单位被联系，已当面了解")
    with pytest.raises(Refused) as caught:
        clock_acts.ask_exempt(ws, case, first, "本人不愿意单位被联系，已当面了解")
    assert caught.value.words is clock_acts.WAITS
    second = next(e.deadline for e in clocks.of_case(ws, case) if e.deadline.due == "2026-06-20")
    clock_acts.ask_another_day(ws, case, second, date(2026, 7, 20), "本人请求改到下个月")
    boss = station.sign_in("duan")
    for asked in requests.waiting(boss):
        requests.decide(boss, asked.request.uid, granted=True)
    assert open_days(station.sign_in("he"), case) == [
        ("F21.1", "2026-07-20"), ("F21.2", "2026-09-01"), ("F21.2", "2026-09-20"),
    ]  # fmt: skip


def test_s74_a_job_that_stands_still_holds_no_other_back(ws: Workspace, case: str) -> None:
    jobs = [JOB | {"job_from": day} for day in ("2026-06-01", "2026-06-10")]
    save(ws, "training_and_work", {"jobs": jobs}, case=case)
    first = next(e.deadline for e in clocks.of_case(ws, case) if e.deadline.due == "2026-09-01")
    clock_acts.pause(ws, case, first, "她在医院，单位同意保留岗位")
    still = [e.deadline.since for e in clocks.of_case(ws, case) if e.deadline.paused_on]
    assert still == ["2026-06-01"]
