"""One process at a time holds a vault."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from rescueapp.errors import Unavailable
from rescueapp.i18n import mark
from rescueapp.storage import files

NAME = "vault.lock"
HELD = mark("This vault is open in another window or by another user of this computer.", "storage")


class VaultLock:
    """A held vault. The operating system lets go by itself when the process ends, killed or not."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let the vault go; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> VaultLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def hold(folder: Path) -> VaultLock:
    """Take the vault for this process. Raises `Unavailable` when another one has it.

    The lock lies on an open file, not on the file's presence: a file left behind by a killed
    process locks nothing.
    """
    with files.on_disk():
        descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor)
    except OSError:
        os.close(descriptor)
        raise Unavailable(HELD) from None
    return VaultLock(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
