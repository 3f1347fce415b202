"""What went out and what came in: exports and their receipts, correspondents, packages, coded cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rescueapp.storage.database import Database


@dataclass(frozen=True, slots=True)
class Export:
    """A package this station (or office) sent."""

    sequence: int
    uid: str
    office: str  # key id of the receiving office
    level: str
    period_from: str
    period_to: str
    cases: int
    manifest_hash: bytes
    made_at: str
    worker: str
    confirmed_at: str | None = None
    receipt: str | None = None  # the signed receipt, canonical JSON


@dataclass(frozen=True, slots=True)
class Correspondent:
    """At a station its office, at an office one of its stations."""

    key_id: str
    kind: str  # office, station
    code: str
    name: str
    keys: str  # the key file, canonical JSON
    enrolled_at: str
    worker: str
    retired_at: str | None = None


@dataclass(frozen=True, slots=True)
class ReceivedPackage:
    """A package an office took in."""

    station: str  # key id
    sequence: int
    uid: str
    level: str
    period_from: str
    period_to: str
    made_at: str
    manifest: str
    manifest_hash: bytes
    received_at: str
    worker: str
    gap: int = 0


def add_export(db: Database, export: Export) -> None:
    raise NotImplementedError


def next_sequence(db: Database) -> int:
    """The number the next export bears: one more than the last."""
    raise NotImplementedError


def exports(db: Database) -> list[Export]:
    """All exports, newest first."""
    raise NotImplementedError


def last_export(db: Database) -> Export | None:
    raise NotImplementedError


def export_by_uid(db: Database, uid: str) -> Export | None:
    raise NotImplementedError


def last_confirmed(db: Database) -> Export | None:
    """The latest export the office has signed for."""
    raise NotImplementedError


def confirm(db: Database, sequence: int, *, confirmed_at: str, receipt: str) -> None:
    """File the receipt of an export."""
    raise NotImplementedError


def enrol(db: Database, correspondent: Correspondent) -> None:
    raise NotImplementedError


def retire(db: Database, key_id: str, *, retired_at: str) -> None:
    raise NotImplementedError


def correspondents(
    db: Database, *, kind: str | None = None, retired: bool = False
) -> list[Correspondent]:
    """Those enrolled, by code."""
    raise NotImplementedError


def correspondent(db: Database, key_id: str) -> Correspondent | None:
    raise NotImplementedError


def add_package(
    db: Database, package: ReceivedPackage, coded: Iterable[tuple[str, dict[str, Any]]]
) -> int:
    """Take in a package with its coded rows (pseudonym, facts); how many rows."""
    raise NotImplementedError


def packages(db: Database, *, station: str | None = None) -> list[ReceivedPackage]:
    """Packages taken in, of one station or of all, newest first."""
    raise NotImplementedError


def package(db: Database, station: str, sequence: int) -> ReceivedPackage | None:
    raise NotImplementedError


def last_package(db: Database, station: str) -> ReceivedPackage | None:
    """The package with the highest number of a station."""
    raise NotImplementedError


def package_by_uid(db: Database, uid: str) -> ReceivedPackage | None:
    raise NotImplementedError


def coded_cases(db: Database, station: str, sequence: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """(pseudonym, facts) of one package, by pseudonym."""
    raise NotImplementedError
