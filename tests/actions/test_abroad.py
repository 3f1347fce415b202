"""Nothing goes abroad unless two people turned it on, and then the least, with consent (K-14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rescueapp import clock
from rescueapp.actions import (
    abroad_state,
    abroad_switch,
    prints,
    receivers,
    releases,
    requests,
    trail,
)
from rescueapp.crypto import canonical
from rescueapp.domain.request import Kind, Request
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import say
from rescueapp.identity import uid
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace
from tests.actions.colleagues import add_second
from tests.actions.leaving import CALL, order
from tests.actions.station import INTAKE, Clock, House, approved, save

GROUND, DOCUMENT, WHY = "06", "省民政厅 民函〔2026〕虚9号", "护送回国，对方机构接收"
THERE = "越南某妇女庇护所"
AGREED = {
    "consent_on": "2026-06-30",
    "consenter": "01",
    "agrees_abroad": "01",
}
CROSSING: dict[str, Any] = {
    "name": "虚构阿妮",
    "latin_name": "ANI FICTIVE",
    "crossed_on": "2026-06-30",
    "exit_form": "01",
    "transit_place": "松岭县虚构中转点",
    "border_view": "想回家",
    "abroad_papers": ["01", "02"],
    "abroad_ground": "01",
    "abroad_approval": "外函〔2026〕虚2号",
}


@pytest.fixture
def house(station: House) -> House:
    add_second(station)
    return station


def ask(house: House, login: str = "duan") -> Request:
    return abroad_switch.ask(house.sign_in(login), GROUND, DOCUMENT, WHY)


def turn_on(house: House) -> Request:
    asked = ask(house)
    requests.decide(house.sign_in("wang"), asked.uid, granted=True)
    return asked


def a_case(ws: Workspace, *, consent: bool = True, born: str = "1990-05-01") -> str:
    case = save(ws, answers=INTAKE | {"birth_date": born}).case_uid
    if consent:
        save(ws, "consent", AGREED, case=case)
    return case


def refused(ws: Workspace, case: str | None, *, least: bool = True) -> str:
    with pytest.raises(Refused) as error:
        receivers.check(ws, case, THERE, least=least)
    return say(error.value.words)


# --- the switch ---------------------------------------------------------------------------------


def test_k14_it_is_off_and_the_refusal_says_why_and_what_would_make_it_possible(
    house: House,
) -> None:
    ws = house.sign_in("he")
    words = refused(ws, a_case(ws))
    assert "articles 36 and 38" in words
    assert "Data Security Law" in words
    assert "Oversight, Provision abroad" in words
    assert "F26" in words


def test_k14_one_person_alone_turns_nothing_on(house: House) -> None:
    asked = ask(house)
    ws = house.sign_in("duan")
    with pytest.raises(Refused, match="Somebody else"):
        requests.decide(ws, asked.uid, granted=True)
    assert abroad_state.standing(ws) is None
    requests.decide(house.sign_in("wang"), asked.uid, granted=False)
    assert abroad_state.standing(house.sign_in("duan")) is None


def test_k14_two_turn_it_on_for_a_time_with_ground_and_document_signed(
    house: House, now: Clock
) -> None:
    turn_on(house)
    on = abroad_switch.outlook(house.sign_in("duan")).on
    assert on is not None
    assert (on.ground, on.document) == (GROUND, DOCUMENT)
    assert DOCUMENT in on.request.reason  # what the second person read
    assert on.words.startswith("Under a treaty")
    now.later(days=30, seconds=1)
    assert abroad_state.standing(house.sign_in("duan")) is None


@pytest.mark.parametrize("login", ["he", "mu"])
def test_k14_only_a_supervisor_asks(house: House, login: str) -> None:
    with pytest.raises(Refused):
        ask(house, login)
    with pytest.raises(Refused):
        requests.ask(house.sign_in(login), Kind.ABROAD, "", WHY, abroad_state.about(GROUND, "文"))


@pytest.mark.parametrize(
    ("ground", "document", "words"),
    [("", DOCUMENT, "legal ground"), ("42", DOCUMENT, "legal ground"), (GROUND, " ", "document")],
)
def test_k14_no_ground_or_no_document_is_no_question(
    house: House, ground: str, document: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        abroad_switch.ask(house.sign_in("duan"), ground, document, WHY)


def test_k14_it_is_asked_for_once_at_a_time(house: House) -> None:
    asked = ask(house)
    with pytest.raises(Refused, match="asked for already"):
        ask(house, "wang")
    requests.decide(house.sign_in("wang"), asked.uid, granted=True)
    with pytest.raises(Refused, match="on already"):
        ask(house)


@pytest.mark.parametrize("login", ["duan", "wang"])
def test_k14_one_turns_it_off_at_once(house: House, login: str) -> None:
    turn_on(house)
    ws = house.sign_in(login)
    abroad_switch.turn_off(ws)
    assert abroad_state.standing(ws) is None
    with pytest.raises(Refused, match="is off"):
        abroad_switch.turn_off(ws)
    words = refused(house.sign_in("he"), None)
    assert "nothing goes there" in words


def test_k14_a_caseworker_turns_nothing_off(house: House) -> None:
    turn_on(house)
    with pytest.raises(Refused):
        abroad_switch.turn_off(house.sign_in("he"))


def test_k14_asking_agreeing_and_turning_off_stand_in_the_account(house: House) -> None:
    turn_on(house)
    abroad_switch.turn_off(house.sign_in("duan"))
    acts = [entry.act for entry in trail.entries(house.sign_in("duan"))]
    assert {"ask", "decide", "abroad_on", "use_grant", "abroad_off"} <= set(acts)


@pytest.mark.parametrize(
    "forged",
    ["used_at = NULL, used_for = NULL", "about = '01 x'", "until = '2999-01-01T00:00:00Z'"],
)
def test_k14_a_switch_put_on_by_hand_is_damage(house: House, forged: str) -> None:
    asked = turn_on(house)
    if "used_at" in forged:
        abroad_switch.turn_off(house.sign_in("duan"))
    ws = house.sign_in("duan")
    with ws.db.transaction():
        ws.db.execute(f"UPDATE requests SET {forged} WHERE uid = ?", (asked.uid,))
    with pytest.raises(Damaged):
        abroad_state.standing(ws)


def test_k14_what_a_caseworker_asked_turns_nothing_on_whoever_agrees(house: House) -> None:
    ws = house.sign_in("he")
    about = abroad_state.about(GROUND, DOCUMENT)
    asked = Request(uid(), Kind.ABROAD, ws.vault.uid, WHY, ws.worker.uid, clock.stamp(), b"",
                    about=about)  # fmt: skip
    signature = ws.keys.sign(canonical.dumps(asked.asked()), purpose="request")
    with ws.db.transaction():
        stored.add(ws.db, replace(asked, asked_signature=signature))
    ws = house.sign_in("wang")
    requests.decide(ws, asked.uid, granted=True)
    assert abroad_state.standing(ws) is None


# --- each release -------------------------------------------------------------------------------


def test_k14_while_it_is_on_each_release_needs_the_separate_consent(
    house: House, now: Clock
) -> None:
    turn_on(house)
    ws = house.sign_in("he")
    case = a_case(ws, consent=False)
    assert "Not asked" in refused(ws, case)
    told = AGREED | {"notice_purposes": ["06"]}
    del told["agrees_abroad"]
    save(ws, "consent", told, case=case)
    assert "Told (legal duty)" in refused(ws, case)  # a duty is no separate consent
    now.later(minutes=1)
    save(ws, "consent", AGREED, case=case)
    receivers.check(ws, case, THERE, least=True)
    now.later(minutes=1)
    save(ws, "consent", AGREED | {"agrees_abroad": "02"}, case=case)
    assert "Not agreed" in refused(ws, case)


@pytest.mark.parametrize(("by", "goes"), [("01", False), ("05", False), ("02", True)])
def test_k14_under_14_the_guardian_consents(house: House, by: str, goes: bool) -> None:
    turn_on(house)
    ws = house.sign_in("he")
    case = a_case(ws, consent=False, born="2015-03-04")
    save(ws, "consent", AGREED | {"consenter": by}, case=case)
    if goes:
        receivers.check(ws, case, THERE, least=True)
    else:
        assert "guardian" in refused(ws, case)


def test_k14_whom_she_does_not_want_told_is_not_told(house: House) -> None:
    turn_on(house)
    ws = house.sign_in("he")
    case = a_case(ws, consent=False)
    limits = [{"limit_purpose": "06", "limit_receiver": THERE}]
    save(ws, "consent", AGREED | {"limits": limits}, case=case)
    assert "does not want" in refused(ws, case)


def test_k14_whole_files_and_what_is_of_no_one_person_never_go(house: House) -> None:
    turn_on(house)
    ws = house.sign_in("he")
    case = a_case(ws)
    assert "only the least" in refused(ws, None)
    assert "only the least" in refused(ws, case, least=False)
    ws = house.sign_in("duan")
    for profile in ("internal", "next_institution", "family", "court"):
        with pytest.raises(Refused, match="only the least"):
            prints.prepare_file(ws, order(case, profile=profile, recipient=THERE))


def test_k14_the_print_for_abroad_holds_the_least_and_stands_in_the_register(
    house: House,
) -> None:
    turn_on(house)
    ws = house.sign_in("he")
    case = a_case(ws)
    save(ws, "cross_border", CROSSING, case=case)
    ws = house.sign_in("duan")
    asked = order(case, profile="abroad", recipient=THERE, identity=True)
    prepared = prints.prepare_file(ws, asked)
    prints.release(ws, prepared, medium=prints.PRINTER)
    line = releases.of_case(ws, case)[0].release
    assert (line.recipient, line.basis) == (THERE, "01")
    told = {
        "cross_border.name", "cross_border.latin_name", "cross_border.abroad_papers",
    }  # fmt: skip
    assert told <= set(line.fields)
    out, _ = prints.goes_out(ws, asked)
    assert len(out) == len(told)
    entry = next(each for each in trail.entries(ws) if each.act == "release")
    assert entry.detail["abroad"] is True


def test_k14_what_was_told_abroad_is_kept_and_registered_only_with_both(house: House) -> None:
    ws = house.sign_in("he")
    case = a_case(ws)
    told = CALL | {"release_recipient": THERE, "release_basis": "01"}
    with pytest.raises(Refused, match="nothing goes there"):
        save(ws, "release", told, case=case)
    turn_on(house)
    ws = house.sign_in("he")
    save(ws, "release", told, case=case)
    assert releases.of_case(ws, case)[0].release.recipient == THERE


def test_k14_a_referral_abroad_is_not_sent_while_it_is_off(house: House) -> None:
    ws = house.sign_in("he")
    case = a_case(ws)
    told = {
        "referral_on": "2026-06-30",
        "referral_service": "18",
        "referral_contact": "越南某妇女庇护所 阿妮（虚构）",
        "referral_asked": "接收",
        "referral_basis": "04",
        "referral_sent_on": "2026-06-30",
    }
    with pytest.raises(Refused, match="nothing goes there"):
        save(ws, "referral", told, case=case)
    turn_on(house)
    save(house.sign_in("he"), "referral", told, case=case)


def test_k14_a_notice_abroad_is_not_published_while_it_is_off(house: House) -> None:
    ws = house.sign_in("he")
    case = a_case(ws, consent=False)
    save(ws, "consent", AGREED | {"agrees_notice": "01"}, case=case)
    there = {"platform": "01", "platform_name": "越南某报", "platform_since": "2026-06-30"}
    told = {"notice_on": "2026-06-30", "notice_platforms": [there]}
    with pytest.raises(Refused, match="nothing goes there"):
        save(ws, "tracing_notice", told, case=case)
    turn_on(house)
    save(house.sign_in("he"), "tracing_notice", told, case=case)


# --- a name that does not say where it is -----------------------------------------------------

UNSAID = "阿妮妇女之家"  # in Vietnam; no word of it says so


def test_k14_a_print_waits_for_the_answer_whether_its_recipient_is_abroad(house: House) -> None:
    case = a_case(house.sign_in("he"))
    ws = house.sign_in("duan")
    with pytest.raises(Refused, match="Say whether"):
        prints.prepare_file(ws, order(case, recipient=UNSAID, abroad=None))
    with pytest.raises(Refused, match="nothing goes there"):
        prints.prepare_file(ws, order(case, recipient=UNSAID, abroad=True))
    assert prints.prepare_file(ws, order(case, recipient=UNSAID, abroad=False)).pdfs
    with pytest.raises(Refused, match="nothing goes there"):  # the words say it
        prints.prepare_file(ws, order(case, recipient=THERE, abroad=False))


def test_k14_the_answer_stands_in_the_account(house: House) -> None:
    turn_on(house)
    case = a_case(house.sign_in("he"))
    ws = house.sign_in("duan")
    asked = order(case, profile="abroad", recipient=UNSAID, abroad=True)
    prints.release(ws, prints.prepare_file(ws, asked), medium=prints.PRINTER)
    entry = next(each for each in trail.entries(ws) if each.act == "release")
    assert entry.detail["abroad"] is True


def test_k14_what_was_told_is_complete_only_with_the_answer(house: House) -> None:
    ws = house.sign_in("he")
    case = a_case(ws)
    told = CALL | {"release_recipient": UNSAID, "release_basis": "01"}
    del told["release_abroad"]
    with pytest.raises(Refused):
        save(ws, "release", told, case=case, complete=True)
    with pytest.raises(Refused, match="nothing goes there"):
        save(ws, "release", told | {"release_abroad": True}, case=case)
    turn_on(house)
    ws = house.sign_in("he")
    save(ws, "release", told | {"release_abroad": True}, case=case, complete=True)
    entry = next(each for each in trail.entries(house.sign_in("duan")) if each.act == "release")
    assert entry.detail["abroad"] is True


def test_k14_a_referral_is_printed_only_with_the_answer(house: House) -> None:
    ws = house.sign_in("he")
    case = a_case(ws)
    told = {
        "referral_on": "2026-06-30",
        "referral_service": "18",
        "referral_contact": UNSAID,
        "referral_asked": "接收",
        "referral_basis": "04",
    }
    slip = save(ws, "referral", told, case=case).record_uid
    with pytest.raises(Refused, match="Say whether"):
        prints.prepare_sheet(ws, form="referral", record_uid=slip)
    told |= {"referral_abroad": True}
    save(ws, "referral", told, case=case, record=slip, based_on=1)
    with pytest.raises(Refused, match="nothing goes there"):
        prints.prepare_sheet(ws, form="referral", record_uid=slip)
    with pytest.raises(Refused, match="nothing goes there"):
        save(ws, "referral", told | {"referral_sent_on": "2026-06-30"}, case=case, record=slip,
             based_on=2)  # fmt: skip


# --- F32 ----------------------------------------------------------------------------------------


def test_k14_papers_handed_over_with_f32_wait_for_the_switch_and_are_registered(
    house: House,
) -> None:
    ws = house.sign_in("he")
    case = a_case(ws)
    with pytest.raises(Refused) as refusal:
        save(ws, "cross_border", CROSSING, case=case, complete=True)
    assert "turned on by two" in say(refusal.value.words)
    turn_on(house)
    ws = house.sign_in("he")
    saved = save(ws, "cross_border", CROSSING, case=case, complete=True)
    assert releases.of_case(ws, case) == []  # nothing has gone before it is approved
    ws = approved(house, ws, saved)
    line = releases.of_case(ws, case)[0].release
    assert (line.what, line.basis, line.medium) == ("cross_border", "01", "03")
    assert DOCUMENT in line.reason
    assert line.fields == ("cross_border.abroad_papers",)
    assert line.approved_by != line.worker == ws.worker.uid


def test_k14_turned_off_since_it_was_asked_an_f32_is_not_approved(house: House) -> None:
    turn_on(house)
    ws = house.sign_in("he")
    case = a_case(ws)
    saved = save(ws, "cross_border", CROSSING, case=case, complete=True)
    assert saved.need is not None
    asked = requests.ask(ws, saved.need.kind, case, WHY, saved.need.about)
    abroad_switch.turn_off(house.sign_in("wang"))
    with pytest.raises(Refused) as refusal:
        requests.decide(house.sign_in("duan"), asked.uid, granted=True)
    assert "turned on by two" in say(refusal.value.words)
    assert releases.of_case(house.sign_in("he"), case) == []


def test_k14_what_an_authority_gives_in_our_place_needs_no_switch_and_is_no_release(
    house: House,
) -> None:
    ws = house.sign_in("he")
    case = a_case(ws)
    saved = save(ws, "cross_border", CROSSING | {"abroad_ground": "04"}, case=case, complete=True)
    ws = approved(house, ws, saved)
    assert releases.of_case(ws, case) == []


def test_k14_the_switch_lasts_no_longer_than_thirty_days(house: House, now: Clock) -> None:
    asked = ask(house)
    late = (now() + timedelta(days=31)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with pytest.raises(Refused, match="30 days"):
        requests.decide(house.sign_in("wang"), asked.uid, granted=True, until=late)
