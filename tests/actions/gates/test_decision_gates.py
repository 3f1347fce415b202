"""Gates of family, placement and resettlement, asked with what stands in the vault."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.gates import decision_gates
from rescueapp.domain.guards import decisions as guards
from rescueapp.domain.guards import growth
from rescueapp.errors import Refused
from rescueapp.i18n import say
from rescueapp.storage import records
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, refused, save

CHILD = INTAKE | {"birth_date": "2015-01-01"}
BACK: dict[str, Any] = {"custody": "01", "placement": "05", "care_child_view": "虚构的意见"}
ASSESSED: dict[str, Any] = {
    "family_assessed_on": "2026-06-30", "family_asking": "01", "family_involved": "03",
    "trafficker_near": "05", "buyer_near": "05", "family_result": "02",
    "family_assessor": "段静", "family_assessor_second": "李敏",
}  # fmt: skip
BUYER = {"relation": "R1", "relative_name": "马大山", "contact_forbidden": True}


@pytest.fixture
def child(ws: Workspace) -> str:
    return save(ws, answers=CHILD).case_uid


def test_a303_a_child_goes_home_after_a_complete_fit_assessment(ws: Workspace, child: str) -> None:
    assert refused(ws, "care_arrangement", BACK, child, complete=True) == guards.NO_ASSESSMENT
    save(ws, "care_arrangement", BACK, case=child)  # what is planned can be written down

    assessment = save(ws, "family_assessment", ASSESSED, case=child)
    assert not decision_gates.fit_to_return(ws, child)
    save(ws, "family_assessment", ASSESSED, case=child, record=assessment.record_uid, based_on=1,
         complete=True)  # fmt: skip
    assert decision_gates.fit_to_return(ws, child)
    save(ws, "care_arrangement", BACK, case=child, complete=True)


def test_a303_a_later_assessment_that_is_not_fit_closes_the_way_again(
    ws: Workspace, child: str
) -> None:
    save(ws, "family_assessment", ASSESSED | {"family_assessed_on": "2026-06-01"}, case=child,
         complete=True)  # fmt: skip
    save(ws, "family_assessment", ASSESSED | {"family_result": "04"}, case=child, complete=True)
    assert refused(ws, "care_arrangement", BACK, child, complete=True) == guards.NO_ASSESSMENT


def test_a_family_that_knew_is_never_fit_not_even_in_an_incomplete_record(
    ws: Workspace, child: str
) -> None:
    knew = ASSESSED | {"family_involved": "01"}
    assert refused(ws, "family_assessment", knew, child) == guards.NOT_FIT
    save(ws, "family_assessment", knew | {"family_result": "04"}, case=child, complete=True)


def test_one_assessor_is_kept_as_incomplete(ws: Workspace, child: str) -> None:
    alone = ASSESSED | {"family_assessor_second": "段静"}
    words = refused(ws, "family_assessment", alone, child, complete=True)
    assert words == guards.ONE_ASSESSOR
    save(ws, "family_assessment", alone, case=child)


ADOPTED: dict[str, Any] = {"custody": "05", "placement": "04", "care_child_view": "虚构的意见"}
LONG_TERM = ADOPTED | {"custody": "04", "placement": "03", "care_from": "2026-06-01"}


def with_steps(**steps: str) -> dict[str, Any]:
    """A long-term guardianship, with steps to an adoption (L-adoption-step): `s09="02"`, done."""
    rows = [{"adoption_step": key[1:], "adoption_state": state} for key, state in steps.items()]
    return LONG_TERM | {"adoption_steps": rows}


@pytest.mark.lives("S51")
def test_a305_adoption_needs_long_term_guardianship_and_its_assessment_before(
    ws: Workspace, child: str
) -> None:
    def against() -> Any:
        return refused(ws, "care_arrangement", ADOPTED, child, complete=True)

    assert against() == guards.NOT_LONG_TERM
    kept = save(ws, "care_arrangement", LONG_TERM, case=child, complete=True)
    assert against() == guards.NOT_ASSESSED
    for last, told in enumerate(
        (with_steps(s09="01", s10="02"), with_steps(s09="02", s10="03")), 1
    ):
        save(ws, "care_arrangement", told, case=child, record=kept.record_uid, based_on=last,
             complete=True)  # fmt: skip
        assert against() == guards.NOT_ASSESSED
    save(ws, "care_arrangement", with_steps(s09="02", s10="02"), case=child,
         record=kept.record_uid, based_on=3, complete=True)  # fmt: skip
    save(ws, "care_arrangement", ADOPTED, case=child, complete=True)


@pytest.mark.parametrize("born", [{"birth_date": "2018"}, {}])
def test_a013_a_child_who_may_be_eight_is_asked(ws: Workspace, born: dict[str, Any]) -> None:
    perhaps = save(ws, answers=INTAKE | born).case_uid
    save(ws, "care_arrangement", with_steps(s09="02", s10="03"), case=perhaps, complete=True)
    words = refused(ws, "care_arrangement", ADOPTED, perhaps, complete=True)
    assert words == guards.NOT_ASSESSED


def test_a013_a_child_under_eight_is_heard_and_need_not_consent(ws: Workspace) -> None:
    small = save(ws, answers=CHILD | {"birth_date": "2020-01-01"}).case_uid
    save(ws, "care_arrangement", with_steps(s09="02", s10="03"), case=small, complete=True)
    save(ws, "care_arrangement", ADOPTED, case=small, complete=True)


def test_a316_no_placement_of_a_child_is_complete_before_the_child_was_heard(
    ws: Workspace, child: str
) -> None:
    placed = {"custody": "03", "placement": "02"}
    refused(ws, "care_arrangement", placed, child, complete=True)
    silent = placed | {"care_child_view": {"none": "declined"}}
    save(ws, "care_arrangement", silent, case=child, complete=True)


@pytest.mark.parametrize("asked", ["carer", "care_place", "closure_place"])
def test_s61_nobody_of_the_unsafe_list_cares_or_is_where_she_is(
    ws: Workspace, child: str, asked: str
) -> None:
    save(ws, "relative", BUYER, case=child)
    form = "closure" if asked.startswith("closure") else "care_arrangement"
    assert "need a look" in refused(ws, form, {asked: "马大山家"}, child).msgid


def test_s61_the_buyers_family_is_no_carer_before_anybody_called_them_unsafe(
    ws: Workspace, child: str
) -> None:
    for relation in ("R1", "R2"):
        who = save(ws, "relative", {"relation": relation}, case=child).record_uid
        cared = {"placement": "05", "carer_relative": who}
        assert refused(ws, "care_arrangement", cared, child) == guards.BUYERS_FAMILY
        guardian = {"assessed_guardian": who}
        assert refused(ws, "family_assessment", guardian, child) == guards.BUYERS_FAMILY
    aunt = save(ws, "relative", {"relation": "51"}, case=child).record_uid
    save(ws, "care_arrangement", {"placement": "05", "carer_relative": aunt}, case=child)


def test_k13_who_is_to_be_called_and_who_was_asked_are_compared_row_by_row(
    ws: Workspace, child: str
) -> None:
    save(ws, "relative", BUYER, case=child)
    refused(
        ws, "safety_plan", {"plan_calls": [{"call_who": "值班室"}, {"call_who": "马大山"}]}, child
    )
    refused(ws, "family_assessment", {"family_asked": [{"asked_who": "马大山"}]}, child)
    save(ws, "safety_plan", {"plan_calls": [{"call_who": "值班室"}]}, case=child)


@pytest.mark.parametrize("form", ["safety_plan", "risk_and_needs"])
@pytest.mark.parametrize("asked", ["safe_people", "safe_places"])
@pytest.mark.lives("S61")
def test_s61_nobody_of_the_buyers_side_is_whom_she_calls_or_where_she_goes(
    ws: Workspace, child: str, form: str, asked: str
) -> None:
    for called in ("覃大旺，收买人", "阿妈；买主的母亲家"):
        words = refused(ws, form, {asked: called}, child)
        assert say(guards.CALLED_BUYER()) in say(words)
    save(ws, "relative", BUYER, case=child)
    assert "need a look" in refused(ws, form, {asked: "阿妈；马大山家"}, child).msgid
    safe = {asked: "阿妈；表姐；不是收买人那边的人"}
    assert save(ws, form, safe, case=child).version == 1


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("family_assessment", {"family_problems": [{"problem_owner": "马大山"}]}),
        ("community_work", {"community_barriers": [{"barrier_owner": "马大山"}]}),
    ],
)
def test_s61_nobody_of_the_unsafe_list_sees_to_what_is_to_be_done(
    ws: Workspace, child: str, form: str, told: dict[str, Any]
) -> None:
    save(ws, "relative", BUYER, case=child)
    assert "need a look" in refused(ws, form, told, child).msgid


def test_a016_a_child_is_not_settled_to_work_not_even_as_a_plan(ws: Workspace, child: str) -> None:
    assert refused(ws, "resettlement", {"resettle_work": ["01"]}, child) == growth.UNDER_16
    save(ws, "resettlement", {"resettle_work": ["02", "03"]}, case=child)


def test_resettlement_is_complete_with_her_yes(ws: Workspace) -> None:
    woman = save(ws, answers=INTAKE | {"birth_date": "1996-01-01"}).case_uid
    plan = {
        "resettle_on": "2026-06-30", "resettle_place": {"code": "530721", "text": ""},
        "resettle_confirmed": "03", "resettle_work": ["01"],
    }  # fmt: skip
    words = refused(ws, "resettlement", plan, woman, complete=True)
    assert "need a look" in words.msgid  # nobody has looked at the place, nobody helps there
    plan |= {"resettle_safe": ["01"], "resettle_contact": "某县救助站社工（虚构）"}
    assert refused(ws, "resettlement", plan, woman, complete=True) == guards.NOT_CONFIRMED
    save(ws, "resettlement", plan, case=woman)
    save(ws, "resettlement", plan | {"resettle_confirmed": "01"}, case=woman, complete=True)


def test_a_decision_of_a_conference_is_due_until_it_is_done(ws: Workspace, child: str) -> None:
    decided = {"decision_what": "虚构的事项", "decision_due_on": "2026-07-10"}
    done = {"decision_what": "虚构的事项", "decision_due_on": "2026-07-01",
            "decision_done_on": "2026-06-30"}  # fmt: skip
    held = {"conference_on": "2026-06-30", "conference_decisions": [done, decided]}
    first = save(ws, "case_conference", held, case=child)
    save(ws, "case_conference", {"conference_on": "2026-06-30"}, case=child)

    row = records.row(ws.db, first.record_uid)
    assert row is not None
    assert (row.due_on, row.done_on) == ("2026-07-10", None)  # another meeting settles nothing


@pytest.mark.parametrize("relation", ["R1", "R2", "R3"])
def test_s61_who_bought_or_sold_her_is_never_said_to_be_safe(
    ws: Workspace, child: str, relation: str
) -> None:
    told = BUYER | {"relation": relation, "contact_forbidden": False}
    assert refused(ws, "relative", told, child) == guards.NEVER_CONTACTED
    save(ws, "relative", BUYER | {"relation": relation}, case=child)


def test_s61_the_buyer_is_no_guardian_or_contact_where_nobody_ticked_anything(
    ws: Workspace, child: str
) -> None:
    save(ws, "relative", {"relation": "R1", "relative_name": "马大山"}, case=child)
    collected = {"collector_name": "马大山"}
    with pytest.raises(Refused):
        save(ws, "return_handover", collected, case=child)
    save(ws, "return_handover", collected | {"collector_name": "苏桂英"}, case=child)
