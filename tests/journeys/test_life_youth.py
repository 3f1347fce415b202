"""A youth of sixteen who will not go back: training, forbidden work, work elsewhere, and after."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.vault import training
from tests.journeys.lives import Life, begin, life

__all__ = ["begin", "life"]

TRAINED: dict[str, Any] = {
    "work_on": "@-110", "work_wish": ["01", "03"], "work_elsewhere_wish": True,
    "courses": [{"course_kind": "02", "course_on": "@-150", "course_ended_on": "@-111",
                 "course_result": "02"}],
    "guidance": ["03", "04"],
}  # fmt: skip
JOB = {"job_kind": "02", "job_from": "@-100", "job_elsewhere": True}


@pytest.mark.lives("S33", "S42", "S74")
def test_a_youth_of_sixteen_learns_and_works_elsewhere(life: Life) -> None:
    life.write("intake", "he", training.dated({
        "arrived_at": "@-160 13:40", "sex": "2", "age_low": 16, "age_high": 17, "id_check": "1",
    }))  # fmt: skip
    bar = {**JOB, "job_kind": "82"}
    words = life.refused("training_and_work", "he", {**TRAINED, "jobs": [bar]})
    assert "nobody works in entertainment venues" in words
    unsaid = {key: told for key, told in JOB.items() if key != "job_kind"}
    words = life.refused("training_and_work", "he", {**TRAINED, "jobs": [unsaid]}, complete=True)
    assert "it is said what kind of work it is" in words
    life.write("training_and_work", "he", training.dated({**TRAINED, "jobs": [JOB]}),
               complete=True)  # fmt: skip
    assert life.clock("F21.1") == "overdue"
    assert life.clock("F21.2") == "running"
    assert {"F21.1", "F21.2"} <= life.today()
