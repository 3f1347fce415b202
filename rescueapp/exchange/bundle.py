"""A package from the coded facts of cases, and back: `coded` lines in a `crypto.package`.

Flat memory at both ends. While a package is made, its lines wait sealed on the disk (`waiting`),
so that the facts are read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from rescueapp import clock
from rescueapp.crypto import canonical, chain, sign
from rescueapp.crypto.package import Content, Package, write_package
from rescueapp.crypto.primitives import age_public
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import whole_case
from rescueapp.exchange.coded import CodedCase, CodedRecord, line, pseudonym, read_lines
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.exchange.manifest import (
    IDENTIFIED,
    PSEUDONYMOUS,
    WHOLE_CASE,
    Manifest,
    check_level_of_many,
    read_manifest,
)
from rescueapp.exchange.night_acts import NOTHING, NightActs
from rescueapp.exchange.waiting import Waiting
from rescueapp.exchange.whole_case import WholeCase
from rescueapp.i18n import mark
from rescueapp.identity import uid
from rescueapp.progress import Progress, Quiet

ENTRY: Final = "cases.jsonl"
SUFFIX: Final = ".age"
_WHOLE = 1000  # of progress: half for the facts, half for the encryption

ONLY_TO_OFFICES: Final = mark("Such a package goes to an office, not to a station.", "package")
NOT_MIXED: Final = mark(
    "A training vault sends to a training office, and a real one to a real office.", "package"
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a package, as its caller promises it."""

    case_uids: Sequence[str]
    coded: Callable[[str], Sequence[CodedRecord]]  # of one case, asked for once
    pseudonym_key: bytes  # 32 bytes, the sender's own (`coded.pseudonym`)
    sequence: int
    previous: bytes  # hash of the manifest before; `manifest.NO_PREVIOUS` for number 1
    period_from: str  # ISO date
    period_to: str
    training: bool
    audit_sequence: int = 0
    audit_head: bytes = chain.GENESIS
    level: str = PSEUDONYMOUS
    night: NightActs = NOTHING


