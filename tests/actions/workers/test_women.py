"""A woman's or girl's case has a woman as its worker, and a woman is there (A-109)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.desk import duties
from rescueapp.actions.finding import cases
from rescueapp.actions.opened.reasons import LEAST_REASON
from rescueapp.actions.recording import records
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import people
from rescueapp.actions.workers import women
from rescueapp.domain.guards import people as guards
from rescueapp.domain.request import Kind
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.storage import audit, workers
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save, uid_of

WHY = "站内暂无女社工，由段文秀全程陪同"
BOY = INTAKE | {"sex": "1"}


def assign(ws: Workspace, case: str, login: str = "mu", although: str = "") -> None:
    cases.assign(ws, case, uid_of(ws, login), primary=True, although=although)


def case_of(house: House, answers: dict[str, Any] = INTAKE, by: str = "he") -> str:
    return save(house.sign_in(by), answers=answers).case_uid


def forget_sex(ws: Workspace, login: str) -> None:
    with ws.db.transaction():
        workers.set_sex(ws.db, uid_of(ws, login), "")


def test_the_reason_does_not_name_her(station: House) -> None:
    case = case_of(station, INTAKE | {"name": "虚构名"})
    ws = station.sign_in("duan")
    with pytest.raises(Refused, match="name stands in it"):
        assign(ws, case, although="虚构名由其继续负责")
    assert cases.case(ws, case).worker_name == "和晓燕"


@pytest.mark.parametrize("sex", ["2", "9", "0"])
def test_a109_a_man_becomes_responsible_for_no_woman_or_girl_without_a_reason(
    station: House, sex: str
) -> None:
    case = case_of(station, INTAKE | {"sex": sex})
    ws = station.sign_in("duan")
    with pytest.raises(Refused) as refused:
        assign(ws, case)
    assert refused.value.words == guards.NOT_A_WOMAN(name="木春生")
    with pytest.raises(Refused):
        assign(ws, case, although="短" * (LEAST_REASON - 1))
    assert cases.case(ws, case).worker_name == "和晓燕"


def test_a109_a_supervisor_says_why_it_is_a_man_and_it_is_signed_and_looked_at(
    station: House,
) -> None:
    case = case_of(station)
    ws = station.sign_in("duan")
    assign(ws, case, although=WHY)
    assert cases.case(ws, case).worker_name == "木春生"
    [asked] = [a for a in requests.lately(ws) if a.request.kind is Kind.NO_WOMAN]
    requests.check_signatures(ws, asked.request)
    assert asked.request.reason == WHY
    assert WHY not in str(list(audit.rows(ws.db)))


@pytest.mark.parametrize(("answers", "login"), [(BOY, "mu"), (INTAKE, "yang")])
def test_a109_a_boys_case_and_a_woman_need_no_reason(
    station: House, answers: dict[str, Any], login: str
) -> None:
    case = case_of(station, answers)
    assign(station.sign_in("duan"), case, login)


def test_a109_a_man_joins_the_team_of_a_womans_case(station: House) -> None:
    case = case_of(station)
    ws = station.sign_in("duan")
    cases.assign(ws, case, uid_of(ws, "mu"))


def test_a109_who_is_unknown_is_asked_about_once(station: House) -> None:
    case = case_of(station)
    ws = station.sign_in("duan")
    forget_sex(ws, "yang")
    with pytest.raises(Refused) as refused:
        assign(ws, case, "yang")
    assert refused.value.words == guards.SEX_UNKNOWN(name="杨沁")
    assert [worker.display_name for worker in women.unknown(ws)] == ["杨沁"]
    women.set_sex(ws, uid_of(ws, "yang"), "2")
    assign(ws, case, "yang")
    assert women.unknown(ws) == []


@pytest.mark.parametrize("sex", ["", "3", "女"])
def test_only_woman_or_man_is_entered(station: House, sex: str) -> None:
    ws = station.sign_in("duan")
    with pytest.raises(Refused):
        women.set_sex(ws, uid_of(ws, "he"), sex)


def test_only_a_supervisor_enters_it(station: House) -> None:
    ws = station.sign_in("he")
    with pytest.raises(Refused):
        women.set_sex(ws, ws.worker.uid, "2")


def test_it_is_entered_with_the_access_of_a_new_colleague(station: House) -> None:
    made = people.add_user(station.key_desk(), login="bai", role=Role.CASEWORKER)
    station.passphrases["bai"] = made.pinyin
    ws = station.sign_in("duan")
    people.grant_access(ws, uid_of(ws, "bai"), display_name="白一", sex="1")
    assert women.sexes(ws)[uid_of(ws, "bai")] == "1"


# --- at night -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("login", "there"), [("mu", False), ("he", True)])
def test_a109_the_intake_knows_whether_a_woman_writes_it(
    station: House, login: str, there: bool
) -> None:
    view = records.blank(station.sign_in(login), "intake", None)
    assert view.answers[women.THERE] is there


def test_a109_a_man_takes_a_woman_in_at_night_and_a_supervisor_is_told(station: House) -> None:
    answers = INTAKE | {women.THERE: False, "female_staff_why": "夜班无女工作人员"}
    case = case_of(station, answers, by="mu")
    save(station.sign_in("mu"), "medical_care", {}, case=case, complete=False)
    ws = station.sign_in("duan")
    assert women.in_a_mans_hands(ws) == 1
    told = duties.IN_A_MANS_HANDS(count=1)
    assert told in duties.duties(ws)
    assign(ws, case, "mu", although=WHY)
    assert told not in duties.duties(ws)
    assign(ws, case, "he")
    assert women.in_a_mans_hands(ws) == 0


def test_a109_today_asks_calmly_about_colleagues_of_a_vault_that_was_there_before(
    station: House,
) -> None:
    ws = station.sign_in("duan")
    assert women.unknown(ws) == []
    forget_sex(ws, "he")
    forget_sex(ws, "mu")
    said = duties.NO_SEX(names="和晓燕、木春生")
    assert said in duties.duties(ws)
    assert said not in duties.duties(station.sign_in("he"))


# --- in records ---------------------------------------------------------------------------------

STAY: dict[str, Any] = {"stay_from": "2026-06-29T13:40:00Z", "exit_mode": "5.9"}


@pytest.mark.parametrize(
    ("by", "sex", "told", "passes"),
    [
        ("he", "2", {"stay_female_staff": True}, True),
        ("he", "2", {"stay_female_staff": False}, False),
        ("he", "2", {"stay_female_staff": False, "no_woman_why": WHY}, False),
        ("duan", "2", {"stay_female_staff": False}, False),
        ("duan", "2", {"stay_female_staff": False, "no_woman_why": WHY}, True),
        ("he", "1", {"stay_female_staff": False}, True),
        ("he", "2", {}, False),  # nobody said that a woman was there
        ("he", "1", {}, True),
    ],
)
def test_a109_without_a_woman_a_record_is_completed_by_a_supervisor_with_the_reason(
    station: House, by: str, sex: str, told: dict[str, Any], passes: bool
) -> None:
    case = case_of(station, INTAKE | {"sex": sex})
    ws = station.sign_in(by)
    saved = save(ws, "stay_and_leaving", STAY | told, case=case)
    if passes:
        save(ws, "stay_and_leaving", STAY | told, case=case, record=saved.record_uid, based_on=1,
             complete=True)  # fmt: skip
        return
    with pytest.raises(Refused) as refused:
        save(ws, "stay_and_leaving", STAY | told, case=case, record=saved.record_uid, based_on=1,
             complete=True)  # fmt: skip
    assert refused.value.words == guards.NO_WOMAN_THERE()


@pytest.mark.parametrize("footing", ["01", "03"])
def test_a109_an_interview_by_men_alone_needs_it_too_but_not_what_others_did(
    station: House, footing: str
) -> None:
    case = case_of(station, INTAKE | {"birth_date": "1995"})
    told = {
        "held_at": "2026-06-30T02:00:00Z", "footing": footing, "held_by": "某单位（虚构）",
        "asked_for": "05", "attended": ["01"], "interviewer_sex": "03",
        "interview_length": 35, "topics": ["02"], "recording_kept": "档案室",
    }  # fmt: skip
    ws = station.sign_in("he")
    if footing == "03":
        save(ws, "interview", told, case=case, complete=True)
        return
    with pytest.raises(Refused) as refused:
        save(ws, "interview", told, case=case, complete=True)
    assert refused.value.words == guards.NO_WOMAN_THERE()
    ws = station.sign_in("duan")
    save(ws, "interview", told | {"men_only_why": WHY}, case=case, complete=True)
