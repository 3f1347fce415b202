"""Who is here compared with who is missed; lists that are taken in; refusals that are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.desk import missing_people
from rescueapp.actions.desk.missing_people import Among
from rescueapp.actions.opened import entries
from rescueapp.actions.recording import registers
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save

HERE: dict[str, Any] = INTAKE | {
    "birth_date": "2008/2010",
    "home_county": {"code": "530721", "text": ""},
    "own_account_of_origin": "说家在山上，门口有石桥和大核桃树",
    "marks": "左眉上有小痣",
}
MISSED: dict[str, Any] = {
    "missing_name": "林春山",
    "missing_sex": "2",
    "missing_born": "2009",
    "missing_since": "2019-03",
    "missing_home": {"code": "530721", "text": ""},
    "missing_told": "村口有石桥，门前核桃树",
    "missing_unit": "某县公安局（虚构）",
}
LIST = (
    "姓名,性别,年龄,走失时间,家庭住址,体貌特征,备注\n"
    "林春山,女,10,2019-03-02,云南省丽江市玉龙纳西族自治县,左眉有痣,村口有石桥\n"
    "木阿朵,女,二十来岁,2020-05-01,,,\n"
    ",女,3,2021-01-01,,,\n"
)


@pytest.fixture
def girl(ws: Workspace) -> str:
    return save(ws, answers=HERE).case_uid


def enter(ws: Workspace, **changed: Any) -> str:
    return registers.save_entry(
        ws, register="missing_people", entry_uid=None, based_on=0, answers=MISSED | changed,
        complete=True,
    ).record_uid  # fmt: skip


@pytest.mark.lives("S49")
def test_somebody_who_is_missed_is_found_with_reasons_and_what_the_list_says(
    ws: Workspace, girl: str
) -> None:
    uid = enter(ws)
    enter(ws, missing_name="周启明", missing_sex="1")

    (found,) = missing_people.candidates(ws, girl)
    assert (found.among, found.uid, found.called) == (Among.MISSING, uid, "林春山")
    assert "same county" in [each.msgid for each in found.fit.reasons]
    assert ("Police unit or platform", "某县公安局（虚构）") in found.told


def test_who_is_found_already_or_no_longer_searched_is_not_shown(ws: Workspace, girl: str) -> None:
    enter(ws, ended_on="2026-01-01")

    assert missing_people.candidates(ws, girl) == []


def test_a_refusal_is_remembered_for_this_case_and_for_no_other(ws: Workspace, girl: str) -> None:
    enter(ws)
    other = save(ws, answers=HERE | {"marks": "右手背旧疤"}).case_uid
    shown = [each for each in missing_people.candidates(ws, girl) if each.among is Among.MISSING]
    missing_people.not_this_person(ws, girl, shown[0], "04")

    assert not [c for c in missing_people.candidates(ws, girl) if c.among is Among.MISSING]
    assert [c for c in missing_people.candidates(ws, other) if c.among is Among.MISSING]


def test_own_cases_are_compared_too_and_apart_they_stay_apart(ws: Workspace, girl: str) -> None:
    other = save(ws, answers=HERE).case_uid

    (found,) = missing_people.candidates(ws, girl)
    assert (found.among, found.uid, found.told) == (Among.CASES, other, ())
    missing_people.not_this_person(ws, girl, found, "02")
    assert missing_people.candidates(ws, girl) == []
    assert missing_people.candidates(ws, other) == []


def test_who_does_not_hold_the_identity_compares_nothing(
    station: House, ws: Workspace, girl: str
) -> None:
    mu = station.sign_in("mu")

    with pytest.raises(Refused):
        missing_people.candidates(mu, girl)


def taken(ws: Workspace, folder: Path, text: str = LIST) -> missing_people.TakenIn:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return missing_people.take_in(ws, path)


def test_a_list_is_taken_in_row_by_row_and_once(ws: Workspace, girl: str, tmp_path: Path) -> None:
    first = taken(ws, tmp_path)
    assert (first.done, first.already, [each.number for each in first.bad]) == (2, 0, [4])
    again = taken(ws, tmp_path)
    assert (again.done, again.already) == (0, 2)

    kept = {each.name: each.answers for each in entries.entries(ws, "missing_people")}
    assert kept["林春山"]["missing_born"] == "2008/2009"
    assert kept["林春山"]["missing_home"]["code"] == "530721"
    assert kept["木阿朵"]["missing_since"] == "2020-05-01"
    assert [each.called for each in missing_people.candidates(ws, girl)] == ["林春山"]


def test_a_sheet_without_names_is_no_list(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        taken(ws, tmp_path, "性别,年龄,走失时间\n女,10,2019-03-02\n女,11,2019-03-02\n")


def test_k21_a_row_with_dna_data_is_not_taken(ws: Workspace, tmp_path: Path) -> None:
    found = taken(ws, tmp_path, "姓名,性别,年龄,体貌特征\n林某,女,10,D3S1358 15/16\n木某,女,9,无\n")

    assert (found.done, [each.number for each in found.bad]) == (1, [2])
    assert [each.name for each in entries.entries(ws, "missing_people")] == ["木某"]
