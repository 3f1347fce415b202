"""The audit as a chain: each entry's hash covers the entry and the hash before it.

Anybody in the station can verify it. Cutting its end or rolling everything back is seen only
against an anchor kept elsewhere: a package manifest, a receipt, a printed footer, a backup.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from rescueapp.crypto import canonical
from rescueapp.errors import Damaged
from rescueapp.i18n import mark

GENESIS: Final = hashlib.sha256(b"rescueapp audit chain 1").digest()

BROKEN = mark("The account does not hold together at entry {seq}.", "damage")
BEHIND = mark(
    "The account lacks entries it had: it ends at {seq}, before entry {anchor}.", "damage"
)


def link(prev: bytes, entry: Mapping[str, Any]) -> bytes:
    """SHA-256 over the hash before and the canonical entry (which holds its own `seq`)."""
    return _link(prev, canonical.dumps(dict(entry)))


def _link(prev: bytes, entry: bytes) -> bytes:
    return hashlib.sha256(b"rescueapp audit 1\0" + prev + entry).digest()


def verify(
    rows: Iterable[tuple[Mapping[str, Any], bytes, bytes]],
    *,
    anchors: Mapping[int, bytes] | None = None,
) -> int:
    """Check `(entry, prev, hash)` rows in order, from the first; the last number, 0 for none.

    `anchors` are heads known from outside, number → hash. Raises Damaged naming the entry.
    """
    walk = Walk(anchors)
    walk.take(
        (entry.get("seq"), canonical.dumps(dict(entry)), prev, stored)
        for entry, prev, stored in rows
    )
    return walk.end()


class Walk:
    """The same a stretch at a time, for who has the canonical bytes of the entries already."""

    def __init__(self, anchors: Mapping[int, bytes] | None = None) -> None:
        self.seq = 0  # of the entry checked last
        self._known = dict(anchors or {})
        self._prev = GENESIS

    def take(self, rows: Iterable[tuple[object, bytes, bytes, bytes]]) -> None:
        """Check the next rows: (number, entry, prev, hash). Raises Damaged."""
        prev, known = self._prev, self._known
        for seq, (numbered, entry, stored_prev, stored) in enumerate(rows, self.seq + 1):
            here = _link(prev, entry)
            whole = numbered == seq and stored_prev == prev and stored == here
            if not whole or known.pop(seq, here) != here:
                raise Damaged(BROKEN(seq=seq))
            prev, self.seq = here, seq
        self._prev = prev

    def end(self) -> int:
        """There are no more; the last number. Raises Damaged when an anchor lies beyond it."""
        if self._known:
            raise Damaged(BEHIND(seq=self.seq, anchor=max(self._known)))
        return self.seq
