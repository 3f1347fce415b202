"""A tracing notice whose reason is gone: taking it down is due at once (L01 103; K-22).

She or her guardian took the consent back, her identity is established, or she is with her family
or given back to it by the police: whatever was saved that says so, every notice that still stands
is due that day.
"""

from __future__ import annotations

from rescueapp import clock
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import consents
from rescueapp.domain.consent import NO, Use
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.forms.answers import answered
from rescueapp.storage import person, records
from rescueapp.workspace import Workspace

NOTICE, LOG, REUNION = "tracing_notice", "tracing_log", "reunion"
POLICE_PAPER = "police_document"
_ENDING = (NOTICE, LOG, REUNION, POLICE_PAPER, consents.FORM)
# Which answer of a record says that nobody searches any more: C-15, L-police-document.
_OVER = {LOG: ("log_identity", "1"), POLICE_PAPER: ("police_paper", "F10")}


def take_down(ws: Workspace, form: str, case_uid: str, at: str) -> None:
    """After a save or an approval, inside its transaction: the notices of the case that are to come
    down are due today, on Today and in the case, until somebody says that they are down."""
    if form in _ENDING:
        end_notices(ws, case_uid, at)


def end_notices(ws: Workspace, case_uid: str, at: str) -> None:
    """The same whatever was saved: two files of one person may tell together that it is over."""
    today = clock.today().isoformat()
    for row in person.open_due(ws.db, case_uid, form=NOTICE):
        told = _clear(ws, row)
        if (row.due_on or "") > today and _published(told) and _is_over(ws, row):
            records.set_due(ws.db, row.uid, due_on=today, at=at)
            ws.log("notice_to_take_down", row.uid, case=row.case_uid)


def _published(told: Answers) -> bool:
    rows = told.get("notice_platforms")
    return any(answered(row.get("platform_since")) for row in rows or ())


def _is_over(ws: Workspace, notice: RecordRow) -> bool:
    if consents.state(ws, notice.case_uid, Use.NOTICE) in NO:
        return True
    since = notice.on_date or ""
    later = [row for row in person.rows(ws.db, notice.case_uid) if (row.on_date or "") >= since]
    return any(_ends_the_search(ws, row) for row in later)


def _ends_the_search(ws: Workspace, row: RecordRow) -> bool:
    if row.form == REUNION:
        return row.state == "complete"
    question, over = _OVER.get(row.form, ("", ""))
    return bool(question) and _clear(ws, row).get(question) == over


def _clear(ws: Workspace, row: RecordRow) -> Answers:
    return Reading(ws).found(row.uid)[1].answers
