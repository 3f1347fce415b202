"""Room on the disk that is kept for the last moment: a lock on a full disk still seals a draft.

A file beside the database holds it, with nothing in it. It is given up once, when the screen locks
or the window closes and nothing else is left, and taken again at an unlock that finds room.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

NAME = "reserve"
SIZE = 2 << 20  # bytes: several long drafts
_SPARE = 16 * SIZE  # where less is free, nothing is taken
_LOW = 512 << 20  # where less is free, somebody makes room in time
_BINARY = getattr(os, "O_BINARY", 0)


def take(folder: Path) -> None:
    """Keep the room, where there is plenty. A disk that does not give it is no error."""
    file = folder / NAME
    with suppress(OSError):
        if file.exists() or shutil.disk_usage(folder).free < _SPARE:
            return
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        try:
            _fill(descriptor)
        except OSError:
            file.unlink()
        finally:
            os.close(descriptor)


def give_up(folder: Path) -> None:
    """Give it back where the disk has less than that left."""
    with suppress(OSError):
        if shutil.disk_usage(folder).free < SIZE:
            (folder / NAME).unlink(missing_ok=True)


def low(folder: Path) -> int | None:
    """How many megabytes are left on the disk, where they are few; None where there are enough, or
    where nobody can tell."""
    with suppress(OSError):
        free = shutil.disk_usage(folder).free
        return free >> 20 if free < _LOW else None
    return None


def _fill(descriptor: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, SIZE)
    else:  # Windows keeps what was written
        os.write(descriptor, bytes(SIZE))
