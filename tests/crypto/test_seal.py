"""Sealed values open with their key, in their place, whole; otherwise not at all."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rescueapp.crypto import primitives, seal, sign
from rescueapp.errors import Damaged

KEY = bytes(range(32))
HERE = ("records", "answers", "r1", "c1", "3")


@given(plaintext=st.binary(max_size=300), bound=st.lists(st.text(max_size=9), max_size=5))
@settings(max_examples=60)
def test_what_was_sealed_opens(plaintext: bytes, bound: list[str]) -> None:
    place = tuple(text.encode("utf-8", "ignore").decode() for text in bound)
    sealed = seal.seal(KEY, plaintext, bound=place)
    assert seal.unseal(KEY, sealed, bound=place) == plaintext


@pytest.mark.parametrize(
    "elsewhere",
    [
        ("records", "answers", "r2", "c1", "3"),
        ("records", "answers", "r1", "c1", "2"),
        ("records", "answers", "r1", "c1"),
        ("records", "answers", "r1", "c1", "3", ""),
        ("records", "answers", "r1c1", "", "3"),
        ("recordsanswers", "", "r1", "c1", "3"),
        (),
    ],
)
def test_a_value_moved_elsewhere_does_not_open(elsewhere: tuple[str, ...]) -> None:
    sealed = seal.seal(KEY, b"text", bound=HERE)
    with pytest.raises(Damaged):
        seal.unseal(KEY, sealed, bound=elsewhere)


def test_a_wrong_key_a_changed_or_a_cut_value_does_not_open() -> None:
    sealed = seal.seal(KEY, b"text", bound=HERE)
    with pytest.raises(Damaged):
        seal.unseal(bytes(32), sealed, bound=HERE)
    for at in range(len(sealed)):
        with pytest.raises(Damaged):
            seal.unseal(KEY, sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], bound=HERE)
        with pytest.raises(Damaged):
            seal.unseal(KEY, sealed[:at], bound=HERE)


def test_the_same_text_never_seals_to_the_same_bytes() -> None:
    assert seal.seal(KEY, b"text", bound=HERE) != seal.seal(KEY, b"text", bound=HERE)


def test_a_wrapped_key_opens_for_its_holder_only() -> None:
    (public, secret), (_, other) = seal.box_pair(), seal.box_pair()
    wrapped = seal.wrap(KEY, public)
    assert seal.unwrap(wrapped, secret) == KEY
    with pytest.raises(Damaged):
        seal.unwrap(wrapped, other)
    for at in range(len(wrapped)):
        with pytest.raises(Damaged):
            seal.unwrap(wrapped[:at] + bytes([wrapped[at] ^ 1]) + wrapped[at + 1 :], secret)


def test_sealed_for_several_opens_for_each_and_nobody_else() -> None:
    pairs = [seal.box_pair() for _ in range(3)]
    sealed = seal.seal_for([public for public, _ in pairs], b"draft", bound=("drafts", "d1"))
    for _, secret in pairs:
        assert seal.unseal_for(secret, sealed, bound=("drafts", "d1")) == b"draft"
    with pytest.raises(Damaged):
        seal.unseal_for(seal.box_pair()[1], sealed, bound=("drafts", "d1"))
    with pytest.raises(Damaged):
        seal.unseal_for(pairs[0][1], sealed, bound=("drafts", "d2"))


def test_holders_cannot_be_added_or_taken_away_afterwards() -> None:
    (first, secret), (second, _) = seal.box_pair(), seal.box_pair()
    sealed = seal.seal_for([first, second], b"draft", bound=())
    for at in range(len(sealed)):
        with pytest.raises(Damaged):
            seal.unseal_for(
                secret, sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], bound=()
            )
        with pytest.raises(Damaged):
            seal.unseal_for(secret, sealed[:at], bound=())
    with pytest.raises(ValueError, match="holders"):
        seal.seal_for([], b"draft", bound=())


def test_tokens_are_equal_for_equal_words_under_one_key_only() -> None:
    assert seal.token(KEY, "name", "小鹿") == seal.token(KEY, "name", "小鹿")
    others = {
        seal.token(KEY, "name", "小鹿"),
        seal.token(KEY, "pinyin", "小鹿"),
        seal.token(KEY, "name小鹿"),
        seal.token(bytes(32), "name", "小鹿"),
    }
    assert len(others) == 4
    assert {len(token) for token in others} == {16}


# --- streams


def stream(plaintext: bytes) -> bytes:
    target = io.BytesIO()
    assert seal.seal_stream(KEY, io.BytesIO(plaintext), target, bound=HERE) == len(plaintext)
    return target.getvalue()


def opened(sealed: bytes, bound: tuple[str, ...] = HERE) -> bytes:
    return b"".join(seal.unseal_stream(KEY, io.BytesIO(sealed), bound=bound))


@pytest.mark.parametrize("size", [0, 1, seal.CHUNK - 1, seal.CHUNK, seal.CHUNK + 1, 3 * seal.CHUNK])
def test_a_stream_comes_back_whole(size: int) -> None:
    plaintext = random.Random(size).randbytes(size)
    assert opened(stream(plaintext)) == plaintext


def test_a_stream_may_come_in_pieces() -> None:
    class Pipe(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 0, 1000))

    plaintext = bytes(2 * seal.CHUNK + 5)
    chunks = seal.unseal_stream(KEY, Pipe(stream(plaintext)), bound=HERE)
    assert b"".join(chunks) == plaintext


def test_a_cut_stream_is_found_wherever_it_was_cut() -> None:
    sealed = stream(bytes(2 * seal.CHUNK + 100))
    edges = [0, 1, 24, 25, 26, 25 + seal.CHUNK + 17, 25 + 2 * (seal.CHUNK + 17), len(sealed) - 1]
    for end in [*edges, *range(30, len(sealed), 9973)]:
        with pytest.raises(Damaged):
            opened(sealed[:end])


def test_a_changed_moved_or_longer_stream_is_found() -> None:
    sealed = stream(bytes(2 * seal.CHUNK + 100))
    chance = random.Random(3)
    for at in [*range(30), *(chance.randrange(len(sealed)) for _ in range(60)), len(sealed) - 1]:
        with pytest.raises(Damaged):
            opened(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])
    with pytest.raises(Damaged):
        opened(sealed, bound=("elsewhere",))
    with pytest.raises(Damaged):
        opened(sealed + b"\0")
    first, second = 25, 25 + seal.CHUNK + 17
    with pytest.raises(Damaged):
        opened(sealed[:first] + sealed[second : second + seal.CHUNK + 17] + sealed[first:second])


# --- signatures, and published vectors of what lies underneath


def test_a_signature_is_worth_nothing_for_another_purpose_message_or_key() -> None:
    seed, public = KEY, sign.public_of(KEY)
    signature = sign.sign(seed, b"receipt 7", purpose="receipt")
    sign.verify(public, b"receipt 7", signature, purpose="receipt")
    for key, message, made, purpose in (
        (public, b"receipt 8", signature, "receipt"),
        (public, b"receipt 7", signature, "key-file"),
        (sign.public_of(bytes(32)), b"receipt 7", signature, "receipt"),
        (public, b"receipt 7", signature[:-1], "receipt"),
        (public[:-1], b"receipt 7", signature, "receipt"),
        (public, b"receipt 7", b"", "receipt"),
    ):
        with pytest.raises(Damaged):
            sign.verify(key, message, made, purpose=purpose)


def test_xchacha20_poly1305_as_published() -> None:
    """draft-irtf-cfrg-xchacha-03, A.3.1."""
    plaintext = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
        b"future, sunscreen would be it."
    )
    sealed = primitives.encrypt(
        bytes(range(0x80, 0xA0)),
        plaintext,
        bytes(range(0x40, 0x58)),
        bytes.fromhex("50515253c0c1c2c3c4c5c6c7"),
    )
    assert sealed.hex() == (
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f"
        "4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f"
        "76b2383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"
    )


def test_ed25519_as_published() -> None:
    """RFC 8032, 7.1, test 1."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    assert primitives.sign_public(seed).hex() == (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    )
    assert primitives.sign(seed, b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
        "1cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
