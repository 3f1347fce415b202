"""The next day of a case as who looks at it can tell: in the database stands what is in clear.

A clock that a compartment settles is open there, and one that it begins is not there at all. For
the rows somebody looks at, both are put right from what this session holds in memory (decision
21); nothing of it is written, and who lacks the compartment sees what lies in clear, as ever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rescueapp.actions.due import clocks
from rescueapp.actions.opened.running_clocks import day_of_due
from rescueapp.domain.case import CaseRow
from rescueapp.storage import clock_turns
from rescueapp.workspace import Workspace


def seen(ws: Workspace, rows: Sequence[CaseRow]) -> list[CaseRow]:
    """Rows of cases with the day that is due next."""
    told = {row.uid for row in rows} & ws.clocks.keys()
    planned = clock_turns.next_planned(ws.db, told) if told else {}
    return [_with_next(ws, row, planned) if row.uid in told else row for row in rows]


def _with_next(ws: Workspace, row: CaseRow, planned: Mapping[str, str]) -> CaseRow:
    begun = clocks.since(ws)
    told = [day_of_due(d.due) for d in ws.clocks[row.uid] if not d.threshold]
    days = [day for day in told if day >= begun]
    if row.uid in planned:
        days.append(planned[row.uid])
    return replace(row, due_on=min(days, default=None))
