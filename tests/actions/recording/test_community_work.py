"""Work in her community says no more than she allows; who cannot return is looked at again."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.actions.recording import records
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.workspace import Workspace
from tests.actions.leaving import DAY, case_of_three
from tests.actions.station import House, save

FORM = FORMS["community_work"]
WORK: dict[str, Any] = {
    "community_on": DAY,
    "community_where": "01",
    "community_allowed": "01",
    "community_kinds": ["01", "04"],
    "community_said": "01",
    "community_barriers": [
        {"barrier": "07", "barrier_step": "请镇里核对台账", "barrier_due_on": "2026-07-20"}
    ],
}


@pytest.fixture
def case(station: House) -> str:
    return case_of_three(station)


@pytest.fixture
def ws(station: House, case: str) -> Workspace:
    return station.sign_in("he")


def cautioned(answers: dict[str, Any]) -> set[str]:
    return {
        field.key
        for field in interpreter.fields(FORM)
        for caution in field.cautions
        if interpreter.applies(caution.when, answers, minor=False)
    }


@pytest.mark.lives("S34", "S54", "S75")
def test_s75_work_in_the_community_goes_on_without_a_word_of_her(ws: Workspace, case: str) -> None:
    saved = save(ws, "community_work", WORK, case=case, complete=True)
    row = records.open_record(ws, saved.record_uid).row
    assert row is not None
    assert (row.state, row.due_on) == ("complete", "2026-07-20")
    gone = WORK | {"community_barriers": [
        {"barrier": "07", "barrier_due_on": "2026-07-20", "barrier_gone_on": DAY}
    ]}  # fmt: skip
    assert interpreter.spine(FORM, gone).due_on is None


@pytest.mark.parametrize(
    ("allowed", "said", "more"),
    [
        ("01", "01", False), ("01", "02", True), ("01", "03", True), ("01", "04", False),
        ("02", "02", False), ("02", "03", True), ("03", "03", False), ("03", "05", True),
        ("04", "02", True), ("05", "03", True), (None, "01", False), (None, "02", True),
    ],
)  # fmt: skip
def test_s75_more_than_she_allowed_is_told_and_answered_for(
    ws: Workspace, case: str, allowed: str | None, said: str, more: bool
) -> None:
    answers = WORK | {"community_allowed": allowed, "community_said": said}
    assert ("community_said" in cautioned(answers)) is more
    asked = {f.key for f in interpreter.asked_fields(FORM, answers, minor=False)}
    assert ("community_more" in asked) is more
    if more:
        found = interpreter.problems(FORM, answers, complete=True, today=clock.today(), minor=False)
        assert "community_more" in {problem.path[0] for problem in found}
        save(ws, "community_work", answers, case=case)  # what happened is written down all the same


def test_s75_nobody_of_the_unsafe_list_is_worked_with(ws: Workspace, case: str) -> None:
    with pytest.raises(Refused):
        save(ws, "community_work", WORK | {"community_people": "张国强，村民组长"}, case=case)


@pytest.mark.lives("S66")
def test_s66_who_cannot_return_is_looked_at_again_on_the_day_that_was_set(
    ws: Workspace, case: str
) -> None:
    staying = {
        "assist_on": "2026-06-01",
        "cannot_return": True,
        "cannot_return_reasons": ["02"],
        "staying_plan": "住在本站",
        "staying_until": "2026-07-05",
    }
    save(ws, "social_assistance", staying, case=case)
    (standing,) = waiting(ws, case)
    assert standing.deadline.due == "2026-07-05"
    known = records.blank(ws, "community_work", case).known
    assert known["cannot_return"].value is True
    assert known["staying_plan"].value == "住在本站"
    save(ws, "community_work", WORK | {"cannot_return": False}, case=case)
    assert waiting(ws, case) == []


def waiting(ws: Workspace, case: str) -> list[Any]:
    return [e for e in clocks.of_case(ws, case) if e.rule.id == "A-904" and e.deadline.open]
