"""Social workers from outside: no account without what it rests on, and limited sight (S26)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from rescueapp import clock
from rescueapp.actions.due import clock_places, clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.her import looks
from rescueapp.actions.opened import entries
from rescueapp.actions.opened.lent_acts import NOT_LENT
from rescueapp.actions.recording import drafts, identity, records, registers
from rescueapp.actions.two_people import lending_out, requests
from rescueapp.actions.vault import people
from rescueapp.domain import outside_worker
from rescueapp.domain.case import Query
from rescueapp.domain.looks import Way
from rescueapp.domain.request import Kind
from rescueapp.domain.worker import ACTS, COMPARTMENTS, GRANTS, Act, Role
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.storage import audit
from rescueapp.workspace import Workspace
from tests.actions.entering import enter
from tests.actions.outsiders import (
    PARTNER,
    agreed_case,
    invite,
    lend,
    outside,
    partner,
    slot,
)
from tests.actions.station import Clock, House, save, uid_of

NOTE = {"note_on": "2026-06-30", "note_done": "陪同就医（虚构）"}


@pytest.fixture
def case(station: House) -> str:
    """A case of he that can be lent, with a record in each of several parts, and `wai`."""
    invite(station)
    case = agreed_case(station)
    ws = station.sign_in("he")
    save(ws, "risk_and_needs", {"assessed_on": "2026-06-29"}, case=case)
    save(ws, "legal_aid", {}, case=case)
    save(station.sign_in("yang"), "medical_care", {"allergies": "青霉素"}, case=case)
    return case


def forms_seen(ws: Workspace, case: str) -> set[str]:
    return {row.form for row in cases.records_of(ws, case)}


def refused(call: Callable[[], object]) -> object:
    with pytest.raises(Refused) as error:
        call()
    return error.value.words


# --- the account ------------------------------------------------------------------------------


def test_the_role_holds_nothing_by_itself() -> None:
    role = Role.OUTSIDE_WORKER
    assert ACTS[role] == {Act.WORK_LENT}
    assert COMPARTMENTS[role] == ()
    assert [str(grant) for grant in GRANTS[role]] == ["database"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"partner": ""}, outside_worker.PARTNER_MISSING),
        ({"undertaking_on": ""}, outside_worker.UNDERTAKING_MISSING),
        ({"undertaking_on": "2026-07-01"}, outside_worker.UNDERTAKING_MISSING),
        ({"undertaking_until": "2026-06-29"}, outside_worker.UNDERTAKING_MISSING),
        ({"vetted_until": ""}, outside_worker.VETTING_MISSING),
        ({"vetted_until": "2026-06-29"}, outside_worker.VETTING_MISSING),
        ({"vetted_until": "2027-07-02"}, outside_worker.VETTING_MISSING),
        ({"trained_on": ""}, outside_worker.TRAINING_MISSING),
    ],
)
def test_no_access_without_partner_undertaking_vetting_and_training(
    station: House, changed: dict[str, str], words: outside_worker.Text
) -> None:
    of = partner(station)
    slot(station)
    ws = station.sign_in("duan")
    uid = uid_of(ws, "wai")
    given = outside(of, **changed)
    assert refused(lambda: people.grant_access(ws, uid, display_name="外", outside=given)) == words
    assert refused(lambda: people.grant_access(ws, uid, display_name="外")) is not None
    assert refused(lambda: station.sign_in("wai")) is not None


@pytest.mark.parametrize(
    "changed",
    [
        {"partner_secret_on": None},
        {"partner_secret_until": "2026-06-01"},
        {"partner_agreed_until": "2026-06-01"},
        {"ended_on": "2026-06-01"},
    ],
)
def test_no_access_for_a_partner_that_did_not_sign_or_is_gone(
    station: House, changed: dict[str, str | None]
) -> None:
    of = partner(station, **changed)
    slot(station)
    ws = station.sign_in("duan")
    uid = uid_of(ws, "wai")
    words = refused(lambda: people.grant_access(ws, uid, display_name="外", outside=outside(of)))
    assert words == outside_worker.PARTNER_MISSING


@pytest.mark.parametrize(
    ("changed", "days"),
    [({"undertaking_until": "2026-07-10"}, 11), ({"vetted_until": "2026-07-09"}, 10)],
)
def test_access_ends_with_the_undertaking_and_with_the_vetting(
    station: House, now: Clock, changed: dict[str, str], days: int
) -> None:
    invite(station, **changed)
    assert station.sign_in("wai").worker.role is Role.OUTSIDE_WORKER
    now.later(days=days - 1)
    station.sign_in("wai")
    now.later(days=1)
    words = refused(lambda: station.sign_in("wai"))
    assert getattr(words, "msgid", "") == outside_worker.ENDED.msgid


def test_access_ends_when_the_partner_is_no_longer_in_use(station: House) -> None:
    invite(station)
    ws = station.sign_in("he")
    [entry] = entries.entries(ws, "partners")
    enter(
        ws, PARTNER | {"ended_on": "2026-06-30"}, register="partners", entry=entry.uid, based_on=1
    )
    assert refused(lambda: station.sign_in("wai")) is not None


# --- what is lent -----------------------------------------------------------------------------


def test_nothing_is_seen_before_a_case_is_lent(station: House, case: str) -> None:
    ws = station.sign_in("wai")
    assert lending_out.lent_to_me(ws) == []
    assert refused(lambda: cases.case(ws, case)) == NOT_LENT
    assert refused(lambda: cases.records_of(ws, case)) == NOT_LENT
    assert refused(lambda: save(ws, "service_note", NOTE, case=case)) == NOT_LENT


def test_what_is_lent_is_seen_and_nothing_else(station: House, case: str) -> None:
    lend(station.sign_in("he"), case)
    ws = station.sign_in("wai")
    [row] = lending_out.lent_to_me(ws)
    assert (row.uid, row.parts) == (case, (Compartment.CARE,))
    assert set(ws.case_keys(case)) == {Compartment.CARE}
    assert cases.case(ws, case).mine
    seen = forms_seen(ws, case)
    assert "risk_and_needs" in seen
    assert not seen & {"legal_aid", "medical_care"}
    assert refused(lambda: identity.reveal(ws, case, "care")) == identity.NOT_HELD
    station.sign_in("he")
    [closed] = [r for r in cases.records_of(station.sign_in("he"), case) if r.form == "legal_aid"]
    ws = station.sign_in("wai")
    assert refused(lambda: records.open_record(ws, closed.uid)) == lending_out.NOT_SHOWN
    assert refused(lambda: records.history(ws, closed.uid)) == lending_out.NOT_SHOWN


def test_no_list_no_search_no_register_no_print_no_package(station: House, case: str) -> None:
    lend(station.sign_in("he"), case)
    ws = station.sign_in("wai")
    for act in (
        lambda: cases.find_cases(ws, Query(text="虚构名")),
        lambda: cases.case_by_number(ws, "LX01-2026-0001"),
        lambda: cases.today(ws),
        lambda: cases.timeline(ws, case),
        lambda: cases.team(ws, case),
        lambda: entries.entries(ws, "partners"),
        lambda: registers.save_entry(ws, register="duty_log", entry_uid=None, based_on=0,
                                     answers={}, complete=False),
        lambda: requests.ask_for_case(ws, case, "想看看这个个案的情况"),
        lambda: requests.of_case(ws, case),
        lambda: looks.who_looked(ws, case),
        lambda: ws.check(Act.READ_AUDIT),
        lambda: ws.check(Act.PRINT_SHEET),
        lambda: ws.check(Act.EXPORT),
        lambda: ws.check(Act.IMPORT),
        lambda: save(ws),
        lambda: save(ws, "risk_and_needs", {}, case=case),
    ):  # fmt: skip
        assert refused(act) is not None


def test_they_write_their_own_and_who_is_responsible_reads_it(station: House, case: str) -> None:
    lend(station.sign_in("he"), case)
    ws = station.sign_in("wai")
    saved = save(ws, "service_note", NOTE, case=case)
    save(ws, "follow_up", {"visited_on": "2026-06-30"}, case=case)
    again = NOTE | {"note_minutes": 30}
    save(ws, "service_note", again, case=case, record=saved.record_uid, based_on=1)
    drafts.keep_draft(ws, draft_uid=None, form="service_note", case_uid=case, record_uid=None,
                      based_on=0, answers=NOTE)  # fmt: skip
    ws = station.sign_in("he")
    assert records.open_record(ws, saved.record_uid).answers["note_done"] == NOTE["note_done"]


@pytest.mark.lives("S26", "S71")
def test_a_danger_they_write_down_stands_on_today_of_who_is_responsible(
    station: House, case: str
) -> None:
    """The page tells them to call; where nobody answered, it is not lost."""
    lend(station.sign_in("he"), case)
    save(station.sign_in("wai"), "service_note", NOTE | {"note_worry": True}, case=case)
    for login in ("he", "duan"):
        due = cases.today(station.sign_in(login))
        assert "P24" in {each.clock.rule.id for each in due if each.clock}


@pytest.mark.lives("S26", "S71")
def test_what_they_ask_of_the_station_stands_on_today_until_it_is_answered_in_their_note(
    station: House, case: str
) -> None:
    lend(station.sign_in("he"), case)
    ws = station.sign_in("wai")
    asks = NOTE | {"note_asks": "请联系缝纫培训名额（虚构）"}
    first = save(ws, "service_note", asks, case=case).record_uid
    second = save(ws, "service_note", asks, case=case).record_uid
    ws = station.sign_in("he")
    assert asked_in(ws) == {first, second}
    for note in (first, second):
        assert clock_places.place(ws, case, "service_note", note) == ("service_note", note)

    told = {"note_answered_on": "2026-06-30", "note_answer": "已报名七月班（虚构）"}
    save(ws, "service_note", asks | told, case=case, record=first, based_on=1)
    assert asked_in(ws) == {second}
    ws = station.sign_in("wai")
    answers = records.open_record(ws, first).answers
    assert answers["note_answer"] == told["note_answer"], "whoever asked reads what came of it"


def asked_in(ws: Workspace) -> set[str]:
    """The notes that Today names because something is asked in them."""
    clocks.work_out(ws)  # as after signing in: the question is sealed with the care part
    found = (due for due in cases.today(ws) if due.clock and due.clock.rule.id == "P24.2")
    return {due.record_uid for due in found}


def test_they_change_nothing_that_others_wrote(station: House, case: str) -> None:
    ws = station.sign_in("he")
    ours = save(ws, "follow_up", {"visited_on": "2026-06-29"}, case=case)
    lend(ws, case)
    ws = station.sign_in("wai")
    assert not records.open_record(ws, ours.record_uid).writable
    words = refused(
        lambda: save(ws, "follow_up", {}, case=case, record=ours.record_uid, based_on=1)
    )
    assert words == lending_out.NOT_YOURS_TO_CHANGE


def test_identity_is_lent_only_on_purpose_and_revealed_with_a_reason(
    station: House, case: str
) -> None:
    lend(station.sign_in("he"), case, Compartment.CARE, Compartment.IDENTITY)
    ws = station.sign_in("wai")
    assert any(fact.key == "name" for fact in identity.reveal(ws, case, "care").facts)


def test_a_loan_ends_by_itself_and_by_hand(station: House, case: str, now: Clock) -> None:
    lend(station.sign_in("he"), case, days=2)
    now.later(days=3)
    ws = station.sign_in("wai")
    assert lending_out.lent_to_me(ws) == []
    assert refused(lambda: cases.case(ws, case)) == NOT_LENT
    ws = station.sign_in("he")
    lend(ws, case)
    [loan] = lending_out.of_case(ws, case)
    lending_out.end(ws, case, loan.request_uid)
    assert lending_out.of_case(ws, case) == []
    assert lending_out.lent_to_me(station.sign_in("wai")) == []


def test_a_loan_is_no_longer_than_what_the_access_rests_on(station: House, now: Clock) -> None:
    invite(station, undertaking_until="2026-07-03")
    case = agreed_case(station)
    ws = station.sign_in("he")
    lend(ws, case, days=20)
    [loan] = lending_out.of_case(ws, case)
    assert loan.until == "2026-07-03T16:00:00Z"  # midnight at the station


def test_a_loan_is_signed_told_to_her_and_looked_at_by_a_supervisor(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    lend(ws, case)
    [loan] = lending_out.of_case(ws, case)
    assert (loan.name, loan.parts) == ("外请社工", (Compartment.CARE,))
    assert loan.partner == PARTNER["partner_name"]
    station.sign_in("wai")
    ws = station.sign_in("duan")
    [asked] = [a for a in requests.lately(ws) if a.request.kind is Kind.LEND_OUTSIDE]
    requests.check_signatures(ws, asked.request)
    assert Way.LENT_OUTSIDE in {look.way for look in looks.who_looked(ws, case)}
    acts = [entry.act for entry in audit.rows(ws.db, object=case)]
    assert "lend_outside" in acts


# --- what it rests on -------------------------------------------------------------------------


def test_it_is_lent_only_by_who_is_responsible(station: House, case: str) -> None:
    for login in ("yang", "mu"):
        ws = station.sign_in(login)
        assert refused(lambda ws=ws: lend(ws, case)) == lending_out.NOT_YOURS_TO_LEND
    lend(station.sign_in("duan"), case)


def test_the_reason_of_a_loan_does_not_name_her(station: House, case: str) -> None:
    ws = station.sign_in("he")
    with pytest.raises(Refused, match="name stands in it"):
        lending_out.lend(
            ws, case, uid_of(ws, "wai"), parts=(Compartment.CARE,),
            until=clock.today() + timedelta(days=1), reason="请外请社工陪同虚构名就医",
        )  # fmt: skip


def test_nobody_is_lent_to_who_is_not_from_outside(station: House, case: str) -> None:
    ws = station.sign_in("he")
    assert refused(lambda: lend(ws, case, login="mu")) == lending_out.NOBODY


@pytest.mark.parametrize("answer", [None, "02", "03"])
def test_it_rests_on_her_own_consent(station: House, answer: str | None) -> None:
    invite(station)
    case = agreed_case(station, agrees_referral=answer)
    words = refused(lambda: lend(station.sign_in("he"), case))
    assert getattr(words, "msgid", "") == outside_worker.NO_CONSENT.msgid


def test_health_needs_a_consent_of_its_own(station: House) -> None:
    invite(station)
    case = agreed_case(station)
    ws = station.sign_in("duan")
    words = refused(lambda: lend(ws, case, Compartment.MEDICAL))
    assert getattr(words, "msgid", "") == outside_worker.NO_HEALTH_CONSENT.msgid
    case = agreed_case(station, agrees_health="01")
    lend(station.sign_in("duan"), case, Compartment.MEDICAL)


def test_a_partner_is_lent_no_more_than_it_may_be_told(station: House) -> None:
    invite(station)
    ws = station.sign_in("he")
    [entry] = entries.entries(ws, "partners")
    less = PARTNER | {"partner_may_know": ["01", "04"]}
    enter(ws, less, register="partners", entry=entry.uid, based_on=1)
    case = agreed_case(station)
    words = refused(lambda: lend(station.sign_in("he"), case, Compartment.IDENTITY))
    assert words == outside_worker.TELLS_MORE


def test_somebody_she_does_not_want_to_be_told_is_not_lent_to(station: House) -> None:
    invite(station)
    limits = [{"limit_receiver": "松岭社会工作服务中心（虚构）"}]
    case = agreed_case(station, limits=limits)
    assert refused(lambda: lend(station.sign_in("he"), case)) == outside_worker.NOT_TO_THEM


def test_who_must_not_be_contacted_is_told_by_kind_where_the_identity_is_lent(
    station: House, case: str
) -> None:
    he = station.sign_in("he")
    save(he, "relative", {"relation": "52", "name": "王虚构", "contact_forbidden": True}, case=case)
    lend(he, case, Compartment.CARE)
    assert lending_out.not_to_contact(station.sign_in("wai"), case) is None
    lend(station.sign_in("he"), case, Compartment.CARE, Compartment.IDENTITY)
    [told] = lending_out.not_to_contact(station.sign_in("wai"), case) or []
    assert told
    assert "王虚构" not in told
