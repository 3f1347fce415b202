"""The records of a case that came from another station, written into a case of this one.

Each becomes a record here, under its own form, with every version it had there, each part sealed
under this case's key of the same compartment. Who wrote them, where and when is kept beside, so
that history, lists and paper say so. What this program does not know yet is kept as it came: a
form of a newer one whole, keys it does not know in the part they lay in. Facts, the spine, search
and the clocks follow as from any record; what only judges a save (gates, second persons, what must
be answered) was judged where it was written. Today's rules judge what stands now: of a version
before it is asked that it can be read, and what may not be kept at all is not taken in with it,
and said to be missing. (decision 25; K-20, K-21, K-23)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from rescueapp import clock
from rescueapp.actions.attached.attachments import Put
from rescueapp.actions.exchanging import packing
from rescueapp.actions.finding import indexing
from rescueapp.actions.opened import milestones, staging, telling
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.outward import disclosure
from rescueapp.crypto import canonical
from rescueapp.domain.record import Answers
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import signed_file
from rescueapp.exchange.manifest import NEWER_CONTENT, instant
from rescueapp.exchange.whole_case import (
    CLEAR,
    NOT_KEPT,
    Parts,
    WholeCase,
    WholeRecord,
    WholeVersion,
    kept,
)
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.checking import LONG_TEXT_LENGTH
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import TEAM_COMPARTMENTS, Compartment, Form
from rescueapp.i18n import Text, mark, say
from rescueapp.identity import uid
from rescueapp.rules.periods import is_instant
from rescueapp.storage import cases, digests, hand_overs, records, registers
from rescueapp.workspace import Workspace

REGISTERING: Final = "intake"
_UID = r"[0-9a-f]{32}"
_KEY = r"[a-z][a-z0-9_]{0,63}"
_LINE = r"[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]{0,200}"
_STATES = ("incomplete", "complete")

SPOILED = mark(
    "Not taken up: the form {form} has answers that this program cannot read. Update the program;"
    " if that changes nothing, refuse the case and ask the sender.",
    "hand-over",
)
RULED = mark(
    "Not taken up: in the form {form} stands something that a rule of this program is against."
    " Refuse the case; the sender puts it right and hands it over again.",
    "hand-over",
)
NO_INTAKE = mark(
    "Not taken up: the package must hold exactly one intake, and has {count}. Ask the sender.",
    "hand-over",
)


@dataclass(frozen=True)
class Carried(Saving):
    """A record that was written elsewhere, on its way into a case of this station."""

    came: Mapping[Compartment | None, Answers] | None = None

    @cached_property
    def parts(self) -> dict[Compartment | None, Answers]:
        """Known answers in the part their field has here, others where they lay."""
        return interpreter.split(self.form, self.typed, before=dict(self.came or {}))


# --- before anything is written -------------------------------------------------------------------


def check(case: WholeCase) -> None:
    """Refuse what cannot be taken up whole. Raises Refused, in words, for a part or an answer this
    program cannot read; Damaged for what no program of ours writes."""
    intakes = sum(record.form == REGISTERING for record in case.records)
    if intakes != 1:
        raise Refused(NO_INTAKE(count=intakes))
    for line in (case.number, case.alias):
        signed_file.text(line, _LINE)
    named = [r.uid for r in case.records] + [f.uid for f in case.files]
    named += [entry.uid for entry in case.entries]
    if len(set(named)) != len(named):
        raise Damaged(canonical.UNREADABLE)
    for name in named:
        signed_file.text(name, _UID)
    for member in case.family:
        for line in (member.number, member.relation):
            signed_file.text(line, _LINE)
    for file in case.files:
        compartment(file.compartment)
    for record in case.records:
        _check_record(record, minor=case.minor)


def _check_record(record: WholeRecord, *, minor: bool) -> None:
    signed_file.text(record.form, _KEY)
    ended = is_instant(record.done_on) and instant(record.done_on)  # by a closing
    days = (record.on_date, "" if ended else record.done_on)
    if not all(dates.valid(day) for day in days if day):
        raise Damaged(canonical.UNREADABLE)
    form = form_of(record.form)
    for number, version in enumerate(record.versions):
        signed_file.text(version.written_by, _LINE)
        instant(version.written_at)
        if version.state not in _STATES:
            raise Damaged(canonical.UNREADABLE)
        parts_of(version.parts)
        if form is not NEWER:
            stands = number == len(record.earlier)
            _check_answers(form, version.answers, minor=minor, stands=stands)


def _check_answers(form: Form, answers: Answers, *, minor: bool, stands: bool = True) -> None:
    """Refuse what cannot be read, and of what stands now whatever a rule is against."""
    if interpreter.unreadable(form, answers, clock.today()) or _longest(answers) > LONG_TEXT_LENGTH:
        raise Refused(SPOILED(form=Text(form.title, form.key)))
    if stands and _ruled_out(form, answers, minor=minor):
        raise Refused(RULED(form=Text(form.title, form.key)))


def _ruled_out(form: Form, answers: Answers, *, minor: bool) -> bool:
    found = interpreter.problems(form, answers, complete=False, today=clock.today(), minor=minor)
    return any(each.blocking for each in found)


def refused_now(case: WholeCase) -> list[Text]:
    """The titles of the forms for which a station with the rules of this program would not take a
    case up as it stands now."""
    read = ((form_of(record.form), record.answers) for record in case.records)
    found = [form for form, answers in read
             if form is not NEWER and _ruled_out(form, answers, minor=case.minor)]  # fmt: skip
    return [Text(form.title, form.key) for form in dict.fromkeys(found)]


def _longest(value: Any) -> int:
    """How many characters the longest text of some answers has."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max(len(value) if isinstance(value, str) else 0, *map(_longest, inside), 0)


