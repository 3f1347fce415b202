"""Everything anybody did: an append-only table, each row chained to the one before.

A row holds ids, counts, codes and reasons, never a name or an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rescueapp.crypto import canonical, chain
from rescueapp.storage.database import Database, Row


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done."""

    seq: int
    at: str
    actor: str  # worker uid; '' before anybody is known
    act: str
    object: str
    detail: dict[str, Any]
    hash: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: what manifests, receipts and footers anchor. Empty: seq 0."""

    seq: int
    hash: bytes


_COLUMNS = "seq, at, actor, act, object, detail"
EMPTY = Head(0, chain.GENESIS)


def head(db: Database) -> Head:
    """The last entry's number and hash."""
    row = db.one("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    return Head(*row) if row else EMPTY


def append(
    db: Database,
    *,
    at: str,
    actor: str,
    act: str,
    object: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Head:
    """Add an entry in the transaction of the act itself; the new head."""
    last = head(db)
    entry = _entry(last.seq + 1, at, actor, act, object, dict(detail or {}))
    link = chain.link(last.hash, entry)
    db.execute(
        f"INSERT INTO audit ({_COLUMNS}, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (last.seq + 1, at, actor, act, object, _text(entry["detail"]), last.hash, link),
    )
    return Head(last.seq + 1, link)


def rows(
    db: Database, *, object: str | None = None, before: int | None = None, limit: int = 200
) -> list[Entry]:
    """A page of entries, newest first: of one object or of all, with numbers below `before`."""
    raise NotImplementedError


def verify(db: Database, *, anchor: Head | None = None) -> Head:
    """Recompute the whole chain; its head.

    Raises `Damaged` for the first entry that does not fit, a missing one, or a chain that no
    longer holds the `anchor` (a head known from outside: receipt, manifest, backup).
    """
    raise NotImplementedError
