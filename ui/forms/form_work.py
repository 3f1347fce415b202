"""What a form asks of the database thread: to open, to save. Runs there; knows no widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rescueapp.actions.due import clock_places
from rescueapp.actions.finding import cases, departments
from rescueapp.actions.gates import companions
from rescueapp.actions.opened import entries
from rescueapp.actions.opened.reading import CLEAR, NO_SUCH_RECORD
from rescueapp.actions.opened.saving import CLOSED_PART
from rescueapp.actions.recording import drafts, records, registers
from rescueapp.actions.recording.records import Saved
from rescueapp.actions.two_people import approving
from rescueapp.domain.case import CaseRow, Likeness
from rescueapp.domain.clocks import Clock
from rescueapp.domain.departments import Responsible
from rescueapp.domain.guards import Need
from rescueapp.domain.record import Answers, Draft, RecordView, Version
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.answers import Spine
from rescueapp.forms.catalogue import FORMS, any_form
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Compartment, Field, Kind
from rescueapp.i18n import lookup, mark
from rescueapp.workspace import Workspace
from ui.forms.change_mark import Later
from ui.forms.draft_keeper import Place
from ui.forms.editor import Offers, Option

RELATIVE = "relative"
NAMELESS = mark("Relative", "form view")


@dataclass(frozen=True, slots=True)
class Opened:
    """All a form view needs to build itself. `based_on` is the version the typing follows."""

    view: RecordView
    based_on: int
    draft: Draft | None
    case: CaseRow | None
    offers: Offers
    need: Need | None = None  # it was asked to be approved
    clocks: tuple[Clock, ...] = ()  # open ones that this form settles


@dataclass(frozen=True, slots=True)
class OpenedVersion:
    """A record as one of its versions left it, and what the version after it changed."""

    view: RecordView
    of: Version
    newest: int
    later: Later
    born_to: str | None
    offers: Offers


@dataclass(frozen=True, slots=True)
class ToSave:
    """One save: what was typed, by whom it can be read, and what it follows."""

    place: Place
    answers: Answers
    readable: frozenset[str]
    complete: bool
    entered_late: bool
    not_same: tuple[str, ...] | None = None  # cases compared with already; None: not compared


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved a newer version: theirs, and the one both began from."""

    theirs: RecordView
    base: Answers
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class AlikeCase:
    """A case that may be of the same person, as far as the reader may see it, and why."""

    row: CaseRow
    reasons: tuple[str, ...]  # document, name, pinyin: the surest first


@dataclass(frozen=True, slots=True)
class Alike:
    """Nothing was saved yet: these cases may be of the same person, the surest first."""

    found: tuple[AlikeCase, ...]
    typed: Spine


Outcome = Saved | Conflict | Alike


def open_form(ws: Workspace, place: Place, draft_uid: str | None) -> Opened:
    """Open a record, an entry of a register, a draft or a blank form, with the case."""
    draft = None
    if draft_uid:
        opened = drafts.open_draft(ws, draft_uid)
        draft, view = opened.draft, opened.view
    elif place.record_uid:
        view = _opened(ws, place.form, place.record_uid)
    elif place.form in REGISTERS:
        view = entries.blank(ws, place.form)
    else:
        view = records.blank(ws, place.form, place.case_uid)
    based_on = draft.based_on if draft else view.row.version if view.row else 0
    case = cases.case(ws, view.case_uid) if view.case_uid else None
    offers = offers_for(ws, view.form, view.case_uid)
    return Opened(view, based_on, draft, case, offers, _asked_about(ws, view), _clocks(ws, view))


def _asked_about(ws: Workspace, view: RecordView) -> Need | None:
    """Whether a record waits to be approved, or was not; one that is merely unfinished says
    nothing of it."""
    if view.row is None or view.form not in FORMS or FORMS[view.form].approval is None:
        return None
    return approving.asked(ws, view.row)


def _clocks(ws: Workspace, view: RecordView) -> tuple[Clock, ...]:
    """The open deadlines that a record of this form settles, the next first."""
    if not view.case_uid or not view.writable:
        return ()
    own = view.row.uid if view.row else ""
    return clock_places.settled_here(ws, view.case_uid, view.form, own)


def open_version(ws: Workspace, form: str, record_uid: str, version: int) -> OpenedVersion:
    """Open an earlier version, as far as it may be seen now, beside the one that followed it."""
    versions = {v.version: v for v in history(ws, form, record_uid)}
    if version not in versions:
        raise Refused(NO_SUCH_RECORD)
    view = _opened(ws, form, record_uid, version)
    later = Later()
    if version + 1 in versions:
        after = _opened(ws, form, record_uid, version + 1)
        later = Later(version + 1, _changed(view, after))
    case = cases.case(ws, view.case_uid) if view.case_uid else None
    return OpenedVersion(
        view=view,
        of=versions[version],
        newest=max(versions),
        later=later,
        born_to=case.born_to if case else None,
        offers=offers_for(ws, view.form, view.case_uid),
    )


def _changed(before: RecordView, after: RecordView) -> Answers:
    """What `after` answers otherwise, of the questions that can be seen in both."""
    shape = any_form(before.form)
    open_in_both = before.readable & after.readable
    said = {}
    for field in interpreter.fields(shape):
        compartment = interpreter.compartment_of(shape, field)
        old, new = before.answers.get(field.key), after.answers.get(field.key)
        if (compartment.value if compartment else CLEAR) in open_in_both and old != new:
            said[field.key] = new
    return said


