"""A forward-secure MAC: after each use the key is replaced by its hash.

Whoever takes over the computer finds today's key and can go on with it; what was written before
cannot be written anew, because the keys of those days are gone. Who holds the first key of an
epoch (the recovery papers) can check all of it. (security.md C.7)
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from rescueapp.crypto import primitives
from rescueapp.errors import Damaged
from rescueapp.i18n import mark

FORGED = mark(
    "Entry {seq} of the account was not written when it says: somebody wrote it anew later.",
    "damage",
)


def first_key() -> bytes:
    """A random key that begins an epoch: 32 bytes."""
    return primitives.random(primitives.KEY)


def mac(key: bytes, link: bytes) -> bytes:
    """HMAC-SHA256 of an entry's link in the chain."""
    return hmac.digest(key, b"rescueapp audit mac 1\0" + link, "sha256")


def after(key: bytes) -> bytes:
    """The key of the next entry; the one given is to be overwritten with it."""
    return hashlib.sha256(b"rescueapp audit key 1\0" + key).digest()


def verify(first: bytes, entries: Iterable[tuple[int, bytes, bytes | None]]) -> int:
    """Check `(seq, link, mac)` of an epoch in order; how many there are.

    Raises Damaged naming the first entry whose MAC was not made with the key of its turn.
    """
    key, count = first, 0
    for seq, link, stored in entries:
        if stored is None or not hmac.compare_digest(stored, mac(key, link)):
            raise Damaged(FORGED(seq=seq))
        key = after(key)
        count += 1
    return count
