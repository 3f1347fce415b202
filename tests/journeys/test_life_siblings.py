"""The lives of a boy of sixteen and his sister of nine, rescued together, who go home: assessed
without telling the village, taught and trained, their family proved, handed over and visited."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rescueapp import clock
from rescueapp.actions.family import families
from rescueapp.actions.finding import cases
from rescueapp.rules.engine import State
from tests.journeys.lives import Life, begin, life, told
from tests.journeys.way import Way, way
from ui.case.sections import FAMILY
from ui.forms.form_view import FormView

__all__ = ["begin", "life"]

KARAOKE, SHOP = "81", "07"  # L-work-kind
STRANGER = {
    "claim_on": "2026-01-01",
    "claim_way": "01",
    "claimant_name": "钱德旺",
    "claimant_relation": "81",
    "claim_shown": ["08"],
    "claim_result": "03",
}
FETCHED = {"collector_name": "钱德旺", "collector_relation": "81"}
UNPROVED = ("reunion_proof", "reunion_police_unit", "reunion_number")


@pytest.mark.lives("S15", "S19", "S22", "S29", "S30", "S44", "S48", "S62", "S64", "S75", "S78")
def test_a_boy_of_sixteen_goes_home(life: Life) -> None:
    his = way(life, "brother")
    his.to("training_and_work")
    assert his.state("A-106") is State.DONE
    _no_work_in_a_karaoke_bar(his)
    his.past("training_and_work")
    assert his.answers("training_and_work")["introductions"][0]["introduced_result"] == "01"

    his.past("legal_aid")
    assert (his.state("A-801"), his.state("A-804")) == (State.DONE, State.RUNNING)
    assert "A-804" in his.today()

    his.to("family_assessment")
    _not_home_before_the_family_is_assessed(his)
    his.rest()
    assert his.approved == ["service_plan", "reunion", "return_handover"]
    assert (his.state("A-905.1"), his.state("A-905.1", 1)) == (State.DONE, State.RUNNING)

    _the_objection_is_answered(his)
    assert life.stage() == "follow_up"
    assert life.driver.failures == []


def _no_work_in_a_karaoke_bar(his: Way) -> None:
    """At sixteen work is allowed, and a course; neither where the law closes it to minors."""
    form = "training_and_work"
    work = {"introduced_kind": KARAOKE, "introduced_harmful": False, "introduced_result": "01"}
    course = {"course_kind": KARAOKE, "course_result": "01"}
    for forbidden in ({"introductions": [work]}, {"courses": [course]}):
        said = his.refused("he", form, his.otherwise(form, **forbidden))
        assert "Under 18, or while the age is not known, nobody works in entertainment" in said


def _not_home_before_the_family_is_assessed(his: Way) -> None:
    """First the boy says who may be asked; then his home is looked at; then he may go."""
    said = his.refused("he", "return_handover", his.coming("return_handover"))
    assert "Still missing: the family assessment (F28), complete and of the last year." in said
    unasked = his.refused(
        "he", "family_assessment", his.otherwise("family_assessment", "family_asking")
    )
    assert unasked == "family_asking: Please answer this."
    assert not {"family_assessment", "return_handover"} & set(his.life.written)


def _the_objection_is_answered(his: Way) -> None:
    """Legal aid was refused; the department of justice answers in time."""
    today = clock.today()
    assert "A-804" in his.today()
    his.add("he", "legal_aid", aid_objection_answer="01",
            aid_objection_answered_on=today.isoformat(),
            aid_next_on=(today + timedelta(days=3)).isoformat())  # fmt: skip
    assert his.state("A-804") is State.DONE
    assert "A-804" not in his.today()


@pytest.mark.lives("S22", "S32", "S48", "S62", "S64", "S72", "S75")
def test_his_sister_of_nine_goes_home_with_him(life: Life) -> None:
    life.write(**told("brother")[0])
    hers = way(Life(life.driver, signed_in=life.signed_in), "sister")
    _taken_in_from_his_case(life, hers)
    together = [{"together_case": life.case_uid}]
    hers.coming("trafficking_case")["rescued_together"] = together

    hers.to("schooling")
    assert hers.answers("trafficking_case")["rescued_together"] == together
    family = life.driver.do(lambda ws: families.others(ws, life.case_uid))
    assert [each.case_uid for each in family] == [hers.life.case_uid]
    _no_job_at_nine(hers)
    hers.past("schooling")
    assert "schooling" in hers.today()

    hers.to("claimant")
    _no_reunion_before_the_police_has_answered(hers)
    hers.to("return_handover")
    _he_does_not_go_with_her_yet(life, hers)
    _not_fetched_by_a_stranger(hers)
    hers.rest()
    assert hers.approved == ["service_plan", "reunion", "return_handover"]
    assert (hers.state("A-105"), hers.state("A-106")) == (State.DONE, State.DONE)
    assert (hers.state("A-905.1"), hers.state("A-905.1", 1)) == (State.DONE, State.RUNNING)
    assert {"follow_up", "psychological_record", "A-905.1"} <= hers.today()
    assert hers.life.stage() == "follow_up"
    assert life.driver.failures == []


def _taken_in_from_his_case(his: Life, hers: Way) -> None:
    """Her intake begins with what is shared: when, how and by whom they were brought."""
    page = his.driver.go("case", case_uid=his.case_uid)
    page._choose_section(FAMILY)
    his.driver.settle()
    his.driver.click("familyAdd")
    his.driver.click("familyNewNow")
    his.driver.settle()
    view = his.driver.frame.shown.findChild(FormView)
    assert {"arrived_at", "arrival_mode"} <= view.desk.copied
    assert not {"sex", "birth_date", "reasons"} & view.pad.answers().keys()


def _he_does_not_go_with_her_yet(his: Life, hers: Way) -> None:
    """Before she goes home it is told that nothing of his return is written; nothing stops."""
    view = hers.life.open("return_handover")
    alias = his.driver.do(lambda ws: cases.case(ws, his.case_uid)).alias
    assert (
        f"{alias} (Brother or sister): nothing of it is written there yet." in view.beside.words()
    )
    view.ask_to_leave(view.closed.emit)
    his.driver.settle()


def _no_job_at_nine(hers: Way) -> None:
    """Nobody under sixteen is introduced to a job."""
    job = {"work_wish": ["05"], "jobs": [{"job_kind": SHOP, "job_form": "02"}]}
    said = hers.refused("he", "training_and_work", job)
    assert "Nobody under 16" in said
    assert "is introduced to a job, employed" in said
    assert "training_and_work" not in hers.life.written


def _no_reunion_before_the_police_has_answered(hers: Way) -> None:
    said = hers.refused("he", "reunion", hers.otherwise("reunion", *UNPROVED))
    assert "A reunion is completed with the police's confirmation" in said
    assert "reunion" not in hers.life.written


def _not_fetched_by_a_stranger(hers: Way) -> None:
    """Somebody says to be her uncle; until the police has confirmed it he does not fetch her."""
    hers.life.write("claimant", "he", STRANGER, complete=True)
    said = hers.refused("he", "return_handover", hers.otherwise("return_handover", **FETCHED))
    assert "claims to be family and whom the police has not confirmed" in said
    assert "return_handover" not in hers.life.written
