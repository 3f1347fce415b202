"""No other program of the same user reads the memory of this one, and it leaves no core dump."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from rescueapp import paths, process
from ui import __main__ as entry

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="how Linux does it")


def spied(how: str) -> tuple[str, str]:
    """Whether it was read, and the largest core dump allowed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.spied", how],
        cwd=paths.resources().parent,
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=_allow_core_dumps,
    )
    word, core = done.stdout.strip().split(", ")
    return word, core


def _allow_core_dumps() -> None:
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


@pytest.mark.fault(11, what="programs of the same user, denied, and no core dump")
def test_another_program_of_the_same_user_is_denied() -> None:
    assert spied("closed") == ("denied", "0")
    outcome, _ = spied("open")
    if outcome == "denied":
        pytest.skip("denied, but this system would deny it for an open program too")
    assert outcome == "read"


@pytest.mark.parametrize("arguments", [["ui", "--version"], ["ui", "verify", "--help"]])
def test_the_program_closes_itself_before_anything_else(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    steps: list[str] = []
    monkeypatch.setattr(sys, "argv", arguments)
    monkeypatch.setattr(process, "close_to_others", lambda: steps.append("closed"))
    try:
        entry.main()
    except SystemExit:
        steps.append("ended")
    assert steps[0] == "closed"
