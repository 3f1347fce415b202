"""Open, save and look back at records; register a case with its first one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rescueapp import clock
from rescueapp.actions.attached import attachments
from rescueapp.actions.due import clocks
from rescueapp.actions.family import families, folding
from rescueapp.actions.finding import indexing
from rescueapp.actions.gates import looking_again, rights_gates
from rescueapp.actions.opened import beds_taken, closing, milestones, reminders, staging, telling
from rescueapp.actions.opened.lent_acts import check_case, check_somewhere
from rescueapp.actions.opened.reading import Reading, known_form
from rescueapp.actions.opened.registering import register
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.outward import consents, disclosure, outside, outside_loans, tracing
from rescueapp.actions.recording import beside, briefing, complaints, gates, sensitive
from rescueapp.actions.recording.drafts import forget as forget_draft
from rescueapp.actions.two_people import approving, lending_out
from rescueapp.actions.workers import women
from rescueapp.domain.changed import Changed
from rescueapp.domain.family import Joining
from rescueapp.domain.guards import Need
from rescueapp.domain.record import Answers, RecordView, Version
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.answers import Spine
from rescueapp.forms.plain_text import all_visible
from rescueapp.forms.schema import Form, Part
from rescueapp.i18n import Text, mark
from rescueapp.identity import uid
from rescueapp.storage import digests, imported, institutions, merges, records
from rescueapp.storage import families as stored_families
from rescueapp.workspace import Workspace

NOT_YOUR_FORM = mark("Your role does not write this form.", "record")
NEEDS_CASE = mark("This form belongs to a case. Register the person first.", "record")
ONE_ONLY = mark("There is already one of these in this case. Open it instead.", "record")
INSTITUTIONS = 500  # offered at most
STILL_WRONG = mark("Not saved: {count} answers need a look. The first: {first}", "record")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save made. `number` and `alias` are set when a case was registered; of an entry of a
    register `case_uid` is "". `need`: it was to be complete, and a second person has to approve."""

    case_uid: str
    record_uid: str
    version: int
    changed: Changed
    number: str = ""
    alias: str = ""
    need: Need | None = None
    look_again: Text | None = None  # which complete records this stands against, by their titles


def blank(ws: Workspace, form: str, case_uid: str | None) -> RecordView:
    """A new record of a form, with what is known of the person beside it. Raises Refused for a
    case that is only stored."""
    gates.refuse_look(ws, form, case_uid)
    view = women.begun(ws, Reading(ws).blank(form, case_uid))
    view = beside.beside(ws, briefing.briefed(ws, view))
    return sensitive.covered(ws, gates.closed(ws, view))


def open_record(ws: Workspace, record_uid: str, *, version: int | None = None) -> RecordView:
    """A record, or one of its earlier versions, as far as this worker can open it."""
    reading = Reading(ws)
    _refuse_unseen(ws, reading, record_uid)
    view = sensitive.covered(ws, gates.closed(ws, reading.opened(record_uid, version=version)))
    if version is None:
        copied = stored_families.copied(ws.db, record_uid)
        view = beside.beside(ws, replace(view, copied=copied))
    with ws.db.transaction():
        ws.log(
            "open_record", record_uid, form=view.form, **({"version": version} if version else {})
        )
    return view


def told_beside(ws: Workspace, record_uid: str) -> tuple[str, ...]:
    """What is told above a record that lies open, as it stands now (`beside`)."""
    reading = Reading(ws)
    _refuse_unseen(ws, reading, record_uid)
    return beside.beside(ws, reading.opened(record_uid)).beside


def history(ws: Workspace, record_uid: str) -> list[Version]:
    """Who saved a record when, latest first."""
    reading = Reading(ws)
    _refuse_unseen(ws, reading, record_uid)
    return records.versions(ws.db, record_uid)


def _refuse_unseen(ws: Workspace, reading: Reading, record_uid: str) -> None:
    """Refuse records of others' cases, and what of a lent case is not shown."""
    check_somewhere(ws, Act.READ_CASES)
    row = reading.found(record_uid)[0]
    check_case(ws, Act.READ_CASES, row.case_uid)
    reading.refuse_others(row.case_uid)
    lending_out.refuse_record(ws, row)


