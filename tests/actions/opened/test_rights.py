"""The rights desk: requests and their due day, who may ask, papers for her, who has looked."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.her import her_papers, looks
from rescueapp.actions.her.her_record import HerOrder
from rescueapp.actions.keeping import retention
from rescueapp.actions.opened import rights
from rescueapp.actions.outward import releases
from rescueapp.actions.papers import prints, releasing
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.actions.recording import identity
from rescueapp.domain.looks import Way, by_role
from rescueapp.domain.rights import State
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.i18n import say
from rescueapp.printing.apart import Apart
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, KNOWN, Clock, House, save, uid_of

REQUEST = {"asked_on": "2026-06-30", "asked_by": "01", "rights": ["01", "03"]}
BUYER = {"relative_name": "王建国", "relation": "R1", "contact_forbidden": True}
IDENTITY = {"name": "苏小禾", "contact_channel": "01", "contact_number": "13800001111"}
BROTHER = {"relative_name": "苏大山", "relation": "71"}


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=KNOWN).case_uid


def request(**more: Any) -> dict[str, Any]:
    return REQUEST | more


def words_of(prepared: Prepared) -> str:
    """The text of a print, as it can be read out of its pages."""
    with Apart(prepared.pdfs[0], "application/pdf") as pages:
        return "".join(pages.text(number) for number in range(len(pages))).replace("\n", "")


# --- requests ---------------------------------------------------------------------------------


def test_k18_a_request_is_due_by_itself_and_each_is_settled_in_itself(
    ws: Workspace, case: str
) -> None:
    first = save(ws, "rights_request", request(asked_on="2026-06-20"), case=case)
    save(ws, "rights_request", request(), case=case)
    assert [(d.form, d.due_on) for d in cases.today(ws)] == [
        ("rights_request", "2026-07-05"), ("rights_request", "2026-07-15"),
    ]  # fmt: skip
    answered = request(asked_on="2026-06-20", answered_on="2026-06-30", answer="01")
    save(ws, "rights_request", answered, case=case, record=first.record_uid, based_on=1)
    assert [d.due_on for d in cases.today(ws)] == ["2026-07-15"]
    states = [r.state for r in rights.requests_of(ws, case)]
    assert states == [State.OPEN, State.ANSWERED]


def test_k18_another_day_may_be_set_for_the_answer(ws: Workspace, case: str) -> None:
    save(ws, "rights_request", request(answer_due_on="2026-07-02"), case=case)
    assert [d.due_on for d in cases.today(ws)] == ["2026-07-02"]


def test_k18_a_refusal_is_not_complete_without_reasons(ws: Workspace, case: str) -> None:
    refused = request(answered_on="2026-06-30", answer="03")
    with pytest.raises(Refused):
        save(ws, "rights_request", refused, case=case, complete=True)
    given = save(ws, "rights_request", refused | {"answer_reasons": "涉及他人"}, case=case,
                 complete=True)  # fmt: skip
    assert rights.requests_of(ws, case)[0].record_uid == given.record_uid


def test_of_others_cases_no_request_is_told(ws: Workspace, case: str, station: House) -> None:
    save(ws, "rights_request", request(), case=case)
    assert rights.requests_of(station.sign_in("mu"), case) == ()


# --- who asks ---------------------------------------------------------------------------------


def agent(name: str, **more: Any) -> dict[str, Any]:
    return request(asked_by="03", requester_name=name, **more)


def test_k18_an_agent_on_the_unsafe_list_is_refused_in_words(ws: Workspace, case: str) -> None:
    save(ws, "relative", BUYER, case=case)
    with pytest.raises(Refused) as refused:
        save(ws, "rights_request", agent("Wang Jianguo"), case=case)
    assert "Who asks is on the unsafe list" in say(refused.value.words)
    save(ws, "rights_request", agent("李大姐"), case=case)


def test_k18_only_a_supervisor_with_a_reason_hears_them(
    ws: Workspace, case: str, station: House
) -> None:
    save(ws, "relative", BUYER, case=case)
    with pytest.raises(Refused):
        save(ws, "rights_request", agent("王建国", heard_although="要求见孩子"), case=case)
    duan = station.sign_in("duan")
    with pytest.raises(Refused):
        save(duan, "rights_request", agent("王建国"), case=case)
    save(duan, "rights_request", agent("王建国", heard_although="法院转来，须答复"), case=case)


# --- her record on paper ------------------------------------------------------------------------


def test_k18_her_record_names_nobody_else(ws: Workspace, case: str) -> None:
    save(ws, "relative", BROTHER, case=case)
    told = "哥哥苏大山来过电话，和晓燕接的。警察刘伟送来。"
    save(ws, "trafficking_case", {"exploitation_brief": told}, case=case)
    save(ws, "police_handover", {"officer_name": "刘伟", "handed_over_at": "2026-06-29T13:00:00Z"},
         case=case)  # fmt: skip
    prepared = her_papers.prepare_record(ws, HerOrder(case_uid=case))
    read = words_of(prepared)
    assert all(name not in read for name in ("苏大山", "和晓燕", "刘伟"))
    assert "来过电话" in read
    assert all(word not in read for word in ("松岭县救助管理站", cases.case(ws, case).number))


def test_k18_what_tells_of_others_all_the_same_is_not_given(ws: Workspace, case: str) -> None:
    save(ws, "relative", BROTHER, case=case)
    save(ws, "trafficking_case", {"exploitation_brief": "Su Dashan 来过"}, case=case)
    read = words_of(her_papers.prepare_record(ws, HerOrder(case_uid=case)))
    assert "Dashan" not in read


def test_k18_her_name_and_where_she_is_stand_there_only_when_she_wants(ws: Workspace) -> None:
    case = save(ws, answers=INTAKE | IDENTITY).case_uid
    save(ws, "trafficking_case", {"exploitation_brief": "苏小禾说想回家"}, case=case)
    without = words_of(her_papers.prepare_record(ws, HerOrder(case_uid=case)))
    assert "苏小禾" not in without
    assert "you说想回家" in without
    assert "13800001111" not in without
    wanted = HerOrder(case_uid=case, identity=True, whereabouts=True)
    whole = words_of(her_papers.prepare_record(ws, wanted))
    assert "苏小禾" in whole
    assert "13800001111" in whole


def test_k18_process_notes_stay_their_authors(station: House, ws: Workspace, case: str) -> None:
    duan = station.sign_in("duan")
    cases.assign(duan, case, uid_of(duan, "li"))
    li = station.sign_in("li")
    save(li, "psychological_record", {"process_notes": "只给自己看", "team_summary": "睡得好些"},
         case=case)  # fmt: skip
    read = words_of(her_papers.prepare_record(li, HerOrder(case_uid=case)))
    assert "只给自己看" not in read
    assert "睡得好些" in read


def test_k18_a_paper_for_her_is_registered_as_a_copy(ws: Workspace, case: str) -> None:
    prepared = her_papers.prepare_record(ws, HerOrder(case_uid=case))
    releasing.release(ws, prepared, medium=releasing.PRINTER)
    (copy,) = prints.register_of_copies(ws, case)
    assert (copy.what, copy.print_id) == ("herself", prepared.print_id)


def test_k18_words_of_the_unsafe_list_wait_for_a_decision(ws: Workspace, case: str) -> None:
    save(ws, "relative", BUYER | {"relative_employer": "青桥砖厂有限公司"}, case=case)
    save(ws, "trafficking_case", {"exploitation_brief": "在青桥砖厂做工"}, case=case)
    prepared = her_papers.prepare_record(ws, HerOrder(case_uid=case))
    assert prepared.held
    decided = prepared.decision.without(prepared.found)
    again = her_papers.prepare_record(ws, HerOrder(case_uid=case, decision=decided))
    assert not again.held
    assert "青桥砖厂" not in words_of(again)


def test_others_cases_give_no_paper(ws: Workspace, case: str, station: House) -> None:
    with pytest.raises(Refused):
        her_papers.prepare_record(station.sign_in("mu"), HerOrder(case_uid=case))


# --- the answer in writing ----------------------------------------------------------------------


def test_k18_a_refusal_is_written_with_reasons_and_where_to_complain(
    ws: Workspace, case: str
) -> None:
    kept = {"storage_only": True, "kept_until": "2056-06-30", "identity_checked": "01"}
    reasons = "法律规定的保管期未满。和晓燕说明过。"
    answered = request(rights=["06"], answered_on="2026-06-30", answer="03", **kept,
                       answer_reasons=reasons)  # fmt: skip
    saved = save(ws, "rights_request", answered, case=case)
    read = words_of(her_papers.prepare_answer(ws, saved.record_uid))
    assert "法律规定的保管期未满。" in read
    assert "和晓燕" not in read
    assert "12348" in read
    assert "2056" in read


def test_k18_nobody_gets_a_letter_before_it_is_sure_who_asks(ws: Workspace, case: str) -> None:
    answered = request(answered_on="2026-06-30", answer="01")
    for check in ({}, {"identity_checked": "05"}):
        saved = save(ws, "rights_request", answered | check, case=case)
        with pytest.raises(Refused):
            her_papers.prepare_answer(ws, saved.record_uid)


def test_k13_who_is_heard_although_on_the_unsafe_list_gets_no_letter(
    ws: Workspace, case: str, station: House
) -> None:
    save(ws, "relative", BUYER, case=case)
    duan = station.sign_in("duan")
    heard = agent("王建国", heard_although="法院转来，须答复", identity_checked="04",
                  answered_on="2026-06-30", answer="03", answer_reasons="无权查阅")  # fmt: skip
    saved = save(duan, "rights_request", heard, case=case)
    with pytest.raises(Refused):
        her_papers.prepare_answer(duan, saved.record_uid)


def test_an_open_request_has_no_letter(ws: Workspace, case: str) -> None:
    saved = save(ws, "rights_request", request(), case=case)
    with pytest.raises(Refused):
        her_papers.prepare_answer(ws, saved.record_uid)
    with pytest.raises(Refused):
        her_papers.prepare_answer(ws, save(ws, "safety_line", {}, case=case).record_uid)


# --- who has looked -----------------------------------------------------------------------------


def test_k18_she_is_told_who_looked_by_role_and_day_and_never_by_name(
    ws: Workspace, case: str, station: House, now: Clock
) -> None:
    identity.reveal(ws, case, "care")
    now.later(days=1)
    duan = station.sign_in("duan")
    identity.reveal(duan, case, "police")
    found = looks.who_looked(duan, case)
    assert {(look.role, look.way, look.reason, look.day) for look in found} >= {
        (Role.CASEWORKER, Way.NAME, "care", "2026-06-30"),
        (Role.SUPERVISOR, Way.NAME, "police", "2026-07-01"),
    }
    assert {look.name for look in found} == {""}
    assert [r.role for r in by_role(found)] == [Role.CASEWORKER, Role.SUPERVISOR]
    read = words_of(her_papers.prepare_looks(duan, HerOrder(case_uid=case)))
    assert "段文秀" not in read
    assert "和晓燕" not in read


def test_k18_names_are_for_the_supervisor(ws: Workspace, case: str, station: House) -> None:
    with pytest.raises(Refused):
        looks.who_looked(ws, case, names=True)
    named = looks.who_looked(station.sign_in("duan"), case, names=True)
    assert {look.name for look in named} == {"和晓燕"}


def test_k18_a_print_is_a_look_and_so_is_one_that_was_given_up(ws: Workspace, case: str) -> None:
    prints.prepare_sheet(ws, form="intake", record_uid=cases.records_of(ws, case)[0].uid)
    assert Way.SEEN_BEFORE_PRINT in {look.way for look in looks.who_looked(ws, case)}


def test_k18_what_went_out_with_her_name_is_told_too(
    ws: Workspace, case: str, station: House
) -> None:
    duan = station.sign_in("duan")
    for kind in (releases.HAND_OVER, releases.PACKAGE):
        with duan.db.transaction():
            duan.log("release", case, kind=kind)
    assert Way.HANDED_OVER in {look.way for look in looks.who_looked(duan, case)}
    assert Way.TOLD_OUTSIDE not in {look.way for look in looks.who_looked(duan, case)}


def test_k17_a_case_that_is_only_stored_still_answers_what_was_asked_of_it(
    ws: Workspace, case: str, station: House
) -> None:
    duan = station.sign_in("duan")
    asked = save(duan, "rights_request", request(rights=["06"]), case=case)
    retention.asked_to_delete(duan, case, "本人当面要求删除，6月30日")
    answered = request(rights=["06"], answered_on="2026-06-30", answer="02", storage_only=True)
    identity.reveal(duan, case, "asked")
    save(duan, "rights_request", answered, case=case, record=asked.record_uid, based_on=1)
    with pytest.raises(Refused):
        save(duan, "safety_line", {}, case=case)
