"""The checklist before help ends (F29): each line is done, not needed, or somebody goes on with it.

Closing a case is no way to let fall what is still owed to her (S37, S77).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rescueapp.forms import codes, dates
from rescueapp.i18n import Text, mark

NOT_SETTLED = mark(
    "Not completed: the checklist before closing is open at: {points}. Each line is done; or it is"
    " not needed, with the reason as a remark; or somebody goes on with it: name the post, and a"
    " day that is not before the closing. Help with the difficulties that are left goes on (Hainan"
    " plan, 4(4)2(4); Lijiang plan, (3)9). It can be saved as incomplete.",
    "guard",
)

_POINTS = "L-closure-check"


class Step(StrEnum):
    """How a line stands (L-step)."""

    NOT_YET = "01"
    DONE = "02"
    NOT_NEEDED = "03"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the checklist. `post` goes on with it until the day `until`, or until `done_on`."""

    point: str
    state: str
    why: str
    post: str
    until: str
    done_on: str

    @property
    def goes_on(self) -> bool:
        """Whether somebody goes on with it still."""
        return self.state == Step.NOT_YET and bool(self.post) and not self.done_on

    @property
    def label(self) -> str:
        """The point, in the language in use."""
        return codes.label(_POINTS, self.point)

    def settled(self, closed_on: str) -> bool:
        """Whether it does not stand against closing on a day."""
        match self.state:
            case Step.DONE:
                return True
            case Step.NOT_NEEDED:
                return bool(self.why)
            case Step.NOT_YET if self.post and self.until and closed_on:
                return dates.latest(self.until) >= dates.earliest(closed_on)
        return False


def lines(answers: Mapping[str, Any]) -> Iterator[Line]:
    """The lines that a closing has, as they stand."""
    rows = answers.get("closure_checks")
    for row in rows if isinstance(rows, list) else ():
        yield Line(*(_text(row.get(f"closure_check{part}")) for part in _PARTS))


_PARTS = ("", "_state", "_note", "_post", "_until", "_done_on")  # of `Line`, in its order


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def checklist(answers: Mapping[str, Any]) -> Text | None:
    """Why help does not end yet: a point of the list that is open, or has no line."""
    closed_on = _text(answers.get("closed_on"))
    told = tuple(lines(answers))
    settled = {line.point for line in told}
    settled -= {line.point for line in told if not line.settled(closed_on)}
    left = [each.label for each in codes.codes(_POINTS) if each.code not in settled]
    return NOT_SETTLED(points=" · ".join(left)) if left else None
