"""The peak of memory of one piece of work, measured in a process of its own.

    python -m tests.scale.memory WORK SIZE

prints the resident bytes before the work and at its highest. Linux tells the peak since it
was last set back (`clear_refs`); elsewhere nothing is printed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_STATUS, _SET_BACK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True)
class Peak:
    """Resident bytes before some work, and the most while it was done."""

    before: int
    most: int


def peak_of(work: str, *values: object) -> Peak | None:
    """Do a piece of work in a new process; None where the system does not tell."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, work],
        input=json.dumps(values).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    told = json.loads(done.stdout)
    return Peak(*told) if told else None


def _measured(work: Callable[[], object]) -> Peak | None:
    try:
        before = _resident("VmRSS")
        _SET_BACK.write_text("5")
    except OSError:
        work()
        return None
    work()
    return Peak(before, _resident("VmHWM"))


def _resident(name: str) -> int:
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024


def _main(work: str, values: list[object]) -> None:
    from tests.scale import packages, papers

    ready: dict[str, Callable[..., Callable[[], object]]] = {
        "case_file": papers.file_writer,
        "export": packages.exporter,
    }
    with suppress(BrokenPipeError):
        peak = _measured(ready[work](*values))
        print(json.dumps([peak.before, peak.most] if peak else None))


if __name__ == "__main__":
    _main(sys.argv[1], json.load(sys.stdin))
