"""Five whole lives, lived through the window from the first night to the last visit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rescueapp.actions import training
from tests.journeys.lives import Life
from tests.ui.windows.conftest import Driver, begin

__all__ = ["begin"]


@pytest.fixture
def life(begin: Callable[[Path], Driver], tmp_path: Path) -> Life:
    """An empty training station."""
    demo = training.create_demo(tmp_path / "demo", count=0)
    return Life(begin(demo.station))


@pytest.mark.lives("S1", "S2", "S4", "S14", "S15", "S31", "S46", "S49", "S52", "S57", "S60", "S77")
def test_a_girl_of_unknown_name(life: Life) -> None:
    life.live("girl")
    assert life.stage() == "follow_up"