def parts_of(parts: Parts) -> dict[Compartment | None, Answers]:
    """Answers by compartment; None is the clear part. Raises Refused."""
    return {compartment(name) if name else None: part for name, part in parts.items()}


def compartment(name: str) -> Compartment:
    """A compartment whose key a team holds. Raises Refused for one of a newer program; nobody's
    own notes ever come."""
    if name not in {each.value for each in TEAM_COMPARTMENTS}:
        raise Refused(NEWER_CONTENT)
    return Compartment(name)


# --- inside the transaction -----------------------------------------------------------------------


def write(ws: Workspace, case_uid: str, case: WholeCase, puts: Mapping[str, Put], of: str) -> None:
    """Write every record, the one saved first before the others, as what is told later holds.

    `puts`: what became of each attachment, by its name in the package; of one that is not among
    them it is said that it did not come. `of`: the station's name.
    """
    _write_entries(ws, case)
    renamed = {record.uid: uid() for record in case.records}
    left = frozenset(file.uid for file in case.files if file.uid not in puts)
    renaming = _Renaming(renamed, puts, left)
    for record in sorted(kept(case).records, key=lambda each: (each.written_at, each.uid)):
        _write(ws, case_uid, record, renaming, of)


def _write_entries(ws: Workspace, case: WholeCase) -> None:
    """What the records name of the sender's registers: whom to ask, who interpreted. An entry that
    is here already stays as it is."""
    for entry in case.entries:
        if entry.register not in REGISTERS or registers.entry(ws.db, entry.uid) is not None:
            continue
        answers = packing.as_elsewhere(entry.register, entry.answers)
        _check_answers(REGISTERS[entry.register], answers, minor=False)
        new = registers.NewEntry(
            uid=entry.uid, register=entry.register, form_version=entry.version, based_on=0,
            state="incomplete", worker=ws.worker.uid, at=clock.stamp(), answers=answers,
        )  # fmt: skip
        registers.save(ws.db, new)
        ws.log(digests.SAVED_ENTRY, entry.uid, register=entry.register, version=1, complete=False,
               digest=digests.of_entry(ws.db, entry.uid, 1))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Renaming:
    """What answers name of the case itself, under the names it has here."""

    records: Mapping[str, str]
    puts: Mapping[str, Put]
    left: frozenset[str]  # attachments that were not taken in

    def __call__(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.records.get(value, value)
        if isinstance(value, list):
            return [self(each) for each in value]
        if isinstance(value, dict):
            return self._file(value) or {key: self(each) for key, each in value.items()}
        return value

    def _file(self, value: dict[str, Any]) -> dict[str, Any] | None:
        named = str(value.get("blob", ""))
        put = self.puts.get(named)
        if put is None:
            return {**value, "label": say(NOT_KEPT)} if named in self.left else None
        return {**value, "blob": put.uid, "type": put.media_type, "size": put.size}


def _write(ws: Workspace, case_uid: str, record: WholeRecord, renaming: _Renaming, of: str) -> None:
    at, writers = "", [version.written_by for version in record.versions]
    for number, version in enumerate(record.versions):
        saving = _carried(case_uid, record, version, renaming, number)
        at = _write_version(ws, saving, record, version)
    record_uid = saving.record_uid
    if record.done_on:
        records.set_done(ws.db, record_uid, done_on=record.done_on, at=at)
    hand_overs.carry(ws.db, record_uid, station=of, writers=writers, written_at=at)
    if saving.form is not NEWER:
        telling.write_facts(ws, saving, at)
        disclosure.inherit(ws, saving, at)
        telling.update_case(ws, saving, interpreter.spine(saving.form, saving.whole), at)
        milestones.keep(ws, saving)
        staging.refresh(ws, case_uid, saving.form.key, at)
        telling.remember_institutions(ws, saving)
        indexing.index(ws, saving)


def _carried(
    case_uid: str, record: WholeRecord, version: WholeVersion, renaming: _Renaming, before: int
) -> Carried:
    """A version of a record under the names it has here."""
    parts = {part: renaming(answers) for part, answers in parts_of(version.parts).items()}
    return Carried(
        form_of(record.form), case_uid, renaming.records[record.uid], before,
        interpreter.join(parts), _EVERYTHING, complete=version.state == "complete", came=parts,
    )  # fmt: skip


def _write_version(
    ws: Workspace, saving: Carried, record: WholeRecord, version: WholeVersion
) -> str:
    """Write a version as it lay there; the instant it has here."""
    at = min(version.written_at, clock.stamp())
    known, number = saving.form is not NEWER, saving.based_on + 1
    parts = saving.parts if known else dict(saving.came or {})
    new = records.NewVersion(
        uid=saving.record_uid,
        case_uid=saving.case_uid,
        form=record.form,
        form_version=version.version,
        based_on=saving.based_on,
        state=version.state,
        worker=ws.worker.uid,
        at=at,
        answers=parts.get(None, {}),
        sealed=_sealed(ws, saving, parts),
        on_date=record.on_date or clock.local(at).date().isoformat(),
        due_on=interpreter.spine(saving.form, saving.whole).due_on if known else None,
        entered_late=record.late,
    )
    records.save(ws.db, new)
    ws.log("save_record", saving.record_uid, case=saving.case_uid, form=record.form,
           version=number, complete=saving.complete,
           digest=digests.of_version(ws.db, saving.record_uid, number))  # fmt: skip
    return at


_EVERYTHING = frozenset({CLEAR, *(each.value for each in TEAM_COMPARTMENTS)})


def _sealed(
    ws: Workspace, saving: Saving, parts: Mapping[Compartment | None, Answers]
) -> dict[Compartment, bytes]:
    """The parts that say something; what an earlier version said there, this one says no more."""
    before = records.contents(ws.db, saving.record_uid)
    stood = before.parts if before else {}
    said = {part: answers for part, answers in parts.items() if part is not None and answers}
    return {
        part: ws.seal_part(
            part, said.get(part, {}), case_uid=saving.case_uid, record_uid=saving.record_uid,
            version=saving.based_on + 1,
        )
        for part in (*said, *(each for each in stood if each not in said))
    }  # fmt: skip


def place(ws: Workspace, case_uid: str, at: str) -> None:
    """The case changed when it was taken up, whenever its records were written."""
    cases.update_spine(ws.db, case_uid, changed_at=at)
