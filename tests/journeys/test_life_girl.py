"""The life of a girl of unknown name, out of a buying family: from the police at three in the
morning to the visits of the years before she is eighteen, and to the closing once she is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.actions.papers import prints
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.actions.vault import training
from rescueapp.domain.clocks import Clock
from rescueapp.rules.engine import State
from rescueapp.workspace import Workspace
from tests.actions.closing import CHECKED, checked_but
from tests.journeys.lives import Life, begin, life
from tests.journeys.way import Way, way

__all__ = ["begin", "life"]

HOURS_24 = timedelta(hours=24)
YEARS_8 = 11  # the step of that visit: five in the first year, then one a year
BUYER = "覃大旺"  # of the unsafe list of her case
CLAIMS: dict[str, Any] = {
    "claim_on": "2016-10-20",
    "claim_way": "01",
    "claimant_name": "韦秀莲（虚构）",
    "claimant_relation": "52",
    "claim_says": "看到公告，说是走失的女儿。",
}
TOLD = {"claimant_told_on": "2016-10-21", "contact_arranged_on": "2016-10-22"}


VISIT: dict[str, Any] = {
    "visit_way": "01", "visit_result": "01", "alone": "01", "living": "07", "living_state": "01",
    "body_health": "01", "mind_health": "01", "occupation": "01", "harm": ["01"],
    "needs_met": "04", "risk": "0",
}  # fmt: skip
SEVENTEEN = VISIT | {
    "visit_planned_on": "@0", "visited_on": "@0", "visit_number": 12, "next_visit_on": "@+366",
    "own_view": "实习的幼儿园里，孩子们叫我小禾老师。",
}  # fmt: skip
EIGHTEEN = VISIT | {
    "visit_planned_on": "@0", "visited_on": "@0", "visit_number": 13,
    "own_view": "证件自己管了，工资卡也是自己的。",
}  # fmt: skip
HER_OWN: dict[str, Any] = {  # at eighteen nobody consents for her
    "consent_on": "@0", "age_band": "01", "consenter": "01",
    "processor": "松岭县未成年人救助保护中心", "told": ["01", "02", "03", "04", "05", "06"],
    "told_how": ["01"], "understood": "01", "notice_purposes": ["01"], "agrees_photo": "02",
    "agrees_health": "01", "agrees_referral": "01", "agrees_abroad": "02",
    "agrees_follow_up": "03", "person_signed": "01", "handled_by": "和晓燕", "signed_on": "@0",
}  # fmt: skip
GROWN: dict[str, Any] = {
    "scored_on": "@0", "score_occasion": "05", "score_safety": "4", "own_score_safety": 4,
    "score_body": "4", "score_recovery": "4", "score_family": "3",
}  # fmt: skip
CLOSING: dict[str, Any] = {
    "closed_on": "@0", "closure_kind": "03", "placement": "09",
    "closure_own_view": "从前有人替我说话，现在我自己说。", "told_may_return": True,
    "closure_wants_visits": False, "closure_goals": "04",
    "closure_summary": "落户、就学、长期监护、每年回访至十八周岁，已就业并自主居住。",
    "closure_checks": [dict(each) for each in CHECKED],
}  # fmt: skip
REVIEW = "11"  # of L-closure-check: the supervisor has read the file


@pytest.mark.lives("S1", "S2", "S4", "S14", "S15", "S31", "S46", "S49", "S52", "S57", "S60", "S77")
def test_a_girl_of_unknown_name(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    hers = way(life, "girl")
    hers.to("tracing_log")
    _the_clocks_of_the_first_night(hers)
    hers.to("care_arrangement")
    assert hers.approved == ["tracing_notice"]
    _no_contact_before_the_police(hers)
    _no_guardian_of_the_buying_family(hers)
    hers.to("household_registration")
    _not_registered_before_the_police_compared(hers)
    hers.to("schooling")
    _registered_from_the_welfare_institution(hers)
    hers.to("best_interest_decision")
    _nobody_was_found_in_twelve_months(hers)
    hers.rest()
    assert hers.approved == ["tracing_notice", "service_plan", "best_interest_decision"]
    _at_school_and_visited_each_year(hers)
    _the_letter_of_her_registration(hers)
    _visited_until_eighteen(hers, monkeypatch)
    _closed_with_the_checklist(hers)


def _the_clocks_of_the_first_night(hers: Way) -> None:
    """Nobody knows who she is: 24 hours for the notice, seven working days to ask the police."""
    notice, blood = _of(hers, "A-202")[0], _of(hers, "A-203")[0]
    assert {notice.state, blood.state, hers.state("A-209"), hers.state("A-211")} == {State.OVERDUE}
    assert clock.instant(notice.deadline.ends_at) - clock.instant(notice.deadline.since) == HOURS_24
    assert {"A-202", "A-203", "A-209", "A-211"} <= hers.today()
    assert (hers.state("A-105"), hers.state("A-106")) == (State.DONE, State.DONE)


def _no_contact_before_the_police(hers: Way) -> None:
    """Somebody saw the notice; until the police has answered nobody is told or met (A-213)."""
    assert (hers.state("A-202"), hers.state("A-203"), hers.state("A-204")) == (State.DONE,) * 3
    said = hers.refused("he", "claimant", {**CLAIMS, **TOLD})
    assert "Before the police has confirmed the kinship nothing is told to a claimant" in said
    assert "claimant" not in hers.life.written


def _no_guardian_of_the_buying_family(hers: Way) -> None:
    """Neither by name nor chosen among the relatives (S61, K-13)."""
    form, family = "care_arrangement", {"placement": "04", "carer_relation": "01"}
    said = hers.refused("he", form, hers.otherwise(form, carer=BUYER, **family))
    assert "unsafe list" in said
    chosen = hers.otherwise(form, carer_relative=hers.uids["relative"], **family)
    said = hers.refused("he", form, chosen)
    assert "A buyer or somebody of his family never cares for the person" in said
    assert form not in hers.life.written


def _not_registered_before_the_police_compared(hers: Way) -> None:
    """A child of unknown origin is not registered without the number of their answer (A-505)."""
    form = "household_registration"
    assert (hers.state("A-210.2"), hers.state("A-209")) == (State.DONE, State.DONE)
    assert hers.state("A-504") is State.OVERDUE
    said = hers.refused("he", form, hers.otherwise(form, "comparison_number"))
    assert "registered after the police have compared" in said
    said = hers.refused("he", form, hers.otherwise(form, comparison_number="无"))
    assert "this is no number of the police" in said
    assert form not in hers.life.written


def _registered_from_the_welfare_institution(hers: Way) -> None:
    """Within thirty days of moving there the registration is applied for (A-504)."""
    applied = _of(hers, "A-504")[-1].deadline
    assert applied.done_on <= applied.due
    assert (hers.state("A-501"), hers.state("A-503")) == (State.DONE, State.DONE)
    assert hers.answers("household_registration")["hukou_stage"] == "08"
    assert hers.state("A-211") is State.OVERDUE


def _nobody_was_found_in_twelve_months(hers: Way) -> None:
    """The certificate of the twelve months is there (F09); only then a lasting guardian."""
    assert hers.answers("police_document")["police_paper"] == "F09"
    assert (hers.state("A-209"), hers.state("A-211")) == (State.DONE, State.DONE)
    assert hers.answers("schooling")["school_grade"] == 2


def _at_school_and_visited_each_year(hers: Way) -> None:
    """Three schools, eleven visits, each in its time. The three years of a grown woman are long
    over; a child is visited each year until eighteen (A-905), and is in follow-up until then."""
    written = hers.life.written
    assert (written.count("schooling"), written.count("follow_up")) == (3, 11)
    *listed, coming = _of(hers, "A-905.3")
    assert [each.deadline.step for each in listed] == [0, 1, 2, 3, 4]
    assert {each.state for each in listed} == {State.DONE}
    assert all(each.deadline.done_on <= each.deadline.due for each in listed)
    assert (coming.state, coming.deadline.step) == (State.SOON, YEARS_8)
    assert hers.life.stage() == "follow_up"
    assert {"A-905.3", "follow_up"} <= hers.today()
    assert not hers.today() & {"A-209", "A-210.2", "A-211", "A-504", "A-603.1"}


def _visited_until_eighteen(hers: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    """The visits of the next two years; after the one at eighteen no other is asked for, and what
    she agrees to is her own word."""
    _later(hers, monkeypatch, days=17)
    hers.life.write("follow_up", "he", training.dated(SEVENTEEN), complete=True)
    assert {each.state for each in _of(hers, "A-905.3")} == {State.DONE}
    _later(hers, monkeypatch, days=366)
    assert "follow_up" in hers.today()
    for form, answers in (("follow_up", EIGHTEEN), ("consent", HER_OWN), ("outcome_scale", GROWN)):
        hers.life.write(form, "he", training.dated(answers), complete=True)
    assert not hers.today() & {"A-905.3", "follow_up"}


def _later(hers: Way, monkeypatch: pytest.MonkeyPatch, *, days: int) -> None:
    """So many days go by at the computer; her worker signs in again."""
    wall, uptime = clock.now, clock.uptime
    passed = timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: wall() + passed)
    monkeypatch.setattr(clock, "uptime", lambda: uptime() + int(passed.total_seconds()))
    hers.life.driver.change_to("he")
    hers.life.signed_in = "he"


def _closed_with_the_checklist(hers: Way) -> None:
    """Help ends with each line settled and a second person's yes; nothing is due any more."""
    answers = training.dated(CLOSING)
    unread = answers | {"closure_checks": checked_but(REVIEW, closure_check_state="01")}
    said = hers.refused("he", "closure", unread)
    assert "the checklist before closing is open" in said
    hers.life.write(
        "closure", "he", answers, complete=True, ask="已满十八周岁，本人同意结案，请审批"
    )
    hers.life.be("he")
    assert not {rule for rule in hers.today() if rule.startswith("A-")}
    assert hers.life.stage() == "closed"
    assert hers.life.driver.failures == []


def _the_letter_of_her_registration(hers: Way) -> None:
    """Her papers print as they lie: with her own name, without the buyer's."""
    uid = hers.uids["household_registration"]

    def prepare(ws: Workspace) -> Prepared:
        return prints.prepare_sheet(ws, form="household_registration", record_uid=uid)

    prepared = hers.life.driver.do(prepare)
    assert prepared.pdfs[0].startswith(b"%PDF")
    assert not prepared.found  # nothing in it tells of the unsafe list


def _of(hers: Way, rule: str) -> list[Clock]:
    """The clocks of a rule, the earliest first."""
    uid = hers.life.case_uid
    found = hers.life.driver.do(lambda ws: clocks.of_case(ws, uid))
    mine = (each for each in found if each.rule.id == rule)
    return sorted(mine, key=lambda each: (each.deadline.since, each.deadline.step))
