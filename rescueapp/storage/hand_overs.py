"""Cases that were handed over: what left in which series, what came and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from rescueapp.storage.database import Database
from rescueapp.storage.exchange_log import ReceivedPackage, package_by_uid

_SERIES = "hand_over:"  # in `numbers`, by the recipient's key id: what a restored vault skips


@dataclass(frozen=True, slots=True)
class HandOver:
    """A package with one case. `sequence`: of its recipient's own series."""

    uid: str
    recipient: str  # key id
    sequence: int
    manifest_hash: bytes
    made_at: str
    worker: str
    answered_at: str | None = None
    verdict: str | None = None  # taken, refused
    reason: str | None = None
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a case was before it was taken up here."""

    case_uid: str
    package_uid: str
    station: str
    number: str
    alias: str


_HAND_OVER = (
    "uid, recipient, sequence, manifest_hash, made_at, worker, answered_at, verdict, reason,"
    " receipt"
)
_ORIGIN = "case_uid, package_uid, station, number, alias"


# --- sent


def last_sequence(db: Database, recipient: str) -> int:
    """The last number of a recipient's series that was used or skipped; 0 for none."""
    used = db.one(
        "SELECT coalesce(max(sequence), 0) FROM hand_overs WHERE recipient = ?", (recipient,)
    )
    skipped = db.one("SELECT last FROM numbers WHERE series = ?", (_SERIES + recipient,))
    return max(int(row[0]) for row in (used, skipped, (0,)) if row)


def recipients(db: Database) -> list[str]:
    """The key ids of everybody a case was ever handed over to."""
    return [key_id for (key_id,) in db.read("SELECT DISTINCT recipient FROM hand_overs")]


def skip(db: Database, recipient: str, sequence: int) -> None:
    """Use no number of a series up to this one any more: perhaps it was, by a vault that is
    gone."""
    db.execute(
        "INSERT INTO numbers (series, last) VALUES (?, ?)"
        " ON CONFLICT (series) DO UPDATE SET last = max(last, excluded.last)",
        (_SERIES + recipient, sequence),
    )


def last(db: Database, recipient: str) -> HandOver | None:
    """The one with the highest number of a series: its hash goes into the next."""
    row = db.one(
        f"SELECT {_HAND_OVER} FROM hand_overs WHERE recipient = ? ORDER BY sequence DESC LIMIT 1",
        (recipient,),
    )
    return HandOver(*row) if row else None


def add(db: Database, sent: HandOver, case_uid: str) -> None:
    """Note a hand-over before it leaves. A number or uid used before is a StatementError."""
    marks = ", ".join("?" * 10)
    db.execute(f"INSERT INTO hand_overs ({_HAND_OVER}) VALUES ({marks})", astuple(sent))
    db.execute(
        "INSERT INTO handed_over_cases (package_uid, case_uid) VALUES (?, ?)", (sent.uid, case_uid)
    )


def to_recipient(db: Database, recipient: str) -> dict[int, HandOver]:
    """A recipient's whole series, by number."""
    rows = db.read(f"SELECT {_HAND_OVER} FROM hand_overs WHERE recipient = ?", (recipient,))
    return {sent.sequence: sent for sent in (HandOver(*row) for row in rows)}


def of_case(db: Database, case_uid: str) -> list[HandOver]:
    """Where a case was handed over to, the latest first."""
    rows = db.read(
        f"SELECT {_HAND_OVER} FROM hand_overs WHERE uid IN"
        " (SELECT package_uid FROM handed_over_cases WHERE case_uid = ?)"
        " ORDER BY made_at DESC, sequence DESC",
        (case_uid,),
    )
    return [HandOver(*row) for row in rows]


def everything(db: Database) -> list[tuple[HandOver, str]]:
    """(hand-over, uid of its case, "" when that was destroyed), the latest first."""
    columns = ", ".join(f"h.{name.strip()}" for name in _HAND_OVER.split(","))
    rows = db.read(
        f"SELECT {columns}, coalesce(c.case_uid, '') FROM hand_overs h"
        " LEFT JOIN handed_over_cases c ON c.package_uid = h.uid"
        " ORDER BY h.made_at DESC, h.sequence DESC"
    )
    return [(HandOver(*row[:-1]), row[-1]) for row in rows]


def case_of(db: Database, package_uid: str) -> str | None:
    """The uid of the case that went in a package; None when it was destroyed since."""
    row = db.one("SELECT case_uid FROM handed_over_cases WHERE package_uid = ?", (package_uid,))
    return str(row[0]) if row else None


def answer(
    db: Database, package_uid: str, *, answered_at: str, verdict: str, reason: str, receipt: str
) -> None:
    """File the receipt of a hand-over. The first one stays."""
    db.execute(
        "UPDATE hand_overs SET answered_at = ?, verdict = ?, reason = ?, receipt = ?"
        " WHERE uid = ? AND answered_at IS NULL",
        (answered_at, verdict, reason, receipt, package_uid),
    )


# --- received


def undecided(db: Database) -> list[ReceivedPackage]:
    """Packages that were taken in here and nobody has decided about, the latest first."""
    rows = db.read(
        "SELECT uid FROM packages WHERE uid NOT IN (SELECT package_uid FROM arrivals)"
        " ORDER BY received_at DESC, uid"
    )
    found = (package_by_uid(db, uid) for (uid,) in rows)
    return [package for package in found if package is not None]


def decided(db: Database) -> frozenset[str]:
    """The uids of the packages that were taken up or refused."""
    return frozenset(uid for (uid,) in db.read("SELECT package_uid FROM arrivals"))


def decide(
    db: Database, package_uid: str, *, verdict: str, reason: str, decided_at: str, worker: str
) -> None:
    """What became of a package. Decided before, it is a StatementError."""
    db.execute(
        "INSERT INTO arrivals (package_uid, verdict, reason, decided_at, worker)"
        " VALUES (?, ?, ?, ?, ?)",
        (package_uid, verdict, reason, decided_at, worker),
    )


def add_origin(db: Database, origin: Origin) -> None:
    """Keep where a new case comes from."""
    db.execute(f"INSERT INTO came_from ({_ORIGIN}) VALUES (?, ?, ?, ?, ?)", astuple(origin))


def origin(db: Database, case_uid: str) -> Origin | None:
    """Where a case was before; None for one that began here."""
    row = db.one(f"SELECT {_ORIGIN} FROM came_from WHERE case_uid = ?", (case_uid,))
    return Origin(*row) if row else None


def from_station(db: Database, station: str) -> list[Origin]:
    """The cases that were taken up from a station (key id), as they came."""
    columns = ", ".join(f"o.{name.strip()}" for name in _ORIGIN.split(","))
    rows = db.read(
        f"SELECT {columns} FROM came_from o JOIN packages p ON p.uid = o.package_uid"
        " WHERE p.station = ? ORDER BY p.received_at, o.case_uid",
        (station,),
    )
    return [Origin(*row) for row in rows]


def carry(
    db: Database, record_uid: str, *, station: str, writers: Sequence[str], written_at: str
) -> None:
    """Keep who wrote each version of a record there, the first one first, and when the last."""
    db.execute(
        "INSERT INTO carried_records (record_uid, station, written_by, written_at)"
        " VALUES (?, ?, ?, ?)",
        (record_uid, station, "\n".join(reversed(writers)), written_at),
    )


def writer(writers: str | None, station: str | None, version: int) -> str | None:
    """Who wrote a version there, with the name of the station; None of one written here.
    `writers`: as they lie, a name on each line, the last one first."""
    names = writers.split("\n") if writers is not None else []
    return f"{names[-version]}（{station}）" if version <= len(names) else None
