"""Writing the station's registers: interpreters, services, and what comes to be one (K-03, K-04).

A register is a form of no case (`forms.registers`). Its entries are written by caseworkers and
supervisors, with all their versions, by the one interpreter of forms; none is ever deleted.
"""

from __future__ import annotations

from rescueapp import clock
from rescueapp.actions.opened import entries
from rescueapp.actions.opened.entries import NO_SUCH_ENTRY, register_of
from rescueapp.actions.recording.drafts import forget as forget_draft
from rescueapp.actions.recording.records import NOT_YOUR_FORM, Saved, refuse_blocking
from rescueapp.domain.changed import Changed
from rescueapp.domain.record import Answers, Version
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.plain_text import all_visible
from rescueapp.forms.schema import Form
from rescueapp.identity import uid
from rescueapp.storage import digests
from rescueapp.storage import registers as stored
from rescueapp.workspace import Workspace


def history(ws: Workspace, entry_uid: str) -> list[Version]:
    """Who saved an entry when, latest first. Raises Refused as `entries.entry` does."""
    entries.entry(ws, entry_uid)
    return stored.versions(ws.db, entry_uid)


def save_entry(
    ws: Workspace,
    *,
    register: str,
    entry_uid: str | None,
    based_on: int,
    answers: Answers,
    complete: bool,
    draft_uid: str | None = None,
) -> Saved:
    """Save a version of an entry. `based_on`: the version that was open, 0 for a new entry.

    Durable when it returns. Raises Refused for another role, for what must be put right first,
    and when somebody saved meanwhile.
    """
    ws.check(Act.SAVE_RECORD)
    form = register_of(register)
    if ws.worker.role.value not in form.writers:
        raise Refused(NOT_YOUR_FORM)
    if entry_uid is not None and entries.entry(ws, entry_uid).row.form != register:
        raise Refused(NO_SUCH_ENTRY)
    answers = all_visible(answers)
    found = interpreter.problems(form, answers, complete=complete, today=clock.today(), minor=False)
    refuse_blocking(form, found)
    with ws.db.transaction():
        saved = _save(ws, form, entry_uid or uid(), based_on, answers, complete=complete)
        if draft_uid:
            forget_draft(ws, draft_uid)
    return saved


def _save(
    ws: Workspace, form: Form, entry_uid: str, based_on: int, answers: Answers, *, complete: bool
) -> Saved:
    version = based_on + 1
    stored.save(
        ws.db,
        stored.NewEntry(
            uid=entry_uid,
            register=form.key,
            form_version=form.version,
            based_on=based_on,
            state="complete" if complete else "incomplete",
            worker=ws.worker.uid,
            at=clock.stamp(),
            answers={key: value for key, value in answers.items() if not interpreter.empty(value)},
        ),
    )
    ws.log(digests.SAVED_ENTRY, entry_uid, register=form.key, version=version, complete=complete,
           digest=digests.of_entry(ws.db, entry_uid, version))  # fmt: skip
    changed = Changed(forms=frozenset({form.key}), drafts=True)
    return Saved("", entry_uid, version, changed)
