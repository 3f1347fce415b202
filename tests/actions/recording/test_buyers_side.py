"""The buyer and his family receive nobody, act for nobody and are told nothing (S61)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.outward import disclosure
from rescueapp.actions.recording import records
from rescueapp.domain.guards import decisions
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, refused, save

CHILD = INTAKE | {"birth_date": "2016-05"}
BUYER = {"relation": "R1", "relative_name": "马大山", "contact_forbidden": True}
LEFT = {"left_at": "2026-06-30T02:00:00Z"}


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=CHILD).case_uid


GIVEN_OVER: list[tuple[str, dict[str, Any]]] = [
    ("return_handover", {"collector_name": "某人", "collector_relation": "R2"}),
    ("return_handover", {"collector_relation": "R1"}),
    ("consent", {"consenter": "02", "guardian_relation": "R2"}),
    ("legal_aid", {"aid_agent": "02", "aid_agent_relation": "R2"}),
    ("reunion", {"reunion_name": "某人", "reunion_relation": "R2"}),
    ("claimant", {"claim_on": "2026-06-30", "claimant_relation": "R1"}),
    ("support_duty_notice", {"duty_on": "2026-06-30", "duty_relation": "R2"}),
    ("stay_and_leaving", {"kin_contacts": [{"kin_relation": "R2"}]}),
    ("return_handover", {"collector_relation": "R3"}),
]


@pytest.mark.parametrize(("form", "told"), GIVEN_OVER)
@pytest.mark.lives("S61")
def test_s61_nobody_who_is_called_of_the_buyers_family_receives_her_or_acts_for_her(
    ws: Workspace, case: str, form: str, told: dict[str, Any]
) -> None:
    """Also where no card (P01) names them: the relation that was chosen says it."""
    assert refused(ws, form, told, case).msgid == records.STILL_WRONG.msgid
    father = {key: "51" if value in ("R1", "R2", "R3") else value for key, value in told.items()}
    father.pop("kin_contacts", None)
    assert save(ws, form, father, case=case)


CALLED_SO: list[tuple[str, str, dict[str, Any]]] = [
    ("return_handover", "collector_name", {"collector_relation": "51"}),
    ("stay_and_leaving", "left_receiver", LEFT | {"exit_mode": "5.2", "left_with": "02"}),
    ("consent", "guardian_name", {"consenter": "02"}),
    ("legal_aid", "aid_agent_name", {"aid_agent": "02"}),
    ("claimant", "claimant_name", {"claim_on": "2026-06-30"}),
    ("rights_request", "requester_name", {"asked_by": "03", "rights": ["01"]}),
    ("household_registration", "register_carer", {}),
    ("reunion", "reunion_name", {}),
]


@pytest.mark.parametrize(("form", "key", "told"), CALLED_SO)
@pytest.mark.lives("S61")
def test_s61_nobody_who_is_named_as_the_buyers_mother_receives_her_or_acts_for_her(
    ws: Workspace, case: str, form: str, key: str, told: dict[str, Any]
) -> None:
    """With no card (P01) and no relation: the name that was typed says it."""
    for name in ("收买人之母", "買主的母親"):
        words = refused(ws, form, told | {key: name}, case)
        assert words.msgid == records.STILL_WRONG.msgid
    assert save(ws, form, told | {key: "买小花"}, case=case)


def test_s61_no_paper_and_no_package_goes_to_whoever_is_called_the_buyers(
    ws: Workspace, case: str
) -> None:
    for refusing in (
        lambda: disclosure.refuse_recipient(ws, case, "某县妇联", "收买人之母"),
        lambda: disclosure.check(ws, case, [], recipient="买主家属"),
    ):
        with pytest.raises(Refused) as caught:
            refusing()
        assert caught.value.words == decisions.CALLED_BUYER()
    assert disclosure.check(ws, case, [], recipient="收买人所在地派出所") == ()


def test_s61_a_request_from_the_buyers_side_is_heard_by_a_supervisor_alone(
    ws: Workspace, case: str, station: House
) -> None:
    asked = {"asked_by": "03", "rights": ["01"], "requester_name": "某人",
             "requester_relation": "R2"}  # fmt: skip
    refused(ws, "rights_request", asked, case)
    called = {"asked_by": "03", "rights": ["01"], "requester_name": "收买人之母"}
    assert save(station.sign_in("duan"), "rights_request", called | {"heard_although": "法院要求"},
                case=case)  # fmt: skip
    ws = station.sign_in("he")
    heard = asked | {"heard_although": "法院要求听取"}
    refused(ws, "rights_request", heard, case)
    assert save(station.sign_in("duan"), "rights_request", heard, case=case)


def test_s61_the_buyer_may_be_written_down_where_he_is_no_receiver(
    ws: Workspace, case: str
) -> None:
    order = {"order_against": [{"order_respondent_relation": "R1"}]}
    assert save(ws, "protection_order", order, case=case)
    assert save(ws, "relative", BUYER, case=case)
