"""Where those who came together would part, it is said, by alias and question; nothing stops."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.family import families, family_apart
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import records
from rescueapp.domain.family import NOT_KIN, Joining
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save, uid_of

FOSTER: dict[str, Any] = {"placement": "04", "custody": "03", "care_child_view": "想和哥哥在一起"}
HOME: dict[str, Any] = FOSTER | {"placement": "02"}


@pytest.fixture
def he(station: House) -> Workspace:
    return station.sign_in("he")


def siblings(ws: Workspace, relation: str = "04") -> tuple[str, str]:
    brother = save(ws, answers=INTAKE | {"birth_date": "2010-02"}).case_uid
    sister = save(ws, answers=INTAKE | {"birth_date": "2017-05"}).case_uid
    families.link(ws, sister, Joining(brother, relation, own=relation))
    return brother, sister


def above(ws: Workspace, case: str, form: str = "care_arrangement") -> str:
    return "\n".join(records.blank(ws, form, case).beside)


def test_before_it_is_decided_of_one_the_others_are_told(he: Workspace) -> None:
    brother, sister = siblings(he)
    alias = cases.case(he, sister).alias
    said = above(he, brother)
    assert "stay together, unless it is best for a child not to" in said
    assert f"{alias} (Brother or sister): nothing of it is written there yet." in said
    save(he, "care_arrangement", FOSTER, case=sister)
    assert f"{alias} (Brother or sister): it is written there already" in above(he, brother)


def test_a_plan_that_separates_is_told_by_question_and_saved_all_the_same(he: Workspace) -> None:
    brother, sister = siblings(he)
    save(he, "care_arrangement", FOSTER, case=sister, complete=True)
    saved = save(he, "care_arrangement", HOME, case=brother, complete=True)
    said = "\n".join(records.open_record(he, saved.record_uid).beside)
    alias = cases.case(he, sister).alias
    assert f"{alias} (Brother or sister): it stands otherwise there: Placement." in said
    assert "Foster" not in said


def test_why_they_part_is_asked_until_it_is_written(he: Workspace) -> None:
    brother, sister = siblings(he)
    save(he, "care_arrangement", FOSTER, case=sister)
    first = save(he, "care_arrangement", HOME, case=brother)
    assert "Placement" in family_apart.asks_why(he, first.record_uid)
    why = HOME | {"apart": "02", "apart_reason": "床位不足，两日后同住；每天见面"}
    save(he, "care_arrangement", why, case=brother, record=first.record_uid, based_on=1)
    assert family_apart.asks_why(he, first.record_uid) == ""


def test_of_the_same_place_nothing_is_said(he: Workspace) -> None:
    brother, sister = siblings(he)
    save(he, "care_arrangement", FOSTER, case=sister)
    saved = save(he, "care_arrangement", FOSTER, case=brother)
    assert records.open_record(he, saved.record_uid).beside == ()
    assert family_apart.asks_why(he, saved.record_uid) == ""


def test_closing_one_tells_that_help_goes_on_for_the_other(he: Workspace) -> None:
    brother, sister = siblings(he)
    said = above(he, brother, "closure")
    assert f"{cases.case(he, sister).alias} (Brother or sister): nothing of it" in said


def test_those_who_are_not_related_may_part(he: Workspace) -> None:
    brother, _ = siblings(he, NOT_KIN)
    assert "together" not in above(he, brother)


def test_k09_of_a_case_of_others_only_whom_to_ask(station: House, he: Workspace) -> None:
    brother, sister = siblings(he)
    save(he, "care_arrangement", FOSTER, case=sister)
    duan = station.sign_in("duan")
    cases.assign(duan, brother, uid_of(duan, "mu"))
    mu = station.sign_in("mu")
    said = above(mu, brother)
    worker = cases.case(mu, sister).worker_name
    assert f"(Brother or sister): ask {worker} what is planned there." in said
    assert "written there" not in said
