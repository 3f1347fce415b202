"""What is known of a person is kept once, with its source, and offered wherever it is asked."""

from __future__ import annotations

from rescueapp.actions.recording import identity, records
from rescueapp.storage import facts
from tests.actions.station import INTAKE, Clock, House, save

HANDOVER = {"handed_over_at": "2026-06-29T13:40:00Z", "birth_date": "2009-03", "name": "警方所称"}


def test_k29_a_fact_is_offered_with_its_source_its_writer_and_its_time(station: House) -> None:
    ws = station.sign_in("yang")
    case = save(ws, answers=INTAKE | {"birth_date": "2010"}).case_uid

    known = records.blank(ws, "police_handover", case).known

    assert set(known) == {"sex", "birth_date"}
    told = known["birth_date"]
    assert (told.value, told.source, told.worker_name, told.recorded_at) == (
        "2010", "own_words", "杨沁", "2026-06-30T04:00:00Z",
    )  # fmt: skip


def test_k29_a_later_form_changes_the_fact_and_the_earlier_stays_in_its_history(
    station: House, now: Clock
) -> None:
    ws = station.sign_in("he")
    saved = save(ws, answers=INTAKE | {"birth_date": "2010", "name": "本人所称"})
    now.later(minutes=3)
    save(ws, "police_handover", HANDOVER, case=saved.case_uid)

    known = records.open_record(ws, saved.record_uid).known

    assert (known["birth_date"].value, known["birth_date"].source) == ("2009-03", "police")
    assert known["name"].value == "警方所称"
    history = facts.history(ws.db, saved.case_uid, "birth_date")
    assert [(fact.value, fact.source) for fact in history] == [
        ("2009-03", "police"), ("2010", "own_words"),
    ]  # fmt: skip
    assert records.open_record(ws, saved.record_uid).answers["birth_date"] == "2010"


def test_the_same_fact_again_is_no_new_fact(station: House) -> None:
    ws = station.sign_in("he")
    whole = INTAKE | {"birth_date": "2010", "name": "虚构名"}
    saved = save(ws, answers=whole)
    save(ws, answers=whole, case=saved.case_uid, record=saved.record_uid, based_on=1)

    for key in ("birth_date", "name", "sex"):
        assert len(facts.history(ws.db, saved.case_uid, key)) == 1


def test_a_declined_answer_does_not_cover_what_was_known(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws, answers=INTAKE | {"birth_date": "2010"})
    declined = INTAKE | {"birth_date": {"none": "declined"}}
    save(ws, answers=declined, case=saved.case_uid, record=saved.record_uid, based_on=1)

    assert records.blank(ws, "police_handover", saved.case_uid).known["birth_date"].value == "2010"


def test_sealed_facts_are_offered_only_to_those_who_hold_the_part(station: House) -> None:
    doctor = station.sign_in("yang")
    case = save(doctor).case_uid
    care = {"sent_at": "2026-06-29T15:00:00Z", "allergies": "青霉素"}
    save(doctor, "medical_care", care, case=case)

    assert records.blank(doctor, "medical_care", case).known["allergies"].source == "document"
    assert "allergies" not in records.blank(station.sign_in("he"), "medical_care", case).known


def test_a_reveal_tells_the_present_facts_in_words(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers=INTAKE | {"name": "本人所称"}).case_uid
    save(ws, "police_handover", HANDOVER, case=case)
    shown = {fact.key: fact.words for fact in identity.reveal(ws, case, "police").facts}
    assert shown == {"name": "警方所称"}
