"""How far a clock is: overdue where something was to be done, reached where it is a status."""

from __future__ import annotations

import pytest

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.workspace import Workspace
from tests.actions.conftest import english, made_pair, now, pair, station, ws
from tests.actions.station import KNOWN, Clock, save
from ui import clock_words

__all__ = ["english", "made_pair", "now", "pair", "station", "ws"]


@pytest.mark.parametrize(("later", "told"), [(5, "In 4 d"), (9, "Today"), (12, "reached 3 d ago")])
def test_a_stay_of_ten_days_is_reached_and_never_overdue(
    ws: Workspace, now: Clock, later: int, told: str
) -> None:
    case = save(ws, answers=KNOWN | {"birth_date": "1999-01-01"}).case_uid
    now.later(days=later)
    (stay,) = (each for each in clocks.of_case(ws, case) if each.rule.id == "A-111")
    assert clock_words.how_far(stay, clock.today()) == told
