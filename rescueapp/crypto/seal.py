"""Sealing: columns, drafts, attachments, and keys to their holders.

Every sealed value begins with one version byte. `bound` says where the value belongs (table,
column, row, case, version, …): it is authenticated, not stored, so a value that was moved
elsewhere does not open. A wrong key, a wrong place and a changed byte look the same.

A key of 64 bytes or more is the key in use with those it replaced behind it, newest first:
sealing takes the first, opening tries each. So what was sealed before a key was made anew stays
as it lies, and who held the old key alone reads nothing that is sealed from then on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import BinaryIO, Final

from rescueapp.crypto import canonical, primitives
from rescueapp.crypto.primitives import BOX_OVERHEAD, KEY, NONCE, TAG, Forged
from rescueapp.errors import Damaged
from rescueapp.i18n import mark

VERSION: Final = b"\x01"
CHUNK = 64 * 1024
MAX_HOLDERS = 32
_WRAPPED = 1 + KEY + BOX_OVERHEAD

NOT_OPENED = mark(
    "A sealed part does not open: it was changed, or its key does not belong to it.", "damage"
)


def new_key() -> bytes:
    """32 random bytes."""
    return primitives.random(KEY)


def box_pair() -> tuple[bytes, bytes]:
    """A new X25519 pair, (public, secret), for `wrap` and `unwrap`."""
    return primitives.box_pair()


def public_of(secret: bytes) -> bytes:
    """The public half of an X25519 secret."""
    return primitives.box_public(secret)


def seal(key: bytes, plaintext: bytes, *, bound: tuple[str, ...]) -> bytes:
    """XChaCha20-Poly1305 under a random nonce; 41 bytes longer than the plaintext."""
    nonce = primitives.random(NONCE)
    newest = each_key(key)[0]
    return VERSION + nonce + primitives.encrypt(newest, plaintext, nonce, _aad("seal", bound))


def unseal(key: bytes, sealed: bytes, *, bound: tuple[str, ...]) -> bytes:
    """The plaintext. Raises Damaged."""
    _expect(sealed, 1 + NONCE + TAG)
    nonce, ciphertext, aad = sealed[1 : 1 + NONCE], sealed[1 + NONCE :], _aad("seal", bound)
    for each in each_key(key):
        with suppress(Forged):
            return primitives.decrypt(each, ciphertext, nonce, aad)
    raise Damaged(NOT_OPENED)


def wrap(key: bytes, public: bytes) -> bytes:
    """A key sealed to the holder of an X25519 public key (sealed box, 81 bytes for 32)."""
    return VERSION + primitives.box_seal(key, public)


def unwrap(sealed: bytes, secret: bytes, public: bytes | None = None) -> bytes:
    """The key. Raises Damaged, also when it was sealed to somebody else.

    `public`: the public half of the newest, for whoever opens many; it costs a third of the
    time to find.
    """
    _expect(sealed, 1 + BOX_OVERHEAD)
    for each in each_key(secret):
        with suppress(Forged):
            return primitives.box_open(sealed[1:], public or primitives.box_public(each), each)
        public = None
    raise Damaged(NOT_OPENED)


def seal_for(publics: Sequence[bytes], plaintext: bytes, *, bound: tuple[str, ...]) -> bytes:
    """Seal once for several holders: a random key, wrapped to each. It does not say to whom."""
    if not 1 <= len(publics) <= MAX_HOLDERS:
        raise ValueError(f"1 to {MAX_HOLDERS} holders")
    key = new_key()
    head = VERSION + bytes([len(publics)]) + b"".join(wrap(key, public) for public in publics)
    return head + seal(key, plaintext, bound=_under(head, bound))


def unseal_for(secret: bytes, sealed: bytes, *, bound: tuple[str, ...]) -> bytes:
    """The plaintext for one of the holders. Raises Damaged."""
    _expect(sealed, 2)
    end = 2 + sealed[1] * _WRAPPED
    _expect(sealed, end)
    if not 1 <= sealed[1] <= MAX_HOLDERS:
        raise Damaged(NOT_OPENED)
    key = _first_that_opens(sealed[2:end], secret)
    return unseal(key, sealed[end:], bound=_under(sealed[:end], bound))


def held_by(secret: bytes, sealed: bytes) -> bool:
    """Whether something that was sealed with `seal_for` opens with this secret at all."""
    if len(sealed) < 2:
        return False
    try:
        _first_that_opens(sealed[2 : 2 + sealed[1] * _WRAPPED], secret)
    except Damaged:
        return False
    return True


def token(key: bytes, *words: str) -> bytes:
    """16 bytes that are the same for the same words under the same key, and tell nothing else."""
    return hashlib.blake2b(
        canonical.dumps(list(words)), key=key, digest_size=16, person=b"rescueapp-token1"
    ).digest()


class Sealer:
    """Seals what is written to it, in chunks of 64 KiB; `finish` ends it, once."""

    def __init__(self, key: bytes, target: BinaryIO, *, bound: tuple[str, ...]) -> None:
        self._stream = primitives.StreamOut(key)
        self._aad = _aad("stream", bound)
        self._target = target
        self._held = bytearray()
        self.size = 0  # plaintext bytes so far
        target.write(VERSION + self._stream.header)

    def write(self, data: bytes) -> None:
        self._held += data
        self.size += len(data)
        while len(self._held) > CHUNK:
            self._push(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]

    def finish(self) -> None:
        """Write the last chunk. Without it the stream reads as cut."""
        self._push(bytes(self._held), last=True)
        self._held.clear()

    def _push(self, chunk: bytes, *, last: bool) -> None:
        self._target.write(self._stream.push(chunk, self._aad, last=last))


def seal_stream(key: bytes, source: BinaryIO, target: BinaryIO, *, bound: tuple[str, ...]) -> int:
    """Seal everything `source` has into `target`, in flat memory. Returns the plaintext size.

    Raises OSError as `source` and `target` do.
    """
    sealer = Sealer(key, target, bound=bound)
    while data := source.read(CHUNK):
        sealer.write(data)
    sealer.finish()
    return sealer.size


def unseal_stream(key: bytes, source: BinaryIO, *, bound: tuple[str, ...]) -> Iterator[bytes]:
    """The plaintext in chunks of at most 64 KiB.

    Each chunk is authentic when it comes, but a cut is only known at the end: who takes the
    chunks throws them away when Damaged is raised.
    """
    head = _read(source, 1 + primitives.STREAM_HEADER)
    _expect(head, 1 + primitives.STREAM_HEADER)
    aad = _aad("stream", bound)
    try:
        stream, last = primitives.StreamIn(key, head[1:]), False
        while not last:
            plaintext, last = stream.pull(_read(source, CHUNK + primitives.STREAM_OVERHEAD), aad)
            if not last and len(plaintext) != CHUNK:
                raise Forged
            yield plaintext
    except Forged:
        raise Damaged(NOT_OPENED) from None
    if source.read(1):
        raise Damaged(NOT_OPENED)


def each_key(key: bytes) -> list[bytes]:
    """A key and those it replaced, newest first."""
    if not key or len(key) % KEY:
        raise ValueError(f"a key has {KEY} bytes, or some times {KEY}")
    return [key[start : start + KEY] for start in range(0, len(key), KEY)]


def _aad(use: str, bound: tuple[str, ...]) -> bytes:
    return canonical.dumps(["rescueapp", use, VERSION[0], *bound])


def _under(head: bytes, bound: tuple[str, ...]) -> tuple[str, ...]:
    return (*bound, "for", hashlib.sha256(head).hexdigest())


def _expect(sealed: bytes, size: int) -> None:
    if len(sealed) < size or sealed[:1] != VERSION:
        raise Damaged(NOT_OPENED)


def _first_that_opens(wraps: bytes, secret: bytes) -> bytes:
    for start in range(0, len(wraps), _WRAPPED):
        try:
            return unwrap(wraps[start : start + _WRAPPED], secret)
        except Damaged:
            continue
    raise Damaged(NOT_OPENED)


def _read(source: BinaryIO, size: int) -> bytes:
    """`size` bytes, fewer only at the end: a pipe or a raw file may give them in pieces."""
    held = source.read(size)
    while held and len(held) < size and (more := source.read(size - len(held))):
        held += more
    return held
