"""One case with its identity handed over in a package: asked by one, agreed to by another, once.

It goes to the office that is enrolled here, sealed to its key and signed, with its own number in
the sequence of packages; the receipt confirms it like any other. The office keeps the package as
it came and reads the case in words; nothing of it goes into tables there. That another station
takes the case up as its own comes with the hand-over between stations.
(decisions.md, "Audit, backup, packages"; rules.md K-13)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rescueapp import clock
from rescueapp.actions import (
    anchors,
    attachments,
    clock_watch,
    disclosure,
    releases,
    requests,
    restriction,
)
from rescueapp.actions.enrolment import keys_of
from rescueapp.actions.exchange import NO_OFFICE, Exported
from rescueapp.actions.reading import Reading
from rescueapp.crypto import package_shape
from rescueapp.crypto.keyring import Grant
from rescueapp.crypto.package import Content
from rescueapp.domain.changed import Changed
from rescueapp.domain.guards import Need, NeedsTwo
from rescueapp.domain.record import Answers
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.exchange import bundle, whole_case
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.exchange.manifest import IDENTIFIED, NO_PREVIOUS
from rescueapp.exchange.sequence import UNKNOWN_STATION
from rescueapp.exchange.whole_case import WholeCase, WholeRecord
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import lookup, mark
from rescueapp.identity import uid
from rescueapp.progress import Progress
from rescueapp.storage import audit, blobs, cases, exchange_log, files
from rescueapp.storage import retention as stored_retention
from rescueapp.storage.exchange_log import Export
from rescueapp.storage.releases import Release
from rescueapp.workspace import Workspace

NEEDS_ANOTHER = mark(
    "A case leaves with its identity only when a second person has agreed. Ask for it; the package"
    " can then be made once, within seven days.",
    "exchange",
)
WAITS = mark(
    "It was asked for on {day} whether this case may be handed over. Somebody else has to agree.",
    "exchange",
)
TOO_LARGE = mark(
    "This case with its files has {size} MB, and a package holds {most} MB. Print its case file"
    " and hand it over on paper.",
    "exchange",
)
NO_SUCH_CASE = mark("This case is not in the vault (any more).", "retention")
NOT_HERE = mark("There is no such package here.", "exchange")
NO_CASE_IN_IT = mark("This package has no case with an identity in it.", "exchange")


# --- the station ----------------------------------------------------------------------------------


def need(ws: Workspace, case_uid: str) -> Need | None:
    """What a hand-over of this case waits for; None when it can be made now."""
    if requests.usable(ws, Kind.HAND_OVER, case_uid) is not None:
        return None
    asked = requests.waiting_for(ws, Kind.HAND_OVER, case_uid)
    if asked is None:
        return Need(Kind.HAND_OVER, NEEDS_ANOTHER())
    day = clock.local(asked.asked_at).date().isoformat()
    return Need(Kind.HAND_OVER, WAITS(day=day), asked.uid)


def hand_over(
    ws: Workspace, case_uid: str, out_dir: Path, progress: Progress | None = None
) -> Exported:
    """Write the package of one identified case into a folder; the grant is spent by it.

    Raises NeedsTwo before a second person has agreed; Refused for an office that is abroad, on
    the case's unsafe list, or none, for a case that is only stored and for one that no package
    holds; Damaged for a grant made by hand. The number, the register and the file as in
    `exchange.export_package`.
    """
    ws.check(Act.EXPORT)
    clock_watch.check_date(ws)
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    if row is None:
        raise Refused(NO_SUCH_CASE)
    restriction.refuse_release(ws, case_uid)
    grant = requests.usable(ws, Kind.HAND_OVER, case_uid)
    if grant is None:
        waits = need(ws, case_uid)
        assert waits is not None
        raise NeedsTwo(waits)
    office = _office(ws)
    releases.check_recipient(ws, case_uid, office.name)
    disclosure.refuse_recipient(ws, case_uid, office.name)
    whole, attached = _whole(ws, case_uid), _attached(ws, case_uid)
    _check_size(ws, case_uid, whole)
    head, last = audit.head(ws.db), exchange_log.last_export(ws.db)
    frame = bundle.Frame(
        sequence=exchange_log.next_sequence(ws.db),
        previous=last.manifest_hash if last else NO_PREVIOUS,
        period_from=clock.local(whole.opened_at).date().isoformat(),
        period_to=clock.today().isoformat(),
        training=ws.vault.training,
        audit_sequence=head.seq,
        audit_head=head.hash,
    )
    path = out_dir / f"{uid()}{bundle.SUFFIX}"
    with files.finished_as(path) as target, ws.db.transaction():
        requests.use(ws, grant, case_uid)
        written = bundle.write_hand_over(
            target,
            frame,
            whole,
            attached,
            to=office,
            signing_seed=ws.keys.grants[Grant.SIGNING],
            progress=progress,
        )
        _register(ws, office, written, grant, whole)
    anchors.keep(ws, head)
    changed = Changed(cases=frozenset({case_uid}), exchange=True, copies=True)
    return Exported(path, frame.sequence, 1, changed)


def _office(ws: Workspace) -> KeyFile:
    enrolled = exchange_log.correspondents(ws.db, kind="office")
    if not enrolled:
        raise Refused(NO_OFFICE)
    return keys_of(enrolled[0])


def _whole(ws: Workspace, case_uid: str) -> WholeCase:
    """The case as far as this worker's keys open it, without anybody's own notes."""
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    assert row is not None, "the caller has found it"
    return WholeCase(
        number=row.number,
        alias=row.alias,
        opened_at=row.opened_at,
        closed_on=stored_retention.closed_on(ws.db, case_uid) or "",
        minor=Reading(ws).minor(case_uid),
        records=tuple(_records(ws, case_uid)),
        files=tuple(blob.uid for blob in _files(ws, case_uid)),
    )


def _records(ws: Workspace, case_uid: str) -> Iterator[WholeRecord]:
    for row, opened in Reading(ws).of_case(case_uid):
        parts: dict[Compartment | None, Answers] = dict(opened.parts)
        parts.pop(Compartment.AUTHOR, None)
        yield WholeRecord(
            uid=row.uid,
            form=row.form,
            on_date=row.on_date or "",
            state=row.state,
            written_by=row.worker_name,
            answers=interpreter.join(parts),
        )


def _files(ws: Workspace, case_uid: str) -> list[blobs.Blob]:
    held = ws.case_keys(case_uid)
    return [blob for blob in blobs.of_case(ws.db, case_uid) if blob.compartment in held]


def _attached(ws: Workspace, case_uid: str) -> list[tuple[str, Content]]:
    """Each attachment by its uid; read when its turn comes, so that one at a time is in memory."""
    return [(blob.uid, partial(_clear, ws, blob)) for blob in _files(ws, case_uid)]


def _check_size(ws: Workspace, case_uid: str, whole: WholeCase) -> None:
    """Before anything is read or spent: what is larger no receiver takes. Raises Refused."""
    size = len(whole_case.pack(whole)) + sum(blob.size for blob in _files(ws, case_uid))
    if size > package_shape.MAX_TOTAL:
        most = package_shape.MAX_TOTAL >> 20
        raise Refused(TOO_LARGE(size=max(size >> 20, most + 1), most=most))


def _clear(ws: Workspace, blob: blobs.Blob) -> list[bytes]:
    return [blobs.read(ws.folder, blob, key=attachments.open_key(ws, blob))]


def _register(
    ws: Workspace, office: KeyFile, written: bundle.Written, grant: Request, case: WholeCase
) -> None:
    manifest, by = written.manifest, grant.decided_by or ""
    export = Export(
        sequence=manifest.sequence,
        uid=manifest.package,
        office=office.key_id,
        level=manifest.level,
        period_from=manifest.period_from,
        period_to=manifest.period_to,
        cases=1,
        manifest_hash=written.manifest_hash,
        made_at=manifest.made_at,
        worker=ws.worker.uid,
    )
    exchange_log.add_export(ws.db, export)
    release = Release(
        uid=export.uid,
        kind=releases.HAND_OVER,
        case_uid=grant.subject,
        number=str(export.sequence),
        what=IDENTIFIED,
        medium=releases.PACKAGE,
        recipient=office.name,
        reason=grant.reason,
        fields=tuple(sorted({f"{r.form}.{key}" for r in case.records for key in r.answers})),
        copies=1,
        worker=ws.worker.uid,
        approved_by=by,
        released_at=export.made_at,
    )
    releases.note(ws, release)
    ws.log("hand_over", export.uid, case=grant.subject, sequence=export.sequence,
           request=grant.uid, approved_by=by)  # fmt: skip


# --- the office -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """One record in words: (label, words) of what was answered. `newer`: this program does not
    know its form, and shows nothing of it."""

    title: str
    on_date: str
    written_by: str
    lines: tuple[tuple[str, str], ...]
    newer: bool = False


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A case that was handed over, to be read and nothing else."""

    number: str
    alias: str
    station: str
    records: tuple[ReadRecord, ...]
    files: tuple[str, ...]


