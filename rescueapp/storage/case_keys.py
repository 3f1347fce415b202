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


def holders(db: Database, case_uid: str) -> set[str]:
    """The uids of the workers on a case's team."""
    rows = db.read("SELECT DISTINCT holder FROM case_keys WHERE case_uid = ?", (case_uid,))
    return {holder for (holder,) in rows} - {COMPARTMENT, EMERGENCY}


def cases_of(db: Database, holder: str) -> set[str]:
    """The uids of the cases a worker is on the team of."""
    rows = db.read("SELECT DISTINCT case_uid FROM case_keys WHERE holder = ?", (holder,))
    return {case_uid for (case_uid,) in rows}
