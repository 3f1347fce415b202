"""While provision abroad is on, each release is the least, with consent, and says that it goes
abroad (K-14)."""

from __future__ import annotations

import pytest

from rescueapp.actions.outward import receivers, releases
from rescueapp.actions.papers import prints, trail
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import abroad_switch
from rescueapp.errors import Refused
from rescueapp.i18n import say
from tests.actions.crossing import (
    AGREED,
    CROSSING,
    DOCUMENT,
    THERE,
    WHY,
    a_case,
    refused,
    turn_on,
)
from tests.actions.leaving import CALL, order
from tests.actions.station import Clock, House, approved, save


def test_k14_while_it_is_on_each_release_needs_the_separate_consent(two: House, now: Clock) -> None:
    turn_on(two)
    ws = two.sign_in("he")
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
def test_k14_under_14_the_guardian_consents(two: House, by: str, goes: bool) -> None:
    turn_on(two)
    ws = two.sign_in("he")
    case = a_case(ws, consent=False, born="2015-03-04")
    save(ws, "consent", AGREED | {"consenter": by}, case=case)
    if goes:
        receivers.check(ws, case, THERE, least=True)
    else:
        assert "guardian" in refused(ws, case)


def test_k14_whom_she_does_not_want_told_is_not_told(two: House) -> None:
    turn_on(two)
    ws = two.sign_in("he")
    case = a_case(ws, consent=False)
    limits = [{"limit_purpose": "06", "limit_receiver": THERE}]
    save(ws, "consent", AGREED | {"limits": limits}, case=case)
    assert "does not want" in refused(ws, case)


def test_k14_whole_files_and_what_is_of_no_one_person_never_go(two: House) -> None:
    turn_on(two)
    ws = two.sign_in("he")
    case = a_case(ws)
    assert "only the least" in refused(ws, None)
    assert "only the least" in refused(ws, case, least=False)
    ws = two.sign_in("duan")
    for profile in ("internal", "next_institution", "family", "court"):
        with pytest.raises(Refused, match="only the least"):
            prints.prepare_file(ws, order(case, profile=profile, recipient=THERE))


def test_k14_the_print_for_abroad_holds_the_least_and_stands_in_the_register(
    two: House,
) -> None:
    turn_on(two)
    ws = two.sign_in("he")
    case = a_case(ws)
    save(ws, "cross_border", CROSSING, case=case)
    ws = two.sign_in("duan")
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


def test_k14_what_was_told_abroad_is_kept_and_registered_only_with_both(two: House) -> None:
    ws = two.sign_in("he")
    case = a_case(ws)
    told = CALL | {"release_recipient": THERE, "release_basis": "01"}
    with pytest.raises(Refused, match="nothing goes there"):
        save(ws, "release", told, case=case)
    turn_on(two)
    ws = two.sign_in("he")
    save(ws, "release", told, case=case)
    assert releases.of_case(ws, case)[0].release.recipient == THERE


def test_k14_a_referral_abroad_is_not_sent_while_it_is_off(two: House) -> None:
    ws = two.sign_in("he")
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
    turn_on(two)
    save(two.sign_in("he"), "referral", told, case=case)


def test_k14_a_notice_abroad_is_not_published_while_it_is_off(two: House) -> None:
    ws = two.sign_in("he")
    case = a_case(ws, consent=False)
    save(ws, "consent", AGREED | {"agrees_notice": "01"}, case=case)
    there = {"platform": "01", "platform_name": "越南某报", "platform_since": "2026-06-30"}
    told = {"notice_on": "2026-06-30", "notice_platforms": [there]}
    with pytest.raises(Refused, match="nothing goes there"):
        save(ws, "tracing_notice", told, case=case)
    turn_on(two)
    save(two.sign_in("he"), "tracing_notice", told, case=case)


# --- a name that does not say where it is -----------------------------------------------------

UNSAID = "阿妮妇女之家"  # in Vietnam; no word of it says so


