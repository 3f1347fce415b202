"""The inspector's view: audited, masked, until a day (S82; rules.md D.2).

Numbers, aliases, stages and who works on a case; the account of what everybody did. No name, no
answer, no key of any case: the role holds none (`domain.worker`), so nothing here could be asked
for more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.watch import clock_watch
from rescueapp.domain.case import Query
from rescueapp.domain.worker import UNTIL_A_DAY, Act, Role
from rescueapp.errors import Refused
from rescueapp.forms.schema import Stage
from rescueapp.i18n import mark
from rescueapp.storage import cases, search
from rescueapp.workspace import Workspace

LONGEST = timedelta(days=366)

NEEDS_A_DAY = mark(
    "The access of an inspector, and of a social worker from outside, ends on a day: from today to"
    " one year from now. Enter it.",
    "people",
)
ENDED = mark("Your access ended on {day}. The station's administrator can extend it.", "unlock")
NEVER_BEGAN = mark("Your access has no last day. The station's administrator enters it.", "unlock")


@dataclass(frozen=True, slots=True)
class Masked:
    """All that an inspector sees of a case."""

    number: str
    alias: str
    stage: Stage
    worker_name: str


def check_day(role: Role, until: str) -> str:
    """The last day of somebody's access as it may be entered: of the roles that end on one.

    Raises Refused; ValueError for a day with another role, or for what is none.
    """
    if role not in UNTIL_A_DAY:
        if until:
            raise ValueError("the access of this role does not end on a day")
        return ""
    if not until or not clock.today() <= date.fromisoformat(until) <= clock.today() + LONGEST:
        raise Refused(NEEDS_A_DAY)
    return until


def refuse_ended(folder: Path, role: Role, until: str) -> None:
    """At the unlock: refuse who comes after their last day, also on a clock set back."""
    if role not in UNTIL_A_DAY:
        return
    if not until:
        raise Refused(NEVER_BEGAN)
    if clock_watch.latest_day(folder).isoformat() > until:
        raise Refused(ENDED(day=until))


def case_ids(ws: Workspace, text: str = "") -> list[int]:
    """Ordered list ids of the cases, by number; `text`: a part of number or alias."""
    ws.check(Act.INSPECT)
    ids = set(search.find_plain(ws.db, text)) if text.strip() else None
    query = Query(sort="number", descending=False)
    return cases.case_ids(ws.db, query, reader=ws.worker.uid, ids=ids)


def rows(ws: Workspace, ids: list[int]) -> list[Masked]:
    """A page of that list."""
    ws.check(Act.INSPECT)
    found = cases.case_rows(ws.db, ids, reader=ws.worker.uid)
    return [Masked(row.number, row.alias, row.stage, row.worker_name) for row in found]
