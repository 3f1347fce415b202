"""What F26 papers add up to, purpose by purpose (K-06)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rescueapp.domain import consent
from rescueapp.domain.consent import (
    NEEDS_ANSWER,
    NEEDS_CONSENT,
    NO,
    QUESTIONS,
    REFUSALS,
    RESTS_ON,
    STATES,
    STOPS,
    Consent,
    Paper,
    State,
    Use,
)
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS

TODAY = date(2026, 6, 30)


def paper(on: str, uid: str = "a", changed_at: str = "", **answers: Any) -> Paper:
    return Paper(uid, on, f"{on}T02:00:00Z", changed_at or f"{on}T02:00:00Z", answers)


def stands(*papers: Paper, purpose: str = "02") -> Consent:
    return next(c for c in consent.ledger(papers, TODAY) if c.purpose == purpose)


def withdrawn(on: str | None, purpose: str = "02") -> dict[str, Any]:
    row = {"withdrawn_purpose": purpose} | ({"withdrawn_on": on} if on else {})
    return {"withdrawals": [row]}


def test_every_purpose_of_the_list_has_its_question_in_F26_and_says_what_it_stops() -> None:
    purposes = [code.code for code in codes.codes(consent.PURPOSES)]
    asked = {field.key for field in interpreter.fields(FORMS["consent"])}
    assert list(QUESTIONS) == purposes == list(STOPS)
    assert set(QUESTIONS.values()) <= asked
    assert set(RESTS_ON) == set(REFUSALS) == set(Use)
    assert set(STATES) == set(State)


@pytest.mark.parametrize(
    ("by", "understood", "state"),
    [
        ("01", "03", State.NOT_UNDERSTOOD),
        ("06", "03", State.NOT_UNDERSTOOD),
        ("01", "02", State.GIVEN),
        ("01", None, State.GIVEN),  # not written down
        ("05", "03", State.GIVEN),  # somebody helped to decide
        ("02", "03", State.GIVEN),  # the guardian of a small child
    ],
)
def test_k06_what_was_not_understood_was_not_agreed_to(
    by: str, understood: str | None, state: State
) -> None:
    """PIPL 14: knowing, of one's own will, and clearly. A no needs no understanding."""
    told = {"consenter": by} | ({"understood": understood} if understood else {})
    assert stands(paper("2026-06-01", agrees_photo="01", **told)).state is state
    assert stands(paper("2026-06-01", agrees_photo="02", **told)).state is State.REFUSED


def test_k06_on_a_day_that_is_past_what_was_said_until_then_counts() -> None:
    given = paper("2026-03-01", agrees_photo="01", expires_on="2026-05-01")
    later = paper("2026-06-01", "b", **withdrawn("2026-06-10"))
    taken_back = replace(given, answers={**given.answers, **withdrawn("2026-04-01")})

    def state(day: str, *papers: Paper) -> State:
        then = consent.as_of(papers, day)
        found = consent.ledger(then, date.fromisoformat(day))
        return next(c.state for c in found if c.purpose == "02")

    assert state("2026-02-28", given, later) is State.NOT_ASKED
    assert state("2026-03-01", given, later) is State.GIVEN
    assert state("2026-05-02", given, later) is State.EXPIRED
    assert state("2026-03-31", taken_back) is State.GIVEN
    assert state("2026-04-01", taken_back) is State.WITHDRAWN
    unsaid = replace(given, answers={**given.answers, **withdrawn(None)}, changed_at="2026-04-02T")
    assert state("2026-04-01", unsaid) is State.GIVEN
    assert state("2026-04-02", unsaid) is State.WITHDRAWN


def test_without_a_paper_nothing_was_asked_and_nothing_is_stopped() -> None:
    ledger = consent.ledger([], TODAY)
    assert {c.state for c in ledger} == {State.NOT_ASKED}
    stopped = {use for use in Use if consent.refusal(use, ledger) is not None}
    assert stopped == NEEDS_ANSWER == {Use.NOTICE, Use.ABROAD}  # she is asked first


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("01", State.GIVEN),
        ("02", State.REFUSED),
        ("03", State.UNDECIDED),
        ({"none": "declined"}, State.UNDECIDED),
        ({"none": "unknown"}, State.UNDECIDED),
        ({"none": "not_asked"}, State.NOT_ASKED),
        (None, State.NOT_ASKED),
    ],
)
def test_an_answer_is_a_state(answer: Any, state: State) -> None:
    assert stands(paper("2026-06-01", agrees_photo=answer)).state is state


def test_a_question_nobody_asked_again_leaves_what_was_said_before() -> None:
    first = paper("2026-06-01", agrees_photo="02")
    again = paper("2026-06-02", agrees_photo={"none": "not_asked"})
    assert stands(first, again).state is State.REFUSED


