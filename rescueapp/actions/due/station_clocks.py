"""What the station itself owes (A-B01, A-B02, A-B09, A-B11): reports, tables, audits.

The vault's first day begins these clocks; that something was sent or done, somebody says, with a
note, and the account has it.
"""

from __future__ import annotations

from datetime import date

from rescueapp import clock
from rescueapp.actions.due import rules
from rescueapp.actions.opened import reasons
from rescueapp.domain.changed import Changed
from rescueapp.domain.clocks import Clock
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.rules.engine import Clockwork, Happened, state
from rescueapp.rules.plans import Person
from rescueapp.rules.table import Table
from rescueapp.storage import audit
from rescueapp.storage import station_clocks as stored
from rescueapp.storage.station_clocks import Said
from rescueapp.workspace import Workspace

IN_USE = "in_use"
SEES_TO = frozenset({Role.SUPERVISOR, Role.STATISTICIAN})

NOT_YOURS = mark("A supervisor or the statistician sees to what the station owes.", "clock")
NOT_SO = mark("This is not open (any more).", "clock")
NO_NOTE = mark("Say in a few words what was sent or done.", "clock")
NOT_THEN = mark("It was done on a day from the first of this vault to today.", "clock")


def owed(ws: Workspace) -> list[Clock]:
    """What the station owes and has not done, the next first; for who sees to it."""
    if ws.vault.kind != "station" or ws.worker.role not in SEES_TO:
        return []
    in_use, now = rules.table(ws), clock.now()
    found = [
        Clock(deadline, in_use.rule(deadline.rule, deadline.version), state(deadline, now))
        for deadline in _clockwork(ws).deadlines(_happened(ws), Person(), clock.today())
        if deadline.open
    ]
    return sorted(found, key=lambda each: each.deadline.ends_at)


def done(ws: Workspace, rule: str, day: date, note: str) -> Changed:
    """Say that what a rule asks of the station was done on a day. Raises Refused."""
    if ws.worker.role not in SEES_TO:
        raise Refused(NOT_YOURS)
    found = next((each for each in owed(ws) if each.rule.id == rule), None)
    if found is None:
        raise Refused(NOT_SO)
    told = " ".join(note.split())
    if not told:
        raise Refused(NO_NOTE)
    reasons.refuse_forbidden(told)
    if not date.fromisoformat(_first_day(ws)) <= day <= clock.today():
        raise Refused(NOT_THEN)
    name = found.rule.done[0]
    said = Said(name, day.isoformat(), ws.worker.uid, clock.stamp(), told)
    with ws.db.transaction():
        stored.say_of_station(ws.db, said)
        ws.log("station_done", rule=rule, day=said.at)
    return Changed(people=True)


def said(ws: Workspace) -> list[Said]:
    """What somebody said the station has done, the earliest first."""
    return stored.station_said(ws.db) if ws.worker.role in SEES_TO else []


def _happened(ws: Workspace) -> list[Happened]:
    told = [Happened(each.name, each.at) for each in stored.station_said(ws.db)]
    return [Happened(IN_USE, _first_day(ws)), *told]


def _first_day(ws: Workspace) -> str:
    """The day the vault was made: the first act of its account."""
    first = audit.rows(ws.db, before=2, limit=1)
    return clock.local(first[0].at).date().isoformat() if first else clock.today().isoformat()


def _clockwork(ws: Workspace) -> Clockwork:
    """The rules of no case alone."""

    def make() -> Clockwork:
        table = rules.table(ws)
        own = Table(table.milestones, tuple(r for r in table.rules if r.scope.station))
        return Clockwork(own, rules.calendar(ws))

    return ws.db.kept(rules.KEPT, "station", make)
