"""Keys of a case that somebody off its team holds for a time. What is sealed is opaque here."""

from __future__ import annotations

from collections.abc import Iterable

from rescueapp.forms.schema import Compartment
from rescueapp.storage.database import Database


def add(
    db: Database,
    *,
    request_uid: str,
    case_uid: str,
    holder: str,
    until: str,
    keys: Iterable[tuple[Compartment, bytes]],
) -> None:
    """Lend keys until an instant: (compartment, sealed to the holder)."""
    db.execute_many(
        "INSERT INTO lent_keys (request_uid, case_uid, compartment, holder, until, sealed)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            (request_uid, case_uid, compartment.value, holder, until, sealed)
            for compartment, sealed in keys
        ),
    )


def requests_of(db: Database, *, case_uid: str, holder: str, now: str) -> set[str]:
    """The uids of the requests by which a holder has keys of a case at an instant."""
    rows = db.read(
        "SELECT DISTINCT request_uid FROM lent_keys"
        " WHERE case_uid = ? AND holder = ? AND until > ?",
        (case_uid, holder, now),
    )
    return {uid for (uid,) in rows}


def held(
    db: Database, *, case_uid: str, holder: str, now: str
) -> list[tuple[Compartment, str, bytes]]:
    """(compartment, until, sealed) of what a holder has of a case at an instant, the longest
    lent first."""
    rows = db.read(
        "SELECT compartment, until, sealed FROM lent_keys"
        " WHERE case_uid = ? AND holder = ? AND until > ? ORDER BY until DESC, compartment",
        (case_uid, holder, now),
    )
    return [(Compartment(compartment), until, sealed) for compartment, until, sealed in rows]


def of_holder(db: Database, holder: str, *, now: str) -> list[tuple[str, Compartment, str]]:
    """(case uid, compartment, until) of everything a holder is lent at an instant, by case."""
    rows = db.read(
        "SELECT case_uid, compartment, until FROM lent_keys WHERE holder = ? AND until > ?"
        " ORDER BY case_uid, compartment",
        (holder, now),
    )
    return [(case_uid, Compartment(compartment), until) for case_uid, compartment, until in rows]


def cases_of_kind(db: Database, kind: str, *, now: str) -> list[str]:
    """The cases of which something is lent at an instant by a request of a kind."""
    rows = db.read(
        "SELECT DISTINCT l.case_uid FROM lent_keys l JOIN requests r ON r.uid = l.request_uid"
        " WHERE r.kind = ? AND l.until > ? ORDER BY l.case_uid",
        (kind, now),
    )
    return [case_uid for (case_uid,) in rows]


def of_case(db: Database, case_uid: str) -> list[tuple[str, Compartment, str]]:
    """(request uid, compartment, holder) of what is lent of a case."""
    rows = db.read(
        "SELECT request_uid, compartment, holder FROM lent_keys WHERE case_uid = ?", (case_uid,)
    )
    return [(request, Compartment(compartment), holder) for request, compartment, holder in rows]


def put(db: Database, *, request_uid: str, compartment: Compartment, sealed: bytes) -> None:
    """The key in use now of what was lent, sealed to the same holder."""
    db.execute(
        "UPDATE lent_keys SET sealed = ? WHERE request_uid = ? AND compartment = ?",
        (sealed, request_uid, compartment.value),
    )


def take_all_back(db: Database, holder: str) -> int:
    """Drop whatever somebody was lent; how many keys."""
    return db.execute("DELETE FROM lent_keys WHERE holder = ?", (holder,))


def take_case_back(db: Database, *, case_uid: str, holder: str) -> int:
    """Drop whatever of one case somebody was lent; how many keys."""
    return db.execute("DELETE FROM lent_keys WHERE case_uid = ? AND holder = ?", (case_uid, holder))


def sweep(db: Database, *, now: str) -> int:
    """Drop what is over; how many keys."""
    return db.execute("DELETE FROM lent_keys WHERE until <= ?", (now,))


def take_back(db: Database, request_uid: str) -> int:
    """Drop what one request gave; how many keys."""
    return db.execute("DELETE FROM lent_keys WHERE request_uid = ?", (request_uid,))
