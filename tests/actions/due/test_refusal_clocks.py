"""What was refused is not lost sight of: assistance, registration, disability, support."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, KNOWN, Clock, save

ADULT = {"birth_date": "1999-01-01"}
ASSISTANCE = {"assist_kind": "01", "assist_applied_on": "2026-06-01"}
NO_ASSISTANCE = ASSISTANCE | {"assist_decided_on": "2026-06-20", "assist_result": "03"}
REGISTRATION = {"hukou_category": "01", "hukou_stage": "05", "hukou_applied_on": "2026-06-01"}
NO_REGISTRATION = REGISTRATION | {"hukou_stage": "09", "hukou_refused_on": "2026-06-20"}
ASSESSMENT = {"disability_wish": "01", "disability_applied_on": "2026-06-01"}
NO_CARD = ASSESSMENT | {"disability_outcome": "02", "disability_decided_on": "2026-06-20"}
NOTICE = {
    "duty_wish": "01",
    "duty_on": "2026-06-01",
    "duty_kinds": ["01"],
    "duty_sent_on": "2026-06-01",
}
ASSESSED = {"family_assessed_on": "2026-06-15", "family_asking": "01"}
WILLING, REFUSED, SILENT, NOT_ASKED = "01", "03", "04", "05"  # L-takes-back
NO_SUPPORT = NOTICE | {"duty_answered_on": "2026-06-20", "duty_answer": "04"}


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=KNOWN | ADULT).case_uid


def due_of(ws: Workspace, case: str) -> dict[str, str]:
    found = {e.rule.id: e.deadline.due for e in clocks.of_case(ws, case) if e.deadline.open}
    found.pop("A-111", None)  # of the stay itself
    return found


def told(ws: Workspace, case: str, form: str, *steps: dict[str, Any]) -> list[dict[str, str]]:
    """What is due after each of the steps of one record."""
    record, found = None, []
    for version, answers in enumerate(steps):
        saved = save(ws, form, answers, case=case, record=record, based_on=version)
        record = saved.record_uid
        found.append(due_of(ws, case))
    return found


@pytest.mark.lives("S65", "S13")
def test_s65_a_refused_assistance_is_reviewed_within_sixty_days(ws: Workspace, case: str) -> None:
    reviewed = NO_ASSISTANCE | {"assist_review_on": "2026-06-25"}
    answered = reviewed | {"assist_review_answered_on": "2026-06-29", "assist_review_result": "02"}
    assert told(ws, case, "social_assistance", NO_ASSISTANCE, reviewed, answered) == [
        {"F23.1": "2026-08-19"},
        {"F23.2": "2026-08-24"},
        {},
    ]


@pytest.mark.parametrize("over", [{"assist_ended_on": "2026-06-25"}, {"assist_result": "01"}])
def test_s65_what_she_leaves_at_that_or_was_granted_asks_for_no_review(
    ws: Workspace, case: str, over: dict[str, Any]
) -> None:
    assert told(ws, case, "social_assistance", NO_ASSISTANCE, NO_ASSISTANCE | over)[1] == {}


def test_s65_each_refused_application_has_its_own_review(ws: Workspace, case: str) -> None:
    save(ws, "social_assistance", NO_ASSISTANCE, case=case)
    other = NO_ASSISTANCE | {"assist_kind": "02", "assist_review_on": "2026-06-25"}
    save(ws, "social_assistance", other, case=case)
    assert due_of(ws, case) == {"F23.1": "2026-08-19", "F23.2": "2026-08-24"}


@pytest.mark.lives("S68")
def test_s68_a_refused_registration_waits_for_the_police_no_longer_and_can_be_reviewed(
    ws: Workspace, case: str
) -> None:
    reviewed = NO_REGISTRATION | {"hukou_review_on": "2026-06-25"}
    done = REGISTRATION | {"hukou_stage": "08", "hukou_done_on": "2026-06-29"}
    assert told(
        ws, case, "household_registration", REGISTRATION, NO_REGISTRATION, reviewed, done
    ) == [{"A-503": "2026-06-30"}, {"F22": "2026-08-19"}, {}, {}]


@pytest.mark.lives("S68")
@pytest.mark.parametrize("told_by", ["placement_applied_on", "hukou_applied_on", "hukou_done_on"])
def test_s68_whoever_is_registered_is_not_asked_to_apply_for_placement(
    ws: Workspace, now: Clock, told_by: str
) -> None:
    adult = save(ws, answers=INTAKE | ADULT).case_uid
    now.later(days=100)
    assert "A-501" in due_of(ws, adult)
    save(ws, "household_registration", {told_by: "2026-10-05"}, case=adult)
    assert "A-501" not in due_of(ws, adult)
    assert ("A-112" in due_of(ws, adult)) is (told_by != "hukou_done_on")


@pytest.mark.lives("S68")
def test_s68_of_who_turns_out_to_be_an_adult_nothing_waits_to_be_approved(
    ws: Workspace, now: Clock
) -> None:
    came = save(ws, answers=INTAKE)
    now.later(days=100)
    told = {"hukou_applied_on": "2026-10-05"}
    save(ws, "household_registration", told, case=came.case_uid)
    assert "A-503" not in due_of(ws, came.case_uid), "of who may be a minor it waits for a yes"
    save(ws, answers=INTAKE | ADULT, case=came.case_uid, record=came.record_uid, based_on=1)
    assert "A-503" in due_of(ws, came.case_uid)


@pytest.mark.lives("S68")
def test_s68_the_day_somebody_comes_of_age_nothing_waits_to_be_approved(
    ws: Workspace, now: Clock
) -> None:
    """Nobody has to save anything for it: the new day reads again what waited for a minor."""
    seventeen = save(ws, answers=INTAKE | {"birth_date": "2008-07-02"}).case_uid
    child = save(ws, answers=INTAKE | {"birth_date": "2008-07-03"}).case_uid
    for case in (seventeen, child):
        save(ws, "household_registration", {"hukou_applied_on": "2026-06-30"}, case=case)
    clocks.work_out(ws)
    now.later(days=1)
    clocks.work_out(ws)
    assert "A-503" not in due_of(ws, seventeen)
    now.later(days=1)
    clocks.work_out(ws)
    assert "A-503" in due_of(ws, seventeen)
    assert "A-503" not in due_of(ws, child), "tomorrow"
    assert [each.due_on for each in cases.today(ws) if each.clock and each.clock.rule.id == "A-503"]


def test_who_is_a_minor_again_once_the_computers_clock_is_set_right_waits_again(
    ws: Workspace, now: Clock
) -> None:
    case = save(ws, answers=INTAKE | {"birth_date": "2008-07-02"}).case_uid
    save(ws, "household_registration", {"hukou_applied_on": "2026-06-30"}, case=case)
    for days, waits in ((0, True), (10, False), (-10, True)):
        now.later(days=days)
        clocks.work_out(ws)
        assert ("A-503" not in due_of(ws, case)) is waits


@pytest.mark.lives("S70")
def test_s70_a_refused_assessment_can_be_asked_for_again(ws: Workspace, case: str) -> None:
    unwanted = NO_CARD | {"disability_second_wish": "02"}
    again = ASSESSMENT | {"disability_outcome": "04", "disability_second_wish": "01",
                          "disability_second_on": "2026-06-26"}  # fmt: skip
    assert told(ws, case, "disability_assessment", ASSESSMENT, NO_CARD, unwanted, again) == [
        {"A-409": "2026-07-14"},
        {"F19": "2026-07-20"},
        {},
        {"A-409": "2026-08-07"},
    ]


def test_s70_a_withdrawn_application_waits_for_nobody(ws: Workspace, case: str) -> None:
    withdrawn = ASSESSMENT | {"disability_outcome": "05"}
    assert told(ws, case, "disability_assessment", ASSESSMENT, withdrawn)[1] == {}


@pytest.mark.lives("S67")
@pytest.mark.parametrize("answer", ["03", "04", "05"])
def test_s67_relatives_who_refuse_or_are_silent_are_not_the_end_of_it(
    ws: Workspace, case: str, answer: str
) -> None:
    refused = NO_SUPPORT | {"duty_answer": answer}
    followed = refused | {"duty_next_on": "2026-06-24"}
    assert told(ws, case, "support_duty_notice", NOTICE, refused, followed) == [
        {},
        {"P07": "2026-06-26"},
        {},
    ]


@pytest.mark.lives("S75")
@pytest.mark.parametrize("answer", [REFUSED, SILENT])
def test_a902_of_relatives_who_do_not_take_her_back_civil_affairs_of_her_origin_is_told(
    ws: Workspace, case: str, answer: str
) -> None:
    home = ASSESSED | {"takes_back": answer, "takes_back_on": "2026-06-20"}
    done = home | {"origin_told": {"code": "01", "name": "某县民政局（虚构）"},
                   "origin_told_on": "2026-06-25"}  # fmt: skip
    assert told(ws, case, "family_assessment", home, done) == [{"A-902": "2026-06-26"}, {}]


@pytest.mark.parametrize("answer", [WILLING, NOT_ASKED])
def test_a902_relatives_who_take_her_back_or_were_not_asked_begin_nothing(
    ws: Workspace, case: str, answer: str
) -> None:
    home = ASSESSED | {"takes_back": answer, "takes_back_on": "2026-06-20"}
    assert told(ws, case, "family_assessment", home) == [{}]


def test_s67_relatives_who_will_do_it_are(ws: Workspace, case: str) -> None:
    willing = NO_SUPPORT | {"duty_answer": "01"}
    assert told(ws, case, "support_duty_notice", NOTICE, willing)[1] == {}
    assert not [each for each in cases.today(ws) if each.form == "support_duty_notice"]


UNDELIVERED = {key: value for key, value in NOTICE.items() if key != "duty_sent_on"}


def asks_for_an_answer(ws: Workspace) -> list[str]:
    found = [each for each in cases.today(ws) if each.form == "support_duty_notice"]
    return [each.due_on for each in found if each.clock is None]


@pytest.mark.lives("S67")
def test_s67_an_answer_is_waited_for_once_the_notice_was_delivered(
    ws: Workspace, case: str
) -> None:
    first = save(ws, "support_duty_notice", UNDELIVERED, case=case)
    assert due_of(ws, case) == {"P07.2": "2026-06-08"}
    assert asks_for_an_answer(ws) == []
    save(ws, "support_duty_notice", UNDELIVERED | {"duty_sent_on": "2026-06-10"}, case=case,
         record=first.record_uid, based_on=1)  # fmt: skip
    assert due_of(ws, case) == {}
    assert asks_for_an_answer(ws) == ["2026-06-25"], "15 days after the delivery"


@pytest.mark.lives("S67")
@pytest.mark.parametrize(
    "said", [{"duty_answered_on": "2026-06-20"}, {"duty_wish": "02"}, {"duty_wish": "03"}]
)
def test_s67_nobody_delivers_what_was_answered_or_is_not_wanted(
    ws: Workspace, case: str, said: dict[str, Any]
) -> None:
    assert told(ws, case, "support_duty_notice", UNDELIVERED | said) == [{}]
    assert asks_for_an_answer(ws) == []


def test_s67_each_notice_is_delivered_by_itself(ws: Workspace, case: str) -> None:
    save(ws, "support_duty_notice", UNDELIVERED, case=case)
    save(ws, "support_duty_notice", NOTICE, case=case)
    assert due_of(ws, case) == {"P07.2": "2026-06-08"}
