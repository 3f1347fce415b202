"""Run every test of a fault and print what they counted, row by row.

    python -m tests.faults.table [--release] [--write]

`--release`: as many kills and states as before a release. `--write`: into the threat model,
with the day and the commit. Ends with 1 where something went wrong or a row has no figures.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rescueapp import clock
from tests.faults.figures import Figure
from tests.faults.rows import ROWS

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "resources" / "docs" / "threat-model.md"
BEGIN, END = "<!-- figures: python -m tests.faults.table --write -->", "<!-- end of figures -->"
RELEASE = {"KILLS": "200", "STATES": "400", "MUTATIONS": "30000", "FLIPS": "500", "LOOKS": "3"}
TOGETHER = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")  # as in the Makefile


def counted(*, release: bool) -> tuple[list[Figure], bool]:
    """The figures of every test of a fault, and whether all passed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "pytest", *TOGETHER, "-m", "fault",
                   "--figures", str(file), "tests"]  # fmt: skip
        more = RELEASE if release else {}
        environment = os.environ | more | {"QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        found = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return [Figure(*values) for values in found], done.returncode == 0


def shown(found: list[Figure]) -> str:
    """The table, as Markdown."""
    lines = ["| # | Fault | Must be | Tried | Bad |", "|---|---|---|---|---|"]
    for number, row in ROWS.items():
        mine = [figure for figure in found if figure.row == number]
        tried = "; ".join(f"{figure.count:,} {figure.what}" for figure in mine)
        without = f"Not tried: {row.not_here}." if row.not_here else ""
        cell = ". ".join(part for part in (tried, without) if part) or "**nothing**"
        bad = str(sum(figure.bad for figure in mine)) if mine else "–"
        lines.append(f"| {number} | {row.fault} | {row.target} | {cell} | {bad} |")
    return "\n".join(lines) + "\n"


def faults(found: list[Figure]) -> list[str]:
    """What keeps the table from being shown to anybody: bad tries, rows nobody tried."""
    missing = [f"row {n}: nothing tried" for n in ROWS if n not in {f.row for f in found}]
    return missing + [f"row {f.row}: {f.bad} of {f.count} {f.what}" for f in found if f.bad]


def write(table: str) -> None:
    """Into the threat model, between its marks."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    head = f"Counted on {clock.today().isoformat()} at commit {commit}.\n"
    text = DOCUMENT.read_text(encoding="utf-8")
    found = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    assert len(found.findall(text)) == 1, "the threat model has one place for the figures"
    block = f"{BEGIN}\n\n{head}\n{table}\n{END}"
    DOCUMENT.write_text(found.sub(lambda _: block, text), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.table")
    parser.add_argument("--release", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found, passed = counted(release=options.release)
    sys.stdout.write("\n" + shown(found))
    wrong = faults(found)
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    if options.write and not wrong and passed:
        write(shown(found))
    return int(bool(wrong) or not passed)


if __name__ == "__main__":
    sys.exit(main())
