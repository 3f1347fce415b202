"""Packages are taken in: checked whole, kept whole, and at an office signed for at once.

A station takes in only cases that another station hands over to it. It keeps the package, unread,
and signs when somebody has decided about it (`taking_up`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.exchanging.enrolment import keys_of, manifest_previous, own_key_file
from rescueapp.actions.watch import anchors
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.worker import Act
from rescueapp.errors import Problem, Refused, Unavailable
from rescueapp.exchange import bundle, receipts, sequence
from rescueapp.exchange.receipts import Receipt
from rescueapp.i18n import Text, mark, say
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import audit, cases, exchange_log, files, hand_overs
from rescueapp.storage.exchange_log import ReceivedPackage
from rescueapp.workspace import Workspace

RECEIPT_SUFFIX = ".rescuereceipt"
ONLY_CASES = mark(
    "A station takes in cases that are handed over to it. This package holds coded facts of many"
    " cases and is for an office.",
    "exchange",
)
ARRIVED = mark(
    "{station}: package {number} holds a case that is handed over. Read it, then take it up or"
    " refuse it.",
    "exchange",
)
NOTHING_THERE = mark("There is no package in this folder.", "exchange")
TAKEN = mark("{station}: package {number} taken in, {cases} cases.", "exchange")
BORROWED = mark(
    "This package bears the identifier of another package. Do not use it; ask the sender.",
    "exchange",
)
NOT_TAKEN = mark("{file}: {words}", "exchange")
RECEIPT_AGAIN = mark("Its receipt was written again.", "exchange")
RECEIPT_KEPT = mark(
    "The receipt could not be written: {words} It is kept here: take in the same package again"
    " to have it written.",
    "exchange",
)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file at the office. `refused`: why; `gap`: what is missing before;
    `unwritten`: why there is no `receipt` of a package that was taken in. A package that is
    here already is refused and its receipt written again."""

    file: str
    station: str = ""
    sequence: int = 0
    cases: int = 0
    gap: Text | None = None
    refused: Text | None = None
    receipt: Path | None = None
    unwritten: Text | None = None
    arrived: str = ""  # at a station: the package that waits to be read and decided about

    def lines(self) -> list[str]:
        """What became of it, in words."""
        if self.refused is not None:
            again = [say(RECEIPT_AGAIN)] if self.receipt else []
            return [say(NOT_TAKEN(file=self.file, words=self.refused)), *again]
        taken = TAKEN(station=self.station, number=self.sequence, cases=self.cases)
        if self.arrived:
            taken = ARRIVED(station=self.station, number=self.sequence)
        lost = RECEIPT_KEPT(words=self.unwritten) if self.unwritten else None
        return [say(text) for text in (taken, self.gap, lost) if text]


def receive(
    ws: Workspace,
    paths: Iterable[Path],
    receipts_dir: Path,
    progress: Progress | None = None,
) -> list[Received]:
    """Take in packages, or folders of them; one that is refused stops no other.

    Nothing of a package is kept before all of it has been checked: signature, hashes, number,
    links. Its receipt is written beside; at a station that comes when the case is decided about.
    """
    ws.check(_act(ws))
    files.private_folder(ws.folder / exchange_log.PACKAGES)
    taken = [_receive(ws, path, receipts_dir, progress or Quiet()) for path in _found(paths)]
    anchors.keep(ws, audit.head(ws.db))
    return taken


def _act(ws: Workspace) -> Act:
    return Act.RECEIVE if _at_office(ws) else Act.TAKE_UP


def _at_office(ws: Workspace) -> bool:
    return ws.vault.kind == "office"


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
        return _refused(ws, path, problem.words)


def _refused(ws: Workspace, path: Path, words: Text, receipt: Path | None = None) -> Received:
    with ws.db.transaction():
        ws.log("package_refused", reason=words.msgid[:60])
    return Received(file=path.name, refused=words, receipt=receipt)


def _take(
    ws: Workspace, path: Path, opened: bundle.Bundle, receipts_dir: Path, progress: Progress
) -> Received:
    manifest = opened.manifest
    if _is_here(ws, opened):
        if _waits_for(ws, manifest.package):
            files.copy(path, kept(ws, manifest.package, bundle.SUFFIX))
            return _arrived(ws, path, opened, None)
        words = sequence.REPLAY(number=manifest.sequence)
        written, _ = hand_out(ws, manifest.package, receipts_dir)
        return _refused(ws, path, words, written)
    sender = _sender(ws, manifest.station)
    admitted = sequence.judge(
        manifest,
        opened.manifest_hash,
        us=sequence.Us(frozenset({own_key_file(ws).recipient_id}), ws.vault.training),
        sender=sender,
        signed_by=sender.keys.signing_public,
        known=_known(ws, manifest.station),
    )
    if not _at_office(ws):
        return _arrive(ws, path, opened, admitted, progress)
    taken = _keep(ws, path, opened, admitted, progress)
    written, unwritten = hand_out(ws, manifest.package, receipts_dir)
    return Received(
        file=path.name,
        station=sender.keys.name,
        sequence=manifest.sequence,
        cases=taken,
        gap=admitted.words,
        receipt=written,
        unwritten=unwritten,
    )


