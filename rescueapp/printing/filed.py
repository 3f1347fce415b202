"""What goes into the file of a case: its records, whose answers are read when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Field, Form
from rescueapp.i18n import lookup, mark, say
from rescueapp.printing import items
from rescueapp.printing.glyphs import Missing, missing
from rescueapp.printing.items import Filled
from rescueapp.printing.pages import SheetHead
from rescueapp.printing.profiles import Choice, Profile, takes
from rescueapp.printing.sheet import form_texts

RECIPIENT = mark("Recipient", "print")
PURPOSE = mark("Purpose", "print")


@dataclass(frozen=True, slots=True)
class FiledRecord:
    """One record of the case. `answers` is called when it is needed, perhaps more than once.

    It gives the answers the printer can open, and no others. `on_date`: ISO date or "".
    `number`: of the paper, where it is no answer. `of_file`: number of the file of the same person
    it stands in, if not this one. `left_out`: keys of fields that this print leaves out of this
    record, as if they were not.
    """

    form: Form
    answers: Callable[[], dict[str, Any]]
    on_date: str = ""
    written_by: str = ""
    written_on: str = ""
    late: str = ""
    uid: str = ""
    left_out: frozenset[str] = frozenset()
    number: str = ""
    of_file: str = ""
    entered_late: bool = False
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case as it goes on paper. `head` carries number, alias, institution and the print's own.

    `retention` in words of the office (「长期」「30 年」). `gaps`: print 〓 for characters no font
    has.
    """

    head: SheetHead
    profile: Profile
    choice: Choice
    records: Sequence[FiledRecord]
    minor: bool = True
    retention: str = ""
    recipient: str = ""
    purpose: str = ""
    names: dict[str, str] = field(default_factory=dict)
    newer: int = 0  # records of forms this program does not have
    gaps: bool = False

    def filed(self) -> list[FiledRecord]:
        """The records that go in, in archive order, then by date."""
        kept = [r for r in self.records if r.form.archive_order and self._anything(r)]
        return sorted(kept, key=lambda r: (self._place(r), r.form.number, r.on_date))

    def _place(self, record: FiledRecord) -> int:
        """Where a record stands; only answers that decide it are read for that."""
        elsewhere = record.form.archived_elsewhere
        if elsewhere and interpreter.applies(elsewhere[0], record.answers(), self.minor):
            return elsewhere[1]
        return record.form.archive_order

    def _anything(self, record: FiledRecord) -> bool:
        """Whether the profile leaves anything of a form to be printed."""
        fields = interpreter.fields(record.form)
        return any(self.takes(record, f) for f in fields if not f.retired)

    def takes(self, record: FiledRecord, field: Field) -> bool:
        """Whether a field of a record goes into this print."""
        if field.key in record.left_out:
            return False
        return takes(self.profile, self.choice, record.form, field)

    def filled(self, record: FiledRecord) -> Filled:
        """The answers of a record, as far as they go into this print."""
        return Filled(
            record.answers(),
            minor=self.minor,
            takes=partial(self.takes, record),
            unanswered=self.profile.unanswered,
            names=self.names,
            gaps=self.gaps,
        )

    def missing_characters(self) -> list[Missing]:
        """What the print would refuse, and in which fields it stands."""
        return missing(self._texts())

    def passages(self) -> Iterator[tuple[str, str, str, str, str]]:
        """(label, words, record uid, field key, title of the form) of all that the print will say
        of the person; what stands on the cover of the order itself has no record."""
        yield say(PURPOSE), self.purpose, "", "", ""
        for record in self.filed():
            title = lookup(record.form.title, record.form.key)
            for key, label, words in items.passages(record.form, self.filled(record)):
                yield label, words, record.uid, key, title

    def _texts(self) -> Iterator[tuple[str, str]]:
        cover = say(self.profile.file_title)
        head = self.head
        for words in (head.institution, head.alias, head.who, head.header, self.retention):
            yield cover, words
        yield say(RECIPIENT), self.recipient
        yield say(PURPOSE), self.purpose
        for record in self.filed():
            yield lookup(record.form.title, record.form.key), record.written_by
            yield from form_texts(record.form, self.filled(record))
