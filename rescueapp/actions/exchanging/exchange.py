"""From the station to its office and back: packages out, receipts in (`receiving`: the office)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rescueapp.actions.due import clocks
from rescueapp.actions.exchanging import night_acts
from rescueapp.actions.exchanging.enrolment import keys_of, own_key_file
from rescueapp.actions.exchanging.receiving import Received, coded_cases, packages, receive
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import disclosure, receivers, releases
from rescueapp.actions.watch import anchors, clock_watch
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.exchange import bundle, receipts
from rescueapp.exchange.coded import CodedRecord
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.exchange.manifest import NO_PREVIOUS, check_level_of_many
from rescueapp.exchange.receipts import Receipt
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS, NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import Text, mark
from rescueapp.identity import uid
from rescueapp.progress import Progress
from rescueapp.storage import (
    audit,
    cases,
    exchange_log,
    files,
    hand_overs,
    merges,
    records,
    retention,
)
from rescueapp.storage.exchange_log import Export
from rescueapp.storage.hand_overs import HandOver
from rescueapp.storage.releases import Release
from rescueapp.workspace import Workspace

__all__ = [
    "Confirmed",
    "Exported",
    "Received",
    "coded_cases",
    "coded_records",
    "export_package",
    "exports",
    "packages",
    "receive",
    "take_receipt",
]

REPORTING = "06"  # of L-release-basis
NOT_TAKEN = "L-not-taken-up"
OTHER_REASON = "99"  # of L-not-taken-up
NO_OFFICE = mark("No office is enrolled here yet. Take in its key file first.", "exchange")
UNSAFE_OFFICE = mark(
    "Case {number} has this office on its unsafe list: nothing of it may go there. If the list is"
    " wrong, correct it in P01 first.",
    "exchange",
)
BAD_PERIOD = mark("The period needs two dates, the first not after the last.", "exchange")
NOT_KNOWN = mark(
    "{count} records were written by a newer version of the program and are not in the package."
    " Update the program, then send this period again.",
    "exchange",
)
STORED_ONLY = mark(
    "{count} cases of this period are only stored and are not in the package.", "exchange"
)
APART = mark(
    "The file {number} of the same person goes in a package of its own: hand it over, too. Its"
    " unsafe list does not come with this one.",
    "merging",
)
REFUSED_THERE = mark("The office refused package {number}. Telephone it.", "exchange")


TAKEN_UP = mark("The receipt is filed. Case {case} was taken up there.", "exchange")
NOT_TAKEN_UP = mark(
    "The receipt is filed. Case {case} was not taken up there: {reason}. It stays a case of this"
    " station.",
    "exchange",
)


@dataclass(frozen=True, slots=True)
class Exported:
    """A package on its medium. Not confirmed until the office's receipt is taken in."""

    path: Path
    sequence: int
    cases: int
    changed: Changed
    newer: int = 0  # records that stay here, because this program does not know their form
    stored_only: int = 0  # cases that stay here, because they are restricted
    apart: str = ""  # number of a file of the same person that goes in a package of its own
    family: tuple[Text, ...] = ()  # what the package tells of the family, and what not

    def notes(self) -> list[Text]:
        """What the person should know beyond number and cases."""
        found = [NOT_KNOWN(count=self.newer)] if self.newer else []
        found += [STORED_ONLY(count=self.stored_only)] if self.stored_only else []
        found += [APART(number=self.apart)] if self.apart else []
        return [*found, *self.family]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An export the office has signed for."""

    sequence: int
    at: str
    missing: tuple[int, ...]  # numbers before it that the office has never seen
    changed: Changed
    case: str = ""  # number of the case that was handed over
    refused: str = ""  # code of L-not-taken-up: it was not taken up

    @property
    def answer(self) -> Text | None:
        """What a station answered to a case that was handed over to it; None of other packages."""
        if self.refused:
            reason = codes.label(NOT_TAKEN, self.refused)
            return NOT_TAKEN_UP(case=self.case, reason=reason or self.refused)
        return TAKEN_UP(case=self.case) if self.case else None


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
    check_level_of_many(level)
    clock_watch.check_date(ws)
    office = _office(ws)
    receivers.check(ws, None, office.name)
    _check_period(period_from, period_to)
    chosen, stored_only = _chosen(ws, period_from, period_to)
    for case_uid in chosen:  # coded rows have no words; but nothing goes to somebody of a list
        _refuse_unsafe(ws, case_uid, office)
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
        night=night_acts.since_last(ws),
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
    anchors.keep(ws, head)
    newer = records.count_of_other_forms(ws.db, merges.with_folded(ws.db, chosen), FORMS)
    changed = Changed(exchange=True)
    return Exported(path, contents.sequence, len(chosen), changed, newer, stored_only)


def _chosen(ws: Workspace, first: str, last: str) -> tuple[list[str], int]:
    """The cases of a period, without those that are only stored; how many those are. Of two files
    of one person the one that is kept stands for both: she is counted once."""
    into = merges.standing(ws.db)
    between = records.cases_between(ws.db, first, last)
    found = list(dict.fromkeys(into.get(uid, uid) for uid in between))
    restricted = retention.restricted(ws.db)
    chosen = [case_uid for case_uid in found if case_uid not in restricted]
    return chosen, len(found) - len(chosen)


def _refuse_unsafe(ws: Workspace, case_uid: str, office: KeyFile) -> None:
    try:
        disclosure.refuse_recipient(ws, case_uid, office.name)
    except Refused:
        row = cases.row(ws.db, case_uid, reader=ws.holder)
        raise Refused(UNSAFE_OFFICE(number=row.number if row else "")) from None
    finally:
        ws.forget_case_keys(case_uid)


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
    releases.note(ws, _release(ws, office, export))
    ws.log("export", export.uid, level=export.level, sequence=export.sequence, cases=export.cases)


def _release(ws: Workspace, office: KeyFile, export: Export) -> Release:
    """Of many cases, without their names: no case has it in its own list."""
    return Release(
        uid=export.uid,
        kind=releases.PACKAGE,
        case_uid=None,
        number=str(export.sequence),
        what=export.level,
        medium=releases.PACKAGE,
        recipient=office.name,
        basis=REPORTING,
        purpose=f"{export.period_from}/{export.period_to}",
        copies=export.cases,
        worker=ws.worker.uid,
        approved_by=ws.worker.uid,
        released_at=export.made_at,
    )


def coded_records(ws: Workspace, case_uid: str) -> list[CodedRecord]:
    """The coded facts of a case, record by record: what the office's rows are made of. Those of a
    file folded into it are its own."""
    rows = []
    for row, opened in Reading(ws).of_case(case_uid):
        form = form_of(row.form)
        if form is NEWER:  # what of it may leave, only the newer program knows
            continue
        coded = interpreter.coded(form, opened.answers)
        rows.append(CodedRecord(form.key, form.version, row.on_date, coded))
    for each in merges.files_of(ws.db, case_uid):
        ws.forget_case_keys(each)
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


# --- the station takes the receipt in ------------------------------------------------------------


def take_receipt(ws: Workspace, path: Path) -> Confirmed:
    """File the receipt of the office, or of a station a case was handed over to: the export is
    confirmed from now on, the hand-over answered, either way it was decided there.

    Raises Refused for a receipt of somebody else or of another package, Damaged for a changed one.
    """
    ws.check(Act.TAKE_RECEIPT)
    receipt = receipts.load_receipt(path)
    signer = exchange_log.correspondent(ws.db, receipt.office)
    if signer is not None and signer.kind == "station":
        return _answer(ws, receipt, keys_of(signer))
    sent = {export.sequence: export.manifest_hash for export in exchange_log.exports(ws.db)}
    receipts.check_receipt(receipt, office=_office(ws), station=own_key_file(ws).key_id, sent=sent)
    if receipt.verdict != receipts.TAKEN:
        raise Refused(REFUSED_THERE(number=receipt.sequence))
    handed = hand_overs.to_recipient(ws.db, receipt.office).get(receipt.sequence)
    with ws.db.transaction():
        exchange_log.confirm(
            ws.db, receipt.sequence, confirmed_at=receipt.made_at, receipt=receipt.data.decode()
        )
        case_uid = _file(ws, handed, receipt) if handed else None
        night_acts.office_signed(ws, receipt.sequence)
        ws.log("receipt", sequence=receipt.sequence, office_seq=receipt.audit_sequence)
    return _confirmed(ws, receipt, case_uid)


def _answer(ws: Workspace, receipt: Receipt, station: KeyFile) -> Confirmed:
    """A station's answer to a case that was handed over to it, in its own series."""
    handed = hand_overs.to_recipient(ws.db, station.key_id)
    sent = {number: each.manifest_hash for number, each in handed.items()}
    receipts.check_receipt(receipt, office=station, station=own_key_file(ws).key_id, sent=sent)
    with ws.db.transaction():
        case_uid = _file(ws, handed[receipt.sequence], receipt)
        ws.log("receipt", case_uid or "", sequence=receipt.sequence, by=station.key_id,
               verdict=receipt.verdict, reason=receipt.reason)  # fmt: skip
    return _confirmed(ws, receipt, case_uid)


def _file(ws: Workspace, handed: HandOver, receipt: Receipt) -> str | None:
    """Inside the caller's transaction; the uid of the case, if it is still here."""
    hand_overs.answer(
        ws.db, handed.uid, answered_at=receipt.made_at, verdict=receipt.verdict,
        reason=receipt.reason, receipt=receipt.data.decode(),
    )  # fmt: skip
    case_uid = hand_overs.case_of(ws.db, handed.uid)
    if case_uid:
        clocks.write(ws, case_uid)
    return case_uid


def _confirmed(ws: Workspace, receipt: Receipt, case_uid: str | None) -> Confirmed:
    if case_uid:
        clocks.refresh(ws, case_uid)
    numbers = cases.numbers_of(ws.db, {case_uid} if case_uid else set())
    return Confirmed(
        receipt.sequence,
        receipt.made_at,
        tuple(receipt.missing),
        Changed(exchange=True, cases=frozenset(numbers)),
        case=numbers.get(case_uid or "", ""),
        refused=(receipt.reason or OTHER_REASON) if receipt.verdict != receipts.TAKEN else "",
    )
