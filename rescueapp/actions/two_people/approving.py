"""Approvals: a record that is complete only when a second person has said so (rules.md D.2).

Which records wait is declared (`Form.approval`). Whoever completes one saves it: it lies there
incomplete, everybody on the team can read it, and one version of it is asked about. A yes makes
the next version, complete and with the same answers, by whoever said it; a save in between makes
another version, and the question falls away. Nobody approves what they wrote themselves, and what
stands against the record by then is asked again.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.actions.family import folding
from rescueapp.actions.gates import form_gates
from rescueapp.actions.opened import beds_taken, closing, milestones, reminders, staging
from rescueapp.actions.opened.reading import Reading, known_form
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.outward import disclosure, handed_abroad, outside_loans, tracing
from rescueapp.actions.workers import vetting
from rescueapp.domain.guards import Need
from rescueapp.domain.record import RecordRow
from rescueapp.domain.request import Kind, Request
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Form
from rescueapp.i18n import Text, mark
from rescueapp.storage import digests, merges, records
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace

WAITS = mark(
    "Saved, and not complete yet: a second person approves it first. They see to this: {why}",
    "approval",
)
ASKED = mark(
    "Saved, and not complete yet: it waits to be approved, asked for on {day}. If it is saved"
    " again before that, it has to be asked for again.",
    "approval",
)
REFUSED = mark(
    "Not approved on {day}. Mend what was missing and complete it again, or ask somebody else.",
    "approval",
)
CHANGED = mark(
    "This record was saved again since it was asked about. Whoever wrote it asks once more.",
    "approval",
)
OWN_WORDS = mark("You wrote in this record. Somebody else approves it.", "approval")
CLOSED_PART = mark(
    "A part of this record is not yours to open: who approves it reads the whole of it.", "approval"
)


def waits(ws: Workspace, saving: Saving) -> bool:
    """Whether a save that is to be complete stays incomplete until it is approved.

    What was approved stays complete while a save changes nothing of it: what became of it since is
    written beside it.
    """
    if not _asks(saving.form, saving.whole, minor=Reading(ws).minor(saving.case_uid)):
        return False
    if saving.row is None or saving.row.state != "complete":
        return True
    before = interpreter.join(saving.before)
    asked, said = (interpreter.approved(saving.form, each) for each in (saving.whole, before))
    return asked != said


def need(ws: Workspace, record_uid: str) -> Need | None:
    """What a record as it lies waits for; None when it is complete or needs nobody."""
    row, contents = Reading(ws).found(record_uid)
    form = known_form(row.form)
    answers = Reading(ws).parts(row, contents).answers
    minor = Reading(ws).minor(row.case_uid)
    if row.state == "complete" or not _asks(form, answers, minor=minor):
        return None
    return asked(ws, row) or Need(Kind.APPROVE, WAITS(why=why(row.form)), about=_about(row))


def asked(ws: Workspace, row: RecordRow) -> Need | None:
    """Where what was asked about a record as it lies stands; None: nobody asked, or it is
    complete."""
    about = _about(row)
    request = next((r for r in stored.of_subject(ws.db, row.case_uid) if r.about == about), None)
    if request is None or row.state == "complete":
        return None
    if request.granted is None:
        return Need(Kind.APPROVE, ASKED(day=_day(request.asked_at)), request.uid, about)
    day = _day(request.decided_at or request.asked_at)
    return Need(Kind.APPROVE, REFUSED(day=day), about=about)


def why(form: str) -> Text:
    """What whoever approves a record of a form sees to; of one that needs nobody, its title."""
    shape = known_form(form)
    return Text(shape.approval.why if shape.approval else shape.title, shape.key)


def asked_of(ws: Workspace, request: Request) -> RecordRow | None:
    """The record an approval is about, to read it first; None for other requests, or when it
    moved on."""
    return _row(ws, request.about) if request.about else None


def form_of(ws: Workspace, request: Request) -> str:
    """The form of the record an approval is about, also when it moved on; "" of other requests."""
    row = records.row(ws.db, _parts(request.about)[0]) if request.about else None
    return "" if row is None else row.form


def withdraw(ws: Workspace, record_uid: str) -> None:
    """A record is saved again, inside the transaction: nobody is asked about it as it was."""
    stored.withdraw_about(ws.db, record_uid)


def check_present(ws: Workspace, case_uid: str, about: str) -> None:
    """Raises Refused unless this is the present version of a record of the case that waits."""
    row = _row(ws, about)
    if row is None or row.case_uid != case_uid or row.state == "complete":
        raise Refused(CHANGED)


def refuse_decider(ws: Workspace, request: Request) -> None:
    """Raises Refused where whoever is to approve wrote any of what they would approve (a version
    since the last one that was complete), or is not vetted to write of a minor (A-314)."""
    row = _row(ws, request.about)
    if row is None:
        return
    vetting.refuse(ws, known_form(row.form), row.case_uid)
    open_ones = takewhile(lambda each: each.state != "complete", records.versions(ws.db, row.uid))
    if any(each.worker == ws.worker.uid for each in open_ones):
        raise Refused(OWN_WORDS)


def complete(ws: Workspace, request: Request) -> None:
    """The record becomes complete, inside the transaction of the decision. Raises Refused."""
    folding.refuse(ws, request.subject, _row(ws, request.about))
    check_present(ws, request.subject, request.about)
    row, contents = Reading(ws).found(_parts(request.about)[0])
    _check_again(ws, row, contents)
    at = clock.stamp()
    told = Reading(ws).parts(row, contents).answers
    handed_abroad.approve(ws, row, told, at, asker=request.asked_by)
    new = records.NewVersion(
        uid=row.uid, case_uid=row.case_uid, form=row.form, form_version=contents.form_version,
        based_on=row.version, state="complete", worker=ws.worker.uid, at=at,
        answers=contents.answers, on_date=row.on_date, due_on=row.due_on,
    )  # fmt: skip
    records.save(ws.db, new)
    milestones.approved(ws, replace(row, state=new.state))
    staging.refresh(ws, row.case_uid, row.form, at)
    tracing.take_down(ws, row.form, row.case_uid, at)
    if closing.closed_on(ws, row.case_uid):
        outside_loans.end_all(ws, row.case_uid)
        if row.form in closing.CLOSES:
            reminders.end(ws, row.case_uid, told, at)
    beds_taken.keep(ws, row.case_uid)
    clocks.write(ws, merges.whole(ws.db, row.case_uid)[0])
    stored.use(ws.db, request.uid, at=at, record_uid=row.uid)
    ws.log("approve", row.uid, case=row.case_uid, request=request.uid)
    ws.log("save_record", row.uid, case=row.case_uid, form=row.form, version=new.version,
           complete=True, digest=digests.of_version(ws.db, row.uid, new.version))  # fmt: skip


def _check_again(ws: Workspace, row: RecordRow, contents: records.Contents) -> None:
    """What was in order when the record was written need not be so days later: the family was
    found unfit, the receiver came onto the unsafe list. Raises Refused, NeedsTwo."""
    reading, form = Reading(ws), known_form(row.form)
    held = reading.held(row.case_uid)
    if any(part.value not in held for part in contents.parts):
        raise Refused(CLOSED_PART)
    parts = reading.parts(row, contents).parts
    saving = Saving(form, row.case_uid, row.uid, row.version, interpreter.join(parts), held, parts,
                    row, complete=True)  # fmt: skip
    form_gates.check(ws, saving)
    minor = reading.minor(row.case_uid)
    found = disclosure.problems(ws, row.case_uid, form, saving.whole, minor=minor)
    for problem in found:
        if problem.blocking:
            raise Refused(problem.words)


def _asks(form: Form, answers: interpreter.Answers, *, minor: bool) -> bool:
    wanted = form.approval
    return wanted is not None and interpreter.applies(wanted.when, answers, minor)


def _day(at: str) -> str:
    return clock.local(at).date().isoformat()


def _about(row: RecordRow) -> str:
    return f"{row.uid}/{row.version}"


def _row(ws: Workspace, about: str) -> RecordRow | None:
    """The record a request is about, at the version it is about; None when it moved on."""
    record_uid, version = _parts(about)
    row = records.row(ws.db, record_uid)
    return row if row is not None and str(row.version) == version else None


def _parts(about: str) -> tuple[str, str]:
    """The record and its version."""
    record_uid, _, version = about.partition("/")
    return record_uid, version
