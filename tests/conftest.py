"""Fixtures and options of all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

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

# How long an example takes tells of the machine: nothing fails for it.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")
