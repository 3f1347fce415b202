"""The outcome scales of a case over time, for the chart, the closing and the next visit."""

from __future__ import annotations

from rescueapp.actions.opened.reading import CLEAR, Reading
from rescueapp.domain import outcomes
from rescueapp.domain.outcomes import Scored
from rescueapp.domain.worker import Act
from rescueapp.forms import answers as interpreter
from rescueapp.workspace import Workspace


def of_case(ws: Workspace, case_uid: str) -> tuple[Scored, ...]:
    """Every record of the scales that has a score this worker may see, the earliest first;
    noted in the audit. Of others' cases: none."""
    ws.check(Act.READ_CASES)
    if not ws.case_keys(case_uid):
        return ()
    reading = Reading(ws)
    readable = reading.readable(case_uid)
    found = []
    for row, opened in reading.of_case(case_uid):
        if row.form == outcomes.FORM:
            seen = {c: part for c, part in opened.parts.items() if (c or CLEAR) in readable}
            found.append(outcomes.scored(row.uid, row.on_date or "", interpreter.join(seen)))
    told = tuple(scored for scored in found if scored.ours or scored.hers)
    if told:
        with ws.db.transaction():
            ws.log("open_outcomes", case_uid, records=len(told))
    return told
