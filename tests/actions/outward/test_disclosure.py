"""Nothing leaves to somebody of the unsafe list, and no word of theirs unseen (K-13)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rescueapp import cli
from rescueapp.actions.finding import cases
from rescueapp.actions.outward.disclosure import Decision
from rescueapp.actions.papers import prints, trail
from rescueapp.actions.papers.prints import FileOrder, Prepared
from rescueapp.domain.needles import Sort
from rescueapp.errors import Refused
from rescueapp.storage import facts
from rescueapp.workspace import Workspace
from tests.actions.carrying import export
from tests.actions.leaving import BUYER, MOTHER, WHOLE, case_of_three, order
from tests.actions.station import INTAKE, House, Pair, save
from tests.output.paper import words_of

TO_COURT: dict[str, Any] = {"profile": "court", "l3_reason": "起诉需要", "identity": True}


@pytest.fixture
def case(station: House) -> str:
    return case_of_three(station)


@pytest.fixture
def head(station: House, case: str) -> Workspace:
    return station.sign_in("duan")


def labels(prepared: Prepared) -> set[str]:
    return {found.label for found in prepared.found}


def file_words(ws: Workspace, asked: FileOrder) -> str:
    return words_of(prints.prepare_file(ws, asked).pdfs[0])


# --- the recipient ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "recipient",
    [
        "张国强",
        "張國強 先生",
        "Zhang Guoqiang",
        "柳灣運輸公司",
        "玉龙县黄山镇石桥村村民委员会",
        "某人（１３９－００００－１２３４）",
    ],
)
def test_k13_nothing_is_prepared_for_somebody_of_the_list(
    head: Workspace, case: str, recipient: str
) -> None:
    for profile in prints.profiles():
        with pytest.raises(Refused, match="unsafe list"):
            prints.prepare_file(head, order(case, profile=profile.key, recipient=recipient))


@pytest.mark.parametrize("recipient", ["苏桂英", "玉龙县人民法院", "黄山镇卫生院", "张国庆"])
def test_k13_who_is_not_on_the_list_receives(head: Workspace, case: str, recipient: str) -> None:
    assert prints.prepare_file(head, order(case, recipient=recipient)).pdfs


def test_k13_a_refusal_names_nobody(head: Workspace, case: str) -> None:
    with pytest.raises(Refused) as refused:
        prints.prepare_file(head, order(case, recipient="张国强"))
    assert "张" not in refused.value.words.msgid + str(refused.value.words.values)


def test_k13_the_office_of_a_package_is_a_recipient_too(pair: Pair, tmp_path: Path) -> None:
    ws = pair.station.sign_in("he")
    uid = save(ws, answers=WHOLE).case_uid
    office = "云岭省救助管理工作办公室"  # somebody of theirs sits there
    save(ws, "relative", BUYER | {"unsafe_organisations": office}, case=uid)
    ws = pair.station.sign_in("duan")
    with pytest.raises(Refused, match="on its unsafe list") as refused:
        export(ws, tmp_path)
    assert refused.value.words.values == {"number": cases.case(ws, uid).number}
    assert list(tmp_path.glob("*.age*")) == []


# --- the words ----------------------------------------------------------------------------


def test_k13_what_tells_is_shown_by_field_and_sort_and_held(head: Workspace, case: str) -> None:
    prepared = prints.prepare_file(head, order(case, identity=True))
    by_label = {found.label: set(found.sorts) for found in prepared.found}
    assert by_label["What happened, in brief"] == {Sort.NAME}
    assert by_label["Other help needed"] == {Sort.NUMBER}
    assert {"Name", "Telephone", "Address"} <= set(by_label)
    assert prepared.held
    with pytest.raises(Refused, match="Leave these fields out") as refused:
        prints.release(head, prepared, medium=prints.PRINTER)
    assert "张国强" not in str(refused.value.words.values)
    assert prints.register_of_copies(head, case) == []


def test_k13_fields_left_out_are_not_in_the_paper_at_all(head: Workspace, case: str) -> None:
    asked = order(case, identity=True)
    prepared = prints.prepare_file(head, asked)
    decision = asked.decision.without(prepared.found)
    rebuilt = prints.prepare_file(head, order(case, identity=True, decision=decision))

    assert rebuilt.found == ()
    text = words_of(rebuilt.pdfs[0])
    raw = rebuilt.pdfs[0]
    for told in ("张国强", "张國强", "1234", "石桥村", "柳湾"):
        assert told not in text, told
        assert told.encode("utf-16-be") not in raw
    assert "What happened, in brief" not in text  # no label, no empty cell, no covered text
    assert "苏小禾" in text
    assert "苏桂英" in text  # the same field of another record stays

    prints.release(head, rebuilt, medium=prints.PRINTER)
    (entry, *_) = [e for e in trail.entries(head, of=case) if e.act == "print"]
    assert len(entry.detail["left_out"]) == len(prepared.found)
    assert "unsafe" not in entry.detail


def test_k13_a_supervisor_releases_with_a_reason_and_the_audit_has_ids_alone(
    head: Workspace, case: str
) -> None:
    decision = Decision(reason="法院要求写明收买人张国强")
    prepared = prints.prepare_file(head, order(case, decision=decision, **TO_COURT))
    assert prepared.found
    assert not prepared.held
    prints.release(head, prepared, medium=prints.FILE)
    (entry, *_) = [e for e in trail.entries(head, of=case) if e.act == "print"]
    assert {f"{found.record}:{found.field}" for found in prepared.found} == set(
        entry.detail["unsafe"]
    )
    assert "张国强" not in str(entry)
    (copy,) = prints.register_of_copies(head, case)
    assert copy.reason.endswith("法院要求写明收买人张国强")


@pytest.mark.parametrize("reason", ["", "   "])
def test_k13_no_reason_is_no_release(head: Workspace, case: str, reason: str) -> None:
    prepared = prints.prepare_file(head, order(case, decision=Decision(reason=reason)))
    with pytest.raises(Refused, match="a supervisor releases them"):
        prints.release(head, prepared, medium=prints.FILE)


def test_k13_the_purpose_is_printed_and_looked_at_too(head: Workspace, case: str) -> None:
    prepared = prints.prepare_file(head, order(case, purpose="答复张国强"))
    (purpose,) = [found for found in prepared.found if found.label == "Purpose"]
    assert purpose.record == ""
    decision = Decision().without(prepared.found)
    again = prints.prepare_file(head, order(case, purpose="答复张国强", decision=decision))
    assert labels(again) == {"Purpose"}  # only another purpose takes it away


def test_k13_who_must_not_be_contacted_any_more_is_no_longer_on_the_list(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    named = prints.names_of(ws, case, identity=True)
    uid = next(uid for uid, words in named.items() if "张国强" in words)
    told = {"relation": "52", "relative_name": BUYER["relative_name"]}  # who he is was a mistake
    save(ws, "relative", told | {"contact_forbidden": False}, case=case, record=uid, based_on=1)
    ws = station.sign_in("duan")
    assert prints.prepare_file(ws, order(case, recipient="张国强")).found == ()


def test_k13_a_person_whom_another_record_calls_unsafe_is_on_the_list(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers=WHOLE).case_uid
    uncle = save(ws, "relative", MOTHER | {"relative_name": "罗大山"}, case=case).record_uid
    told = {"no_contact": [{"no_contact_relative": uncle, "no_contact_reason": "04"}]}
    save(ws, "trafficking_case", told, case=case)
    with pytest.raises(Refused, match="unsafe list"):
        prints.prepare_file(station.sign_in("duan"), order(case, recipient="罗大山"))


# --- sheets -------------------------------------------------------------------------------


def sheet_of(ws: Workspace, case: str, form: str, **more: Any) -> Prepared:
    record = next(row.uid for row in cases.records_of(ws, case) if row.form == form)
    return prints.prepare_sheet(ws, form=form, record_uid=record, **more)


def test_k13_the_papers_of_the_first_hour_show_it_and_wait_for_nobody(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    prepared = sheet_of(ws, case, "intake")
    assert "What happened, in brief" in labels(prepared)
    assert not prepared.held
    prints.release(ws, prepared, medium=prints.PRINTER)

    without = sheet_of(ws, case, "intake", decision=Decision().without(prepared.found))
    assert without.found == ()
    assert "张" not in words_of(without.pdfs[0])


def test_k13_another_sheet_is_released_by_a_supervisor_alone(station: House, case: str) -> None:
    ws = station.sign_in("he")
    limits = [{"limit_purpose": "01", "limit_receiver": "张国强"}]
    save(ws, "consent", {"limits": limits}, case=case)
    kept = sheet_of(ws, case, "consent", decision=Decision(reason="她要求写明"))
    assert labels(kept) == {"What is not to be passed on"}
    with pytest.raises(Refused, match="does not include this"):
        prints.release(ws, kept, medium=prints.PRINTER)
    without = sheet_of(ws, case, "consent", decision=Decision().without(kept.found))
    prints.release(ws, without, medium=prints.PRINTER)
    prints.release(station.sign_in("duan"), kept, medium=prints.PRINTER)


# --- where she is -------------------------------------------------------------------------

CARE = {"sent_at": "2026-06-29T15:00:00Z", "hospital": "松岭县人民医院", "escorts": "木春生"}


@pytest.mark.parametrize("profile", ["family", "court"])
def test_k13_where_she_is_does_not_go_to_her_family_or_the_other_side(
    station: House, profile: str
) -> None:
    ws = station.sign_in("yang")
    case = save(ws, answers=INTAKE | {"name": "苏小禾"}).case_uid
    care = CARE | {"sent_because": "在松嶺縣人民醫院複診"}
    save(ws, "medical_care", care, case=case)
    ws = station.sign_in("duan")
    asked = order(case, profile=profile, l3_reason="起诉需要")
    _, stays = prints.goes_out(ws, asked)
    assert "Medical institution" in stays
    prepared = prints.prepare_file(ws, asked)
    text = words_of(prepared.pdfs[0])
    for said in ("松岭县人民医院", "木春生", "松岭县救助管理站"):
        assert said not in text
    if profile == "court":
        (found,) = prepared.found
        assert (found.field, found.sorts) == ("sent_because", (Sort.WHEREABOUTS,))
        assert prepared.held
    assert "松岭县人民医院" in file_words(ws, order(case))  # it stands in the station's own file


# --- fields that name whom she is given over to -------------------------------------------


GUARDED = {"consenter": "02"}
INPATIENT = {"visit_kind": "03", "admitted_on": "2026-06-29"}


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ("consent", GUARDED | {"guardian_name": "張國強"}),
        ("consent", GUARDED | {"guardian_name": "Zhang Guoqiang"}),
        ("consent", {"adult_signed": "张 国强"}),
        ("belongings", {"returned_on": "2026-06-30", "returned_to": "张国强"}),
        ("medical_care", INPATIENT | {"companions": "张国强（自称丈夫）"}),
        ("safety_line", {"emergency_call": "13900001234"}),
    ],
)
@pytest.mark.parametrize("complete", [False, True])
def test_k02_k13_nobody_of_the_list_is_named_as_guardian_consenter_or_receiver(
    station: House, case: str, form: str, answers: dict[str, Any], complete: bool
) -> None:
    ws = station.sign_in("yang" if form == "medical_care" else "he")
    before = len(cases.records_of(ws, case))
    with pytest.raises(Refused):
        save(ws, form, answers, case=case, complete=complete)
    if not complete:
        with pytest.raises(Refused, match="Not saved") as refused:
            save(ws, form, answers, case=case)
        assert "unsafe list" in str(refused.value.words.values)
        assert "张国强" not in str(refused.value.words.values)
    assert len(cases.records_of(ws, case)) == before


def test_k13_a_relative_of_the_list_is_no_guardian_and_another_is(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    named = prints.names_of(ws, case, identity=True)
    buyer = next(uid for uid, words in named.items() if "张国强" in words)
    mother = next(uid for uid, words in named.items() if "苏桂英" in words)
    with pytest.raises(Refused):
        save(ws, "consent", GUARDED | {"guardian": buyer}, case=case)
    save(ws, "consent", GUARDED | {"guardian": mother}, case=case)


def test_k13_his_name_may_stand_where_it_is_told_what_he_did(station: House, case: str) -> None:
    ws = station.sign_in("he")
    save(ws, "trafficking_case", {"buyer_risk": "张国强多次到站打听"}, case=case)
    save(ws, "safety_line", {"must_not_enter": "张国强"}, case=case)


# --- her child's case ---------------------------------------------------------------------


def test_k13_her_childs_case_inherits_the_list(station: House, case: str) -> None:
    ws = station.sign_in("he")
    child = save(ws, answers=INTAKE | {"name": "苏念"}).case_uid
    told = {"children_born": [{"born_sex": "2", "born_case": child}]}
    made = save(ws, "trafficking_case", told, case=case)
    with pytest.raises(Refused):
        save(ws, "consent", GUARDED | {"guardian_name": "张国强"}, case=child)
    with pytest.raises(Refused, match="unsafe list"):
        prints.prepare_file(station.sign_in("duan"), order(child, recipient="张国强"))

    ws = station.sign_in("he")
    save(ws, "trafficking_case", {"recorded_on": "2026-06-30"}, case=case,
         record=made.record_uid, based_on=1)  # fmt: skip
    save(ws, "consent", GUARDED | {"guardian_name": "张国强"}, case=child)


def test_k13_an_accompanying_child_inherits_it_from_the_intake(station: House) -> None:
    ws = station.sign_in("he")
    child = save(ws).case_uid
    mother = save(ws, answers=INTAKE | {"children": [{"child_case": child}]}).case_uid
    save(ws, "relative", BUYER, case=mother)
    with pytest.raises(Refused):
        save(ws, "consent", GUARDED | {"guardian_name": "张国强"}, case=child)
    with pytest.raises(Refused):  # and the other way round it holds for her alone
        save(ws, "consent", GUARDED | {"guardian_name": "张国强"}, case=mother)
    assert facts.present(ws.db, mother, keys=["unsafe_list_of"]) == {}


# --- from the command line ----------------------------------------------------------------


def typed(station: House, case: str, out: Path, *options: str, recipient: str) -> int:
    """The command `print` of a supervisor; its exit code."""
    number = cases.case(station.sign_in("duan"), case).number
    station.leave()
    passphrase = str(station.passphrase_file("duan", out.parent))
    return cli.main(
        ["--vault", str(station.folder), "--user", "duan", "--password-file", passphrase,
         "--language", "en", "print", number, "--profile", "internal", "--recipient", recipient,
         "--abroad", "no", "--purpose", "起诉", "--out", str(out), *options]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [((), 1, None), (("--leave-out",), 0, False), (("--keep", "法院要求写明"), 0, True)],
)
def test_k13_the_command_line_leaves_out_or_keeps_with_a_reason(
    station: House, case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...], code: int, told: bool | None,
) -> None:  # fmt: skip
    out = tmp_path / "file.pdf"
    assert typed(station, case, out, *options, recipient="县人民法院") == code
    assert out.exists() == (code == 0)
    if told is not None:
        assert ("张國强" in words_of(out.read_bytes())) == told
    assert ("Leave these fields out" in capsys.readouterr().err) == (code == 1)


def test_k13_the_command_line_prints_nothing_for_somebody_of_the_list(
    station: House, case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "file.pdf"
    assert typed(station, case, out, "--keep", "他要", recipient="张国强") == 1
    assert not out.exists()
    assert "unsafe list" in capsys.readouterr().err
