"""One save on its way: what was typed, what was there before, and what becomes of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from rescueapp.actions.opened.reading import CLEAR
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Compartment, Form
from rescueapp.i18n import mark
from rescueapp.workspace import Workspace

CLOSED_PART = mark(
    "Not saved: this form holds answers in a part that is veiled or not yours to open. Reveal the"
    " identity first, or ask a colleague who holds that part to write them.",
    "record",
)


@dataclass(frozen=True)  # no slots: the parts are worked out once
class Saving:
    """One save on its way: what was typed, and what it becomes with the parts not shown."""

    form: Form
    case_uid: str
    record_uid: str
    based_on: int
    typed: Answers
    readable: frozenset[str]
    before: dict[Compartment | None, Answers] = field(default_factory=dict)
    row: RecordRow | None = None
    complete: bool = False  # it is to be complete: what is missing for that is refused

    @cached_property
    def parts(self) -> dict[Compartment | None, Answers]:
        """The new parts in full: those shown as typed, the others as they were."""
        shown = {c: part for c, part in self.before.items() if (c or CLEAR) in self.readable}
        kept = {c: part for c, part in self.before.items() if c not in shown}
        return {**kept, **interpreter.split(self.form, self.typed, before=shown)}

    @cached_property
    def whole(self) -> Answers:
        """The record as it will be, as far as this worker can open it."""
        return interpreter.join(self.parts)

    def refuse_closed(self, ws: Workspace) -> None:
        """Refuse answers that would fall into a part this save cannot seal: nothing that was
        typed is dropped without a word."""
        ours = self.open_to(ws)
        for part in interpreter.split(self.form, self.typed, before=self.before):
            if part is not None and part not in ours:
                raise Refused(CLOSED_PART)

    def open_to(self, ws: Workspace) -> tuple[Compartment, ...]:
        """The compartments that were shown to the writer and that they hold keys of."""
        return tuple(
            compartment
            for compartment in Compartment
            if compartment.value in self.readable and ws.holds(self.case_uid, compartment)
        )

    def written(self, ws: Workspace) -> list[Compartment]:
        """The compartments this save seals anew: open to the writer, not empty then and now."""
        parts = self.parts
        return [c for c in self.open_to(ws) if parts.get(c) or self.before.get(c)]
