"""Errors of the database engine in the program's own words; the engine's may quote values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as sqlcipher

from rescueapp.errors import Damaged, Problem, Unavailable
from rescueapp.i18n import Text, mark
from rescueapp.storage import files

NOT_OURS = mark("This is not the database of this vault, or it is damaged.", "storage")
DAMAGED = mark("The database is damaged. Do not work on: restore the last backup.", "storage")
BUSY = mark("The database is in use by another program. Try again in a moment.", "storage")
NO_MEMORY = mark("The computer has no memory left for this. Close other programs.", "storage")

_WORDS: dict[int, tuple[type[Problem], Text]] = {
    sqlcipher.SQLITE_FULL: (Unavailable, files.DISK_FULL),
    sqlcipher.SQLITE_READONLY: (Unavailable, files.READ_ONLY),
    sqlcipher.SQLITE_PERM: (Unavailable, files.READ_ONLY),
    sqlcipher.SQLITE_CANTOPEN: (Unavailable, files.NOT_THERE),
    sqlcipher.SQLITE_IOERR: (Unavailable, files.DISK_FAULT),
    sqlcipher.SQLITE_BUSY: (Unavailable, BUSY),
    sqlcipher.SQLITE_LOCKED: (Unavailable, BUSY),
    sqlcipher.SQLITE_PROTOCOL: (Unavailable, BUSY),
    sqlcipher.SQLITE_NOMEM: (Unavailable, NO_MEMORY),
    sqlcipher.SQLITE_CORRUPT: (Damaged, DAMAGED),
    sqlcipher.SQLITE_FORMAT: (Damaged, DAMAGED),
    sqlcipher.SQLITE_NOTADB: (Damaged, NOT_OURS),
}

_ERRSTR = {
    "database or disk is full": sqlcipher.SQLITE_FULL,
    "attempt to write a readonly database": sqlcipher.SQLITE_READONLY,
    "unable to open database file": sqlcipher.SQLITE_CANTOPEN,
    "disk I/O error": sqlcipher.SQLITE_IOERR,
    "database is locked": sqlcipher.SQLITE_BUSY,
    "database table is locked": sqlcipher.SQLITE_LOCKED,
    "database disk image is malformed": sqlcipher.SQLITE_CORRUPT,
    "file is not a database": sqlcipher.SQLITE_NOTADB,
}


class StatementError(RuntimeError):
    """A statement the program should not have sent: a broken constraint, a wrong name.

    Only the engine's code is kept. Its own words may quote what somebody typed.
    """


@contextmanager
def mapped() -> Iterator[None]:
    """Errors of the engine become the program's own; its words may quote values and end here."""
    try:
        yield
    except sqlcipher.Error as error:
        raise _problem(error) from None


def _problem(error: Exception) -> Exception:
    # Errors of a copy carry no code but exactly sqlite3_errstr's text for it.
    code = getattr(error, "sqlite_errorcode", 0) or _ERRSTR.get(str(error), 0)
    known = _WORDS.get(code & 0xFF)
    if known is None:
        name = getattr(error, "sqlite_errorname", type(error).__name__)
        return StatementError(name)
    kind, words = known
    return kind(words)
