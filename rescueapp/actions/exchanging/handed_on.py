"""Cases another station has taken up and that are still open here: close, or say who goes on.

After the receipt every clock runs at both stations, on purpose (decision 25): nobody loses sight
of her between two. One line on Today of whoever answers for the case, until it is closed (05) or
the service plan, written again after the receipt, says who goes on with what.
"""

from __future__ import annotations

from rescueapp import clock
from rescueapp.exchange import receipts
from rescueapp.forms.schema import Stage
from rescueapp.i18n import Text, mark
from rescueapp.storage import cases, exchange_log, records
from rescueapp.storage import hand_overs as stored
from rescueapp.workspace import Workspace

TAKEN_UP = mark(
    "{alias} was taken up at {station} on {day}: close with 05, or say in the service plan who goes"
    " on with what.",
    "duties",
)
_PLAN = "service_plan"


def duties(ws: Workspace) -> list[Text]:
    """A line for each such case of this worker's own, the latest receipt on top."""
    stations = {
        each.key_id: each.name
        for each in exchange_log.correspondents(ws.db, kind="station", retired=True)
    }
    found: dict[str, Text] = {}
    for sent, case_uid in stored.everything(ws.db) if stations else ():
        taken = sent.verdict == receipts.TAKEN and sent.recipient in stations
        if not case_uid or not taken or case_uid in found:
            continue
        row = cases.row(ws.db, case_uid, reader=ws.holder)
        if row is None or row.worker != ws.worker.uid or row.stage is Stage.CLOSED:
            continue
        if _goes_on(ws, case_uid, sent.answered_at or ""):
            continue
        day = clock.local(sent.answered_at or sent.made_at).date().isoformat()
        found[case_uid] = TAKEN_UP(alias=row.alias, station=stations[sent.recipient], day=day)
    return list(found.values())


def _goes_on(ws: Workspace, case_uid: str, answered_at: str) -> bool:
    plans = records.rows(ws.db, case_uid, form=_PLAN)
    return any(plan.changed_at > answered_at for plan in plans)
