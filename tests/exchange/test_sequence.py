"""Which packages may be taken in: every refusal has its own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rescueapp.errors import Refused
from rescueapp.exchange import sequence
from rescueapp.exchange.manifest import NO_PREVIOUS, Manifest
from rescueapp.exchange.sequence import Admitted, Known, Sender, Us, judge
from rescueapp.i18n import Text
from tests.exchange.makers import Party, party


def _hash(number: int) -> bytes:
    return number.to_bytes(32)


def _known(*numbers: int) -> dict[int, Known]:
    return {n: Known(_hash(n), _hash(n - 1) if n > 1 else NO_PREVIOUS) for n in numbers}


class Case:
    """A package that is right in everything, to change one thing of it."""

    def __init__(self, office: Party, station: Party, number: int = 1) -> None:
        self.manifest = Manifest(
            package="0" * 32,
            station=station.keys.key_id,
            recipient=office.keys.recipient_id,
            sequence=number,
            previous=_hash(number - 1) if number > 1 else NO_PREVIOUS,
            made_at="2026-06-20T02:00:00Z",
            period_from="2025-12-16",
            period_to="2026-06-15",
            training=False,
            cases=0,
            records=0,
            audit_sequence=0,
        )
        self.hash = _hash(number)
        self.us = Us(frozenset({office.keys.recipient_id}), training=False)
        self.sender: Sender | None = Sender(station.keys)
        self.signed_by = station.keys.signing_public
        self.known: dict[int, Known] = {}

    def judge(self) -> Admitted:
        return judge(
            self.manifest,
            self.hash,
            us=self.us,
            sender=self.sender,
            signed_by=self.signed_by,
            known=self.known,
        )

    def refused(self) -> Text:
        with pytest.raises(Refused) as caught:
            self.judge()
        return caught.value.words


def test_the_first_and_the_next_are_admitted(office: Party, station: Party) -> None:
    assert not Case(office, station).judge().missing
    case = Case(office, station, 4)
    case.known = _known(1, 2, 3)
    assert case.judge().words is None


@pytest.mark.fault(8, what="gaps, named")
def test_a_gap_is_admitted_and_named(office: Party, station: Party) -> None:
    case = Case(office, station, 5)
    case.known = _known(1, 2)
    found = case.judge()
    assert list(found.missing) == [3, 4]
    assert found.words == sequence.SOME_MISSING
    assert found.words is not None
    assert found.words.values == {"first": 3, "last": 4}
    case.known = _known(1, 2, 3)
    words = case.judge().words
    assert words is not None
    assert (words.msgid, words.values) == (sequence.ONE_MISSING.msgid, {"first": 4})


def test_a_late_one_fills_its_gap(office: Party, station: Party) -> None:
    case = Case(office, station, 3)
    case.known = _known(1, 2, 4, 5)
    assert not case.judge().missing


@pytest.mark.fault(8, what="replays")
def test_the_same_once_more_is_a_replay(office: Party, station: Party) -> None:
    case = Case(office, station, 2)
    case.known = _known(1, 2, 3)
    assert case.refused() == sequence.REPLAY


@pytest.mark.fault(8, what="forks")
def test_another_with_the_same_number_is_a_fork(office: Party, station: Party) -> None:
    case = Case(office, station, 2)
    case.known = _known(1, 2)
    case.hash = b"x" * 32
    assert case.refused() == sequence.FORK


def test_one_that_does_not_follow_is_refused(office: Party, station: Party) -> None:
    case = Case(office, station, 3)
    case.known = _known(1, 2)
    case.manifest = replace(case.manifest, previous=b"x" * 32)
    words = case.refused()
    assert (words.msgid, words.values) == (
        sequence.WRONG_PREVIOUS.msgid,
        {"number": 3, "before": 2},
    )


def test_a_late_one_that_the_next_does_not_know_is_refused(office: Party, station: Party) -> None:
    case = Case(office, station, 3)
    case.known = _known(1, 2, 4)
    case.hash = b"x" * 32
    words = case.refused()
    assert words.values == {"number": 4, "before": 3}


def test_a_first_one_with_another_before_it_is_refused(office: Party, station: Party) -> None:
    case = Case(office, station)
    case.manifest = replace(case.manifest, previous=b"x" * 32)
    assert case.refused() == sequence.FIRST_WITH_PREVIOUS


@pytest.mark.fault(8, what="packages for another office")
def test_one_for_another_office_is_refused(office: Party, station: Party) -> None:
    case = Case(office, station)
    case.us = Us(frozenset({"0" * 32}), training=False)
    assert case.refused() == sequence.NOT_FOR_US


def test_one_for_an_older_key_of_ours_is_admitted(office: Party, station: Party) -> None:
    case = Case(office, station)
    case.us = Us(case.us.recipients | {"0" * 32}, training=False)
    case.judge()


def test_an_unknown_sender_is_refused(office: Party, station: Party) -> None:
    case = Case(office, station)
    case.sender = None
    assert case.refused() == sequence.UNKNOWN_STATION


def test_a_retired_sender_is_refused(office: Party, station: Party) -> None:
    case = Case(office, station)
    case.sender = Sender(station.keys, retired=True)
    assert case.refused() == sequence.RETIRED_STATION


def test_another_signer_is_refused(office: Party, station: Party) -> None:
    case = Case(office, station)
    case.signed_by = party().keys.signing_public
    assert case.refused() == sequence.WRONG_SIGNER
    case = Case(office, station)
    case.sender = Sender(party().keys)
    assert case.refused() == sequence.WRONG_SIGNER


@pytest.mark.fault(8, what="packages of training vaults")
def test_training_and_real_do_not_mix(office: Party, station: Party) -> None:
    case = Case(office, station)
    case.manifest = replace(case.manifest, training=True)
    assert case.refused() == sequence.TRAINING_PACKAGE
    trainee = party(training=True)
    case = Case(office, trainee)  # says it is real, from a training vault's keys
    assert case.refused() == sequence.TRAINING_PACKAGE
    case = Case(office, station)
    case.us = Us(case.us.recipients, training=True)
    assert case.refused() == sequence.REAL_PACKAGE
    case = Case(office, trainee)
    case.manifest = replace(case.manifest, training=True)
    case.us = Us(case.us.recipients, training=True)
    case.judge()


@pytest.mark.parametrize("made_at", ["2025-12-31T15:59:59Z", "2028-01-01T16:00:00Z"])
def test_one_made_outside_the_validity_of_the_keys_is_refused(
    made_at: str, office: Party, station: Party
) -> None:
    case = Case(office, station)
    case.manifest = replace(case.manifest, made_at=made_at)
    assert case.refused() == sequence.NOT_VALID_THEN


def test_no_two_refusals_have_the_same_words() -> None:
    words = [v.msgid for v in vars(sequence).values() if isinstance(v, Text)]
    assert len(words) == len(set(words)) == 13
