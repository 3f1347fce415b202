"""How long cases are kept: their types, holds and restrictions, appraisals, certificates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from rescueapp.domain.retention import Appraisal, Certificate, Laid, Order, Outcome, Type
from rescueapp.storage.database import Database, Row
from rescueapp.storage.merges import FOLDED_SQL

_LAID = "uid, case_uid, kind, reason, laid_by, laid_at, lifted_by, lifted_at, lifted_reason"
_APPRAISAL = "uid, case_uid, outcome, until, reason, worker, decided_at"


@dataclass(frozen=True, slots=True)
class Closed:
    """A case whose help has ended. Dates ISO; `type` as somebody sorted it, or None."""

    uid: str
    number: str
    alias: str
    born_to: str | None
    arrived_at: str | None
    opened_at: str
    closed_on: str
    type: Type | None
    held: bool


def closed(db: Database) -> list[Closed]:
    """The cases whose help has ended, those that ended first in front; of two files of one person
    the one that is kept."""
    rows = db.read(
        "SELECT c.uid, c.number, c.alias, c.born_to, c.arrived_at, c.opened_at, c.closed_on,"
        " t.type, EXISTS (SELECT 1 FROM retention_orders o WHERE o.case_uid = c.uid"
        " AND o.kind = 'hold' AND o.lifted_at IS NULL)"
        " FROM cases c LEFT JOIN retention_types t ON t.case_uid = c.uid"
        f" WHERE c.closed_on IS NOT NULL AND c.uid NOT IN {FOLDED_SQL} ORDER BY c.closed_on, c.id"
    )
    return [_closed(row) for row in rows]


def _closed(row: Row) -> Closed:
    uid, number, alias, born_to, arrived_at, opened_at, closed_on, kind, held = row
    chosen = Type(kind) if kind else None
    return Closed(uid, number, alias, born_to, arrived_at, opened_at, closed_on, chosen, bool(held))


def closed_on(db: Database, case_uid: str) -> str | None:
    """The day help ended (ISO), or None."""
    row = db.one("SELECT closed_on FROM cases WHERE uid = ?", (case_uid,))
    return row[0] if row else None


def set_type(db: Database, case_uid: str, kind: Type, *, worker: str, at: str) -> None:
    """Sort a file; again, the newer type holds."""
    db.execute(
        "INSERT INTO retention_types (case_uid, type, worker, set_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (case_uid) DO UPDATE SET type = excluded.type, worker = excluded.worker,"
        " set_at = excluded.set_at",
        (case_uid, kind.value, worker, at),
    )


def type_of(db: Database, case_uid: str) -> Type | None:
    """As which type somebody sorted a file, or None."""
    row = db.one("SELECT type FROM retention_types WHERE case_uid = ?", (case_uid,))
    return Type(row[0]) if row else None


# --- holds and restrictions -----------------------------------------------------------------------


def lay(db: Database, laid: Laid) -> None:
    """Lay a hold or restriction on a case."""
    db.execute(
        f"INSERT INTO retention_orders ({_LAID}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(laid)
    )


def lift(db: Database, uid: str, *, by: str, at: str, reason: str) -> bool:
    """Lift one; False when it was lifted already."""
    return bool(
        db.execute(
            "UPDATE retention_orders SET lifted_by = ?, lifted_at = ?, lifted_reason = ?"
            " WHERE uid = ? AND lifted_at IS NULL",
            (by, at, reason, uid),
        )
    )


def laid(db: Database, uid: str) -> Laid | None:
    """One hold or restriction."""
    row = db.one(f"SELECT {_LAID} FROM retention_orders WHERE uid = ?", (uid,))
    return _laid(row) if row else None


def lying(db: Database, case_uid: str, order: Order) -> Laid | None:
    """What lies on a case just now, the earliest, or None."""
    row = db.one(
        f"SELECT {_LAID} FROM retention_orders WHERE case_uid = ? AND kind = ?"
        " AND lifted_at IS NULL ORDER BY laid_at, uid",
        (case_uid, order.value),
    )
    return _laid(row) if row else None


def all_lying(db: Database) -> list[Laid]:
    """Every hold and restriction that lies just now, the latest first."""
    rows = db.read(
        f"SELECT {_LAID} FROM retention_orders WHERE lifted_at IS NULL ORDER BY laid_at DESC, uid"
    )
    return [_laid(row) for row in rows]


def restricted(db: Database) -> set[str]:
    """The uids of the cases that are only stored."""
    rows = db.read(
        "SELECT case_uid FROM retention_orders WHERE kind = 'restriction' AND lifted_at IS NULL"
    )
    return {uid for (uid,) in rows}


def _laid(row: Row) -> Laid:
    uid, case_uid, order, *rest = row
    return Laid(uid, case_uid, Order(order), *rest)


# --- appraisals -----------------------------------------------------------------------------------


def appraise(db: Database, appraisal: Appraisal) -> None:
    """Write a decision down."""
    db.execute(
        f"INSERT INTO appraisals ({_APPRAISAL}) VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(appraisal)
    )


def last_appraisals(db: Database) -> dict[str, Appraisal]:
    """The latest decision about each case, by its uid."""
    rows = db.read(f"SELECT {_APPRAISAL} FROM appraisals ORDER BY decided_at, uid")
    return {row[1]: _appraisal(row) for row in rows}


def _appraisal(row: Row) -> Appraisal:
    uid, case_uid, outcome, *rest = row
    return Appraisal(uid, case_uid, Outcome(outcome), *rest)


# --- certificates ---------------------------------------------------------------------------------


def add_certificate(db: Database, certificate: Certificate, told: str) -> None:
    """Keep a certificate; one that is here already stays. `told`: its canonical JSON."""
    db.execute(
        "INSERT OR IGNORE INTO destroyed_cases"
        " (case_uid, number, destroyed_at, told, signature) VALUES (?, ?, ?, ?, ?)",
        (
            certificate.case_uid,
            certificate.number,
            certificate.destroyed_at,
            told,
            certificate.signature,
        ),
    )


def certificates(db: Database) -> list[Certificate]:
    """Every certificate, the latest first."""
    rows = db.read("SELECT told, signature FROM destroyed_cases ORDER BY destroyed_at DESC, number")
    return [certificate_of(json.loads(told), bytes(signature)) for told, signature in rows]


def destroyed(db: Database) -> set[str]:
    """The uids of the destroyed cases."""
    return {uid for (uid,) in db.read("SELECT case_uid FROM destroyed_cases")}


def certificate_of(told: Mapping[str, Any], signature: bytes) -> Certificate:
    """A certificate of what it tells. Raises TypeError for anything of another shape."""
    return Certificate(**told, signature=signature)


def unsettled(db: Database) -> bool:
    """Whether something of a destroyed case may still lie on the disk."""
    return db.one("SELECT 1 FROM destroyed_cases WHERE settled_at IS NULL") is not None


def set_unsettled(db: Database, case_uid: str) -> None:
    """Something of it came back, and may lie on the disk."""
    db.execute("UPDATE destroyed_cases SET settled_at = NULL WHERE case_uid = ?", (case_uid,))


def set_settled(db: Database, *, at: str) -> None:
    """Nothing is left of any of them."""
    db.execute("DELETE FROM shredded_files")
    db.execute("UPDATE destroyed_cases SET settled_at = ? WHERE settled_at IS NULL", (at,))


def shredded_files(db: Database) -> list[str]:
    """The uids of attachments whose files are still to be removed."""
    return [uid for (uid,) in db.read("SELECT blob_uid FROM shredded_files ORDER BY blob_uid")]
