"""How keyring.json reaches the disk, and comes back.

There are two copies. Each change writes the first, then the twin, each whole or not at all;
a reader takes the newer whole one and mends the other.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rescueapp.crypto.keyring_shape import LIMIT, NEWER, Content, parse
from rescueapp.crypto.keyring_values import BROKEN
from rescueapp.errors import Damaged, Problem, Refused, Unavailable
from rescueapp.i18n import mark

NAME: Final = "keyring.json"
TWIN: Final = "keyring.2.json"
_LOCK: Final = "keyring.lock"

AT_ODDS = mark("The two copies of the keyring contradict each other.", "damage")
ABSENT = mark("There is no vault in this folder.", "unlock")
PRESENT = mark("There is a vault in this folder already.", "set-up")
CHANGED_MEANWHILE = mark(
    "The keyring was changed elsewhere in the meantime. Unlock again, then repeat this.", "keyring"
)
IN_USE = mark("The keyring is being changed by another program just now.", "keyring")
NOT_WRITTEN = mark(
    "The keyring could not be written. Is the disk full or write-protected?", "keyring"
)
NOT_READ = mark("The keyring could not be read from the disk.", "keyring")


def read(folder: Path) -> Content:
    """The newer whole copy. Mends the other where the folder can be written.

    Raises Refused when there is no keyring, Damaged when no copy is whole, Unavailable when
    the disk does not answer.
    """
    copies = _copies(folder)
    content = _newest(copies)
    if copies[NAME] != copies[TWIN]:
        # Not being able to mend does not keep anybody out.
        with contextlib.suppress(Problem, OSError), _held(folder):
            _mend(folder)
    return content


def write(folder: Path, content: Content, *, follows: int | None) -> None:
    """Put a new generation on disk, durably, both copies.

    `follows` is the generation it was made from, None for a new vault. Raises Refused when
    another is there by now, Unavailable when it cannot be written: then the old one holds.
    """
    data = content.to_bytes()
    with _held(folder):
        _check_follows(folder, follows)
        try:
            _replace(folder, NAME, data)
        except OSError:
            raise Unavailable(NOT_WRITTEN) from None
        # From here on the change holds; a twin that cannot be written is mended by a reader.
        with contextlib.suppress(OSError):
            _replace(folder, TWIN, data)


def _copies(folder: Path) -> dict[str, bytes | None]:
    return {name: _bytes_of(folder / name) for name in (NAME, TWIN)}


def _bytes_of(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        raise Unavailable(NOT_READ) from None


def _newest(copies: dict[str, bytes | None]) -> Content:
    found = [data for data in copies.values() if data is not None]
    if not found:
        raise Refused(ABSENT)
    whole, problem = [], Damaged(BROKEN)
    for data in dict.fromkeys(found):
        try:
            whole.append(parse(data))
        except Damaged as error:
            # An older program must not fall back to the older copy of a newer vault.
            if error.words == NEWER:
                raise
            problem = error
    if not whole:
        raise problem
    if len({(c.roster.vault, c.generation) for c in whole}) < len(whole):
        raise Damaged(AT_ODDS)
    if len({c.roster.vault for c in whole}) > 1:
        raise Damaged(AT_ODDS)
    return max(whole, key=lambda content: content.generation)


def _mend(folder: Path) -> None:
    """Under the lock, so that no newer generation is overwritten."""
    copies = _copies(folder)
    data = _newest(copies).to_bytes()
    for name, present in copies.items():
        if present != data:
            _replace(folder, name, data)


def _check_follows(folder: Path, follows: int | None) -> None:
    copies = _copies(folder)
    if follows is None:
        if any(data is not None for data in copies.values()):
            raise Refused(PRESENT)
    elif _newest(copies).generation != follows:
        raise Refused(CHANGED_MEANWHILE)


def _replace(folder: Path, name: str, data: bytes) -> None:
    new = folder / f"{name}.new"
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / name)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # a folder has no handle to flush there; NTFS journals the rename
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """One writer at a time. The system lets go of the lock when a process ends."""
    try:
        file = (folder / _LOCK).open("ab")
    except OSError:
        raise Unavailable(NOT_WRITTEN) from None
    with file:
        try:
            _lock(file.fileno())
        except OSError:
            raise Unavailable(IN_USE) from None
        yield


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
