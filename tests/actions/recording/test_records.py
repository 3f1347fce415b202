"""Saving: versions, two who write at once, and parts that the writer cannot open."""

from __future__ import annotations

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.recording import identity, records
from rescueapp.errors import Refused
from tests.actions.station import INTAKE, Clock, House, save

NOTES = "会谈记录：本人提到的细节（虚构）。"
CARE = {"sent_at": "2026-06-29T15:00:00Z", "visit_kind": "01", "hospital": "某县人民医院"}
FINDINGS = {"physician": "虚构医师", "allergies": "青霉素"}
SESSION = {"session_at": "2026-06-30T01:00:00Z", "session_number": 1}


@pytest.fixture
def case(station: House) -> str:
    """A case of the caseworker he."""
    return save(station.sign_in("he")).case_uid


def test_every_save_is_a_version_with_its_writer_and_time(station: House, now: Clock) -> None:
    ws = station.sign_in("he")
    saved = save(ws)
    now.later(hours=1)
    ws = station.sign_in("yang")
    save(ws, answers=INTAKE | {"education": "73"}, case=saved.case_uid, record=saved.record_uid,
         based_on=1, complete=True)  # fmt: skip

    versions = records.history(ws, saved.record_uid)

    assert [(v.version, v.worker_name, v.saved_at, v.state) for v in versions] == [
        (2, "杨沁", "2026-06-30T05:00:00Z", "complete"),
        (1, "和晓燕", "2026-06-30T04:00:00Z", "incomplete"),
    ]
    assert records.open_record(ws, saved.record_uid, version=1).answers == INTAKE
    assert records.open_record(ws, saved.record_uid).answers == INTAKE | {"education": "73"}


def test_an_earlier_version_is_there_to_read_only(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws)
    save(ws, case=saved.case_uid, record=saved.record_uid, based_on=1)

    assert not records.open_record(ws, saved.record_uid, version=1).writable
    assert records.open_record(ws, saved.record_uid).writable


def test_who_saves_over_a_newer_version_is_refused_and_nothing_changes(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws)
    save(ws, answers=INTAKE | {"education": "73"}, case=saved.case_uid, record=saved.record_uid,
         based_on=1)  # fmt: skip

    with pytest.raises(Refused, match="Somebody else saved"):
        save(ws, answers=INTAKE | {"education": "10", "name": "别人"}, case=saved.case_uid,
             record=saved.record_uid, based_on=1)  # fmt: skip

    view = records.open_record(ws, saved.record_uid)
    assert view.answers == INTAKE | {"education": "73"}
    assert view.row is not None
    assert view.row.version == 2
    assert len(records.history(ws, saved.record_uid)) == 2
    assert ws.names.get(saved.case_uid) == ""


def test_a_record_cannot_be_saved_into_another_case(station: House) -> None:
    ws = station.sign_in("he")
    first, second = save(ws), save(ws)
    with pytest.raises(Refused):
        save(ws, case=second.case_uid, record=first.record_uid, based_on=1)


def test_a_record_nobody_wrote_is_refused(station: House, case: str) -> None:
    ws = station.sign_in("he")
    with pytest.raises(Refused, match="not in the vault"):
        save(ws, case=case, record="0" * 32, based_on=1)
    with pytest.raises(Refused, match="not in the vault"):
        records.open_record(ws, "0" * 32)


def test_a_role_writes_only_its_forms(station: House, case: str) -> None:
    with pytest.raises(Refused, match="does not write this form"):
        save(station.sign_in("he"), "psychological_record", SESSION, case=case)
    with pytest.raises(Refused, match="does not write this form"):
        save(station.sign_in("yang"), "trafficking_case", {}, case=case)


