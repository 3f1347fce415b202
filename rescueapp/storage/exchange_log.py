"""What went out and what came in: exports, correspondents, packages, coded cases, receipts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import Any

from rescueapp.storage.database import Database

_SKIPPED = "export"  # the series in `numbers`
PACKAGES = "packages"  # the folder of an office vault that keeps the original files


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


_EXPORT = (
    "sequence, uid, office, level, period_from, period_to, cases, manifest_hash, made_at, worker,"
    " confirmed_at, receipt"
)
_CORRESPONDENT = "key_id, kind, code, name, keys, enrolled_at, worker, retired_at"
_PACKAGE = (
    "station, sequence, uid, level, period_from, period_to, made_at, manifest, manifest_hash,"
    " received_at, worker, gap"
)


# --- sent


def next_sequence(db: Database) -> int:
    """The number the next export bears: one more than the last, or than what was `skip`ped."""
    return last_sequence(db) + 1


def last_sequence(db: Database) -> int:
    """The last number that was used or skipped; 0 for none."""
    used = db.one("SELECT coalesce(max(sequence), 0) FROM exports")
    skipped = db.one("SELECT last FROM numbers WHERE series = ?", (_SKIPPED,))
    return max(int(row[0]) for row in (used, skipped, (0,)) if row)


def skip(db: Database, sequence: int) -> None:
    """Use no number up to this one any more: perhaps it was, by a vault that is gone."""
    db.execute(
        "INSERT INTO numbers (series, last) VALUES (?, ?)"
        " ON CONFLICT (series) DO UPDATE SET last = max(last, excluded.last)",
        (_SKIPPED, sequence),
    )


def add_export(db: Database, export: Export) -> None:
    """Note a package before it leaves. A number or uid used before is a StatementError."""
    db.execute(f"INSERT INTO exports ({_EXPORT}) VALUES ({_marks(12)})", astuple(export))


def exports(db: Database) -> list[Export]:
    """All exports, newest first."""
    return [
        Export(*row) for row in db.read(f"SELECT {_EXPORT} FROM exports ORDER BY sequence DESC")
    ]


def last_export(db: Database) -> Export | None:
    """The export with the highest number: its manifest hash goes into the next."""
    row = db.one(f"SELECT {_EXPORT} FROM exports ORDER BY sequence DESC LIMIT 1")
    return Export(*row) if row else None


def last_confirmed(db: Database) -> Export | None:
    """The latest export the office has signed for."""
    row = db.one(
        f"SELECT {_EXPORT} FROM exports WHERE confirmed_at IS NOT NULL"
        " ORDER BY sequence DESC LIMIT 1"
    )
    return Export(*row) if row else None


def confirm(db: Database, sequence: int, *, confirmed_at: str, receipt: str) -> None:
    """File the receipt of an export. The first receipt stays."""
    db.execute(
        "UPDATE exports SET confirmed_at = ?, receipt = ?"
        " WHERE sequence = ? AND confirmed_at IS NULL",
        (confirmed_at, receipt, sequence),
    )


# --- with whom


def enrol(db: Database, correspondent: Correspondent) -> None:
    """Pin an office or station by its keys, new or again: with a renewed key file, or back in
    use after it was retired."""
    db.execute(
        f"INSERT INTO correspondents ({_CORRESPONDENT}) VALUES ({_marks(8)})"
        " ON CONFLICT (key_id) DO UPDATE SET kind = excluded.kind, code = excluded.code,"
        " name = excluded.name, keys = excluded.keys, enrolled_at = excluded.enrolled_at,"
        " worker = excluded.worker, retired_at = excluded.retired_at",
        astuple(correspondent),
    )


def retire(db: Database, key_id: str, *, retired_at: str) -> None:
    """No new packages with these keys; what came with them stays readable."""
    db.execute(
        "UPDATE correspondents SET retired_at = ? WHERE key_id = ? AND retired_at IS NULL",
        (retired_at, key_id),
    )


def correspondents(
    db: Database, *, kind: str | None = None, retired: bool = False
) -> list[Correspondent]:
    """Those enrolled, by code; with `retired` also those of the past."""
    rows = db.read(
        f"SELECT {_CORRESPONDENT} FROM correspondents"
        " WHERE (?1 IS NULL OR kind = ?1) AND (?2 OR retired_at IS NULL)"
        " ORDER BY code, enrolled_at",
        (kind, int(retired)),
    )
    return [Correspondent(*row) for row in rows]


def correspondent(db: Database, key_id: str) -> Correspondent | None:
    """One correspondent, retired or not, or None."""
    row = db.one(f"SELECT {_CORRESPONDENT} FROM correspondents WHERE key_id = ?", (key_id,))
    return Correspondent(*row) if row else None


# --- received


def add_package(
    db: Database, package: ReceivedPackage, coded: Iterable[tuple[str, dict[str, Any]]]
) -> int:
    """Take in a package with its coded rows (pseudonym, facts); how many rows.

    One taken in before, by number or uid, is a StatementError: ask `package` first.
    """
    db.execute(f"INSERT INTO packages ({_PACKAGE}) VALUES ({_marks(12)})", astuple(package))
    db.execute_many(
        "INSERT INTO coded_cases (station, sequence, pseudonym, facts) VALUES (?, ?, ?, ?)",
        (
            (package.station, package.sequence, pseudonym, _json(facts))
            for pseudonym, facts in coded
        ),
    )
    found = db.one(
        "SELECT count(*) FROM coded_cases WHERE station = ? AND sequence = ?",
        (package.station, package.sequence),
    )
    return int(found[0]) if found else 0


def packages(db: Database, *, station: str | None = None) -> list[ReceivedPackage]:
    """Packages taken in, of one station or of all, newest first."""
    rows = db.read(
        f"SELECT {_PACKAGE} FROM packages WHERE ?1 IS NULL OR station = ?1"
        " ORDER BY received_at DESC, station, sequence DESC",
        (station,),
    )
    return [ReceivedPackage(*row) for row in rows]


def package(db: Database, station: str, sequence: int) -> ReceivedPackage | None:
    """A station's package by its number, or None."""
    return _package(db, "WHERE station = ? AND sequence = ?", (station, sequence))


def package_by_uid(db: Database, uid: str) -> ReceivedPackage | None:
    """A package by its own uid, or None."""
    return _package(db, "WHERE uid = ?", (uid,))


def coded_cases(db: Database, station: str, sequence: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """(pseudonym, facts) of one package, by pseudonym."""
    rows = db.each(
        "SELECT pseudonym, facts FROM coded_cases WHERE station = ? AND sequence = ?"
        " ORDER BY pseudonym",
        (station, sequence),
    )
    for pseudonym, facts in rows:
        yield pseudonym, json.loads(facts)


def _package(db: Database, which: str, parameters: tuple[Any, ...]) -> ReceivedPackage | None:
    row = db.one(f"SELECT {_PACKAGE} FROM packages {which}", parameters)
    return ReceivedPackage(*row) if row else None


def _json(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _marks(count: int) -> str:
    return ", ".join("?" * count)
