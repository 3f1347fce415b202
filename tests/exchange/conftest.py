"""An office and a station with keys, and the day on which packages are made."""

from __future__ import annotations

import pytest

from rescueapp import clock
from tests.exchange.makers import TODAY, Party, party


@pytest.fixture(scope="session")
def office() -> Party:
    return party("office", code="530000")


@pytest.fixture(scope="session")
def station() -> Party:
    return party()


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which the keys of both are valid."""
    monkeypatch.setattr(clock, "now", lambda: TODAY)
