"""The outside of a package: which files are looked at, and how far, before age sees them.

age's own parser takes seconds for a header of a thousand stanzas and tries any scrypt work
factor it is given; here such a header is refused at once.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from rescueapp.crypto.package_shape import MAX_MANIFEST, MAX_TOTAL, NOT_A_PACKAGE, NOT_WHOLE
from rescueapp.errors import Damaged, Unavailable
from rescueapp.i18n import mark
from rescueapp.progress import Progress

MAX_HEADER = 4096
# age adds 16 bytes to each 64 KiB; a thousandth more than what is inside is ample.
MAX_FILE = (MAX_TOTAL + MAX_MANIFEST) // 1000 * 1001 + MAX_HEADER

# The header of the age v1 format: 1 to 8 stanzas with whole bodies, then the MAC line.
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"(?:-> [!-~]+(?: [!-~]+)*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n){1,8}"
    rb"--- [A-Za-z0-9+/]{43}\n"
)
_INTRO = b"age-encryption.org/v1\n"
_PASSPHRASE = b"\n-> scrypt "

NOT_READ = mark("The package could not be read from the disk.", "package")


class Source:
    """A file as age reads it: once, forward, telling how far it is.

    age hides what goes wrong while it reads; `failure` keeps it.
    """

    def __init__(self, file: IO[bytes], size: int, progress: Progress) -> None:
        self._file = file
        self._size = size
        self._progress = progress
        self._done = 0
        self._head = file.read(MAX_HEADER)
        self.failure: BaseException | None = None
        check_header(self._head)

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._read(size)
        except BaseException as error:
            self.failure = error
            raise

    def _read(self, size: int) -> bytes:
        if self._head:
            size = len(self._head) if size < 0 else size
            data, self._head = self._head[:size], self._head[size:]
        else:
            data = self._file.read(size)
        self._done += len(data)
        if self._done > self._size:
            raise Damaged(NOT_WHOLE)  # it grew while it was read
        self._progress.report(self._done, self._size)
        return data


@contextlib.contextmanager
def open_source(path: Path, progress: Progress) -> Iterator[Source]:
    """A package file. Raises Damaged for what cannot be one, Unavailable when it is not there."""
    try:
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise Damaged(NOT_A_PACKAGE)
            if facts.st_size > MAX_FILE:
                raise Damaged(NOT_WHOLE)
            yield Source(file, facts.st_size, progress)
    except OSError:
        raise Unavailable(NOT_READ) from None


# No symbolic link is followed, and a pipe does not keep us waiting.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


def check_header(head: bytes) -> None:
    """Raises Damaged unless the first 4 KiB hold a whole age header that is cheap to read."""
    if not head.startswith(_INTRO):
        raise Damaged(NOT_A_PACKAGE)
    header = _HEADER.match(head)
    if header is None or _PASSPHRASE in header.group():
        raise Damaged(NOT_WHOLE)
