"""Receipts: one fault each is refused; twelve words do where no file travels back."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import receipts
from rescueapp.exchange.receipts import (
    KIND,
    Receipt,
    check_receipt,
    make_receipt,
    read_receipt,
)
from tests.exchange.makers import DROP, Party, party, signed_anew

HASH = bytes(range(32))


def _receipt(office: Party, station: Party, /, **values: Any) -> Receipt:
    whole: dict[str, Any] = {
        "office": office.keys.key_id,
        "station": station.keys.key_id,
        "sequence": 7,
        "manifest_hash": HASH,
        "verdict": receipts.TAKEN,
        "missing": range(5, 7),
        "counter": 41,
        "made_at": "2026-06-20T02:00:00Z",
        "audit_sequence": 900,
        "audit_head": b"h" * 32,
        "signing_seed": office.seed,
    }
    return make_receipt(**{**whole, **values})


def _check(receipt: Receipt, office: Party, station: Party) -> None:
    check_receipt(receipt, office=office.keys, station=station.keys.key_id, sent={7: HASH})


def test_a_receipt_reads_back_and_is_believed(office: Party, station: Party) -> None:
    receipt = _receipt(office, station)
    assert read_receipt(receipt.data) == receipt
    assert receipt.missing == range(5, 7)
    _check(receipt, office, station)


FAULTS: dict[str, dict[str, Any]] = {
    "number nought": {"seq": 0},
    "number too large": {"seq": 1_000_000},
    "number as text": {"seq": "7"},
    "number as truth": {"seq": True},
    "hash too short": {"manifest": "00" * 31},
    "hash too long": {"manifest": "00" * 33},
    "verdict of no kind": {"verdict": "perhaps"},
    "missing turned round": {"missing": [6, 5]},
    "missing its own number": {"missing": [5, 7]},
    "missing one end": {"missing": [5]},
    "missing as text": {"missing": "5-6"},
    "counter nought": {"counter": 0},
    "counter missing": {"counter": DROP},
    "office no key id": {"office": "x"},
    "station no key id": {"station": "X" * 32},
    "time without zone": {"utc": "2026-06-20T02:00:00"},
    "time that is none": {"utc": "2026-06-20T25:00:00Z"},
    "audit without head": {"audit": {"seq": 900}},
    "audit as text": {"audit": "x"},
    "audit negative": {"audit": {"seq": -1, "head": "00" * 32}},
    "member too many": {"more": 1},
    "version nought": {"v": 0},
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_though_well_signed_is_refused(name: str, office: Party, station: Party) -> None:
    data = signed_anew(_receipt(office, station).data, office.seed, KIND, **FAULTS[name])
    with pytest.raises(Damaged):
        read_receipt(data)


def test_every_changed_byte_is_refused(office: Party, station: Party) -> None:
    data = _receipt(office, station).data
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises((Damaged, Refused)):
            _check(read_receipt(bytes(changed)), office, station)


def test_other_files_are_refused_in_words(office: Party) -> None:
    for data in (b"", b"x", office.keys.data, b'{"a":1}'):
        with pytest.raises(Refused) as caught:
            read_receipt(data)
        assert caught.value.words is receipts.NOT_A_RECEIPT


def test_each_doubt_has_its_own_words(office: Party, station: Party) -> None:
    other = party("office", code="460000")
    doubts = {
        receipts.OTHER_OFFICE: _receipt(other, station, office=other.keys.key_id),
        receipts.OTHER_STATION: _receipt(office, other),
        receipts.NEVER_SENT: _receipt(office, station, sequence=8),
        receipts.OTHER_PACKAGE: _receipt(office, station, manifest_hash=b"x" * 32),
        receipts.NOT_VALID_THEN: _receipt(office, station, made_at="2029-01-01T00:00:00Z"),
    }
    for words, receipt in doubts.items():
        with pytest.raises(Refused) as caught:
            _check(receipt, office, station)
        assert caught.value.words.msgid == words.msgid


def test_somebody_else_cannot_sign_for_the_office(office: Party, station: Party) -> None:
    forged = _receipt(office, station, signing_seed=station.seed)
    with pytest.raises(Damaged):
        _check(forged, office, station)


def test_a_refusal_is_signed_too(office: Party, station: Party) -> None:
    receipt = _receipt(office, station, verdict=receipts.REFUSED, missing=range(0))
    _check(receipt, office, station)
    assert receipt.verdict == "refused"
    assert receipt.words != _receipt(office, station).words


def test_the_words_over_the_telephone_confirm_the_same_package(
    office: Party, station: Party
) -> None:
    words = _receipt(office, station, counter=99, made_at="2026-06-21T00:00:00Z").words
    assert len(words) == 12
    known: dict[str, Any] = {
        "office": office.keys.key_id,
        "station": station.keys.key_id,
        "sequence": 7,
        "manifest_hash": HASH,
        "verdict": receipts.TAKEN,
    }
    assert receipts.telephone_words(**known) == words
    for changed in ({"sequence": 8}, {"manifest_hash": b"x" * 32}, {"station": "0" * 32}):
        assert receipts.telephone_words(**known | changed) != words
