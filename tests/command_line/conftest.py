from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.conftest import english
from tests.actions.station import STATION, House, copy_of, make_house
from tests.command_line.terminal import Terminal

__all__ = ["english", "house", "made", "rescue", "vault"]


@pytest.fixture
def rescue(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A training station, made once; the tests copy it."""
    return make_house(tmp_path_factory.mktemp("made") / "station", STATION)


@pytest.fixture
def house(made: House, tmp_path: Path) -> Iterator[House]:
    """The station of this test."""
    copied = copy_of(made, tmp_path / "station")
    yield copied
    copied.leave()


@pytest.fixture
def vault(house: House, rescue: Terminal, tmp_path: Path) -> Path:
    """Its folder; the passphrases of its people are with the terminal."""
    rescue.files = {login: house.passphrase_file(login, tmp_path) for login in house.passphrases}
    return house.folder
