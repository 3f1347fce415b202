"""Showing highly sensitive answers: with a reason, for a time, in the account (K-12, K-26)."""

from __future__ import annotations

import pytest

from rescueapp.actions.her import looks
from rescueapp.actions.keeping import retention
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import identity, records, sensitive
from rescueapp.domain.looks import Way
from rescueapp.domain.retention import Order
from rescueapp.errors import Refused
from tests.actions.station import INTAKE, Clock, House, save

FORM = "follow_up"


@pytest.fixture
def written(station: House) -> records.Saved:
    """A follow-up of a case of the caseworker he."""
    ws = station.sign_in("he")
    case = save(ws, answers=INTAKE).case_uid
    return save(ws, FORM, {"visited_on": "2026-06-29", "own_view": "想念书。"}, case=case)


def test_k26_answers_are_shown_for_five_minutes_and_covered_again(
    station: House, written: records.Saved, now: Clock
) -> None:
    ws = station.sign_in("he")
    assert records.open_record(ws, written.record_uid).covered
    assert sensitive.reveal(ws, written.case_uid, "care") == 300
    now.later(minutes=4)
    view = records.open_record(ws, written.record_uid)
    assert (view.covered, view.shown_for) == (False, 60)
    now.later(minutes=1)
    assert records.open_record(ws, written.record_uid).covered


def test_k26_covered_at_once_when_asked_and_when_locked(
    station: House, written: records.Saved
) -> None:
    ws = station.sign_in("he")
    sensitive.reveal(ws, written.case_uid, "care")
    sensitive.cover(ws, written.case_uid)
    assert records.open_record(ws, written.record_uid).covered
    sensitive.reveal(ws, written.case_uid, "care")
    assert records.open_record(station.sign_in("he"), written.record_uid).covered


def test_k26_the_two_veils_are_two_acts(station: House, written: records.Saved) -> None:
    ws = station.sign_in("he")
    identity.reveal(ws, written.case_uid, "care")
    assert records.open_record(ws, written.record_uid).covered
    identity.veil(ws, written.case_uid)
    sensitive.reveal(ws, written.case_uid, "care")
    assert not ws.revealed(written.case_uid)


def test_k26_ones_own_intake_and_a_form_without_such_questions_are_never_covered(
    station: House,
) -> None:
    ws = station.sign_in("he")
    saved = save(ws, answers=INTAKE | {"brief": "晚上到站"})
    assert not records.open_record(ws, saved.record_uid).covered
    belongings = save(ws, "belongings", {}, case=saved.case_uid)
    save(ws, FORM, {}, case=saved.case_uid)
    assert records.open_record(ws, saved.record_uid).covered
    assert not records.open_record(ws, belongings.record_uid).covered


def test_k12_a_look_is_in_the_account_with_its_reason_and_told_to_her_by_role(
    station: House, written: records.Saved
) -> None:
    sensitive.reveal(station.sign_in("he"), written.case_uid, "safety")
    ws = station.sign_in("duan")
    entries = [e for e in trail.entries(ws, of=written.case_uid) if e.act == "reveal_sensitive"]
    assert [e.detail for e in entries] == [{"reason": "safety"}]
    told = [x for x in looks.who_looked(ws, written.case_uid) if x.way is Way.SENSITIVE]
    assert [(x.role, x.reason, x.name) for x in told] == [("caseworker", "safety", "")]


def test_k26_others_cases_and_no_reason_are_refused(station: House, written: records.Saved) -> None:
    with pytest.raises(Refused, match="Choose a reason"):
        sensitive.reveal(station.sign_in("he"), written.case_uid, "curiosity")
    with pytest.raises(Refused, match="not on the team"):
        sensitive.reveal(station.sign_in("mu"), written.case_uid, "care")


def test_k26_a_case_that_is_only_stored_is_looked_at_for_rights_and_law_alone(
    station: House, written: records.Saved
) -> None:
    ws = station.sign_in("duan")
    retention.lay(ws, written.case_uid, Order.RESTRICTION, "她要求把档案全部删除")
    with pytest.raises(Refused, match="only stored"):
        sensitive.reveal(ws, written.case_uid, "police")
    identity.reveal(ws, written.case_uid, "police")
    with pytest.raises(Refused, match="nothing else"):
        sensitive.reveal(ws, written.case_uid, "care")
    assert sensitive.reveal(ws, written.case_uid, "police")
