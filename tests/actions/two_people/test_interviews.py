"""A child is not asked twice without a second person's word, and nobody asks what is known."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import drafts, identity, records
from rescueapp.actions.signing import countersigning
from rescueapp.actions.two_people import emergency, requests
from rescueapp.domain import guards
from rescueapp.domain.guards import NeedsTwo
from rescueapp.domain.record import Brief, RecordRow
from rescueapp.domain.request import Kind, State
from rescueapp.errors import Damaged, Refused
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, Clock, House, save, uid_of

WHY = "检察机关需补充核实时间，无法向他人了解"
CHILD = INTAKE | {"birth_date": "2015-03", "name": "虚构名", "languages": ["cmn"]}
OURS: dict[str, Any] = {
    "held_at": "2026-06-30T02:00:00Z",
    "footing": "01",
    "held_by": "松岭县救助管理站",
    "asked_for": "05",
    "interview_length": 35,
    "topics": ["02", "07"],
    "recording_kept": "档案室",
}
RECORDED = OURS | {"footing": "03", "held_by": "某县公安局（虚构）", "asked_for": "03"}


@pytest.fixture
def child(station: House) -> str:
    """A case of he: a girl of eleven, interviewed once."""
    ws = station.sign_in("he")
    uid = save(ws, answers=CHILD).case_uid
    save(ws, "interview", OURS, case=uid)
    return uid


def granted(station: House, child: str, login: str = "duan") -> str:
    request = requests.ask(station.sign_in("he"), Kind.SECOND_INTERVIEW, child, WHY)
    requests.decide(station.sign_in(login), request.uid, granted=True)
    return request.uid


def interviews(ws: Workspace, case: str) -> list[RecordRow]:
    return [row for row in cases.records_of(ws, case) if row.form == "interview"]


# --- who may ask at all ------------------------------------------------------------------------


def test_k02_media_and_research_meet_nobody_whose_risks_are_not_assessed(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    strangers = OURS | {"asked_for": "11"}
    with pytest.raises(Refused, match="before media or research"):
        save(ws, "interview", strangers, case=case)
    save(ws, "risk_and_needs", {"assessed_on": "2026-06-30"}, case=case)
    save(ws, "interview", strangers, case=case)


def test_k02_what_media_did_elsewhere_is_written_down(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    save(ws, "interview", RECORDED | {"asked_for": "11"}, case=case)


# --- the gate ---------------------------------------------------------------------------------


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.lives("S3", "S63")
def test_k07_a_second_interview_of_a_minor_is_refused(
    station: House, child: str, complete: bool
) -> None:
    ws = station.sign_in("he")
    whole = OURS | {"interviewer_sex": "01", "attended": ["02"]}
    with pytest.raises(NeedsTwo) as refused:
        save(ws, "interview", whole, case=child, complete=complete)
    assert refused.value.need.kind is Kind.SECOND_INTERVIEW
    assert refused.value.words.values == {"earlier": 1}
    assert len(interviews(ws, child)) == 1


def test_k07_somebody_of_unknown_age_is_taken_for_a_minor(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    save(ws, "interview", OURS, case=case)
    with pytest.raises(NeedsTwo):
        save(ws, "interview", OURS, case=case)


def test_an_adult_is_asked_what_she_agrees_to(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers=INTAKE | {"birth_date": "1990"}).case_uid
    save(ws, "interview", OURS, case=case)
    save(ws, "interview", OURS, case=case)


def test_what_another_unit_did_is_written_down_without_asking(station: House, child: str) -> None:
    save(station.sign_in("he"), "interview", RECORDED, case=child)


@pytest.mark.parametrize("footing", ["01", "02", None])
def test_a_recorded_interview_does_not_become_ours_afterwards(
    station: House, child: str, footing: str | None
) -> None:
    ws = station.sign_in("he")
    written = save(ws, "interview", RECORDED, case=child)
    changed = {k: v for k, v in (RECORDED | {"footing": footing}).items() if v}
    with pytest.raises(NeedsTwo):
        save(ws, "interview", changed, case=child, record=written.record_uid, based_on=1)


def test_correcting_the_first_interview_needs_nobody(station: House, child: str) -> None:
    ws = station.sign_in("he")
    (first,) = interviews(ws, child)
    save(ws, "interview", OURS | {"interview_length": 40}, case=child, record=first.uid, based_on=1)


def test_k07_with_a_grant_it_is_saved_once(station: House, child: str, now: Clock) -> None:
    request = granted(station, child)
    ws = station.sign_in("he")
    now.later(days=6)
    saved = save(ws, "interview", OURS, case=child)
    used = stored.row(ws.db, request)
    assert used is not None
    assert (used.state("2026-07-06T05:00:00Z"), used.used_for) == (State.USED, saved.record_uid)
    requests.check_signatures(ws, used)
    save(ws, "interview", OURS | {"interview_length": 50}, case=child, record=saved.record_uid,
         based_on=1)  # fmt: skip
    with pytest.raises(NeedsTwo):
        save(ws, "interview", OURS, case=child)


def test_a_grant_ends_after_seven_days(station: House, child: str, now: Clock) -> None:
    granted(station, child)
    now.later(days=7)
    with pytest.raises(NeedsTwo):
        save(station.sign_in("he"), "interview", OURS, case=child)


def test_a_save_that_fails_spends_nothing(
    station: House, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = granted(station, child)
    ws = station.sign_in("he")

    def fails(*_: Any, **__: Any) -> None:
        raise Refused(guards.SECOND_INTERVIEW)

    with monkeypatch.context() as broken:
        broken.setattr("rescueapp.storage.records.save", fails)
        with pytest.raises(Refused):
            save(ws, "interview", OURS, case=child)
    found = stored.row(ws.db, request)
    assert found is not None
    assert found.used_at is None
    save(ws, "interview", OURS, case=child)


def test_the_grant_of_one_child_is_not_anothers(station: House, child: str) -> None:
    granted(station, child)
    ws = station.sign_in("he")
    other = save(ws, answers=CHILD).case_uid
    save(ws, "interview", OURS, case=other)
    with pytest.raises(NeedsTwo):
        save(ws, "interview", OURS, case=other)


# --- who decides ------------------------------------------------------------------------------


def test_the_childs_own_worker_does_not_decide_even_as_a_deputy(
    station: House, child: str, now: Clock
) -> None:
    ws = station.sign_in("duan")
    today = clock.today()
    requests.name_deputy(ws, uid_of(ws, "he"), from_on=today, to_on=today)
    request = requests.ask(station.sign_in("li"), Kind.SECOND_INTERVIEW, child, WHY)
    ws = station.sign_in("he")
    assert requests.deputises(ws)
    assert requests.waiting(ws) == []
    with pytest.raises(Refused, match="not who is responsible"):
        requests.decide(ws, request.uid, granted=True)
    assert [line.request.uid for line in requests.waiting(station.sign_in("duan"))] == [request.uid]


def test_a_deputy_decides_without_the_keys_of_the_case(station: House, child: str) -> None:
    ws = station.sign_in("duan")
    today = clock.today()
    requests.name_deputy(ws, uid_of(ws, "mu"), from_on=today, to_on=today)
    granted(station, child, "mu")
    assert not station.sign_in("mu").case_keys(child)  # nothing is lent
    save(station.sign_in("he"), "interview", OURS, case=child)


def test_a_decision_signed_by_who_may_not_decide_lets_nothing_through(
    station: House, child: str
) -> None:
    """Somebody with the database's key signs a grant with their own name, by hand."""
    request = requests.ask(station.sign_in("he"), Kind.SECOND_INTERVIEW, child, WHY)
    ws = station.sign_in("mu")
    made = countersigning.decided_by(ws, request, granted=True, until=None, note="")
    with ws.db.transaction():
        stored.decide(ws.db, made)
    with pytest.raises(Damaged):
        save(station.sign_in("he"), "interview", OURS, case=child)


