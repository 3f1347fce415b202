"""The life of a foreign girl of 17 in transit: an interpreter who is not of her circle, health,
plan and care, best interest, handed over at the border, and closed."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from rescueapp.domain import companions
from rescueapp.i18n import say
from tests.journeys.lives import Life, begin, life, told

__all__ = ["begin", "life"]

COUSIN, STRANGER = "阮晴", "黎雪"  # of the register; the first has her family name
CONSULATE = "越南驻昆明总领事馆"
BAR_WORK = {"work_wish": ["03"], "jobs": [{"job_kind": "81", "job_form": "01"}]}


@pytest.mark.lives("S63", "S80")
def test_a_foreign_girl_in_transit(life: Life) -> None:
    life.live("foreign", until="consent")
    assert_nothing_crosses_unasked(life)
    life.live("foreign", until="interview")
    assert_nobody_of_her_circle_interprets(life)
    life.live("foreign", until="best_interest_decision")
    assert_she_is_looked_after(life)
    assert_no_work_in_a_bar(life)
    assert_she_is_not_questioned_again(life)
    life.live("foreign", until="cross_border")
    assert_the_embassy_waits_for_her(life)
    assert_leaving_waits_for_the_hand_over(life)
    life.live("foreign", until="stay_and_leaving")
    life.write("stay_and_leaving", "he", leaving(), complete=True)
    assert life.clock("A-201") == life.clock("A-112") == "stopped"  # she has left
    assert_it_is_not_closed_with_an_open_line(life)
    life.live("foreign")
    assert_she_is_home(life)


def leaving() -> dict[str, Any]:
    """What her record of leaving says."""
    return told_in("stay_and_leaving")


def told_in(form: str) -> dict[str, Any]:
    """What a record of her life says."""
    answers: dict[str, Any] = next(r for r in told("foreign") if r["form"] == form)["answers"]
    return answers


def assert_nothing_crosses_unasked(life: Life) -> None:
    """Without her own yes in F26, a ground and the paper from above, no paper goes (K-14)."""
    given = {"abroad_papers": ["01"], "border_female_escort": True}
    words = life.refused("cross_border", "he", given, complete=True)
    assert "Law, art. 36 to 41" in words
    assert "separate consent to provision abroad" in words


def assert_nobody_of_her_circle_interprets(life: Life) -> None:
    """Whoever has her family name is told before they meet; the one who is taken has not (K-04)."""
    life.be("he")
    view = life.open("interview")
    view.pad.put(told_in("interview") | life.chosen({"interpreter": COUSIN}), {})
    life.driver.settle()
    assert say(companions.SURNAME) in said_of_the_interpreter(life)
    view.pad.put(told_in("interview") | life.chosen({"interpreter": STRANGER}), {})
    life.driver.settle()
    assert said_of_the_interpreter(life) == ""
    view.ask_to_leave(view.closed.emit)
    life.driver.settle()


def said_of_the_interpreter(life: Life) -> str:
    return life.driver.find(QLabel, "interpreter.cautions").text()


def assert_she_is_looked_after(life: Life) -> None:
    life.be("he")
    assert life.stage() == "placement"
    assert life.clock("A-105") == life.clock("A-106") == "done"
    assert life.clock("A-201") == "overdue"  # nobody searched the registers yet
    assert {"care_arrangement", "A-201"} <= life.today()


def assert_no_work_in_a_bar(life: Life) -> None:
    words = life.refused("training_and_work", "he", BAR_WORK)
    assert "nobody works in entertainment venues" in words


def assert_she_is_not_questioned_again(life: Life) -> None:
    """A second interview of a minor waits for a second person (K-07)."""
    words = life.refused("interview", "he", {
        "held_at": "@-7 09:00", "footing": "01", "asked_for": "03", "interviewer_sex": "01",
        "attended": ["05"],
    }, complete=True)  # fmt: skip
    assert "and not again" in words


def assert_the_embassy_waits_for_her(life: Life) -> None:
    """A consulate receives nobody who has not agreed that it is told (A-A07)."""
    for told_no in ("02", "03"):
        answers = {"embassy_told": told_no, "border_receiver": CONSULATE}
        words = life.refused("cross_border", "he", answers)
        assert "has not agreed that the embassy is told" in words


def assert_leaving_waits_for_the_hand_over(life: Life) -> None:
    words = life.refused("stay_and_leaving", "he", leaving(), complete=True)
    assert "has a form of its own, which comes first and is complete" in words


def assert_it_is_not_closed_with_an_open_line(life: Life) -> None:
    """Each line of the checklist is settled before help ends (F29)."""
    answers = told_in("closure")
    first, *others = answers["closure_checks"]
    unsettled = [first | {"closure_check_state": "01"}, *others]
    words = life.refused("closure", "he", answers | {"closure_checks": unsettled}, complete=True)
    assert "the checklist before closing is open" in words


def assert_she_is_home(life: Life) -> None:
    life.be("he")
    assert life.stage() == "closed"
    assert not {rule for rule in life.today() if rule.startswith("A-")}
    assert life.driver.failures == []
