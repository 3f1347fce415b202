"""This process closed to others: no core dump, not readable by what else the same user runs.

Called first by the window, the command line and every child that holds data. What a system does
not know is left out: nothing here stops the program from starting.
"""

from __future__ import annotations

import ctypes
import faulthandler
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
_PT_DENY_ATTACH = 31
# Windows: no box and no report of its own when the program crashes (SEM_FAILCRITICALERRORS,
# SEM_NOGPFAULTERRORBOX); both would write memory to the disk or send it away.
_NO_CRASH_REPORT = 0x0001 | 0x0002


def close_to_others() -> None:
    """Forbid dumps and readers of the memory. `exec` undoes the second: call it at each start."""
    faulthandler.disable()  # it would write straight to standard error
    _no_core_dump()
    close = _CLOSE.get(sys.platform)
    if close is not None:
        with suppress(OSError, AttributeError):  # a system that does not know the call
            close()


def _no_core_dump() -> None:
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _linux() -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _macos() -> None:
    ctypes.CDLL(None).ptrace(_PT_DENY_ATTACH, 0, 0, 0)


def _windows() -> None:
    if sys.platform == "win32":
        ctypes.WinDLL("kernel32").SetErrorMode(_NO_CRASH_REPORT)


_CLOSE = {"linux": _linux, "darwin": _macos, "win32": _windows}
