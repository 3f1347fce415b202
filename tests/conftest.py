"""Fixtures and options of all tests."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from rescueapp import i18n
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


@pytest.fixture(autouse=True)
def language_of_the_program() -> Iterator[None]:
    """Each test begins in the language the program begins in, whatever another has chosen."""
    i18n.choose(i18n.DEFAULT)
    yield
    i18n.choose(i18n.DEFAULT)


@pytest.fixture(autouse=True)
def garbage_is_looked_for_again() -> Iterator[None]:
    """A window looks for garbage itself, in its own thread; without one Python does."""
    yield
    gc.enable()
