"""The veil: who stands behind an alias is shown by an act, with a reason, for five minutes."""

from __future__ import annotations

from datetime import date

import pytest

from rescueapp.actions.papers import trail
from rescueapp.actions.recording import identity, records
from rescueapp.errors import Refused
from tests.actions.station import INTAKE, Clock, House, save
from tests.every_form.sample import resident_id

NAME = "虚构名"
DOCUMENT = {"type": "01", "number": resident_id(date(2000, 3, 7), 122)}
WHOLE = INTAKE | {"name": NAME, "id_document": DOCUMENT}


@pytest.fixture
def case(station: House) -> str:
    """A case of the caseworker he, past its first stage: everybody is veiled."""
    ws = station.sign_in("he")
    case = save(ws, answers=WHOLE).case_uid
    save(ws, "risk_and_needs", {"assessed_on": "2026-06-29"}, case=case)
    return case


def test_the_caseworker_of_an_intake_is_never_veiled(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws, answers=WHOLE)
    view = records.open_record(ws, saved.record_uid)
    assert (view.veiled, view.answers) == (False, WHOLE)


@pytest.mark.parametrize("login", ["he", "yang", "li", "duan"])
def test_a_revealed_name_is_veiled_again_after_five_minutes(
    station: House, case: str, now: Clock, login: str
) -> None:
    ws = station.sign_in(login)
    intake = records.records.rows(ws.db, case, form="intake")[0].uid
    assert records.open_record(ws, intake).answers == INTAKE

    shown = identity.reveal(ws, case, "care")

    assert (shown.seconds, shown.case_uid) == (300, case)
    assert [fact.words for fact in shown.facts if fact.key == "name"] == [NAME]
    assert any(DOCUMENT["number"] in fact.words for fact in shown.facts)
    assert records.open_record(ws, intake).answers == WHOLE
    now.later(minutes=4, seconds=59)
    assert not records.open_record(ws, intake).veiled
    now.later(seconds=1)
    view = records.open_record(ws, intake)
    assert (view.veiled, view.answers) == (True, INTAKE)


def test_revealing_again_gives_five_minutes_more_from_then(
    station: House, case: str, now: Clock
) -> None:
    ws = station.sign_in("he")
    identity.reveal(ws, case, "care")
    now.later(minutes=4)
    identity.reveal(ws, case, "care")
    now.later(minutes=4)
    assert ws.revealed(case)
    now.later(minutes=1)
    assert not ws.revealed(case)


def test_the_veil_falls_at_once_when_asked_and_when_locked(station: House, case: str) -> None:
    ws = station.sign_in("he")
    identity.reveal(ws, case, "care")
    identity.veil(ws, case)
    assert not ws.revealed(case)
    identity.reveal(ws, case, "care")
    assert not station.sign_in("he").revealed(case)


def test_a_reveal_shows_one_case_and_no_other(station: House, case: str) -> None:
    ws = station.sign_in("he")
    other = save(ws, answers=WHOLE).case_uid
    save(ws, "risk_and_needs", {"assessed_on": "2026-06-29"}, case=other)
    identity.reveal(ws, case, "care")
    assert not ws.revealed(other)


def test_a_reveal_needs_a_reason_of_the_list_and_the_key(station: House, case: str) -> None:
    with pytest.raises(Refused, match="Choose a reason"):
        identity.reveal(station.sign_in("he"), case, "curiosity")
    with pytest.raises(Refused, match="do not hold the key"):
        identity.reveal(station.sign_in("mu"), case, "care")
    assert not station.sign_in("mu").revealed(case)


def test_every_reveal_is_in_the_audit_with_its_reason_and_without_a_name(
    station: House, case: str
) -> None:
    identity.reveal(station.sign_in("he"), case, "police")
    ws = station.sign_in("duan")
    entries = [e for e in trail.entries(ws, of=case) if e.act == "reveal"]
    assert [e.detail for e in entries] == [{"reason": "police"}]
    assert entries[0].actor != ws.worker.uid
    assert NAME not in repr(trail.entries(ws))


def test_the_earlier_versions_of_a_record_are_veiled_too(station: House, case: str) -> None:
    ws = station.sign_in("he")
    intake = records.records.rows(ws.db, case, form="intake")[0].uid
    assert records.open_record(ws, intake, version=1).answers == INTAKE


def test_a_veiled_form_offers_no_fact_of_the_identity(station: House, case: str) -> None:
    ws = station.sign_in("he")
    assert "name" not in records.blank(ws, "police_handover", case).known
    identity.reveal(ws, case, "care")
    assert records.blank(ws, "police_handover", case).known["name"].value == NAME
