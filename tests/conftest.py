"""Fixtures and options of all tests."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, settings

from rescueapp import i18n
from rescueapp.storage import database
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


_LONGEST = {"journeys", "faults", "command_line"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: at the end every process has something left to do."""
    items.sort(key=lambda item: _LONGEST.isdisjoint(item.path.parts))


def pytest_collection_finish() -> None:
    """What stays to the end is not looked through again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def freed_memory_is_not_wiped() -> Iterator[None]:
    """A third of the time of all tests, and nothing they could see: where it counts, the program
    runs in a process of its own (tests.journeys; tests.storage.test_database says that it does)."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(database, "wipe_freed_memory", lambda connection: None)
        yield


_windows = count(1)


@pytest.fixture(autouse=True)
def garbage_is_looked_for_between_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program (`ui.desktop.garbage`): never in a thread of the database."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        gc.enable()  # a window that was made without them has left it off
        yield
        return
    gc.disable()
    yield
    gc.collect(1 if next(_windows) % 20 else 2)
    gc.enable()