def test_k06_what_the_law_asks_for_is_told_and_never_consent() -> None:
    told = paper("2026-06-01", notice_purposes=["02"], **withdrawn("2026-06-02"))
    assert stands(told).state is State.TOLD
    assert consent.refusal(Use.PHOTO, consent.ledger([told], TODAY)) is None


def test_the_latest_paper_that_says_anything_decides() -> None:
    old = paper("2026-06-01", "old", agrees_photo="01", agrees_notice="02")
    new = paper("2026-06-10", "new", agrees_photo="02")
    assert stands(new, old).state is State.REFUSED
    assert stands(new, old, purpose="03").record_uid == "old"


@pytest.mark.parametrize(
    ("until", "state", "soon"),
    [
        ("2026-06-29", State.EXPIRED, False),
        ("2026-06-30", State.GIVEN, True),
        ("2026-06", State.GIVEN, True),
        ("2026-07-30", State.GIVEN, True),
        ("2026-07-31", State.GIVEN, False),
        (None, State.GIVEN, False),
    ],
)
def test_a_consent_holds_to_the_end_of_its_last_day(
    until: str | None, state: State, soon: bool
) -> None:
    standing = stands(paper("2026-01-01", agrees_photo="01", expires_on=until))
    assert (standing.state, standing.ends_soon(TODAY)) == (state, soon)


@pytest.mark.parametrize("on", ["2026-05-20", "2026-06-10", None])
def test_k06_a_withdrawal_in_its_own_paper_counts_whatever_its_day(on: str | None) -> None:
    standing = stands(paper("2026-06-01", agrees_photo="01", **withdrawn(on)))
    assert standing.state is State.WITHDRAWN
    assert standing.withdrawn_on == (on or "2026-06-01")


def test_a_withdrawal_in_another_paper_counts_from_its_day_on() -> None:
    given = paper("2026-06-01", "given", agrees_photo="01")
    assert stands(given, paper("2026-06-05", "b", **withdrawn("2026-06-05"))).state is (
        State.WITHDRAWN
    )
    again = paper("2026-06-09", "again", agrees_photo="01")
    old = paper("2026-05-01", "b", **withdrawn("2026-06-05"))
    assert stands(given, old, again).state is State.GIVEN


def test_on_one_day_what_was_written_last_holds() -> None:
    gone = paper("2026-06-01", "a", "2026-06-01T03:00:00Z", agrees_photo="01",
                 **withdrawn("2026-06-01"))  # fmt: skip
    again = Paper("b", "2026-06-01", "2026-06-01T05:00:00Z", "2026-06-01T05:00:00Z",
                  {"agrees_photo": "01"})  # fmt: skip
    assert stands(gone, again).state is State.GIVEN


def test_a_withdrawal_of_one_purpose_leaves_the_others() -> None:
    given = paper("2026-06-01", agrees_photo="01", agrees_notice="01", **withdrawn("2026-06-02"))
    assert stands(given, purpose="03").state is State.GIVEN


@pytest.mark.parametrize("state", State)
def test_only_a_no_stops_an_act_and_says_which(state: State) -> None:
    ledger = [Consent(purpose, state) for purpose in QUESTIONS]
    for use in Use:
        refused = consent.refusal(use, ledger)
        lacks = state in NO or (state is State.NOT_ASKED and use in NEEDS_ANSWER)
        lacks |= state is State.TOLD and use in NEEDS_CONSENT
        assert (refused is not None) == lacks
        assert refused is None or refused.values["state"] == STATES[state]


@pytest.mark.parametrize(
    ("band", "by", "missing"),
    [
        ("04", "01", True),
        ("03", "03", False),
        ("02", "01", False),
        ("02", "06", False),
        ("03", "06", True),
    ],
)
def test_k06_under_14_a_guardian_consents(band: str, by: str, missing: bool) -> None:
    said = paper("2026-06-01", agrees_photo="01", age_band=band, consenter=by, own_opinion="不愿意")
    assert stands(said).no_guardian is missing
    assert stands(said).own_opinion
    found = interpreter.problems(
        FORMS["consent"], said.answers, complete=False, today=TODAY, minor=True
    )
    assert any(p.path == ("consenter",) for p in found) is missing


@pytest.mark.parametrize("use", Use)
def test_k06_what_a_child_under_14_agreed_to_alone_opens_nothing_but_a_visit(use: Use) -> None:
    alone = [replace(Consent(p, State.GIVEN), no_guardian=True) for p in QUESTIONS]
    refused = consent.refusal(use, alone)
    assert (refused is None) == (use is Use.NEXT_VISIT)
    assert refused is None or refused.values["state"] == consent.CHILD_ALONE
