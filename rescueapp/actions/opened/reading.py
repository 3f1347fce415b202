"""Opening records: which parts of one this worker sees, and what is already known."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rescueapp import clock
from rescueapp.actions.opened import restriction
from rescueapp.actions.opened.lent_acts import check_case, check_somewhere
from rescueapp.domain.case import CaseRow, may_be_minor
from rescueapp.domain.record import Answers, Known, RecordRow, RecordView
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Compartment, Form, Stage
from rescueapp.i18n import mark
from rescueapp.storage import cases, facts, merges, records
from rescueapp.storage.facts import Fact
from rescueapp.storage.records import Contents
from rescueapp.workspace import Workspace

CLEAR = ""  # how the clear part is called in `RecordView.readable`

NO_SUCH_RECORD = mark("This record is not in the vault (any more).", "record")
NEWER_FORM = mark(
    "This form was written by a newer version of the program. Nothing of it is lost: update the"
    " program to read it.",
    "record",
)
NOT_YOUR_CASE = mark(
    "You are not on the team of this case. Its supervisor can put you on it.", "record"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of a record that could be opened, by compartment; None is the clear part."""

    parts: dict[Compartment | None, Answers]

    @property
    def answers(self) -> Answers:
        return interpreter.join(self.parts)


def _when(found: tuple[RecordRow, Contents]) -> tuple[str, str]:
    return found[0].on_date or found[0].created_at[:10], found[0].created_at


def known_form(key: str) -> Form:
    """A form of this program. Refuses, in words, one that only a newer version has."""
    form = form_of(key)
    if form is NEWER:
        raise Refused(NEWER_FORM)
    return form


def _begun(form: Form, held: frozenset[str]) -> Answers:
    """What a new record begins with, in the parts that its writer holds."""
    parts = interpreter.split(form, interpreter.begun(form))
    return interpreter.join({part: told for part, told in parts.items() if (part or CLEAR) in held})


