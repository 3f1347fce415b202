"""The keeper's own process: holds a sealed half for one shift, and gives it out against a proof.

It has no key, no database, no vault and no PIN, writes no file and starts no program. It forgets
by ending: after three wrong proofs, after eight hours by either clock, when it is told to, and when
whoever holds the other end of its pipes is gone.
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import sys
from contextlib import suppress
from hmac import compare_digest
from typing import Any, BinaryIO, cast

from rescueapp import clock, process
from rescueapp.pipes import receive, send

MOST_TRIES = 3
HOURS = 8
LONGEST = 64 << 10  # bytes of a message
LOOK_S = 30.0  # how often the clocks are looked at
_MCL_CURRENT = 1


def main() -> None:
    """Answer on what was standard output, and let nobody else write there."""
    process.close_to_others()
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    _limit()
    # Without a buffer: what lies in one `select` would not see.
    questions = os.fdopen(0, "rb", buffering=0, closefd=False)
    with suppress(EOFError, OSError, ValueError, KeyError):
        serve(cast(BinaryIO, questions), answers)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """What is to be kept comes first. Then {"ask": "face"} or {"proof": hex}; each is answered."""
    kept = json.loads(receive(questions, LONGEST))
    _stay_in_memory()
    left, ends = MOST_TRIES, _Shift(HOURS * 3600)
    while left and _somebody_asks(questions, ends):
        question = json.loads(receive(questions, LONGEST))
        if ends.is_over:
            return
        if "ask" in question:
            _say(answers, face=kept["face"], left=left)
            continue
        if compare_digest(str(question["proof"]), kept["proof"]):
            left = MOST_TRIES
            _say(answers, secrets=kept["secrets"])
        else:
            left -= 1
            _say(answers, left=left)


class _Shift:
    """How long it lasts; the clock that says longer counts."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._began = clock.now(), clock.uptime()

    @property
    def is_over(self) -> bool:
        at, uptime = self._began
        by_wall = (clock.now() - at).total_seconds()
        return max(by_wall, clock.uptime() - uptime) >= self._seconds


def _somebody_asks(questions: BinaryIO, ends: _Shift) -> bool:
    """Wait for a question; False when the shift is over first."""
    while not ends.is_over:
        ready, _, _ = select.select([questions], [], [], LOOK_S)
        if ready:
            return True
    return False


def _say(answers: BinaryIO, **words: Any) -> None:
    send(answers, json.dumps(words).encode())


def _stay_in_memory() -> None:
    """Never into the swap, where the system lets it be."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mlockall(_MCL_CURRENT)


def _limit() -> None:
    """No file, no other program."""
    if sys.platform == "win32":
        return
    import resource

    for name in ("RLIMIT_FSIZE", "RLIMIT_NPROC"):
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (0, 0))
