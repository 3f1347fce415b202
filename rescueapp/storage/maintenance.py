"""What needs its own connection: whole-file checks, VACUUM (which the authorizer denies)."""

from __future__ import annotations

from pathlib import Path

from rescueapp.storage.database import Key


def check(path: Path, key: Key) -> None:
    """Read every page and every index on fresh connections, log included.

    Both checks of the engine, because each misses what the other finds (security.md B.6):
    `cipher_integrity_check` a cut-off file, `integrity_check` appended bytes. Then foreign
    keys. Raises `Damaged`. What neither can see, a whole older file, the audit's anchors show.
    """
    raise NotImplementedError


def vacuum(path: Path, key: Key) -> None:
    """Rewrite the file without its free pages, so that nothing deleted is left in it."""
    raise NotImplementedError
