"""Who could not be found at two visits in 14 days stands before the supervisor (A-907).

A visit she refused is her right and no loss: it is written as such and counts for nothing here.
"""

from __future__ import annotations

from rescueapp.domain.worker import Act
from rescueapp.i18n import Text, mark
from rescueapp.storage import clocks
from rescueapp.workspace import Workspace

RULE = "A-907"
MOST_NAMED = 3

LOST = mark(
    "{alias} was not reached at two visits in 14 days. Look into it with {worker}; if there are"
    " signs of being trafficked again, report at once (MCA 2015 No. 158).",
    "duties",
)
MORE = mark("{count} more were not reached at two visits in 14 days.", "duties")


def duties(ws: Workspace) -> list[Text]:
    """A line for each, for a supervisor; the longest waiting on top."""
    if not ws.worker.may(Act.DECIDE):
        return []
    found = clocks.lines_of_rule(ws.db, RULE)
    told = [LOST(alias=each.alias, worker=each.worker_name) for each in found[:MOST_NAMED]]
    more = len(found) - MOST_NAMED
    return [*told, MORE(count=more)] if more > 0 else told
