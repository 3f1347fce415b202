"""Where a save is stopped: the guards of `domain.guards`, asked with what the vault knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rescueapp import clock
from rescueapp.actions.family import folding
from rescueapp.actions.gates import companions, form_gates
from rescueapp.actions.opened import restriction
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.opened.screening import screened
from rescueapp.actions.outward import consents, outside
from rescueapp.actions.recording import people_gates
from rescueapp.actions.two_people import approving, requests
from rescueapp.actions.workers import vetting
from rescueapp.domain import guards, rights
from rescueapp.domain.guards import Need, NeedsTwo
from rescueapp.domain.guards.tracing import unassessed
from rescueapp.domain.record import Answers, RecordView
from rescueapp.domain.request import Kind
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.storage import merges, records
from rescueapp.workspace import Workspace

INTERVIEW = "interview"
_STRANGERS = "11"  # L-interview-purpose: media or research


def check(ws: Workspace, saving: Saving) -> None:
    """Let a save pass, inside its transaction; a grant it needs is spent on it.

    Raises NeedsTwo, with what to ask for; Refused where a consent is not there; Damaged for a
    grant made by hand.
    """
    folding.refuse(ws, saving.case_uid, saving.row)
    if saving.form.key != rights.FORM:  # what was asked of it is answered all the same (PIPL 50)
        restriction.refuse_change(ws, saving.case_uid)
    vetting.refuse(ws, saving.form, saving.case_uid)
    consents.check_saving(ws, saving)
    outside.check_saving(ws, saving)
    people_gates.check(ws, saving)
    if saving.form.key == INTERVIEW:
        _check_interview(ws, saving)
    form_gates.check(ws, saving)


def refuse_look(ws: Workspace, form: str, case_uid: str | None) -> None:
    """Refuse a form of a case that is only stored and not open for a reason that counts; but for
    what is asked of it. Raises Refused."""
    if case_uid is not None and form != rights.FORM:
        restriction.refuse_look(ws, case_uid)


def closed(ws: Workspace, view: RecordView) -> RecordView:
    """The view of a case's form, with why it cannot be written where `check` would refuse any
    save: nobody types a page first."""
    if not view.writable or view.case_uid is None:
        return view
    stored = None if view.form == rights.FORM else restriction.reason_closed(ws, view.case_uid)
    words = folding.reason_closed(ws, view.case_uid, view.row) or stored
    words = words or vetting.reason_closed(ws, FORMS[view.form], view.case_uid)
    return replace(view, writable=False, closed=words) if words else view


def need(ws: Workspace, form: str, case_uid: str, record_uid: str | None = None) -> Need | None:
    """What a record waits for: a new one as far as it can be told beforehand, one that lies there
    to be approved."""
    if record_uid is not None and FORMS[form].approval is not None:
        return approving.need(ws, record_uid)
    if form != INTERVIEW:
        return None
    earlier = _interviews(ws, case_uid)
    waits = guards.second_interview(
        minor=Reading(ws).minor(case_uid), footing=None, before=guards.NO_VERSION, earlier=earlier
    )
    if not waits or requests.usable(ws, Kind.SECOND_INTERVIEW, case_uid) is not None:
        return None
    return _second_interview(ws, case_uid, earlier)


def _check_interview(ws: Workspace, saving: Saving) -> None:
    case_uid = saving.case_uid
    _refuse_strangers(ws, saving)
    companions.refuse_family(ws, saving)
    earlier = _interviews(ws, case_uid, but=saving.record_uid)
    minor = Reading(ws).minor(case_uid)
    told = saving.parts.get(None, {})
    unit = told.get("held_by")
    unnamed = guards.recorded_only(
        minor=minor, footing=_footing(told), earlier=earlier,
        unit=unit if isinstance(unit, str) else "", own=(ws.vault.station_name,),
    )  # fmt: skip
    if unnamed is not None:
        raise Refused(unnamed)
    waits = guards.second_interview(
        minor=minor,
        footing=_footing(told),
        before=_footing(saving.before.get(None, {})) if saving.row else guards.NO_VERSION,
        earlier=earlier,
    )
    if not waits:
        return
    grant = requests.usable(ws, Kind.SECOND_INTERVIEW, case_uid)
    if grant is None:
        raise NeedsTwo(_second_interview(ws, case_uid, earlier))
    requests.use(ws, grant, saving.record_uid)


def _refuse_strangers(ws: Workspace, saving: Saving) -> None:
    """Raises Refused where media or research would meet her before the risks are known (K-02)."""
    told, before = saving.whole, interpreter.join(saving.before)
    ours = told.get("footing") != guards.RECORDED_ONLY
    begins = ours and told.get("asked_for") == _STRANGERS != before.get("asked_for")
    assessed = screened(ws, saving.case_uid)
    if words := unassessed(begins=begins, assessed=assessed):
        raise Refused(words)


def _interviews(ws: Workspace, case_uid: str, *, but: str = "") -> int:
    files = merges.files_of(ws.db, case_uid)  # nobody is questioned anew because of two files
    found = (row for uid in files for row in records.rows(ws.db, uid, form=INTERVIEW))
    return sum(row.uid != but for row in found)


def _footing(clear: Answers) -> Any:
    return clear.get("footing")


def _second_interview(ws: Workspace, case_uid: str, earlier: int) -> Need:
    asked = requests.waiting_for(ws, Kind.SECOND_INTERVIEW, case_uid)
    day = clock.local(asked.asked_at).date().isoformat() if asked else ""
    return guards.second_interview_need(
        earlier=earlier, asked_on=day, request_uid=asked.uid if asked else ""
    )
