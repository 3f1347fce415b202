"""What needs its own connection: whole-file checks, VACUUM (which the authorizer denies)."""

from __future__ import annotations

from pathlib import Path

from rescueapp.errors import Damaged
from rescueapp.storage.database import DAMAGED, Database, Key, connect, mapped, raw_key


def check(path: Path, key: Key) -> None:
    """Read every page and every index, each check on a fresh connection (one bad page spoils
    a connection for the next).

    Both checks of the engine, because each misses what the other finds (security.md B.6):
    `cipher_integrity_check` a cut-off file, `integrity_check` appended bytes. Then foreign
    keys. Raises `Damaged`. What neither can see, a whole older file, the audit's anchors show.
    """
    if path.with_name(f"{path.name}-wal").exists():
        Database.open(path, key).close()  # the first check does not look into the log
    for question, answer in (
        ("PRAGMA cipher_integrity_check", []),
        ("PRAGMA integrity_check", [("ok",)]),
        ("PRAGMA foreign_key_check", []),
    ):
        db = Database.open(path, key, read_only=True)
        try:
            if db.read(question) != answer:
                raise Damaged(DAMAGED)
        finally:
            db.close()


def vacuum(path: Path, key: Key) -> None:
    """Rewrite the file without its free pages, so that nothing deleted is left in it."""
    with mapped():
        connection = connect(path, raw_key(key), mode="rw")
        try:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
