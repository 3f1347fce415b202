"""Measures the budgets: `python -m tests.scale.bench` (or `make bench`), some twenty minutes.

Prints one line for each budget of the design: figures with 10,000 and with 100,000 fictional
cases, and a ratio to a yardstick measured in the same run, because seconds tell more of the
machine than of the program. Everything is made in a temporary folder and taken away with it;
nothing is kept for another run. `--quick` runs all of it with a handful of cases: it shows
that the bench works, and its ratios say nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.scale import account, deadlines, finding, packages, papers, saving, screens
from tests.scale.sizes import FULL, QUICK, Ground, Sizes, lay
from tests.scale.table import Row, head, lines
from tests.scale.timing import seconds

# Saving comes first: it leaves the case of many records that others open and print.
MEASURES = (
    saving.rows, deadlines.rows, finding.rows, screens.rows, papers.rows, packages.rows,
    account.rows,
)  # fmt: skip
NOT_BUILT = (Row(what="figures of a half-year", said="not measured: figures are not built yet"),)


def rows(ground: Ground) -> Iterator[Row]:
    """Every row, each when it is measured."""
    for measure in MEASURES:
        yield from measure(ground)
    yield from NOT_BUILT


def run(sizes: Sizes, folder: Path) -> int:
    """Print the table; how many rows are over their budget."""
    _say(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    grounds: list[Ground] = []
    took = seconds(lambda: grounds.append(lay(sizes, folder)))
    _say(f"Two vaults of {sizes.small:,} and {sizes.large:,} cases made in {took:.0f} s\n")
    _say(head((sizes.small, sizes.large)))
    over = 0
    for row in rows(grounds[0]):
        over += row.verdict == "over"
        _say(*lines([row]))
    _say(f"\n{over} over budget")
    return over


def _say(*words: str) -> None:
    print(*words, flush=True)


def main() -> int:
    """The exit code: 0 when it ran to its end, whatever the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="a handful of cases")
    sizes = QUICK if parser.parse_args().quick else FULL
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        run(sizes, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
