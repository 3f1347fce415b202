"""Two files of one person, merged and taken apart again by the supervisor."""

from __future__ import annotations

from rescueapp.actions.finding import merging
from rescueapp.workspace import Workspace
from tests.actions.station import House

WHY = "两份档案的身份证号码一致，经核对为同一人"
APART = "核对后确认为两个人，恢复原状"


def merge(station: House, kept: str, folded: str) -> Workspace:
    """Both merged by the supervisor; he again, whose files they are."""
    merging.merge(station.sign_in("duan"), kept, folded, basis="01", reason=WHY)
    return station.sign_in("he")


def take_apart(station: House, folded: str) -> Workspace:
    """The merge undone by the supervisor; he again."""
    merging.undo(station.sign_in("duan"), folded, APART)
    return station.sign_in("he")
