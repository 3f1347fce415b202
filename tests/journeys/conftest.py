"""The journey is walked once; the tests look at what it left."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys.apart import ASIDE, Apart
from tests.journeys.journey import Walked


@dataclass(frozen=True, slots=True)
class Left:
    """What the journey left: its folders, and what it saw."""

    apart: Apart
    walked: Walked

    @property
    def station(self) -> Path:
        return self.apart.folder / "station"

    @property
    def office(self) -> Path:
        return self.apart.folder / "office"


@pytest.fixture
def apart(tmp_path: Path) -> Apart:
    _need_display()
    return Apart(tmp_path)


@pytest.fixture(scope="session")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    """The whole journey, from an empty computer to the confirmed report."""
    _need_display()
    apart = Apart(tmp_path_factory.mktemp("journey"))
    apart.run("tests.journeys.journey")
    told = (apart.folder / ASIDE / "walked.json").read_text(encoding="utf-8")
    return Left(apart, Walked(**json.loads(told)))


def _need_display() -> None:
    assert os.environ.get("DISPLAY"), "these tests need a display: install Xvfb"
