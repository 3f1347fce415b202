"""What she took back stops: photographs, the extract for the next house, planned visits (K-06)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PIL import Image

from rescueapp.actions.exchanging import exchange
from rescueapp.actions.finding import cases
from rescueapp.actions.outward import consents
from rescueapp.actions.papers import prints, trail
from rescueapp.actions.papers.prints import FileOrder
from rescueapp.actions.recording import records, withdrawal
from rescueapp.domain import consent
from rescueapp.domain.consent import State, Use
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import say
from rescueapp.storage import blobs
from rescueapp.storage import records as stored_records
from rescueapp.workspace import Workspace
from tests.actions.station import (
    INTAKE,
    Clock,
    House,
    attach_file,
    save,
    uid_of,
)

PAPER: dict[str, Any] = {
    "consent_on": "2026-06-29",
    "consenter": "01",
    "agrees_photo": "01",
    "agrees_health": "01",
    "agrees_referral": "01",
    "agrees_follow_up": "01",
    "notice_purposes": ["01"],
    "expires_on": "2026-07-20",
    "guardian_name": "虚构监护人",
    "limits": [{"limit_receiver": "虚构单位"}],
}


@pytest.fixture
def case(station: House) -> str:
    """A woman's case of he, with her consents."""
    ws = station.sign_in("he")
    uid = save(ws, answers=INTAKE | {"birth_date": "1995"}).case_uid
    save(ws, "consent", PAPER, case=uid, complete=True)
    return uid


def state(ws: Workspace, case: str, purpose: str) -> State:
    return next(c.state for c in consents.ledger(ws, case) if c.purpose == purpose)


def test_the_ledger_says_who_agreed_to_what_and_until_when(station: House, case: str) -> None:
    ledger = {c.purpose: c for c in consents.ledger(station.sign_in("he"), case)}
    photo = ledger["02"]
    assert (photo.state, photo.by, photo.on, photo.until) == (
        State.GIVEN,
        "01",
        "2026-06-29",
        "2026-07-20",
    )
    assert ledger["01"].state is State.TOLD
    assert ledger["03"].state is State.NOT_ASKED


def test_others_see_no_ledger(station: House, case: str) -> None:
    assert consents.ledger(station.sign_in("mu"), case) == ()
    with pytest.raises(Refused):
        withdrawal.withdraw(station.sign_in("mu"), case, "02")


def test_k06_taking_back_is_a_version_of_the_paper_and_leaves_its_sealed_parts(
    station: House, case: str
) -> None:
    ws = station.sign_in("he")
    withdrawal.withdraw(ws, case, "02", reason=" 不想再\n看到照片 ")
    assert state(ws, case, "02") is State.WITHDRAWN
    assert state(ws, case, "05") is State.GIVEN
    (row,) = [r for r in cases.records_of(ws, case) if r.form == "consent"]
    assert (row.version, row.state) == (2, "complete")
    answers = records.open_record(ws, row.uid).answers
    assert answers["withdrawals"][0]["withdrawn_reason"] == "不想再 看到照片"
    assert answers["guardian_name"] == "虚构监护人"
    assert answers["limits"] == PAPER["limits"]
    entry = next(e for e in trail.entries(station.sign_in("duan"), of=case)
                 if e.act == "withdraw_consent")  # fmt: skip
    assert entry.detail["purpose"] == "02"
    assert "照片" not in str(entry.detail)


def test_who_holds_only_some_parts_writes_a_withdrawal_down_too(station: House, case: str) -> None:
    ws = station.sign_in("he")
    with ws.db.transaction():
        ws.db.execute(
            "DELETE FROM case_keys WHERE compartment <> 'care' AND holder = ?", (uid_of(ws, "li"),)
        )
    withdrawal.withdraw(station.sign_in("li"), case, "02")
    (row,) = [r for r in cases.records_of(station.sign_in("he"), case) if r.form == "consent"]
    assert records.open_record(station.sign_in("he"), row.uid).answers["guardian_name"]