def test_it_is_asked_for_once_and_with_a_reason(station: House, child: str) -> None:
    ws = station.sign_in("he")
    with pytest.raises(Refused):
        requests.ask(ws, Kind.SECOND_INTERVIEW, child, "再问")
    first = requests.ask(ws, Kind.SECOND_INTERVIEW, child, WHY)
    assert requests.ask(station.sign_in("li"), Kind.SECOND_INTERVIEW, child, WHY) == first


def test_who_is_not_on_the_team_does_not_ask_for_it(station: House, child: str) -> None:
    with pytest.raises(Refused):
        requests.ask(station.sign_in("mu"), Kind.SECOND_INTERVIEW, child, WHY)


def test_a_grant_to_ask_again_is_no_loan(station: House, child: str) -> None:
    granted(station, child)
    assert emergency.loan(station.sign_in("he"), child) is None


# --- the brief --------------------------------------------------------------------------------


def brief(ws: Workspace, case: str) -> Brief:
    shown = records.blank(ws, "interview", case).brief
    assert shown is not None
    return shown


def test_k07_what_was_asked_and_what_is_known_stands_above_a_new_one(
    station: House, child: str
) -> None:
    ws = station.sign_in("he")
    save(ws, "trafficking_case", {"already_told": "已说明从何处被带走"}, case=child)
    shown = brief(ws, child)
    told = {each.form: dict(each.lines) for each in shown.earlier}
    assert told["trafficking_case"]["Already told; do not ask again"] == "已说明从何处被带走"
    assert told["interview"]["Unit"] == "松岭县救助管理站"
    assert told["interview"]["Topics asked about"] == "Family and relatives; Health"
    assert "Where the recording is kept" not in told["interview"]
    assert dict(shown.facts)["Sex"] == "Female"
    assert dict(shown.facts)["Languages and dialects"]


