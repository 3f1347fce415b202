"""Requests that one person makes and another decides, and who decides for a supervisor."""

from __future__ import annotations

from dataclasses import astuple, replace

from rescueapp.domain.request import Deputy, Kind, Request
from rescueapp.storage.database import Database, Row

_COLUMNS = (
    "uid, kind, subject, reason, asked_by, asked_at, asked_signature, granted, until, note,"
    " decided_by, decided_at, decided_signature, seen_by, seen_at, used_at, used_for, code, tries,"
    " confirmed_by, confirmed_at, confirmed_signature, about"
)
_DEPUTY = "uid, supervisor, deputy, from_on, to_on, given_at, signature, ended_at"


def add(db: Database, request: Request) -> None:
    """Write a request down, decided or not."""
    marks = ", ".join("?" * len(_COLUMNS.split(",")))
    db.execute(f"INSERT INTO requests ({_COLUMNS}) VALUES ({marks})", astuple(request))


def decide(db: Database, request: Request) -> bool:
    """Write the decision; False when it was decided already."""
    changed = db.execute(
        "UPDATE requests SET granted = ?, until = ?, note = ?, decided_by = ?, decided_at = ?,"
        " decided_signature = ?, code = ? WHERE uid = ? AND granted IS NULL",
        (
            request.granted,
            request.until,
            request.note,
            request.decided_by,
            request.decided_at,
            request.decided_signature,
            request.code,
            request.uid,
        ),
    )
    return bool(changed)


def use(db: Database, uid: str, *, at: str, record_uid: str) -> bool:
    """Spend a grant; False when it is spent already."""
    changed = db.execute(
        "UPDATE requests SET used_at = ?, used_for = ? WHERE uid = ? AND used_at IS NULL",
        (at, record_uid, uid),
    )
    return bool(changed)


def count_try(db: Database, uid: str) -> None:
    """One more code was typed for it."""
    db.execute("UPDATE requests SET tries = tries + 1 WHERE uid = ?", (uid,))


def confirm(db: Database, request: Request) -> bool:
    """A supervisor stands by a decision made over the telephone; False when one does already."""
    changed = db.execute(
        "UPDATE requests SET confirmed_by = ?, confirmed_at = ?, confirmed_signature = ?"
        " WHERE uid = ? AND confirmed_by IS NULL",
        (request.confirmed_by, request.confirmed_at, request.confirmed_signature, request.uid),
    )
    return bool(changed)


def complete(db: Database, request: Request) -> None:
    """What an emergency was about, written when there was time for it, and signed again."""
    db.execute(
        "UPDATE requests SET note = ?, decided_at = ?, decided_signature = ? WHERE uid = ?",
        (request.note, request.decided_at, request.decided_signature, request.uid),
    )


def withdraw(db: Database, kind: Kind, subject: str) -> int:
    """Take back what nobody has decided, or what was granted and not used: it is asked no more."""
    return db.execute(
        "DELETE FROM requests WHERE kind = ? AND subject = ? AND used_at IS NULL"
        " AND (granted IS NULL OR granted = 1)",
        (kind.value, subject),
    )


def withdraw_about(db: Database, record_uid: str) -> int:
    """A record was saved again: what was asked of an earlier version of it is asked no more."""
    return db.execute(
        "DELETE FROM requests WHERE granted IS NULL AND about LIKE ? || '/%'", (record_uid,)
    )


def take_back(db: Database, uid: str) -> bool:
    """Who asked asks no more; False when it was decided already."""
    gone = db.execute("DELETE FROM requests WHERE uid = ? AND granted IS NULL", (uid,))
    return bool(gone)


def set_seen(db: Database, uid: str, *, by: str, at: str) -> None:
    """A supervisor looked at it afterwards."""
    db.execute(
        "UPDATE requests SET seen_by = ?, seen_at = ? WHERE uid = ? AND seen_by IS NULL",
        (by, at, uid),
    )


def row(db: Database, uid: str) -> Request | None:
    """One request."""
    found = db.one(f"SELECT {_COLUMNS} FROM requests WHERE uid = ?", (uid,))
    return None if found is None else _request(found)


def waiting(db: Database) -> list[Request]:
    """Those nobody decided yet, the oldest first."""
    rows = db.read(f"SELECT {_COLUMNS} FROM requests WHERE granted IS NULL ORDER BY asked_at, uid")
    return [_request(found) for found in rows]


def since(db: Database, at: str) -> list[Request]:
    """Those asked since an instant, the latest first."""
    rows = db.read(
        f"SELECT {_COLUMNS} FROM requests WHERE asked_at >= ? ORDER BY asked_at DESC, uid", (at,)
    )
    return [_request(found) for found in rows]


def answered(db: Database, asked_by: str, *, since: str) -> list[Request]:
    """Those of one asker that somebody else decided since an instant, the latest first."""
    rows = db.read(
        f"SELECT {_COLUMNS} FROM requests WHERE asked_by = ? AND decided_at >= ?"
        " AND decided_by <> asked_by ORDER BY decided_at DESC, uid",
        (asked_by, since),
    )
    return [_request(found) for found in rows]


def unconfirmed(db: Database) -> list[Request]:
    """Those decided over the telephone that no supervisor has confirmed, the latest first."""
    rows = db.read(
        f"SELECT {_COLUMNS} FROM requests WHERE code <> '' AND confirmed_by IS NULL"
        " ORDER BY decided_at DESC, uid"
    )
    return [_request(found) for found in rows]


def of_kind(db: Database, kind: Kind) -> list[Request]:
    """Those of one kind, the latest first."""
    rows = db.read(
        f"SELECT {_COLUMNS} FROM requests WHERE kind = ? ORDER BY asked_at DESC, uid", (kind.value,)
    )
    return [_request(found) for found in rows]


def of_subject(db: Database, subject: str) -> list[Request]:
    """Those about one case or person, the latest first."""
    rows = db.read(
        f"SELECT {_COLUMNS} FROM requests WHERE subject = ? ORDER BY asked_at DESC, uid", (subject,)
    )
    return [_request(found) for found in rows]


def _request(found: Row) -> Request:
    request = Request(*found)
    granted = None if request.granted is None else bool(request.granted)
    return replace(request, kind=Kind(request.kind), granted=granted)


# --- deputies -------------------------------------------------------------------------------


def add_deputy(db: Database, deputy: Deputy) -> None:
    """Write down who decides for whom."""
    marks = ", ".join("?" * len(_DEPUTY.split(",")))
    db.execute(f"INSERT INTO deputies ({_DEPUTY}) VALUES ({marks})", astuple(deputy))


def end_deputy(db: Database, uid: str, *, at: str) -> None:
    """From now on they decide for nobody."""
    db.execute("UPDATE deputies SET ended_at = ? WHERE uid = ? AND ended_at IS NULL", (at, uid))


def deputies(db: Database) -> list[Deputy]:
    """Every deputy there is or was, the latest first."""
    rows = db.read(f"SELECT {_DEPUTY} FROM deputies ORDER BY given_at DESC, uid")
    return [Deputy(*found) for found in rows]
