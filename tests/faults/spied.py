"""A program that holds a secret, and another of the same user that wants to read it.

    python -m tests.faults.spied open|closed

Both are ordinary users: where the test runs as root they become one (nobody). Prints how it
went (`_OUTCOMES`), and the largest core dump the first may leave.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

from rescueapp import process
from tests.journeys.memory import found

_NOBODY = 65534
_PR_SET_DUMPABLE = 4
_OUTCOMES = ("read", "not found", "denied")


def main(how: str) -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    # A change of user closes a process already: open it again, as any program begins.
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
    secret = os.urandom(16)
    if how == "closed":
        process.close_to_others()
    reader = os.fork()
    if reader == 0:
        os._exit(_read(os.getppid(), secret))
    _, status = os.waitpid(reader, 0)
    core = resource.getrlimit(resource.RLIMIT_CORE)[0]
    sys.stdout.write(f"{_OUTCOMES[os.waitstatus_to_exitcode(status)]}, {core}\n")


def _read(pid: int, secret: bytes) -> int:
    """Which of `_OUTCOMES`. Nothing is imported any more: nobody may not be let to our files."""
    try:
        return _OUTCOMES.index("read" if found([pid], {"secret": secret}) else "not found")
    except PermissionError:
        return _OUTCOMES.index("denied")


if __name__ == "__main__":
    main(sys.argv[1])
