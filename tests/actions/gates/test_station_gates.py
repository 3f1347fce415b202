"""The papers of leaving are saved as far as they have come, and completed when what they rest on
is there."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp import clock
from rescueapp.actions.due import rules
from rescueapp.actions.finding import cases
from rescueapp.actions.gates import station_gates
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.errors import Refused
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import say
from rescueapp.identity import uid
from rescueapp.storage import records
from rescueapp.storage.records import NewVersion
from rescueapp.workspace import Workspace
from tests.actions.leaving import BUYER
from tests.actions.station import INTAKE, House, save

WOMAN = INTAKE | {"birth_date": "1990-05"}
CHILD = INTAKE | {"birth_date": "2013-05"}
YOUTH = INTAKE | {"birth_date": "2009-05"}  # seventeen
OWN_WILL = {"leaving_on": "2026-06-30T02:00:00Z", "leaving_declares": ["01"]}
HOME: dict[str, Any] = {
    "handed_over_on": "2026-06-30",
    "return_kind": "5.7",
    "return_own_wish": "01",
    "home_safety": "01",
    "collector_name": "林阿婆",
    "receiver_checked": ["01"],
    "receiver_copy_kept": True,
    "return_escorts": "和晓燕、段文秀",
    "return_female_escort": True,
    "first_visit_on": "2026-07-07",
}
ENDED: dict[str, Any] = {
    "terminated_on": "2026-06-30",
    "termination_reasons": ["02"],
    "termination_facts": "已找到住处",
    "termination_ground": "民发〔2014〕132号",
    "termination_remedy": ["02"],
}
REVIEW = {
    "termination_review": "陈述、去处和风险均已核对",
    "termination_reviewed_on": "2026-06-30",
    "termination_reviewer": "段文秀",
}
LEFT = {"left_at": "2026-06-30T02:00:00Z", "stay_female_staff": True}
ABROAD: dict[str, Any] = {
    "crossed_on": "2026-06-30",
    "exit_form": "01",
    "border_female_escort": True,
    "abroad_papers": ["01", "02"],
    "abroad_ground": "01",
    "abroad_approval": "外函〔2026〕虚2号",
}
AGREED = {
    "consent_on": "2026-06-30",
    "consent_age": "01",
    "consenter": "01",
    "agrees_abroad": "01",
}


def a_case(ws: Workspace, answers: dict[str, Any]) -> str:
    return save(ws, answers=answers).case_uid


def assessed(
    ws: Workspace, case: str, result: str = "01", state: str = "complete", on: str = "2026-06-20"
) -> None:
    """A family assessment in the vault, however its form is written."""
    version = NewVersion(
        uid=uid(), case_uid=case, form="family_assessment", form_version=1, based_on=0,
        state=state, worker=ws.worker.uid, at=clock.stamp(), answers={"family_result": result},
        on_date=on,
    )  # fmt: skip
    with ws.db.transaction():
        records.save(ws.db, version)


def refuse(ws: Workspace, form: str, answers: dict[str, Any], case: str, words: str) -> None:
    """It is not completed, in these words."""
    with pytest.raises(Refused) as refused:
        save(ws, form, answers, case=case, complete=True)
    assert words in say(refused.value.words)


def kept(ws: Workspace, form: str, answers: dict[str, Any], case: str, words: str) -> None:
    """It is refused as complete, in these words, and kept as it is otherwise."""
    refuse(ws, form, answers, case, words)
    assert not [row for row in cases.records_of(ws, case) if row.form == form]
    save(ws, form, answers, case=case)


# --- F03 and F04 ------------------------------------------------------------------------------


@pytest.mark.parametrize("intake", [WOMAN, YOUTH])
def test_a019_from_sixteen_on_one_leaves_on_the_own_declaration(
    ws: Workspace, intake: dict[str, Any]
) -> None:
    save(ws, "leaving_declaration", OWN_WILL, case=a_case(ws, intake), complete=True)


@pytest.mark.parametrize("intake", [CHILD, INTAKE], ids=["a child", "of unknown age"])
def test_a019_a_child_does_not_leave_on_a_declaration(
    ws: Workspace, intake: dict[str, Any]
) -> None:
    kept(ws, "leaving_declaration", OWN_WILL, a_case(ws, intake), "under 16")


def test_a019_who_has_signs_of_a_disability_is_fetched(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    kept(ws, "leaving_declaration", OWN_WILL | {"leaving_signs": True}, case, "disability")
    known = a_case(ws, WOMAN | {"disability": ["5"]})
    kept(ws, "leaving_declaration", OWN_WILL, known, "disability")


@pytest.mark.lives("S14")
def test_a_voucher_for_a_child_alone_is_no_way_to_leave(ws: Workspace) -> None:
    case = a_case(ws, CHILD)
    kept(ws, "stay_and_leaving", LEFT | {"exit_mode": "5.2", "left_with": "01"}, case, "under 16")
    gone = LEFT | {"exit_mode": "5.5", "left_with": "07"}
    save(ws, "stay_and_leaving", gone, case=case, complete=True)


def test_a903_home_by_f04_needs_the_handover_complete(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    left = LEFT | {"exit_mode": "5.7", "left_with": "02"}
    kept(ws, "stay_and_leaving", left, case, "form of its own")
    save(ws, "return_handover", HOME, case=case)  # begun is not enough
    refuse(ws, "stay_and_leaving", left, case, "form of its own")


def test_a115_more_cash_than_the_limit_says_why(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    cash = LEFT | {"exit_mode": "5.2", "cash_given": "50.00", "cash_signed": True}
    kept(ws, "stay_and_leaving", cash, case, "at most 20 yuan")
    why = cash | {"cash_why": "末班车，段文秀同意"}
    save(ws, "stay_and_leaving", why, case=case, complete=True)


def test_a115_the_limit_is_the_one_of_the_day_she_left(station: House) -> None:
    rules.change(station.sign_in("duan"), rules.CASH, amounts=[50], soon=None, applied=True,
                 why="本省2026年起的短途交通标准")  # fmt: skip
    ws = station.sign_in("he")
    case = a_case(ws, WOMAN)
    cash = LEFT | {"exit_mode": "5.2", "cash_given": "50.00", "cash_signed": True}
    kept(ws, "stay_and_leaving", cash | {"left_at": "2026-06-29T15:00:00Z"}, case, "most 20 yuan")
    today = cash | {"left_at": "2026-06-30T01:00:00Z"}
    save(ws, "stay_and_leaving", today, case=case, complete=True)


def test_a_bed_is_given_whatever_is_missing(ws: Workspace) -> None:
    case = a_case(ws, INTAKE)
    save(
        ws,
        "stay_and_leaving",
        {"stay_room": "女寝二号", "stay_female_staff": True},
        case=case,
        complete=True,
    )


# --- F05 ----------------------------------------------------------------------------------------


def test_a117_assistance_ends_after_a_review(ws: Workspace) -> None:
    kept(ws, "termination_notice", ENDED, a_case(ws, WOMAN), "after a review")


@pytest.mark.parametrize("how", ["reasons", "case", "said"])
def test_a117_a_victims_story_that_changed_ends_nothing(ws: Workspace, how: str) -> None:
    case = a_case(ws, WOMAN | ({"reasons": ["01"]} if how == "reasons" else {}))
    if how == "case":
        save(ws, "trafficking_case", {"victim_status": "01"}, case=case)
    told = ENDED | REVIEW | {"termination_reasons": ["01"]}
    if how == "said":
        told |= {"termination_victim": True}
    kept(ws, "termination_notice", told, case, "drilled stories")


# --- F27 ----------------------------------------------------------------------------------------


def test_a903_nobody_goes_home_before_the_family_was_assessed(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    kept(ws, "return_handover", HOME, case, "F28")
    assessed(ws, case, state="incomplete")
    refuse(ws, "return_handover", HOME, case, "F28")


def test_a903_what_else_is_missing_is_said_at_once(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    assessed(ws, case)
    bare = {
        "handed_over_on": "2026-06-30",
        "return_kind": "5.7",
        "return_female_escort": True,
    }
    with pytest.raises(Refused) as refused:
        save(ws, "return_handover", bare, case=case, complete=True)
    missing = str(refused.value.words.values["missing"])
    for words in ("own wish", "safety check", "who receives", "copy", "escorts", "first visit"):
        assert words in missing
    assert "F28" not in missing


def test_a903_the_wish_of_the_case_record_counts_until_it_is_asked_again(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    assessed(ws, case)
    save(ws, "trafficking_case", {"return_wish": "02"}, case=case)
    unasked = {key: said for key, said in HOME.items() if key != "return_own_wish"}
    kept(ws, "return_handover", unasked, case, "own wish")
    kept(ws, "return_handover", HOME | {"return_own_wish": "03"}, a_case(ws, WOMAN), "own wish")


def test_a_family_found_unfit_receives_nobody(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    assessed(ws, case, result="04")
    kept(ws, "return_handover", HOME, case, "not right")


def test_a303_a_child_who_does_not_want_to_goes_only_where_somebody_decided(
    ws: Workspace,
) -> None:
    case = a_case(ws, CHILD)
    assessed(ws, case)
    unwilling = HOME | {"return_own_wish": "02"}
    kept(ws, "return_handover", unwilling, case, "who decided for the child")


@pytest.mark.parametrize("complete", [False, True])
def test_k02_the_buyer_collects_nobody(ws: Workspace, complete: bool) -> None:
    case = a_case(ws, WOMAN)
    assessed(ws, case)
    save(ws, "relative", BUYER, case=case)
    with pytest.raises(Refused):
        save(ws, "return_handover", HOME | {"collector_name": BUYER["relative_name"]},
             case=case, complete=complete)  # fmt: skip


# --- F32 and F34 --------------------------------------------------------------------------------


def test_k14_papers_go_abroad_only_with_consent_and_the_superior(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    kept(ws, "cross_border", ABROAD, case, "separate consent")
    save(ws, "consent", AGREED, case=case)
    lacking = {key: said for key, said in ABROAD.items() if key != "abroad_approval"}
    refuse(ws, "cross_border", lacking, case, "superior authority")


@pytest.mark.parametrize("answer", [None, "02", "03"])
def test_an_embassy_hears_nothing_without_her_yes(ws: Workspace, answer: str | None) -> None:
    case = a_case(ws, WOMAN)
    told = {"border_receiver": "某国驻昆明总领事馆"}
    with pytest.raises(Refused, match="embassy"):
        save(ws, "cross_border", told | ({"embassy_told": answer} if answer else {}), case=case)
    save(ws, "cross_border", told | {"embassy_told": "01"}, case=case)


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("file_access", "file_reader_name"),
        ("stay_and_leaving", "left_receiver"),
        ("police_document", "child_given_to"),
        ("cross_border", "border_guardian"),
        ("return_handover", "receiving_person"),
    ],
)
def test_k02_nobody_of_the_unsafe_list_receives_her_or_her_file(
    ws: Workspace, form: str, key: str
) -> None:
    case = a_case(ws, CHILD)
    save(ws, "relative", BUYER, case=case)
    told = {key: BUYER["relative_name"]}
    if form == "file_access":
        told |= {"file_reader_unit": "某单位"}
    if form == "stay_and_leaving":
        told |= LEFT | {"exit_mode": "5.7"}
    with pytest.raises(Refused, match="need a look"):
        save(ws, form, told, case=case)


def test_k14_the_paper_file_is_lent_to_nobody_abroad(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    with pytest.raises(Refused, match="abroad"):
        save(ws, "file_access", {"file_reader_unit": "越南某机构"}, case=case)


# --- with everything there ----------------------------------------------------------------------


def passes(ws: Workspace, form: str, answers: dict[str, Any], case: str) -> None:
    """No gate of the form stands against completing it; who approves it is another question."""
    held = Reading(ws).held(case)
    station_gates.check(ws, Saving(FORMS[form], case, uid(), 0, answers, held, complete=True))


def test_with_everything_there_nothing_stands_against_it(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    assessed(ws, case)
    save(ws, "consent", AGREED, case=case)
    passes(ws, "return_handover", HOME, case)
    passes(ws, "termination_notice", ENDED | REVIEW, case)
    passes(ws, "cross_border", ABROAD | {"abroad_ground": "04"}, case)


def test_who_wants_no_visits_goes_home_without_one_and_none_is_planned(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    assessed(ws, case)
    save(ws, "return_handover", HOME, case=case)
    assert records.open_due(ws.db, case, form="return_handover")
    save(ws, "consent", AGREED | {"agrees_follow_up": "02"}, case=case)
    assert records.open_due(ws.db, case, form="return_handover") == []
    refuse(ws, "return_handover", HOME, case, "No further visit is planned")
    unplanned = {key: said for key, said in HOME.items() if key != "first_visit_on"}
    passes(ws, "return_handover", unplanned, case)


def test_a303_a_child_goes_where_it_was_decided_for_the_child(ws: Workspace) -> None:
    case = a_case(ws, CHILD)
    assessed(ws, case)
    decided = {"return_own_wish": "02", "return_child_decided": "个案会议"}
    passes(ws, "return_handover", HOME | decided, case)


def test_f04_goes_through_when_its_paper_is_complete(ws: Workspace) -> None:
    case = a_case(ws, WOMAN)
    handover = save(ws, "return_handover", HOME, case=case).record_uid
    with ws.db.transaction():
        ws.db.execute("UPDATE records SET state = 'complete' WHERE uid = ?", (handover,))
    left = LEFT | {"exit_mode": "5.7", "left_with": "02"}
    save(ws, "stay_and_leaving", left, case=case, complete=True)
