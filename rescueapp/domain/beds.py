"""What to know of a room before somebody is given a bed in it, and which it may not be (A-109).

Sleeping rooms are apart by sex (State Council Order 381, art. 8). A mother's room takes her
children of either sex; who is kept apart for health or safety is alone in the room. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rescueapp.domain.record import Answers
from rescueapp.forms import dates
from rescueapp.i18n import Text, mark
from rescueapp.rules.periods import is_instant

REGISTER = "beds"
_MALE, _FEMALE = "1", "2"  # C-01
_OF_WOMEN, _OF_MEN = ("01", "02"), ("03", "05")  # L-bed: women, girls; boys, men
_OF_GROWN, _OF_CHILDREN = ("01", "05"), ("02", "03")
_IN_USE = "01"  # L-bed-state

OTHER_SEX = mark(
    "Sleeping rooms are apart by sex (State Council Order 381, art. 8), and this room is for the"
    " other sex. Choose another one; where this one was given over to them, change it in the"
    " register of rooms first.",
    "guard",
)
FREE = mark("{free} of {count} beds free", "bed")
NONE_FREE = mark("no bed free", "bed")
FULL = mark(
    "Full: {taken} of {count} beds are taken. It can be given all the same, where another bed is"
    " put up.",
    "bed",
)
FULL_COUNTED = mark("Full when it was last counted.", "bed")
NOT_IN_USE = mark("Not in use just now.", "bed")
FOR_GROWN = mark("For adults; the person may be under 18.", "bed")
FOR_CHILDREN = mark("For children; the person is of age.", "bed")


def of_other_sex(room: Answers, sex: str | None) -> bool:
    """Whether a room is for the other sex; not where the sex is not known."""
    kind = room.get("bed_kind")
    return (sex == _FEMALE and kind in _OF_MEN) or (sex == _MALE and kind in _OF_WOMEN)


def elsewhere(room: Answers, today: str) -> Answers:
    """A room as another station knows it: how it is called, and that nobody is given a bed in it
    there. How many there are, and what is noted of it, is the affair of its own house."""
    return {key: room[key] for key in ("bed_kind", "bed_room") if key in room} | {"ended_on": today}


@dataclass(frozen=True, slots=True)
class Beds:
    """The beds of one room, or of all of a kind (L-bed)."""

    count: int
    taken: int

    @property
    def free(self) -> int:
        """How many can be given; where others were put up, none."""
        return max(self.count - self.taken, 0)

    def words(self) -> Text:
        """How many are free."""
        return FREE(free=self.free, count=self.count) if self.free else NONE_FREE


def beds(room: Answers, taken: int) -> Beds:
    """Those of a room of the register in which so many sleep; a room that is kept free or out of
    use has none to give."""
    count = _number(room.get("bed_count")) if usable(room) else 0
    return Beds(count, taken)


def usable(room: Answers) -> bool:
    """Whether a room may be given just now."""
    return room.get("bed_state") in (None, _IN_USE)


def of_kinds(rooms: Iterable[tuple[Answers, int]]) -> Mapping[str, Beds]:
    """The beds by whom they are for (L-bed), of rooms and how many sleep in each. A bed put up in
    one room takes none of another."""
    found: dict[str, Beds] = {}
    for room, taken in rooms:
        one, before = beds(room, taken), found.get(str(room.get("bed_kind")), Beds(0, 0))
        together = Beds(before.count + one.count, before.taken + one.count - one.free)
        found[str(room.get("bed_kind"))] = together
    return dict(sorted(found.items()))


def of_other_age(room: Answers, *, minor: bool) -> bool:
    """Whether a room is for adults and the person may be under 18, or the other way round."""
    return room.get("bed_kind") in (_OF_GROWN if minor else _OF_CHILDREN)


def rank(room: Answers, taken: int, sex: str | None, *, minor: bool) -> tuple[bool, bool, bool]:
    """What may be given first, then what has a bed left, then what is for somebody of this age."""
    return (
        of_other_sex(room, sex),
        not beds(room, taken).free,
        of_other_age(room, minor=minor),
    )


def still_in_house(told: Answers, left: Iterable[str]) -> bool:
    """Whether whoever a paper of stay (F04) is about is here: nothing says that they left since
    they came. `left`: days and instants at which they did."""
    came = told.get("stay_from")
    return not any(not isinstance(came, str) or _since(came, at) for at in left)


def _since(came: str, at: str) -> bool:
    return at >= (came if is_instant(at) else dates.station_day(came).isoformat())


def cautions(room: Answers, sex: str | None, *, minor: bool, taken: int) -> Iterator[Text]:
    """In the order in which they matter. `taken`: in how many of its beds others sleep."""
    if of_other_sex(room, sex):
        yield OTHER_SEX
    if of_other_age(room, minor=minor):
        yield FOR_GROWN if minor else FOR_CHILDREN
    if not usable(room):
        yield NOT_IN_USE
    count = _number(room.get("bed_count"))
    if taken >= count > 0:
        yield FULL(count=count, taken=taken)
    elif _number(room.get("bed_taken")) >= count > 0:
        yield FULL_COUNTED


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