def offers_for(ws: Workspace, form: str, case_uid: str | None) -> Offers:
    """What the editors of a form can offer: relatives of the case, entries of the registers it
    asks for, institutions named before."""
    if not ws.worker.may(Act.READ_CASES):  # from outside: nothing of other cases, no register
        return Offers()
    asked = [field for each in interpreter.fields(any_form(form)) for field in (each, *each.rows)]
    kin = any(field.kind is Kind.RELATIVE for field in asked)
    named = {field.register for field in asked if field.register}
    return Offers(
        relatives=_relatives(ws, case_uid) if kin and case_uid else (),
        entries={key: _in_use(ws, key, case_uid) for key in named} if case_uid else {},
        called=entries.names(ws) if named else {},
        institutions=tuple(records.institutions_named(ws)),
        responsible=_responsible(ws, asked),
    )


def _responsible(ws: Workspace, asked: list[Field]) -> Mapping[str, Responsible]:
    """Who leads and supports by service, where a form asks for departments."""
    kinds = {field.kind for field in asked}
    return departments.responsible(ws) if Kind.DEPARTMENT in kinds else {}


def _relatives(ws: Workspace, case_uid: str) -> tuple[Option, ...]:
    rows = [row for row in cases.records_of(ws, case_uid) if row.form == RELATIVE]
    return tuple(Option(row.uid, *called(records.open_record(ws, row.uid).answers)) for row in rows)


def _in_use(ws: Workspace, register: str, case_uid: str) -> tuple[Option, ...]:
    found = companions.offered(ws, register, case_uid)
    return tuple(Option(each.uid, each.name, entries.listed(each)) for each in found)


def called(answers: Answers) -> tuple[str, str]:
    """How a relative is called: the relation, and the name if it is among the answers."""
    shape = FORMS[RELATIVE]
    said = interpreter.spine(shape, answers)
    relation = next((f for f in interpreter.fields(shape) if f.codes == "C-07"), None)
    words = interpreter.say(relation, answers.get(relation.key)) if relation else ""
    name = said.names[0] if said.names else str(answers.get("relative_name") or "")
    return words or lookup(NAMELESS.msgid, NAMELESS.context), name


def save(ws: Workspace, job: ToSave) -> Outcome:
    """Save. A newer version and likely same persons come back as outcomes, not as errors."""
    place = job.place
    if place.form in REGISTERS:
        return _save_entry(ws, job)
    if place.case_uid is None and job.not_same is None:
        found = cases.likenesses(ws, job.answers)
        if found:
            return _alike(ws, found, job.answers)
    if place.record_uid is not None:
        conflict = _conflict(ws, place, job.readable)
        if conflict is not None:
            return conflict
    saved = records.save_record(
        ws,
        form=place.form,
        case_uid=place.case_uid,
        record_uid=place.record_uid,
        based_on=place.based_on,
        answers=job.answers,
        complete=job.complete,
        readable=job.readable,
        draft_uid=place.draft_uid,
        entered_late=job.entered_late,
        copied=frozenset(place.copied),
        joins=place.joins,
    )
    for other in job.not_same or ():
        cases.not_the_same(ws, saved.case_uid, other)
    return saved


def _save_entry(ws: Workspace, job: ToSave) -> Outcome:
    place = job.place
    if place.record_uid is not None:
        conflict = _conflict(ws, place, job.readable)
        if conflict is not None:
            return conflict
    return registers.save_entry(
        ws, register=place.form, entry_uid=place.record_uid, based_on=place.based_on,
        answers=job.answers, complete=job.complete, draft_uid=place.draft_uid,
    )  # fmt: skip


_SURE = ("document", "name", "pinyin")


def _alike(ws: Workspace, found: list[Likeness], answers: Answers) -> Alike:
    likely = [AlikeCase(cases.case(ws, each.case_uid), _reasons(each)) for each in found]
    likely.sort(key=lambda each: [_SURE.index(reason) for reason in each.reasons])
    return Alike(tuple(likely), interpreter.spine(FORMS["intake"], answers))


def _reasons(each: Likeness) -> tuple[str, ...]:
    """The surest first; names that are the same sound the same, too: that is not said twice."""
    said = [r for r in _SURE if r in each.reasons]
    return tuple(r for r in said if r != "pinyin" or "name" not in said)


def _conflict(ws: Workspace, place: Place, readable: frozenset[str]) -> Conflict | None:
    """One process holds the vault, so nobody can save between this look and the save.

    Raises Refused when the identity was shown to the writer and is veiled by now: what a
    colleague changed in it could not be compared, and would be written over.
    """
    assert place.record_uid is not None
    versions = history(ws, place.form, place.record_uid)
    if not versions or versions[0].version <= place.based_on:
        return None
    theirs = _opened(ws, place.form, place.record_uid)
    if theirs.veiled and Compartment.IDENTITY.value in readable:
        raise Refused(CLOSED_PART)
    base = _opened(ws, place.form, place.record_uid, place.based_on).answers
    return Conflict(theirs, base, versions[0].worker_name, versions[0].saved_at)


def _opened(ws: Workspace, form: str, record_uid: str, version: int | None = None) -> RecordView:
    of_register = form in REGISTERS
    opens = entries.opened if of_register else records.open_record
    return opens(ws, record_uid, version=version)


def history(ws: Workspace, form: str, record_uid: str) -> list[Version]:
    """The versions of a record or an entry, latest first."""
    if form in REGISTERS:
        return registers.history(ws, record_uid)
    return records.history(ws, record_uid)


__all__ = ["Alike", "Conflict", "Opened", "Refused", "Saved", "ToSave", "open_form", "save"]