@dataclass(frozen=True, slots=True)
class Frame:
    """What a hand-over says of itself beside the case."""

    sequence: int
    previous: bytes
    period_from: str  # ISO dates: from the case's beginning until today
    period_to: str
    training: bool
    audit_sequence: int
    audit_head: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, to be noted before the package leaves."""

    manifest: Manifest
    manifest_hash: bytes


def write_bundle(
    target: BinaryIO,
    contents: Contents,
    *,
    to: KeyFile,
    signing_seed: bytes,
    progress: Progress | None = None,
) -> Written:
    """Write a package for one office.

    Raises Refused for a level that comes later, for keys of a station, of the other kind of
    vault, or not valid today, and for facts that are none (`coded.line`); Unavailable,
    Cancelled, OSError as `target` does.
    """
    check_level_of_many(contents.level)
    if to.kind != "office":
        raise Refused(ONLY_TO_OFFICES)
    _check_recipient(to, training=contents.training)
    watched = progress or Quiet()
    with Waiting() as waiting:
        records = _collect(waiting, contents, _Stretch(watched, 0, _WHOLE // 2))
        manifest = _manifest(contents, records, to, sign.key_id(sign.public_of(signing_seed)))
        digest = write_package(
            target,
            manifest.values(),
            [(ENTRY, waiting.finish())],
            recipient=to.recipient,
            signing_seed=signing_seed,
            progress=_Stretch(watched, _WHOLE // 2, _WHOLE),
        )
    return Written(manifest, digest)


def write_hand_over(
    target: BinaryIO,
    frame: Frame,
    case: WholeCase,
    attached: Sequence[tuple[str, Content]],
    *,
    to: KeyFile,
    signing_seed: bytes,
    progress: Progress | None = None,
) -> Written:
    """Write a package that hands over one identified case, to an office or a station;
    `attached`: (uid, the clear file).

    Raises as `write_bundle`. Who may have it made is the caller's matter.
    """
    _check_recipient(to, training=frame.training)
    manifest = Manifest(
        package=uid(),
        station=sign.key_id(sign.public_of(signing_seed)),
        recipient=to.recipient_id,
        made_at=clock.stamp(),
        cases=1,
        records=len(case.records),
        level=IDENTIFIED,
        schema=WHOLE_CASE,
        **asdict(frame),
    )
    entries = [(whole_case.ENTRY, whole_case.pack(case)), *attached]
    digest = write_package(
        target,
        manifest.values(),
        entries,
        recipient=to.recipient,
        signing_seed=signing_seed,
        progress=progress,
    )
    return Written(manifest, digest)


def _check_recipient(to: KeyFile, *, training: bool) -> None:
    if to.training != training:
        raise Refused(NOT_MIXED)
    to.check_valid(clock.today())


class Bundle:
    """A package that has been checked to its last byte. Close it, or use it in a `with`."""

    def __init__(self, package: Package, recipient: str) -> None:
        self._package = package
        self.manifest = read_manifest(package.manifest, station=package.signer, recipient=recipient)
        if package.names[:1] != (whole_case.ENTRY if self.identified else ENTRY,):
            raise Damaged(canonical.UNREADABLE)
        if not self.identified and len(package.names) > 1:
            raise Damaged(canonical.UNREADABLE)

    @property
    def identified(self) -> bool:
        """Whether it hands over one case with its identity, and has no coded cases."""
        return self.manifest.level == IDENTIFIED

    @property
    def manifest_hash(self) -> bytes:
        """What the receipt names and the next package points back to."""
        return self._package.digest

    @property
    def manifest_json(self) -> str:
        """The values of the manifest, to keep; the signed whole is in the package file itself."""
        return canonical.dumps(self.manifest.values()).decode()

    def cases(self, progress: Progress | None = None) -> Iterator[CodedCase]:
        """The cases, one at a time. Raises Damaged, also at the very end (`coded.read_lines`)."""
        if self.identified:
            return
        watched, total = progress or Quiet(), self.manifest.cases
        found = read_lines(self._package.read(ENTRY), cases=total, records=self.manifest.records)
        for done, case in enumerate(found, start=1):
            watched.report(done, total)
            yield case

    def whole_case(self) -> WholeCase:
        """The case of a hand-over. Raises Damaged for what is none."""
        data = bytearray()
        for piece in self._package.read(whole_case.ENTRY):
            data += piece
            if len(data) > whole_case.LIMIT:
                raise Damaged(canonical.UNREADABLE)
        case = whole_case.unpack(bytes(data))
        if tuple(sorted(file.uid for file in case.files)) != tuple(sorted(self._package.names[1:])):
            raise Damaged(canonical.UNREADABLE)
        return case

    def attachment(self, name: str) -> bytes:
        """One of its files. Raises KeyError for none of this name."""
        return b"".join(self._package.read(name))

    def close(self) -> None:
        """Drop what was opened. May be called again."""
        self._package.close()

    def __enter__(self) -> Bundle:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_bundle(
    path: Path,
    *,
    identity: bytes | str,
    signer_public: Callable[[str], bytes],
    progress: Progress | None = None,
) -> Bundle:
    """Open and check a package; whether it may be taken in says `sequence.judge`.

    `signer_public`: key id → Ed25519 public key of an enrolled sender, or raises Refused. Raises
    as `crypto.package.Package.open` and `manifest.read_manifest`.
    """
    package = Package.open(path, identity=identity, signer_public=signer_public, progress=progress)
    ours = identity.encode("ascii") if isinstance(identity, str) else identity
    try:
        # The container names whom it is for, and is refused when that is not us.
        return Bundle(package, sign.key_id(age_public(ours)))
    except BaseException:
        package.close()
        raise


def facts_of(case: CodedCase) -> dict[str, Any]:
    """A case as an office keeps it: plain JSON values."""
    return {
        "records": [
            {"form": r.form, "v": r.version, "on": r.on_date, "answers": r.answers}
            for r in case.records
        ]
    }


# --- making ------------------------------------------------------------------------------


def _collect(waiting: Waiting, contents: Contents, progress: Progress) -> int:
    """Put every case's line into waiting, by pseudonym; how many records they have."""
    names = sorted((pseudonym(contents.pseudonym_key, each), each) for each in contents.case_uids)
    records = 0
    for done, (name, case_uid) in enumerate(names, start=1):
        case = CodedCase(name, tuple(contents.coded(case_uid)))
        waiting.add(line(case))
        records += len(case.records)
        progress.report(done, len(names))
    return records


def _manifest(contents: Contents, records: int, to: KeyFile, station: str) -> Manifest:
    return Manifest(
        package=uid(),
        station=station,
        recipient=to.recipient_id,
        sequence=contents.sequence,
        previous=contents.previous,
        made_at=clock.stamp(),
        period_from=contents.period_from,
        period_to=contents.period_to,
        training=contents.training,
        cases=len(contents.case_uids),
        records=records,
        audit_sequence=contents.audit_sequence,
        audit_head=contents.audit_head,
        level=contents.level,
        night=contents.night,
    )


class _Stretch:
    """A part of the whole way: one bar for two kinds of work."""

    def __init__(self, progress: Progress, start: int, end: int) -> None:
        self._progress = progress
        self._start = start
        self._length = end - start

    def report(self, done: int, total: int = 0) -> None:
        way = self._length * done // total if total else 0
        self._progress.report(self._start + way, _WHOLE)
