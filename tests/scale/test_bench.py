"""The bench runs to its end and prints every row; what the figures are is not asked."""

from __future__ import annotations

import subprocess
import sys

_ROWS = (
    "start to unlock screen",
    "unlock to usable list",
    "name search ready, supervisor",
    "name search ready, 300 own cases",
    "keystroke to results, supervisor",
    "keystroke to results, 300 own cases",
    "the same against the raw query",
    "names in memory",
    "open a case with",
    "save a record, durable",
    "case file PDF",
    "memory of a case file",
    "export of",
    "memory of an export",
    "audit chain proved",
    "figures of a half-year",
    "growth of search",
    "growth of opening",
    "growth of a save",
)


def test_the_bench_prints_every_row_and_says_what_is_not_built() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.scale.bench", "--quick"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    for row in _ROWS:
        assert any(line.startswith(row) for line in lines), row
    assert any("not built" in line for line in lines)
    assert lines[-1].endswith("over budget")
