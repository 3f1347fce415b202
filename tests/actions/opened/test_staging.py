"""Where a case stands, and which stages its records prove."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.opened import staging
from rescueapp.forms.schema import Stage
from rescueapp.workspace import Workspace
from tests.actions.station import KNOWN, save

HER: dict[str, Any] = KNOWN | {"birth_date": "1990-05"}
STAY = {"stay_from": "2026-06-29T02:00:00Z"}
LEFT = STAY | {"left_at": "2026-06-30T02:00:00Z"}
BY_VOUCHER, STAYS, WITHOUT_NOTICE = "5.2", "5.9", "5.5"  # C-16


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=HER).case_uid


@pytest.mark.parametrize("mode", [BY_VOUCHER, WITHOUT_NOTICE])
def test_whoever_left_the_station_is_past_its_services(ws: Workspace, case: str, mode: str) -> None:
    saved = save(ws, "stay_and_leaving", STAY | {"exit_mode": STAYS}, case=case)
    assert cases.case(ws, case).stage is Stage.SERVICES
    save(ws, "stay_and_leaving", LEFT | {"exit_mode": mode}, case=case, record=saved.record_uid,
         based_on=saved.version)  # fmt: skip
    assert cases.case(ws, case).stage is Stage.PLACEMENT


def test_a_leaving_that_was_a_slip_is_taken_back(ws: Workspace, case: str) -> None:
    saved = save(ws, "stay_and_leaving", LEFT | {"exit_mode": BY_VOUCHER}, case=case)
    save(ws, "stay_and_leaving", STAY, case=case, record=saved.record_uid, based_on=saved.version)
    assert cases.case(ws, case).stage is Stage.SERVICES


def test_a_stage_without_a_record_is_not_proved_by_a_later_one(ws: Workspace, case: str) -> None:
    save(ws, "stay_and_leaving", LEFT | {"exit_mode": BY_VOUCHER}, case=case)
    assert staging.proved(ws, case) == {Stage.INTAKE, Stage.SERVICES, Stage.PLACEMENT}


def test_a_plan_that_waits_for_a_second_person_proves_nothing(ws: Workspace, case: str) -> None:
    save(ws, "service_plan", {"own_goals": "想学裁缝"}, case=case, complete=True)
    assert staging.proved(ws, case) == {Stage.INTAKE}
