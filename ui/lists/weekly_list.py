"""Columns of the weekly list: what each colleague did, and what was asked for."""

from __future__ import annotations

from rescueapp.actions.two_people.requests import Asked
from rescueapp.actions.vault.weekly import Line
from rescueapp.domain.request import KINDS, stands
from rescueapp.i18n import mark, say
from ui import dates
from ui.lists.columns import Column
from ui.lists.deciders import decider
from ui.two_people.decision_desk import what


def _count(number: int) -> str:
    return str(number) if number else "–"


def _emergency_icon(line: Line) -> tuple[str, str] | None:
    return ("warning", "brick") if line.emergencies else None


def _owed(asked: Asked) -> tuple[str, str] | None:
    return ("warning", "brick" if asked.overdue else "amber") if asked.confirm_by else None


def _decider(asked: Asked) -> str:
    """Nobody, where it holds from the asking: a supervisor looks at it afterwards."""
    request = asked.request
    return "" if KINDS[request.kind].at_once else decider(asked.decided_by, request.code)


COUNTED: tuple[Column[Line], ...] = (
    Column("name", mark("Colleague", "weekly"), lambda line: line.name, 120, least=80, rank=0),
    Column("others", mark("Acts in others' cases", "weekly"), lambda line: _count(line.others),
           150, least=134, rank=0),
    Column("emergencies", mark("Emergencies", "weekly"), lambda line: _count(line.emergencies),
           110, _emergency_icon, least=80, rank=0),
    Column("reveals", mark("Names shown", "weekly"), lambda line: _count(line.reveals), 110,
           least=78, rank=1),
    Column("sensitive", mark("Sensitive answers shown", "weekly"),
           lambda line: _count(line.sensitive), 130, least=96, rank=1),
    Column("searches", mark("Searches outside", "weekly"), lambda line: _count(line.searches),
           130, least=96, rank=1),
    Column("prints", mark("Prints", "weekly"), lambda line: _count(line.prints), 80, least=50,
           rank=1),
)  # fmt: skip

ASKED: tuple[Column[Asked], ...] = (
    Column("what", mark("What", "weekly"), what, 220, _owed, least=140, rank=0),
    Column("number", mark("Case number", "weekly"), lambda a: a.number, 135, least=130, rank=1),
    Column("who", mark("Asked by", "weekly"), lambda a: a.asked_by, 100, least=80, rank=0),
    Column("at", mark("Asked on", "weekly"), lambda a: dates.moment(a.request.asked_at), 140,
           least=130, rank=2),
    Column("state", mark("State", "weekly"), lambda a: say(stands(a.request, a.state)), 90,
           least=70, rank=0),
    Column("by", mark("Decided by", "weekly"), _decider, 100, least=80, rank=3),
)  # fmt: skip
