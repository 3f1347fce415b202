"""What needs its own connection: whole-file checks, another key."""

from __future__ import annotations

from pathlib import Path

from rescueapp.errors import Damaged, Unavailable
from rescueapp.i18n import mark
from rescueapp.storage.database import DAMAGED, Database, Key, connect, mapped, raw_key

IN_USE = mark("The database is in use by another program just now.", "storage")


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


def rekey(path: Path, old: Key, new: Key) -> None:
    """Write every page anew under another key. Nobody may have the database open.

    Killed at any moment, the file opens with exactly one of the two: its rollback journal puts
    the old pages back (security.md B.13), so the caller keeps both until this returns. In WAL
    mode the new key could hold before this returned, hence the journal. Raises `Unavailable` on a
    full disk; then the old key opens.
    """
    with mapped():
        connection = connect(path, raw_key(old), mode="rw")
        key = raw_key(new)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if connection.execute("PRAGMA journal_mode = DELETE").fetchone() != ("delete",):
                raise Unavailable(IN_USE)
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.reset_key(key)
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            key[:] = bytes(len(key))
            connection.close()


def vacuum(path: Path, key: Key) -> None:
    """Rewrite the file without its free pages, so that nothing deleted is left in it."""
    with mapped():
        connection = connect(path, raw_key(key), mode="rw")
        try:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
