"""Everything anybody did: an append-only table, each row chained to the one before.

A row holds ids, counts, codes and reasons, never a name or an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
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
MAX_DETAIL = 1 << 20
_LAST = 2**63 - 1


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
    """Add an entry in the transaction of the act itself; the new head.

    `detail` holds ids, counts, codes and reasons: text, whole numbers, lists and dicts.
    """
    last = head(db)
    row = (last.seq + 1, at, actor, act, object, canonical.dumps(dict(detail or {})).decode())
    link = chain.link(last.hash, _entry(row))
    db.execute(
        f"INSERT INTO audit ({_COLUMNS}, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, last.hash, link),
    )
    return Head(last.seq + 1, link)


def rows(
    db: Database, *, object: str | None = None, before: int | None = None, limit: int = 200
) -> list[Entry]:
    """A page of entries, newest first: of one object or of all, with numbers below `before`."""
    of_object = "" if object is None else " AND object = ?3"
    parameters = [_LAST if before is None else before, limit, *([object] if of_object else [])]
    found = db.read(
        f"SELECT {_COLUMNS}, hash FROM audit WHERE seq < ?1{of_object} ORDER BY seq DESC LIMIT ?2",
        parameters,
    )
    return [Entry(**_entry(row), hash=row[6]) for row in found]


def verify(db: Database, *, anchors: Mapping[int, bytes] | None = None) -> Head:
    """Recompute the whole chain; its head.

    Raises `Damaged` for the first entry that does not fit, a missing one, or a chain that no
    longer holds one of the `anchors`: hashes by number known from outside (a receipt, a
    manifest, a backup). Without an anchor a chain cut short looks whole.
    """
    rows = db.each(f"SELECT {_COLUMNS}, prev, hash FROM audit ORDER BY seq")
    links = ((_entry(row), row[6], row[7]) for row in rows)
    chain.verify(links, anchors=anchors)
    return head(db)


def _entry(row: Row) -> dict[str, Any]:
    """What the chain covers of a row: all that somebody did, said or meant by it."""
    seq, at, actor, act, object, detail = row[:6]
    told = canonical.loads(detail.encode(), limit=MAX_DETAIL)
    return {"seq": seq, "at": at, "actor": actor, "act": act, "object": object, "detail": told}
