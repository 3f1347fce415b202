"""What stands against saving a record: pure questions, answered in words.

Those of an area stand in its module here. `actions.recording.gates` asks them in the one place
where records are saved; none of them stands against the papers of the first hour.

A text that refuses has the context `guard`, and names in brackets what its rule stands in: a law,
a notice, a plan or good practice, or that it is a rule of this program. How each is written is in
`tests/architecture/sources.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rescueapp.domain import names
from rescueapp.domain.request import Kind
from rescueapp.errors import Refused
from rescueapp.i18n import Text, mark

SECOND_INTERVIEW = mark(
    "A minor is questioned once wherever possible (Law on the Protection of Minors, art. 112), and"
    " not again ({earlier} interviews so far) before a supervisor has agreed. Ask for it; until"
    " then nothing is saved, and what is typed stays as a draft.",
    "guard",
)
SECOND_WAITING = mark(
    "It was asked for on {day} whether this minor may be questioned again ({earlier} interviews so"
    " far): once is the rule (Law on the Protection of Minors, art. 112). Until a supervisor, or"
    " the superior bureau by telephone, has agreed, nothing is saved, and what is typed stays as a"
    " draft.",
    "guard",
)


OTHER_UNIT = mark(
    "Another unit's interview is only written down where it is said which unit held it, and that"
    " was not this institution (a rule of this program). Name the unit, or choose another footing.",
    "guard",
)


@dataclass(frozen=True, slots=True)
class Need:
    """An act waits for a second person. `request_uid`: what was asked already; "" nothing."""

    kind: Kind
    words: Text
    request_uid: str = ""
    about: str = ""  # of an approval: "record uid/version"


class NeedsTwo(Refused):
    """Refused until a second person has agreed; the window offers to ask."""

    def __init__(self, need: Need) -> None:
        super().__init__(need.words)
        self.need = need


RECORDED_ONLY = "03"  # L-interview-footing: another unit's, which asked nobody here
NO_VERSION = ""  # of a record that is new


def second_interview(*, minor: bool, footing: str | None, before: str | None, earlier: int) -> bool:
    """Whether this interview of a minor waits for a second person's word (K-07, L01 art. 112).

    `footing`: as it is answered now, `before`: as the version before had it, or NO_VERSION.
    `earlier`: other interviews of the case in the log. What another unit did without asking is
    only written down; what was let through once stays so.
    """
    if not minor or earlier == 0 or footing == RECORDED_ONLY:
        return False
    return before in (NO_VERSION, RECORDED_ONLY)


def recorded_only(
    *, minor: bool, footing: str | None, earlier: int, unit: str, own: Iterable[str]
) -> Text | None:
    """Why a further interview of a minor is not another unit's that is only recorded (K-07).

    `unit`: who is said to have held it; `own`: what this institution is called.
    """
    if not minor or earlier == 0 or footing != RECORDED_ONLY:
        return None
    said = _unit(unit)
    ours = {_unit(name) for name in own} - {""}
    is_ours = said in _OURSELVES or any(name in said or said in name for name in ours)
    return OTHER_UNIT() if not said or is_ours else None


def _unit(name: str) -> str:
    """The name of a unit as it is compared: a short form of it is the same."""
    return names.simplified(name).replace("管理", "")


_OURSELVES = frozenset(("本站", "我站", "本机构", "我机构", "本中心", "本院", "本单位", "我们"))


def second_interview_need(*, earlier: int, asked_on: str, request_uid: str) -> Need:
    """What to say and to ask for. `asked_on`: the day it was asked for already, or ""."""
    words = SECOND_WAITING(day=asked_on) if request_uid else SECOND_INTERVIEW
    return Need(Kind.SECOND_INTERVIEW, words(earlier=earlier), request_uid)
