"""The cost of a guess: calibrated, never below the floor, the same bytes as another library."""

from __future__ import annotations

import pytest
from nacl import bindings

from rescueapp.crypto import primitives
from rescueapp.crypto.kdf import FLOOR, NO_MEMORY, STANDARD, TRAINING, Kdf, calibrate
from rescueapp.errors import Unavailable


@pytest.mark.parametrize(
    ("speed", "memory_mib", "passes"),
    [
        (0.7 / 256, 256, 3),
        (0.1 / 256, 256, 10),  # a fast computer: more passes over the same memory
        (0.3 / 256, 256, 5),
        (1.5 / 256, 128, 3),
        (9.0 / 256, 64, 3),  # a slow one: the floor, however long it takes
    ],
)
def test_calibration_takes_half_a_second_to_a_second(
    speed: float, memory_mib: int, passes: int
) -> None:
    chosen = calibrate(lambda kdf: speed * kdf.memory_kib / 1024)
    assert chosen == Kdf(memory_mib * 1024, passes, 4)
    assert chosen.is_allowed(training=False)


def test_calibration_does_with_the_memory_there_is() -> None:
    def little_memory(kdf: Kdf) -> float:
        if kdf.memory_kib > 128 * 1024:
            raise Unavailable(NO_MEMORY)
        return 0.6

    assert calibrate(little_memory).memory_kib == 128 * 1024


def test_standard_and_floor_are_what_the_design_says() -> None:
    assert Kdf(256 * 1024, 3, 4) == STANDARD
    assert Kdf(64 * 1024, 3, 4) == FLOOR
    assert Kdf(8 * 1024, 1, 1) == TRAINING


def test_argon2id_agrees_with_libsodium() -> None:
    salt = bytes(range(16))
    ours = primitives.argon2id(b"shanpohuoche", salt, memory_kib=8192, passes=2, lanes=1)
    theirs = bindings.crypto_pwhash_alg(
        32, b"shanpohuoche", salt, 2, 8192 * 1024, bindings.crypto_pwhash_ALG_ARGON2ID13
    )
    assert ours == theirs


def test_too_little_memory_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object, **__: object) -> bytes:
        raise primitives.OutOfMemory

    monkeypatch.setattr(primitives, "argon2id", none_left)
    with pytest.raises(Unavailable):
        TRAINING.derive("x", bytes(16))
