"""F25: consent, partners, three parts with one number, no station on what leaves (S37, K-06)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import cases, departments
from rescueapp.actions.outward import referrals, releases
from rescueapp.actions.outward.disclosure import UNDECIDED
from rescueapp.actions.papers import known_facts, prints
from rescueapp.actions.papers.prints import Prepared
from rescueapp.actions.recording import withdrawal
from rescueapp.domain import referral
from rescueapp.domain.departments import Plan
from rescueapp.domain.guards import referrals as guards
from rescueapp.errors import Refused
from rescueapp.forms import codes, wording
from rescueapp.workspace import Workspace
from tests.actions.entering import enter
from tests.actions.leaving import BUYER
from tests.actions.station import INTAKE, STATION, Clock, House, save
from tests.output.paper import page_texts, squeezed

AGREED: dict[str, Any] = {"consent_on": "2026-06-29", "consenter": "01", "agrees_referral": "01",
                          "agrees_health": "01"}  # fmt: skip
SLIP: dict[str, Any] = {
    "referral_on": "2026-06-30",
    "referral_service": "03",
    "referral_department": {"code": "24", "name": "某县人民医院（虚构）"},
    "referral_abroad": False,
    "referral_asked": "请安排妇科检查一次",
    "referral_told": ["01"],
    "referral_basis": "01",
}
SENT = {**SLIP, "referral_sent_on": "2026-06-30", "referral_known": False}
HOSPITAL: dict[str, Any] = {"partner_kind": "01", "partner_name": "某县人民医院（虚构）"}
PERSON = {"birth_date": "1995", "name": "林春山", "languages": ["cmn"], "education": "20"}


@pytest.fixture
def case(station: House) -> str:
    """A woman's case of he, with her consent to referral."""
    ws = station.sign_in("he")
    uid = save(ws, answers={**INTAKE, **PERSON}).case_uid
    save(ws, "consent", AGREED, case=uid)
    return uid


def printed(ws: Workspace, record_uid: str) -> Prepared:
    return prints.prepare_sheet(
        ws, form="referral", record_uid=record_uid, gaps=True, decision=UNDECIDED
    )


def pages(prepared: Prepared) -> list[str]:
    return page_texts(prepared.pdfs[0])


# --- paper --------------------------------------------------------------------------------


