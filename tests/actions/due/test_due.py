"""What is due, what settles it, where a case stands, and what everybody on duty must know."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.domain.case import Query
from rescueapp.forms.schema import Stage
from rescueapp.workspace import Workspace
from tests.actions.station import KNOWN, Clock, House, save


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=KNOWN).case_uid


def visit(on: str, then: str | None = None, **more: Any) -> dict[str, Any]:
    """A follow-up visit and the next one."""
    return {"visited_on": on, **({"next_visit_on": then} if then else {}), **more}


def test_what_a_record_makes_due_stands_in_today_the_earliest_first(
    ws: Workspace, case: str
) -> None:
    save(ws, "follow_up", visit("2026-06-20", "2026-07-20"), case=case)
    assess = {"assessed_on": "2026-06-20", "reassess_on": "2026-06-28"}
    assessed = save(ws, "risk_and_needs", assess, case=case)

    due = cases.today(ws)

    assert [(d.form, d.due_on, d.mine) for d in due] == [
        ("risk_and_needs", "2026-06-28", True), ("follow_up", "2026-07-20", True),
    ]  # fmt: skip
    assert due[0].record_uid == assessed.record_uid
    assert cases.case(ws, case).due_on == "2026-06-28"
    assert [d.due_on for d in cases.today(ws, before="2026-06-30")] == ["2026-06-28"]


def test_the_next_record_of_the_form_does_what_was_due(ws: Workspace, case: str) -> None:
    first = save(ws, "follow_up", visit("2026-05-20", "2026-06-20"), case=case)
    second = save(ws, "follow_up", visit("2026-06-21", "2026-07-20"), case=case)

    assert [d.record_uid for d in cases.today(ws)] == [second.record_uid]
    done = {row.uid: row.done_on for row in cases.records_of(ws, case)}
    assert done[first.record_uid] == "2026-06-30"
    assert cases.case(ws, case).due_on == "2026-07-20"


def test_putting_an_old_record_right_settles_nothing(ws: Workspace, case: str) -> None:
    first = save(ws, "follow_up", visit("2026-06-20", "2026-07-20"), case=case)
    save(ws, "follow_up", visit("2026-06-20", "2026-07-25"), case=case, record=first.record_uid,
         based_on=1)  # fmt: skip
    assert [d.due_on for d in cases.today(ws)] == ["2026-07-25"]


def test_a_due_day_taken_out_is_no_longer_due(ws: Workspace, case: str) -> None:
    first = save(ws, "follow_up", visit("2026-06-20", "2026-07-20"), case=case)
    save(ws, "follow_up", visit("2026-06-20"), case=case, record=first.record_uid, based_on=1)
    assert cases.today(ws) == []
    assert cases.case(ws, case).due_on is None


def test_others_do_not_see_what_is_due_in_a_case_they_hold_no_key_of(
    ws: Workspace, case: str, station: House
) -> None:
    save(ws, "follow_up", visit("2026-06-20", "2026-07-20"), case=case)
    assert cases.today(station.sign_in("mu")) == []
    assert [d.mine for d in cases.today(station.sign_in("yang"))] == [False]  # on the team


def test_the_frame_counts_today_and_overdue(ws: Workspace, case: str, now: Clock) -> None:
    save(ws, "follow_up", visit("2026-06-20", "2026-07-01"), case=case)
    assert (cases.summary(ws).overdue, cases.summary(ws).due_today) == (0, 0)
    now.later(days=1)
    assert (cases.summary(ws).overdue, cases.summary(ws).due_today) == (0, 1)
    now.later(days=1)
    assert (cases.summary(ws).overdue, cases.summary(ws).due_today) == (1, 0)


def test_a_day_changes_at_midnight_of_the_station(ws: Workspace, case: str, now: Clock) -> None:
    save(ws, "follow_up", visit("2026-06-20", "2026-06-30"), case=case)
    now.later(hours=11, minutes=59)  # 23:59 in Shanghai, 15:59 UTC
    assert cases.summary(ws).due_today == 1
    now.later(minutes=1)
    assert cases.summary(ws).overdue == 1


# --- stage, risk, safety line ------------------------------------------------------------------


def test_a_case_stands_where_its_records_have_brought_it_and_never_goes_back(
    ws: Workspace, case: str
) -> None:
    reached = []
    for form, answers in (
        ("relative", {"relation": "52"}),
        ("risk_and_needs", {"assessed_on": "2026-06-29"}),
        ("service_plan", {"planned_on": "2026-06-29"}),
        ("follow_up", visit("2026-06-29")),
        ("risk_and_needs", {"assessed_on": "2026-06-30"}),
    ):
        save(ws, form, answers, case=case)
        reached.append(cases.case(ws, case).stage)
    assert reached == [
        Stage.INTAKE, Stage.ASSESSMENT, Stage.ASSESSMENT, Stage.FOLLOW_UP, Stage.FOLLOW_UP,
    ], "a plan that nobody has approved brings it nowhere"  # fmt: skip


def test_the_risk_is_the_latest_ones_not_the_last_typed(ws: Workspace, case: str) -> None:
    new = {"assessed_on": "2026-06-29", "overall_risk": "3"}
    save(ws, "risk_and_needs", new, case=case)
    old = {"assessed_on": "2026-05-01", "overall_risk": "1"}
    earlier = save(ws, "risk_and_needs", old, case=case)
    assert cases.case(ws, case).risk == "3"
    save(ws, "risk_and_needs", old | {"overall_risk": "0"}, case=case, record=earlier.record_uid,
         based_on=1)  # fmt: skip
    assert cases.case(ws, case).risk == "3"
    assert cases.find_cases(ws, Query(risks=("3",))) == [cases.case(ws, case).id]


def test_an_assessment_of_last_month_typed_in_after_a_visit_changes_no_risk(
    ws: Workspace, case: str
) -> None:
    save(ws, "follow_up", visit("2026-06-29", risk="1"), case=case)
    late = {"assessed_on": "2026-05-01", "overall_risk": "3"}
    save(ws, "risk_and_needs", late, case=case, entered_late=True)
    assert cases.case(ws, case).risk == "1"


def test_the_safety_line_is_for_everybody_on_duty(ws: Workspace, case: str, station: House) -> None:
    line = save(ws, "safety_line", {"safety_line": "夜间两小时巡视一次"}, case=case)
    assert cases.case(station.sign_in("mu"), case).safety_line == "夜间两小时巡视一次"

    save(station.sign_in("yang"), "safety_line", {"line_on": "2026-06-30"}, case=case,
         record=line.record_uid, based_on=1)  # fmt: skip
    assert cases.case(station.sign_in("he"), case).safety_line == ""


def test_other_forms_leave_the_safety_line_alone(ws: Workspace, case: str) -> None:
    save(ws, "safety_line", {"safety_line": "青霉素过敏"}, case=case)
    save(ws, "follow_up", visit("2026-06-29"), case=case)
    assert cases.case(ws, case).safety_line == "青霉素过敏"


def test_age_tells_who_may_be_a_minor(ws: Workspace) -> None:
    born = {"girl": "2012-01", "woman": "1990", "unknown": None}
    ids = {}
    for who, birth in born.items():
        told = {"arrived_at": "2026-06-29T13:40:00Z", "sex": "2"}
        case = save(ws, answers=told | ({"birth_date": birth} if birth else {})).case_uid
        ids[who] = cases.case(ws, case).id
    assert set(cases.find_cases(ws, Query(minors=True))) == {ids["girl"], ids["unknown"]}
    assert cases.find_cases(ws, Query(minors=False)) == [ids["woman"]]


def test_the_timeline_tells_what_was_written_and_nothing_of_it(
    ws: Workspace, case: str, now: Clock, station: House
) -> None:
    now.later(minutes=1)
    save(ws, "follow_up", visit("2026-06-29", risk="1"), case=case, complete=True)
    assert cases.timeline(station.sign_in("mu"), case) == []  # not on the team
    events = cases.timeline(station.sign_in("yang"), case)
    assert [(e.form, e.state, e.worker_name, e.at) for e in events] == [
        ("follow_up", "complete", "和晓燕", "2026-06-29"),
        ("intake", "incomplete", "和晓燕", "2026-06-29"),
    ]
