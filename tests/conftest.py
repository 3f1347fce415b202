"""Fixtures and options of all tests."""

from __future__ import annotations

from tests.faults.figures import (
    figures,
    pytest_addoption,
    pytest_runtest_makereport,
    pytest_terminal_summary,
)

__all__ = [
    "figures",
    "pytest_addoption",
    "pytest_runtest_makereport",
    "pytest_terminal_summary",
]
