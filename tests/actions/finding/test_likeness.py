"""Perhaps she was here before: told at intake, without telling what one may not see."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.domain.case import Likeness
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save
from tests.every_form.sample import resident_id

BORN = date(2001, 4, 9)
DOCUMENT = {"type": "01", "number": resident_id(BORN, 222)}


def alike(ws: Workspace, **told: Any) -> list[Likeness]:
    return cases.likenesses(ws, INTAKE | told)


@pytest.fixture
def case(station: House) -> str:
    told = {"name": "曾晓云", "other_names": "小云、阿朵", "id_document": DOCUMENT}
    return save(station.sign_in("he"), answers=INTAKE | told).case_uid


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ({"name": "曾晓云"}, ("name", "pinyin")),
        ({"name": "曾曉雲"}, ("name", "pinyin")),
        ({"name": "曾 晓云 "}, ("name", "pinyin")),
        ({"name": "曾小云"}, ("pinyin",)),
        ({"name": "增晓云"}, ("pinyin",)),
        ({"other_names": "阿朵"}, ("name", "pinyin")),
        ({"id_document": DOCUMENT}, ("document",)),
        ({"id_document": {**DOCUMENT, "number": DOCUMENT["number"].lower()}}, ("document",)),
        ({"name": "曾晓云", "id_document": DOCUMENT}, ("document", "name", "pinyin")),
    ],
)
@pytest.mark.lives("S36")
def test_the_same_name_sound_or_document_is_a_likeness(
    station: House, case: str, told: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    found = alike(station.sign_in("he"), **told)
    assert [(likeness.case_uid, likeness.reasons) for likeness in found] == [(case, reasons)]


def test_other_persons_are_none(station: House, case: str) -> None:
    ws = station.sign_in("he")
    assert alike(ws) == []
    assert alike(ws, name="云") == []
    assert alike(ws, name="林溪") == []
    assert alike(ws, name={"none": "declined"}) == []


def test_in_a_case_of_others_only_number_alias_and_whom_to_ask_are_told(
    station: House, case: str
) -> None:
    found = alike(station.sign_in("mu"), name="曾晓云")
    row = cases.case(station.sign_in("he"), case)
    assert found == [
        Likeness(case, row.number, row.alias, ("name", "pinyin"), mine=False, worker_name="和晓燕")
    ]


def test_not_the_same_is_remembered_for_the_two_and_no_others(station: House, case: str) -> None:
    ws = station.sign_in("he")
    other = save(ws, answers=INTAKE | {"name": "曾晓云"}).case_uid
    third = save(ws, answers=INTAKE | {"name": "曾晓云"}).case_uid
    told = INTAKE | {"name": "曾晓云"}
    assert {x.case_uid for x in cases.likenesses(ws, told, but=other)} == {case, third}

    cases.not_the_same(ws, other, case)
    cases.not_the_same(ws, case, other)

    assert [x.case_uid for x in cases.likenesses(ws, told, but=other)] == [third]
    assert [x.case_uid for x in cases.likenesses(ws, told, but=case)] == [third]
    assert {x.case_uid for x in cases.likenesses(ws, told, but=third)} == {case, other}
    ws = station.sign_in("mu")
    assert [x.case_uid for x in cases.likenesses(ws, told, but=other)] == [third]


def test_a_name_only_the_police_told_makes_a_likeness_too(station: House, case: str) -> None:
    ws = station.sign_in("he")
    handover = {"handed_over_at": "2026-06-29T13:40:00Z", "name": "林溪"}
    save(ws, "police_handover", handover, case=case)
    assert [x.case_uid for x in alike(ws, name="林溪")] == [case]
    assert [x.case_uid for x in alike(ws, name="曾晓云")] == [case]
    assert [x.case_uid for x in alike(ws, id_document=DOCUMENT)] == [case]


def test_a_name_taken_out_is_no_likeness_any_more(station: House, case: str) -> None:
    ws = station.sign_in("he")
    intake = cases.records_of(ws, case)[0].uid
    save(ws, answers=INTAKE, case=case, record=intake, based_on=1)
    assert alike(ws, name="曾晓云") == []
    assert alike(ws, id_document=DOCUMENT) == []


def test_an_edit_behind_the_veil_forgets_no_name(station: House, case: str) -> None:
    ws = station.sign_in("yang")
    intake = cases.records_of(ws, case)[0].uid
    save(ws, answers=INTAKE, case=case, record=intake, based_on=1)
    assert [x.case_uid for x in alike(ws, name="曾晓云")] == [case]
