"""Whether a package that opened may be taken in: pure rules over what is already known.

Each refusal has its own words, because each has another cause and another telephone call.
Known packages live in the office's database and not in the packages, so that nobody can
make the office forget.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rescueapp import clock
from rescueapp.errors import Refused
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.exchange.manifest import LAST_SEQUENCE, NO_PREVIOUS, Manifest
from rescueapp.i18n import Text, mark

UNKNOWN_STATION: Final = mark(
    "The sender of this package is not enrolled here. Take in its key file and confirm the words.",
    "package",
)
RETIRED_STATION: Final = mark(
    "This package was signed with keys that are no longer in use. Ask the sender for a new one.",
    "package",
)
WRONG_SIGNER: Final = mark(
    "This package names one sender and was signed by another. Do not use it; ask the sender.",
    "package",
)
NOT_FOR_US: Final = mark(
    "This package was made for another office and passed on to this one. Ask the sender for one "
    "of its own.",
    "package",
)
TRAINING_PACKAGE: Final = mark(
    "This is a package from a training vault. A real office does not take it in.", "package"
)
REAL_PACKAGE: Final = mark(
    "This is a package from a real vault. A training office does not take it in.", "package"
)
NOT_VALID_THEN: Final = mark(
    "This package was made on a day on which the sender's keys were not valid.", "package"
)
REPLAY: Final = mark("Package {number} of this sender has already been taken in.", "package")
FORK: Final = mark(
    "The sender has made two different packages with the number {number}. Perhaps an old backup "
    "was restored there. Ask before taking in anything more.",
    "package",
)
WRONG_PREVIOUS: Final = mark(
    "Package {number} does not follow the package {before} that was taken in here: the sender "
    "had another one before it. Ask before taking in anything more.",
    "package",
)
FIRST_WITH_PREVIOUS: Final = mark(
    "This is package 1 of its sender, and yet it names one before it. Ask the sender.", "package"
)
ONE_MISSING: Final = mark("Package {first} has not arrived.", "package")
SOME_MISSING: Final = mark("Packages {first} to {last} have not arrived.", "package")


MOST_AN_HOUR: Final = 3  # packages nobody makes more of
AT_LEAST_SKIPPED: Final = 10


def last_perhaps_sent(last: int, *, made_at: str) -> int:
    """The last number a vault may have used, of which only a backup is left.

    `last`: the last one in the backup, made at an instant. A station that went on from there
    would make another package of a number the office has: a fork, refused. The number after
    this one is taken in as a named gap, also after the same backup was restored twice.
    """
    hours = (clock.now() - clock.instant(made_at)).total_seconds() // 3600
    skipped = AT_LEAST_SKIPPED + MOST_AN_HOUR * max(0, int(hours))
    return min(last + skipped, LAST_SEQUENCE - 1)


@dataclass(frozen=True, slots=True)
class Us:
    """The office that receives: ids of its age keys, old ones too, and its kind of vault."""

    recipients: frozenset[str]  # `KeyFile.recipient_id`
    training: bool


@dataclass(frozen=True, slots=True)
class Sender:
    """An enrolled correspondent."""

    keys: KeyFile
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A package of this sender that was taken in."""

    manifest_hash: bytes
    previous: bytes


@dataclass(frozen=True, slots=True)
class Admitted:
    """A package that may be taken in. `missing` are the numbers before it that never came."""

    missing: range

    @property
    def words(self) -> Text | None:
        """The missing numbers, in words; None where none are."""
        if not self.missing:
            return None
        first, last = self.missing[0], self.missing[-1]
        return ONE_MISSING(first=first) if first == last else SOME_MISSING(first=first, last=last)


def judge(
    manifest: Manifest,
    manifest_hash: bytes,
    *,
    us: Us,
    sender: Sender | None,
    signed_by: bytes,
    known: Mapping[int, Known],
) -> Admitted:
    """Admit a package or refuse it.

    `sender`: who is enrolled under `manifest.station`. `signed_by`: the public key with which
    the signature was checked. `known`: packages of this sender taken in so far, by number.
    """
    _check_who(manifest, us, sender, signed_by)
    number = manifest.sequence
    if number in known:
        same = known[number].manifest_hash == manifest_hash
        raise Refused((REPLAY if same else FORK)(number=number))
    _check_links(manifest, manifest_hash, known)
    before = max((n for n in known if n < number), default=0)
    return Admitted(range(before + 1, number))


def _check_who(manifest: Manifest, us: Us, sender: Sender | None, signed_by: bytes) -> None:
    if manifest.recipient not in us.recipients:
        raise Refused(NOT_FOR_US)
    if sender is None:
        raise Refused(UNKNOWN_STATION)
    if sender.keys.key_id != manifest.station or sender.keys.signing_public != signed_by:
        raise Refused(WRONG_SIGNER)
    if sender.retired:
        raise Refused(RETIRED_STATION)
    if us.training != manifest.training or us.training != sender.keys.training:
        raise Refused(REAL_PACKAGE if us.training else TRAINING_PACKAGE)
    made_on = clock.local(manifest.made_at).date()
    if not sender.keys.valid_from <= made_on <= sender.keys.valid_to:
        raise Refused(NOT_VALID_THEN)


def _check_links(manifest: Manifest, manifest_hash: bytes, known: Mapping[int, Known]) -> None:
    """Both neighbours, where they are here: a late package may fill a gap."""
    number = manifest.sequence
    if number == 1 and manifest.previous != NO_PREVIOUS:
        raise Refused(FIRST_WITH_PREVIOUS)
    before = known.get(number - 1)
    if before is not None and manifest.previous != before.manifest_hash:
        raise Refused(WRONG_PREVIOUS(number=number, before=number - 1))
    after = known.get(number + 1)
    if after is not None and after.previous != manifest_hash:
        raise Refused(WRONG_PREVIOUS(number=number + 1, before=number))