def read_case(ws: Workspace, package_uid: str) -> HandedOver:
    """The case in a package that was taken in, read from the package as it came; in the audit.

    Raises Refused for a role that receives nothing, a package that is not here or has coded rows;
    Damaged when the file is not as it was signed.
    """
    ws.check(Act.RECEIVE)
    kept = exchange_log.package_by_uid(ws.db, package_uid)
    if kept is None:
        raise Refused(NOT_HERE)
    if kept.level != IDENTIFIED:
        raise Refused(NO_CASE_IN_IT)
    with ws.db.transaction():
        ws.log("open_hand_over", package_uid)
    path = ws.folder / exchange_log.PACKAGES / f"{package_uid}{bundle.SUFFIX}"
    sender = _sender(ws, kept.station)
    with bundle.open_bundle(
        path, identity=ws.keys.grants[Grant.AGE], signer_public=lambda _: sender.signing_public
    ) as opened:
        case = opened.whole_case()
    names = {r.uid: _relative(r) for r in case.records if r.form == "relative"}
    records = tuple(_read(record, case.minor, names) for record in case.records)
    return HandedOver(case.number, case.alias, sender.name, records, case.files)


def _sender(ws: Workspace, key_id: str) -> KeyFile:
    known = exchange_log.correspondent(ws.db, key_id)
    if known is None:
        raise Refused(UNKNOWN_STATION)
    return keys_of(known)


def _read(record: WholeRecord, minor: bool, names: dict[str, str]) -> ReadRecord:
    form = form_of(record.form)
    if form is NEWER:
        return ReadRecord(record.form, record.on_date, record.written_by, (), newer=True)
    lines = tuple(
        (line.label, line.words)
        for line in interpreter.lines(form, record.answers, minor, names)
        if line.words and not interpreter.empty(record.answers.get(line.field_key))
    )
    title = lookup(form.title, form.key)
    return ReadRecord(title, record.on_date, record.written_by, lines)


def _relative(record: WholeRecord) -> str:
    name = record.answers.get("name")
    return name if isinstance(name, str) else ""
