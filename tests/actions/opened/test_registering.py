"""The first minute: a case from next to nothing, and what it gives to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.recording import records
from rescueapp.domain.case import Query
from rescueapp.errors import Refused
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Stage
from rescueapp.storage import records as record_rows
from tests.actions.station import ARRIVED, INTAKE, House, save
from tests.every_form.sample import answers_for, declined_for


@pytest.mark.lives("S36")
def test_k01_sex_and_time_of_arrival_are_enough(station: House) -> None:
    ws = station.sign_in("he")

    saved = save(ws, complete=True)

    row = cases.case(ws, saved.case_uid)
    assert (row.number, row.sex, row.arrived_at) == ("LX01-2026-0001", "2", ARRIVED)
    assert row.alias == saved.alias
    assert len(row.alias) == 4
    assert (row.stage, row.risk, row.due_on, row.safety_line) == (
        Stage.INTAKE, None, "2026-06-30", "",  # who is not known is looked for from then on
    )  # fmt: skip
    assert (row.worker_name, row.mine) == ("和晓燕", True)
    assert (row.born_from, row.born_to) == (None, None)
    assert records.open_record(ws, saved.record_uid).answers == INTAKE


def test_a_case_needs_sex_and_time_of_arrival_even_unfinished(station: House) -> None:
    ws = station.sign_in("he")
    for lacking in INTAKE:
        with pytest.raises(Refused, match="need a look"):
            save(ws, answers={key: said for key, said in INTAKE.items() if key != lacking})


def test_an_unfinished_intake_is_finished_later(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws)
    assert cases.records_of(ws, saved.case_uid)[0].state == "incomplete"

    done = save(ws, case=saved.case_uid, record=saved.record_uid, based_on=1, complete=True)

    assert done.version == 2
    assert cases.records_of(ws, saved.case_uid)[0].state == "complete"


def test_k01_a_person_who_declines_everything_is_registered(station: House) -> None:
    ws = station.sign_in("he")
    declined = declined_for(form_of("intake"), today=cases.clock.today())

    saved = save(ws, answers=declined | INTAKE, complete=True)

    assert records.open_record(ws, saved.record_uid).answers == declined | INTAKE
    assert records.blank(ws, "police_handover", saved.case_uid).known["sex"].value == "2"
    assert set(records.blank(ws, "police_handover", saved.case_uid).known) == {"sex"}


def test_a_refused_intake_leaves_no_number_no_case_and_no_trace(station: House) -> None:
    ws = station.sign_in("he")

    with pytest.raises(Refused):
        save(ws, answers={**INTAKE, "sex": "woman"})
    with pytest.raises(Refused):
        save(ws, answers=INTAKE | {"arrived_at": "2027-01-01T00:00:00Z"})

    assert cases.find_cases(ws, Query()) == []
    assert ws.db.one("SELECT count(*) FROM cases") == (0,)
    assert save(ws).number == "LX01-2026-0001"


def test_numbers_run_by_the_year_of_arrival_and_are_never_given_twice(station: House) -> None:
    ws = station.sign_in("he")
    numbers = [save(ws).number, save(ws).number]
    numbers.append(save(ws, answers=INTAKE | {"arrived_at": "2025-12-31T15:59:00Z"}).number)
    numbers.append(save(ws, answers=INTAKE | {"arrived_at": "2025-12-31T16:00:00Z"}).number)

    assert numbers == ["LX01-2026-0001", "LX01-2026-0002", "LX01-2025-0001", "LX01-2026-0003"]


def test_whoever_registers_holds_afterwards_what_the_role_holds_and_no_more(
    station: House,
) -> None:
    ws = station.sign_in("he")
    typed = answers_for(form_of("intake"), 2, today=cases.clock.today())

    saved = save(ws, answers=typed)

    assert sorted(ws.case_keys(saved.case_uid)) == ["care", "identity", "legal"]
    assert records.open_record(ws, saved.record_uid).answers == typed


def test_the_night_doctor_and_the_psychologists_are_on_every_first_team(station: House) -> None:
    saved = save(station.sign_in("he"))

    logins = {worker.login for worker in cases.team(station.sign_in("duan"), saved.case_uid)}
    assert logins == {"he", "yang", "li", "ning"}
    assert sorted(station.sign_in("yang").case_keys(saved.case_uid)) == [
        "care", "identity", "medical",
    ]  # fmt: skip
    assert station.sign_in("mu").case_keys(saved.case_uid) == {}


@pytest.mark.parametrize("login", ["he", "yang", "li", "duan"])
def test_everybody_who_cares_can_register_at_night(station: House, login: str) -> None:
    ws = station.sign_in(login)
    saved = save(ws, answers=INTAKE | {"name": "虚构名"}, complete=True)
    assert records.open_record(ws, saved.record_uid).answers["name"] == "虚构名"


def test_a_case_has_one_intake(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws)
    with pytest.raises(Refused, match="already one of these"):
        save(ws, case=saved.case_uid)


def test_only_an_intake_makes_a_case(station: House) -> None:
    with pytest.raises(Refused, match="Register the person first"):
        save(station.sign_in("he"), "police_handover", {"sex": "2"})


def test_what_is_entered_late_says_so(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws, entered_late=True)
    (late,) = ws.db.one("SELECT entered_late FROM records WHERE uid = ?", (saved.record_uid,)) or ()
    assert late == 1
    assert record_rows.row(ws.db, saved.record_uid) is not None


def test_a_registered_case_says_what_changed(station: House) -> None:
    saved = save(station.sign_in("he"))
    assert saved.changed == replace(
        saved.changed, cases=frozenset({saved.case_uid}), forms=frozenset({"intake"}), drafts=True
    )
