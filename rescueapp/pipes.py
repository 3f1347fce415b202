"""Messages between this program and its children: a length, then so many bytes."""

from __future__ import annotations

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")


def send(pipe: BinaryIO, message: bytes) -> None:
    """A message into a pipe: its length, then itself."""
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: BinaryIO, longest: int) -> bytes:
    """The next message. EOFError when the other side is gone, ValueError for a longer one."""
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > longest:
        raise ValueError("longer than it may be")
    return _exactly(pipe, length)


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    data = b""
    while len(data) < size:  # a pipe without a buffer gives what there is
        more = pipe.read(size - len(data))
        if not more:
            raise EOFError
        data += more
    return data
