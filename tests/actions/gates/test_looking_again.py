"""What becomes known later is held against what is complete: who saved is told, and Today is."""

from __future__ import annotations

from typing import Any

from rescueapp.actions.desk import duties
from rescueapp.actions.family import families
from rescueapp.actions.gates import looking_again
from rescueapp.domain.family import Joining
from rescueapp.i18n import say
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save

JOB: dict[str, Any] = {"work_wish": ["01"], "jobs": [{"job_kind": "01", "job_from": "2026-06-30"}]}
STOPPED = {
    "work_wish": ["01"],
    "jobs": [{"job_kind": "01", "job_from": "2026-06-30", "job_ended_why": "07"}],
}


def today(ws: Workspace) -> str:
    return "\n".join(say(each) for each in duties.duties(ws))


def test_an_age_that_was_too_high_calls_back_the_work_that_was_let_pass(ws: Workspace) -> None:
    adult = INTAKE | {"birth_date": "2000-05"}
    first = save(ws, answers=adult)
    work = save(ws, "training_and_work", JOB, case=first.case_uid, complete=True)
    assert work.look_again is None

    mended = save(ws, "intake", INTAKE | {"birth_date": "2012-05"}, case=first.case_uid,
                  record=first.record_uid, based_on=1)  # fmt: skip
    assert mended.look_again is not None
    assert "Training and work" in say(mended.look_again)
    assert "Training and work" in today(ws)
    assert first.alias in today(ws)

    save(ws, "training_and_work", STOPPED, case=first.case_uid, record=work.record_uid, based_on=1)
    assert "Training and work" not in today(ws)


def test_somebody_listed_later_calls_back_whoever_was_given_her(ws: Workspace) -> None:
    case = save(ws, answers=INTAKE | {"birth_date": "1990-05"}).case_uid
    cared = {"placement": "05", "carer": "马大山，13900001234"}
    save(ws, "care_arrangement", cared, case=case, complete=True)
    visited = {"visited_on": "2026-06-30", "visit_result": "02"}
    save(ws, "follow_up", visited, case=case)
    uncle = {"relation": "83", "relative_name": "马大山"}
    assert save(ws, "relative", uncle, case=case).look_again is None

    saved = save(ws, "relative", uncle | {"contact_forbidden": True}, case=case)
    assert saved.look_again is not None
    assert str(saved.look_again.values["forms"]) == "Guardianship and placement"
    aunt = save(ws, "relative", {"relation": "84"}, case=case)
    assert aunt.look_again is None  # told once; Today keeps it
    assert "Guardianship and placement" in today(ws)


def test_nobody_else_is_told_of_it(station: House, ws: Workspace) -> None:
    first = save(ws, answers=INTAKE | {"birth_date": "2000-05"})
    save(ws, "training_and_work", JOB, case=first.case_uid, complete=True)
    save(ws, "intake", INTAKE | {"birth_date": "2012-05"}, case=first.case_uid,
         record=first.record_uid, based_on=1)  # fmt: skip

    assert first.alias not in today(station.sign_in("mu"))


def test_a_case_whose_keys_the_writer_lacks_is_looked_at_by_the_next_who_can_tell(
    station: House,
) -> None:
    mu = station.sign_in("mu")
    theirs = save(mu, answers=INTAKE | {"birth_date": "1990-05"}).case_uid
    cared = {"placement": "05", "carer": "马大山，13900001234"}
    save(mu, "care_arrangement", cared, case=theirs, complete=True)
    mine = save(station.sign_in("he"), answers=INTAKE).case_uid
    families.link(station.sign_in("duan"), theirs, Joining(mine, "04", own="04"))
    he = station.sign_in("he")
    listed = {"relation": "83", "relative_name": "马大山", "contact_forbidden": True}
    assert save(he, "relative", listed, case=mine).look_again is None

    assert looking_again.catch_up(he).cases == frozenset()
    assert "Guardianship and placement" not in today(station.sign_in("mu"))
    assert looking_again.catch_up(station.sign_in("duan")).cases == {theirs}
    assert "Guardianship and placement" in today(station.sign_in("mu"))
    assert looking_again.catch_up(station.sign_in("duan")).cases == frozenset()
