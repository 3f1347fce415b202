"""Nothing goes abroad unless two people turned it on, for a time (K-14): the switch."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rescueapp import clock
from rescueapp.actions.outward import abroad_state
from rescueapp.actions.papers import trail
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import abroad_switch
from rescueapp.crypto import canonical
from rescueapp.domain.request import Kind, Request
from rescueapp.errors import Damaged, Refused
from rescueapp.identity import uid
from rescueapp.storage import requests as stored
from tests.actions.crossing import (
    DOCUMENT,
    GROUND,
    WHY,
    a_case,
    ask,
    refused,
    turn_on,
)
from tests.actions.station import Clock, House


def test_k14_it_is_off_and_the_refusal_says_why_and_what_would_make_it_possible(
    two: House,
) -> None:
    ws = two.sign_in("he")
    words = refused(ws, a_case(ws))
    assert "art. 36 and 38" in words
    assert "Data Security Law" in words
    assert "Oversight, Provision abroad" in words
    assert "F26" in words


def test_k14_one_person_alone_turns_nothing_on(two: House) -> None:
    asked = ask(two)
    ws = two.sign_in("duan")
    with pytest.raises(Refused, match="Somebody else"):
        requests.decide(ws, asked.uid, granted=True)
    assert abroad_state.standing(ws) is None
    requests.decide(two.sign_in("wang"), asked.uid, granted=False)
    assert abroad_state.standing(two.sign_in("duan")) is None


def test_k14_two_turn_it_on_for_a_time_with_ground_and_document_signed(
    two: House, now: Clock
) -> None:
    turn_on(two)
    on = abroad_switch.outlook(two.sign_in("duan")).on
    assert on is not None
    assert (on.ground, on.document) == (GROUND, DOCUMENT)
    assert DOCUMENT in on.request.reason  # what the second person read
    assert on.words.startswith("Under a treaty")
    now.later(days=30, seconds=1)
    assert abroad_state.standing(two.sign_in("duan")) is None


@pytest.mark.parametrize("login", ["he", "mu"])
def test_k14_only_a_supervisor_asks(two: House, login: str) -> None:
    with pytest.raises(Refused):
        ask(two, login)
    with pytest.raises(Refused):
        requests.ask(two.sign_in(login), Kind.ABROAD, "", WHY, abroad_state.about(GROUND, "文"))


@pytest.mark.parametrize(
    ("ground", "document", "words"),
    [("", DOCUMENT, "legal ground"), ("42", DOCUMENT, "legal ground"), (GROUND, " ", "document")],
)
def test_k14_no_ground_or_no_document_is_no_question(
    two: House, ground: str, document: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        abroad_switch.ask(two.sign_in("duan"), ground, document, WHY)


def test_k14_it_is_asked_for_once_at_a_time(two: House) -> None:
    asked = ask(two)
    with pytest.raises(Refused, match="asked for already"):
        ask(two, "wang")
    requests.decide(two.sign_in("wang"), asked.uid, granted=True)
    with pytest.raises(Refused, match="on already"):
        ask(two)


@pytest.mark.parametrize("login", ["duan", "wang"])
def test_k14_one_turns_it_off_at_once(two: House, login: str) -> None:
    turn_on(two)
    ws = two.sign_in(login)
    abroad_switch.turn_off(ws)
    assert abroad_state.standing(ws) is None
    with pytest.raises(Refused, match="is off"):
        abroad_switch.turn_off(ws)
    words = refused(two.sign_in("he"), None)
    assert "nothing goes there" in words


def test_k14_a_caseworker_turns_nothing_off(two: House) -> None:
    turn_on(two)
    with pytest.raises(Refused):
        abroad_switch.turn_off(two.sign_in("he"))


def test_k14_asking_agreeing_and_turning_off_stand_in_the_account(two: House) -> None:
    turn_on(two)
    abroad_switch.turn_off(two.sign_in("duan"))
    acts = [entry.act for entry in trail.entries(two.sign_in("duan"))]
    assert {"ask", "decide", "abroad_on", "use_grant", "abroad_off"} <= set(acts)


@pytest.mark.parametrize(
    "forged",
    ["used_at = NULL, used_for = NULL", "about = '01 x'", "until = '2999-01-01T00:00:00Z'"],
)
def test_k14_a_switch_put_on_by_hand_is_damage(two: House, forged: str) -> None:
    asked = turn_on(two)
    if "used_at" in forged:
        abroad_switch.turn_off(two.sign_in("duan"))
    ws = two.sign_in("duan")
    with ws.db.transaction():
        ws.db.execute(f"UPDATE requests SET {forged} WHERE uid = ?", (asked.uid,))
    with pytest.raises(Damaged):
        abroad_state.standing(ws)


def test_k14_what_a_caseworker_asked_turns_nothing_on_whoever_agrees(two: House) -> None:
    ws = two.sign_in("he")
    about = abroad_state.about(GROUND, DOCUMENT)
    asked = Request(uid(), Kind.ABROAD, ws.vault.uid, WHY, ws.worker.uid, clock.stamp(), b"",
                    about=about)  # fmt: skip
    signature = ws.keys.sign(canonical.dumps(asked.asked()), purpose="request")
    with ws.db.transaction():
        stored.add(ws.db, replace(asked, asked_signature=signature))
    ws = two.sign_in("wang")
    requests.decide(ws, asked.uid, granted=True)
    assert abroad_state.standing(ws) is None


def test_k14_the_switch_lasts_no_longer_than_thirty_days(two: House, now: Clock) -> None:
    asked = ask(two)
    late = (now() + timedelta(days=31)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with pytest.raises(Refused, match="30 days"):
        requests.decide(two.sign_in("wang"), asked.uid, granted=True, until=late)
