"""A case's random keys, one a compartment, sealed to each holder.

The holder is a worker's uid, '' for the compartment's own public key (supervisors and paper
recovery), or 'emergency' for what may be opened when life is at stake. What is sealed is opaque
here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rescueapp.forms.schema import Compartment
from rescueapp.storage.cases import HELD, ORDER
from rescueapp.storage.database import Database

COMPARTMENT = ""  # the holder that is the compartment itself
EMERGENCY = "emergency"  # the holder that is whoever breaks the glass

_INSERT = "INSERT INTO case_keys (case_uid, compartment, holder, sealed) VALUES (?, ?, ?, ?)"


def add(
    db: Database, *, case_uid: str, compartment: Compartment, holder: str, sealed: bytes
) -> None:
    """Give a holder a key. Somebody who already has it is a StatementError."""
    db.forget(ORDER, HELD)
    db.execute(_INSERT, (case_uid, compartment.value, holder, sealed))


def add_many(db: Database, case_uid: str, keys: Iterable[tuple[Compartment, str, bytes]]) -> None:
    """The keys of a new case: (compartment, holder, sealed)."""
    db.forget(ORDER, HELD)
    db.execute_many(_INSERT, ((case_uid, c.value, holder, sealed) for c, holder, sealed in keys))


def remove(db: Database, *, case_uid: str, holder: str) -> int:
    """Take somebody off the team; how many keys they had. What they copied stays theirs."""
    db.forget(ORDER, HELD)
    return db.execute("DELETE FROM case_keys WHERE holder = ? AND case_uid = ?", (holder, case_uid))


def of_case(db: Database, case_uid: str) -> list[tuple[Compartment, str, bytes]]:
    """All keys of a case: (compartment, holder, sealed)."""
    rows = db.read(
        "SELECT compartment, holder, sealed FROM case_keys WHERE case_uid = ?", (case_uid,)
    )
    return [(Compartment(compartment), holder, sealed) for compartment, holder, sealed in rows]


def held(db: Database, *, case_uid: str, holder: str) -> dict[Compartment, bytes]:
    """The sealed keys one holder has of one case."""
    rows = db.read(
        "SELECT compartment, sealed FROM case_keys WHERE holder = ? AND case_uid = ?",
        (holder, case_uid),
    )
    return {Compartment(compartment): sealed for compartment, sealed in rows}


def for_holder(
    db: Database, holder: str, *, compartment: Compartment | None = None
) -> Iterator[tuple[str, Compartment, bytes]]:
    """(case uid, compartment, sealed) of everything a holder has, by case."""
    sql = "SELECT case_uid, compartment, sealed FROM case_keys WHERE holder = ?"
    parameters = [holder]
    if compartment is not None:
        sql += " AND compartment = ?"
        parameters.append(compartment.value)
    for case_uid, name, sealed in db.each(f"{sql} ORDER BY case_uid", parameters):
        yield case_uid, Compartment(name), sealed


def page(
    db: Database, holder: str, *, after: str, limit: int
) -> list[tuple[str, Compartment, bytes]]:
    """(case uid, compartment, sealed) of what a holder has of the next so many cases."""
    rows = db.read(
        "SELECT case_uid, compartment, sealed FROM case_keys WHERE holder = ? AND case_uid IN"
        " (SELECT DISTINCT case_uid FROM case_keys WHERE holder = ? AND case_uid > ?"
        " ORDER BY case_uid LIMIT ?) ORDER BY case_uid",
        (holder, holder, after, limit),
    )
    return [(case_uid, Compartment(name), sealed) for case_uid, name, sealed in rows]


def count(db: Database, holder: str) -> int:
    """How many cases a holder has keys of."""
    row = db.one("SELECT count(DISTINCT case_uid) FROM case_keys WHERE holder = ?", (holder,))
    return int(row[0]) if row else 0


def put_many(db: Database, case_uid: str, keys: Iterable[tuple[Compartment, str, bytes]]) -> None:
    """The same keys, or new ones, sealed anew to holders who have them already."""
    db.execute_many(
        "UPDATE case_keys SET sealed = ? WHERE case_uid = ? AND compartment = ? AND holder = ?",
        ((sealed, case_uid, c.value, holder) for c, holder, sealed in keys),
    )


# --- cases whose keys somebody knew who left


def note_known(db: Database, worker_uid: str, *, every_case: bool) -> None:
    """Remember the cases somebody holds or held keys of, on their team or for a time, or all: each
    is to get new keys. Whoever was taken off a team may have kept them; the account knows."""
    if every_case:
        db.execute("INSERT OR IGNORE INTO known_cases (case_uid) SELECT uid FROM cases")
        return
    db.execute(
        "INSERT OR IGNORE INTO known_cases (case_uid)"
        " SELECT case_uid FROM case_keys WHERE holder = ? UNION"
        " SELECT c.uid FROM requests r JOIN cases c ON c.uid = r.subject"
        " WHERE (r.asked_by = ? OR r.about LIKE ? || '/%') AND r.granted = 1 UNION"
        " SELECT c.uid FROM audit a JOIN cases c ON c.uid = a.object"
        " WHERE a.act = 'remove_from_team' AND json_extract(a.detail, '$.worker') = ?",
        (worker_uid, worker_uid, worker_uid, worker_uid),
    )


def known(db: Database) -> list[str]:
    """The cases noted so, by uid."""
    return [uid for (uid,) in db.read("SELECT case_uid FROM known_cases ORDER BY case_uid")]


def settle_known(db: Database, case_uid: str | None = None) -> None:
    """A case has its new keys; without one: none is to get any."""
    if case_uid is None:
        db.execute("DELETE FROM known_cases")
    else:
        db.execute("DELETE FROM known_cases WHERE case_uid = ?", (case_uid,))


def holders(db: Database, case_uid: str) -> set[str]:
    """The uids of the workers on a case's team."""
    rows = db.read("SELECT DISTINCT holder FROM case_keys WHERE case_uid = ?", (case_uid,))
    return {holder for (holder,) in rows} - {COMPARTMENT, EMERGENCY}


def cases_of(db: Database, holder: str) -> set[str]:
    """The uids of the cases a worker is on the team of."""
    rows = db.read("SELECT DISTINCT case_uid FROM case_keys WHERE holder = ?", (holder,))
    return {case_uid for (case_uid,) in rows}
