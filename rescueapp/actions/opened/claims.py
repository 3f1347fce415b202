"""Who says to be her family and is not confirmed by the police: nothing goes to them (A-213).

Their names and numbers are compared like those of the unsafe list: with the recipient of whatever
leaves, and with every field of other forms that gives her over to somebody. What they claim is
kept in the form `claimant`, in the identity compartment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rescueapp.actions.opened.reading import Reading
from rescueapp.domain import names
from rescueapp.domain.guards import tracing as guards
from rescueapp.domain.needles import Needle
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.domain.unsafe import UnsafeList, needles_of
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import mark
from rescueapp.storage import merges, records
from rescueapp.workspace import Workspace

FORM = "claimant"
_ANSWER = ("claim_police_unit", "claim_number", "claim_answered_on")
UNVERIFIED = mark(
    "This names somebody who claims to be family and whom the police has not confirmed (P05)."
    " Nothing of the person is told or given to them before (a rule of this program; MCA 2015 No."
    " 159).",
    "guard",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The claimants of a case who are not confirmed. `relatives`: their records of P01."""

    people: UnsafeList = field(default_factory=UnsafeList)
    relatives: set[str] = field(default_factory=set)


def unverified(ws: Workspace, case_uid: str) -> Waiting:
    """Who waits for the police, or was ruled out by it, as far as this worker can read it."""
    reading = Reading(ws)
    needles: list[Needle] = []
    relatives: set[str] = set()
    for row in _claims(ws, case_uid):
        told = reading.parts(*reading.found(row.uid)).answers
        if is_confirmed(told):
            continue
        needles.extend(needles_of(form_of(FORM), told))
        if isinstance(relative := told.get("claimant_relative"), str):
            relatives.add(relative)
    return Waiting(UnsafeList(needles), relatives)


def is_confirmed(told: Answers) -> bool:
    """Whether a claim is confirmed by the police: by which unit, under which number, on which
    day (A-213)."""
    confirmed = told.get("claim_result") == guards.CONFIRMED
    return confirmed and all(interpreter.answered(told.get(key)) for key in _ANSWER)


def confirmed(ws: Workspace, case_uid: str, *, relative: Any, name: Any) -> bool:
    """Whether the police has confirmed the kinship of this very person: `relative`, the uid of the
    record, or `name`."""
    reading = Reading(ws)
    wanted = {each for each in (_plain(name), _named(reading, relative)) if each}
    for row in _claims(ws, case_uid):
        told = reading.parts(*reading.found(row.uid)).answers
        if not is_confirmed(told):
            continue
        claimed = told.get("claimant_relative")
        if isinstance(claimed, str) and claimed == relative:
            return True
        if wanted & {_plain(told.get("claimant_name")), _named(reading, claimed)}:
            return True
    return False


def _named(reading: Reading, relative: Any) -> str:
    """The name of somebody entered as a relative, "" where there is none."""
    if not isinstance(relative, str):
        return ""
    return _plain(reading.parts(*reading.found(relative)).answers.get("relative_name"))


def _plain(name: Any) -> str:
    return names.simplified(name) if isinstance(name, str) else ""


def _claims(ws: Workspace, case_uid: str) -> list[RecordRow]:
    """The claims in every file of the person."""
    files = merges.whole(ws.db, case_uid)
    return [row for uid in files for row in records.rows(ws.db, uid, form=FORM)]


def refuse(ws: Workspace, case_uid: str, *names: str) -> None:
    """Refuse a recipient who is such a claimant. Raises Refused."""
    if not any(names):
        return
    people = unverified(ws, case_uid).people
    if any(people.names(name) for name in names):
        raise Refused(UNVERIFIED)
