"""Sealed parts of records at random, for a trial of the keys that open them."""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp.forms.schema import Compartment
from rescueapp.storage.database import Database


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
    return [
        SealedPart(record_uid, case_uid, Compartment(name), version, sealed)
        for record_uid, case_uid, name, version, sealed in rows
    ]
