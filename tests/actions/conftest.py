from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rescueapp import clock, i18n
from rescueapp.storage import medium
from rescueapp.workspace import Workspace
from tests.actions.carrying import export
from tests.actions.colleagues import add_second
from tests.actions.households import mother_and_child
from tests.actions.partners import Partners, make_partners
from tests.actions.station import (
    STATION,
    Clock,
    House,
    Pair,
    Papers,
    copy_of,
    make_pair,
    make_papers,
    save,
)


@pytest.fixture(scope="session")
def made_pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """The vaults all tests of this process copy; nobody works in them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "now", Clock())
        return make_pair(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="session")
def made_papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """A station that keeps its papers; made once in a process, copied for each test."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "now", Clock())
        return make_papers(tmp_path_factory.mktemp("made") / "own", STATION)


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


@pytest.fixture
def ws(station: House) -> Workspace:
    """The caseworker at the station; where it is somebody else, the test file says so."""
    return station.sign_in("he")


@pytest.fixture
def partners(pair: Pair, tmp_path: Path) -> Iterator[Partners]:
    """The station, and another one it hands cases over to."""
    made = make_partners(pair, tmp_path / "partners")
    yield made
    made.leave()


@pytest.fixture
def papers(made_papers: Papers, tmp_path: Path) -> Iterator[Papers]:
    """A station of its own and its recovery papers."""
    house = copy_of(made_papers.house, tmp_path / "own")
    yield Papers(house, made_papers.shares)
    house.leave()


@pytest.fixture
def two(station: House) -> House:
    """The station with a second supervisor."""
    add_second(station)
    return station


@pytest.fixture
def family(partners: Partners) -> tuple[str, str]:
    """A mother and her child, two cases of he."""
    return mother_and_child(partners.here)


@pytest.fixture
def first_package(pair: Pair, tmp_path: Path) -> Path:
    """Package 1 of the station, with two cases."""
    ws = pair.station.sign_in("he")
    save(ws)
    save(ws)
    return export(pair.station.sign_in("duan"), tmp_path).path


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A medium that is a disk of its own."""
    monkeypatch.setattr(medium, "is_same_disk", lambda one, other: False)
    place = tmp_path / "stick"
    place.mkdir()
    return place
