"""Two merged files of one person: what one of them knows stops, ends and is asked in the other."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import cases, difficulties, merging
from rescueapp.actions.gates import companions, decision_gates
from rescueapp.actions.keeping import retention
from rescueapp.actions.opened import closing, rights
from rescueapp.actions.outward import consents, referrals
from rescueapp.actions.papers import prints
from rescueapp.actions.recording import identity, records
from rescueapp.actions.two_people import requests
from rescueapp.domain.consent import State, Use
from rescueapp.domain.request import Kind
from rescueapp.domain.retention import Order
from rescueapp.errors import Refused
from rescueapp.storage import records as stored
from rescueapp.workspace import Workspace
from tests.actions.closing import all_rows, destroyed, old_case
from tests.actions.colleagues import add_second
from tests.actions.finding.test_difficulties import MEETING
from tests.actions.gates.test_decision_gates import ASSESSED, BACK, CHILD
from tests.actions.leaving import MOTHER, order
from tests.actions.merged import APART, WHY, merge, take_apart
from tests.actions.opened.test_closing import CLOSING
from tests.actions.outward.test_referrals import AGREED as TO_REFERRAL
from tests.actions.outward.test_referrals import SENT
from tests.actions.outward.test_tracing import AGREED as TO_NOTICE
from tests.actions.outward.test_tracing import NOTICE, UP
from tests.actions.station import INTAKE, Clock, House, save

ADULT = INTAKE | {"birth_date": "1995"}
TODAY, LATER = "2026-06-30", "2026-07-20"
ASKED: dict[str, Any] = {"asked_on": TODAY, "asked_by": "01", "rights": ["01"]}
MERGES = (Kind.MERGE, Kind.UNMERGE)
NO = {"consent_on": TODAY, "consenter": "01"}


def due(ws: Workspace, record_uid: str) -> str | None:
    row = stored.row(ws.db, record_uid)
    assert row is not None
    return row.due_on if row.done_on is None else None


# --- what one file knows stands against the other ---------------------------------------------


def test_a303_a_family_found_unfit_in_the_folded_file_gets_no_child_back(
    station: House, ws: Workspace
) -> None:
    kept, folded = save(ws, answers=CHILD).case_uid, save(ws, answers=CHILD).case_uid
    fit = ASSESSED | {"family_assessed_on": "2026-06-10"}
    save(ws, "family_assessment", fit, case=kept, complete=True)
    unfit = ASSESSED | {"family_result": "04"}
    save(ws, "family_assessment", unfit, case=folded, complete=True)
    assert decision_gates.fit_to_return(ws, kept)
    ws = merge(station, kept, folded)
    assert not decision_gates.fit_to_return(ws, kept)
    with pytest.raises(Refused):
        save(ws, "care_arrangement", BACK, case=kept, complete=True)
    take_apart(station, folded)
    assert decision_gates.fit_to_return(station.sign_in("he"), kept)


def test_a_visit_that_met_her_counts_whichever_file_it_is_in(station: House, ws: Workspace) -> None:
    kept, folded = save(ws, answers=ADULT).case_uid, save(ws, answers=ADULT).case_uid
    save(ws, "follow_up", {"visited_on": "2026-06-29", "visit_result": "01"}, case=folded)
    ws = merge(station, kept, folded)
    lost = CLOSING | {"closed_on": TODAY, "closure_kind": "08", "lost_since": "2025-01-01"}
    del lost["placement"]
    with pytest.raises(Refused, match="lost contact"):
        save(ws, "closure", lost, case=kept, complete=True)


def test_k04_the_family_told_in_the_folded_file_interprets_for_nobody(
    station: House, ws: Workspace
) -> None:
    kept, folded = save(ws).case_uid, save(ws).case_uid
    save(ws, "relative", MOTHER, case=folded)
    ws = merge(station, kept, folded)
    identity.reveal(ws, kept, "care")
    talk = {"interpreter_by_name": MOTHER["relative_name"]}
    assert companions._person(ws, kept).family.names(MOTHER["relative_name"])
    with pytest.raises(Refused, match="family"):
        save(ws, "interview", talk, case=kept)


# --- a no -------------------------------------------------------------------------------------


def test_k06_a_no_in_the_kept_file_holds_for_what_leaves_from_the_folded(
    station: House, ws: Workspace, now: Clock
) -> None:
    folded = save(ws, answers=ADULT).case_uid
    save(ws, "consent", TO_REFERRAL, case=folded)
    slip = save(ws, "referral", SENT, case=folded, complete=True).record_uid
    kept = save(ws, answers=ADULT).case_uid
    ws = merge(station, kept, folded)
    now.later(minutes=1)
    save(ws, "consent", NO | {"agrees_referral": "02"}, case=kept)
    assert consents.state(ws, folded, Use.REFERRAL) is State.REFUSED
    with pytest.raises(Refused):
        prints.prepare_sheet(ws, form="referral", record_uid=slip, gaps=True)
    duan = station.sign_in("duan")
    with pytest.raises(Refused):
        prints.prepare_file(duan, order(folded, profile="next_institution"))


def test_k06_a_no_calls_back_what_was_planned_and_sent_in_the_folded_file(
    station: House, ws: Workspace, now: Clock
) -> None:
    folded = save(ws, answers=ADULT).case_uid
    save(ws, "consent", TO_REFERRAL, case=folded)
    slip = save(ws, "referral", SENT, case=folded).record_uid
    plan = {"visited_on": TODAY, "next_visit_on": LATER}
    visit = save(ws, "follow_up", plan, case=folded).record_uid
    kept = save(ws, answers=ADULT).case_uid
    ws = merge(station, kept, folded)
    assert due(ws, slip) != TODAY
    assert due(ws, visit) == LATER
    now.later(minutes=1)
    save(ws, "consent", NO | {"agrees_referral": "02", "agrees_follow_up": "02"}, case=kept)
    assert due(ws, slip) == TODAY
    assert due(ws, visit) is None


def test_k06_merging_brings_the_no_of_one_file_to_what_the_other_planned(
    station: House, ws: Workspace, now: Clock
) -> None:
    kept = save(ws, answers=ADULT).case_uid
    plan = {"visited_on": TODAY, "next_visit_on": LATER}
    visit = save(ws, "follow_up", plan, case=kept).record_uid
    folded = save(ws, answers=ADULT).case_uid
    save(ws, "consent", NO | {"agrees_follow_up": "02"}, case=folded)
    assert due(ws, visit) == LATER
    ws = merge(station, kept, folded)
    assert due(ws, visit) is None


# --- a notice that stands ---------------------------------------------------------------------


@pytest.fixture
def notice(ws: Workspace) -> tuple[str, str]:
    """A file with a notice that stands, and its record."""
    case = save(ws, answers=ADULT).case_uid
    save(ws, "consent", TO_NOTICE, case=case)
    told = NOTICE | {"notice_platforms": [UP], "notice_photo_ok": True}
    return case, save(ws, "tracing_notice", told, case=case).record_uid


def test_k22_a_notice_of_the_folded_file_comes_down_when_the_kept_one_says_no(
    station: House, ws: Workspace, notice: tuple[str, str], now: Clock
) -> None:
    folded, record = notice
    kept = save(ws, answers=ADULT).case_uid
    ws = merge(station, kept, folded)
    now.later(minutes=1)
    assert due(ws, record) != TODAY
    save(ws, "consent", NO | {"agrees_notice": "02"}, case=kept)
    assert due(ws, record) == TODAY
    lines = [each for each in cases.today(ws, before=TODAY) if each.record_uid == record]
    assert [(each.case_uid, each.mine) for each in lines] == [(kept, True)]
    assert not [each for each in cases.today(station.sign_in("mu")) if each.record_uid == record]


def test_who_reads_the_folded_file_alone_is_told_of_the_notice_and_not_of_the_kept_one(
    station: House, ws: Workspace, notice: tuple[str, str], now: Clock
) -> None:
    folded, record = notice
    mu = station.sign_in("mu")
    kept = save(mu, answers=ADULT).case_uid
    merge(station, kept, folded)
    now.later(minutes=1)
    save(station.sign_in("mu"), "consent", NO | {"agrees_notice": "02"}, case=kept)
    ws = station.sign_in("he")
    lines = [each for each in cases.today(ws, before=TODAY) if each.record_uid == record]
    assert [(each.case_uid, each.mine) for each in lines] == [(folded, True)]


def test_k22_merging_with_a_file_that_says_no_brings_the_notice_down(
    station: House, ws: Workspace, notice: tuple[str, str], now: Clock
) -> None:
    kept, record = notice
    now.later(minutes=1)
    other = save(ws, answers=ADULT).case_uid
    save(ws, "consent", NO | {"agrees_notice": "02"}, case=other)
    assert due(ws, record) != TODAY
    ws = merge(station, kept, other)
    assert due(ws, record) == TODAY


def test_k22_it_is_taken_down_in_its_own_record_and_nothing_new_begins_there(
    station: House, ws: Workspace, notice: tuple[str, str], now: Clock
) -> None:
    folded, record = notice
    kept = save(ws, answers=ADULT).case_uid
    ws = merge(station, kept, folded)
    now.later(minutes=1)
    save(ws, "consent", NO | {"agrees_notice": "02"}, case=kept)
    assert cases.summary(ws).due_today == len(cases.today(ws, before=TODAY))
    assert records.open_record(ws, record).writable
    assert not records.blank(ws, "tracing_notice", folded).writable
    with pytest.raises(Refused):
        save(ws, "tracing_notice", NOTICE, case=folded)
    down = UP | {"platform_down_on": TODAY}
    told = NOTICE | {"notice_platforms": [down], "notice_photo_ok": True,
                     "notice_withdrawn_on": TODAY}  # fmt: skip
    save(ws, "tracing_notice", told, case=folded, record=record, based_on=1, complete=True)
    assert due(ws, record) is None
    assert not [each for each in cases.today(ws) if each.record_uid == record]
    assert cases.summary(ws).due_today == len(cases.today(ws, before=TODAY))


# --- what was asked and not answered ----------------------------------------------------------


def test_k18_a_request_of_the_folded_file_is_on_the_desk_of_the_kept_and_is_answered(
    station: House, ws: Workspace
) -> None:
    kept, folded = save(ws, answers=ADULT).case_uid, save(ws, answers=ADULT).case_uid
    record = save(ws, "rights_request", ASKED, case=folded).record_uid
    ws = merge(station, kept, folded)
    assert [each.record_uid for each in rights.requests_of(ws, kept)] == [record]
    lines = [each for each in cases.today(ws) if each.record_uid == record and not each.clock]
    assert [(each.case_uid, each.form) for each in lines] == [(kept, "rights_request")]
    answered = ASKED | {"answered_on": TODAY, "answer": "01"}
    saved = save(ws, "rights_request", answered, case=kept, record=record, based_on=1)
    assert saved.case_uid == folded, "it is opened in the kept file, and lies where it lay"
    assert saved.changed.cases == {kept, folded}
    assert not rights.requests_of(ws, kept)[0].is_open
    assert not [each for each in cases.today(ws) if each.record_uid == record]


def test_a_referral_of_the_folded_file_stands_on_the_desk_of_who_has_the_kept_one(
    station: House, ws: Workspace
) -> None:
    mine = save(ws, answers=ADULT).case_uid
    mu = station.sign_in("mu")
    theirs = save(mu, answers=ADULT).case_uid
    save(mu, "consent", TO_REFERRAL, case=theirs)
    save(mu, "referral", SENT, case=theirs)
    assert referrals.own_unanswered(mu)
    ws = merge(station, mine, theirs)
    (waiting,) = referrals.own_unanswered(ws)
    assert (waiting.case_uid, waiting.alias) == (mine, cases.case(ws, mine).alias)
    assert referrals.own_unanswered(station.sign_in("mu")) == []


def test_a_difficulty_told_in_the_folded_file_is_told_of_the_kept_one(
    station: House, ws: Workspace
) -> None:
    kept, folded = save(ws).case_uid, save(ws).case_uid
    record = save(ws, "case_conference", MEETING, case=folded).record_uid
    ws = merge(station, kept, folded)
    (told,) = difficulties.unresolved(ws)
    assert (told.case_uid, told.record_uid) == (kept, record)
    save(ws, "case_conference", MEETING | {"difficulty_result": "01"}, case=folded, record=record,
         based_on=1)  # fmt: skip
    assert difficulties.unresolved(ws) == []


def test_above_a_closing_stand_the_papers_of_both_files_and_what_is_ended_there(
    station: House, ws: Workspace
) -> None:
    kept, folded = save(ws, answers=ADULT).case_uid, save(ws, answers=ADULT)
    record = save(ws, "rights_request", ASKED, case=folded.case_uid).record_uid
    paper = prints.prepare_sheet(ws, form="intake", record_uid=folded.record_uid)
    prints.release(ws, paper, medium=prints.PRINTER)
    ws = merge(station, kept, folded.case_uid)
    left = closing.still_open(ws, kept)
    assert left.copies == 1
    assert [row.uid for row in left.due] == [record]


# --- who she is -------------------------------------------------------------------------------


def test_k09_a_name_that_the_folded_file_knows_is_shown_once_that_file_is_revealed(
    station: House, ws: Workspace
) -> None:
    folded = save(ws, answers=ADULT | {"name": "曾晓云"}).case_uid
    kept = save(ws, answers=ADULT).case_uid
    merge(station, kept, folded)
    duan = station.sign_in("duan")
    assert "曾晓云" not in {each.words for each in identity.reveal(duan, kept, "care").facts}
    identity.reveal(duan, folded, "care")
    assert "曾晓云" in {each.words for each in identity.reveal(duan, kept, "care").facts}


def test_a_reason_names_her_by_neither_file(station: House, ws: Workspace) -> None:
    folded = save(ws, answers=ADULT | {"name": "曾晓云"}).case_uid
    kept = save(ws, answers=ADULT).case_uid
    named = "曾晓云与登记的是同一个人，号码一致"
    for login in ("he", "duan"):
        with pytest.raises(Refused, match="name"):
            merging.merge(station.sign_in(login), kept, folded, basis="01", reason=named)
    merge(station, kept, folded)
    duan = station.sign_in("duan")
    with pytest.raises(Refused, match="name"):
        merging.undo(duan, folded, named)
    with pytest.raises(Refused, match="name"):
        retention.lay(duan, kept, Order.HOLD, named)
    with pytest.raises(Refused, match="name"):
        requests.ask(station.sign_in("he"), Kind.SECOND_INTERVIEW, kept, named)


def test_what_is_ended_in_the_folded_file_is_approved_there_too(
    station: House, ws: Workspace, notice: tuple[str, str]
) -> None:
    folded, record = notice
    kept = save(ws, answers=ADULT).case_uid
    ws = merge(station, kept, folded)
    told = NOTICE | {"notice_platforms": [UP], "notice_photo_ok": True}
    saved = save(ws, "tracing_notice", told, case=folded, record=record, based_on=1,
                 complete=True)  # fmt: skip
    assert saved.need is not None
    asked = requests.ask(ws, saved.need.kind, kept, "公告内容已逐项核对清楚", saved.need.about)
    requests.decide(station.sign_in("duan"), asked.uid, granted=True)
    row = stored.row(station.sign_in("he").db, record)
    assert row is not None
    assert row.state == "complete"


def test_k17_destroyed_after_a_merge_was_undone_nothing_of_it_stays_with_the_other(
    station: House, ws: Workspace
) -> None:
    add_second(station)
    old = old_case(station)
    ws = station.sign_in("he")
    kept = save(ws).case_uid
    merging.merge(ws, kept, old, basis="01", reason=WHY)
    duan = station.sign_in("duan")
    (asked,) = requests.waiting(duan)
    requests.decide(duan, asked.request.uid, granted=True)
    ws = station.sign_in("he")
    merging.undo(ws, old, APART)
    duan = station.sign_in("duan")
    (asked,) = requests.waiting(duan)
    requests.decide(duan, asked.request.uid, granted=True)
    destroyed(station, old)
    duan = station.sign_in("duan")
    assert "requests" not in all_rows(duan.db, old)
    assert not [each for each in requests.of_case(duan, kept) if each.request.kind in MERGES]