def test_only_the_first_wrong_answer_is_named_by_its_question_not_by_its_words(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    with pytest.raises(Refused) as refused:
        save(ws, "police_handover", {"officer_name": "王某某" * 300, "sex": "x"}, case=case)
    words = refused.value.words
    assert words.values["count"] == 2
    assert "王某某" not in repr(words)


# --- parts one cannot open --------------------------------------------------------------------


def test_what_the_doctor_found_survives_the_caseworkers_edit(station: House, case: str) -> None:
    doctor = station.sign_in("yang")
    whole = {**CARE, **FINDINGS, "sent_because": "头晕，站立不稳", "revisit_on": "2026-07-05"}
    saved = save(doctor, "medical_care", whole, case=case, complete=True)

    caseworker = station.sign_in("he")
    view = records.open_record(caseworker, saved.record_uid)
    assert view.answers == {k: v for k, v in whole.items() if k not in FINDINGS}
    assert "medical" not in view.readable
    save(caseworker, "medical_care", {**view.answers, "hospital": "某州人民医院"}, case=case,
         record=saved.record_uid, based_on=1, complete=True, readable=view.readable)  # fmt: skip

    view = records.open_record(station.sign_in("yang"), saved.record_uid)
    assert view.answers == {**whole, "hospital": "某州人民医院"}
    assert view.row is not None
    assert (view.row.version, view.row.due_on) == (2, "2026-07-05")


def test_an_answer_that_is_taken_out_is_gone_from_the_next_version_only(
    station: House, case: str
) -> None:
    doctor = station.sign_in("yang")
    saved = save(doctor, "medical_care", {**CARE, **FINDINGS}, case=case)
    save(doctor, "medical_care", CARE, case=case, record=saved.record_uid, based_on=1)

    assert records.open_record(doctor, saved.record_uid).answers == CARE
    assert records.open_record(doctor, saved.record_uid, version=1).answers == {**CARE, **FINDINGS}


def test_what_falls_into_a_part_one_cannot_write_is_refused_not_dropped(
    station: House, case: str
) -> None:
    with pytest.raises(Refused, match="not yours to open"):
        save(station.sign_in("he"), "medical_care", {**CARE, **FINDINGS}, case=case)
    ws = station.sign_in("yang")
    saved = save(ws, "medical_care", CARE, case=case)
    ws = station.sign_in("he")
    with pytest.raises(Refused, match="not yours to open"):
        save(ws, "medical_care", {**CARE, **FINDINGS}, case=case, record=saved.record_uid,
             based_on=1)  # fmt: skip


def test_process_notes_are_their_authors_alone(station: House, case: str) -> None:
    author = station.sign_in("li")
    whole = {**SESSION, "chief_concern": "睡眠", "process_notes": NOTES}
    saved = save(author, "psychological_record", whole, case=case)
    assert records.open_record(author, saved.record_uid).answers == whole

    for login in ("duan", "ning"):
        view = records.open_record(station.sign_in(login), saved.record_uid)
        assert view.answers == {**SESSION, "chief_concern": "睡眠"}
        assert "author" not in view.readable
    view = records.open_record(station.sign_in("he"), saved.record_uid)
    assert view.answers == SESSION


def test_process_notes_survive_another_psychologists_edit(station: House, case: str) -> None:
    whole = {**SESSION, "chief_concern": "睡眠", "process_notes": NOTES}
    saved = save(station.sign_in("li"), "psychological_record", whole, case=case)

    other = station.sign_in("ning")
    view = records.open_record(other, saved.record_uid)
    edited = {**view.answers, "chief_concern": "睡眠与饮食"}
    with pytest.raises(Refused, match="not yours to open"):
        save(other, "psychological_record", {**edited, "process_notes": "另一人"}, case=case,
             record=saved.record_uid, based_on=1, readable=view.readable)  # fmt: skip
    save(other, "psychological_record", edited, case=case, record=saved.record_uid, based_on=1,
         readable=view.readable)  # fmt: skip

    author = station.sign_in("li")
    assert records.open_record(author, saved.record_uid).answers == {
        **edited, "process_notes": NOTES,
    }  # fmt: skip
    save(author, "psychological_record", {**edited, "process_notes": "续"}, case=case,
         record=saved.record_uid, based_on=2)  # fmt: skip
    assert records.open_record(author, saved.record_uid).answers["process_notes"] == "续"
    assert records.open_record(author, saved.record_uid, version=1).answers == whole


def test_the_name_survives_an_edit_behind_the_veil(station: House) -> None:
    saved = save(station.sign_in("he"), answers=INTAKE | {"name": "虚构名"})
    doctor = station.sign_in("yang")
    view = records.open_record(doctor, saved.record_uid)
    assert (view.veiled, view.answers) == (True, INTAKE)

    save(doctor, answers=view.answers | {"education": "73"}, case=saved.case_uid,
         record=saved.record_uid, based_on=1, readable=view.readable)  # fmt: skip

    identity.reveal(doctor, saved.case_uid, "care")
    assert records.open_record(doctor, saved.record_uid).answers == INTAKE | {
        "name": "虚构名", "education": "73",
    }  # fmt: skip


def test_a_name_typed_behind_the_veil_is_refused_not_dropped(station: House) -> None:
    saved = save(station.sign_in("he"), answers=INTAKE | {"name": "虚构名"})
    with pytest.raises(Refused, match="Reveal"):
        save(station.sign_in("yang"), answers=INTAKE | {"name": "改名"}, case=saved.case_uid,
             record=saved.record_uid, based_on=1)  # fmt: skip


def test_a_new_record_takes_a_name_though_the_case_is_veiled(station: House, case: str) -> None:
    doctor = station.sign_in("yang")
    view = records.blank(doctor, "relative", case)
    assert view.veiled
    assert "identity" in view.readable
    told = {"relation": "52", "relative_name": "虚构亲属", "contact_forbidden": True}

    saved = save(doctor, "relative", told, case=case, readable=view.readable)

    assert records.open_record(doctor, saved.record_uid).answers == {}
    identity.reveal(doctor, case, "care")
    assert records.open_record(doctor, saved.record_uid).answers == told


def test_answers_of_a_newer_program_stay_where_they_were_sealed(station: House) -> None:
    ws = station.sign_in("he")
    newer = {"a_newer_question": "以后才有的字段"}
    saved = save(ws, "relative", {"relation": "52", **newer}, case=save(ws).case_uid)

    view = records.open_record(ws, saved.record_uid)
    assert view.newer == newer
    (clear,) = ws.db.one("SELECT answers FROM records WHERE uid = ?", (saved.record_uid,)) or ()
    assert clear == "{}"


def test_others_records_stay_closed(station: House, case: str) -> None:
    record = cases.records_of(station.sign_in("duan"), case)[0]
    stranger = station.sign_in("mu")
    with pytest.raises(Refused, match="not on the team"):
        records.open_record(stranger, record.uid)
    with pytest.raises(Refused, match="not on the team"):
        save(stranger, case=case, record=record.uid, based_on=1)
    with pytest.raises(Refused, match="not on the team"):
        save(stranger, "relative", {"relation": "52"}, case=case)
    assert not cases.case(stranger, case).mine


def test_rows_that_were_not_the_beginners_to_fill_in_lie_ready_for_who_holds_their_part(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    begun = records.blank(ws, "health_check", case).answers
    first = save(ws, "health_check", begun, case=case)
    assert "exams" not in records.open_record(ws, first.record_uid).answers
    ws = station.sign_in("yang")
    ready = records.blank(ws, "health_check", case).answers["exams"]
    view = records.open_record(ws, first.record_uid)
    assert view.answers["exams"] == ready
    assert "exams" not in records.open_record(ws, first.record_uid, version=1).answers
    asked = [ready[0] | {"exam_agreed": "02"}]
    save(ws, "health_check", view.answers | {"exams": asked}, case=case,
         record=first.record_uid, based_on=1)  # fmt: skip
    assert records.open_record(ws, first.record_uid).answers["exams"] == asked


def test_rows_lie_ready_for_nobody_who_only_reads_the_form(station: House, case: str) -> None:
    ws = station.sign_in("he")
    aid = save(ws, "social_assistance", {"assist_kind": "01"}, case=case)
    assert "assist_checks" in records.open_record(ws, aid.record_uid).answers
    ws = station.sign_in("li")
    assert "assist_checks" not in records.open_record(ws, aid.record_uid).answers