def test_k02_before_a_talk_it_is_said_that_nobody_has_assessed_the_risks(
    station: House, child: str
) -> None:
    ws = station.sign_in("he")
    assert not brief(ws, child).screened
    save(ws, "risk_and_needs", {"assessed_on": "2026-06-30"}, case=child)
    assert brief(ws, child).screened


def test_the_veil_lies_over_the_brief(station: House, child: str) -> None:
    save(station.sign_in("he"), "risk_and_needs", {}, case=child)  # no longer at intake
    ws = station.sign_in("he")
    assert "虚构名" not in dict(brief(ws, child).facts).values()
    identity.reveal(ws, child, "care")
    assert dict(brief(ws, child).facts)["Name"] == "虚构名"


def test_a_part_one_does_not_hold_is_not_hinted_at(station: House, child: str) -> None:
    ws = station.sign_in("he")
    with ws.db.transaction():
        ws.db.execute(
            "DELETE FROM case_keys WHERE compartment = 'care' AND holder = ?", (uid_of(ws, "li"),)
        )
    told = dict(brief(station.sign_in("li"), child).earlier[0].lines)
    assert "Unit" in told
    assert "Topics asked about" not in told


def test_the_brief_says_beforehand_that_it_will_wait(station: House, child: str) -> None:
    ws = station.sign_in("he")
    need = brief(ws, child).need
    assert need is not None
    assert need.request_uid == ""
    asked = requests.ask(ws, Kind.SECOND_INTERVIEW, child, WHY)
    need = brief(ws, child).need
    assert need is not None
    assert need.request_uid == asked.uid
    requests.decide(station.sign_in("duan"), asked.uid, granted=True)
    assert brief(station.sign_in("he"), child).need is None


def test_a_draft_of_a_new_one_has_its_brief_and_other_forms_have_none(
    station: House, child: str
) -> None:
    ws = station.sign_in("he")
    kept = drafts.keep_draft(ws, draft_uid=None, form="interview", case_uid=child, record_uid=None,
                             based_on=0, answers=OURS)  # fmt: skip
    assert drafts.open_draft(ws, kept).view.brief is not None
    assert records.blank(ws, "consent", child).brief is None
    (first,) = interviews(ws, child)
    assert records.open_record(ws, first.uid).brief is None


def test_looking_at_the_brief_is_in_the_audit(station: House, child: str) -> None:
    brief(station.sign_in("he"), child)
    entries = trail.entries(station.sign_in("duan"), of=child)
    assert "open_brief" in {entry.act for entry in entries}