def test_it_is_written_down_even_where_the_paper_can_no_longer_be_saved(
    station: House, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = station.sign_in("he")
    whole = records.save_record

    def refuses_versions(ws: Workspace, **given: Any) -> Any:
        if given["record_uid"]:
            raise Refused(records.STILL_WRONG)
        return whole(ws, **given)

    monkeypatch.setattr(records, "save_record", refuses_versions)
    withdrawal.withdraw(ws, case, "02")
    assert state(ws, case, "02") is State.WITHDRAWN
    assert state(ws, case, "05") is State.GIVEN


@pytest.mark.parametrize("purpose", ["01", "03"])
def test_what_was_told_or_never_asked_is_not_taken_back(
    station: House, case: str, purpose: str
) -> None:
    with pytest.raises(Refused):
        withdrawal.withdraw(station.sign_in("he"), case, purpose)


def test_twice_is_once(station: House, case: str) -> None:
    ws = station.sign_in("he")
    withdrawal.withdraw(ws, case, "02")
    with pytest.raises(Refused):
        withdrawal.withdraw(ws, case, "02")


def test_an_expired_consent_stops_the_same(station: House, case: str, now: Clock) -> None:
    now.later(days=21)
    ws = station.sign_in("he")
    assert state(ws, case, "05") is State.EXPIRED
    with pytest.raises(Refused):
        consents.check_file(ws, case, "next_institution", l3=False)


# --- photographs ------------------------------------------------------------------------------


@pytest.fixture
def photo(tmp_path: Any) -> Callable[[Workspace, str], dict[str, Any]]:
    """Take a picture into the vault; the answer that names it."""
    path = tmp_path / "photo.png"
    Image.new("RGB", (8, 8)).save(path)
    return lambda ws, case: attach_file(
        ws, case_uid=case, compartment=Compartment.IDENTITY, path=path, label="photo"
    )


def test_k06_no_new_photograph_once_she_took_it_back(
    station: House, case: str, photo: Callable[[Workspace, str], dict[str, Any]]
) -> None:
    ws = station.sign_in("he")
    (row,) = [r for r in cases.records_of(ws, case) if r.form == "intake"]
    answers = records.open_record(ws, row.uid).answers | {"photo": photo(ws, case)}
    save(ws, answers=answers, case=case, record=row.uid, based_on=1)
    withdrawal.withdraw(ws, case, "02")
    save(ws, answers=answers | {"sex": "1"}, case=case, record=row.uid, based_on=2)
    with pytest.raises(Refused, match="No new photograph"):
        save(ws, answers=answers | {"photo": photo(ws, case)}, case=case, record=row.uid,
             based_on=3)  # fmt: skip


def test_k06_a_photograph_of_her_is_not_even_taken_in(
    station: House, case: str, tmp_path: Any
) -> None:
    ws = station.sign_in("he")
    withdrawal.withdraw(ws, case, "02")
    Image.new("RGB", (8, 8)).save(path := tmp_path / "photo.png")
    put_in = partial(
        attach_file, ws, case_uid=case, compartment=Compartment.IDENTITY, path=path,
        label="photo",
    )  # fmt: skip
    with pytest.raises(Refused, match="No new photograph"):
        put_in(photograph=True)
    assert blobs.of_case(ws.db, case) == []
    assert put_in()  # a scanned paper is none


# --- the next institution -----------------------------------------------------------------------


def order(case: str, **changed: Any) -> FileOrder:
    asked = {"profile": "next_institution", "recipient": "虚构福利院", "abroad": False,
             "purpose": "转介", "reason": "转介照料", **changed}  # fmt: skip
    return FileOrder(case_uid=case, **asked)


def test_k06_nothing_is_printed_for_the_next_institution(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    prints.prepare_file(ws, order(case))
    withdrawal.withdraw(ws, case, "05")
    with pytest.raises(Refused, match="next institution"):
        prints.prepare_file(ws, order(case))
    prints.prepare_file(ws, order(case, profile="internal"))


def test_k06_without_consent_to_share_medical_information_level_3_stays(
    station: House, case: str
) -> None:
    ws = station.sign_in("duan")
    prints.prepare_file(ws, order(case, l3_reason="医院接收需要"))
    withdrawal.withdraw(ws, case, "04")
    prints.prepare_file(ws, order(case))
    with pytest.raises(Refused, match="level 3"):
        prints.prepare_file(ws, order(case, l3_reason="医院接收需要"))


# --- not understood -----------------------------------------------------------------------------

UNAWARE = {"consent_on": "2026-06-29", "consenter": "01", "understood": "03",
           "agrees_photo": "01", "agrees_follow_up": "01"}  # fmt: skip


def explained_again(ws: Workspace) -> set[str]:
    """The papers that Today asks to be explained again."""
    found = (each for each in cases.today(ws) if each.clock and each.clock.rule.id == "F26.2")
    return {each.record_uid for each in found}


def test_k06_what_was_not_understood_is_said_to_be_and_stands_on_today(station: House) -> None:
    """PIPL 14. Nobody finds out only when a visit that was planned on it is gone."""
    ws = station.sign_in("he")
    case = save(ws).case_uid
    unaware = save(ws, "consent", UNAWARE, case=case).record_uid
    assert consents.state(ws, case, Use.PHOTO) is State.NOT_UNDERSTOOD
    with pytest.raises(Refused) as refused:
        consents.refuse_without(ws, case, Use.PHOTO)
    assert "not understood" in say(refused.value.words)
    assert explained_again(ws) == {unaware}

    again = {"consent_on": "2026-06-30", "understood": "01", "agrees_photo": "01"}
    save(ws, "consent", UNAWARE | again, case=case)
    assert explained_again(ws) == set()
    assert consents.state(ws, case, Use.PHOTO) is State.GIVEN


def test_a_paper_put_right_asks_for_nothing(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    unaware = save(ws, "consent", UNAWARE, case=case).record_uid
    save(ws, "consent", UNAWARE | {"consenter": "05"}, case=case, record=unaware, based_on=1)
    assert explained_again(ws) == set(), "somebody helped to decide"


# --- visits -------------------------------------------------------------------------------------


def test_k06_planned_visits_are_taken_out_and_none_is_planned(station: House, case: str) -> None:
    ws = station.sign_in("he")
    visit = {"visited_on": "2026-06-30", "next_visit_on": "2026-07-01"}
    save(ws, "follow_up", visit, case=case)
    assert "2026-07-01" in {due.due_on for due in cases.today(ws)}
    withdrawal.withdraw(ws, case, "08")
    assert "2026-07-01" not in {due.due_on for due in cases.today(ws)}
    with pytest.raises(Refused, match="No further visit"):
        save(ws, "follow_up", visit, case=case)
    save(ws, "follow_up", {"visited_on": "2026-06-30"}, case=case)


def test_k06_none_is_planned_in_a_record_that_is_there(station: House, case: str) -> None:
    ws = station.sign_in("he")
    visit = {"visited_on": "2026-06-30", "next_visit_on": "2026-07-01"}
    record = save(ws, "follow_up", visit, case=case).record_uid
    withdrawal.withdraw(ws, case, "08")
    written = partial(save, ws, "follow_up", case=case, record=record)
    with pytest.raises(Refused, match="No further visit"):
        written(visit | {"next_visit_on": "2026-07-04"}, based_on=1)
    written(visit | {"visited_on": "2026-06-29"}, based_on=1)  # what happened
    assert not {due.due_on for due in cases.today(ws)} & {"2026-07-01", "2026-07-04"}


def test_a_visit_planned_after_she_agreed_again_is_due(station: House, case: str) -> None:
    ws = station.sign_in("he")
    record = save(ws, "follow_up", {"next_visit_on": "2026-07-01"}, case=case).record_uid
    withdrawal.withdraw(ws, case, "08")
    save(ws, "consent", {"consent_on": "2026-06-30", "agrees_follow_up": "01"}, case=case)
    save(ws, "follow_up", {"next_visit_on": "2026-07-04"}, case=case, record=record, based_on=1)
    assert "2026-07-04" in {due.due_on for due in cases.today(ws)}


def test_a_withdrawal_typed_into_the_form_does_the_same(station: House, case: str) -> None:
    ws = station.sign_in("he")
    save(ws, "follow_up", {"next_visit_on": "2026-07-01"}, case=case)
    (row,) = [r for r in cases.records_of(ws, case) if r.form == "consent"]
    typed = PAPER | {"withdrawals": [{"withdrawn_purpose": "08", "withdrawn_on": "2026-06-30"}]}
    del typed["guardian_name"]  # veiled by now
    save(ws, "consent", typed, case=case, record=row.uid, based_on=1)
    assert "2026-07-01" not in {due.due_on for due in cases.today(ws)}


def test_the_statistics_of_the_law_go_on(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    save(ws, "consent", {"consent_on": "2026-06-30", "agrees_statistics": "02"}, case=case)
    assert exchange.coded_records(ws, case)


# --- a paper that says nothing ---------------------------------------------------------------


def test_a_paper_without_a_word_on_any_purpose_is_kept_and_never_complete(ws: Workspace) -> None:
    case = save(ws, answers=INTAKE).case_uid
    empty = {"consent_on": "2026-06-30", "consenter": "01"}
    with pytest.raises(Refused) as refused:
        save(ws, "consent", empty, case=case, complete=True)
    assert refused.value.words == consent.SAYS_NOTHING()
    save(ws, "consent", empty, case=case)
    assert {c.state for c in consents.ledger(ws, case)} == {State.NOT_ASKED}


@pytest.mark.parametrize(
    "said",
    [
        {"agrees_photo": "02"},
        {"agrees_photo": {"none": "declined"}},
        {"notice_purposes": ["01"]},
        {"limits": [{"limit_receiver": "虚构单位"}]},
        {"withdrawals": [{"withdrawn_purpose": "02", "withdrawn_on": "2026-06-30"}]},
    ],
)
def test_any_word_on_a_purpose_is_enough(ws: Workspace, said: dict[str, Any]) -> None:
    case = save(ws, answers=INTAKE).case_uid
    saved = save(ws, "consent", {"consent_on": "2026-06-30"} | said, case=case, complete=True)
    row = stored_records.row(ws.db, saved.record_uid)
    assert row is not None
    assert row.state == "complete"


# --- two papers of one second ----------------------------------------------------------------


@pytest.mark.parametrize("last", ["01", "02"])
def test_of_two_papers_of_one_second_the_later_holds(ws: Workspace, last: str) -> None:
    case = save(ws, answers=INTAKE | {"birth_date": "1995"}).case_uid
    for _ in range(4):  # uids are drawn: by chance none of the orders would be right every time
        for answer in (*{"01", "02"} - {last}, last):
            save(ws, "consent", {"consent_on": "2026-06-29", "agrees_photo": answer}, case=case)
        assert state(ws, case, "02") is (State.GIVEN if last == "01" else State.REFUSED)


def test_what_is_taken_back_on_a_paper_of_its_own_within_the_second_is_taken_back(
    ws: Workspace,
) -> None:
    case = save(ws, answers=INTAKE | {"birth_date": "1995"}).case_uid
    save(ws, "consent", {"consent_on": "2026-06-30", "agrees_photo": "01"}, case=case)
    taken = {"withdrawals": [{"withdrawn_purpose": "02", "withdrawn_on": "2026-06-30"}]}
    save(ws, "consent", {"consent_on": "2026-06-30"} | taken, case=case)
    assert state(ws, case, "02") is State.WITHDRAWN
