"""The one pass over a package: what age decrypts is checked and kept sealed, byte by byte."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from rescueapp.crypto import package_shape as shape
from rescueapp.crypto import seal, sign
from rescueapp.crypto.package_shape import NOT_WHOLE, Container, Entry
from rescueapp.errors import Damaged

_START = len(shape.MAGIC) + shape.LENGTH


@dataclass(frozen=True, slots=True)
class Facts:
    """What a package says, signed: its caller's values, its own, and SHA-256 of both."""

    values: dict[str, Any]
    container: Container
    digest: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a sealed entry lies in the file without a name."""

    start: int
    end: int


class Checker:
    """Takes a package's plaintext in pieces of any size; lets nothing out.

    Everything it raises is kept in `failure`: it passes through age's code on its way.
    """

    def __init__(
        self, file: BinaryIO, key: bytes, *, ours: str, signer_public: Callable[[str], bytes]
    ) -> None:
        self._file = file
        self._key = key
        self._ours = ours
        self._signer_public = signer_public
        self._held = bytearray()
        self._waiting: deque[Entry] = deque()
        self._open: _Filling | None = None
        self.facts: Facts | None = None
        self.kept: dict[str, Kept] = {}
        self.failure: BaseException | None = None

    def write(self, data: bytes, /) -> int:
        if self.failure:
            raise self.failure  # age comes once more, with what it had left
        try:
            self._held += data
            if self.facts is None:
                self._begin()
            if self.facts is not None:
                self._fill()
        except BaseException as error:
            self.failure = error
            raise
        return len(data)

    def flush(self) -> None:
        pass

    def finish(self) -> Facts:
        """What the package says, once all it announced is there, no more. Raises Damaged."""
        if self.facts is None or self._waiting or self._open:
            raise Damaged(NOT_WHOLE)
        return self.facts

    def _begin(self) -> None:
        """Once the manifest and its signature are there: who made it, for whom, what follows."""
        if len(self._held) < _START:
            return
        end = _START + shape.manifest_size(bytes(self._held[:_START]))
        if len(self._held) < end + sign.SIZE:
            return
        raw, signature = bytes(self._held[_START:end]), bytes(self._held[end : end + sign.SIZE])
        del self._held[: end + sign.SIZE]
        values, container = shape.read_manifest(raw)
        shape.check_recipient(container, self._ours)
        public = self._signer_public(container.signer)
        if sign.key_id(public) != container.signer:
            raise Damaged(sign.NOT_SIGNED)
        sign.verify(public, shape.digest(raw), signature, purpose=shape.PURPOSE)
        self._waiting.extend(container.entries)
        self.facts = Facts(values, container, shape.digest(raw))

    def _fill(self) -> None:
        while self._open or self._waiting:
            if self._open is None:
                self._open = _Filling(self._waiting.popleft(), self._file, self._key)
            self._open.take(self._held)
            if self._open.lacks:
                return
            self.kept[self._open.entry.name] = self._open.finish()
            self._open = None
        if self._held:
            raise Damaged(NOT_WHOLE)


class _Filling:
    """An entry on its way in."""

    def __init__(self, entry: Entry, file: BinaryIO, key: bytes) -> None:
        self.entry = entry
        self.lacks = entry.size
        self._file = file
        self._start = file.tell()
        self._hash = hashlib.sha256()
        self._sealer = seal.Sealer(key, file, bound=bound(entry.name))

    def take(self, held: bytearray) -> None:
        """Move what belongs to this entry out of `held`."""
        piece = bytes(held[: self.lacks])
        del held[: self.lacks]
        self.lacks -= len(piece)
        self._hash.update(piece)
        self._sealer.write(piece)

    def finish(self) -> Kept:
        if self._hash.hexdigest() != self.entry.sha256:
            raise Damaged(NOT_WHOLE)
        self._sealer.finish()
        return Kept(self._start, self._file.tell())


def bound(name: str) -> tuple[str, ...]:
    """What a kept entry is bound to."""
    return ("package entry", name)
