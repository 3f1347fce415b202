"""What stands against merging two files of one person (decision 26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rescueapp.domain.request import State
from rescueapp.errors import Refused
from rescueapp.i18n import mark

ITSELF = mark("Choose another file: this is the same one.", "guard")
KEPT_IS_FOLDED = mark(
    "The file that is to be kept was itself merged into {number}. Choose that one.", "guard"
)
FOLDED_ALREADY = mark("This file is merged already, into {number}.", "guard")
HOLDS_OTHERS = mark(
    "Files are not merged in a chain (a rule of this program), and {number} is merged into the one"
    " that would go. Keep that one instead, or take those two apart first.",
    "guard",
)
MOVING = mark(
    "A file whose hand-over is open is not merged (a rule of this program): that of {number} is"
    " asked for, or not answered yet. Merge when that is settled.",
    "guard",
)
KEPT_IS_CLOSED = mark(
    "Help has ended in {number}, which is to be kept, and goes on in the other file: the person"
    " would be in no list of who is here (a rule of this program). Reopen {number} first, or keep"
    " the other file.",
    "guard",
)
OTHER_SEX = mark(
    "Files that tell of different sexes are merged only with a reason (a rule of this program)."
    " Say which of them is wrong, and how that is known.",
    "guard",
)


@dataclass(frozen=True, slots=True)
class Two:
    """Two files as far as merging goes. `kept_in`, `folded_in`: the number of the file each is
    folded into, "" for none; `holds`: what is folded into the one that goes; `moving`: those of
    the two with an open hand-over."""

    same: bool = False
    kept_in: str = ""
    folded_in: str = ""
    holds: Sequence[str] = ()
    moving: Sequence[str] = ()


def refuse(two: Two) -> None:
    """Raises Refused for the first thing that stands against it. A chain is never made: where a
    file is, one step tells."""
    if two.same:
        raise Refused(ITSELF)
    if two.kept_in:
        raise Refused(KEPT_IS_FOLDED(number=two.kept_in))
    if two.folded_in:
        raise Refused(FOLDED_ALREADY(number=two.folded_in))
    if two.holds:
        raise Refused(HOLDS_OTHERS(number=two.holds[0]))
    if two.moving:
        raise Refused(MOVING(number=two.moving[0]))


def refuse_closed(number: str, *, kept: bool, folded: bool) -> None:
    """Raises Refused where help has ended in the file that is kept (`number`) and goes on in the
    one that goes. `kept`, `folded`: whether each is closed. The other way round nothing stops."""
    if kept and not folded:
        raise Refused(KEPT_IS_CLOSED(number=number))


def sexes_differ(one: str | None, other: str | None) -> bool:
    """Whether both are known (C-01) and cannot be of one person without a mistake."""
    return one is not None and other is not None and {one, other} == {"1", "2"}


def is_open(state: State) -> bool:
    """Whether what was asked for waits, or was agreed to and not done."""
    return state in (State.WAITING, State.GRANTED)
