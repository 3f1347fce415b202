"""What the tests of a fault counted, gathered into one table. A part of pytest (`tests.conftest`).

A test marked `fault(row)` stands for one try of that row. Where it makes many, it says how many
with `figures.put(what, count, bad)`; the assertion stays its own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import pytest

_PROPERTY = "fault"


@dataclass(frozen=True, slots=True)
class Figure:
    """So many tries of something of a row, and how many of them went wrong."""

    row: int
    what: str
    count: int
    bad: int


class Figures:
    """The fixture: takes the figures of one test."""

    def __init__(self, node: pytest.Item) -> None:
        self._node = node

    def put(self, what: str, count: int, bad: int = 0, *, row: int | None = None) -> None:
        """`row`: where the test is marked for more than one."""
        figure = Figure(row or row_of(self._node), what, count, bad)
        self._node.user_properties.append((_PROPERTY, astuple(figure)))


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Where a test of a fault writes what it counted."""
    return Figures(request.node)


def row_of(node: pytest.Item) -> int:
    """The row a test is marked for."""
    mark = node.get_closest_marker("fault")
    assert mark is not None, "a test with figures is marked with its row"
    return int(mark.args[0])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function, call: pytest.CallInfo[Any]) -> Iterator[None]:
    """A marked test without figures of its own counts once; a failed one is one bad try."""
    report: Any = yield
    for mark in item.iter_markers("fault"):
        said = [tuple(value) for name, value in report.user_properties if name == _PROPERTY]
        told = any(row == mark.args[0] for row, *_ in said)
        failed_silently = report.failed and not any(row == mark.args[0] and bad
                                                    for row, _, _, bad in said)  # fmt: skip
        if failed_silently or (report.when == "call" and report.passed and not told):
            what = mark.kwargs.get("what") or item.originalname.removeprefix("test_")
            figure = Figure(mark.args[0], what.replace("_", " "), 1, int(report.failed))
            report.user_properties.append((_PROPERTY, astuple(figure)))
    return report


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--figures FILE`: write what was counted, as JSON (`tests.faults.table`)."""
    parser.addoption("--figures", type=Path, help="write the figures of the faults into a file")


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Sum up over all tests, also those of other processes."""
    path = config.getoption("figures")
    if path is None:
        return
    reports = [
        r for kind in ("passed", "failed", "error") for r in terminalreporter.stats.get(kind, [])
    ]
    found = [
        Figure(*value)
        for report in reports
        for name, value in getattr(report, "user_properties", [])
        if name == _PROPERTY
    ]
    path.write_text(json.dumps([astuple(figure) for figure in summed(found)]), encoding="utf-8")


def summed(found: list[Figure]) -> list[Figure]:
    """One figure for each thing of a row, in the order of the rows."""
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for figure in found:
        sums[figure.row, figure.what][0] += figure.count
        sums[figure.row, figure.what][1] += figure.bad
    return [Figure(row, what, *sums[row, what]) for row, what in sorted(sums)]
