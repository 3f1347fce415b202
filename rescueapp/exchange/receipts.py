"""Receipts: the office signs for a package, and the station's export counts as confirmed.

The file is what is kept. Where no medium travels back, twelve words can be read out instead:
they are made of what both sides know of a package that was opened (who, to whom, number,
manifest hash, verdict), so only who has opened it can say them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from rescueapp import clock
from rescueapp.crypto import canonical, words
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import signed_file
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.exchange.manifest import LAST_SEQUENCE, instant
from rescueapp.i18n import mark

KIND: Final = "receipt"
SUFFIX: Final = ".rescuereceipt"
Verdict = Literal["taken", "refused"]
TAKEN: Final[Verdict] = "taken"
REFUSED: Final[Verdict] = "refused"

NOT_A_RECEIPT: Final = mark("This is not a receipt.", "receipt")
OTHER_OFFICE: Final = mark(
    "This receipt comes from an office that is not the one enrolled here.", "receipt"
)
OTHER_STATION: Final = mark("This receipt is for another station.", "receipt")
NEVER_SENT: Final = mark(
    "This receipt is for package {number}, which this station never made.", "receipt"
)
OTHER_PACKAGE: Final = mark(
    "This receipt is for another package with the number {number} than the one made here. "
    "Telephone the office before sending anything more.",
    "receipt",
)
NOT_VALID_THEN: Final = mark(
    "This receipt was made on a day on which the office's keys were not valid.", "receipt"
)

_MEMBERS = {
    "office", "station", "seq", "manifest", "verdict", "missing", "counter", "utc", "audit",
}  # fmt: skip
_REASON = r"[0-9]{2}"  # why a case that was handed over was not taken up: a code
_ID = r"[0-9a-f]{32}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that was read. Whether it is genuine `check_receipt` says."""

    office: str  # key id of who signs
    station: str  # key id of who sent
    sequence: int
    manifest_hash: bytes
    verdict: Verdict
    missing: range  # numbers before it that the office has never seen
    counter: int  # the office's own, over all stations
    made_at: str  # instant
    audit_sequence: int  # the office's audit
    audit_head: bytes
    data: bytes = field(repr=False)  # the file, to keep
    reason: str = ""  # of L-not-taken-up, where a case was refused

    @property
    def words(self) -> tuple[str, ...]:
        """The twelve words for the telephone."""
        return telephone_words(
            office=self.office,
            station=self.station,
            sequence=self.sequence,
            manifest_hash=self.manifest_hash,
            verdict=self.verdict,
        )


def make_receipt(
    *,
    office: str,
    station: str,
    sequence: int,
    manifest_hash: bytes,
    verdict: Verdict,
    missing: range,
    counter: int,
    made_at: str,
    audit_sequence: int,
    audit_head: bytes,
    signing_seed: bytes,
    reason: str = "",
) -> Receipt:
    """A signed receipt; `.data` is the file."""
    members: dict[str, Any] = {
        "office": office,
        "station": station,
        "seq": sequence,
        "manifest": manifest_hash.hex(),
        "verdict": verdict,
        "missing": [missing[0], missing[-1]] if missing else [],
        "counter": counter,
        "utc": made_at,
        "audit": {"seq": audit_sequence, "head": audit_head.hex()},
    }
    if reason:
        members["reason"] = reason
    return read_receipt(signed_file.write(members, kind=KIND, signing_seed=signing_seed))


def load_receipt(path: Path) -> Receipt:
    """Read a receipt from a medium. Raises as `read_receipt`, and Unavailable."""
    return read_receipt(signed_file.load(path))


def read_receipt(data: bytes) -> Receipt:
    """Read a receipt and check its form; its signature needs the office's keys.

    Raises Refused for another kind of file or a newer one, Damaged for another shape.
    """
    members = _MEMBERS | {"reason"} if b'"reason"' in data else _MEMBERS
    whole = signed_file.read(data, kind=KIND, members=members, other=NOT_A_RECEIPT)
    audit = whole["audit"]
    if not isinstance(audit, dict) or set(audit) != {"seq", "head"}:
        raise Damaged(canonical.UNREADABLE)
    sequence = signed_file.whole_number(whole["seq"], 1, LAST_SEQUENCE)
    return Receipt(
        office=signed_file.text(whole["office"], _ID),
        station=signed_file.text(whole["station"], _ID),
        sequence=sequence,
        manifest_hash=signed_file.unhex(whole["manifest"], 32),
        verdict=_verdict(whole["verdict"]),
        missing=_missing(whole["missing"], sequence),
        counter=signed_file.whole_number(whole["counter"], 1, canonical.MAX_INTEGER),
        made_at=instant(whole["utc"]),
        audit_sequence=signed_file.whole_number(audit["seq"], 0, canonical.MAX_INTEGER),
        audit_head=signed_file.unhex(audit["head"], 32),
        data=data,
        reason=signed_file.text(whole["reason"], _REASON) if "reason" in whole else "",
    )


def check_receipt(
    receipt: Receipt, *, office: KeyFile, station: str, sent: Mapping[int, bytes]
) -> None:
    """At the station: is this our office's receipt for a package we made?

    `station` is our own key id, `sent` our manifest hashes by number. Raises Refused in words,
    Damaged where the signature does not fit.
    """
    if receipt.office != office.key_id:
        raise Refused(OTHER_OFFICE)
    whole = canonical.loads(receipt.data, limit=signed_file.LIMIT)
    signed_file.verify(whole, office.signing_public, kind=KIND)
    if receipt.station != station:
        raise Refused(OTHER_STATION)
    if receipt.sequence not in sent:
        raise Refused(NEVER_SENT(number=receipt.sequence))
    if sent[receipt.sequence] != receipt.manifest_hash:
        raise Refused(OTHER_PACKAGE(number=receipt.sequence))
    if not office.valid_from <= clock.local(receipt.made_at).date() <= office.valid_to:
        raise Refused(NOT_VALID_THEN)


def telephone_words(
    *, office: str, station: str, sequence: int, manifest_hash: bytes, verdict: Verdict
) -> tuple[str, ...]:
    """Twelve words, 132 bits of SHA-256 of what both sides know."""
    known = ["rescueapp-receipt", office, station, sequence, manifest_hash.hex(), verdict]
    return words.fingerprint(canonical.dumps(known))


def _verdict(value: object) -> Verdict:
    if value == TAKEN:
        return TAKEN
    if value == REFUSED:
        return REFUSED
    raise Damaged(canonical.UNREADABLE)


def _missing(value: object, sequence: int) -> range:
    if value == []:
        return range(0)
    if not isinstance(value, list) or len(value) != 2:
        raise Damaged(canonical.UNREADABLE)
    first, last = (signed_file.whole_number(each, 1, LAST_SEQUENCE) for each in value)
    if not first <= last < sequence:
        raise Damaged(canonical.UNREADABLE)
    return range(first, last + 1)
