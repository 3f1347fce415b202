"""Who works on a case holds its keys; nobody else does."""

from __future__ import annotations

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.opened import names
from rescueapp.actions.recording import records
from rescueapp.domain.case import Query
from rescueapp.errors import Refused
from tests.actions.station import INTAKE, House, save, uid_of


@pytest.fixture
def case(station: House) -> str:
    """A case of he, with a name."""
    return save(station.sign_in("he"), answers=INTAKE | {"name": "虚构名"}).case_uid


def test_an_assigned_caseworker_can_open_write_and_find(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    although = "站内暂无女社工，由段文秀陪同"
    changed = cases.assign(ws, case, uid_of(ws, "mu"), primary=True, although=although)
    assert changed.cases == {case}

    ws = station.sign_in("mu")
    names.start_names(ws)
    row = cases.case(ws, case)
    assert (row.mine, row.worker_name) == (True, "木春生")
    assert cases.find_cases(ws, Query(text="虚构名")) == [row.id]
    assert cases.find_cases(ws, Query(mine=True)) == [row.id]
    assert sorted(ws.case_keys(case)) == ["care", "identity", "legal"]
    save(ws, "relative", {"relation": "52"}, case=case)


def test_a_psychologist_gets_the_psychologists_parts_and_no_others(
    station: House, case: str
) -> None:
    ws = station.sign_in("duan")
    for login in ("li", "yang"):
        cases.remove_from_team(ws, case, uid_of(ws, login))
        cases.assign(ws, case, uid_of(ws, login))
    assert sorted(station.sign_in("li").case_keys(case)) == ["care", "identity", "psychological"]
    assert sorted(station.sign_in("yang").case_keys(case)) == ["care", "identity", "medical"]


def test_assigning_twice_changes_nothing(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    for _ in range(2):
        cases.assign(ws, case, uid_of(ws, "mu"))
    assert [w.login for w in cases.team(ws, case)].count("mu") == 1


def test_who_is_taken_off_the_team_can_no_longer_open(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    record = cases.records_of(ws, case)[0].uid
    cases.remove_from_team(ws, case, uid_of(ws, "he"))
    assert "he" not in {w.login for w in cases.team(ws, case)}

    ws = station.sign_in("he")
    names.start_names(ws)
    assert not cases.case(ws, case).mine
    assert cases.find_cases(ws, Query(text="虚构名")) == []
    with pytest.raises(Refused, match="not on the team"):
        records.open_record(ws, record)


def test_a_supervisor_on_the_team_stays_able_to_open_when_taken_off(station: House) -> None:
    ws = station.sign_in("duan")
    case = save(ws).case_uid
    cases.remove_from_team(ws, case, ws.worker.uid)
    assert cases.case(ws, case).mine
    save(ws, "relative", {"relation": "52"}, case=case)


@pytest.mark.parametrize("login", ["zhou", "zhao"])
def test_nobody_without_case_work_joins_a_team(station: House, case: str, login: str) -> None:
    ws = station.sign_in("duan")
    with pytest.raises(Refused):
        cases.assign(ws, case, uid_of(ws, login))


def test_a_colleague_that_does_not_exist_joins_no_team(station: House, case: str) -> None:
    with pytest.raises(Refused, match="does not work here"):
        cases.assign(station.sign_in("duan"), case, "0" * 32)


@pytest.mark.parametrize("login", ["he", "yang", "li"])
def test_only_a_supervisor_changes_a_team(station: House, case: str, login: str) -> None:
    ws = station.sign_in(login)
    with pytest.raises(Refused, match="does not include this"):
        cases.assign(ws, case, uid_of(ws, "mu"))
    with pytest.raises(Refused, match="does not include this"):
        cases.remove_from_team(ws, case, uid_of(ws, "he"))


def test_k09_of_anothers_case_one_sees_number_alias_stage_and_worker(
    station: House, case: str
) -> None:
    stranger = station.sign_in("mu")
    row = cases.case(stranger, case)
    assert (row.sex, row.born_from, row.born_to, row.risk, row.arrived_at, row.due_on) == (
        None,
    ) * 6
    assert row.number
    assert row.alias
    assert row.worker_name == "和晓燕"
    assert cases.records_of(stranger, case) == []
    assert cases.timeline(stranger, case) == []
    assert [r.uid for r in cases.case_rows(stranger, cases.find_cases(stranger, Query()))] == [case]


def test_k09_words_and_filters_find_nothing_of_anothers_case(station: House, case: str) -> None:
    row = cases.case(station.sign_in("he"), case)
    stranger = station.sign_in("mu")
    assert cases.find_cases(stranger, Query(text=row.number))
    assert cases.find_cases(stranger, Query(text=row.alias))
    for query in (Query(minors=True), Query(minors=False), Query(due_before="2099-01-01")):
        assert cases.find_cases(stranger, query) == []
