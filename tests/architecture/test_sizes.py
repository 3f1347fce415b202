"""Small files and functions: the distribution is printed, the hard limits hold."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from tests.architecture.source import PRODUCT, ROOT, functions, length, modules

LONGEST_FUNCTION = 60
LONGEST_FILE = 400
USUAL_FUNCTION = 12  # lines of the median function, and still few
DECLARATIONS = ROOT / "rescueapp" / "forms" / "catalogue"  # forms are data


def is_code(path: Path) -> bool:
    return DECLARATIONS not in path.parents


def test_functions_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": length(function)
        for path in modules(*PRODUCT)
        for function in functions(path)
    }
    _tell(capsys, "functions", list(lengths.values()))
    assert statistics.median(lengths.values()) <= USUAL_FUNCTION
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_files_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules(*PRODUCT)
        if is_code(path)
    }
    _tell(capsys, "files", list(lengths.values()))
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def _tell(capsys: pytest.CaptureFixture[str], what: str, lengths: list[int]) -> None:
    tenths = statistics.quantiles(lengths, n=10)
    shares = ", ".join(f"{n}0 %: {tenths[n - 1]:.0f}" for n in (5, 9))
    with capsys.disabled():
        print(f"\n{len(lengths)} {what}, lines: {shares}, longest {max(lengths)}")  # noqa: T201
