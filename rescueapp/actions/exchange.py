"""From the station to its office and back: make a package, take it in, sign for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.enrolment import keys_of, manifest_previous, own_key_file
from rescueapp.actions.reading import Reading
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.errors import Problem, Refused
from rescueapp.exchange import bundle, receipts, sequence
from rescueapp.exchange.coded import CodedRecord
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.exchange.manifest import NO_PREVIOUS, check_level
from rescueapp.exchange.receipts import Receipt
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import Text, mark, say
from rescueapp.identity import uid
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import audit, cases, exchange_log, files, records
from rescueapp.storage.exchange_log import Export, ReceivedPackage
from rescueapp.workspace import Workspace

PACKAGES = "packages"  # the folder of an office vault that keeps the original files
RECEIPT_SUFFIX = ".rescuereceipt"

NO_OFFICE = mark("No office is enrolled here yet. Take in its key file first.", "exchange")
BAD_PERIOD = mark("The period needs two dates, the first not after the last.", "exchange")
NOT_AN_OFFICE = mark("Packages are taken in by an office. This vault is a station's.", "exchange")
NOT_SENT = mark("This receipt is for a package that this vault did not make.", "exchange")
REFUSED_THERE = mark("The office refused package {number}. Telephone it.", "exchange")
NOTHING_THERE = mark("There is no package in this folder.", "exchange")
TAKEN = mark("{station}: package {number} taken in, {cases} cases.", "exchange")
NOT_TAKEN = mark("{file}: {words}", "exchange")


@dataclass(frozen=True, slots=True)
class Exported:
    """A package on its medium. Not confirmed until the office's receipt is taken in."""

    path: Path
    sequence: int
    cases: int
    changed: Changed


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file at the office. `refused`: why; `gap`: what is missing before."""

    file: str
    station: str = ""
    sequence: int = 0
    cases: int = 0
    gap: Text | None = None
    refused: Text | None = None
    receipt: Path | None = None

    def lines(self) -> list[str]:
        if self.refused is not None:
            return [say(NOT_TAKEN(file=self.file, words=self.refused))]
        taken = say(TAKEN(station=self.station, number=self.sequence, cases=self.cases))
        return [taken, *([say(self.gap)] if self.gap else [])]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An export the office has signed for."""

    sequence: int
    at: str
    missing: tuple[int, ...]  # numbers before it that the office has never seen
    changed: Changed


# --- the station makes a package -----------------------------------------------------------------


def export_package(
    ws: Workspace,
    *,
    out_dir: Path,
    level: str,
    period_from: str,
    period_to: str,
    progress: Progress | None = None,
) -> Exported:
    """Write the coded cases of a period for the enrolled office into a folder.

    The file has a random name. It gets its number and its place in the register in one
    transaction, and its final name after that: killed in between, the number is missing at
    the office, which accepts and names the gap.
    """
    ws.check(Act.EXPORT)
    check_level(level)
    office = _office(ws)
    _check_period(period_from, period_to)
    chosen = records.cases_between(ws.db, period_from, period_to)
    last = exchange_log.last_export(ws.db)
    head = audit.head(ws.db)
    contents = bundle.Contents(
        case_uids=chosen,
        coded=lambda case_uid: coded_records(ws, case_uid),
        pseudonym_key=_pseudonym_key(ws),
        sequence=exchange_log.next_sequence(ws.db),
        previous=last.manifest_hash if last else NO_PREVIOUS,
        period_from=period_from,
        period_to=period_to,
        training=ws.vault.training,
        audit_sequence=head.seq,
        audit_head=head.hash,
        level=level,
    )
    path = out_dir / f"{uid()}{bundle.SUFFIX}"
    with files.finished_as(path) as target, ws.db.transaction():
        written = bundle.write_bundle(
            target,
            contents,
            to=office,
            signing_seed=ws.keys.grants[Grant.SIGNING],
            progress=progress,
        )
        _register(ws, office, contents, written)
    return Exported(path, contents.sequence, len(chosen), Changed(exchange=True))


