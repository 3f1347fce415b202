"""A supervisor's work in a process of its own, killed at a moment of it."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable

import pytest

from rescueapp.workspace import Workspace
from tests.actions.station import House

forks = pytest.mark.skipif(os.name == "nt", reason="fork")


def kill_within(house: House, seconds: float | None, work: Callable[[Workspace], object]) -> None:
    """Sign in as "duan" and do the work; kill it so long after it began, or (None) when it had
    ended."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        ws = house.sign_in("duan")
        os.write(writes, b"u")
        work(ws)
        os.close(writes)
        os._exit(0)
    os.close(writes)
    assert os.read(reads, 1) == b"u"
    select.select([reads], [], [], seconds)  # until the moment of the kill, or its end
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reads)