@pytest.mark.lives("S37", "S77")
def test_the_three_parts_bear_one_number_and_the_house_stands_on_the_stub_alone(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    uid = save(ws, "referral", SENT, case=case, complete=True).record_uid
    stub, delivered, receipt = pages(printed(ws, uid))
    row = cases.case(ws, case)
    assert all(referral.number(uid) in page for page in (stub, delivered, receipt))
    assert STATION.station_name in stub
    assert row.number in stub
    for page in (delivered, receipt):
        assert STATION.station_name not in page
        assert row.number not in page
        assert "和晓燕" not in page
        assert row.alias in page


def test_only_what_was_chosen_is_told_and_what_is_sealed_only_with_a_reason(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    told = {**SENT, "referral_told": ["01", "03", "05"], "referral_summary": "虚构的必要情况"}
    uid = save(ws, "referral", told, case=case).record_uid
    stub, delivered, _ = pages(printed(ws, uid))
    name = squeezed(codes.label(referral.TOLD, referral.NAME))
    assert name not in stub  # it says what went out
    assert "林春山" not in delivered
    assert "虚构的必要情况" not in delivered
    why = {**told, "referral_sensitive_why": "手术需要核对身份"}
    save(ws, "referral", why, case=case, record=uid, based_on=1)
    stub, delivered, _ = pages(printed(ws, uid))
    assert name in stub
    assert "林春山" in delivered
    assert "虚构的必要情况" in delivered


def test_the_sheet_of_what_is_known_says_how_often_she_was_asked_and_what_is_open(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    talk = {"held_at": "2026-06-29T15:00:00Z", "footing": "01", "not_again": "不要再问那几年的事"}
    save(ws, "interview", talk, case=case)
    known = {**SENT, "referral_known": True}
    uid = save(ws, "referral", known, case=case).record_uid
    *_, sheet = pages(printed(ws, uid))
    assert squeezed(wording.say_date("2026-06-29")) in sheet
    assert "不要再问那几年的事" not in sheet  # of a part nobody gave a reason to tell
    save(ws, "referral", {**known, "referral_told": ["01", "04"],
                          "referral_sensitive_why": "诊疗需要"},
         case=case, record=uid, based_on=1)  # fmt: skip
    *_, sheet = pages(printed(ws, uid))
    assert "不要再问那几年的事" in sheet


def test_the_sheet_goes_along_unless_somebody_says_no(station: House, case: str) -> None:
    ws = station.sign_in("he")
    unsaid = {key: told for key, told in SENT.items() if key != "referral_known"}
    for told, parts in ((unsaid, 4), (SENT, 3)):
        uid = save(ws, "referral", told, case=case).record_uid
        assert len(list(pages(printed(ws, uid)))) == parts


def test_what_she_did_not_want_to_say_is_not_to_be_asked_again(station: House) -> None:
    ws = station.sign_in("he")
    answers = {**INTAKE, "birth_date": "1995", "education": {"none": "declined"}}
    case = save(ws, answers=answers).case_uid
    found = known_facts.known(ws, case, ("01",))
    assert found.declined
    assert not set(found.declined) & set(found.open)
    told = [words for _, words in found.facts]
    assert told[0] == "30–31"  # the age; the day of birth is not told
    assert "1995" not in str(found)


def test_a_word_that_names_the_house_holds_the_slip_for_a_hospital_back(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    told = {**SENT, "referral_asked": f"请与{STATION.station_name}联系"}
    uid = save(ws, "referral", told, case=case).record_uid
    held = printed(ws, uid)
    assert [each.field for each in held.found] == ["referral_asked"]
    with pytest.raises(Refused):
        prints.release(ws, held, medium=prints.PRINTER)
    police = {**told, "referral_department": {"code": "02", "name": ""}}
    save(ws, "referral", police, case=case, record=uid, based_on=1)
    assert printed(ws, uid).found == ()  # who knows the house may read its name


def test_the_register_of_releases_tells_to_whom_it_went_and_on_what_ground(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    uid = save(ws, "referral", SENT, case=case).record_uid
    prints.release(ws, printed(ws, uid), medium=prints.PRINTER)
    [left] = releases.register(station.sign_in("duan"), first="2026-01-01", last="2026-12-31")
    assert left.release.recipient.startswith("某县人民医院（虚构）")
    assert left.release.basis == referral.CONSENT
    assert "intake.sex" in left.release.fields


# --- consent (K-06) -------------------------------------------------------------------------


def test_k06_without_consent_a_referral_is_saved_and_not_completed_as_sent(
    station: House,
) -> None:
    ws = station.sign_in("he")
    uid = save(ws, answers={**INTAKE, "birth_date": "1995"}).case_uid
    with pytest.raises(Refused) as refused:
        save(ws, "referral", SENT, case=uid, complete=True)
    assert refused.value.words is guards.REFERRAL_UNASKED
    save(ws, "referral", SENT, case=uid)
    for ground in (referral.DUTY, referral.EMERGENCY):
        save(ws, "referral", {**SENT, "referral_basis": ground}, case=uid, complete=True)


def test_k06_a_consent_taken_back_stops_what_was_not_sent_and_calls_back_what_was(
    station: House, case: str, now: Clock
) -> None:
    ws = station.sign_in("he")
    drafted = save(ws, "referral", SLIP, case=case).record_uid
    went = save(ws, "referral", SENT, case=case, complete=True).record_uid
    duty = save(ws, "referral", {**SENT, "referral_basis": "02"}, case=case).record_uid
    now.later(days=1)
    withdrawal.withdraw(ws, case, "05")
    told = (d for d in cases.today(ws, before="2027-01-01") if d.clock is None)
    due = {each.record_uid: each.due_on for each in told}
    assert drafted not in due
    assert due[went] == "2026-07-01"
    assert due[duty] == "2026-07-07"
    with pytest.raises(Refused):
        save(ws, "referral", {**SENT, "referral_sent_on": "2026-07-01"}, case=case,
             record=drafted, based_on=1)  # fmt: skip
    with pytest.raises(Refused):
        printed(ws, went)
    back = {**SENT, "referral_status": "07", "referral_answered_on": "2026-07-01"}
    save(ws, "referral", back, case=case, record=went, based_on=1, complete=True)
    assert went not in {each.record_uid for each in cases.today(ws, before="2027-01-01")}


def test_k06_what_was_sent_while_consent_held_is_written_down_late_and_called_back(
    station: House, case: str, now: Clock
) -> None:
    ws = station.sign_in("he")
    now.later(days=3)
    withdrawal.withdraw(ws, case, "05")
    now.later(days=1)
    saved = save(ws, "referral", SENT, case=case, complete=True)  # of 30 June, typed on 4 July
    told = (d for d in cases.today(ws, before="2027-01-01") if d.clock is None)
    due = {each.record_uid: each.due_on for each in told}
    assert due[saved.record_uid] == "2026-07-04"
    with pytest.raises(Refused):  # to print it is to send it today
        printed(ws, saved.record_uid)
    with pytest.raises(Refused):
        save(ws, "referral", {**SENT, "referral_sent_on": "2026-07-03"}, case=case)


def test_k06_a_consent_does_not_reach_back_to_what_was_sent_before_it(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    early = {**SENT, "referral_sent_on": "2026-06-28"}  # she was asked on the 29th
    with pytest.raises(Refused) as refused:
        save(ws, "referral", early, case=case, complete=True)
    assert refused.value.words is guards.REFERRAL_UNASKED
    save(ws, "referral", early, case=case)  # it happened, and is written down


def test_k06_what_she_does_not_want_passed_on_goes_to_nobody_she_named(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    limit = {"limit_purpose": "05", "limit_receiver": "松岭乡 卫生院"}
    save(ws, "consent", {**AGREED, "limits": [limit]}, case=case)
    named = {**SENT, "referral_department": {"code": "24", "name": "松岭乡卫生院"}}
    with pytest.raises(Refused) as refused:
        save(ws, "referral", named, case=case)
    assert refused.value.words is guards.REFERRAL_LIMITED
    save(ws, "referral", SENT, case=case)
    save(ws, "referral", {**named, "referral_basis": referral.EMERGENCY}, case=case)


def test_k13_an_emergency_still_asks_before_words_of_the_unsafe_list_leave(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    save(ws, "relative", BUYER, case=case)
    told = {
        **SENT,
        "referral_basis": referral.EMERGENCY,
        "referral_asked": f"请联系{BUYER['relative_name']}",
    }
    uid = save(ws, "referral", told, case=case).record_uid
    with pytest.raises(Refused):
        prints.release(ws, printed(ws, uid), medium=prints.PRINTER)


# --- partners -------------------------------------------------------------------------------


@pytest.mark.lives("S71")
def test_s26_a_partner_is_told_no_more_than_its_entry_allows_and_after_an_undertaking(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    partner = enter(ws, HOSPITAL, register="partners").record_uid
    asked = {**SENT, "referral_partner": partner}
    with pytest.raises(Refused) as refused:
        save(ws, "referral", asked, case=case, complete=True)
    assert refused.value.words is guards.REFERRAL_UNSIGNED
    signed = {**HOSPITAL, "partner_secret_on": "2026-05-01", "partner_may_know": ["01"]}
    enter(ws, signed, register="partners", entry=partner, based_on=1)
    save(ws, "referral", asked, case=case, complete=True)
    more = {**asked, "referral_told": ["01", "02"]}
    with pytest.raises(Refused) as refused:
        save(ws, "referral", more, case=case)
    assert refused.value.words is guards.REFERRAL_TELLS_MORE
    unsent = {**more, "referral_sent_on": None}
    uid = save(ws, "referral", unsent, case=case).record_uid
    with pytest.raises(Refused) as refused:  # paper would be what tells
        printed(ws, uid)
    assert refused.value.words is guards.REFERRAL_TELLS_MORE
    save(ws, "referral", {**more, "referral_basis": referral.EMERGENCY}, case=case, complete=True)


# --- departments and answers ------------------------------------------------------------------


def test_s39_the_list_says_who_has_not_answered_and_how_long_departments_take(
    station: House, case: str, now: Clock
) -> None:
    ws = station.sign_in("he")
    save(ws, "referral", SLIP, case=case)  # not sent: in no list
    done = {**SENT, "referral_answered_on": "2026-07-04", "referral_sent_on": "2026-06-30"}
    waits = save(ws, "referral", SENT, case=case).record_uid
    now.later(days=10)
    save(ws, "referral", done, case=case)
    first, second = referrals.sent(ws)
    assert (first.record_uid, first.open, first.days) == (waits, True, 10)
    assert (second.open, second.days) == (False, 4)
    [hospital] = referrals.by_department([first, second])
    assert (hospital.department, hospital.sent, hospital.answered, hospital.days) == (
        "24", 2, 1, 4.0,
    )  # fmt: skip
    assert referrals.sent(station.sign_in("mu")) == []


def test_d1_who_leads_follows_the_plan_of_the_place_and_the_register(station: House) -> None:
    ws = station.sign_in("duan")
    assert departments.plan(ws) is Plan.LJ2021  # a place in Lijiang
    assert departments.responsible(ws)["08"].lead == ("06",)
    departments.set_plan(ws, Plan.HN2008)
    assert departments.responsible(ws)["08"].lead == ("01",)
    enter(ws, {"office_department": "08", "office_name": "县妇联（虚构）", "office_leads": ["08"]},
          register="offices")  # fmt: skip
    assert departments.responsible(ws)["08"].lead == ("08", "01")
    departments.set_plan(ws, Plan.CUSTOM)
    assert set(departments.responsible(ws)) == {"08"}
    with pytest.raises(Refused):
        departments.set_plan(station.sign_in("he"), Plan.HN2008)


def test_who_sent_them_reads_their_own_unanswered_ones_by_department(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    waits = save(ws, "referral", SENT | {"referral_told": ["02"]}, case=case)
    save(ws, "referral", SENT | {"referral_answered_on": "2026-06-30"}, case=case)
    save(ws, "referral", SLIP, case=case)  # not sent yet

    (own,) = referrals.own_unanswered(ws)
    assert (own.record_uid, own.department) == (waits.record_uid, "24")
    assert referrals.own_unanswered(station.sign_in("duan")) == [], "another's stay on the desk"