def test_k14_a_print_waits_for_the_answer_whether_its_recipient_is_abroad(two: House) -> None:
    case = a_case(two.sign_in("he"))
    ws = two.sign_in("duan")
    with pytest.raises(Refused, match="Say whether"):
        prints.prepare_file(ws, order(case, recipient=UNSAID, abroad=None))
    with pytest.raises(Refused, match="nothing goes there"):
        prints.prepare_file(ws, order(case, recipient=UNSAID, abroad=True))
    assert prints.prepare_file(ws, order(case, recipient=UNSAID, abroad=False)).pdfs
    with pytest.raises(Refused, match="nothing goes there"):  # the words say it
        prints.prepare_file(ws, order(case, recipient=THERE, abroad=False))


def test_k14_the_answer_stands_in_the_account(two: House) -> None:
    turn_on(two)
    case = a_case(two.sign_in("he"))
    ws = two.sign_in("duan")
    asked = order(case, profile="abroad", recipient=UNSAID, abroad=True)
    prints.release(ws, prints.prepare_file(ws, asked), medium=prints.PRINTER)
    entry = next(each for each in trail.entries(ws) if each.act == "release")
    assert entry.detail["abroad"] is True


def test_k14_what_was_told_is_complete_only_with_the_answer(two: House) -> None:
    ws = two.sign_in("he")
    case = a_case(ws)
    told = CALL | {"release_recipient": UNSAID, "release_basis": "01"}
    del told["release_abroad"]
    with pytest.raises(Refused):
        save(ws, "release", told, case=case, complete=True)
    with pytest.raises(Refused, match="nothing goes there"):
        save(ws, "release", told | {"release_abroad": True}, case=case)
    turn_on(two)
    ws = two.sign_in("he")
    save(ws, "release", told | {"release_abroad": True}, case=case, complete=True)
    entry = next(each for each in trail.entries(two.sign_in("duan")) if each.act == "release")
    assert entry.detail["abroad"] is True


def test_k14_a_referral_is_printed_only_with_the_answer(two: House) -> None:
    ws = two.sign_in("he")
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
    two: House,
) -> None:
    ws = two.sign_in("he")
    case = a_case(ws)
    with pytest.raises(Refused) as refusal:
        save(ws, "cross_border", CROSSING, case=case, complete=True)
    assert "turned on by two" in say(refusal.value.words)
    turn_on(two)
    ws = two.sign_in("he")
    saved = save(ws, "cross_border", CROSSING, case=case, complete=True)
    assert releases.of_case(ws, case) == []  # nothing has gone before it is approved
    ws = approved(two, ws, saved)
    line = releases.of_case(ws, case)[0].release
    assert (line.what, line.basis, line.medium) == ("cross_border", "01", "03")
    assert DOCUMENT in line.reason
    assert line.fields == ("cross_border.abroad_papers",)
    assert line.approved_by != line.worker == ws.worker.uid


def test_k14_turned_off_since_it_was_asked_an_f32_is_not_approved(two: House) -> None:
    turn_on(two)
    ws = two.sign_in("he")
    case = a_case(ws)
    saved = save(ws, "cross_border", CROSSING, case=case, complete=True)
    assert saved.need is not None
    asked = requests.ask(ws, saved.need.kind, case, WHY, saved.need.about)
    abroad_switch.turn_off(two.sign_in("wang"))
    with pytest.raises(Refused) as refusal:
        requests.decide(two.sign_in("duan"), asked.uid, granted=True)
    assert "turned on by two" in say(refusal.value.words)
    assert releases.of_case(two.sign_in("he"), case) == []


def test_k14_what_an_authority_gives_in_our_place_needs_no_switch_and_is_no_release(
    two: House,
) -> None:
    ws = two.sign_in("he")
    case = a_case(ws)
    saved = save(ws, "cross_border", CROSSING | {"abroad_ground": "04"}, case=case, complete=True)
    ws = approved(two, ws, saved)
    assert releases.of_case(ws, case) == []
