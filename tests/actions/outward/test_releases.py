"""Whatever leaves stands in one register, with its ground, its fields, its return (F36, K-13)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.desk import duties, release_papers
from rescueapp.actions.finding import cases
from rescueapp.actions.outward import releases
from rescueapp.actions.papers import prints
from rescueapp.actions.papers.prints import FileOrder
from rescueapp.actions.recording import identity, withdrawal
from rescueapp.actions.two_people import requests
from rescueapp.domain.request import Kind
from rescueapp.errors import Refused
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Level
from rescueapp.i18n import say
from rescueapp.workspace import Workspace
from tests.actions.carrying import export
from tests.actions.leaving import CALL, DAY, WHOLE, case_of_three, order
from tests.actions.station import Clock, House, Pair, save
from tests.output.paper import words_of


@pytest.fixture
def case(station: House) -> str:
    return case_of_three(station)


def released(ws: Workspace, asked: FileOrder) -> releases.Release:
    prepared = prints.prepare_file(ws, asked)
    if prepared.found:
        decision = asked.decision.without(prepared.found)
        prepared = prints.prepare_file(ws, order(asked.case_uid, decision=decision))
    prints.release(ws, prepared, medium=prints.PRINTER)
    return releases.of_case(ws, asked.case_uid)[0].release


def listed(ws: Workspace, **asked: Any) -> list[releases.Left]:
    return releases.register(ws, **{"first": "2026-06-01", "last": DAY, **asked})


# --- one register -------------------------------------------------------------------------


def test_k_13_a_print_is_registered_with_ground_fields_and_what_was_taken_out(
    station: House, case: str
) -> None:
    ws = station.sign_in("duan")
    release = released(ws, order(case, basis="03", return_by="2026-07-05"))

    assert (release.kind, release.recipient, release.purpose) == ("print", "县人民法院", "起诉")
    assert release.approved_by == ws.worker.uid
    assert "intake.needs" in release.fields
    assert "intake.brief" not in release.fields
    assert "intake.brief" in release.left_out
    assert release.found == ()
    (left,) = releases.of_case(ws, case)
    assert left.out
    assert say(left.left_out[0])
    assert left.highest is not None


def test_the_ground_and_the_day_of_return_are_the_orders_own(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    prepared = prints.prepare_file(ws, order(case, profile="court", return_by="2026-07-05"))
    assert (prepared.basis, prepared.return_by) == ("03", "2026-07-05")
    assert prints.prepare_file(ws, order(case, profile="court", basis="01")).basis == "01"


def test_a_sheet_signed_at_once_is_in_the_register_and_a_blank_is_not(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    record = cases.records_of(ws, case)[-1].uid
    for uid in (record, None):
        prepared = prints.prepare_sheet(ws, form="intake", record_uid=uid)
        prints.release(ws, prepared, medium=prints.PRINTER)

    (left,) = releases.of_case(ws, case)
    assert left.release.what == "intake"
    assert left.release.approved_by == ""
    assert "intake.name" in left.release.fields


def test_a_package_is_in_the_register_without_naming_a_case(pair: Pair, tmp_path: Path) -> None:
    save(pair.station.sign_in("he"), answers=WHOLE)
    ws = pair.station.sign_in("duan")
    export(ws, tmp_path)

    (left,) = listed(ws)
    assert (left.release.kind, left.release.basis) == ("package", "06")
    assert left.release.recipient == "云岭省救助管理工作办公室"
    assert (left.release.case_uid, left.number) == (None, "")


def test_the_register_is_filtered_by_period_recipient_and_return(
    station: House, case: str, now: Clock
) -> None:
    ws = station.sign_in("duan")
    released(ws, order(case))

    assert listed(ws, last="2026-06-29") == []
    assert listed(ws, recipient="卫生院") == []
    assert len(listed(ws, recipient="法院")) == 1
    (left,) = listed(ws, not_returned=True)
    releases.note_returned(ws, case_uid=case, copy_uid=left.copies[0].uid, returned=True,
                           destroyed=True)  # fmt: skip
    assert listed(ws, not_returned=True) == []
    (left,) = listed(ws)
    assert (left.copies[0].returned_on, left.copies[0].destroyed) == (DAY, True)
    assert left.copies[0].returned_to == ws.worker.uid
    with pytest.raises(Refused, match="two dates"):
        listed(ws, first="2026-07-01")


def test_what_should_be_back_is_overdue_until_it_is(station: House, case: str, now: Clock) -> None:
    ws = station.sign_in("duan")
    prepared = prints.prepare_file(ws, order(case, profile="court", return_by="2026-07-05"))
    decision = prepared.decision.without(prepared.found)
    again = prints.prepare_file(
        ws, order(case, profile="court", return_by="2026-07-05", decision=decision)
    )
    prints.release(ws, again, medium=prints.PRINTER)
    now.later(days=5)
    assert releases.overdue(ws) == []
    now.later(days=1)
    (left,) = releases.overdue(ws)
    assert any("come back" in say(each) for each in duties.duties(ws))
    releases.note_returned(ws, case_uid=case, copy_uid=left.copies[0].uid, returned=True)
    assert releases.overdue(ws) == []


def test_k_09_a_field_of_a_closed_part_is_no_line_of_the_register(
    station: House, case: str
) -> None:
    ws = station.sign_in("duan")
    save(ws, "medical_care", {"complaint": "腹痛两天"}, case=case)
    release = released(ws, order(case))
    assert "medical_care.complaint" in release.fields
    told = [say(label) for left in releases.of_case(ws, case) for label in titles(left)]
    (mine,) = releases.of_case(station.sign_in("he"), case)  # holds no medical part
    assert len(titles(mine)) == len(told) - 1
    other = station.sign_in("mu")  # another's case
    assert releases.of_case(other, case) == []
    with pytest.raises(Refused, match="Your role"):
        listed(other)


def titles(left: releases.Left) -> list[Any]:
    return [title for title, _ in left.form_fields]


# --- outside the program ------------------------------------------------------------------------


@pytest.mark.lives("S18")
def test_k_13_a_telephone_answer_enters_the_register(station: House, case: str) -> None:
    ws = station.sign_in("he")
    saved = save(ws, "release", CALL, case=case, complete=True)

    (left,) = releases.of_case(ws, case)
    assert (left.release.uid, left.release.kind) == (saved.record_uid, "outside")
    assert (left.release.medium, left.release.basis) == ("02", "03")
    assert left.copies == ()
    assert left.highest is Level.L3
    save(ws, "release", CALL | {"release_purpose": "立案"}, case=case, record=saved.record_uid,
         based_on=1)  # fmt: skip
    (again,) = releases.of_case(ws, case)
    assert again.release.purpose == "立案"


def test_a_letter_comes_back_like_any_other_copy(station: House, case: str, now: Clock) -> None:
    ws = station.sign_in("he")
    letter = CALL | {"release_how": "04", "release_copies": 2, "release_return_by": "2026-07-01"}
    saved = save(ws, "release", letter, case=case)
    save(ws, "release", letter, case=case, record=saved.record_uid, based_on=1)
    assert len(releases.of_case(ws, case)[0].copies) == 2
    now.later(days=2)
    (left,) = releases.overdue(station.sign_in("duan"))
    assert left.release.uid == saved.record_uid


def test_k_13_words_that_tell_of_the_list_are_not_given(station: House, case: str) -> None:
    ws = station.sign_in("he")
    telling = CALL | {"release_said": "称张国强来找过，电话139 0000 1234"}
    with pytest.raises(Refused, match="must not learn") as refused:
        save(ws, "release", telling, case=case)
    assert "张国强" not in str(refused.value.words.values)
    with pytest.raises(Refused, match="need a look"):
        save(ws, "release", CALL | {"release_recipient": "张国强"}, case=case)
    although = telling | {"release_although": "办案需要，经负责人同意"}
    with pytest.raises(Refused, match="Your role"):
        save(ws, "release", although, case=case)
    assert releases.of_case(ws, case) == []

    head = station.sign_in("duan")
    saved = save(head, "release", although, case=case)
    (left,) = releases.of_case(head, case)
    assert left.release.found == ("release.release_said",)
    ws = station.sign_in("he")  # goes on with what was let through
    save(ws, "release", although | {"release_told_her": True}, case=case,
         record=saved.record_uid, based_on=1)  # fmt: skip


def test_k_13_the_family_is_not_told_where_she_is(station: House, case: str) -> None:
    ws = station.sign_in("he")
    where = CALL | {"release_said": "人在松岭县救助管理站", "release_recipient": "黄山镇民政办"}
    save(ws, "release", where, case=case)
    with pytest.raises(Refused, match="must not learn"):
        save(ws, "release", where | {"release_family": True}, case=case)


def test_k06_separate_consent_is_no_ground_where_none_is_on_paper(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    told = CALL | {"release_basis": "01"}
    with pytest.raises(Refused, match="F26 has none that holds"):
        save(ws, "release", told, case=case, complete=True)
    kept = save(ws, "release", told, case=case)  # what happened is written down all the same
    agreed = {"consent_on": DAY, "consenter": "01", "agrees_referral": "01"}
    save(ws, "consent", agreed, case=case)
    save(ws, "release", told, case=case, record=kept.record_uid, based_on=1, complete=True)


def test_k06_the_consent_of_the_day_it_was_given_out_counts(
    station: House, case: str, now: Clock
) -> None:
    ws = station.sign_in("he")
    save(ws, "consent", {"consent_on": DAY, "consenter": "01", "agrees_referral": "01"}, case=case)
    now.later(days=2)
    withdrawal.withdraw(ws, case, "05")
    told = CALL | {"release_basis": "01"}  # of the day it still held
    save(ws, "release", told, case=case, complete=True)
    with pytest.raises(Refused, match="F26 has none that holds"):
        save(ws, "release", told | {"release_on": "2026-07-02"}, case=case, complete=True)
    with pytest.raises(Refused, match="F26 has none that holds"):
        save(ws, "release", told | {"release_on": "2026-06-29"}, case=case, complete=True)


# --- abroad, and what must not be kept --------------------------------------------------------


@pytest.mark.parametrize(
    "recipient", ["越南驻昆明总领事馆", "Myanmar police", "香港某基金会", "+84 24 3825 0000"]
)
def test_k_14_nothing_is_released_abroad(station: House, case: str, recipient: str) -> None:
    ws = station.sign_in("duan")
    with pytest.raises(Refused, match="abroad"):
        prints.prepare_file(ws, order(case, recipient=recipient))
    with pytest.raises(Refused, match=r"art\. 36 and 38"):
        save(ws, "release", CALL | {"release_recipient": recipient}, case=case)


@pytest.mark.parametrize(
    "recipient", ["内蒙古自治区公安厅", "延边朝鲜族自治州民政局", "香港路派出所", "黑山县公安局"]
)
def test_k_14_a_place_with_a_countrys_name_is_here(
    station: House, case: str, recipient: str
) -> None:
    assert prints.prepare_file(station.sign_in("duan"), order(case, recipient=recipient)).pdfs


@pytest.mark.parametrize("field", ["recipient", "purpose", "reason", "l3_reason"])
def test_k_20_k_21_a_reason_of_a_print_is_looked_at(station: House, case: str, field: str) -> None:
    ws = station.sign_in("duan")
    for words in ("秘密★1年", "D3S1358 15/16"):
        with pytest.raises(Refused, match=r"State secrets|DNA"):
            prints.prepare_file(ws, order(case, **{field: words}))


def test_k_20_the_reason_of_a_request_is_looked_at(station: House, case: str) -> None:
    ws = station.sign_in("mu")
    with pytest.raises(Refused, match="State secrets"):
        requests.ask(ws, Kind.OPEN_CASE, case, "机密★长期，要看")
    ws = station.sign_in("he")
    with pytest.raises(Refused, match="from the list"):
        identity.reveal(ws, case, "秘密★1年")


# --- on paper -----------------------------------------------------------------------------------


def test_f36_the_register_of_a_period_is_printed(station: House, case: str) -> None:
    save(station.sign_in("he"), "release", CALL, case=case, complete=True)
    ws = station.sign_in("duan")
    released(ws, order(case))
    prepared = release_papers.prepare_register(ws, first="2026-06-01", last=DAY)
    text = words_of(prepared.pdfs[0])
    for told in ("县人民法院", "起诉", "玉龙县公安局刑侦大队", "By telephone", "Taken out",
                 "Demanded by law", "1 out"):  # fmt: skip
        assert told.replace(" ", "") in text, told
    assert "苏小禾" not in text
    empty = release_papers.prepare_register(ws, first="2025-06-01", last="2025-06-02")
    assert "Nothingleft" in words_of(empty.pdfs[0])


def test_k09_the_register_does_not_tell_which_sealed_questions_are_answered() -> None:
    """It lies in clear: of a compartment it names all that is asked there, or nothing."""
    form = FORMS["health_check"]
    one = set(releases.fields_of(form, {"violence_when": "01"}))
    other = set(releases.fields_of(form, {"injuries_seen": False}))
    assert one == other
    assert {"health_check.violence_when", "health_check.injuries_seen"} <= one
    assert not set(releases.fields_of(form, {}))
    assert "health_check.violence_when" not in set(
        releases.fields_of(form, {"injuries_seen": False}, {"violence_when"})
    )
