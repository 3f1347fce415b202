"""The transfer package: an age file to one office, with a signed container inside.

    age("RSCPKG\\x01\\n" | u32 length | canonical manifest | Ed25519 signature | entries)

The signature covers the manifest; the manifest holds the size and SHA-256 of each entry, who
signed and for whom. What lies outside is age alone, so a lost stick tells nothing, and any age
program opens the file in twenty years.

Verify before release: one pass decrypts and checks everything, and keeps each entry sealed
under a key that exists only in memory, in a file without a name. Only when the last byte has
been checked is there a `Package` to read from. No plaintext touches a disk, and the file on
the stick is read once, so that it cannot change between checking and taking.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from rescueapp.crypto import package_shape as shape
from rescueapp.crypto import primitives, seal, sign
from rescueapp.crypto.package_check import Checker, Facts, Kept, bound
from rescueapp.crypto.package_shape import NOT_FOR_US, NOT_WHOLE, Container, Entry
from rescueapp.crypto.package_source import Source, open_source
from rescueapp.crypto.primitives import Forged, NotForUs
from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.i18n import mark
from rescueapp.progress import Progress, Quiet

NO_ROOM = mark("There is no room on the disk to check the package.", "package")


@dataclass(frozen=True, slots=True)
class Measured:
    """Content that was counted and hashed while it was made: it is read once."""

    pieces: Callable[[], Iterable[bytes]]
    size: int  # bytes
    sha256: str  # hex


# What an entry holds: bytes, or a function that gives the same chunks each time it is called.
Content = bytes | Callable[[], Iterable[bytes]] | Measured


def write_package(
    target: BinaryIO,
    manifest: Mapping[str, Any],
    entries: Sequence[tuple[str, Content]],
    *,
    recipient: bytes | str,
    signing_seed: bytes,
    progress: Progress | None = None,
) -> bytes:
    """Write a package in flat memory; its digest (see `Package.digest`).

    `manifest`: the caller's values, canonical; the member "container" is the package's own.
    `recipient`: the office's age recipient. Entry names: `[a-z0-9][a-z0-9._-]{0,63}`. Raises
    ValueError or TypeError for what a reader would refuse, OSError as `target` does, Cancelled.
    """
    to = recipient.encode() if isinstance(recipient, str) else recipient
    measured = tuple(_measured(name, content) for name, content in entries)
    signer = sign.key_id(sign.public_of(signing_seed))
    raw = shape.pack_manifest(manifest, Container(signer, sign.key_id(to), measured))
    digest = shape.digest(raw)
    signature = sign.sign(signing_seed, digest, purpose=shape.PURPOSE)
    head = shape.MAGIC + len(raw).to_bytes(shape.LENGTH) + raw + signature
    given = _Given(head, entries, sum(entry.size for entry in measured), progress or Quiet())
    try:
        primitives.age_encrypt(given, target, to)
    except Exception:
        if given.failure:
            raise given.failure from None
        raise
    return digest


class Package:
    """A package that has been checked to its last byte. Close it, or use it in a `with`."""

    def __init__(self, facts: Facts, kept: dict[str, Kept], file: BinaryIO, key: bytes) -> None:
        self._facts = facts
        self._kept = kept
        self._file = file
        self._key = key

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        identity: bytes | str,
        signer_public: Callable[[str], bytes],
        progress: Progress | None = None,
    ) -> Package:
        """Check a package file.

        `identity` is our age identity. `signer_public` gives the Ed25519 public key for a key
        id, or raises Refused for one nobody enrolled; what it raises comes out unchanged.
        Raises Damaged for anything cut, changed or beyond the limits, Refused for a package
        to somebody else, Unavailable when the disk does not serve, Cancelled.
        """
        ours = identity.encode() if isinstance(identity, str) else identity
        key = seal.new_key()
        file = _nameless()
        try:
            us = sign.key_id(primitives.age_public(ours))
            checker = Checker(file, key, ours=us, signer_public=signer_public)
            with open_source(path, progress or Quiet()) as source:
                _decrypt(source, checker, ours)
            return cls(checker.finish(), checker.kept, file, key)
        except BaseException:
            file.close()
            raise

    @property
    def manifest(self) -> dict[str, Any]:
        """The values the sender gave."""
        return self._facts.values

    @property
    def signer(self) -> str:
        """Key id of the signing key (`sign.key_id`)."""
        return self._facts.container.signer

    @property
    def digest(self) -> bytes:
        """SHA-256 of the signed manifest: what a receipt names and the next package points to."""
        return self._facts.digest

    @property
    def names(self) -> tuple[str, ...]:
        """The entries, in their order."""
        return tuple(self._kept)

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes of an entry, in chunks of at most 64 KiB. Raises KeyError for no such entry."""
        window = cast(BinaryIO, _Window(self._file, self._kept[name]))
        return seal.unseal_stream(self._key, window, bound=bound(name))

    def close(self) -> None:
        """Drop the entries. May be called again."""
        self._kept.clear()
        self._key = b""
        self._file.close()

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Given(io.RawIOBase):
    """What age reads while writing: the head, then each entry, without holding one whole."""

    def __init__(
        self, head: bytes, entries: Sequence[tuple[str, Content]], size: int, progress: Progress
    ) -> None:
        self._pieces = _all(head, entries)
        self._left = memoryview(b"")
        self._done = 0
        self._total = len(head) + size
        self._progress = progress
        self.failure: Exception | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._next(size)
        except Exception as error:
            self.failure = error  # age would only repeat its words
            raise

    def _next(self, size: int) -> bytes:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return self._end()
            self._left = memoryview(piece)
        end = len(self._left) if size < 0 else size
        taken, self._left = bytes(self._left[:end]), self._left[end:]
        self._done += len(taken)
        self._progress.report(min(self._done, self._total), self._total)
        return taken

    def _end(self) -> bytes:
        if self._done != self._total:
            raise ValueError("an entry gave other bytes the second time")
        return b""


class _Window:
    """A stretch of a file, as a file."""

    def __init__(self, file: BinaryIO, kept: Kept) -> None:
        self._file = file
        self._place = kept.start
        self._end = kept.end

    def read(self, size: int) -> bytes:
        self._file.seek(self._place)
        data = self._file.read(min(size, self._end - self._place))
        self._place += len(data)
        return data


def _decrypt(source: Source, checker: Checker, identity: bytes) -> None:
    try:
        primitives.age_decrypt(source, checker, identity)
    except NotForUs:
        raise Refused(NOT_FOR_US) from None
    except Exception as error:
        if isinstance(checker.failure, OSError):
            raise Unavailable(NO_ROOM) from None
        meant = checker.failure or source.failure or error
        raise (Damaged(NOT_WHOLE) if isinstance(meant, Forged) else meant) from None


def _nameless() -> BinaryIO:
    try:
        return cast(BinaryIO, tempfile.TemporaryFile())
    except OSError:
        raise Unavailable(NO_ROOM) from None


def _measured(name: str, content: Content) -> Entry:
    if isinstance(content, Measured):
        return Entry(name, content.size, content.sha256)
    size, digest = 0, hashlib.sha256()
    for piece in _pieces(content):
        size += len(piece)
        digest.update(piece)
    return Entry(name, size, digest.hexdigest())


def _all(head: bytes, entries: Sequence[tuple[str, Content]]) -> Iterator[bytes]:
    yield head
    for _, content in entries:
        yield from _pieces(content)


def _pieces(content: Content) -> Iterable[bytes]:
    if isinstance(content, bytes):
        return (content,)
    return content.pieces() if isinstance(content, Measured) else content()
