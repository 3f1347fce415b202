"""A clock as somebody sees it: what is due, by which rule, how it stands, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rescueapp.i18n import mark
from rescueapp.rules.engine import Deadline, State
from rescueapp.rules.limits import Basis
from rescueapp.rules.table import Rule


class Clock(NamedTuple):
    """A deadline, the version of the rule it follows, and where it stands (A-009)."""

    deadline: Deadline
    rule: Rule
    state: State


class Step(StrEnum):
    """What somebody can decide about a deadline."""

    PAUSE = "pause"  # it stands still: papers are missing
    RESUME = "resume"  # and goes on
    EXEMPT = "exempt"  # nothing needs to be done
    OVERRIDE = "override"  # another day
    SETTLED = "settled"  # from before the clocks: a supervisor has looked through it
    UNSETTLED = "unsettled"  # and takes that back


STEPS = {
    Step.PAUSE: mark("Let it stand still", "clock"),
    Step.RESUME: mark("Let it go on", "clock"),
    Step.EXEMPT: mark("Nothing needs to be done", "clock"),
    Step.OVERRIDE: mark("Another day", "clock"),
    Step.SETTLED: mark("From before the clocks: looked through", "clock"),
    Step.UNSETTLED: mark("Open again", "clock"),
}
ONE_SUPERVISOR = frozenset({Step.SETTLED, Step.UNSETTLED})
_NEED_TWO = frozenset({Step.EXEMPT, Step.OVERRIDE})
_OF_THE_LAW = frozenset({Basis.STATUTORY, Basis.MINISTERIAL})


def needs_two(step: Step, rule: Rule) -> bool:
    """Whether a second person agrees: also that a period of the law or a ministry stands still."""
    return step in _NEED_TWO or (step is Step.PAUSE and rule.kind in _OF_THE_LAW)


STATES = {
    State.NOT_TRIGGERED: mark("Not begun", "clock"),
    State.RUNNING: mark("Running", "clock"),
    State.SOON: mark("Due soon", "clock"),
    State.DONE: mark("Done", "clock"),
    State.OVERDUE: mark("Overdue", "clock"),
    State.EXEMPT: mark("Not needed", "clock"),
    State.PAUSED: mark("Stands still", "clock"),
    State.STOPPED: mark("No longer needed", "clock"),
    State.REACHED: mark("Reached", "clock"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is decided about a deadline. `on`, `until`: ISO days; of PAUSE and RESUME the day it
    begins and ends, of OVERRIDE the new day (or instant)."""

    step: Step
    rule: str
    deadline_step: int
    record_uid: str  # that began the clock
    on: str = ""
    until: str = ""
    reason: str = ""
    since: str = ""  # of the clock: a record may begin several; "" in what was decided before

    def about(self, deadline: Deadline) -> bool:
        """Whether it is about the clock of a deadline, of whichever step."""
        begun_by = (self.rule, self.record_uid) == (deadline.rule, deadline.record_uid)
        return begun_by and self.since in ("", deadline.since)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with who asked, who agreed, and whether it holds."""

    uid: str
    order: Order
    asked_by: str  # display names
    asked_at: str
    decided_by: str = ""
    decided_at: str = ""
    holds: bool = True
    waits: bool = False  # for a second person
    note: str = ""  # of who decided
