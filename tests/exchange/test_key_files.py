"""Key files: one fault each is refused; twelve words confirm the whole file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rescueapp.crypto import canonical
from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.exchange.keyfile import KIND, last_day, load_key_file, make_key_file, read_key_file
from tests.exchange.makers import DROP, Party, party, signed_anew


def test_a_key_file_reads_back_as_it_was_made(office: Party) -> None:
    keys = office.keys
    assert (keys.kind, keys.code, keys.training) == ("office", "530000", False)
    assert (keys.valid_from, keys.valid_to) == (date(2026, 1, 1), date(2028, 1, 1))
    assert keys.recipient.startswith("age1")
    assert len(keys.key_id) == len(keys.recipient_id) == 32
    assert canonical.dumps(canonical.loads(keys.data, limit=10_000)) == keys.data


FAULTS: dict[str, dict[str, Any]] = {
    "other kind": {"kind": "province"},
    "kind no text": {"kind": 1},
    "code empty": {"code": ""},
    "code with a stroke": {"code": "a/b"},
    "code too long": {"code": "x" * 33},
    "name empty": {"name": ""},
    "name too long": {"name": "名" * 81},
    "name with a line break": {"name": "甲\n乙"},
    "name turned round": {"name": "甲\u202e乙"},
    "training as text": {"training": "no"},
    "training as number": {"training": 0},
    "key too short": {"signing": "00" * 31},
    "key in capitals": {"signing": "AB" * 32},
    "recipient of another kind": {"recipient": "ssh-ed25519 AAAA"},
    "recipient cut": {"recipient": "age1" + "q" * 57},
    "recipient with a wrong check": {"recipient": "age1" + "q" * 58},
    "date that is none": {"valid_from": "2026-02-30"},
    "date written otherwise": {"valid_from": "20260101"},
    "ends before it begins": {"valid_to": "2025-12-31"},
    "three years": {"valid_to": "2029-01-01"},
    "a day more than two years": {"valid_to": "2028-01-02"},
    "member missing": {"name": DROP},
    "member too many": {"more": 1},
    "version nought": {"v": 0},
    "version as truth": {"v": True},
    "version as text": {"v": "1"},
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_though_well_signed_is_refused(name: str, office: Party) -> None:
    data = signed_anew(office.keys.data, office.seed, KIND, **FAULTS[name])
    with pytest.raises(Damaged):
        read_key_file(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"[]",
        b'{"format":"rescueapp-receipt","v":1}',
        b'{"format":"something"}',
        b"PK\x03\x04",
    ],
)
def test_another_kind_of_file_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read_key_file(data)
    assert caught.value.words.msgid.startswith("This is not the key file")


def test_a_newer_file_is_refused_in_words(office: Party) -> None:
    with pytest.raises(Refused) as caught:
        read_key_file(signed_anew(office.keys.data, office.seed, KIND, v=2))
    assert "newer version" in caught.value.words.msgid


def test_another_spelling_of_the_same_is_refused(office: Party) -> None:
    data = office.keys.data
    for other in (
        data + b"\n",
        data.replace(b":", b": ", 1),
        data[:-1] + b',"v":1}',
        b"{" + b" " * 9000 + data[1:],
    ):
        with pytest.raises(Damaged):
            read_key_file(other)


def test_every_changed_byte_is_refused(office: Party) -> None:
    data = office.keys.data
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises((Damaged, Refused)):
            read_key_file(bytes(changed))


def test_a_signature_for_another_purpose_is_worth_nothing(office: Party) -> None:
    with pytest.raises(Damaged):
        read_key_file(signed_anew(office.keys.data, office.seed, "receipt"))


def test_anothers_signature_is_worth_nothing(office: Party) -> None:
    with pytest.raises(Damaged):
        read_key_file(signed_anew(office.keys.data, party().seed, KIND))


def test_two_years_end_on_the_same_day_or_the_last_of_february() -> None:
    assert last_day(date(2026, 3, 5)) == date(2028, 3, 5)
    assert last_day(date(2028, 2, 29)) == date(2030, 2, 28)


def test_validity_includes_both_ends(office: Party) -> None:
    for day in (date(2026, 1, 1), date(2028, 1, 1)):
        office.keys.check_valid(day)
    for day, words in ((date(2025, 12, 31), "valid only from"), (date(2028, 1, 2), "valid until")):
        with pytest.raises(Refused) as caught:
            office.keys.check_valid(day)
        assert words in caught.value.words.msgid


def test_what_cannot_be_read_is_not_made(office: Party) -> None:
    with pytest.raises(ValueError, match="not a code"):
        make_key_file(
            kind="station",
            code="a/b",
            name="甲",
            training=False,
            signing_seed=office.seed,
            recipient=office.keys.recipient,
            valid_from=date(2026, 1, 1),
        )


def test_a_file_on_a_medium_is_read_in_bounds(office: Party, tmp_path: Path) -> None:
    path = tmp_path / "office.rescuekey"
    path.write_bytes(office.keys.data)
    assert load_key_file(path) == office.keys
    path.write_bytes(b"{" + bytes(100_000))
    with pytest.raises(Damaged):
        load_key_file(path)
    with pytest.raises(Refused):
        load_key_file(tmp_path / "none")
    with pytest.raises(Unavailable):
        load_key_file(tmp_path)


# --- the words -------------------------------------------------------------------------


def test_twelve_words_stand_for_everything_the_file_says(office: Party) -> None:
    assert len(office.keys.words) == 12
    assert len(office.keys.digits.replace(" ", "")) == 40
    renamed = read_key_file(signed_anew(office.keys.data, office.seed, KIND, name="别的名"))
    assert renamed.words != office.keys.words
    assert renamed.digits != office.keys.digits


@pytest.mark.parametrize("between", [" ", "", "、", " - ", "\n", "，", "。 ", "\u3000", " / "])
def test_words_are_typed_with_anything_between(between: str, office: Party) -> None:
    office.keys.check_words(between.join(office.keys.words))


def test_numbers_before_the_words_do_not_count(office: Party) -> None:
    office.keys.check_words(" ".join(f"{n}.{w}" for n, w in enumerate(office.keys.words, 1)))


def test_traditional_characters_do_not_count(office: Party) -> None:
    import opencc

    office.keys.check_words(opencc.OpenCC("s2t").convert(" ".join(office.keys.words)))


def test_other_words_are_refused_with_their_places(office: Party) -> None:
    words = list(office.keys.words)
    words[2], words[6] = words[6], words[2]
    with pytest.raises(Refused) as caught:
        office.keys.check_words(" ".join(words))
    expected = "" if words[2] == words[6] else "3, 7"
    assert caught.value.words.values["places"] == expected


def test_fewer_words_or_parts_of_words_are_refused(office: Party) -> None:
    whole = "".join(office.keys.words)
    for typed in (
        whole[:-1],
        whole[:-2],
        whole + "春天",
        whole[:6],
        "".join(w[0] for w in office.keys.words),
    ):
        with pytest.raises(Refused) as caught:
            office.keys.check_words(typed)
        assert caught.value.words.values["expected"] == 12
    for typed in ("", "  ", "1 2 3", "yes"):
        with pytest.raises(Refused):
            office.keys.check_words(typed)
