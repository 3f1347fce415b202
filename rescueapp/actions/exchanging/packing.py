"""A case as it goes into a package: what this worker's keys open, by compartment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from rescueapp import clock
from rescueapp.actions.attached import attachments
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import disclosure
from rescueapp.crypto import package_shape
from rescueapp.crypto.package import Content
from rescueapp.domain import beds
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.errors import Refused
from rescueapp.exchange import whole_case
from rescueapp.exchange.whole_case import (
    CLEAR,
    WholeCase,
    WholeEntry,
    WholeFile,
    WholeRecord,
    WholeVersion,
)
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import TEAM_COMPARTMENTS, Compartment, Kind
from rescueapp.i18n import mark
from rescueapp.storage import blobs, cases, records, registers
from rescueapp.storage import retention as stored_retention
from rescueapp.storage.records import Contents
from rescueapp.workspace import Workspace

TOO_LARGE = mark(
    "This case with its files has {size} MB, and a package holds {most} MB. Print its case file"
    " and hand it over on paper.",
    "exchange",
)


def whole(ws: Workspace, case_uid: str) -> WholeCase:
    """The case as far as this worker's keys open it, without anybody's own notes; of attachments
    those a version of a record names, and not what lies with a draft. A part they do not open is
    named, so that nothing stays behind unsaid."""
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    assert row is not None, "the caller has found it"
    found = tuple(_records(ws, case_uid))
    case = WholeCase(
        number=row.number,
        alias=row.alias,
        opened_at=row.opened_at,
        closed_on=stored_retention.closed_on(ws.db, case_uid) or "",
        minor=Reading(ws).minor(case_uid),
        records=found,
        files=tuple(
            WholeFile(blob.uid, blob.compartment.value, blob.media_type)
            for blob in _files(ws, case_uid)
        ),
        entries=tuple(_entries(ws, found)),
        inherits=disclosure.inherits(ws, case_uid),
        format=whole_case.lowest_format(found),
    )
    return _with_named_files(whole_case.kept(case))


def present(case: WholeCase) -> WholeCase:
    """The case as it stands now, without the versions before and what only they name."""
    records = tuple(replace(record, earlier=()) for record in case.records)
    return _with_named_files(replace(case, records=records))


def _with_named_files(case: WholeCase) -> WholeCase:
    answers = [version.answers for record in case.records for version in record.versions]
    named = {*attachments.named(answers)}
    return replace(case, files=tuple(each for each in case.files if each.uid in named))


def attached(ws: Workspace, case_uid: str, case: WholeCase) -> list[tuple[str, Content]]:
    """Each attachment by its uid; read when its turn comes, so that one at a time is in memory."""
    return [(blob.uid, partial(_clear, ws, blob)) for blob in _going(ws, case_uid, case)]


def check_size(ws: Workspace, case_uid: str, case: WholeCase) -> None:
    """Before anything is read or spent: what is larger no receiver takes. Raises Refused."""
    size = len(whole_case.pack(case)) + sum(blob.size for blob in _going(ws, case_uid, case))
    if size > package_shape.MAX_TOTAL:
        most = package_shape.MAX_TOTAL >> 20
        raise Refused(TOO_LARGE(size=max(size >> 20, most + 1), most=most))


def _records(ws: Workspace, case_uid: str) -> Iterator[WholeRecord]:
    reading = Reading(ws)
    for row, contents in records.contents_of_case(ws.db, case_uid):
        closed = _closed(ws, row) if row.form in FORMS else ()
        yield _record(row, contents, _sent(reading, row, contents), closed, _earlier(ws, row))


def _sent(reading: Reading, row: RecordRow, contents: Contents) -> dict[str, Answers]:
    """What is opened of a version, by the names compartments have there; nobody's own notes."""
    opened = reading.parts(row, contents).parts.items()
    return {
        part.value if part else CLEAR: answers
        for part, answers in opened
        if part is not Compartment.AUTHOR
    }


def _earlier(ws: Workspace, row: RecordRow) -> tuple[WholeVersion, ...]:
    """The versions before the present one, the first one first."""
    reading, found = Reading(ws), records.versions(ws.db, row.uid)
    return tuple(
        WholeVersion(
            state=each.state,
            written_by=each.worker_name,
            written_at=each.saved_at,
            version=contents.form_version,
            parts=_sent(reading, row, contents),
        )
        for each in reversed(found[1:])
        for _, contents in (reading.found(row.uid, each.version),)
    )


def _closed(ws: Workspace, row: RecordRow) -> tuple[str, ...]:
    """The parts that the form has and the sender holds no key of, whether there is anything in
    them or not: to tell only of those that are filled would be a hint (K-09)."""
    form, held = FORMS[row.form], ws.case_keys(row.case_uid)
    asked = {interpreter.compartment_of(form, field) for field in interpreter.fields(form)}
    return tuple(sorted(c.value for c in TEAM_COMPARTMENTS if c in asked and c not in held))


def _record(
    row: RecordRow, contents: Contents, parts: dict[str, Answers], closed: tuple[str, ...],
    earlier: tuple[WholeVersion, ...],
) -> WholeRecord:  # fmt: skip
    return WholeRecord(
        uid=row.uid,
        form=row.form,
        on_date=row.on_date or "",
        state=row.state,
        written_by=row.worker_name,
        parts=parts,
        version=contents.form_version,
        written_at=row.changed_at,
        done_on=row.done_on or "",
        late=row.entered_late,
        closed=closed,
        earlier=earlier,
    )


def _entries(ws: Workspace, found: tuple[WholeRecord, ...]) -> Iterator[WholeEntry]:
    """What the records name of the registers: whom a referral went to, who interpreted."""
    named = dict.fromkeys(uid for record in found for uid in _named(record))
    for uid in named:
        entry = registers.entry(ws.db, uid)
        if entry is not None:
            row, answers = entry
            register = REGISTERS.get(row.form)
            told = as_elsewhere(row.form, answers)
            yield WholeEntry(uid, row.form, register.version if register else 1, told)


def as_elsewhere(register: str, answers: Answers) -> Answers:
    """An entry of one station's register as another knows it; asked by the sender, and by the
    receiver again."""
    if register != beds.REGISTER:
        return answers
    return beds.elsewhere(answers, clock.today().isoformat())


def _named(record: WholeRecord) -> Iterator[str]:
    answers = record.answers
    for field in interpreter.fields(form_of(record.form)):
        value = answers.get(field.key)
        rows = value if field.kind is Kind.ROWS and isinstance(value, list) else []
        cells = [(inner, row.get(inner.key)) for row in rows for inner in field.rows]
        for each, said in [(field, value), *cells]:
            if each.kind is Kind.ENTRY and isinstance(said, str):
                yield said


def _files(ws: Workspace, case_uid: str) -> list[blobs.Blob]:
    held = ws.case_keys(case_uid)
    return [blob for blob in blobs.of_case(ws.db, case_uid) if blob.compartment in held]


def _going(ws: Workspace, case_uid: str, case: WholeCase) -> list[blobs.Blob]:
    """The attachments that go with the case."""
    going = {each.uid for each in case.files}
    return [blob for blob in _files(ws, case_uid) if blob.uid in going]


def _clear(ws: Workspace, blob: blobs.Blob) -> list[bytes]:
    return [blobs.read(ws.folder, blob, key=attachments.open_key(ws, blob))]