def save_record(
    ws: Workspace,
    *,
    form: str,
    case_uid: str | None,
    record_uid: str | None,
    based_on: int,
    answers: Answers,
    complete: bool,
    readable: frozenset[str] | None = None,
    draft_uid: str | None = None,
    entered_late: bool = False,
    fingerprint: bytes | None = None,
    copied: frozenset[str] | None = None,
    joins: Joining | None = None,
) -> Saved:
    """Save a version of a record; without a case, `intake` registers one.

    `based_on`: the version that was open, 0 for a new record. `readable`: the parts the
    writer saw (`RecordView.readable`); the others stay as they are. `copied`: the answers still
    marked as copied, None leaves the marks; `joins`: of a new case. Durable when it returns.
    Raises Refused for what must be put right first, and when somebody saved meanwhile.
    """
    check_case(ws, Act.SAVE_RECORD, case_uid)
    if case_uid is not None and record_uid is not None:
        case_uid = folding.file_of(ws, case_uid, record_uid)
    shape = known_form(form)
    _may_write(ws, shape, case_uid)
    lending_out.refuse_change(ws, record_uid)
    answers = all_visible(answers)
    with ws.db.transaction():
        saved = _save(ws, shape, case_uid, record_uid, based_on, answers, complete,
                      readable, entered_late)  # fmt: skip
        if joins is not None and case_uid is None:
            families.join(ws, saved.case_uid, joins)
            cases = saved.changed.cases | {joins.of}
            saved = replace(saved, changed=replace(saved.changed, cases=cases))
        if copied is not None:
            stored_families.put_copied(ws.db, saved.record_uid, copied & answers.keys())
        if draft_uid:
            forget_draft(ws, draft_uid)
        if fingerprint:  # of a spreadsheet row, so that the same row makes no second person
            imported.add(ws.db, fingerprint=fingerprint, case_uid=saved.case_uid,
                         imported_at=clock.stamp())  # fmt: skip
    if case_uid is None:
        ws.forget_case_keys(saved.case_uid)  # from now on, hold what the role holds and no more
    ws.refresh_words(saved.case_uid)
    clocks.refresh(ws, merges.whole(ws.db, saved.case_uid)[0])
    return saved


def _save(
    ws: Workspace, shape: Form, case_uid: str | None, record_uid: str | None, based_on: int,
    answers: Answers, complete: bool, readable: frozenset[str] | None, entered_late: bool,
) -> Saved:  # fmt: skip
    at = consents.instant(ws, shape.key, case_uid)
    number = alias = ""
    minor = Reading(ws).minor(case_uid)
    if case_uid is None:
        _refuse_problems(shape, answers, complete=complete, minor=minor)
        new = register(ws, interpreter.spine(shape, answers), at)
        case_uid, number, alias = new.uid, new.number, new.alias
    saving = _prepare(ws, shape, case_uid, record_uid, based_on, answers, readable, complete)
    if not number:
        _refuse_problems(shape, saving.whole, complete=complete, minor=minor)
        gates.check(ws, saving)
        unsafe = disclosure.problems(ws, case_uid, shape, saving.whole, minor=minor)
        refuse_blocking(shape, unsafe)
    attachments.adopt(ws, case_uid, saving.typed)
    approving.withdraw(ws, saving.record_uid)
    approves = complete and approving.waits(ws, saving)
    complete = complete and not approves
    said = interpreter.spine(shape, saving.whole)
    _write(ws, saving, said, at, complete=complete, entered_late=entered_late)
    telling.write_facts(ws, saving, at)
    disclosure.inherit(ws, saving, at)
    outside.note(ws, saving, at, complete=complete)
    rights_gates.note(ws, saving, at)
    complaints.note(ws, saving)
    reminders.settle_earlier(ws, saving, at)
    if shape.key in closing.REOPENS and not closing.closed_on(ws, case_uid):
        reminders.resume(ws, case_uid, at)
    consents.stop_planned(ws, saving, at)
    tracing.take_down(ws, shape.key, case_uid, at)
    telling.update_case(ws, saving, said, at)
    milestones.keep(ws, saving)
    staging.refresh(ws, case_uid, shape.key, at)
    beds_taken.keep(ws, saving.case_uid)
    reminders.settle_told(ws, saving, at)
    outside_loans.look_again(ws, case_uid)
    again = looking_again.note(ws, saving, at)
    clocks.write(ws, merges.whole(ws.db, case_uid)[0])
    telling.remember_institutions(ws, saving)
    indexing.index(ws, saving)
    ws.log("save_record", saving.record_uid, case=case_uid, form=shape.key,
           version=saving.based_on + 1, complete=complete,
           digest=digests.of_version(ws.db, saving.record_uid, saving.based_on + 1))  # fmt: skip
    files = frozenset(merges.whole(ws.db, case_uid))
    changed = Changed(cases=files, forms=frozenset({shape.key}), drafts=True)
    need = approving.need(ws, saving.record_uid) if approves else None
    return Saved(case_uid, saving.record_uid, saving.based_on + 1, changed, number, alias, need,
                 again)  # fmt: skip


