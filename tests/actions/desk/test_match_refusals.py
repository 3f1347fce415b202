"""Why somebody is not the person of a case: asked, listed, taken back, and asked again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.desk import match_refusals, missing_people
from rescueapp.actions.desk.match_refusals import Among
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import entries
from rescueapp.actions.recording import registers
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.desk.test_missing_people import HERE, enter
from tests.actions.station import House, save


@pytest.fixture
def girl(ws: Workspace) -> str:
    return save(ws, answers=HERE).case_uid


def told_more(ws: Workspace, uid: str, **more: Any) -> None:
    entry = entries.entry(ws, uid)
    registers.save_entry(ws, register="missing_people", entry_uid=uid, based_on=entry.row.version,
                         answers=entry.answers | more, complete=True)  # fmt: skip


def offered(ws: Workspace, case_uid: str) -> list[str]:
    return [each.uid for each in missing_people.candidates(ws, case_uid)]


@pytest.mark.parametrize("reason", ["", "98"])
def test_without_a_reason_of_the_list_nobody_is_put_aside(
    ws: Workspace, girl: str, reason: str
) -> None:
    uid = enter(ws)
    with pytest.raises(Refused):
        match_refusals.refuse(ws, girl, Among.MISSING, uid, reason)
    assert offered(ws, girl) == [uid]


def test_who_was_put_aside_is_listed_with_reason_and_worker(ws: Workspace, girl: str) -> None:
    uid = enter(ws)
    match_refusals.refuse(ws, girl, Among.MISSING, uid, "03")

    (refusal,) = match_refusals.refusals(ws, girl)
    assert (refusal.uid, refusal.called, refusal.reason) == (uid, "林春山", "03")
    assert refusal.who
    assert not refusal.again


def test_taken_back_they_are_compared_again(ws: Workspace, girl: str) -> None:
    uid = enter(ws)
    match_refusals.refuse(ws, girl, Among.MISSING, uid, "03")
    match_refusals.take_back(ws, girl, match_refusals.refusals(ws, girl)[0])

    assert offered(ws, girl) == [uid]
    assert match_refusals.refusals(ws, girl) == []


def test_told_more_of_later_they_are_offered_again_and_refused_again(
    ws: Workspace, girl: str
) -> None:
    uid = enter(ws)
    match_refusals.refuse(ws, girl, Among.MISSING, uid, "03")
    assert offered(ws, girl) == []

    told_more(ws, uid, missing_accent="玉龙口音", missing_marks="左眉有小痣")
    assert offered(ws, girl) == [uid]
    assert match_refusals.refusals(ws, girl)[0].again

    match_refusals.refuse(ws, girl, Among.MISSING, uid, "01")
    assert offered(ws, girl) == []
    (refusal,) = match_refusals.refusals(ws, girl)
    assert (refusal.reason, refusal.again) == ("01", False)


def test_another_case_is_listed_from_both_sides_and_taken_back(ws: Workspace, girl: str) -> None:
    other = save(ws, answers=HERE).case_uid
    match_refusals.refuse(ws, girl, Among.CASES, other, "02")

    assert offered(ws, girl) == offered(ws, other) == []
    (refusal,) = match_refusals.refusals(ws, other)
    assert (refusal.uid, refusal.reason) == (girl, "02")
    match_refusals.take_back(ws, other, refusal)
    assert offered(ws, girl) == [other]


def test_who_does_not_hold_the_identity_reads_and_refuses_nobody(
    station: House, ws: Workspace, girl: str
) -> None:
    uid = enter(ws)
    mu = station.sign_in("mu")
    with pytest.raises(Refused):
        match_refusals.refusals(mu, girl)
    with pytest.raises(Refused):
        match_refusals.refuse(mu, girl, Among.MISSING, uid, "03")


def test_looks_and_the_place_of_finding_are_reasons(ws: Workspace) -> None:
    here = HERE | {
        "build": "02", "hair": "01", "face": "01",
        "found_county": {"code": "530721", "text": ""},
    }  # fmt: skip
    case_uid = save(ws, answers=here).case_uid
    enter(ws, missing_build="02", missing_hair="01", missing_face="01",
          missing_from={"code": "530722", "text": ""})  # fmt: skip

    (found,) = missing_people.candidates(ws, case_uid)
    reasons = [each.msgid for each in found.fit.reasons]
    assert "looks fit ({count})" in reasons
    assert "found in the prefecture of the going missing" in reasons


def test_looks_of_a_list_are_codes_or_stand_with_the_marks(ws: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("姓名,性别,体型,脸型,体貌特征\n林春山,女,偏瘦,瓜子似的,左眉有痣\n", "utf-8")
    missing_people.take_in(ws, path)

    (kept,) = entries.entries(ws, "missing_people")
    assert kept.answers["missing_build"] == "02"
    assert "missing_face" not in kept.answers
    assert kept.answers["missing_marks"] == "左眉有痣；瓜子似的"


def test_a_closed_case_is_named_as_left_out(ws: Workspace, girl: str) -> None:
    other = save(ws, answers=HERE)
    assert missing_people.left_out(ws, girl) == ()

    with ws.db.transaction():
        ws.db.execute("UPDATE cases SET stage = 'closed' WHERE uid = ?", (other.case_uid,))
    (line,) = missing_people.left_out(ws, girl)
    assert line.startswith(cases.case(ws, other.case_uid).number)
    assert missing_people.left_out(ws, other.case_uid) == ()
