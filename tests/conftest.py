"""Fixtures and options of all tests."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import count

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


def pytest_collection_finish() -> None:
    """What stays to the end is not looked through again and again."""
    gc.collect()
    gc.freeze()


_windows = count(1)


@pytest.fixture(autouse=True)
def garbage_is_looked_for_between_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program (`ui.garbage`): never in a thread of the database."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        gc.enable()  # a window that was made without them has left it off
        yield
        return
    gc.disable()
    yield
    gc.collect(1 if next(_windows) % 20 else 2)
    gc.enable()
