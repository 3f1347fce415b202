"""Paper: single sheets, the case file, and the register of every copy.

A print is prepared (rendered in memory, checked for characters no font has), looked at, and
released: the release writes the register and the audit before a page leaves the program.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from rescueapp import clock
from rescueapp.actions.family import folding
from rescueapp.actions.gates import form_gates
from rescueapp.actions.keeping import retention
from rescueapp.actions.opened import entries, restriction
from rescueapp.actions.opened.reading import Reading, known_form
from rescueapp.actions.outward import consents, disclosure, receivers, releases
from rescueapp.actions.outward.disclosure import UNDECIDED, Decision
from rescueapp.actions.outward.releases import note_returned, register_of_copies
from rescueapp.actions.papers import papers, referral_slip
from rescueapp.actions.papers.print_order import FileOrder, Prepared
from rescueapp.actions.papers.releasing import FILE, PRINTER, refuse_missing, release, save, write
from rescueapp.actions.recording import identity
from rescueapp.actions.signing import lending
from rescueapp.domain import referral
from rescueapp.domain.case import CaseRow
from rescueapp.domain.record import RecordRow
from rescueapp.domain.unsafe import Passage
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Compartment, Form, Level, Stage
from rescueapp.i18n import mark, say
from rescueapp.printing import case_file, sheet
from rescueapp.printing.filed import CaseFile, FiledRecord
from rescueapp.printing.pages import SheetHead
from rescueapp.printing.profiles import PROFILES, Choice, Profile, takes
from rescueapp.progress import Progress
from rescueapp.storage import cases
from rescueapp.workspace import Workspace

__all__ = [
    "FILE",
    "PRINTER",
    "FileOrder",
    "Prepared",
    "goes_out",
    "names_of",
    "note_returned",
    "prepare_file",
    "prepare_sheet",
    "profiles",
    "refuse_missing",
    "register_of_copies",
    "release",
    "save",
    "write",
]

MOST_COPIES = 20
_TO_THE_FAMILY = ("support_duty_notice",)  # must not tell where she is

NOT_A_SHEET = mark("This form is printed with the case file, not as a single sheet.", "print")
NEEDS_REASON = mark("A case file needs a purpose and a reason.", "print")
NEEDS_RECIPIENT = mark("Name who receives this file.", "print")
TOO_MANY = mark("At most {most} copies at a time.", "print")
NO_PROFILE = mark("There is no such print profile.", "print")
IN_FILE = mark("Of the file {number} of the same person", "merging")


def profiles() -> tuple[Profile, ...]:
    """The profiles a case file can be printed with."""
    return tuple(PROFILES.values())


def prepare_sheet(
    ws: Workspace,
    *,
    form: str,
    record_uid: str | None,
    gaps: bool = False,
    decision: Decision = UNDECIDED,
) -> Prepared:
    """A single form to sign at once, filled or (without a record) blank. Needs no approval.

    Raises NeedsTwo where it would show more identities in a day than one person needs.
    """
    ws.check(Act.PRINT_SHEET)
    shape = known_form(form)
    if not shape.sheet:
        raise Refused(NOT_A_SHEET)
    print_id = papers.new_id()
    if record_uid is None:
        return _blank(ws, shape, print_id)
    reading = Reading(ws)
    row, _ = reading.found(record_uid)
    reading.refuse_others(row.case_uid)
    answers = _printed_answers(ws, row.uid)
    if form == referral.FORM:  # its parts leave, each with what it may tell
        return referral_slip.prepare(ws, row, answers, gaps=gaps, decision=decision)
    case = cases.row(ws.db, row.case_uid, reader=ws.holder)
    head = _head(ws, print_id, case, row, 1, shape.copies)
    if form in _TO_THE_FAMILY:  # neither the house, nor the file, nor who writes
        head = _to_the_family(ws, print_id)
    head = replace(head, unfinished=row.state != "complete" and form_gates.guards_sheet(shape))
    left_out = decision.of(row.uid) | sheet.off_sheet(shape)
    if _tells_who(shape, answers, left_out):
        identity.on_paper(ws, row.case_uid, urgent=_waits_for_nobody(shape, case))
    shown: dict[str, Any] = {
        "minor": reading.minor(row.case_uid),
        "names": _names(ws, row.case_uid, identity=True),
        "left_out": left_out,
    }
    missing = sheet.missing_characters(shape, answers, head, **shown)
    pdfs: tuple[bytes, ...] = ()
    if not missing or gaps:
        pdfs = tuple(
            sheet.sheet(shape, answers, replace(head, copy=number), gaps=gaps, **shown)
            for number in range(1, shape.copies + 1)
        )
    said = sheet.passages(shape, answers, **shown)
    words = (Passage(label, text, row.uid, key) for key, label, text in said)
    papers.note_look(ws, row.uid, form)
    return Prepared(
        print_id=print_id,
        what=form,
        case_uid=row.case_uid,
        pdfs=pdfs,
        missing=tuple(missing),
        found=disclosure.check(ws, row.case_uid, words, hides_whereabouts=form in _TO_THE_FAMILY),
        whole_list=disclosure.read_whole(ws, row.case_uid),
        decision=decision,
        urgent=shape.urgent,
        fields=tuple(releases.fields_of(shape, answers, left_out)),
    )


def _blank(ws: Workspace, shape: Form, print_id: str) -> Prepared:
    known = shape.key not in _TO_THE_FAMILY
    head = _head(ws, print_id, None, None, 1, 1) if known else _to_the_family(ws, print_id)
    pdf = sheet.sheet(shape, None, head)
    return Prepared(print_id=print_id, what=shape.key, case_uid=None, pdfs=(pdf,))


def prepare_file(
    ws: Workspace, order: FileOrder, *, gaps: bool = False, progress: Progress | None = None
) -> Prepared:
    """The case file under a profile, each copy with its own number in the foot. Raises NeedsTwo
    as `prepare_sheet`."""
    ws.check(Act.PRINT_FILE)
    profile = _checked(ws, order)
    restriction.refuse_release(ws, order.case_uid)
    consents.check_file(ws, order.case_uid, profile.key, l3=bool(order.l3_reason.strip()))
    row = cases.row(ws.db, order.case_uid, reader=ws.holder)
    assert row is not None, "the dialog was opened on a case"
    if _shows_identity(order, profile):
        identity.on_paper(ws, order.case_uid)
    print_id = papers.new_id()
    file = _file(ws, order, profile, row, print_id, gaps=gaps)
    found = disclosure.check(
        ws,
        order.case_uid,
        (Passage(*said) for said in file.passages()),
        recipient=order.recipient,
        hides_whereabouts=profile.hides_whereabouts,
    )
    missing = tuple(file.missing_characters())
    pdfs: list[bytes] = []
    if not missing or gaps:
        for number in range(1, order.copies + 1):
            target = io.BytesIO()
            head = replace(file.head, copy=number)
            case_file.write_case_file(target, replace(file, head=head), progress)
            pdfs.append(target.getvalue())
    papers.note_look(ws, row.uid, order.profile)
    return Prepared(
        print_id=print_id,
        what=order.profile,
        case_uid=order.case_uid,
        pdfs=tuple(pdfs),
        missing=missing,
        recipient=order.recipient,
        purpose=order.purpose,
        reason=order.reason,
        basis=order.basis or profile.basis,
        return_by=order.return_by,
        fields=tuple(dict.fromkeys(_file_fields(ws, order, profile))),
        found=found,
        whole_list=disclosure.read_whole(ws, order.case_uid),
        decision=order.decision,
        abroad=receivers.told_where(order.abroad),
        detail={"identity": order.identity, "l3": bool(order.l3_reason)},
    )


def _tells_who(shape: Form, answers: dict[str, Any], left_out: frozenset[str]) -> bool:
    told = {key: answer for key, answer in answers.items() if key not in left_out}
    return bool(interpreter.split(shape, told).get(Compartment.IDENTITY))


def _waits_for_nobody(shape: Form, case: CaseRow | None) -> bool:
    """A paper of the first hour; the intake is one for that hour alone."""
    begun = case is not None and case.stage is not Stage.INTAKE
    return shape.urgent and not (shape.registers and begun)


def _checked(ws: Workspace, order: FileOrder) -> Profile:
    profile = PROFILES.get(order.profile)
    if profile is None:
        raise Refused(NO_PROFILE)
    if not order.recipient.strip():
        raise Refused(NEEDS_RECIPIENT)
    if not order.purpose.strip() or not order.reason.strip():
        raise Refused(NEEDS_REASON)
    if not 1 <= order.copies <= MOST_COPIES:
        raise Refused(TOO_MANY(most=MOST_COPIES))
    told = (order.purpose, order.reason, order.l3_reason)
    least = bool(profile.only)
    receivers.check(
        ws, order.case_uid, order.recipient, *told, least=least,
        said_abroad=receivers.told_where(order.abroad),
    )  # fmt: skip
    return profile


def goes_out(ws: Workspace, order: FileOrder) -> tuple[list[str], list[str]]:
    """(labels that go out, labels that stay here) of the answered fields, before printing."""
    ws.check(Act.PRINT_FILE)
    profile, choice = PROFILES[order.profile], _choice(ws, order)
    out: dict[str, None] = {}
    stays: dict[str, None] = {}
    for row, opened in Reading(ws).of_case(order.case_uid):
        shape = form_of(row.form)
        for asked in interpreter.fields(shape):
            if not interpreter.empty(opened.answers.get(asked.key)):
                goes = takes(profile, choice, shape, asked)
                (out if goes else stays)[interpreter.label(shape, asked)] = None
    return list(out), [label for label in stays if label not in out]


def _file_fields(ws: Workspace, order: FileOrder, profile: Profile) -> Iterator[str]:
    """What the file holds, as "form.field"."""
    choice = _choice(ws, order)
    for row, opened in Reading(ws).of_case(order.case_uid):
        shape = form_of(row.form)
        if shape.archive_order:
            stays = {f.key for f in interpreter.fields(shape)
                     if not takes(profile, choice, shape, f)}  # fmt: skip
            stays |= order.decision.of(row.uid)
            yield from releases.fields_of(shape, opened.answers, stays)


# --- what is printed --------------------------------------------------------------------------


def _file(
    ws: Workspace, order: FileOrder, profile: Profile, row: CaseRow, print_id: str, *, gaps: bool
) -> CaseFile:
    return CaseFile(
        head=_head(ws, print_id, row, None, 1, order.copies),
        profile=profile,
        choice=_choice(ws, order),
        records=tuple(_filed_records(ws, order.case_uid, order.decision)),
        minor=Reading(ws).minor(order.case_uid),
        retention=say(retention.keeping(ws, order.case_uid).period.told()),
        recipient=order.recipient,
        purpose=order.purpose,
        names=_names(ws, order.case_uid, identity=_shows_identity(order, profile)),
        newer=sum(form_of(row.form) is NEWER for row in folding.records_of(ws, order.case_uid)),
        gaps=gaps,
    )


def _filed_records(ws: Workspace, case_uid: str, decision: Decision) -> Iterator[FiledRecord]:
    """The records that are filed; each is read and opened only when its page is written."""
    for row in folding.records_of(ws, case_uid):
        if form_of(row.form).archive_order:
            yield FiledRecord(
                form=form_of(row.form),
                answers=partial(_printed_answers, ws, row.uid),
                on_date=row.on_date or "",
                written_by=row.worker_name,
                written_on=clock.local(row.changed_at).date().isoformat(),
                late=_told_of(row),
                uid=row.uid,
                left_out=decision.of(row.uid),
                number=referral.number(row.uid) if row.form == referral.FORM else "",
                of_file=row.file,
                entered_late=row.entered_late,
                complete=row.state == "complete",
            )


def _told_of(row: RecordRow) -> str:
    """What stands under a record: that it was entered late, which file it stands in."""
    told = [IN_FILE(number=row.file)] if row.file else []
    return "  ".join(say(words) for words in (*told, *([row.late] if row.late else ())))


def _printed_answers(ws: Workspace, record_uid: str) -> dict[str, Any]:
    """A record's answers without its writer's own notes, which are never printed, and without a
    part that is only lent."""
    reading = Reading(ws)
    row, contents = reading.found(record_uid)
    kept = {None, *lending.lasting(ws, row.case_uid)}
    parts = reading.parts(row, contents).parts
    return interpreter.join({c: part for c, part in parts.items() if c in kept})


def _choice(ws: Workspace, order: FileOrder) -> Choice:
    return Choice(
        held=frozenset(ws.case_keys(order.case_uid)),
        identity=order.identity,
        l3_reason=order.l3_reason,
    )


def _shows_identity(order: FileOrder, profile: Profile) -> bool:
    return order.identity and Compartment.IDENTITY in profile.compartments


def _names(ws: Workspace, case_uid: str, *, identity: bool) -> dict[str, str]:
    """Words for whatever uid an answer refers to: relatives, and entries of registers."""
    return {**entries.names(ws), **names_of(ws, case_uid, identity=identity)}


def names_of(ws: Workspace, case_uid: str, *, identity: bool) -> dict[str, str]:
    """Words for the uids of relatives that answers refer to: the relation and, with
    `identity`, the name."""
    named: dict[str, str] = {}
    reading = Reading(ws)
    for row in folding.records_of(ws, case_uid, form="relative"):
        answers = reading.parts(*reading.found(row.uid)).answers
        named[row.uid] = _relative_words(answers, identity=identity)
    return named


def _relative_words(answers: dict[str, Any], *, identity: bool) -> str:
    shape = form_of("relative")
    shown = [
        interpreter.say(asked, answers[asked.key])
        for asked in interpreter.fields(shape)
        if asked.listed and asked.key in answers and (identity or asked.level <= Level.L2)
    ]
    return " ".join(word for word in shown if word)


def _to_the_family(ws: Workspace, print_id: str) -> SheetHead:
    return SheetHead(print_id=print_id, training=ws.vault.training, of_case=False)


def _head(
    ws: Workspace, print_id: str, case: CaseRow | None, record: RecordRow | None, copy: int, of: int
) -> SheetHead:
    return replace(
        papers.head(ws, print_id),
        copy=copy,
        copies=of,
        audit_words=papers.account_words(ws),
        case_number=case.number if case else "",
        alias=case.alias if case else "",
        written_by=record.worker_name if record else "",
        written_on=clock.local(record.changed_at).date().isoformat() if record else "",
        late=say(record.late) if record and record.late else "",
    )
