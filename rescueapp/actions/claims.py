"""Who says to be her family and is not confirmed by the police: nothing goes to them (A-213).

Their names and numbers are compared like those of the unsafe list: with the recipient of whatever
leaves, and with every field of other forms that gives her over to somebody. What they claim is
kept in the form `claimant`, in the identity compartment.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rescueapp.actions.reading import Reading
from rescueapp.domain.guards import tracing as guards
from rescueapp.domain.needles import Needle
from rescueapp.domain.record import RecordRow
from rescueapp.domain.unsafe import UnsafeList, needles_of
from rescueapp.errors import Refused
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import mark
from rescueapp.storage import merges, records
from rescueapp.workspace import Workspace

FORM = "claimant"
UNVERIFIED = mark(
    "This names somebody who claims to be family and whom the police has not confirmed (P05)."
    " Nothing of the person is told or given to them before (A-213).",
    "claim",
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
        if told.get("claim_result") == guards.CONFIRMED:
            continue
        needles.extend(needles_of(form_of(FORM), told))
        if isinstance(relative := told.get("claimant_relative"), str):
            relatives.add(relative)
    return Waiting(UnsafeList(needles), relatives)


def confirmed(ws: Workspace, case_uid: str) -> bool:
    """Whether the police has confirmed anybody's kinship in this case."""
    reading = Reading(ws)
    return any(
        reading.parts(*reading.found(row.uid)).answers.get("claim_result") == guards.CONFIRMED
        for row in _claims(ws, case_uid)
    )


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
