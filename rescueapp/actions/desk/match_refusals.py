"""Who was found not to be the person of a case: why, listed, taken back (S36, S49).

The pair stands in its table; why, and of which version of an entry, in the account. An entry that
is told more of later is offered again: what was refused is no longer all there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rescueapp import clock
from rescueapp.actions.opened import entries
from rescueapp.actions.vault import people
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.exchange.missing_list import REGISTER
from rescueapp.forms import codes
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark
from rescueapp.storage import audit, cases, matching
from rescueapp.workspace import Workspace

REASONS: Final = "L-not-this-person"
NOT_HELD = mark("Only who holds the identity of a case compares it with missing people.", "missing")
NO_REASON = mark("Say why it is somebody else.", "missing")


class Among(StrEnum):
    """Where somebody was found who may be the same."""

    MISSING = "missing"  # an entry of the register
    CASES = "cases"  # another case of one's own


@dataclass(frozen=True, slots=True)
class Refusal:
    """Somebody who was put aside for a case. `reason`: a code of REASONS, "" where none was asked;
    `again`: told more of since, and so offered again."""

    among: Among
    uid: str
    called: str
    reason: str
    who: str
    at: str
    again: bool = False


def refuse(ws: Workspace, case_uid: str, among: Among, uid: str, reason: str) -> Changed:
    """Remember that it is somebody else, and why. Raises Refused without a reason of the list."""
    _check(ws, case_uid)
    if not codes.known(REASONS, reason):
        raise Refused(NO_REASON)
    told: dict[str, object] = {"entry": uid, "among": among.value, "reason": reason}
    with ws.db.transaction():
        if among is Among.CASES:
            matching.not_the_same(
                ws.db, case_uid, uid, worker=ws.worker.uid, decided_at=clock.stamp()
            )
        else:
            told["version"] = entries.entry(ws, uid).row.version
            matching.not_this_person(
                ws.db, case_uid, uid, worker=ws.worker.uid, decided_at=clock.stamp()
            )
        ws.log("not_this_person", case_uid, **told)
    return Changed(cases=frozenset({case_uid, uid} if among is Among.CASES else {case_uid}))


def take_back(ws: Workspace, case_uid: str, refusal: Refusal) -> Changed:
    """It may be the same person after all: they are compared again."""
    _check(ws, case_uid)
    with ws.db.transaction():
        matching.take_back(ws.db, case_uid, refusal.uid)
        ws.log("perhaps_this_person", case_uid, entry=refusal.uid, among=refusal.among.value)
    other = {refusal.uid} if refusal.among is Among.CASES else set[str]()
    return Changed(cases=frozenset({case_uid, *other}))


def refusals(ws: Workspace, case_uid: str) -> list[Refusal]:
    """Who was put aside for a case, the latest on top. Raises Refused without its identity."""
    ws.check(Act.READ_CASES)
    if not ws.holds(case_uid, Compartment.IDENTITY):
        raise Refused(NOT_HELD)
    known, why = people.names(ws), _why(ws, case_uid)
    missed = {each.uid: each for each in entries.entries(ws, REGISTER)}
    found = []
    for uid, worker, at in matching.refused_entries(ws.db, case_uid):
        if uid in missed:
            again = _told_more(why.get(uid, {}), missed[uid].row.version)
            found.append(Refusal(Among.MISSING, uid, missed[uid].name, _code(why, uid),
                                 known.get(worker, ""), at, again))  # fmt: skip
    for uid, worker, at in matching.refused_cases(ws.db, case_uid):
        row = cases.row(ws.db, uid, reader=ws.holder)
        if row is not None and ws.holds(uid, Compartment.IDENTITY):
            reason = _code(why, uid) or _code(_why(ws, uid), case_uid)
            found.append(Refusal(Among.CASES, uid, f"{row.number} {row.alias}", reason,
                                 known.get(worker, ""), at))  # fmt: skip
    return sorted(found, key=lambda each: each.at, reverse=True)


def apart(ws: Workspace, case_uid: str) -> frozenset[str]:
    """Entries of the register that are not offered for a case: refused as they stand today."""
    why = _why(ws, case_uid)
    refused = matching.others_missed(ws.db, case_uid)
    return frozenset(
        each.uid
        for each in entries.entries(ws, REGISTER)
        if each.uid in refused and not _told_more(why.get(each.uid, {}), each.row.version)
    )


def _why(ws: Workspace, case_uid: str) -> dict[str, Mapping[str, object]]:
    """What the account tells of the last refusal of each, by whom was refused."""
    found = audit.details(ws.db, "not_this_person", case_uid)
    return {str(detail.get("entry", "")): detail for detail in found}


def _told_more(why: Mapping[str, object], version: int) -> bool:
    refused = why.get("version")
    return isinstance(refused, int) and version > refused


def _code(why: Mapping[str, Mapping[str, object]], uid: str) -> str:
    return str(why.get(uid, {}).get("reason", ""))


def _check(ws: Workspace, case_uid: str) -> None:
    ws.check(Act.SAVE_RECORD)
    if not ws.holds(case_uid, Compartment.IDENTITY):
        raise Refused(NOT_HELD)
