"""Who has looked at a record (谁看过; K-18): from the audit, and itself written into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from rescueapp import clock
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import releases
from rescueapp.domain.looks import ACTS, Look, Way
from rescueapp.domain.request import KINDS
from rescueapp.domain.worker import Act, Worker
from rescueapp.exchange.manifest import PSEUDONYMOUS
from rescueapp.storage import looks as traces
from rescueapp.storage import requests, workers
from rescueapp.storage.looks import Trace
from rescueapp.workspace import Workspace


def who_looked(ws: Workspace, case_uid: str, *, names: bool = False) -> tuple[Look, ...]:
    """Every look by day, role and way, latest first. With `names` also by whom: for those who
    may read the audit. Raises Refused for others' cases."""
    ws.check(Act.READ_AUDIT if names else Act.READ_CASES)
    Reading(ws).refuse_others(case_uid)
    counted = Counter(_each(ws, case_uid, names=names))
    found = (replace(look, times=times) for look, times in counted.items())
    return tuple(sorted(found, key=lambda look: look.day, reverse=True))


def _each(ws: Workspace, case_uid: str, *, names: bool) -> Iterator[Look]:
    staff = {worker.uid: worker for worker in workers.rows(ws.db, inactive=True)}
    for trace in traces.of_case(ws.db, case_uid, ACTS):
        way = _way(ws, trace)
        if way is not None and trace.actor in staff:
            reason = str(trace.detail.get("reason", "")) if way in _REASONED else ""
            yield _look(trace.at, staff[trace.actor], way, names, reason)
    for at, worker in traces.sent(ws.db, case_uid, PSEUDONYMOUS):
        if worker in staff:
            yield _look(at, staff[worker], Way.SENT, names)


def _way(ws: Workspace, trace: Trace) -> Way | None:
    """The way of an entry; None for a decision that let nobody in, and for a release that is
    counted as a print."""
    way = ACTS[trace.act]
    if way is Way.LET_IN:
        return way if trace.detail.get("granted") == 1 and _lent(ws, trace) else None
    if way is Way.TOLD_OUTSIDE:
        return _RELEASES.get(str(trace.detail.get("kind")))
    return way


def _lent(ws: Workspace, trace: Trace) -> bool:
    """Whether what was agreed to lent keys: a hand-over or a second interview did not."""
    request = requests.row(ws.db, str(trace.detail.get("request", "")))
    return request is not None and KINDS[request.kind].lends


_REASONED = (Way.NAME, Way.SENSITIVE)
_RELEASES = {releases.OUTSIDE: Way.TOLD_OUTSIDE, releases.HAND_OVER: Way.HANDED_OVER}


def _look(at: str, worker: Worker, way: Way, names: bool, reason: str = "") -> Look:
    day = clock.local(at).date().isoformat()
    return Look(day, worker.role, way, reason, worker.display_name if names else "")
