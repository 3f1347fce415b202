"""What was due before this program counted: an older vault learns its clocks from its records, and
what nobody recorded then would stand there as overdue (decision 30).

Such deadlines are told apart, in one line. A supervisor looks through them and settles many at
once, with a reason; whatever was settled so can be taken back. They change no stage, no next date
and no figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rescueapp.actions.due import clock_decisions, clocks
from rescueapp.actions.due.lost_contact import RULE as LOST_CONTACT
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.reasons import long_enough
from rescueapp.actions.recording.clock_acts import part_of
from rescueapp.actions.workers import vetting
from rescueapp.domain.case import Due
from rescueapp.domain.changed import Changed
from rescueapp.domain.clocks import Order, Step
from rescueapp.domain.worker import Act
from rescueapp.rules.engine import Deadline
from rescueapp.workspace import Workspace

Of = tuple[str, Deadline]  # case, deadline

REPORTS = frozenset({"A-105", "A-106", "A-107"})
KEEPS_HER_SAFE = REPORTS | {LOST_CONTACT}  # each is looked at by itself, never with the others


def left(ws: Workspace) -> list[Due]:
    """What was due before, in one's own cases, and is neither done nor settled; earliest first."""
    ws.check(Act.READ_CASES)
    return sorted(clocks.before_since(ws), key=lambda due: (due.due_on, due.number))


def settle(ws: Workspace, dues: Iterable[Due], reason: str) -> tuple[Changed, list[Of]]:
    """Nothing more is to be done about these, for one reason; what to take back it with.

    Raises Refused for whoever does not decide, another's case, and a short reason.
    """
    chosen = {(due.case_uid, due.clock.deadline) for due in dues if due.clock is not None}
    known = {(due.case_uid, due.clock.deadline) for due in left(ws) if due.clock is not None}
    found = sorted(chosen & known)
    return _decide(ws, found, Step.SETTLED, reason), found


def take_back(ws: Workspace, settled: Sequence[Of], reason: str) -> Changed:
    """These are open again. Raises Refused as `settle` does."""
    return _decide(ws, settled, Step.UNSETTLED, reason)


def _decide(ws: Workspace, found: Iterable[Of], step: Step, reason: str) -> Changed:
    ws.check(Act.DECIDE)
    ws.check(Act.SAVE_RECORD)
    why = long_enough(reason)
    by_case: dict[str, list[Deadline]] = defaultdict(list)
    for case_uid, deadline in found:
        by_case[case_uid].append(deadline)
    for case_uid in by_case:
        Reading(ws).refuse_others(case_uid)
        vetting.refuse_change(ws, case_uid)
    with ws.db.transaction():
        for case_uid, deadlines in by_case.items():
            orders = [
                (Order(step, d.rule, d.step, d.record_uid, reason=why, since=d.since),
                 part_of(ws, case_uid, d))
                for d in deadlines
            ]  # fmt: skip
            clock_decisions.write(ws, case_uid, orders)
            ws.log(f"deadline_{step.value}", case_uid, count=len(deadlines))
            clocks.write(ws, case_uid)
    for case_uid in by_case:
        clocks.refresh(ws, case_uid)
    return Changed(cases=frozenset(by_case), clocks=True)
