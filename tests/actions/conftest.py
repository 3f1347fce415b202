from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rescueapp import clock, i18n
from tests.actions.station import Clock, House, Pair, make_pair


@pytest.fixture(scope="session")
def made_pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """The vaults all tests of this process copy; nobody works in them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "now", Clock())
        return make_pair(tmp_path_factory.mktemp("made"))


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the test: noon of a day in June."""
    standing = Clock()
    monkeypatch.setattr(clock, "now", standing)
    monkeypatch.setattr(clock, "uptime", lambda: int(standing.at.timestamp()))
    return standing


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Words are compared as they are written in the source."""
    with i18n.speaking("en"):
        yield


@pytest.fixture
def pair(made_pair: Pair, tmp_path: Path) -> Iterator[Pair]:
    """A station and its office."""
    copied = made_pair.copied(tmp_path / "vaults")
    yield copied
    copied.leave()


@pytest.fixture
def station(pair: Pair) -> House:
    """The station of the pair."""
    return pair.station
