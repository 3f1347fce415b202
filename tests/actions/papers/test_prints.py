"""Paper: what stands on it, who may have it, and that no copy leaves unregistered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.papers import prints, trail
from rescueapp.crypto import words
from rescueapp.domain import referral
from rescueapp.errors import Refused, Unavailable
from rescueapp.forms.catalogue import FORMS
from rescueapp.printing.glyphs import Unprintable
from rescueapp.storage import audit
from tests.actions.leaving import order
from tests.actions.station import INTAKE, House, save
from tests.output.paper import page_texts, squeezed, words_of

NAME, BRIEF, RARE = "苏小禾", "本人自述经同乡介绍外出", "𪛖"
WHOLE = INTAKE | {
    "name": NAME,
    "brief": BRIEF,
    "pregnancy": "01",
    "home_address": "石桥村某组",
    "handled_by": "和晓燕",
}
FINDINGS = {"sent_at": "2026-06-29T15:00:00Z", "allergies": "青霉素过敏", "hospital": "某县医院"}
SESSION = {
    "session_at": "2026-06-30T01:00:00Z",
    "chief_concern": "睡眠不好",
    "process_notes": "只有我知道的词",
}


@pytest.fixture
def case(station: House) -> str:
    """A case with something in every part."""
    case = save(station.sign_in("he"), answers=WHOLE, complete=True).case_uid
    save(station.sign_in("yang"), "medical_care", FINDINGS, case=case)
    save(station.sign_in("li"), "psychological_record", SESSION, case=case)
    return case


def intake_of(station: House, login: str, case: str) -> tuple[Any, str]:
    ws = station.sign_in(login)
    return ws, next(r.uid for r in cases.records_of(ws, case) if r.form == "intake")


def test_a_sheet_is_registered_before_it_leaves_and_not_before_it_is_released(
    station: House, case: str
) -> None:
    ws, intake = intake_of(station, "he", case)
    prepared = prints.prepare_sheet(ws, form="intake", record_uid=intake)
    assert NAME in words_of(prepared.pdfs[0])
    assert prints.register_of_copies(ws, case) == []

    prints.release(ws, prepared, medium=prints.PRINTER)

    (copy,) = prints.register_of_copies(ws, case)
    assert (copy.print_id, copy.what, copy.copy_number, copy.copies, copy.medium, copy.worker) == (
        prepared.print_id, "intake", 1, 1, "printer", ws.worker.uid,
    )  # fmt: skip
    assert prepared.print_id in words_of(prepared.pdfs[0])


def test_the_foot_names_who_printed_and_the_audit_it_was_printed_at(
    station: House, case: str
) -> None:
    ws, intake = intake_of(station, "he", case)
    anchored = words.of_digest(audit.head(ws.db).hash, 8)
    text = words_of(prints.prepare_sheet(ws, form="intake", record_uid=intake).pdfs[0])
    assert "和晓燕" in text
    assert "".join(anchored) in text


def test_a_blank_sheet_needs_no_case_and_is_registered_too(station: House) -> None:
    ws = station.sign_in("he")
    for form in (form for form in FORMS.values() if form.sheet):
        prepared = prints.prepare_sheet(ws, form=form.key, record_uid=None)
        assert page_texts(prepared.pdfs[0])
        prints.release(ws, prepared, medium=prints.PRINTER)
    registered = ws.db.read("SELECT what, case_uid FROM copies")
    assert {what for what, _ in registered} == {f.key for f in FORMS.values() if f.sheet}
    assert {case for _, case in registered} == {None}


REPORT = {
    "noticed_at": "2026-06-30T01:00:00Z",
    "reported_at": "2026-06-30T01:20:00Z",
    "ground": "01",
    "signs": "手臂有新伤，自述被打",
    "noticed_by": "护理员丙",
    "report_delay_reason": "值班电话占线",
    "feedback": "已受理，另行联系",
}


def test_the_police_read_the_report_and_not_who_made_it(station: House, case: str) -> None:
    record = save(station.sign_in("he"), "mandatory_report", REPORT, case=case).record_uid
    ws = station.sign_in("duan")
    prepared = prints.prepare_sheet(ws, form="mandatory_report", record_uid=record)
    text = words_of(prepared.pdfs[0])
    for said in (REPORT["signs"], "松岭县救助管理站", prepared.print_id):
        assert said in text, said
    for kept in (REPORT["noticed_by"], REPORT["report_delay_reason"], REPORT["feedback"],
                 "和晓燕", ws.worker.display_name, "Filled in by"):  # fmt: skip
        assert kept not in text, kept
    assert "mandatory_report.noticed_by" not in prepared.fields
    prints.release(ws, prepared, medium=prints.PRINTER)
    assert [each.act for each in trail.entries(ws, of=case)].count("reveal") == 0


def test_a_form_that_is_no_sheet_is_printed_with_the_file(station: House) -> None:
    with pytest.raises(Refused, match="printed with the case file"):
        prints.prepare_sheet(station.sign_in("he"), form="medical_care", record_uid=None)


def test_a_sheet_shows_no_more_than_the_printer_may_open(station: House, case: str) -> None:
    _, intake = intake_of(station, "he", case)
    ws = station.sign_in("mu")
    with pytest.raises(Refused, match="not on the team"):
        prints.prepare_sheet(ws, form="intake", record_uid=intake)


def test_the_file_of_the_station_holds_all_but_process_notes(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    prepared = prints.prepare_file(ws, order(case, identity=True))
    text = words_of(prepared.pdfs[0])
    for said in (NAME, BRIEF, "石桥村某组", "青霉素过敏", "睡眠不好", "松岭县救助管理站"):
        assert said in text, said
    assert SESSION["process_notes"] not in text
    assert "LX01-2026-0001" in text


def test_the_name_is_printed_only_when_it_was_asked_for(station: House, case: str) -> None:
    text = words_of(prints.prepare_file(station.sign_in("duan"), order(case)).pdfs[0])
    assert NAME not in text
    assert "石桥村某组" not in text
    assert BRIEF in text


@pytest.mark.parametrize("identity", [False, True])
def test_what_goes_to_the_next_institution_holds_no_name_no_narrative_and_no_station(
    station: House, case: str, identity: bool
) -> None:
    ws = station.sign_in("duan")
    asked = order(case, "next_institution", recipient="某县中学", purpose="就学", identity=identity)
    text = words_of(prints.prepare_file(ws, asked).pdfs[0])
    for said in (NAME, BRIEF, "石桥村某组", "青霉素过敏", "睡眠不好", SESSION["process_notes"],
                 "松岭县救助管理站", "LX01", "救助"):  # fmt: skip
        assert said not in text, said


def test_level_3_goes_to_the_next_institution_with_a_reason_alone(
    station: House, case: str
) -> None:
    ws = station.sign_in("duan")
    asked = order(case, "next_institution", recipient="某县医院", l3_reason="继续治疗需要")
    text = words_of(prints.prepare_file(ws, asked).pdfs[0])
    assert "青霉素过敏" in text
    assert NAME not in text
    prints.release(ws, prints.prepare_file(ws, asked), medium=prints.FILE)
    (entry, *_) = [e for e in trail.entries(ws, of=case) if e.act == "print"]
    assert (entry.detail["l3"], entry.detail["identity"]) == (True, False)


def test_what_goes_out_and_what_stays_is_told_before_printing(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    out, stays = prints.goes_out(ws, order(case, "next_institution"))
    assert "Sex" in out
    assert "Name" in stays
    assert not set(out) & set(stays)


def test_every_copy_has_its_own_number_on_paper_and_in_the_register(
    station: House, case: str
) -> None:
    ws = station.sign_in("duan")
    prepared = prints.prepare_file(ws, order(case, copies=3))
    assert len({words_of(pdf) for pdf in prepared.pdfs}) == 3
    prints.release(ws, prepared, medium=prints.PRINTER)
    copies = prints.register_of_copies(ws, case)
    assert sorted(copy.copy_number for copy in copies) == [1, 2, 3]
    assert {(c.copies, c.recipient, c.purpose, c.reason) for c in copies} == {
        (3, "县人民法院", "起诉", "案件")
    }


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"recipient": " "}, "Name who receives"),
        ({"purpose": ""}, "purpose and a reason"),
        ({"reason": "  "}, "purpose and a reason"),
        ({"copies": 0}, "At most"),
        ({"copies": prints.MOST_COPIES + 1}, "At most"),
        ({"profile": "everybody"}, "no such print profile"),
    ],
)
def test_a_file_needs_recipient_purpose_reason_and_a_known_profile(
    station: House, case: str, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        prints.prepare_file(station.sign_in("duan"), order(case, **changed))


@pytest.mark.parametrize("login", ["he", "yang", "li", "mu"])
def test_only_a_supervisor_prints_a_file(station: House, case: str, login: str) -> None:
    ws = station.sign_in(login)
    with pytest.raises(Refused, match="does not include this"):
        prints.prepare_file(ws, order(case))
    with pytest.raises(Refused, match="does not include this"):
        prints.release(ws, prints.Prepared(print_id="X", what="internal", case_uid=case,
                                           pdfs=(b"",)), medium=prints.FILE)  # fmt: skip


def test_a_character_no_font_has_stops_the_print_until_gaps_are_allowed(station: House) -> None:
    ws = station.sign_in("duan")
    saved = save(ws, answers=INTAKE | {"name": "苏" + RARE})

    prepared = prints.prepare_sheet(ws, form="intake", record_uid=saved.record_uid)
    assert [(m.character, prepared.pdfs) for m in prepared.missing] == [(RARE, ())]
    with pytest.raises(Unprintable) as refused:
        prints.refuse_missing(prepared)
    assert RARE not in str(refused.value.words.values)

    gaps = prints.prepare_sheet(ws, form="intake", record_uid=saved.record_uid, gaps=True)
    assert "〓" in words_of(gaps.pdfs[0])
    file = prints.prepare_file(ws, order(saved.case_uid, identity=True))
    assert (file.pdfs, [m.character for m in file.missing]) == ((), [RARE])
    assert prints.register_of_copies(ws, saved.case_uid) == []


def test_a_saved_file_is_for_its_owner_alone_and_copies_have_their_own(
    station: House, case: str, tmp_path: Path
) -> None:
    ws = station.sign_in("duan")
    prepared = prints.prepare_file(ws, order(case, copies=2))
    prints.save(ws, prepared, tmp_path / "out.pdf")
    for name, pdf in zip(("out.pdf", "out-2.pdf"), prepared.pdfs, strict=True):
        assert (tmp_path / name).read_bytes() == pdf
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
    assert {c.medium for c in prints.register_of_copies(ws, case)} == {"file"}


def test_a_file_that_cannot_be_written_was_registered_all_the_same(
    station: House, case: str, tmp_path: Path
) -> None:
    ws = station.sign_in("duan")
    (tmp_path / "stick").write_text("")
    prepared = prints.prepare_file(ws, order(case))
    with pytest.raises(Unavailable):
        prints.save(ws, prepared, tmp_path / "stick" / "out.pdf")
    assert len(prints.register_of_copies(ws, case)) == 1


def test_a_copy_that_came_back_is_noted_in_the_audit_and_only_by_those_of_the_case(
    station: House, case: str
) -> None:
    ws, intake = intake_of(station, "he", case)
    prepared = prints.prepare_sheet(ws, form="intake", record_uid=intake)
    prints.release(ws, prepared, medium=prints.PRINTER)
    (copy,) = prints.register_of_copies(ws, case)
    for returned, day in ((True, clock.today().isoformat()), (False, None)):
        prints.note_returned(ws, case_uid=case, copy_uid=copy.uid, returned=returned)
        assert prints.register_of_copies(ws, case)[0].returned_on == day
    with pytest.raises(Refused):
        prints.note_returned(ws, case_uid=case, copy_uid="another", returned=True)
    colleague = station.sign_in("mu")
    with pytest.raises(Refused):
        prints.note_returned(colleague, case_uid=case, copy_uid=copy.uid, returned=True)
    head = station.sign_in("duan")
    noted = [e.act for e in trail.entries(head, of=case) if e.act.startswith("copy_")]
    assert noted == ["copy_not_returned", "copy_returned"]


def test_the_list_of_contents_says_what_is_late_unfinished_and_bears_a_number(
    station: House, case: str
) -> None:
    he = station.sign_in("he")
    slip = save(he, "referral", {"referral_on": "2026-06-30"}, case=case, entered_late=True)
    contents = page_texts(prints.prepare_file(station.sign_in("duan"), order(case)).pdfs[0])[1]
    assert referral.number(slip.record_uid) in contents
    assert contents.count(squeezed("Entered late")) == 1
    assert contents.count(squeezed("Not complete or not approved")) == 3  # all but the intake
