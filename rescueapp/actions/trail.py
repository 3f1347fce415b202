"""The account of what everybody did: read it, prove it."""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp.actions import anchors
from rescueapp.domain.worker import Act
from rescueapp.storage import audit
from rescueapp.storage.audit import Entry
from rescueapp.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Proved:
    """An audit chain without a gap: how many entries, and its last hash in hex."""

    entries: int
    head: str


def entries(
    ws: Workspace, *, of: str | None = None, before: int | None = None, limit: int = 200
) -> list[Entry]:
    """A page of entries, latest first: of one object (a case, a record) or of all."""
    ws.check(Act.READ_AUDIT)
    return audit.rows(ws.db, object=of, before=before, limit=limit)


def verified(ws: Workspace) -> Proved:
    """Recompute the whole chain, and compare it with every head told outside the database.

    Raises Damaged naming the first entry that does not fit.
    """
    ws.check(Act.READ_AUDIT)
    head = audit.verify(ws.db, anchors=anchors.known(ws))
    return Proved(entries=head.seq, head=head.hash.hex())
