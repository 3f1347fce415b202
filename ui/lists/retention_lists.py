"""Columns of what is kept and let go: the appraisal list, holds, certificates, periods."""

from __future__ import annotations

from rescueapp.actions.keeping.destroying import Kept
from rescueapp.actions.keeping.retention import Line, Lying
from rescueapp.domain.retention import (
    ORDERS,
    OUTCOMES,
    TYPES,
    Order,
    Outcome,
    Period,
    Type,
)
from rescueapp.i18n import mark, say
from ui import dates
from ui.kept_words import holds
from ui.lists.columns import Column
from ui.lists.deciders import decider

_ASKED = mark("Destroy: a second person has to agree", "retention")
_AGREED = mark("Destroy: agreed to, not yet done", "retention")
_KEPT = mark("Kept longer until {day}, over now", "retention")
_OPEN = mark("Not decided", "retention")
_PROPOSED = mark("Proposed: enter your unit's own table", "retention")
_BY = mark("{source}", "retention")


def _decided(line: Line) -> str:
    if line.request:
        return say(_AGREED if line.granted else _ASKED)
    if line.appraisal is not None and line.appraisal.outcome is Outcome.KEEP:
        return say(_KEPT(day=line.appraisal.until or ""))
    if line.appraisal is not None:
        return say(OUTCOMES[line.appraisal.outcome])
    return say(_OPEN)


def _decided_mark(line: Line) -> tuple[str, str]:
    if line.granted:
        return "warning", "brick"
    return ("info", "amber") if line.request else ("info", "muted")


APPRAISAL: tuple[Column[Line], ...] = (
    Column("number", mark("Case number", "retention"), lambda r: r.number, 140, least=120, rank=0),
    Column("alias", mark("Alias", "retention"), lambda r: r.alias, 100, least=80, rank=1),
    Column("type", mark("Type", "retention"), lambda r: say(TYPES[r.type]), 150, least=100, rank=3),
    Column("closed_on", mark("Help ended", "retention"), lambda r: dates.day(r.closed_on), 110,
           least=95, rank=4),
    Column("due_on", mark("Kept until", "retention"), lambda r: dates.day(r.due_on), 110,
           least=95, rank=2),
    Column("holds", mark("Holds", "retention"), holds, 190, least=120, rank=5),
    Column("decided", mark("Decision", "retention"), _decided, 240, _decided_mark, least=150,
           rank=0),
)  # fmt: skip


def _order_mark(lying: Lying) -> tuple[str, str]:
    return ("shield", "amber") if lying.laid.order is Order.HOLD else ("hide", "muted")


LYING: tuple[Column[Lying], ...] = (
    Column("order", mark("What lies on it", "retention"), lambda r: say(ORDERS[r.laid.order]), 190,
           _order_mark, least=130, rank=0),
    Column("number", mark("Case number", "retention"), lambda r: r.number, 140, least=120, rank=0),
    Column("alias", mark("Alias", "retention"), lambda r: r.alias, 100, least=80, rank=2),
    Column("reason", mark("Reason", "retention"), lambda r: r.laid.reason, 300, least=150, rank=1),
    Column("laid_by", mark("By", "retention"), lambda r: r.laid_by, 90, least=70, rank=4),
    Column("laid_at", mark("Since", "retention"), lambda r: dates.moment(r.laid.laid_at), 140,
           least=100, rank=3),
)  # fmt: skip


def _decider(kept: Kept) -> str:
    return decider(kept.decided_by, kept.certificate.code)


CERTIFICATES: tuple[Column[Kept], ...] = (
    Column("number", mark("Case number", "retention"), lambda r: r.certificate.number, 140,
           least=120, rank=0),
    Column("type", mark("Type", "retention"), lambda r: say(TYPES[Type(r.certificate.type)]), 150,
           least=100, rank=4),
    Column("asked_by", mark("Asked for by", "retention"), lambda r: r.asked_by, 110, least=80,
           rank=2),
    Column("decided_by", mark("Agreed to by", "retention"), _decider, 110, least=80, rank=1),
    Column("destroyed_at", mark("Destroyed", "retention"),
           lambda r: dates.moment(r.certificate.destroyed_at), 150, least=110, rank=0),
    Column("records", mark("Records", "retention"),
           lambda r: str(r.certificate.counts.get("records", 0)), 90, least=70, rank=3),
)  # fmt: skip


def _source(period: Period) -> str:
    return say(_BY(source=period.source)) if period.confirmed else say(_PROPOSED)


PERIODS: tuple[Column[Period], ...] = (
    Column("type", mark("Type", "retention"), lambda r: say(TYPES[r.type]), 220, least=150, rank=0),
    Column("years", mark("Kept", "retention"), lambda r: say(r.told()), 170, least=110, rank=0),
    Column("source", mark("Rests on", "retention"), _source, 360, least=200, rank=1),
)  # fmt: skip