class Reading:
    """Reads records with the keys of a workspace."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws

    def blank(self, form: str, case_uid: str | None) -> RecordView:
        """A new record of a form, with what is known of the person beside it."""
        check_case(self._ws, Act.SAVE_RECORD, case_uid)
        shape, held = known_form(form), self.held(case_uid)
        return RecordView(
            row=None,
            form=form,
            case_uid=case_uid,
            answers=_begun(shape, held),
            readable=held,
            writable=self._writable(shape),
            veiled=self._veiled(case_uid),
            known=self.known(shape, case_uid, self.readable(case_uid)),
        )

    def opened(self, record_uid: str, *, version: int | None = None) -> RecordView:
        """A record as this worker sees it, at its present or an earlier version. To whoever writes
        it a part that nobody wrote yet begins as in a new one: who began it may not hold it."""
        check_somewhere(self._ws, Act.READ_CASES)
        row, contents = self.found(record_uid, version)
        check_case(self._ws, Act.READ_CASES, row.case_uid)
        form = known_form(row.form)
        readable = self.readable(row.case_uid)
        whole = self.parts(row, contents)
        seen = {c: part for c, part in whole.parts.items() if (c or CLEAR) in readable}
        answers = interpreter.join(seen)
        if not self._own_notes(row, contents, whole):
            readable -= {Compartment.AUTHOR.value}
        writable = version is None and self._writable(form) and self._own_if_outside(row)
        if writable:
            unwritten = readable - {CLEAR, *(c.value for c in contents.parts)}
            answers = {**_begun(form, unwritten), **answers}
        return RecordView(
            row=row,
            form=row.form,
            case_uid=row.case_uid,
            answers=answers,
            readable=readable,
            writable=writable,
            veiled=self._veiled(row.case_uid),
            known=self.known(form, row.case_uid, readable),
            newer=interpreter.newer(form, answers),
        )

    def _own_notes(self, row: RecordRow, contents: Contents, opened: Opened) -> bool:
        """Whether the process notes of a record are this worker's to read and write: of one that
        somebody else began they are not, whether there are any or not (K-09)."""
        if Compartment.AUTHOR in contents.parts:
            return Compartment.AUTHOR in opened.parts
        return records.began(self._ws.db, row.uid) == self._ws.worker.uid

    def found(self, record_uid: str, version: int | None = None) -> tuple[RecordRow, Contents]:
        """A record's row and contents. Raises Refused when it is not there."""
        row = records.row(self._ws.db, record_uid)
        if version is None:
            contents = records.contents(self._ws.db, record_uid)
        else:
            contents = records.contents_at(self._ws.db, record_uid, version)
        if row is None or contents is None:
            raise Refused(NO_SUCH_RECORD)
        return row, contents

    def refuse_others(self, case_uid: str) -> None:
        """Of others' cases one sees number, alias, stage and worker (decisions.md, "Keys"); of a
        case that is only stored no more, until it is opened for a reason that counts."""
        if not self._ws.case_keys(case_uid):
            raise Refused(NOT_YOUR_CASE)
        restriction.refuse_look(self._ws, case_uid)

    def parts(self, row: RecordRow, contents: Contents) -> Opened:
        """Every part this worker has a key for, veiled or not."""
        opened: dict[Compartment | None, Answers] = {None: contents.answers}
        for compartment, part in contents.parts.items():
            answers = self._ws.open_part(
                compartment,
                part.sealed,
                case_uid=row.case_uid,
                record_uid=row.uid,
                version=part.version,
            )
            if answers is not None:
                opened[compartment] = answers
        return Opened(opened)

    def of_case(self, case_uid: str) -> Iterator[tuple[RecordRow, Opened]]:
        """Every record of a case with the parts this worker has keys for, oldest first, with those
        of the files folded into it."""
        files = self.files(case_uid)
        found = (each for uid in files for each in records.contents_of_case(self._ws.db, uid))
        for row, contents in found if len(files) == 1 else sorted(found, key=_when):
            yield row, self.parts(row, contents)

    def files(self, case_uid: str) -> list[str]:
        """The files read together for a case: itself, and those folded into it that are open to
        this worker and not only stored."""
        return [
            uid
            for uid in merges.files_of(self._ws.db, case_uid)
            if uid == case_uid
            or (self._ws.case_keys(uid) and restriction.reason_closed(self._ws, uid) is None)
        ]

    def minor(self, case_uid: str | None) -> bool:
        """Whether the person may be under 18; a new intake is presumed so (A-01A)."""
        row = self._case(case_uid)
        return may_be_minor(row.born_to if row else None, clock.today())

    # --- what is known ------------------------------------------------------------------

    def known(self, form: Form, case_uid: str | None, readable: frozenset[str]) -> dict[str, Known]:
        """The present facts of the person that this form asks for and this worker may see."""
        if case_uid is None:
            return {}
        asked = {field.key for field in interpreter.fields(form) if field.fact}
        return {
            key: Known(self.fact_value(uid, fact), fact.source, fact.worker_name, fact.recorded_at)
            for key, (uid, fact) in self.facts_of_person(case_uid).items()
            if key in asked and (fact.compartment or CLEAR) in readable & self.shown(uid, case_uid)
        }

    def facts_of_person(
        self, case_uid: str, *, keys: Collection[str] | None = None
    ) -> dict[str, tuple[str, Fact]]:
        """The present facts of a person as they lie, each with the file it lies in: those of a
        file folded into this one as far as this one tells nothing, and it is open to this worker.
        """
        found: dict[str, tuple[str, Fact]] = {}
        for uid in self.files(case_uid):
            for key, fact in facts.present(self._ws.db, uid, keys=keys).items():
                found.setdefault(key, (uid, fact))
        return found

    def shown(self, uid: str, case_uid: str) -> frozenset[str]:
        """The parts shown just now of a file that is read with a case: its own name is shown, and
        not only that of the case."""
        shown = self.readable(case_uid)
        return shown if uid == case_uid else shown & self.readable(uid)

    def fact_value(self, case_uid: str, fact: Fact) -> Any:
        """A fact's value, opened when it is sealed; the caller has checked that it may be."""
        if fact.compartment is None or fact.sealed is None:
            return fact.value
        key = self._ws.case_keys(case_uid)[fact.compartment]
        return json.loads(self._ws.unseal_fact(key, case_uid, fact))

    def present_facts(
        self, case_uid: str, *, keys: Collection[str] | None = None
    ) -> Mapping[str, Any]:
        """The present facts of a person (of some keys, or all) that this worker has keys for,
        veiled or not."""
        return {
            key: self.fact_value(uid, fact)
            for key, (uid, fact) in self.facts_of_person(case_uid, keys=keys).items()
            if fact.compartment is None or fact.compartment in self._ws.case_keys(uid)
        }

    def facts_in_file(self, case_uid: str, keys: Collection[str]) -> Mapping[str, Any]:
        """The same of this one file alone: what a save adds to."""
        held = self._ws.case_keys(case_uid)
        return {
            key: self.fact_value(case_uid, fact)
            for key, fact in facts.present(self._ws.db, case_uid, keys=keys).items()
            if fact.compartment is None or fact.compartment in held
        }

    # --- what may be seen -----------------------------------------------------------------

    def readable(self, case_uid: str | None) -> frozenset[str]:
        """The parts of a case's records this worker is shown just now."""
        veiled = {Compartment.IDENTITY.value} if self._veiled(case_uid) else set()
        return self.held(case_uid) - veiled

    def held(self, case_uid: str | None) -> frozenset[str]:
        """The parts this worker has keys for: what they may write into a new record, because
        the veil lies over what was written before."""
        if case_uid is None:  # a new intake: whoever writes it sees what they write
            return frozenset({CLEAR, *(c.value for c in Compartment)})
        keys = self._ws.case_keys(case_uid)
        return frozenset({CLEAR, Compartment.AUTHOR.value, *(c.value for c in keys)})

    def _veiled(self, case_uid: str | None) -> bool:
        """Identity is held but not shown: not revealed, and not one's own intake."""
        if case_uid is None or Compartment.IDENTITY not in self._ws.case_keys(case_uid):
            return False
        return not self._ws.revealed(case_uid) and not self.own_intake(case_uid)

    def own_intake(self, case_uid: str) -> bool:
        """Whether this worker is taking the person in: nothing is covered from them."""
        row = self._case(case_uid)
        return row is not None and row.worker == self._ws.worker.uid and row.stage is Stage.INTAKE

    def _case(self, case_uid: str | None) -> CaseRow | None:
        if case_uid is None:
            return None
        return cases.row(self._ws.db, case_uid, reader=self._ws.holder)

    def _own_if_outside(self, row: RecordRow) -> bool:
        """From outside one changes only what one began oneself."""
        ws = self._ws
        return not ws.worker.may(Act.WORK_LENT) or records.began(ws.db, row.uid) == ws.worker.uid

    def _writable(self, form: Form) -> bool:
        return self._ws.worker.role.value in form.writers