def _register(
    ws: Workspace, office: KeyFile, contents: bundle.Contents, written: bundle.Written
) -> None:
    export = Export(
        sequence=contents.sequence,
        uid=written.manifest.package,
        office=office.key_id,
        level=contents.level,
        period_from=contents.period_from,
        period_to=contents.period_to,
        cases=len(contents.case_uids),
        manifest_hash=written.manifest_hash,
        made_at=written.manifest.made_at,
        worker=ws.worker.uid,
    )
    exchange_log.add_export(ws.db, export)
    ws.log("export", export.uid, level=export.level, sequence=export.sequence, cases=export.cases)


def coded_records(ws: Workspace, case_uid: str) -> list[CodedRecord]:
    """The coded facts of a case, record by record: what the office's rows are made of."""
    rows = []
    for row, opened in Reading(ws).of_case(case_uid):
        form = form_of(row.form)
        coded = interpreter.coded(form, opened.answers)
        rows.append(CodedRecord(form.key, form.version, row.on_date, coded))
    ws.forget_case_keys(case_uid)
    return rows


def _office(ws: Workspace) -> KeyFile:
    enrolled = exchange_log.correspondents(ws.db, kind="office")
    if not enrolled:
        raise Refused(NO_OFFICE)
    return keys_of(enrolled[0])


def _pseudonym_key(ws: Workspace) -> bytes:
    key = ws.keys.grants[Grant.STATISTICS]
    return seal.token(key, "pseudonyms", "1") + seal.token(key, "pseudonyms", "2")


def _check_period(first: str, last: str) -> None:
    try:
        if date.fromisoformat(first) <= date.fromisoformat(last):
            return
    except ValueError:
        pass
    raise Refused(BAD_PERIOD)


def exports(ws: Workspace) -> list[Export]:
    """The packages made here, latest first, confirmed or not."""
    return exchange_log.exports(ws.db)


# --- the office takes it in ----------------------------------------------------------------------


def receive(
    ws: Workspace,
    paths: Iterable[Path],
    receipts_dir: Path,
    progress: Progress | None = None,
) -> list[Received]:
    """Take in packages, or folders of them; one that is refused stops no other.

    Nothing of a package is kept before all of it has been checked: signature, hashes, number,
    links. Its receipt is written beside.
    """
    ws.check(Act.RECEIVE)
    if ws.vault.kind != "office":
        raise Refused(NOT_AN_OFFICE)
    files.private_folder(ws.folder / PACKAGES)
    return [_receive(ws, path, receipts_dir, progress or Quiet()) for path in _found(paths)]


def _found(paths: Iterable[Path]) -> Sequence[Path]:
    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob(f"*{bundle.SUFFIX}")) if path.is_dir() else [path]
    if not found:
        raise Refused(NOTHING_THERE)
    return found


def _receive(ws: Workspace, path: Path, receipts_dir: Path, progress: Progress) -> Received:
    try:
        with bundle.open_bundle(
            path,
            identity=ws.keys.grants[Grant.AGE],
            signer_public=lambda key_id: _sender(ws, key_id).keys.signing_public,
            progress=progress,
        ) as opened:
            return _take(ws, path, opened, receipts_dir, progress)
    except Problem as problem:
        with ws.db.transaction():
            ws.log("package_refused", reason=problem.words.msgid[:60])
        return Received(file=path.name, refused=problem.words)


