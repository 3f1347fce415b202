"""The life of a woman with an intellectual disability whose name nobody knows: searched for,
registered as an adult, assessed, supported, and in care of her own choice."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox

from rescueapp.rules.engine import State
from tests.journeys.lives import Life, begin, life
from tests.journeys.way import Way, way
from ui.papers.paper_dialog import PaperDialog

__all__ = ["begin", "life"]

ALONE = {
    "leaving_on": "2026-01-01T02:00:00Z",
    "made_to_leave": "01",
    "leaving_signs": False,
    "leaving_declares": ["01", "02"],
    "leaving_to": "01",
}


@pytest.mark.lives("S13", "S65", "S68", "S70")
def test_a_woman_with_a_disability_and_no_known_identity(life: Life) -> None:
    hers = way(life, "disabled")
    hers.to("consent")
    assert "Ask without pressing and write the answer into F26" in hers.refused(
        "mu", "tracing_notice", hers.coming("tracing_notice")
    )
    hers.past("tracing_notice")
    assert hers.approved == ["tracing_notice"]

    hers.to("household_registration")
    _after_three_months(hers)
    hers.past("household_registration")
    assert (hers.state("A-501"), hers.state("A-503")) == (State.DONE, State.DONE)

    hers.past("social_assistance")
    _no_public_list_with_her_name(hers)
    hers.rest()
    _in_care_of_her_own_choice(hers)


def _after_three_months(hers: Way) -> None:
    """Nobody knows who she is: the time to register her has come, and she stays in care."""
    assert hers.state("A-501") is State.REACHED
    assert (hers.state("A-202"), hers.state("A-203"), hers.state("A-204")) == (State.DONE,) * 3
    assert {"tracing_notice", "risk_and_needs"} <= hers.today()
    said = hers.refused("mu", "leaving_declaration", ALONE)
    assert "does not leave the station alone" in said
    before = hers.cautioned(
        "mu", "disability_assessment", hers.otherwise("disability_assessment", hukou_status="9")
    )
    assert "normally the registration comes first (F22)" in before
    assert "leaving_declaration" not in hers.life.written


def _no_public_list_with_her_name(hers: Way) -> None:
    """The office of the list is asked by a letter that has her alias alone."""
    driver, form = hers.life.driver, "social_assistance"
    page = driver.go("case", case_uid=hers.life.case_uid, form=form, record_uid=hers.uids[form])
    page._offer_print()
    page._tools.print._letters.trigger()
    driver.settle()
    office = hers.answers(form)["assist_office"]
    assert office in driver.find(QComboBox, "whichChannel").itemText(0)
    driver.click("chooseChannelNow")
    letter = driver.find(PaperDialog, "paperDialog")
    driver.until(lambda: letter._paper.pages.count > 0)
    letter.reject()
    driver.settle()


def _in_care_of_her_own_choice(hers: Way) -> None:
    """Registered, assessed, supported; the search stays open and visits go on."""
    assert hers.state("A-409") is State.DONE
    assert {"follow_up", "social_assistance", "care_arrangement"} <= hers.today()
    assert hers.answers("disability_assessment")["disability_grade"] == "2"
    assert hers.answers("social_assistance")["publish_answer"] == "01"
    assert hers.life.stage() == "follow_up"
    assert hers.life.driver.failures == []