def _arrive(
    ws: Workspace,
    path: Path,
    opened: bundle.Bundle,
    admitted: sequence.Admitted,
    progress: Progress,
) -> Received:
    """At a station: kept to be read, once it is sure that it can be."""
    if not opened.identified:
        raise Refused(ONLY_CASES)
    opened.whole_case()
    _keep(ws, path, opened, admitted, progress)
    return _arrived(ws, path, opened, admitted.words)


def _arrived(ws: Workspace, path: Path, opened: bundle.Bundle, gap: Text | None) -> Received:
    return Received(
        file=path.name,
        station=_sender(ws, opened.manifest.station).keys.name,
        sequence=opened.manifest.sequence,
        cases=1,
        gap=gap,
        arrived=opened.manifest.package,
    )


def _waits_for(ws: Workspace, package: str) -> bool:
    """Whether a station has yet to decide about a package whose file is gone: no backup holds it,
    so that a restored vault needs the same one again."""
    if _at_office(ws) or package in hand_overs.decided(ws.db):
        return False
    return not kept(ws, package, bundle.SUFFIX).exists()


def _is_here(ws: Workspace, opened: bundle.Bundle) -> bool:
    """Whether exactly this package was taken in before. Refuses another one of its name."""
    manifest = opened.manifest
    known = exchange_log.package_by_uid(ws.db, manifest.package)
    if known is None:
        return False
    if (known.station, known.sequence) != (manifest.station, manifest.sequence):
        raise Refused(BORROWED)
    return known.manifest_hash == opened.manifest_hash


def _keep(
    ws: Workspace,
    path: Path,
    opened: bundle.Bundle,
    admitted: sequence.Admitted,
    progress: Progress,
) -> int:
    """Take everything in at once: rows, the file itself, the receipt; how many cases."""
    manifest = opened.manifest
    with ws.db.transaction():
        head = ws.log(
            "receive", manifest.package, station=manifest.station, sequence=manifest.sequence
        )
        taken = exchange_log.add_package(
            ws.db,
            _package(ws, opened, gap=len(admitted.missing)),
            ((case.pseudonym, bundle.facts_of(case)) for case in opened.cases(progress)),
        )
        files.copy(path, kept(ws, manifest.package, bundle.SUFFIX))
        if _at_office(ws):
            sign_for(ws, _package(ws, opened, gap=len(admitted.missing)), head)
    return taken


def sign_for(
    ws: Workspace, package: ReceivedPackage, head: audit.Head, *, reason: str = ""
) -> Receipt:
    """The receipt of a package, kept beside it, inside the transaction that decides about it.
    `reason`: a code of L-not-taken-up, of a case that is refused."""
    receipt = receipts.make_receipt(
        office=own_key_file(ws).key_id,
        station=package.station,
        sequence=package.sequence,
        manifest_hash=package.manifest_hash,
        verdict=receipts.REFUSED if reason else receipts.TAKEN,
        missing=range(package.sequence - package.gap, package.sequence),
        counter=cases.next_number(ws.db, "receipt"),
        made_at=clock.stamp(),
        audit_sequence=head.seq,
        audit_head=head.hash,
        signing_seed=ws.keys.grants[Grant.SIGNING],
        reason=reason,
    )
    files.replace(kept(ws, package.uid, RECEIPT_SUFFIX), receipt.data)
    return receipt


def hand_out(ws: Workspace, package: str, folder: Path) -> tuple[Path | None, Text | None]:
    """Write the kept receipt of a package to the medium; where, or why it could not be."""
    written = folder / f"{package}{RECEIPT_SUFFIX}"
    try:
        files.copy(kept(ws, package, RECEIPT_SUFFIX), written)
    except Unavailable as problem:
        return None, problem.words
    return written, None


def kept(ws: Workspace, package: str, suffix: str) -> Path:
    """Where the file of a package, or its receipt, lies in the vault."""
    return ws.folder / exchange_log.PACKAGES / f"{package}{suffix}"


def _sender(ws: Workspace, key_id: str) -> sequence.Sender:
    known = exchange_log.correspondent(ws.db, key_id)
    if known is None:
        raise Refused(sequence.UNKNOWN_STATION)
    return sequence.Sender(keys_of(known), retired=known.retired_at is not None)


def _known(ws: Workspace, station: str) -> dict[int, sequence.Known]:
    return {
        each.sequence: sequence.Known(each.manifest_hash, manifest_previous(each.manifest))
        for each in exchange_log.packages(ws.db, station=station)
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
