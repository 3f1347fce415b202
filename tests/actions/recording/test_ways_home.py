"""Home, or out of the station, by another form, another mode of leaving, another answer: what
comes first comes first, whatever the way is called (A-101, A-114, A-117, A-903)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.domain import going_home
from rescueapp.domain.guards import leaving, refusing
from rescueapp.i18n import say
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, refused, save

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


# --- F02 (A-101, A-117) -------------------------------------------------------------------------

REFUSED: dict[str, Any] = {
    "refused_at": "2026-06-30T02:00:00Z", "refusal_reasons": ["02"],
    "refusal_facts": "虚构的事实", "help_told": ["01"], "refusal_trafficking_asked": True,
}  # fmt: skip


@pytest.mark.parametrize("answers", [YOUTH, INTAKE], ids=["of sixteen", "of unknown age"])
def test_a101_no_minor_is_refused(ws: Workspace, answers: dict[str, Any]) -> None:
    case = save(ws, answers=answers).case_uid
    words = refused(ws, "refusal_notice", REFUSED, case, complete=True)
    assert words == refusing.MINOR()
    save(ws, "refusal_notice", REFUSED, case=case)


@pytest.mark.parametrize("who", AT_RISK)
def test_a101_nobody_with_signs_of_danger_is_refused(ws: Workspace, who: str) -> None:
    case = at_risk(ws, who)
    assert refused(ws, "refusal_notice", REFUSED, case, complete=True) == refusing.SIGNS()
    save(ws, "refusal_notice", REFUSED, case=case)


@pytest.mark.parametrize(("looked", "words"), [(None, refusing.UNASKED), (False, refusing.SIGNS)])
def test_a101_before_a_refusal_signs_are_looked_for(
    ws: Workspace, looked: bool | None, words: Any
) -> None:
    case = save(ws, answers=WOMAN).case_uid
    told = REFUSED | {"refusal_trafficking_asked": looked}
    assert refused(ws, "refusal_notice", told, case, complete=True) == words()


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("stay_and_leaving", {"stay_from": "2026-06-29T13:40:00Z"}),
        ("service_plan", {"services": ["02"]}),
        ("psychological_record", {}),
    ],
)
def test_a117_whom_help_was_given_is_not_refused_but_has_its_end_reviewed(
    ws: Workspace, station: House, form: str, told: dict[str, Any]
) -> None:
    case = save(ws, answers=WOMAN).case_uid
    save(station.sign_in("li") if form == "psychological_record" else ws, form, told, case=case)
    ws = station.sign_in("he")
    assert refused(ws, "refusal_notice", REFUSED, case, complete=True) == refusing.ADMITTED()
    save(ws, "refusal_notice", REFUSED, case=case)


@pytest.mark.parametrize("decision", ["01", "02"])
def test_a117_whom_it_was_decided_to_help_is_not_refused(ws: Workspace, decision: str) -> None:
    case = save(ws, answers=WOMAN | {"decision": decision}).case_uid
    assert refused(ws, "refusal_notice", REFUSED, case, complete=True) == refusing.ADMITTED()


def test_a101_an_adult_who_is_not_in_need_has_a_written_notice(ws: Workspace) -> None:
    case = save(ws, answers=WOMAN | {"decision": "03", "reasons": ["05"]}).case_uid
    save(ws, "referral", {"referral_asked": "虚构的请求"}, case=case)  # the way on
    given = save(ws, "refusal_notice", REFUSED, case=case, complete=True)
    # who comes back and is taken in then was refused before all the same: it is written to its end
    save(ws, "stay_and_leaving", {"stay_from": "2026-06-30T03:00:00Z"}, case=case)
    save(ws, "refusal_notice", REFUSED | {"refusal_receipt": "01"}, case=case,
         record=given.record_uid, based_on=1, complete=True)  # fmt: skip


def test_a101_who_left_and_asks_anew_may_have_a_notice(ws: Workspace) -> None:
    case = save(ws, answers=WOMAN | {"reasons": ["05"]}).case_uid
    save(ws, "stay_and_leaving", LEFT | {"exit_mode": "5.2", "left_with": "01"}, case=case)
    save(ws, "refusal_notice", REFUSED, case=case, complete=True)


# --- P08 (A-903) --------------------------------------------------------------------------------

ASSESSED: dict[str, Any] = {
    "family_assessed_on": "2026-06-30", "family_asking": "01", "family_involved": "03",
    "trafficker_near": "05", "buyer_near": "05", "family_result": "01",
    "family_assessor": "段静", "family_assessor_second": "李敏",
}  # fmt: skip
WITH_RELATIVES: dict[str, Any] = {"placement": "05", "care_from": "2026-06-30"}
WILLING = {"care_agreed": "01", "care_safety": "01"}


@pytest.mark.parametrize("who", AT_RISK)
def test_a903_an_adult_at_risk_lives_with_relatives_as_after_a_return(
    ws: Workspace, who: str
) -> None:
    case = at_risk(ws, who)
    words = refused(ws, "care_arrangement", WITH_RELATIVES, case, complete=True)
    for missing in (going_home.OWN_WISH, going_home.ASSESSMENT, going_home.SAFETY_CHECK):
        assert say(missing()) in str(words.values["missing"])
    save(ws, "care_arrangement", WITH_RELATIVES, case=case)
    save(ws, "family_assessment", ASSESSED, case=case, complete=True)
    save(ws, "care_arrangement", WITH_RELATIVES | WILLING, case=case, complete=True)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"care_agreed": "02"}, going_home.AGAINST_WILL),
        ({"care_agreed": "03"}, going_home.AGAINST_WILL),
        ({"care_safety": "03"}, going_home.HOME_DANGEROUS),
    ],
)
@pytest.mark.parametrize("placement", ["05", "09"])
def test_a903_no_adult_is_placed_at_home_unwilling_or_in_danger(
    ws: Workspace, told: dict[str, Any], words: Any, placement: str
) -> None:
    case = save(ws, answers=WOMAN).case_uid
    placed = WITH_RELATIVES | WILLING | told | {"placement": placement}
    assert refused(ws, "care_arrangement", placed, case, complete=True) == words()
    save(ws, "care_arrangement", placed, case=case)


def test_a903_no_adult_is_placed_with_a_family_found_unfit(ws: Workspace) -> None:
    case = save(ws, answers=WOMAN).case_uid
    save(ws, "family_assessment", ASSESSED | {"family_result": "04"}, case=case, complete=True)
    placed = WITH_RELATIVES | WILLING
    words = refused(ws, "care_arrangement", placed, case, complete=True)
    assert words == going_home.FAMILY_UNFIT()


def test_a903_in_an_own_home_no_family_is_assessed(ws: Workspace) -> None:
    case = at_risk(ws, "who may have been trafficked")
    own = WITH_RELATIVES | {"placement": "09"}
    words = refused(ws, "care_arrangement", own, case, complete=True)
    assert say(going_home.ASSESSMENT()) not in str(words.values["missing"])
    save(ws, "care_arrangement", own | WILLING, case=case, complete=True)


def test_an_adult_whom_nothing_threatens_lives_with_relatives_without_more(ws: Workspace) -> None:
    case = save(ws, answers=WOMAN).case_uid
    save(ws, "care_arrangement", WITH_RELATIVES, case=case, complete=True)
