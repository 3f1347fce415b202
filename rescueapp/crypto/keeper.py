"""The keeper from this side: started with a PIN, handed on over a lock, asked at the next unlock.

A lock ends the process that held the data; the keeper and its two pipes outlive that. The pipes
have no name: nobody but the process that inherits them can ask.
"""

from __future__ import annotations

import json
import os
import select
import stat
import subprocess
import sys
from typing import Any, BinaryIO

from rescueapp.crypto.kdf import Kdf
from rescueapp.crypto.keeper_child import LONGEST
from rescueapp.crypto.shift_pin import NOT_VALID, Face, Sealed
from rescueapp.errors import Refused, Unavailable
from rescueapp.i18n import mark
from rescueapp.pipes import receive, send

OFFERED = sys.platform != "win32"  # nothing outlives a lock there (decision 12)
PATIENCE_S = 3.0
_BEGIN = (
    "import sys; sys.path[:] = {path!r}; from rescueapp.crypto import keeper_child; "
    "keeper_child.main()"
)

WRONG = mark("The PIN is not right. {left} more tries; then only the passphrase opens.", "pin")
LAST = mark("The PIN is not right. One more try; then only the passphrase opens.", "pin")
FORGOTTEN = mark(
    "The PIN was wrong three times and is forgotten. Sign in with the passphrase.", "pin"
)
NOT_STARTED = mark("The computer has not enough free memory for a PIN just now.", "pin")


class Keeper:
    """Whoever holds this can ask the keeper; `forget` ends it. Not for two threads at once."""

    def __init__(self, answers: int, questions: int, child: Any = None) -> None:
        self._numbers = (answers, questions)
        self._child = child
        self._answers: BinaryIO = os.fdopen(answers, "rb")
        self._questions: BinaryIO = os.fdopen(questions, "wb")

    @classmethod
    def start(cls, sealed: Sealed) -> Keeper:
        """A keeper that holds this. Raises Unavailable."""
        try:
            child = subprocess.Popen(
                [sys.executable, "-c", _BEGIN.format(path=sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # a key on a terminal is not meant for it
            )
        except OSError:
            raise Unavailable(NOT_STARTED) from None
        assert child.stdin is not None
        assert child.stdout is not None
        # Numbers of our own: those of `child` are closed with it.
        keeper = cls(os.dup(child.stdout.fileno()), os.dup(child.stdin.fileno()), child)
        child.stdin.close()
        child.stdout.close()
        try:
            send(keeper._questions, _written(sealed))
        except OSError:
            raise Unavailable(NOT_STARTED) from None
        return keeper

    @classmethod
    def adopt(cls, numbers: tuple[int, int]) -> Keeper | None:
        """The keeper of the process before this one; None for numbers that are no pipes."""
        try:
            for number in numbers:
                if number <= sys.stderr.fileno() or not stat.S_ISFIFO(os.fstat(number).st_mode):
                    return None
                os.set_inheritable(number, False)
            return cls(*numbers)
        except (OSError, ValueError):
            return None

    @property
    def numbers(self) -> tuple[int, int]:
        """The open files that whoever comes next is told of (answers, questions)."""
        return self._numbers

    def face(self) -> Face | None:
        """Whose PIN it keeps; None when it has ended."""
        try:
            told = self._ask({"ask": "face"})["face"]
            return Face(
                told["vault"], told["uid"], told["login"], Kdf(*told["kdf"]),
                bytes.fromhex(told["salt"]),
            )  # fmt: skip
        except (EOFError, OSError, ValueError, KeyError, TypeError):
            return None

    def prove(self, proof: bytes) -> bytes:
        """The sealed half against a proof. Raises Refused: wrong, forgotten, or over."""
        try:
            answer = self._ask({"proof": proof.hex()})
        except (EOFError, OSError, ValueError):
            raise Refused(NOT_VALID) from None
        if "secrets" in answer:
            return bytes.fromhex(answer["secrets"])
        left = int(answer.get("left", 0))
        if left > 1:
            raise Refused(WRONG(left=left))
        raise Refused(LAST if left else FORGOTTEN)

    def forget(self) -> None:
        """End it: what it held is nowhere any more. A second time does nothing."""
        for pipe in (self._questions, self._answers):
            try:
                pipe.close()
            except OSError:  # it ended before
                continue
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def _ask(self, question: dict[str, str]) -> dict[str, Any]:
        send(self._questions, json.dumps(question).encode())
        if not select.select([self._answers], [], [], PATIENCE_S)[0]:
            raise EOFError
        told = json.loads(receive(self._answers, LONGEST))
        if not isinstance(told, dict):
            raise ValueError("no answer")
        return told


def _written(sealed: Sealed) -> bytes:
    face = sealed.face
    cost = [face.kdf.memory_kib, face.kdf.passes, face.kdf.lanes]
    told = {
        "vault": face.vault,
        "uid": face.uid,
        "login": face.login,
        "kdf": cost,
        "salt": face.salt.hex(),
    }
    kept = {"face": told, "proof": sealed.proof.hex(), "secrets": sealed.secrets.hex()}
    return json.dumps(kept).encode()
