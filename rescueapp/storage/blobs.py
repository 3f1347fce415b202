"""Attachments: the file encrypted under its own key in `blobs/aa/<uid>.bin`, its row here.

Order: temporary file → fsync → rename → row. So no committed row is without its file; a file
without a row is an attachment nobody finished, and the sweeper removes it after a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from rescueapp import clock
from rescueapp.crypto import seal
from rescueapp.errors import Damaged, Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark
from rescueapp.storage import files
from rescueapp.storage.database import Database, Row

FOLDER = "blobs"
MAX_SIZE = 25 * 1024 * 1024
UNFINISHED_FOR = timedelta(hours=24)

TOO_LARGE = mark(
    "The file is larger than 25 MB. Scan it with fewer pages or at a lower quality.", "storage"
)
MISSING = mark("The attachment's file is missing. Restore it from a backup.", "storage")
ALTERED = mark("The attachment's file is damaged. Restore it from a backup.", "storage")


@dataclass(frozen=True, slots=True)
class Blob:
    """An attachment's row. `sealed_key` opens the file; it is sealed under the case's key."""

    uid: str
    case_uid: str | None  # None while its form is a draft
    compartment: Compartment
    media_type: str
    size: int  # bytes of the clear file
    sealed_key: bytes
    added_at: str
    worker: str


# --- files


def place(folder: Path, uid: str) -> Path:
    """Where an attachment's file lies in a vault (or backup) folder."""
    return folder / FOLDER / uid[:2] / f"{uid}.bin"


def write(folder: Path, uid: str, source: BinaryIO, *, key: bytes, size: int) -> None:
    """Encrypt a file into the vault, durable when it returns; then `add` its row.

    `size` is bound into the encryption; a source of another length is a ValueError. Raises
    `Refused` above 25 MB, `Unavailable` when the disk does not take it.
    """
    if size > MAX_SIZE:
        raise Refused(TOO_LARGE)
    final = place(folder, uid)
    partial = final.with_suffix(".partial")
    with files.on_disk():
        files.private_folder(final.parent)
        with files.new_file(partial) as target:
            written = seal.seal_stream(key, source, target, bound=_bound(uid, size))
            if written != size:
                raise ValueError("the file has another length than said")
        partial.replace(final)
        files.flush_folder(final.parent)
        files.flush_folder(final.parent.parent)


def read(folder: Path, blob: Blob, *, key: bytes) -> bytes:
    """The clear file, all of it verified. Raises `Damaged` when it is missing or altered."""
    path = place(folder, blob.uid)
    if not path.is_file():
        raise Damaged(MISSING)
    with files.on_disk(), path.open("rb") as source:
        try:
            bound = _bound(blob.uid, blob.size)
            return b"".join(seal.unseal_stream(key, source, bound=bound))
        except Damaged:
            raise Damaged(ALTERED) from None


def sweep(db: Database, folder: Path) -> int:
    """Remove files without a row that are older than a day; how many."""
    known = {uid for (uid,) in db.read("SELECT uid FROM blobs")}
    limit = clock.now() - UNFINISHED_FOR
    removed = 0
    with files.on_disk():
        for path in _all_files(folder):
            finished = path.suffix == ".bin" and path.stem in known
            if not finished and _changed_at(path) < limit:
                path.unlink()
                removed += 1
    return removed


def _all_files(folder: Path) -> Iterator[Path]:
    yield from sorted((folder / FOLDER).glob("??/*"))


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _bound(uid: str, size: int) -> tuple[str, ...]:
    return ("blob", uid, str(size))


# --- rows

_COLUMNS = "uid, case_uid, compartment, media_type, size, sealed_key, added_at, worker"


def add(db: Database, blob: Blob) -> None:
    """The row of a file that `write` has finished."""
    db.execute(
        f"INSERT INTO blobs ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            blob.uid,
            blob.case_uid,
            blob.compartment.value,
            blob.media_type,
            blob.size,
            blob.sealed_key,
            blob.added_at,
            blob.worker,
        ),
    )


def adopt(db: Database, uid: str, *, case_uid: str, sealed_key: bytes) -> None:
    """A draft's attachment becomes its case's, its key sealed anew under the case's."""
    db.execute(
        "UPDATE blobs SET case_uid = ?, sealed_key = ? WHERE uid = ? AND case_uid IS NULL",
        (case_uid, sealed_key, uid),
    )


def by_uid(db: Database, uid: str) -> Blob | None:
    """One attachment, or None."""
    row = db.one(f"SELECT {_COLUMNS} FROM blobs WHERE uid = ?", (uid,))
    return _blob(row) if row else None


def rows(db: Database) -> list[Blob]:
    """All attachments, by uid."""
    return [_blob(row) for row in db.read(f"SELECT {_COLUMNS} FROM blobs ORDER BY uid")]


def of_case(db: Database, case_uid: str) -> list[Blob]:
    """The attachments of a case, oldest first."""
    rows = db.read(
        f"SELECT {_COLUMNS} FROM blobs WHERE case_uid = ? ORDER BY added_at, uid", (case_uid,)
    )
    return [_blob(row) for row in rows]


def total(db: Database) -> int:
    """Bytes of all attachments."""
    row = db.one("SELECT total(size) FROM blobs")
    return int(row[0]) if row else 0


def drop(db: Database, uid: str) -> None:
    """Remove the row; the sweeper removes the file, which without its key is noise already."""
    db.execute("DELETE FROM blobs WHERE uid = ?", (uid,))


def _blob(row: Row) -> Blob:
    uid, case_uid, compartment, *rest = row
    return Blob(uid, case_uid, Compartment(compartment), *rest)
