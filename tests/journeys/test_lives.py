"""Five whole lives, lived through the window from the first night to the last visit."""

from __future__ import annotations

import pytest

from tests.journeys.lives import Life, begin, life

__all__ = ["begin", "life"]


@pytest.mark.lives("S1", "S2", "S4", "S14", "S15", "S31", "S46", "S49", "S52", "S57", "S60", "S77")
def test_a_girl_of_unknown_name(life: Life) -> None:
    life.live("girl")
    assert life.stage() == "follow_up"
