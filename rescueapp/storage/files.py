"""Files that survive a power cut, and what the machine says when it cannot keep them."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rescueapp.errors import Unavailable
from rescueapp.i18n import mark

DISK_FULL = mark("The disk is full. Nothing was lost: make room, then try again.", "storage")
READ_ONLY = mark("This place cannot be written to. Choose another, or ask for access.", "storage")
NOT_THERE = mark("The file or folder is not there. Was the medium taken out?", "storage")
DISK_FAULT = mark("The disk did not answer as it should. Check it and try again.", "storage")

_WORDS = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EFBIG: DISK_FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.ENOENT: NOT_THERE,
    errno.ENOTDIR: NOT_THERE,
}
CHUNK = 1 << 20
UNFINISHED = ".rescueapp.partial"  # ends a name nobody else gives: what is left there is ours


@contextmanager
def on_disk() -> Iterator[None]:
    """Whatever the operating system refuses inside the block becomes `Unavailable`."""
    try:
        yield
    except OSError as error:
        raise Unavailable(_WORDS.get(error.errno or 0, DISK_FAULT)) from None


def private_folder(folder: Path) -> None:
    """Make a folder only its owner can enter, with its parents. Raises `Unavailable`."""
    with on_disk():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A new file, readable by its owner only, on the medium when the block ends.

    An error removes it again. An existing file raises FileExistsError: what is kept is never
    overwritten in place.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write(path: Path, data: bytes) -> None:
    """A new file with these bytes, on the medium when it returns."""
    with new_file(path) as file:
        file.write(data)


@contextmanager
def finished_as(path: Path) -> Iterator[BinaryIO]:
    """A new file that gets its name only when the block has ended well and it is on the medium.

    Raises `Unavailable`; an error in the block leaves nothing behind.
    """
    partial = path.with_name(path.name + UNFINISHED)
    with on_disk():
        private_folder(path.parent)
        partial.unlink(missing_ok=True)
        with new_file(partial) as file:
            yield file
        partial.replace(path)
        flush_folder(path.parent)


def append(path: Path, data: bytes) -> None:
    """Add to a file that only its owner reads, made if need be. Raises `Unavailable`."""
    with on_disk():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def replace(path: Path, data: bytes) -> None:
    """A file with these bytes under this name, in place of one that may be there."""
    with finished_as(path) as file:
        file.write(data)


def copy(source: Path, path: Path) -> None:
    """A copy under another name, on the medium when it returns. Raises `Unavailable`."""
    with on_disk(), finished_as(path) as file:
        for chunk in read(source):
            file.write(chunk)


def read(path: Path) -> Iterator[bytes]:
    """A file in pieces of one MiB."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def sha256(path: Path) -> str:
    """The hash of a file as hex, read from the medium where the system can be told to."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        _forget_cache(file.fileno())
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def flush(path: Path) -> None:
    """Send a file written by somebody else (the database engine) to the medium."""
    descriptor = os.open(path, os.O_RDWR | _BINARY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Make names made or renamed in a folder durable. Windows does that by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _forget_cache(descriptor: int) -> None:
    if sys.platform.startswith("linux"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


_BINARY = getattr(os, "O_BINARY", 0)