def _take(
    ws: Workspace, path: Path, opened: bundle.Bundle, receipts_dir: Path, progress: Progress
) -> Received:
    manifest = opened.manifest
    sender = _sender(ws, manifest.station)
    admitted = sequence.judge(
        manifest,
        opened.manifest_hash,
        us=sequence.Us(frozenset({own_key_file(ws).recipient_id}), ws.vault.training),
        sender=sender,
        signed_by=sender.keys.signing_public,
        known=_known(ws, manifest.station),
    )
    with ws.db.transaction():
        head = ws.log(
            "receive", manifest.package, station=manifest.station, sequence=manifest.sequence
        )
        taken = exchange_log.add_package(
            ws.db,
            _package(ws, opened, gap=len(admitted.missing)),
            ((case.pseudonym, bundle.facts_of(case)) for case in opened.cases(progress)),
        )
        receipt = _receipt(ws, opened, admitted.missing, head)
        files.copy(path, ws.folder / PACKAGES / f"{manifest.package}{bundle.SUFFIX}")
    written = receipts_dir / f"{manifest.package}{RECEIPT_SUFFIX}"
    files.replace(written, receipt.data)
    return Received(
        file=path.name,
        station=sender.keys.name,
        sequence=manifest.sequence,
        cases=taken,
        gap=admitted.words,
        receipt=written,
    )


def _sender(ws: Workspace, key_id: str) -> sequence.Sender:
    known = exchange_log.correspondent(ws.db, key_id)
    if known is None:
        raise Refused(sequence.UNKNOWN_STATION)
    return sequence.Sender(keys_of(known), retired=known.retired_at is not None)


def _known(ws: Workspace, station: str) -> dict[int, sequence.Known]:
    return {
        package.sequence: sequence.Known(package.manifest_hash, manifest_previous(package.manifest))
        for package in exchange_log.packages(ws.db, station=station)
    }


def _package(ws: Workspace, opened: bundle.Bundle, *, gap: int) -> ReceivedPackage:
    manifest = opened.manifest
    return ReceivedPackage(
        station=manifest.station,
        sequence=manifest.sequence,
        uid=manifest.package,
        level=manifest.level,
        period_from=manifest.period_from,
        period_to=manifest.period_to,
        made_at=manifest.made_at,
        manifest=opened.manifest_json,
        manifest_hash=opened.manifest_hash,
        received_at=clock.stamp(),
        worker=ws.worker.uid,
        gap=gap,
    )


def _receipt(ws: Workspace, opened: bundle.Bundle, missing: range, head: audit.Head) -> Receipt:
    return receipts.make_receipt(
        office=own_key_file(ws).key_id,
        station=opened.manifest.station,
        sequence=opened.manifest.sequence,
        manifest_hash=opened.manifest_hash,
        verdict=receipts.TAKEN,
        missing=missing,
        counter=cases.next_number(ws.db, "receipt"),
        made_at=clock.stamp(),
        audit_sequence=head.seq,
        audit_head=head.hash,
        signing_seed=ws.keys.grants[Grant.SIGNING],
    )


def packages(ws: Workspace) -> list[ReceivedPackage]:
    """The packages taken in at this office, latest first."""
    ws.check(Act.RECEIVE)
    return exchange_log.packages(ws.db)


def coded_cases(
    ws: Workspace, station: str, number: int
) -> Iterator[tuple[str, dict[str, object]]]:
    """(pseudonym, facts) of one package as it was taken in."""
    ws.check(Act.RECEIVE)
    return exchange_log.coded_cases(ws.db, station, number)


# --- the station takes the receipt in ------------------------------------------------------------


def take_receipt(ws: Workspace, path: Path) -> Confirmed:
    """File the office's receipt: the export is confirmed from now on.

    Raises Refused for a receipt of another office or another package, Damaged for a changed one.
    """
    ws.check(Act.TAKE_RECEIPT)
    receipt = receipts.load_receipt(path)
    sent = {export.sequence: export.manifest_hash for export in exchange_log.exports(ws.db)}
    receipts.check_receipt(receipt, office=_office(ws), station=own_key_file(ws).key_id, sent=sent)
    if receipt.verdict != receipts.TAKEN:
        raise Refused(REFUSED_THERE(number=receipt.sequence))
    with ws.db.transaction():
        exchange_log.confirm(
            ws.db, receipt.sequence, confirmed_at=receipt.made_at, receipt=receipt.data.decode()
        )
        ws.log("receipt", sequence=receipt.sequence, office_seq=receipt.audit_sequence)
    return Confirmed(
        receipt.sequence, receipt.made_at, tuple(receipt.missing), Changed(exchange=True)
    )
