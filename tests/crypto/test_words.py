"""The word list, and what is made of it."""

from __future__ import annotations

import hashlib
import unicodedata
from itertools import pairwise

import pytest

from rescueapp.crypto import words


def pairs() -> tuple[tuple[str, str], ...]:
    return words._list()


def by_ear(pinyin: str) -> str:
    """How it sounds to one who does not tell zh from z, ang from an, n from l from r, h from f."""
    for told, heard in (
        ("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("r", "n"), ("hu", "fu"),
    ):  # fmt: skip
        pinyin = pinyin.replace(told, heard)
    return pinyin


def test_there_are_2048_words_of_two_characters() -> None:
    assert len(pairs()) == len({word for word, _ in pairs()}) == 2048
    assert all(len(word) == 2 and "一" <= min(word) <= max(word) <= "鿿" for word, _ in pairs())
    assert all(pinyin.isascii() and pinyin.isalpha() and pinyin.islower() for _, pinyin in pairs())


def test_no_two_words_sound_alike_even_by_southern_ears() -> None:
    assert len({by_ear(pinyin) for _, pinyin in pairs()}) == 2048


def test_words_run_together_can_be_told_apart() -> None:
    """No pinyin begins another, so a phrase without separators reads in one way only."""
    spelt = sorted(pinyin for _, pinyin in pairs())
    assert not [a for a, b in pairwise(spelt) if b.startswith(a)]


def test_the_order_of_the_list_never_changes() -> None:
    text = "".join(f"{word}\t{pinyin}\n" for word, pinyin in pairs())
    assert hashlib.sha256(text.encode()).hexdigest() == LIST_DIGEST


def test_a_new_passphrase_is_six_words_in_both_spellings() -> None:
    made = words.passphrase()
    spelling = dict(pairs())
    chosen = made.characters.split(" ")
    assert len(chosen) == 6
    assert made.pinyin.split("-") == [spelling[word] for word in chosen]
    assert made.pinyin not in repr(made)
    assert words.passphrase() != made


@pytest.mark.fault(18, what="spellings of one passphrase")
@pytest.mark.parametrize(
    "typed",
    [
        "Shanpo-Huoche",
        " shanpo  huoche ",
        "ｓｈａｎｐｏ－ｈｕｏｃｈｅ",
        "SHANPOHUOCHE",
        "shanpo·huo\u200bche\n",
    ],
)
def test_normalised_is_what_matters(typed: str) -> None:
    assert words.normalise(typed) == "shanpohuoche"


@pytest.mark.fault(18, what="texts composed and decomposed: Latin, Burmese, Lao, Japanese")
def test_composed_and_decomposed_text_is_the_same_passphrase() -> None:
    for text in ("Tên tôi là Hoa", "ကျွန်တော်", "ຂ້ອຍ", "ｶﾞｯｺｳ", "Straße 7"):
        forms = {words.normalise(unicodedata.normalize(f, text)) for f in ("NFC", "NFD", "NFKD")}
        assert len(forms) == 1


@pytest.mark.fault(18, what="emoji and endless texts")
def test_emoji_and_long_text_do_not_break_it() -> None:
    assert words.normalise("👩‍🌾" * 300)
    assert words.normalise("- · -") == ""


def test_a_fingerprint_is_twelve_words_of_132_bits() -> None:
    public = bytes(range(32))
    made = words.fingerprint(public)
    number = int.from_bytes(hashlib.sha256(public).digest()) >> 124
    places = [word for word, _ in pairs()]
    for word in reversed(made):
        assert word == places[number % 2048]
        number //= 2048
    assert (len(made), number) == (12, 0)
    assert words.fingerprint(bytes(32)) != made


def test_a_digest_too_short_for_its_words_is_an_error() -> None:
    assert len(words.of_digest(bytes(11), 8)) == 8
    with pytest.raises(ValueError, match="too short"):
        words.of_digest(bytes(10), 8)


def test_the_check_digit_finds_wrong_digits_and_swapped_neighbours() -> None:
    made = words.digits(b"public")
    plain = made.replace(" ", "")
    assert words._damm(plain) == 0
    assert (len(made), len(plain)) == (49, 40)
    for at, digit in enumerate(plain):
        for other in set("0123456789") - {digit}:
            assert words._damm(plain[:at] + other + plain[at + 1 :]) != 0
        swapped = plain[:at] + plain[at + 1 : at + 2] + digit + plain[at + 2 :]
        if swapped != plain:
            assert words._damm(swapped) != 0


def test_the_check_digit_is_damms() -> None:
    assert words._damm("572") == 4
    assert words._damm("5724") == 0


LIST_DIGEST = "2cac91b39f7f5d9c7485b6956e43f4a93ba7f4b7c2bf9feed783d5586100f0a4"
