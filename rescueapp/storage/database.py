"""The connection: SQLCipher opened the one safe way, transactions, what is kept of lists.

The order of opening and its settings are security.md C.3, each for a measured reason
(B.2, B.5, B.8): WAL with synchronous=FULL loses no acknowledged row in a power cut; a raw key
opens in 0.2 ms; 64 MiB of cache make range reads ten times faster.

A `Database` belongs to the thread that opened it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from rescueapp.errors import Damaged, Problem, Refused, Unavailable
from rescueapp.i18n import mark
from rescueapp.storage import files
from rescueapp.storage.engine_errors import DAMAGED, NOT_OURS, StatementError, mapped
from rescueapp.storage.lock import VaultLock, hold

__all__ = [
    "DAMAGED",
    "Database",
    "StatementError",
    "VaultLock",
    "connect",
    "hold",
    "mapped",
    "raw_key",
]

KEY_BYTES = 32
PAGES_A_STEP = 2048  # of a copy: 8 MiB between two reports of progress
MOST_KEPT = 8  # lists of a kind in memory

EXISTS = mark("There is already a database at this place. It was left as it is.", "storage")
NO_CIPHER = mark("The encrypted database engine is missing. Install the program again.", "storage")

_PLAINTEXT = b"SQLite format 3"
_SETTINGS = (
    "PRAGMA temp_store = 2",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # so that REPLACE does not slip past the final rows
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA cache_size = -65536",
    "PRAGMA busy_timeout = 5000",
)
_DURABLE = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
_DURABLE_MAC = ("PRAGMA fullfsync = ON", "PRAGMA checkpoint_fullfsync = ON")

# What statements may still ask for once the connection is set up. Setting anything but
# user_version is not among it, so no statement can weaken the connection.
_PRAGMAS = frozenset(
    {
        "cipher_integrity_check",
        "data_version",  # FTS5 asks for it
        "foreign_key_check",
        "integrity_check",
        "quick_check",
        "table_list",
        "user_version",
        "wal_checkpoint",
    }
)
_FUNCTIONS = frozenset({"load_extension", "sqlcipher_export", "fts3_tokenizer", "readfile"})

Parameters = Sequence[Any]
Row = tuple[Any, ...]
Key = bytes | bytearray
Kept = TypeVar("Kept")


class Database:
    """An open, keyed database. Rows are tuples; every parameter is bound.

    Outside `storage` only `transaction`, `snapshot`, `checkpoint`, `close` and `path` are used.
    """

    def __init__(self, connection: Any, path: Path) -> None:
        self._connection = connection
        self.path = path
        self._kept: dict[str, dict[Hashable, Any]] = {}

    @classmethod
    def create(cls, path: Path, key: Key) -> Database:
        """A new, empty database; `migrate` gives it its tables.

        An existing file is refused, whatever it holds. `key`: 32 random bytes, not kept.
        """
        raw = raw_key(key)
        _reserve(path)
        try:
            return cls._prepared(path, raw, mode="rw")
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    @classmethod
    def open(cls, path: Path, key: Key, *, read_only: bool = False) -> Database:
        """Open what `create` made. Nothing is ever created or repaired by opening.

        Raises `Damaged` for a wrong key, another file, a plaintext or an empty file (the
        engine cannot tell these apart), `Unavailable` when the file is not there.
        """
        raw = raw_key(key)
        _refuse_plaintext(path)
        return cls._prepared(path, raw, mode="ro" if read_only else "rw")

    @classmethod
    def _prepared(cls, path: Path, raw: bytearray, *, mode: str) -> Database:
        with mapped():
            connection = connect(path, raw, mode=mode)
            connection.set_authorizer(_authorise)
        return cls(connection, path)

    # --- reading

    def read(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows of a query."""
        with mapped():
            rows: list[Row] = self._connection.execute(sql, parameters).fetchall()
        return rows

    def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of a query, or None."""
        with mapped():
            row: Row | None = self._connection.execute(sql, parameters).fetchone()
        return row

    def ids(self, sql: str, parameters: Parameters = ()) -> list[int]:
        """The column `id` of a query, in its order; for long lists in half the time of `read`,
        because it comes as one text instead of a tuple a row."""
        row = self.one(f"SELECT json_group_array(id) FROM ({sql})", parameters)
        found: list[int] = json.loads(row[0]) if row else []
        return found

    def kept(self, kind: str, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What `make` gives, as it was made the last time: for lists that every keystroke asks
        for. Whoever writes what lists of a kind are made of calls `forget`; a rollback does."""
        of_kind = self._kept.setdefault(kind, {})
        if key not in of_kind:
            if len(of_kind) >= MOST_KEPT:
                of_kind.pop(next(iter(of_kind)))
            of_kind[key] = make()
        found: Kept = of_kind[key]
        return found

    def forget(self, *kinds: str) -> None:
        """What was `kept` of these kinds holds no longer."""
        for kind in kinds:
            self._kept.pop(kind, None)

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """The rows of a query one by one, for results that should not lie in memory at once."""
        with mapped():
            cursor = self._connection.execute(sql, parameters)
            # Not `yield from`: that closes the cursor when somebody stops early, and by then the
            # database may be closed.
            while (row := cursor.fetchone()) is not None:
                yield row

    # --- writing

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """One change inside a transaction; how many rows it touched."""
        self._must_be_inside()
        with mapped():
            return int(self._connection.execute(sql, parameters).rowcount)

    def insert(self, sql: str, parameters: Parameters = ()) -> int:
        """One new row inside a transaction; its rowid.

        Not by RETURNING: the engine builds a table in locked memory for it, ten times the
        cost of the row.
        """
        self._must_be_inside()
        with mapped():
            return int(self._connection.execute(sql, parameters).lastrowid)

    def execute_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """The same change for many rows, inside a transaction."""
        self._must_be_inside()
        with mapped():
            self._connection.executemany(sql, rows)

    def _must_be_inside(self) -> None:
        if not self._connection.in_transaction:
            raise StatementError("a write outside a transaction")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything in the block, or nothing. On return it is on the medium (fsync done).

        Any exception rolls back and goes on, the engine's own in words: disk full, read-only
        and in use are `Unavailable`, damage is `Damaged`. Not nested.
        """
        self._begin("BEGIN IMMEDIATE")
        try:
            yield
            with mapped():
                self._connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One unchanging state of the database for several reads."""
        self._begin("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    def _begin(self, how: str) -> None:
        if self._connection.in_transaction:
            raise StatementError("a transaction inside a transaction")
        with mapped():
            self._connection.execute(how)

    def _roll_back(self) -> None:
        self._kept.clear()  # what was read inside was never so
        # The engine has already rolled back by itself after some errors (a full disk).
        if self._connection.in_transaction:
            with suppress(sqlcipher.Error):
                self._connection.execute("ROLLBACK")

    # --- the file

    def checkpoint(self) -> None:
        """Move the log into the file and cut the log to nothing.

        Also what makes a deletion real: until then the log keeps the old pages (B.7).
        """
        self.read("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, path: Path, key: Key, *, report: Callable[[int, int], None]) -> None:
        """A consistent copy under another key, as one closed file without a log.

        `report(pages done, pages)` may raise to stop; the unfinished file is then removed.
        """
        raw = raw_key(key)
        _reserve(path)
        try:
            with mapped():
                self._copy(connect(path, raw, mode="rw"), report)
            with files.on_disk():
                files.flush(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def _copy(self, target: Any, report: Callable[[int, int], None]) -> None:
        def on_step(_status: int, remaining: int, total: int) -> None:
            report(total - remaining, total)

        try:
            self._connection.backup(target, pages=PAGES_A_STEP, progress=on_step)
            # A file that is read from a write-protected medium must not need a log beside it.
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()

    def close(self) -> None:
        """Checkpoint and close; a second time does nothing. A log that cannot be moved now (full
        disk) is moved at the next opening."""
        with suppress(Problem, StatementError):
            self.checkpoint()
        self._connection.close()


def connect(path: Path, raw: bytearray, *, mode: str) -> Any:
    """A keyed connection with every setting but the authorizer. `raw` is wiped.

    `mode`: rw or ro; the file must exist. For this module and `maintenance`.
    """
    connection = sqlcipher.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None
    )
    try:
        _key(connection, raw)
        _set_up(connection, read_only=mode == "ro")
    except BaseException:
        connection.close()
        raise
    finally:
        raw[:] = bytes(len(raw))
    return connection


def _key(connection: Any, raw: bytearray) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    wipe_freed_memory(connection)
    connection.set_key(raw)
    version = connection.execute("PRAGMA cipher_version").fetchone()
    status = connection.execute("PRAGMA cipher_status").fetchone()
    if version is None or _number(version[0]) < (4, 6) or status != ("1",):
        raise Unavailable(NO_CIPHER)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def wipe_freed_memory(connection: Any) -> None:
    """What the engine held of the file is overwritten when it lets go of it, and kept out of the
    swap (security.md C.2). It holds for the process, and cannot be taken back in it."""
    connection.execute("PRAGMA cipher_memory_security = ON")


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split()[0].split(".")[:2])


def _set_up(connection: Any, *, read_only: bool) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        return
    for setting in _DURABLE + (_DURABLE_MAC if sys.platform == "darwin" else ()):
        connection.execute(setting)


def raw_key(key: Key) -> bytearray:
    """The key as SQLCipher takes it raw: x'64 hex digits'.

    One digit less would silently be taken for a passphrase, so the length is checked here.
    Built in a bytearray, because text could not be wiped.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a database key has {KEY_BYTES} bytes")
    digits = b"0123456789abcdef"
    raw = bytearray(b"x'")
    for byte in key:
        raw.append(digits[byte >> 4])
        raw.append(digits[byte & 15])
    raw += b"'"
    return raw


def _reserve(path: Path) -> None:
    """Make the file, readable by its owner only, before the engine does."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with files.on_disk():
        try:
            os.close(os.open(path, flags, 0o600))
        except FileExistsError:
            raise Refused(EXISTS) from None


def _refuse_plaintext(path: Path) -> None:
    with files.on_disk(), path.open("rb") as file:
        head = file.read(len(_PLAINTEXT))
    # An empty file would quietly become a new database, and an empty vault look like hers.
    if len(head) < len(_PLAINTEXT) or head == _PLAINTEXT:
        raise Damaged(NOT_OURS)


def _authorise(
    action: int, first: str | None, second: str | None, _database: str | None, _source: str | None
) -> int:
    """Called by the engine while it prepares a statement (sqlite.org/c3ref/set_authorizer)."""
    if action in (sqlcipher.SQLITE_ATTACH, sqlcipher.SQLITE_DETACH):
        allowed = False
    elif action == sqlcipher.SQLITE_PRAGMA:
        allowed = (first or "").lower() in _PRAGMAS
    elif action == sqlcipher.SQLITE_FUNCTION:
        allowed = (second or "").lower() not in _FUNCTIONS
    else:
        allowed = True
    return int(sqlcipher.SQLITE_OK if allowed else sqlcipher.SQLITE_DENY)
