"""Words people can say: passphrases to remember, fingerprints to read out on the telephone.

Our own list of 2,048 common two-character words (11 bits each), each with pinyin that no
other word of the list shares, written without tones. `resources/words/passphrase.tsv` holds
`word<TAB>pinyin`; its order is part of every format that shows words and never changes.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from rescueapp import paths

COUNT = 2048
BITS = 11
PASSPHRASE_WORDS = 6
FINGERPRINT_WORDS = 12


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A new passphrase of 66 bits: what is typed, and the same in characters to remember it by."""

    pinyin: str = field(repr=False)  # "shanpo-huoche-…"
    characters: str = field(repr=False)  # "山坡 火车 …"


def passphrase() -> Passphrase:
    """Six words by chance; the same word may come twice."""
    chosen = [secrets.choice(_list()) for _ in range(PASSPHRASE_WORDS)]
    return Passphrase(
        pinyin="-".join(pinyin for _, pinyin in chosen),
        characters=" ".join(word for word, _ in chosen),
    )


def normalise(text: str) -> str:
    """A typed passphrase in the one form that is used: NFKC, no case, no separators.

    Spaces, hyphens and other marks between words, and invisible characters, do not count, so
    that it opens however the words were set apart.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (c for c in folded if unicodedata.category(c)[0] not in "ZC" and c not in _SEPARATORS)
    return unicodedata.normalize("NFKC", "".join(kept))


_SEPARATORS = frozenset("-_'.,·、，。‐‑–—’")


def of_digest(digest: bytes, count: int) -> tuple[str, ...]:
    """The first `count` × 11 bits of a digest as Chinese words.

    Raises ValueError when the digest is shorter than that.
    """
    spare = len(digest) * 8 - count * BITS
    if spare < 0:
        raise ValueError("the digest is too short for so many words")
    number = int.from_bytes(digest) >> spare
    places = [(number >> (BITS * place)) % COUNT for place in reversed(range(count))]
    return tuple(_list()[place][0] for place in places)


def start_of_digest(chosen: Sequence[str]) -> bytes:
    """The first bytes of the digest that eight words, or sixteen, stand for.

    Raises KeyError for a word that is not on the list.
    """
    places = {word: place for place, (word, _) in enumerate(_list())}
    number = 0
    for word in chosen:
        number = number << BITS | places[word]
    return number.to_bytes(len(chosen) * BITS // 8)


def fingerprint(public: bytes) -> tuple[str, ...]:
    """A public key as 12 Chinese words: 132 bits of its SHA-256."""
    return of_digest(hashlib.sha256(public).digest(), FINGERPRINT_WORDS)


def digits(public: bytes) -> str:
    """A public key as ten groups of four digits; the last digit checks the others (Damm).

    129 bits of its SHA-256. The check finds any wrong digit and any two swapped neighbours.
    """
    number = int.from_bytes(hashlib.sha256(public).digest()) % 10**39
    body = f"{number:039d}"
    whole = body + str(_damm(body))
    return " ".join(whole[start : start + 4] for start in range(0, 40, 4))


@cache
def _list() -> tuple[tuple[str, str], ...]:
    lines = paths.resources("words", "passphrase.tsv").read_text(encoding="utf-8").splitlines()
    pairs = tuple((word, pinyin) for word, pinyin in (line.split("\t") for line in lines))
    if len(pairs) != COUNT:
        raise RuntimeError("the program is incomplete: the word list")
    return pairs


# The totally anti-symmetric quasigroup of order 10 from H. M. Damm's thesis (2004).
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def _damm(text: str) -> int:
    state = 0
    for digit in text:
        state = int(_DAMM[state][int(digit)])
    return state
