"""What the case page shows, read in one piece of work, and the state of each of its forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rescueapp import clock
from rescueapp.actions import cases, drafts, people, prints
from rescueapp.actions.reading import Reading
from rescueapp.domain.case import CaseRow, Event
from rescueapp.domain.record import Draft, RecordRow
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Part
from rescueapp.storage.copies import Copy
from rescueapp.workspace import Workspace

_WEIGHT = ("empty", "complete", "incomplete", "draft", "due", "overdue")


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case for the page: its row, its records, what happened, what was begun."""

    row: CaseRow
    records: tuple[RecordRow, ...]
    events: tuple[Event, ...]
    drafts: tuple[Draft, ...]
    must_not_contact: str  # in words; "" when there is none or it cannot be read
    copies: tuple[Copy, ...]  # of its papers, latest first
    worker_names: Mapping[str, str]  # by uid

    def of_form(self, form: str) -> list[RecordRow]:
        return [record for record in self.records if record.form == form]

    def due_of(self, form: str) -> RecordRow | None:
        """The record of a form that is due today or has been for the longest time."""
        today = clock.today().isoformat()
        due = [r for r in self.of_form(form) if record_state(r, today) in ("due", "overdue")]
        return min(due, key=lambda record: record.due_on or "", default=None)

    def copies_out(self) -> int:
        """How many copies have not come back."""
        return sum(1 for copy in self.copies if copy.returned_on is None)

    def states(self) -> dict[str, str]:
        """The state of each form that has one: the most pressing of its records and drafts."""
        today = clock.today().isoformat()
        found: dict[str, str] = {}
        for record in self.records:
            found[record.form] = _worse(found.get(record.form), record_state(record, today))
        for draft in self.drafts:
            found[draft.form] = _worse(found.get(draft.form), "draft")
        return {form: state for form, state in found.items() if form in FORMS}


def record_state(record: RecordRow, today: str) -> str:
    """incomplete, complete, due or overdue (its next act is not done and the day has come)."""
    if record.due_on and not record.done_on:
        if record.due_on < today:
            return "overdue"
        if record.due_on == today:
            return "due"
    return record.state


def _worse(one: str | None, other: str) -> str:
    return other if one is None else max(one, other, key=_WEIGHT.index)


def read(ws: Workspace, case_uid: str) -> CaseView:
    """Everything the page needs, in the database thread."""
    records = cases.records_of(ws, case_uid)
    return CaseView(
        row=cases.case(ws, case_uid),
        records=tuple(records),
        events=tuple(cases.events_of(records)),
        drafts=tuple(d for d in drafts.drafts_of(ws) if d.case_uid == case_uid),
        must_not_contact=_must_not_contact(ws, records),
        copies=tuple(prints.register_of_copies(ws, case_uid)),
        worker_names=people.names(ws),
    )


def _must_not_contact(ws: Workspace, records: Iterable[RecordRow]) -> str:
    """The latest answer to who must not be contacted, if its compartment is open to the reader."""
    asking = {
        form.key: field
        for form in FORMS.values()
        for field in interpreter.fields(form)
        if field.part is Part.MUST_NOT_CONTACT
    }
    reading = Reading(ws)
    for record in records:
        field = asking.get(record.form)
        if field is None:
            continue
        value = reading.opened(record.uid).answers.get(field.key)
        if not interpreter.empty(value):
            return interpreter.say(field, value)
    return ""
