"""Incidents with personal data: found, contained, told, looked back on (K-19, F39; PIPL 57).

An incident is sealed to the supervisors' key, its cases, too: whoever may be part of it sees
neither it nor that there is one. Anybody can report one, and does not read it again. Its papers
are in `actions.papers.incident_papers`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import reasons, reported
from rescueapp.actions.opened.reported import Incident, Mistake
from rescueapp.actions.outward import releases
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain import incident as incident_rules
from rescueapp.domain.case import CaseRow, Query
from rescueapp.domain.changed import Changed
from rescueapp.domain.looks import ACTS as TOLD_HER
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.incident import FORM
from rescueapp.forms.schema import Kind
from rescueapp.i18n import Text, mark
from rescueapp.identity import uid
from rescueapp.storage import audit, blobs, records, workers
from rescueapp.storage import cases as stored_cases
from rescueapp.storage import incidents as stored
from rescueapp.workspace import Workspace

MOST_OFFERED = 30
LOOKED_BACK = timedelta(days=365)
# Entries of the account by which somebody saw something of a case.
LOOKS = TOLD_HER.keys() - {"save_record", "release"}  # what left stands beside them

GONE = mark("There is no such incident.", "incident")
NOT_YET = mark("Not closed: {what}.", "incident")
UNANSWERED = mark("Not closed. Still to be answered: {what}.", "incident")
WAITS = mark(
    "An incident with personal data waits: {what} (by {day}); {count} things to do in all."
    " See Oversight.",
    "duties",
)
# Of a complaint, on a screen that others see: not that it is one.
SEALED_WAITS = mark(
    "Something that supervisors alone read waits for an answer by {day}. See Oversight.", "duties"
)
TO_CLOSE = mark("An incident with personal data can be closed. See Oversight.", "duties")
ENDED = mark("This incident has ended. What was written stays as it is.", "incident")


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody saw something of a case. `at`: instant; `act`: as the account has it."""

    at: str
    who: str
    act: str
    what: str = ""  # form of the record


class StillOpen(Refused):
    """It cannot be closed yet. `question`: key of the field that stands against it."""

    def __init__(self, words: Text, question: str) -> None:
        super().__init__(words)
        self.question = question


# --- keeping ------------------------------------------------------------------------------------


def report(
    ws: Workspace, words: str, kinds: Iterable[str] = (), *, case_uid: str | None = None
) -> Changed:
    """Tell the supervisors of an incident, by whoever found it; `case_uid`: in which case.

    Raises Refused for no words.
    """
    with ws.db.transaction():
        reported.tell(ws, words, kinds, case_uid=case_uid)
    return Changed(people=True)  # what somebody has to see to


def begin(ws: Workspace) -> Incident:
    """A new, empty incident; it is kept with its first answer."""
    ws.check(Act.HANDLE_INCIDENTS)
    return Incident(uid(), clock.stamp(), ws.worker.uid)


def keep(ws: Workspace, incident: Incident) -> Incident:
    """Keep what is answered so far, as often as something is typed. It ends by `close` or
    `end_as_mistake` alone. Raises Refused, Damaged."""
    ws.check(Act.HANDLE_INCIDENTS)
    for words in _words(incident.answers):
        reasons.refuse_forbidden(words)
    before = next((each for each in incidents(ws) if each.uid == incident.uid), None)
    if before is not None and before.ended:
        raise Refused(ENDED)
    kept = replace(
        before or incident, answers=reported.without_empty(incident.answers), cases=incident.cases,
        changed_at=clock.stamp(), closed=False, mistake=None,
    )  # fmt: skip
    with ws.db.transaction():
        reported.put(ws, kept)
        if before is None or before.cases != kept.cases:
            _log_kept(ws, kept)
    return kept


def close(ws: Workspace, incident_uid: str) -> Incident:
    """Close an incident. Raises StillOpen while an answer is missing or a duty is not done."""
    found = _not_ended(ws, incident_uid)
    problems = interpreter.problems(
        FORM, dict(found.answers), complete=True, today=clock.today(), minor=True
    )
    blocking = [each for each in problems if each.blocking]
    if blocking:
        key = str(blocking[0].path[0])
        asked = next(f for f in interpreter.fields(FORM) if f.key == key)
        raise StillOpen(UNANSWERED(what=Text(asked.label, FORM.key)), key)
    if owed := found.open_duties():
        raise StillOpen(NOT_YET(what=owed[0].words), owed[0].field)
    closed = replace(found, closed=True, changed_at=clock.stamp())
    with ws.db.transaction():
        reported.put(ws, closed)
        _log_kept(ws, closed)
    return closed


def end_as_mistake(ws: Workspace, incident_uid: str, why: str) -> Incident:
    """End one that was no incident: nobody is to be told, what was written stays.

    By one, as closing is; the account has who, the reason is sealed with the incident.
    Raises Refused for a short reason, and one that has ended.
    """
    found = _not_ended(ws, incident_uid)
    mistake = Mistake(reasons.long_enough(why), ws.worker.uid, clock.stamp())
    ended = replace(found, mistake=mistake, changed_at=mistake.at)
    with ws.db.transaction():
        reported.put(ws, ended)
        ws.log("incident_mistake", ended.uid)
    return ended


