"""The rights desk of a case (权利请求; K-18): what was asked of the record, and the answers.

A request is a record of F40: saving it checks who asks against the unsafe list
(`actions.outward.disclosure`), its due day stands in Today, and an answer settles it.
"""

from __future__ import annotations

from rescueapp.actions.opened.reading import Reading
from rescueapp.domain.rights import FORM, Request, state_of
from rescueapp.domain.worker import Act
from rescueapp.storage import person
from rescueapp.workspace import Workspace


def requests_of(ws: Workspace, case_uid: str) -> tuple[Request, ...]:
    """Every request about a person, in each of their files: open ones first, by their due day, then
    the latest. Of others' cases: none."""
    ws.check(Act.READ_CASES)
    if not ws.case_keys(case_uid):
        return ()
    found = [_request(ws, row.uid) for row in person.rows(ws.db, case_uid, form=FORM)]
    found.sort(key=lambda request: request.asked_on, reverse=True)
    found.sort(key=lambda request: (not request.is_open, request.due_on or "9999"))
    return tuple(found)


def _request(ws: Workspace, record_uid: str) -> Request:
    row, contents = Reading(ws).found(record_uid)
    clear = contents.answers  # who asks, for what and what was decided stand in clear
    rights = clear.get("rights")
    by, answered_on = clear.get("asked_by"), clear.get("answered_on")
    return Request(
        record_uid=row.uid,
        asked_on=row.on_date or row.created_at[:10],
        by=by if isinstance(by, str) else "",
        rights=tuple(rights) if isinstance(rights, list) else (),
        state=state_of(answered_on, clear.get("answer")),
        due_on=row.due_on,
        answered_on=answered_on if isinstance(answered_on, str) else None,
    )
