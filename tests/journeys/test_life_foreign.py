"""The life of a foreign girl of 17 in transit: interpreter, care, best interest, handed over."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.lives import Life, begin, life, told

__all__ = ["begin", "life"]

CONSULATE = "越南驻昆明总领事馆"
BAR_WORK = {"work_wish": ["03"], "jobs": [{"job_kind": "81", "job_form": "01"}]}


@pytest.mark.lives("S63", "S80")
def test_a_foreign_girl_in_transit(life: Life) -> None:
    life.live("foreign", until="consent")
    assert_nothing_crosses_unasked(life)
    life.live("foreign", until="best_interest_decision")
    assert_she_is_looked_after(life)
    assert_no_work_in_a_bar(life)
    assert_she_is_not_questioned_again(life)
    life.live("foreign", until="cross_border")
    assert_the_embassy_waits_for_her(life)
    assert_leaving_waits_for_the_hand_over(life)
    life.live("foreign")
    life.write("stay_and_leaving", "he", leaving(), complete=True)
    assert_she_is_home(life)


def leaving() -> dict[str, Any]:
    """What her record of leaving says."""
    answers: dict[str, Any] = told("foreign")[-1]["answers"]
    return answers


def assert_nothing_crosses_unasked(life: Life) -> None:
    """Without her own yes in F26, a ground and the paper from above, no paper goes (K-14)."""
    given = {"abroad_papers": ["01"], "border_female_escort": True}
    words = life.refused("cross_border", "he", given, complete=True)
    assert "Law, articles 36 to 41" in words
    assert "separate consent to provision abroad" in words


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
    assert "is not questioned again" in words


def assert_the_embassy_waits_for_her(life: Life) -> None:
    """A consulate receives nobody who has not agreed that it is told (A-A07)."""
    for told_no in ("02", "03"):
        answers = {"embassy_told": told_no, "border_receiver": CONSULATE}
        words = life.refused("cross_border", "he", answers)
        assert "has not agreed that the embassy is told" in words


def assert_leaving_waits_for_the_hand_over(life: Life) -> None:
    words = life.refused("stay_and_leaving", "he", leaving(), complete=True)
    assert "has a form of its own, which comes first and is complete" in words


def assert_she_is_home(life: Life) -> None:
    life.be("he")
    assert life.clock("A-201") == life.clock("A-112") == "stopped"  # she has left
    assert not {rule for rule in life.today() if rule.startswith("A-")}
    assert life.stage() == "placement"