def _not_ended(ws: Workspace, incident_uid: str) -> Incident:
    found = incident(ws, incident_uid)
    if found.ended:
        raise Refused(ENDED)
    return found


def _log_kept(ws: Workspace, kept: Incident) -> None:
    ws.log("keep_incident", kept.uid, cases=len(kept.cases), closed=int(kept.closed))


def reseal(ws: Workspace) -> None:
    """Seal every incident again to the supervisors' key of today, in the caller's transaction."""
    secret, public = ws.keys.grants[Grant.SUPERVISION], ws.keyring.public(Grant.SUPERVISION)
    for kept, _, changed, sealed in stored.rows(ws.db):
        bound = ("incidents", kept)
        data = seal.unseal_for(secret, sealed, bound=bound)
        again = seal.seal_for([public], data, bound=bound)
        stored.put(ws.db, uid=kept, at=changed, sealed=again)


def _words(answers: Mapping[str, Any]) -> list[str]:
    texts = (Kind.TEXT, Kind.LONG_TEXT)
    told = (answers.get(f.key) for f in interpreter.fields(FORM) if f.kind in texts)
    return [each for each in told if isinstance(each, str)]


# --- reading ------------------------------------------------------------------------------------


def incidents(ws: Workspace) -> list[Incident]:
    """Every incident, the latest first. Raises Refused, Damaged."""
    ws.check(Act.HANDLE_INCIDENTS)
    return [_opened(ws, row) for row in stored.rows(ws.db)]


def incident(ws: Workspace, incident_uid: str) -> Incident:
    """One incident. Raises Refused when it is not there."""
    found = next((each for each in incidents(ws) if each.uid == incident_uid), None)
    if found is None:
        raise Refused(GONE)
    return found


def duties(ws: Workspace) -> list[Text]:
    """For Today: what each open incident asks for, by its first duty; never which it is."""
    if not ws.worker.may(Act.HANDLE_INCIDENTS):
        return []
    return [_duty(each) for each in incidents(ws) if not each.ended]


def _duty(found: Incident) -> Text:
    owed = found.open_duties()
    if not owed:
        return TO_CLOSE()
    if incident_rules.COMPLAINT in found.kinds:
        return SEALED_WAITS(day=owed[0].due_on)
    return WAITS(what=owed[0].words, day=owed[0].due_on, count=len(owed))


def _opened(ws: Workspace, row: tuple[str, str, str, bytes]) -> Incident:
    kept, began, changed, sealed = row
    secret = ws.keys.grants[Grant.SUPERVISION]
    told = json.loads(seal.unseal_for(secret, sealed, bound=("incidents", kept)))
    mistake = told.get("mistake")  # not in those of before this version, as what was reported
    return Incident(
        uid=kept,
        began_at=began,
        by=told["by"],
        answers=told["answers"],
        cases=tuple(told["cases"]),
        closed=told["closed"],
        changed_at=changed,
        mistake=Mistake(**mistake) if mistake else None,
        reported=told.get("reported", ""),
    )


# --- which cases: the registers help -------------------------------------------------------------


def affected(ws: Workspace, found: Incident) -> list[CaseRow]:
    """The cases that were picked; one that is destroyed by now is left out."""
    ws.check(Act.HANDLE_INCIDENTS)
    rows = (stored_cases.row(ws.db, each, reader=ws.holder) for each in found.cases)
    return [row for row in rows if row is not None]


def offered(ws: Workspace, words: str = "") -> list[CaseRow]:
    """Cases to pick from: those found by words, else those of which something left lately, the
    latest first. At an office: none."""
    ws.check(Act.HANDLE_INCIDENTS)
    if not ws.worker.may(Act.READ_CASES):
        return []
    if words.strip():
        found = cases.find_cases(ws, Query(text=words.strip()))
        return cases.case_rows(ws, found[:MOST_OFFERED])
    first = (clock.today() - LOOKED_BACK).isoformat()
    left = releases.register(ws, first=first, last=clock.today().isoformat())
    uids = dict.fromkeys(each.release.case_uid for each in left if each.release.case_uid)
    rows = (stored_cases.row(ws.db, each, reader=ws.holder) for each in uids)
    return [row for row in rows if row is not None][:MOST_OFFERED]


def looks(ws: Workspace, case_uid: str, *, limit: int = 50) -> list[Look]:
    """Who saw something of a case, the latest first."""
    ws.check(Act.HANDLE_INCIDENTS)
    names = {w.uid: w.display_name for w in workers.rows(ws.db, inactive=True)}
    forms = {row.uid: row.form for row in records.rows(ws.db, case_uid)}
    attached = (blob.uid for blob in blobs.of_case(ws.db, case_uid))
    found = [
        Look(entry.at, names.get(entry.actor, ""), entry.act, forms.get(entry.object, ""))
        for each in (case_uid, *forms, *attached)
        for entry in audit.rows(ws.db, object=each, limit=limit)
        if entry.act in LOOKS
    ]
    return sorted(found, key=lambda look: look.at, reverse=True)[:limit]
