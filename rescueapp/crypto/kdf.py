"""What a guess at a passphrase costs: Argon2id, its bounds, and its calibration."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from rescueapp.crypto import primitives, words
from rescueapp.errors import Unavailable
from rescueapp.i18n import mark

SALT = 16
_MIB = 1024
MAX_MEMORY = 1024 * _MIB

NO_MEMORY = mark("The computer has not enough free memory to check the passphrase.", "unlock")


@dataclass(frozen=True, slots=True)
class Kdf:
    """Cost of one derivation: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def is_allowed(self, *, training: bool) -> bool:
        """Not so cheap that a stolen disk is guessed, not so dear that a file stops the computer.

        A vault for training may be cheap: it holds nobody.
        """
        least = TRAINING if training else FLOOR
        return (
            least.memory_kib <= self.memory_kib <= MAX_MEMORY
            and least.passes <= self.passes <= 10
            and 1 <= self.lanes <= 8
        )

    def derive(self, passphrase: str, salt: bytes) -> bytes:
        """32 bytes from a passphrase, however it was typed. Raises Unavailable without memory."""
        secret = words.normalise(passphrase).encode()
        try:
            return primitives.argon2id(
                secret, salt, memory_kib=self.memory_kib, passes=self.passes, lanes=self.lanes
            )
        except primitives.OutOfMemory:
            raise Unavailable(NO_MEMORY) from None


STANDARD = Kdf(256 * _MIB, 3, 4)
FLOOR = Kdf(64 * _MIB, 3, 4)
TRAINING = Kdf(8 * _MIB, 1, 1)


def calibrate(measure: Callable[[Kdf], float] | None = None) -> Kdf:
    """The cost that takes this computer 0.5 to 1 s, with as much memory as fits in that.

    `measure` gives the seconds one derivation takes. Never less than `FLOOR`, however slow.
    """
    seconds = measure or _seconds
    for memory in (STANDARD.memory_kib, STANDARD.memory_kib // 2):
        kdf = replace(STANDARD, memory_kib=memory)
        try:
            took = seconds(kdf)
        except Unavailable:
            continue
        if took <= 1.0:
            return replace(kdf, passes=_passes(took))
    return FLOOR


def _passes(took: float) -> int:
    """Passes that take at least half a second, when STANDARD.passes took `took`."""
    wanted = math.ceil(STANDARD.passes * 0.5 / max(took, 0.001))
    return max(STANDARD.passes, min(wanted, 10))


def _seconds(kdf: Kdf) -> float:
    start = time.perf_counter()
    kdf.derive("calibration", os.urandom(SALT))
    return time.perf_counter() - start
