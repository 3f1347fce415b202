"""Harm done to a minor, and who was lost or abandoned, is reported wherever it comes to light: the
clock begins with what was found, not only with the form of the report (A-105, A-106)."""

from __future__ import annotations

import pytest

from rescueapp.domain.record import Answers
from rescueapp.workspace import Workspace
from tests.actions.due.test_clocks_of_forms import due_of
from tests.actions.station import INTAKE, House, save

GIRL = INTAKE | {"birth_date": "2014-01-01"}
WOMAN = INTAKE | {"birth_date": "1995-01-01"}
AT = "2026-06-30T01:00:00Z"
NOW = "2026-06-30T03:00:00Z"
REPORTED: Answers = {"noticed_at": AT, "reported_at": NOW}

HARMED: list[tuple[str, str, Answers]] = [
    ("he", "police_handover", {"handed_over_at": AT, "suspected": ["04"]}),
    ("he", "follow_up", {"visited_on": "2026-06-30", "visit_result": "01", "harm": ["04"]}),
    ("he", "follow_up", {"visited_on": "2026-06-30", "visit_result": "01", "guardian_risk": "4"}),
    ("he", "family_assessment", {"family_visit_on": "2026-06-30", "guardian_harmed": True}),
    ("yang", "health_check", {"health_checked_at": AT, "violence_when": "03"}),
    ("yang", "health_check", {"health_checked_at": AT, "nutrition": "04"}),
]


@pytest.mark.parametrize(("login", "form", "told"), HARMED)
def test_a106_harm_of_a_minor_is_reported_wherever_it_is_found(
    station: House, ws: Workspace, login: str, form: str, told: Answers
) -> None:
    girl, woman = save(ws, answers=GIRL).case_uid, save(ws, answers=WOMAN).case_uid
    for case in (girl, woman):
        ws = station.sign_in(login)
        save(ws, form, told, case=case)
    assert due_of(ws, girl)["A-106.2"].startswith("2026-07-01")
    assert "A-106.2" not in due_of(ws, woman)  # of age: it is hers to say
    save(station.sign_in("he"), "mandatory_report", REPORTED, case=girl)
    assert not {"A-106", "A-106.2"} & due_of(station.sign_in(login), girl).keys()


def test_a106_a_girl_who_comes_because_of_violence_at_home(ws: Workspace) -> None:
    came = {"arrived_at": AT, "reasons": ["03"]}
    girl, woman = (save(ws, answers=each | came).case_uid for each in (GIRL, WOMAN))
    assert due_of(ws, girl)["A-106.2"] == "2026-07-01T01:00:00Z"
    assert "A-106.2" not in due_of(ws, woman)
    save(ws, "mandatory_report", REPORTED, case=girl)
    assert "A-106.2" not in due_of(ws, girl)


def test_a106_what_happens_again_is_reported_again(ws: Workspace) -> None:
    girl = save(ws, answers=GIRL).case_uid
    save(ws, "mandatory_report", {"noticed_at": "2026-06-10T01:00:00Z",
                                  "reported_at": "2026-06-10T02:00:00Z"}, case=girl)  # fmt: skip
    save(ws, "follow_up", {"visited_on": "2026-06-30", "harm": ["03"]}, case=girl)
    assert "A-106.2" in due_of(ws, girl)


@pytest.mark.parametrize(
    "told",
    [{"reasons": ["02"]}, {"reasons": ["04"]}, {"child_situation": ["05"]},
     {"child_situation": ["06"]}],
)  # fmt: skip
def test_a105_who_was_lost_or_abandoned_is_reported(ws: Workspace, told: Answers) -> None:
    case = save(ws, answers=GIRL | {"arrived_at": AT} | told).case_uid
    assert due_of(ws, case)["A-105.2"] == "2026-07-01T01:00:00Z"
    save(ws, "mandatory_report", REPORTED, case=case)
    assert "A-105.2" not in due_of(ws, case)


def test_a105_of_who_was_trafficked_too_one_report_is_asked_for(ws: Workspace) -> None:
    case = save(ws, answers=GIRL | {"arrived_at": AT, "reasons": ["01", "02"]}).case_uid
    assert "A-105" in due_of(ws, case)
    assert "A-105.2" not in due_of(ws, case)


@pytest.mark.parametrize("sign", ["01", "02"])
def test_a105_as_the_police_hand_over(ws: Workspace, sign: str) -> None:
    case = save(ws, answers=GIRL).case_uid
    save(ws, "police_handover", {"handed_over_at": AT, "suspected": [sign]}, case=case)
    assert due_of(ws, case)["A-105.2"] == "2026-07-01T01:00:00Z"


def test_a105_who_found_no_work_was_not_lost(ws: Workspace) -> None:
    case = save(ws, answers=WOMAN | {"arrived_at": AT, "reasons": ["05"]}).case_uid
    assert not {"A-105", "A-105.2"} & due_of(ws, case).keys()
