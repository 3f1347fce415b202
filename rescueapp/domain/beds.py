"""What to know of a room before somebody is given a bed in it, and which it may not be (A-109).

Sleeping rooms are apart by sex (State Council Order 381, art. 8). A mother's room takes her
children of either sex; who is kept apart for health or safety is alone in the room. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rescueapp.domain.record import Answers
from rescueapp.i18n import Text, mark

REGISTER = "beds"
_MALE, _FEMALE = "1", "2"  # C-01
_OF_WOMEN, _OF_MEN = ("01", "02"), ("03", "05")  # L-bed: women, girls; boys, men
_OF_GROWN, _OF_CHILDREN = ("01", "05"), ("02", "03")
_IN_USE = "01"  # L-bed-state

OTHER_SEX = mark(
    "Sleeping rooms are apart by sex (State Council Order 381, art. 8), and this room is for the"
    " other sex. Choose another one; where this one was given over to them, change it in the"
    " register of rooms first.",
    "bed",
)
FULL = mark("Full when it was last counted.", "bed")
NOT_IN_USE = mark("Not in use just now.", "bed")
FOR_GROWN = mark("For adults; the person may be under 18.", "bed")
FOR_CHILDREN = mark("For children; the person is of age.", "bed")


def of_other_sex(room: Answers, sex: str | None) -> bool:
    """Whether a room is for the other sex; not where the sex is not known."""
    kind = room.get("bed_kind")
    return (sex == _FEMALE and kind in _OF_MEN) or (sex == _MALE and kind in _OF_WOMEN)


def cautions(room: Answers, sex: str | None, *, minor: bool) -> Iterator[Text]:
    """In the order in which they matter."""
    if of_other_sex(room, sex):
        yield OTHER_SEX
    if minor and room.get("bed_kind") in _OF_GROWN:
        yield FOR_GROWN
    if not minor and room.get("bed_kind") in _OF_CHILDREN:
        yield FOR_CHILDREN
    state, taken = room.get("bed_state"), room.get("bed_taken")
    if state is not None and state != _IN_USE:
        yield NOT_IN_USE
    if _number(taken) >= _number(room.get("bed_count")) > 0:
        yield FULL


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
