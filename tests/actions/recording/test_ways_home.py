"""Home by another form, another mode of leaving, another answer: what comes before a return comes
first, whatever the way is called (A-903)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.domain.guards import leaving
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, refused, save

WOMAN = INTAKE | {"birth_date": "1990-05"}
YOUTH = INTAKE | {"birth_date": "2009-05"}  # seventeen
LEFT = {"left_at": "2026-06-30T02:00:00Z", "stay_female_staff": True}
ESCORTED_HOME: dict[str, Any] = LEFT | {"exit_mode": "5.1", "left_with": "04", "left_to": "01"}
AT_RISK: dict[str, dict[str, Any]] = {
    "who may have been trafficked": {"reasons": ["01"]},
    "of whom the police say so": {},
    "who fled violence at home": {"reasons": ["03"]},
    "who was abandoned": {"reasons": ["04"]},
    "who escaped": {"reasons": ["12"]},
    "at high risk": {},
}


def at_risk(ws: Workspace, who: str, answers: dict[str, Any] = WOMAN) -> str:
    """A case of somebody who is one of `AT_RISK`."""
    case = save(ws, answers=answers | AT_RISK[who]).case_uid
    if who == "at high risk":
        save(ws, "risk_and_needs", {"overall_risk": "3"}, case=case)
    if who == "of whom the police say so":
        save(ws, "police_handover", {"suspected": ["03"]}, case=case)
    return case


def handed_over(ws: Workspace, case: str, form: str = "return_handover") -> None:
    """A paper that is complete, however it came to be."""
    saved = save(ws, form, {}, case=case).record_uid
    with ws.db.transaction():
        ws.db.execute("UPDATE records SET state = 'complete' WHERE uid = ?", (saved,))


# --- F04 (A-903) --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", AT_RISK)
def test_a903_nobody_at_risk_is_taken_home_before_the_handover_is_complete(
    ws: Workspace, who: str
) -> None:
    case = at_risk(ws, who)
    words = refused(ws, "stay_and_leaving", ESCORTED_HOME, case, complete=True)
    assert words == leaving.HOME_ON_PAPER()
    save(ws, "stay_and_leaving", ESCORTED_HOME, case=case)
    handed_over(ws, case)
    save(ws, "stay_and_leaving", ESCORTED_HOME, case=case, complete=True)


@pytest.mark.parametrize("mode", ["5.1", "5.2", "5.3", "5.10", "6.1", "6.3"])
@pytest.mark.parametrize("company", ["04", "05", "06", "99"])
def test_a903_a_minor_goes_home_on_paper_in_anybodys_company_whatever_the_way_is_called(
    ws: Workspace, mode: str, company: str
) -> None:
    case = save(ws, answers=YOUTH).case_uid
    for to in ("01", "02"):
        told = LEFT | {"exit_mode": mode, "left_with": company, "left_to": to}
        words = refused(ws, "stay_and_leaving", told, case, complete=True)
        assert words == leaving.HOME_ON_PAPER()


def test_a903_the_end_of_assistance_is_no_way_home(ws: Workspace) -> None:
    case = at_risk(ws, "who fled violence at home")
    handed_over(ws, case, "termination_notice")
    told = ESCORTED_HOME | {"exit_mode": "5.4"}
    words = refused(ws, "stay_and_leaving", told, case, complete=True)
    assert words == leaving.HOME_ON_PAPER()


@pytest.mark.parametrize("mode", ["5.1", "5.4", "5.10"])
def test_a903_where_somebody_at_risk_was_taken_is_said(ws: Workspace, mode: str) -> None:
    """The mode does not tell it, so no answer would be the way round."""
    case = at_risk(ws, "who escaped")
    handed_over(ws, case, "termination_notice")
    told = LEFT | {"exit_mode": mode, "left_with": "04"}
    assert refused(ws, "stay_and_leaving", told, case, complete=True) == leaving.SAY_WHERE()
    save(ws, "stay_and_leaving", told, case=case)
    save(ws, "stay_and_leaving", told | {"left_to": "08"}, case=case, complete=True)


@pytest.mark.parametrize(
    "how",
    [
        {"exit_mode": "5.2", "left_with": "01", "left_to": "01"},
        {"exit_mode": "5.3", "left_to": "01"},
        {"exit_mode": "5.1", "left_with": "04", "left_to": "01"},
        {"exit_mode": "5.10", "left_with": "04"},
    ],
)
def test_an_adult_who_passes_by_goes_home_without_more_paper(
    ws: Workspace, how: dict[str, Any]
) -> None:
    """Order 381: found no work, was robbed; nothing tells of danger."""
    case = save(ws, answers=WOMAN | {"reasons": ["05", "07"]}).case_uid
    save(ws, "stay_and_leaving", LEFT | how, case=case, complete=True)


def test_who_was_found_to_be_no_victim_goes_home_without_more_paper(ws: Workspace) -> None:
    case = at_risk(ws, "who may have been trafficked")
    save(ws, "trafficking_case", {"victim_status": "03"}, case=case)
    save(ws, "stay_and_leaving", ESCORTED_HOME, case=case, complete=True)


# --- alone (A-114) ------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["5.1", "5.3", "5.10", "6.3"])
@pytest.mark.parametrize("who", AT_RISK)
def test_a114_nobody_at_risk_goes_off_alone_unasked_whatever_the_way_is_called(
    ws: Workspace, who: str, mode: str
) -> None:
    case = at_risk(ws, who)
    told = LEFT | {"exit_mode": mode, "left_with": "01", "left_to": "01"}
    assert refused(ws, "stay_and_leaving", told, case, complete=True) == leaving.PRIVATELY()
    declared = {"leaving_on": LEFT["left_at"], "leaving_declares": ["01"], "made_to_leave": "01"}
    save(ws, "leaving_declaration", declared, case=case, complete=True)
    save(ws, "stay_and_leaving", told, case=case, complete=True)
