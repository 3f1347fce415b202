"""Sealed parts of records across all cases: at random, for a trial of the keys that open them,
and those that one author sealed for themselves."""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp.forms.schema import Compartment
from rescueapp.storage.database import Database, Row

_SELECT = """
SELECT p.record_uid, r.case_uid, p.compartment, p.version, p.sealed
FROM record_parts p JOIN records r ON r.uid = p.record_uid"""


@dataclass(frozen=True, slots=True)
class SealedPart:
    """A part as it lies, with what it is bound to."""

    record_uid: str
    case_uid: str
    compartment: Compartment
    version: int
    sealed: bytes


def sample(db: Database, count: int, *, own: bool) -> list[SealedPart]:
    """At most so many parts by the engine's dice: writers' own (process notes) or cases'."""
    rows = db.read(
        "SELECT p.record_uid, r.case_uid, p.compartment, p.version, p.sealed"
        " FROM record_parts p JOIN records r ON r.uid = p.record_uid"
        f" WHERE p.compartment {'=' if own else '<>'} ? ORDER BY random() LIMIT ?",
        (Compartment.AUTHOR.value, count),
    )
    return [_part(row) for row in rows]


def own_of(db: Database, author: str) -> list[SealedPart]:
    """The present process notes of an author (uid), which stands before what they sealed."""
    rows = db.read(
        f"{_SELECT} WHERE p.compartment = ? AND substr(p.sealed, 1, 16) = ? ORDER BY p.record_uid",
        (Compartment.AUTHOR.value, bytes.fromhex(author)),
    )
    return [_part(row) for row in rows]


def _part(row: Row) -> SealedPart:
    record_uid, case_uid, compartment, version, sealed = row
    return SealedPart(record_uid, case_uid, Compartment(compartment), version, sealed)