def institutions_named(ws: Workspace) -> list[str]:
    """What can be offered where an institution is asked for, the most used first."""
    return institutions.offered(ws.db, "", limit=INSTITUTIONS)


def _may_write(ws: Workspace, shape: Form, case_uid: str | None) -> None:
    if ws.worker.role.value not in shape.writers:
        raise Refused(NOT_YOUR_FORM)
    if case_uid is None and not shape.registers:
        raise Refused(NEEDS_CASE)
    if case_uid is not None:
        Reading(ws).refuse_others(case_uid)


def _refuse_problems(shape: Form, answers: Answers, *, complete: bool, minor: bool) -> None:
    found = interpreter.problems(
        shape, answers, complete=complete, today=clock.today(), minor=minor
    )
    refuse_blocking(shape, found)


def refuse_blocking(shape: Form, found: Iterable[interpreter.FieldProblem]) -> None:
    """Raise Refused for what must be put right before saving, by its first question."""
    blocking = [problem for problem in found if problem.blocking]
    if blocking:
        raise Refused(STILL_WRONG(count=len(blocking), first=_with_label(shape, blocking[0])))


def _with_label(shape: Form, problem: interpreter.FieldProblem) -> Text:
    asked = next(f for f in interpreter.fields(shape) if f.key == problem.path[0])
    named = Text(asked.label, asked.context or shape.key)
    return mark("{field}: {words}", "record")(field=named, words=problem.words)


def _prepare(
    ws: Workspace, shape: Form, case_uid: str, record_uid: str | None, based_on: int,
    answers: Answers, readable: frozenset[str] | None, complete: bool,
) -> Saving:  # fmt: skip
    reading = Reading(ws)
    if record_uid is None:
        if shape.single and records.rows(ws.db, case_uid, form=shape.key):
            raise Refused(ONE_ONLY)
        seen = reading.held(case_uid)
        saving = Saving(shape, case_uid, uid(), 0, answers, seen, complete=complete)
    else:
        row, contents = reading.found(record_uid)
        folding.refuse(ws, row.case_uid, row)
        seen = readable if readable is not None else reading.opened(record_uid).readable
        before = reading.parts(row, contents).parts
        saving = Saving(shape, case_uid, record_uid, based_on, answers, seen, before, row, complete)
    saving.refuse_closed(ws)
    return saving


def _write(
    ws: Workspace, saving: Saving, said: Spine, at: str, *, complete: bool, entered_late: bool
) -> None:
    version = saving.based_on + 1
    parts = saving.parts
    sealed = {
        compartment: ws.seal_part(
            compartment,
            parts.get(compartment, {}),
            case_uid=saving.case_uid,
            record_uid=saving.record_uid,
            version=version,
        )
        for compartment in saving.written(ws)
    }
    on_date, due_on = _dates(ws, saving, said)
    records.save(
        ws.db,
        records.NewVersion(
            uid=saving.record_uid,
            case_uid=saving.case_uid,
            form=saving.form.key,
            form_version=saving.form.version,
            based_on=saving.based_on,
            state="complete" if complete else "incomplete",
            worker=ws.worker.uid,
            at=at,
            answers=parts.get(None, {}),
            sealed=sealed,
            on_date=on_date or clock.today().isoformat(),
            due_on=due_on,
            entered_late=entered_late,
        ),
    )


def _dates(ws: Workspace, saving: Saving, said: Spine) -> tuple[str | None, str | None]:
    """The record's days. One that stands in a part the writer cannot open stays as it is."""
    hidden = {
        each.part
        for f in interpreter.fields(saving.form)
        for each in (f, *f.rows)
        if (c := interpreter.compartment_of(saving.form, f)) and not ws.holds(saving.case_uid, c)
    }
    row = saving.row
    on_date = row.on_date if row and Part.ON_DATE in hidden else said.on_date
    due_on = row.due_on if row and Part.DUE_ON in hidden else said.due_on
    return on_date, due_on
