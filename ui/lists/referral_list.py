"""Referrals that were sent, and how departments answer (S39)."""

from __future__ import annotations

from rescueapp.actions.outward.referrals import OfDepartment, Sent
from rescueapp.forms.codes import label
from rescueapp.i18n import mark, say
from ui.lists.columns import Column

_DAYS = mark("{days} days", "referrals")
_REFUSED = mark("Not taken on", "referrals")
_NONE = mark("none yet", "referrals")
_LATE_AFTER = 7  # days without an answer, as the reminder of F25 has it by itself


def _icon(sent: Sent) -> tuple[str, str]:
    if not sent.waits:
        return "complete", "accent"
    if sent.refused:
        return "overdue", "brick"
    return ("overdue", "brick") if sent.days > _LATE_AFTER else ("due", "amber")


def _days(sent: Sent) -> str:
    return say(_REFUSED) if sent.refused and sent.waits else say(_DAYS(days=sent.days))


def _of(department: str) -> str:
    return label("C-24", department) if department else ""


DEPARTMENT: Column[Sent] = Column(
    "department", mark("Department", "referrals"), lambda r: _of(r.department), 200, least=110,
    rank=0,
)  # fmt: skip

SENT: tuple[Column[Sent], ...] = (
    Column("sent_on", mark("Sent on", "referrals"), lambda r: r.sent_on, 120, _icon, least=115,
           rank=0),
    Column("alias", mark("Alias", "referrals"), lambda r: r.alias, 100, least=85, rank=0),
    Column("number", mark("Number of the slip", "referrals"), lambda r: r.number, 110, least=95,
           rank=3),
    Column("receiver", mark("Who was asked", "referrals"), lambda r: r.receiver, 220, least=110,
           rank=0),
    Column("service", mark("Service", "referrals"), lambda r: label("C-23", r.service), 150,
           least=90, rank=1),
    Column("received", mark("Received", "referrals"), lambda r: r.received_on, 105, least=100,
           rank=2),
    Column("answered", mark("Answered", "referrals"), lambda r: r.answered_on, 105, least=100,
           rank=1),
    Column("days", mark("Days", "referrals"), _days, 100, least=95,
           rank=0),
)  # fmt: skip


def _median(of: OfDepartment) -> str:
    return say(_NONE) if of.days is None else say(_DAYS(days=f"{of.days:g}"))


DEPARTMENTS: tuple[Column[OfDepartment], ...] = (
    Column("department", mark("Department", "referrals"), lambda d: _of(d.department), 240,
           least=140, rank=0),
    Column("sent", mark("Sent", "referrals"), lambda d: str(d.sent), 80, least=60, rank=0),
    Column("received", mark("Received", "referrals"), lambda d: str(d.received), 80, least=60,
           rank=1),
    Column("answered", mark("Answered", "referrals"), lambda d: str(d.answered), 80, least=60,
           rank=0),
    Column("refused", _REFUSED, lambda d: str(d.refused), 80, least=60,
           rank=1),
    Column("days", mark("Days to the answer, median", "referrals"), _median, 200, least=120,
           rank=0),
)  # fmt: skip
