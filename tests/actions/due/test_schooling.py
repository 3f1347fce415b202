"""Children of school age who are at no school are found, and told of (S12, S45, A-603)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp import clock, i18n
from rescueapp.actions.due import clocks, schooling
from rescueapp.domain.retention import Laid, Order
from rescueapp.forms.schema import Stage
from rescueapp.storage import cases, retention
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, Clock, House, save

NINE = {"birth_date": "2017-03-05"}
AT_SCHOOL = {"school_on": "2026-06-01", "school_outcome": "01", "school_enrolled_on": "2026-06-01"}


def case_of(ws: Workspace, **person: Any) -> str:
    return save(ws, answers=INTAKE | person).case_uid


def school(ws: Workspace, case: str, **answers: Any) -> str:
    return save(ws, "schooling", answers, case=case).record_uid


def listed(ws: Workspace) -> list[tuple[str, str, str]]:
    return [(e.case.uid, e.outcome, e.record_uid) for e in schooling.out_of_school(ws)]


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ({"birth_date": "2020-06-30"}, True),  # six today
        ({"birth_date": "2020-07-01"}, False),  # six tomorrow
        ({"birth_date": "2020"}, True),  # perhaps six
        ({"birth_date": "2010-07-01"}, True),  # sixteen tomorrow
        ({"birth_date": "2010-06-30"}, False),
        ({"age_low": 14, "age_high": 17}, True),
        ({"age_low": 15, "age_high": 17}, True),
        ({"age_low": 16, "age_high": 17}, False),
        ({"age_low": 3, "age_high": 4}, False),
        ({"age_low": 4, "age_high": 6}, True),
        ({"birth_date": "1999-01-01"}, False),
        ({}, False),  # nobody knows the age: F01 asks for it
    ],
)
def test_s12_a_child_of_school_age_without_school_is_listed(
    ws: Workspace, person: dict[str, Any], told: bool
) -> None:
    case = case_of(ws, **person)
    assert listed(ws) == ([(case, "", "")] if told else [])


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (AT_SCHOOL, False),
        ({"school_outcome": "02"}, False),
        ({"school_outcome": "06"}, False),
        ({"school_outcome": "06", "school_stage": "31"}, False),  # junior middle school
        ({"school_outcome": "06", "school_stage": "21"}, True),  # primary: it goes on
        ({"school_outcome": "03", "school_deferred_until": "2026-06-30"}, False),
        ({"school_outcome": "03", "school_deferred_until": "2026-06-29"}, True),
        ({"school_outcome": "03"}, True),  # put off until no day
        ({"school_outcome": "04"}, True),
        ({"school_outcome": "05"}, True),
        ({"school_wish": "01"}, True),
    ],
)
def test_a603_school_teaching_at_home_or_a_document_take_it_off(
    ws: Workspace, answers: dict[str, Any], told: bool
) -> None:
    case = case_of(ws, **NINE)
    record = school(ws, case, **answers)
    outcome = answers.get("school_outcome", "")
    assert listed(ws) == ([(case, outcome, record)] if told else [])


def test_s45_whoever_left_school_is_back_on_the_list_and_off_it_again(ws: Workspace) -> None:
    case = case_of(ws, **NINE)
    school(ws, case, **AT_SCHOOL)
    left = school(ws, case, school_on="2026-06-20", school_outcome="05")
    assert listed(ws) == [(case, "05", left)]
    school(ws, case, school_on="2026-06-25", school_wish="02")  # says nothing of where it stands
    assert listed(ws) == [(case, "05", left)]
    school(ws, case, school_on="2026-06-30", school_outcome="01")
    assert listed(ws) == []


def terms_of(ws: Workspace, case: str) -> dict[str, str]:
    """The clocks of school that are open."""
    found = (e for e in clocks.of_case(ws, case) if e.deadline.open)
    return {e.rule.id: e.deadline.due for e in found if e.rule.id.startswith("A-603")}


@pytest.mark.lives("S12")
@pytest.mark.parametrize(
    ("answers", "due"),
    [
        (AT_SCHOOL, {}),
        ({"school_outcome": "03", "school_deferred_until": "2026-09-01"},
         {"A-603.2": "2026-09-01"}),  # the day it was put off to, not the term after
        ({"school_outcome": "05", "school_left_on": "2026-06-20"}, {"A-603.3": "2026-09-01"}),
        ({"school_outcome": "06", "school_left_on": "2026-06-20", "school_stage": "31"}, {}),
        ({"school_outcome": "06", "school_left_on": "2026-06-20"}, {}),
        ({"school_outcome": "06", "school_left_on": "2026-06-20", "school_stage": "21"},
         {"A-603.3": "2026-09-01"}),
        ({"school_outcome": "04"}, {"A-603.1": "2026-09-01"}),
    ],
)  # fmt: skip
def test_a603_one_clock_says_what_the_list_says(
    ws: Workspace, answers: dict[str, Any], due: dict[str, str]
) -> None:
    case = case_of(ws, **NINE)
    school(ws, case, **answers)
    assert terms_of(ws, case) == due


def test_a603_what_was_put_off_stays_due_until_the_child_is_at_school(
    ws: Workspace, now: Clock
) -> None:
    case = case_of(ws, **NINE)
    school(ws, case, school_outcome="03", school_deferred_until="2026-09-01")
    now.later(days=400)
    assert terms_of(ws, case) == {"A-603.2": "2026-09-01"}
    school(ws, case, school_outcome="01", school_enrolled_on="2026-08-28")
    assert terms_of(ws, case) == {}


def test_others_cases_are_not_listed_and_closed_ones_not_either(
    ws: Workspace, station: House
) -> None:
    case = case_of(ws, **NINE)
    assert listed(station.sign_in("mu")) == []
    ws = station.sign_in("duan")
    assert listed(ws) == [(case, "", "")]
    with ws.db.transaction():
        cases.update_spine(ws.db, case, changed_at=clock.stamp(), stage=Stage.CLOSED)
    assert listed(ws) == []


def test_a_case_that_is_only_stored_is_not_looked_through(ws: Workspace) -> None:
    case = case_of(ws, **NINE)
    with ws.db.transaction():
        retention.lay(
            ws.db,
            Laid("a" * 32, case, Order.RESTRICTION, "asked", ws.worker.uid, clock.stamp()),
        )
    assert listed(ws) == []


def test_s12_how_many_they_are_is_told(ws: Workspace) -> None:
    assert schooling.duty(schooling.out_of_school(ws)) == []
    case_of(ws, **NINE)
    assert schooling.duty(schooling.out_of_school(ws)) == [schooling.ONE()]
    case_of(ws, **NINE)
    (line,) = schooling.duty(schooling.out_of_school(ws))
    assert line == schooling.SEVERAL(count=2)
    assert "2 children" in i18n.say(line)


def test_the_list_tells_no_school_and_no_name(ws: Workspace) -> None:
    case = case_of(ws, **NINE, name="林春山")
    school(ws, case, school_outcome="05", school_name="某镇中心完小（虚构）")
    assert "完小" not in repr(schooling.out_of_school(ws))
    assert "林春山" not in repr(schooling.out_of_school(ws))
