"""A record: one filled form of a case, with all its versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rescueapp import clock
from rescueapp.domain.family import Joining
from rescueapp.domain.guards import Need
from rescueapp.i18n import Text, mark

Answers = dict[str, Any]

LATE = mark("Entered late", "record")
ENTERED_LATE = mark("Entered late: of {on_date}, written down {written_on}", "record")


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a list, without its answers."""

    uid: str
    case_uid: str  # "": an entry of a register
    form: str
    version: int
    state: str  # incomplete, complete
    on_date: str | None
    due_on: str | None
    done_on: str | None  # an ISO day; an instant where the closing of the case ended it
    worker: str
    worker_name: str
    created_at: str
    changed_at: str
    entered_late: bool = False
    file: str = ""  # of a file folded into the one it is listed in: its number

    @property
    def late(self) -> Text | None:
        """That it was entered late, with both days; None for what was written at its time."""
        if not self.entered_late:
            return None
        written_on = clock.local(self.created_at).date().isoformat()
        return ENTERED_LATE(on_date=self.on_date or written_on, written_on=written_on)


@dataclass(frozen=True, slots=True)
class Version:
    """One saved state of a record, in its history."""

    version: int
    saved_at: str
    worker: str
    worker_name: str
    form_version: int
    state: str


@dataclass(frozen=True, slots=True)
class Known:
    """A fact already known of the person: shown beside the question, so nobody asks again."""

    value: Any
    source: str
    worker_name: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Told:
    """What an earlier record tells in a brief: (question, answer) in words, as it may be seen."""

    form: str
    on_date: str | None
    worker_name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What was asked before and what is known, above a new record: nobody asks twice (K-07).

    Words are in the language in use. `need`: what saving the new record will wait for.
    """

    earlier: tuple[Told, ...]  # latest first
    facts: tuple[tuple[str, str], ...]
    need: Need | None = None
    screened: bool = True  # somebody has assessed the risks, as is done before a talk (K-02)


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record opened by somebody: only the answers whose keys they hold are in it."""

    row: RecordRow | None  # None: a new one
    form: str
    case_uid: str | None
    answers: Answers
    readable: frozenset[str]  # compartments the reader can open here ('' is the clear part)
    writable: bool
    veiled: bool = False  # identity is held but not shown: `reveal` the case, then open again
    known: dict[str, Known] = field(default_factory=dict)  # by field key
    newer: Answers = field(default_factory=dict)  # keys this version of the program does not know
    brief: Brief | None = None  # of a new record whose form asks for one
    covered: bool = False  # sensitive answers are, until `sensitive.reveal`; never one's own intake
    shown_for: int = 0  # seconds until revealed ones are covered again
    beside: tuple[str, ...] = ()  # told above the form, in words; it stops nothing
    copied: frozenset[str] = frozenset()  # answers of another of the family, not looked at yet
    joins: Joining | None = None  # the family that a new intake comes into when it is saved
    closed: Text | None = None  # why a form of one's own role cannot be written here now


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsaved typing, as it was when the lights went out."""

    uid: str
    form: str
    case_uid: str | None
    record_uid: str | None
    based_on: int
    kept_at: str
    alias: str  # of the case; '' for a new intake
