"""Who is vetted for work with minors, until when; what waits where somebody is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rescueapp import clock
from rescueapp.actions.opened.reading import Reading
from rescueapp.domain.changed import Changed
from rescueapp.domain.vetting import GRACE, LASTS, Vetting, goes_on_without, standing
from rescueapp.domain.worker import COMPARTMENTS, Act
from rescueapp.errors import Refused
from rescueapp.forms.schema import Form
from rescueapp.i18n import Text, mark
from rescueapp.storage import workers
from rescueapp.workspace import Workspace

LAPSED = mark(
    "Your yearly vetting for work with minors ended on {day}. This case can be read; intake,"
    " medical care, what keeps the child safe, referrals, the search for the family and the"
    " mandatory report can be written. A supervisor enters the new date in Administration.",
    "vetting",
)
MISSING = mark(
    "Nobody has entered your yearly vetting for work with minors. This case can be read; intake,"
    " medical care, what keeps the child safe, referrals, the search for the family and the"
    " mandatory report can be written. A supervisor enters the date in Administration.",
    "vetting",
)
BAD_DAY = mark("Choose a day between today and one year from now.", "vetting")
NOBODY = mark("There is nobody here who works with cases under this name.", "vetting")


@dataclass(frozen=True, slots=True)
class Vetted:
    """A colleague who works with cases, and how their vetting stands. `until`: ISO date."""

    uid: str
    name: str
    until: str | None
    standing: Vetting


def first_date(*, confirmed: bool) -> str:
    """Until when the first people of a vault are vetted: a year where whoever made it confirms it,
    else thirty days in which somebody has to look."""
    return (clock.today() + (LASTS if confirmed else GRACE)).isoformat()


def all_of(ws: Workspace) -> list[Vetted]:
    """Everybody who works with cases here now, by name."""
    active = {slot.uid for slot in ws.keyring.users if slot.active}
    until = workers.vetted(ws.db)
    return [
        Vetted(w.uid, w.display_name, until.get(w.uid), standing(until.get(w.uid), clock.today()))
        for w in workers.rows(ws.db)
        if w.uid in active and (COMPARTMENTS[w.role] or w.may(Act.WORK_LENT))
    ]


def to_look_at(ws: Workspace) -> list[Vetted]:
    """Whose vetting ends within a month, has ended or was never entered: for supervisors; of
    everybody else, their own. Nobody in a training vault."""
    if ws.vault.training:
        return []
    found = [each for each in all_of(ws) if each.standing is not Vetting.VALID]
    if ws.worker.may(Act.GRANT_ACCESS):
        return found
    return [each for each in found if each.uid == ws.worker.uid]


def set_vetted(ws: Workspace, worker_uid: str, until: date) -> Changed:
    """Enter the last day somebody's vetting holds, having seen the answer. Raises Refused."""
    ws.check(Act.GRANT_ACCESS)
    if not clock.today() <= until <= clock.today() + LASTS:
        raise Refused(BAD_DAY)
    if worker_uid not in {each.uid for each in all_of(ws)}:
        raise Refused(NOBODY)
    with ws.db.transaction():
        workers.set_vetted(ws.db, worker_uid, until.isoformat())
        ws.log("set_vetted", worker_uid, until=until.isoformat())
    return Changed(people=True)


def refuse(ws: Workspace, form: Form, case_uid: str) -> None:
    """Let a save of a minor's record pass, or raise Refused in words."""
    if words := reason_closed(ws, form, case_uid):
        raise Refused(words)


def refuse_change(ws: Workspace, *cases: str) -> None:
    """The same for what is no record: whose family it is, which deadline needs nothing, whether
    two files are of one person."""
    for case_uid in cases:
        if words := _reason(ws, case_uid):
            raise Refused(words)


def reason_closed(ws: Workspace, form: Form, case_uid: str) -> Text | None:
    """Why this worker cannot write a form of a case now, or None."""
    return None if goes_on_without(form) else _reason(ws, case_uid)


def _reason(ws: Workspace, case_uid: str) -> Text | None:
    if ws.worker.may(Act.WORK_LENT):  # without it there is no access at all
        return None
    if ws.vault.training or not Reading(ws).minor(case_uid):
        return None
    until = workers.vetted(ws.db).get(ws.worker.uid)
    if standing(until, clock.today()).holds:
        return None
    return LAPSED(day=until) if until else MISSING()
