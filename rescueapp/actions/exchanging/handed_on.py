"""What a hand-over leaves to be decided, a line on Today.

Of whoever takes cases up: one that came and that nobody has taken up or refused. Of whoever answers
for a case: another station did not take it up, so that it goes on here until it is handed over
again; or took it up, and it is still open here: close, or say who goes on.

After the receipt every clock runs at both stations, on purpose (decision 25): nobody loses sight
of her between two. One line on Today of whoever answers for the case, until it is closed (05) or
the service plan, written again after the receipt, says who goes on with what.
"""

from __future__ import annotations

from collections.abc import Iterator

from rescueapp import clock
from rescueapp.actions.exchanging.case_reading import sender_of
from rescueapp.actions.exchanging.exchange import NOT_TAKEN, OTHER_REASON
from rescueapp.domain.worker import Act
from rescueapp.exchange import receipts
from rescueapp.forms import codes
from rescueapp.forms.schema import Stage
from rescueapp.i18n import Text, mark
from rescueapp.storage import cases, exchange_log, records
from rescueapp.storage import hand_overs as stored
from rescueapp.storage.hand_overs import HandOver
from rescueapp.workspace import Workspace

TAKEN_UP = mark(
    "{alias} was taken up at {station} on {day}: close with 05, or say in the service plan who goes"
    " on with what.",
    "duties",
)
NOT_TAKEN_UP = mark(
    "{alias} was not taken up at {station} on {day} ({reason}): it goes on here. Hand the case over"
    " again, or say in the service plan how it goes on.",
    "duties",
)
CAME = mark(
    "A case came from {station} on {day}. Take it up or refuse it in Exchange: until then nobody"
    " looks after it here.",
    "duties",
)
_PLAN = "service_plan"


def duties(ws: Workspace) -> list[Text]:
    """What came and waits, then a line for each case of this worker's own that another station
    answered for, the latest receipt on top."""
    return [*_came(ws), *_answered(ws)]


def _came(ws: Workspace) -> Iterator[Text]:
    if ws.worker.may(Act.TAKE_UP):
        for package in stored.undecided(ws.db):
            station = sender_of(ws, package.station).name
            yield CAME(station=station, day=_day(package.received_at))


def _answered(ws: Workspace) -> Iterator[Text]:
    stations = {
        each.key_id: each.name
        for each in exchange_log.correspondents(ws.db, kind="station", retired=True)
    }
    latest: dict[str, HandOver] = {}
    for sent, case_uid in stored.everything(ws.db) if stations else ():
        if case_uid and sent.recipient in stations:
            latest.setdefault(case_uid, sent)
    for case_uid, sent in latest.items():
        row = cases.row(ws.db, case_uid, reader=ws.holder) if sent.verdict else None
        if row is None or row.worker != ws.worker.uid or row.stage is Stage.CLOSED:
            continue
        if not _goes_on(ws, case_uid, sent.answered_at or ""):
            day = _day(sent.answered_at or sent.made_at)
            yield _told(sent, alias=row.alias, station=stations[sent.recipient], day=day)


def _told(sent: HandOver, *, alias: str, station: str, day: str) -> Text:
    if sent.verdict == receipts.TAKEN:
        return TAKEN_UP(alias=alias, station=station, day=day)
    reason = codes.label(NOT_TAKEN, sent.reason or OTHER_REASON)
    return NOT_TAKEN_UP(alias=alias, station=station, day=day, reason=reason)


def _goes_on(ws: Workspace, case_uid: str, answered_at: str) -> bool:
    plans = records.rows(ws.db, case_uid, form=_PLAN)
    return any(plan.changed_at > answered_at for plan in plans)


def _day(at: str) -> str:
    return clock.local(at).date().isoformat()
