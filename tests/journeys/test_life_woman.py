"""The life of a woman of 24 who will not go back: safety, care, the law, work elsewhere, visits."""

from __future__ import annotations

import pytest

from rescueapp.actions.her import her_page
from rescueapp.actions.opened import outcomes
from tests.journeys.lives import Life, begin, life

__all__ = ["begin", "life"]

BUYER = "魏长根 13900000099"  # of the unsafe list of her case


@pytest.mark.lives(
    "S2", "S3", "S4", "S22", "S28", "S29", "S30", "S33", "S35", "S37", "S39", "S47", "S62", "S64",
    "S66", "S69", "S74", "S76", "S77", "S78",
)  # fmt: skip
def test_a_woman_who_will_not_go_back(life: Life) -> None:
    life.live("woman", until="consent")
    assert_nothing_leaves_unasked(life)
    life.live("woman", until="psychological_record")
    assert_a_counsellor_does_not_diagnose(life)
    life.live("woman", until="legal_aid")
    assert_the_year_of_the_annulment_runs(life)
    life.live("woman", until="training_and_work")
    assert life.clock("A-810") == "done"
    assert {life.clock(rule) for rule in ("A-801", "A-802", "A-812.1")} == {"done"}
    life.live("woman", until="resettlement")
    assert_she_is_not_sent_back(life)
    assert_the_buyer_receives_nothing(life)
    life.live("woman")
    assert_she_lives_elsewhere(life)


def assert_nothing_leaves_unasked(life: Life) -> None:
    """Before she was asked, no partner is told of her (K-06)."""
    words = life.refused("referral", "mu", {
        "referral_on": "@-74", "referral_service": "11",
        "referral_department": {"code": "07", "name": "松岭县法律援助中心"},
        "referral_abroad": False, "referral_asked": "受理申请",
        "referral_told": ["01"], "referral_basis": "01",
        "referral_sent_on": "@-74", "referral_sent_how": "03",
    }, complete=True)  # fmt: skip
    assert "none to referral is written down in F26" in words


def assert_a_counsellor_does_not_diagnose(life: Life) -> None:
    words = life.refused("psychological_record", "li", {
        "session_at": "@-68 15:00", "attendance": "01",
        "intervention": "诊断为焦虑障碍，建议服药。",
    })  # fmt: skip
    assert "Counselling is neither diagnosis nor treatment" in words


def assert_the_year_of_the_annulment_runs(life: Life) -> None:
    life.be("mu")
    assert life.clock("A-810") == "running"
    assert {"A-810", "service_plan"} <= life.today()
    assert life.clock("F25") == "done"  # the referral was answered
    assert life.stage() == "services"


def assert_she_is_not_sent_back(life: Life) -> None:
    """A return against her will is not completed (A-903)."""
    sent = {"return_kind": "5.6", "return_female_escort": True}
    words = life.refused("return_handover", "mu", sent, complete=True)
    assert "an adult goes home only by own wish" in words


def assert_the_buyer_receives_nothing(life: Life) -> None:
    """Whom the list names is neither the one to call nor the place to live (K-13)."""
    plan = {
        "resettle_on": "@-38", "resettle_wish": "01", "resettle_confirmed": "01",
        "resettle_place": {"code": "530102", "text": ""},
    }  # fmt: skip
    words = life.refused("resettlement", "mu", {**plan, "resettle_contact": BUYER})
    assert "unsafe list" in words
    plan |= {"resettle_safe": ["01"], "resettle_contact": "云岭市救助管理站社工（虚构）"}
    words = life.refused("resettlement", "mu", {**plan, "resettle_confirmed": "03"}, complete=True)
    assert "when the person has said yes to the whole plan" in words


def assert_she_lives_elsewhere(life: Life) -> None:
    life.be("mu")
    assert life.stage() == "follow_up"
    assert life.clock("A-905.2") == "running"  # visits, counted from the day she moved
    assert {"follow_up", "protection_order"} & life.today()
    first, last = life.driver.do(lambda ws: outcomes.of_case(ws, life.case_uid))
    assert first.ours["safety"] < last.ours["safety"]
    page = life.driver.do(lambda ws: her_page.read_together(ws, life.case_uid))
    said = [words for side in page.sides for _, words in side.hers]
    assert "证还没撤下来，可我已经是自己一个人过日子的人了。" in said
    assert all("魏长根" not in words for words in said)
